"""Qt and asyncio on one loop: qasync's event loop, mended.

qasync 0.28.0 gives the frame: asyncio's own loop class, socket notifiers on POSIX, the completion-port poller on Windows. What it
gets wrong is replaced here by asyncio's own queue and heap, driven by one posted Qt event and one precise QTimer:

- callbacks run first in, first out; a timer is never early, costs no Qt timer of its own and is freed when cancelled;
- `call_later` gives a TimerHandle, `call_soon_threadsafe` a Handle, contexts are kept, async generators are finalised;
- a turn runs for a bounded time, then Qt has its own turn; a Qt event loop nested inside a callback (which is still a bad idea)
  delays that callback alone;
- SystemExit and KeyboardInterrupt leave `run_forever` as exceptions; jobs in worker threads cannot hold the exit;
- a quit that comes from Qt while a coroutine is pending goes to the hook of `on_quit`.
"""

import asyncio
import heapq
import logging
import os
import signal
import sys
import threading
from asyncio import BaseEventLoop, Future, Handle, TimerHandle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from contextvars import Context
from typing import TYPE_CHECKING, Final, final, override

from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtGui import QGuiApplication

from desktop.qt.jobs import JobThreads, end_jobs
from desktop.qt.pulse import Pulse
from desktop.qt.watched import Descriptor, Watched

_QT_API: Final = "QT_API"


@contextmanager
def _pyside6_chosen() -> Iterator[None]:
    """Make qasync take PySide6, whatever `QT_API` the user's environment names for other programs."""
    before = os.environ.get(_QT_API)
    os.environ[_QT_API] = "pyside6"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_QT_API]
        else:
            os.environ[_QT_API] = before


if TYPE_CHECKING:
    from desktop.qt.loop_internals import LoopInternals as _Base
else:
    with _pyside6_chosen():
        from qasync import QEventLoop as _Base


_log = logging.getLogger(__name__)

_TURN_S: Final = 0.005
"""A turn hands control back to Qt after this time (the callback that runs then still ends)."""
_CANCELLED_KEPT: Final = 64
"""So many cancelled timers may stay in the heap before it is rebuilt without them."""


