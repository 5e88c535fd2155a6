"""The window's process: Qt and the engine on one loop, from the first paint to an orderly end."""

import asyncio
import contextlib
import gc
import logging
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.engine.engine import Engine
from desktop.engine.verbs import Verbs
from desktop.owner import Opened, running
from desktop.qt.bridge import EngineBridge
from desktop.qt.error_hooks import install_error_hooks, loop_error_handler
from desktop.qt.loop import QtLoop, loop_factory
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.main_window import MainWindow

SPAWNED_SECONDS = 0.5
"""How long the window's own tasks may take to stop."""

logger = logging.getLogger(__name__)

type Prepare = Callable[[Engine], Awaitable[None]]


def show_window(open_it: Callable[[], Opened], prepare: Prepare | None = None) -> int:
    """Show the window over the profile that `open_it` opens, until the user quits; return the exit code.

    `prepare` is awaited once the engine runs (the demo adds its samples).
    """
    QCoreApplication.setApplicationName("Outtray")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("outtray")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    restore = install_error_hooks(logger)
    try:
        with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
            return runner.run(_live(app, open_it, prepare))
    finally:
        restore()


async def _live(app: QApplication, open_it: Callable[[], Opened], prepare: Prepare | None) -> int:
    opened = open_it()
    stop = asyncio.Event()
    _stop_when_told(stop)
    engine = opened.engine
    spawner = Spawner(lambda name, error: logger.error("%s ended with an error", name, exc_info=error))
    theme = Theme(app, engine.settings().scheme)
    bridge = EngineBridge(engine)
    thumbnails = Thumbnails()
    window = MainWindow(
        engine,
        bridge,
        theme,
        spawner,
        thumbnails,
        default_folder=engine.folder,
        ini=opened.profile.root / "window.ini",
        on_try_samples=None if prepare else _start_demo,
    )
    window.quit_requested.connect(stop.set)
    window.show()
    await _painted(app)
    verbs = Verbs(engine, opened.clock, "The Outtray window", partial(_come_forward, window))
    async with running(opened, verbs):
        with contextlib.suppress(asyncio.CancelledError):
            if prepare is not None:
                await engine.ready()
                await prepare(engine)
            await stop.wait()
        window.stop()
        window.hide()
        window.model.close()
        bridge.close()
        thumbnails.close()
        await spawner.close(SPAWNED_SECONDS)
    window.deleteLater()
    return 0


def _stop_when_told(stop: asyncio.Event) -> None:
    """End in order when the session or the system asks for it, not only when the user does."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_error_handler(logger))
    if isinstance(loop, QtLoop):
        loop.on_quit(stop.set)
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, stop.set)


async def _painted(app: QApplication) -> None:
    """Let the first frame reach the screen before the heavier imports of the engine."""
    for _ in range(3):
        app.sendPostedEvents()
        await asyncio.sleep(0.01)
    gc.freeze()  # modules and classes stay for good
    gc.enable()


def _come_forward(window: MainWindow) -> None:
    """Bring the window before the others: a second start asked for it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _start_demo() -> None:
    """Open the samples in a window of their own: a temporary profile, so that nothing mixes with the user's tasks."""
    subprocess.Popen([sys.executable, "-m", "desktop", "demo"], start_new_session=True)  # our own program
