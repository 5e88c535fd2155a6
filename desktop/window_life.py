"""The window at work: Qt and the engine on one loop, from the first frame to an orderly end."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.domain.events import Notice
from desktop.domain.language import tr, words_of
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.activation import forget_tokens
from desktop.qt.application import OuttrayApplication
from desktop.qt.error_hooks import install_error_hooks, loop_error_handler
from desktop.qt.loop import QtLoop, loop_factory
from desktop.storage.build import read_build
from desktop.storage.look import LOOK_OF
from desktop.storage.paths import resources
from desktop.storage.trouble import StorageTrouble

if TYPE_CHECKING:
    from desktop.engine.doctor.doctor import Doctor
    from desktop.engine.engine import Engine
    from desktop.owner import Opened
    from desktop.qt.spawn import Spawner
    from desktop.qt.theme import Theme
    from desktop.start import Start
    from desktop.widgets.arrivals import Arrivals
    from desktop.widgets.main_window import MainWindow
    from desktop.widgets.workspace import Workspace

SPAWNED_SECONDS = 0.5
"""How long the window's own tasks may take to stop."""

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

SAMPLES_TEXT = words_of("These are sample tasks in a profile that is thrown away when you close this window.")

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
    restore = install_error_hooks(logger)
    sys.setswitchinterval(TURN_SECONDS)
    try:
        with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
            return runner.run(live(window, theme, open_it, prepare, speak=speak, start=start))
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
) -> int:
    """Run `window` to its end on the running loop.

    Raises what `open_it` raises, once the user has read that and quit.
    """
    stop = asyncio.Event()
    window.quit_requested.connect(stop.set)
    _stop_when_told(window.end)
    if window.wants_to_quit:
        stop.set()
    try:
        opened = await _opened(window, open_it, stop)
        if opened is None:
            return 0
        theme.follow(opened.engine.settings())
        if speak is not None:
            speak(opened.engine.settings().language)
        await _work(window, theme, opened, stop, prepare, start)
    except (StorageTrouble, OSError) as trouble:
        window.show_trouble(trouble.sentence if isinstance(trouble, StorageTrouble) else str(trouble))
        await stop.wait()
        raise
    finally:
        window.hide()
        window.deleteLater()
    return 0


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
) -> None:
    """Furnish the window and run the engine until `stop`; everything is on disk when this returns."""
    from desktop.engine.login import login_entry, mend_login
    from desktop.engine.verbs import Verbs
    from desktop.owner import running
    from desktop.qt.bridge import EngineBridge
    from desktop.qt.examiner import Examiner
    from desktop.qt.spawn import Spawner
    from desktop.qt.thumbnails import Thumbnails
    from desktop.qt.window_facts import window_facts
    from desktop.widgets.arrivals import Arrivals
    from desktop.widgets.dock import system_icon
    from desktop.widgets.outside import Outside
    from desktop.widgets.workspace import Workspace

    engine = opened.engine
    spawner = Spawner(lambda name, error: logger.error("%s ended with an error", name, exc_info=error))
    examiner = Examiner(opened.profile.thumbnails, cache_mb=lambda: engine.settings().cache_mb)
    bridge, thumbnails = EngineBridge(engine), Thumbnails(examiner=examiner)
    login = login_entry(read_build(resources()), os.environ, opened.profile.root) if prepare is None else None
    workspace = Workspace(
        engine,
        bridge,
        theme,
        spawner,
        thumbnails,
        examiner,
        default_folder=engine.folder,
        on_try_samples=None if prepare else partial(_start_demo, opened.profile.root),
        notice=Notice("samples", tr(SAMPLES_TEXT)) if prepare else None,
        login=login,
    )
    workspace.dialogs.profile = opened.profile.root
    window.furnish(workspace)
    await _furnished()
    hidden = start is not None and start.hidden
    outside = Outside(
        *(workspace, engine, bridge, theme, spawner, opened.clock.now),
        lasting=prepare is None,
        hidden=hidden,
        dock_icon=system_icon(window),
    )
    _look_for_updates(workspace, opened, theme, spawner, by_itself=prepare is None)
    if login is not None:
        spawner.spawn(in_daemon_thread("login", partial(mend_login, login)), name="login")
    arrivals = Arrivals(workspace, engine, theme, spawner, outside.come_forward)
    workspace.dialogs.make_doctor = partial(_doctor, opened)
    opened.live.add("window", window_facts)
    verbs = Verbs(engine, opened.clock, "The Outtray window", (arrivals.come_forward, arrivals.open))
    async with running(opened, verbs) as at_work:
        at_work.add_done_callback(partial(_say_stopped, engine))
        spawner.spawn(_let_in(engine, arrivals, start), name="arrivals")
        with contextlib.suppress(asyncio.CancelledError):
            if prepare is not None:
                await engine.ready()
                await prepare(engine)
            await stop.wait()
        _shut_out(arrivals)
        outside.stop()
        workspace.stop()
        window.hide()
        bridge.close()
        examiner.close()
        thumbnails.close()
        await spawner.close(SPAWNED_SECONDS)


async def _let_in(engine: "Engine", arrivals: "Arrivals", start: "Start | None") -> None:
    """Open what this start was given, once the list is there, and from then on what the system hands to this process."""
    forget_tokens()  # the window has used them by now; what this process starts must not
    await engine.ready()
    if start is not None and start.what:
        arrivals.take(*start.absolute)
    app = QApplication.instance()
    if start is not None and isinstance(app, OuttrayApplication):
        app.open_with(arrivals.take)


def _shut_out(arrivals: "Arrivals") -> None:
    app = QApplication.instance()
    if isinstance(app, OuttrayApplication):
        app.open_with(None)
    arrivals.stop()


def _look_for_updates(workspace: "Workspace", opened: "Opened", theme: "Theme", spawner: "Spawner", *, by_itself: bool) -> None:
    """Let the window look for updates where the user asks, and `by_itself` where the settings say so."""
    from desktop.engine.updates import updater_of
    from desktop.widgets.update_desk import UpdateDesk

    updater = updater_of(read_build(resources()), opened.profile, __version__, os.environ)
    UpdateDesk(workspace, opened.engine.settings, theme, spawner, updater, by_itself=by_itself)


def _doctor(opened: "Opened") -> "Doctor":
    """Return who examines this installation. Imports much: it is called in a thread, when somebody asks."""
    from desktop.first_aid import doctor_within

    return doctor_within(opened)


def _say_stopped(engine: "Engine", at_work: "asyncio.Task[None]") -> None:
    """Say it where the engine ended by an error; quitting cancels it, which is no error."""
    if not at_work.cancelled() and at_work.exception() is not None:
        engine.notify(Notice("engine", tr(STOPPED_TEXT)))


def _stop_when_told(stop: Callable[[], None]) -> None:
    """End in order when the session or the system asks for it, not only when the user does."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_error_handler(logger))
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


def _start_demo(profile: Path) -> None:
    """Open the samples in a window of their own: a temporary profile, so that nothing mixes with the user's tasks.

    It looks as `profile` has it, and speaks its language.
    """
    command = [sys.executable, "demo"] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop", "demo"]
    subprocess.Popen(command, start_new_session=True, env={**os.environ, LOOK_OF: str(profile)})  # noqa: S603  # our own program
