"""Blocking calls in threads of their own that nothing ever waits for.

The loop's default executor is joined at exit, so a name look-up that hangs would keep the program alive. These threads are
daemons: cancelled or abandoned, they end with the process.
"""

import asyncio
import functools
import queue
import threading
from collections.abc import Callable
from typing import Any

IDLE_SECONDS = 10.0
"""How long a thread without work is kept."""


async def in_daemon_thread[T](name: str, work: Callable[[], T]) -> T:
    """Return `work()`, run in a new daemon thread; its exception is raised here. Cancelling leaves the thread behind."""
    call = _Call(work)
    threading.Thread(target=call.run, name=name, daemon=True).start()
    return await call.answer


class DaemonThreads:
    """Daemon threads that are used again: making one costs more than many a small work on the disk. Use it on one loop.

    A work never waits for another to end: where no thread is idle another one is made. Idle ones end after a while.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._line: queue.SimpleQueue[_Call[Any]] = queue.SimpleQueue()
        self._idle = 0
        self._guard = threading.Lock()

    async def run[T](self, work: Callable[[], T]) -> T:
        """Return `work()`, run in a thread; its exception is raised here. Cancelling leaves the thread at work."""
        call = _Call(work)
        with self._guard:
            idle = self._idle > 0
            self._idle -= idle
        if idle:
            self._line.put(call)
        else:
            threading.Thread(target=self._work, args=([call],), name=self._name, daemon=True).start()
        return await call.answer

    def _work(self, first: "list[_Call[Any]]") -> None:
        """Do `first`, a list of one, then what comes. No call is held while idle: it holds its loop, which must not end here.

        The loop of a window is an object of Qt's, and those may be destroyed in their own thread alone.
        """
        call = first.pop()
        while True:
            call.run(self._free)
            del call
            try:
                call = self._line.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                with self._guard:
                    if self._idle > 0:
                        self._idle -= 1
                        return
                call = self._line.get()  # it was promised to this thread just now

    def _free(self) -> None:
        with self._guard:
            self._idle += 1


class _Call[T]:
    """A work on its way through a thread, and its answer."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[T] = self._loop.create_future()

    def run(self, done: Callable[[], None] | None = None) -> None:
        """Do the work, call `done`, and send the result, or error, to the loop: who gets the answer finds all of that done."""
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001  # handed to the caller, whatever it is
            raised = error
            answer = functools.partial(self._fail, raised)
        else:
            answer = functools.partial(self._succeed, result)
        if done is not None:
            done()
        post(self._loop, answer)

    def _succeed(self, result: T) -> None:
        if not self.answer.done():
            self.answer.set_result(result)

    def _fail(self, error: BaseException) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


def post(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> bool:
    """Run `callback` on `loop` from another thread; return False where the loop is closed and nobody listens any more."""
    try:
        loop.call_soon_threadsafe(callback)
    except RuntimeError:
        return False
    return True
