"""The window at work: Qt and the engine on one loop, from the first frame to an orderly end."""

import asyncio
import contextlib
import gc
import logging
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.domain.events import Notice
from desktop.domain.language import tr, words_of
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.error_hooks import install_error_hooks, loop_error_handler
from desktop.qt.loop import QtLoop, loop_factory
from desktop.qt.mishaps import Mishaps
from desktop.storage.paths import Profile
from desktop.storage.trouble import StorageTrouble, reason_of, unusable_folder

if TYPE_CHECKING:
    from desktop.engine.engine import Engine
    from desktop.owner import Opened
    from desktop.qt.theme import Theme
    from desktop.start import Start
    from desktop.widgets.main_window import MainWindow

TURN_SECONDS = 0.001
"""How long a worker thread may keep the window's thread waiting for Python: a fifth of the usual, as a frame has 16 ms."""

LONG_SECONDS = 0.5
"""From when on it is said that opening the profile takes its time."""

ABANDONED_SECONDS = 0.5
"""How long a profile that is still being opened is waited for once the user has left."""

UPDATING_TEXT = words_of("The list is being brought up to date…")

STOPPED_TEXT = words_of(
    "Checking and saving have stopped by an error of Outtray. Nothing on the list is lost: quit and start it again."
)

logger = logging.getLogger(__name__)


type Prepare = Callable[["Engine"], Awaitable[None]]
"""What the window's process does once the engine runs."""


def live_to_the_end(
    app: QApplication,
    window: "MainWindow",
    theme: "Theme",
    open_it: "Callable[[], Opened]",
    prepare: Prepare | None = None,
    *,
    speak: Callable[[str], None] | None = None,
    start: "Start | None" = None,
) -> int:
    """Run `window` on a loop of its own until the user quits; return the exit code.

    `speak` puts the language of the settings in force, in case the first frame could not know it. `start` is what this start asks
    for.
    """
    mishaps = Mishaps()
    restore = install_error_hooks(logger, mishaps.note)
    sys.setswitchinterval(TURN_SECONDS)
    try:
        with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
            return runner.run(live(window, theme, open_it, prepare, speak=speak, start=start, mishaps=mishaps))
    finally:
        restore()


async def live(
    window: "MainWindow",
    theme: "Theme",
    open_it: "Callable[[], Opened]",
    prepare: Prepare | None = None,
    *,
    speak: Callable[[str], None] | None = None,
    start: "Start | None" = None,
    mishaps: Mishaps | None = None,
) -> int:
    """Run `window` to its end on the running loop. `mishaps` has what the user is told of errors that nobody expected.

    Raises StorageTrouble where the profile can't be opened, once the user has read that and quit; and the error that ended the
    engine before its time.
    """
    stop = asyncio.Event()
    mishaps = mishaps or Mishaps()
    window.quit_requested.connect(stop.set)
    _stop_when_told(window.end, mishaps)
    if window.wants_to_quit:
        stop.set()
    try:
        opened = await _opened(window, open_it, stop)
        if opened is None:
            return 0
        theme.follow(opened.engine.settings())
        if speak is not None:
            speak(opened.engine.settings().language)
        await _work(window, theme, opened, stop, prepare, start, mishaps)
    except (StorageTrouble, OSError) as trouble:
        if stop.is_set():
            raise  # the engine's: the window has said that it stopped, and the user has left
        told = trouble if isinstance(trouble, StorageTrouble) else StorageTrouble(_unusable(trouble, start))
        window.show_trouble(told.sentence)
        await _told_to_others(window, told.sentence, start, stop)
        if told is trouble:
            raise
        raise told from trouble
    finally:
        mishaps.close()
        window.hide()
        window.deleteLater()
    return 0


def _unusable(error: OSError, start: "Start | None") -> str:
    """Return what is said of the profile of `start`, which the system doesn't let us use; without one (the demo) it's temporary."""
    folder = start.profile if start is not None else Path(tempfile.gettempdir())
    return unusable_folder(folder, error.errno, reason_of(error), in_window=True)


async def _told_to_others(window: "MainWindow", sentence: str, start: "Start | None", stop: asyncio.Event) -> None:
    """Until `stop`, say to other starts why there is no list to show."""
    from desktop.turned_away import turning_away

    async with turning_away(Profile(start.profile), window, sentence) if start is not None else contextlib.nullcontext():
        await stop.wait()


async def _opened(window: "MainWindow", open_it: "Callable[[], Opened]", stop: asyncio.Event) -> "Opened | None":
    """Return the profile, opened; None where the user leaves before it is.

    What is not done by then ends with the process, in the middle: the list is changed in transactions. Raises what `open_it`
    raises.
    """
    opening = asyncio.ensure_future(in_daemon_thread("open the profile", open_it))
    leaving = asyncio.ensure_future(stop.wait())
    try:
        done, _ = await asyncio.wait([opening, leaving], timeout=LONG_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            window.show_waiting(tr(UPDATING_TEXT))
            await asyncio.wait([opening, leaving], return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            return await opening
        window.hide()
        await asyncio.wait([opening], timeout=ABANDONED_SECONDS)
        if opening.done() and opening.exception() is None:
            from desktop.owner import shut

            await shut(opening.result())
        return None
    finally:
        opening.cancel()
        leaving.cancel()


async def _work(
    window: "MainWindow",
    theme: "Theme",
    opened: "Opened",
    stop: asyncio.Event,
    prepare: Prepare | None,
    start: "Start | None",
    mishaps: Mishaps,
) -> None:
    """Furnish the window and run the engine until `stop`; everything is on disk when this returns."""
    from desktop.engine.verbs import Verbs
    from desktop.furniture import Furniture
    from desktop.owner import running

    furniture = Furniture(window, theme, opened, mishaps, lasting=prepare is None)
    await _furnished()
    arrivals = furniture.connect(start)
    verbs = Verbs(opened.engine, opened.clock, "The Outtray window", (arrivals.come_forward, arrivals.open))
    async with running(opened, verbs) as at_work:
        at_work.add_done_callback(partial(_say_stopped, opened.engine))
        with contextlib.suppress(asyncio.CancelledError):
            if prepare is not None:
                await opened.engine.ready()
                await prepare(opened.engine)
            await stop.wait()
        await furniture.clear()


def _say_stopped(engine: "Engine", at_work: "asyncio.Task[None]") -> None:
    """Say it where the engine ended by an error; quitting cancels it, which is no error."""
    if not at_work.cancelled() and at_work.exception() is not None:
        engine.notify(Notice("engine", tr(STOPPED_TEXT)))


def _stop_when_told(stop: Callable[[], None], mishaps: Mishaps) -> None:
    """End in order when the session or the system asks for it, not only when the user does."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_error_handler(logger, mishaps.note))
    if isinstance(loop, QtLoop):
        loop.on_quit(stop)
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, stop)


async def _furnished() -> None:
    """Let the list reach the screen before the engine begins to ask, which imports the HTTP libraries."""
    await asyncio.sleep(0.03)
    gc.freeze()  # modules and classes stay for good
    gc.enable()
