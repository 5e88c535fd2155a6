"""One daemon thread with a queue, asked from any asyncio loop.

A daemon thread, so that a job that never ends (a keyring waiting for its prompt) cannot hold up the end of the process.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

_log = logging.getLogger(__name__)


class WorkerClosed(RuntimeError):
    """The thread was asked for something after its end."""


class Reply[T]:
    """Carries one answer from a thread to the loop that asked. An answer that nobody waits for any more is dropped."""

    __slots__ = ("_loop", "future")

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()

    @property
    def abandoned(self) -> bool:
        """Whether nobody waits for the answer any more; readable from any thread."""
        return self.future.done()

    def answer(self, value: T) -> None:
        """Deliver `value`."""
        self._post(lambda: self.future.set_result(value))

    def fail(self, error: BaseException) -> None:
        """Deliver an error."""
        self._post(lambda: self.future.set_exception(error))

    def _post(self, settle: Callable[[], None]) -> None:
        def unless_done() -> None:
            if not self.future.done():
                settle()

        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(unless_done)


class Worker:
    """Runs jobs one after the other in a daemon thread of its own, which starts with the first job."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def post(self, job: Callable[[], None]) -> None:
        """Queue a job that reports for itself and never raises. Raises WorkerClosed after :meth:`close`."""
        with self._guard:
            if self._closed:
                raise WorkerClosed(f"{self._name} is closed.")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._jobs.put(job)

    async def call[T](self, job: Callable[[], T]) -> T:
        """Run `job` in the thread and return what it returns. A job whose caller left before it began is not run."""
        reply: Reply[T] = Reply()

        def run() -> None:
            if reply.abandoned:
                return
            try:
                reply.answer(job())
            except BaseException as error:  # noqa: BLE001  # whatever it is, it belongs to the caller
                reply.fail(error)

        self.post(run)
        return await reply.future

    def close(self) -> None:
        """Take no more jobs; those queued are still done. May be called twice."""
        with self._guard:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)

    def join(self, seconds: float) -> bool:
        """Wait for the thread's end; return whether it came in time."""
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return True
        thread.join(seconds)
        return not thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except BaseException:  # noqa: BLE001  # the thread lives on: others wait for their answers from it
                _log.exception("A job of the thread “%s” failed.", self._name)
            job = None  # it holds the loop that asked, which must not end in this thread