@final
class QtLoop(_Base):
    """An asyncio event loop that runs inside `app.exec()`.

    `app` must outlive the loop, which runs in the application's thread only. At the end jobs still running in the default executor
    get `job_grace_s` seconds, then they are left behind (their threads are daemons).

    `aboutToQuit` is emitted each time a run ends, so several times in the life of an `asyncio.Runner`; connect nothing to it, use
    `on_quit`.
    """

    # asyncio's own, where qasync put something lesser in its place
    run_until_complete = BaseEventLoop.run_until_complete
    is_running = BaseEventLoop.is_running
    time = BaseEventLoop.time
    call_later = BaseEventLoop.call_later
    call_soon_threadsafe = BaseEventLoop.call_soon_threadsafe
    get_exception_handler = BaseEventLoop.get_exception_handler
    set_exception_handler = BaseEventLoop.set_exception_handler
    default_exception_handler = BaseEventLoop.default_exception_handler
    call_exception_handler = BaseEventLoop.call_exception_handler
    get_debug = BaseEventLoop.get_debug
    set_debug = BaseEventLoop.set_debug

    def __init__(self, app: QCoreApplication, *, job_grace_s: float = 1.0) -> None:
        self._app = app
        self._job_grace_s = job_grace_s
        self._quit_hook: Callable[[], None] | None = None
        self._escaped: BaseException | None = None
        self._readers = Watched()
        self._writers = Watched()
        self._pulse: Pulse | None = Pulse(self._turn)
        super().__init__(app)

    def on_quit(self, hook: Callable[[], None] | None) -> None:
        """Call `hook` when Qt ends its loop (session end, `app.quit()`) while `run_until_complete` still waits; None unsets it.

        The loop then goes on, so the hook starts an orderly stop: it sets an `asyncio.Event`, say, or cancels the main task. It is
        called again if Qt quits again. Without a hook `run_until_complete` raises RuntimeError, as asyncio does.
        """
        self._quit_hook = hook

    # Running and stopping

    @override
    def run_forever(self) -> None:
        """Run until `stop`; raise the SystemExit or KeyboardInterrupt that a callback raised."""
        self._check_closed()
        self._check_running()
        if self._app.thread() is not QThread.currentThread():
            raise RuntimeError("This loop runs in the thread of its QApplication only.")
        if QThread.currentThread().loopLevel():
            raise RuntimeError("This loop runs app.exec() itself; it cannot start where a Qt event loop runs already.")
        with self._as_running_loop():
            self._post()
            self._app.exec()
            while not self._stopping and self._escaped is None and self._quit_hook is not None:
                self._call_quit_hook(self._quit_hook)
                self._app.exec()
        escaped, self._escaped = self._escaped, None
        if escaped is not None:
            raise escaped

    @override
    def stop(self) -> None:
        """Stop after the callbacks that are ready now."""
        self._stopping = True
        if self._thread_id is not None:
            self._post()

    @override
    def close(self) -> None:
        """Free timers, sockets and Qt objects; never wait for worker threads."""
        super().close()
        pulse, self._pulse = self._pulse, None
        if pulse is not None:
            pulse.stop()

    @contextmanager
    def _as_running_loop(self) -> Iterator[None]:
        hooks = sys.get_asyncgen_hooks()
        self._thread_id = threading.get_ident()
        self._set_coroutine_origin_tracking(self._debug)
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook)
        asyncio._set_running_loop(self)  # noqa: SLF001 - documented for loop implementers in asyncio.events
        wakeup = self._listen_to_signals()
        self._before_run_forever()
        try:
            yield
        finally:
            self._after_run_forever()
            self._unlisten_to_signals(wakeup)
            asyncio._set_running_loop(None)  # noqa: SLF001 - as above
            sys.set_asyncgen_hooks(*hooks)
            self._set_coroutine_origin_tracking(enabled=False)
            self._stopping = False
            self._thread_id = None

    # Waking and taking turns

    def _post(self) -> None:
        """Have `_turn` called soon; safe from any thread, and after `close`."""
        if (pulse := self._pulse) is not None:
            pulse.post()

    @override
    def _write_to_self(self) -> None:
        self._post()

    def _arm(self) -> None:
        if self._scheduled and self._pulse is not None:
            self._pulse.arm(self._scheduled[0].when(), self.time())

    def _turn(self) -> None:
        """Run what is ready, in the Qt event loop. In a loop nested inside a task, that task is not the current one meanwhile."""
        if self._thread_id is None:
            return
        outer = asyncio.current_task(self)
        if outer is not None:
            asyncio._leave_task(self, outer)  # noqa: SLF001 - documented for loop implementers ("Extending")
        try:
            self._run_generations()
        except (SystemExit, KeyboardInterrupt) as error:
            self._escaped = error
        finally:
            if outer is not None:
                asyncio._enter_task(self, outer)  # noqa: SLF001 - as above
        if self._stopping or self._escaped is not None:
            self._app.exit()

    def _run_generations(self) -> None:
        """Run ready callbacks, then those they made ready, and so on, until none is left or the turn's time is up."""
        until = self.time() + _TURN_S
        while True:
            self._move_due()
            self._arm()
            count = len(self._ready)
            if count > 1:
                self._post()
            self._run_generation(count, until)
            if self._stopping or not self._ready or self.time() >= until:
                break
        if self._ready:
            self._post()

    def _run_generation(self, count: int, until: float) -> None:
        while count and self._ready:
            count -= 1
            self._run_handle(self._ready.popleft())
            if self.time() >= until and not self._stopping:
                break

    def _run_handle(self, handle: Handle) -> None:
        if handle.cancelled():
            return
        if not self._debug:
            handle._run()  # noqa: SLF001 - only a loop may run a handle
            return
        self._current_handle = handle
        started = self.time()
        try:
            handle._run()  # noqa: SLF001 - as above
        finally:
            self._current_handle = None
        if (took := self.time() - started) >= self.slow_callback_duration:
            _log.warning("Executing %r took %.3f seconds", handle, took)

    def _move_due(self) -> None:
        now = self.time()
        while self._scheduled and (self._scheduled[0].cancelled() or self._scheduled[0].when() <= now):
            handle = heapq.heappop(self._scheduled)
            _mark(handle, in_heap=False)
            if handle.cancelled():
                self._timer_cancelled_count -= 1
            else:
                self._ready.append(handle)

    @override
    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        super()._timer_handle_cancelled(handle)
        if self._timer_cancelled_count > max(_CANCELLED_KEPT, len(self._scheduled) // 2):
            for timer in self._scheduled:
                _mark(timer, in_heap=not timer.cancelled())
            self._scheduled = [timer for timer in self._scheduled if not timer.cancelled()]
            heapq.heapify(self._scheduled)
            self._timer_cancelled_count = 0

    # Scheduling

    @override
    def call_soon[*Ts](self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None) -> Handle:
        handle = BaseEventLoop.call_soon(self, callback, *args, context=context)
        self._post()
        return handle

    @override
    def call_at[*Ts](
        self, when: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> TimerHandle:
        handle = BaseEventLoop.call_at(self, when, callback, *args, context=context)
        if self._thread_id is not None:
            self._arm()
        return handle

    @override
    def _add_callback(self, handle: Handle) -> None:
        self._ready.append(handle)
        self._post()

    # Sockets: qasync's notifiers, run through handles so that contexts and cancellation hold

    @override
    def _add_reader(self, fd: Descriptor, callback: Callable[..., object], *args: object) -> Handle:
        handle = Handle(callback, args, self)
        super()._add_reader(self._readers.put(fd, handle), self._run_handle, handle)
        return handle

    @override
    def _remove_reader(self, fd: Descriptor) -> bool:
        return bool(super()._remove_reader(self._readers.drop(fd)))

    @override
    def _add_writer(self, fd: Descriptor, callback: Callable[..., object], *args: object) -> Handle:
        handle = Handle(callback, args, self)
        super()._add_writer(self._writers.put(fd, handle), self._run_handle, handle)
        return handle

    @override
    def _remove_writer(self, fd: Descriptor) -> bool:
        return bool(super()._remove_writer(self._writers.drop(fd)))

    # Signals

    def _listen_to_signals(self) -> int | None:
        """Let every signal that Python handles wake the loop at once (POSIX; the proactor does so itself)."""
        if os.name == "nt" or threading.current_thread() is not threading.main_thread():
            return None
        return signal.set_wakeup_fd(self._csock.fileno())

    def _unlisten_to_signals(self, previous: int | None) -> None:
        if previous is not None and not self._signal_handlers:
            signal.set_wakeup_fd(previous)

    @override
    def remove_signal_handler(self, sig: int) -> bool:
        removed = super().remove_signal_handler(sig)
        if self._thread_id is not None:
            self._listen_to_signals()
        return removed

    def _call_quit_hook(self, hook: Callable[[], None]) -> None:
        try:
            hook()
        except Exception as error:  # noqa: BLE001 - reported; the loop must live on to stop in order
            self.call_exception_handler({"message": "The hook for a quit by Qt failed.", "exception": error})

    # Worker threads

    @override
    def set_default_executor(self, executor: Executor) -> None:
        """Set the executor of `run_in_executor(None, ...)`. One that is not `JobThreads` may hold the exit by a job that hangs."""
        self._default_executor = executor

    @override
    def run_in_executor[*Ts, T](self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> Future[T]:
        if executor is None and self._default_executor is None:
            self._default_executor = JobThreads()
        return BaseEventLoop.run_in_executor(self, executor, func, *args)

    @override
    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait for the jobs of the default executor, at most `job_grace_s` seconds (`timeout`, if that is less)."""
        limit = self._job_grace_s if timeout is None else min(timeout, self._job_grace_s)
        jobs = self._default_executor
        if not isinstance(jobs, JobThreads):
            await super().shutdown_default_executor(limit)
            return
        self._executor_shutdown_called = True
        if late := await end_jobs(jobs, limit):
            _log.warning("Left %d job(s) behind that did not end within %.1f s.", late, limit)


def _mark(timer: TimerHandle, *, in_heap: bool) -> None:
    """Tell a timer whether it stands in the heap: asyncio counts the cancelled ones there by this mark."""
    setattr(timer, "_scheduled", in_heap)  # noqa: B010 - a slot that asyncio's published types leave out


def loop_factory(app: QCoreApplication, *, job_grace_s: float = 1.0) -> Callable[[], QtLoop]:
    """Return the factory for `asyncio.Runner(loop_factory=loop_factory(app))`.

    Closing the last visible window no longer ends the application then: a dialog over a hidden main window is such a window.
    """

    def make() -> QtLoop:
        if isinstance(app, QGuiApplication):
            app.setQuitOnLastWindowClosed(False)
        return QtLoop(app, job_grace_s=job_grace_s)

    return make
