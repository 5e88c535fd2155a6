"""Blocking calls in threads of their own that nothing ever waits for.

The loop's default executor is joined at exit, so a name look-up that hangs would keep the program alive. These threads are
daemons: cancelled or abandoned, they end with the process.
"""

import asyncio
import threading
from collections.abc import Callable


async def in_daemon_thread[T](name: str, work: Callable[[], T]) -> T:
    """Return `work()`, run in a new daemon thread; its exception is raised here. Cancelling leaves the thread behind."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]  # None only where T is None

    def run() -> None:
        result: T | None = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as exc:  # noqa: BLE001  # handed to the caller, whatever it is
            error = exc
        post(loop, lambda: settle(result, error))

    threading.Thread(target=run, name=name, daemon=True).start()
    return await answer


def post(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> bool:
    """Run `callback` on `loop` from another thread; return False where the loop is closed and nobody listens any more."""
    try:
        loop.call_soon_threadsafe(callback)
    except RuntimeError:
        return False
    return True
