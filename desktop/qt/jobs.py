"""Worker threads that never keep the process alive.

`concurrent.futures.ThreadPoolExecutor` joins its threads when the interpreter ends, so one job that hangs (a keyring prompt,
a dead network drive) would hold the exit for ever. The threads here are daemons and are never joined.
"""

import asyncio
import itertools
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, override


class JobThreads(Executor):
    """A thread pool for the event loop's default executor.

    Threads start when needed, up to `max_workers`, and are named `outtray-job-1` and so on.
    """

    def __init__(self, max_workers: int | None = None) -> None:
        self._max_workers = max_workers or min(32, (os.cpu_count() or 1) + 4)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._unfinished: set[Future[Any]] = set()
        self._lock = threading.Lock()
        self._threads = 0
        self._closed = False
        self._numbers = itertools.count(1)

    def unfinished(self) -> tuple[Future[Any], ...]:
        """Return the jobs that wait or run at this moment."""
        with self._lock:
            return tuple(self._unfinished)

    @override
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue `fn(*args, **kwargs)`. Raises RuntimeError once shut down."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("These worker threads are shut down; they take no new job.")
            self._unfinished.add(future)
            wanted = self._threads < min(len(self._unfinished), self._max_workers)
            self._threads += wanted
            self._queue.put(lambda: _run(future, lambda: fn(*args, **kwargs)))
        future.add_done_callback(self._forget)
        if wanted:
            threading.Thread(target=self._work, name=f"outtray-job-{next(self._numbers)}", daemon=True).start()
        return future

    @override
    def shutdown(self, wait: bool = False, *, cancel_futures: bool = False) -> None:
        """Take no more jobs. Queued ones still run unless `cancel_futures`; `wait` waits for all of them, however long."""
        with self._lock:
            ending, self._closed = not self._closed, True
            left = tuple(self._unfinished)
            if ending:
                for _ in range(self._threads):
                    self._queue.put(None)
        if cancel_futures:
            for future in left:
                future.cancel()
        if wait:
            for future in left:
                _wait_for_end(future)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
            del job

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._unfinished.discard(future)


async def end_jobs(jobs: JobThreads, limit_s: float) -> int:
    """Shut `jobs` down and wait at most `limit_s` seconds for them; return how many did not end and are left behind."""
    jobs.shutdown(wait=False)
    waiting = [asyncio.wrap_future(job) for job in jobs.unfinished()]
    if not waiting:
        return 0
    ended, late = await asyncio.wait(waiting, timeout=limit_s)
    for job in late:
        job.cancel()
    for job in ended:
        if not job.cancelled():
            job.exception()  # the job's own waiter gets it; this only marks the copy as read
    return len(late)


def _run[T](future: Future[T], call: Callable[[], T]) -> None:
    """Run one job; whatever it raises, the thread lives on."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - a job's SystemExit belongs to whoever waits for it, not to the thread
        future.set_exception(error)
    else:
        future.set_result(result)


def _wait_for_end(future: Future[Any]) -> None:
    ended = threading.Event()
    future.add_done_callback(lambda _: ended.set())
    ended.wait()
