"""The window's process up to its first frame: kept light, for everything that is imported here delays that frame."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.domain.identity import APP_NAME, MODEL_ID, desktop_id
from desktop.domain.language import tr, words_of
from desktop.qt.appearance import appearance_of
from desktop.qt.application import OuttrayApplication
from desktop.qt.first_frame import show_first_frame
from desktop.qt.session_end import SessionEnd
from desktop.qt.theme import Theme
from desktop.qt.translation import Translation
from desktop.storage.paths import resources
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.owner import Opened
    from desktop.start import Start
    from desktop.storage.glance import Glance
    from desktop.window_life import Prepare

SAMPLES = words_of("Sample tasks")


def show_window(
    ini: Path,
    open_it: "Callable[[], Opened]",
    prepare: "Prepare | None" = None,
    glance: "Callable[[], Glance | None] | None" = None,
    start: "Start | None" = None,
) -> int:
    """Show the window over the profile that `open_it` opens, until the user quits; return the exit code.

    `ini` is where the window's place is remembered. `prepare` is awaited once the engine runs (the demo adds its samples, and
    the window says that they are samples). `glance` returns what the first frame shows of the profile. `start` is what this start
    of the program asks for.
    """
    QCoreApplication.setApplicationName(APP_NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(desktop_id(os.environ))
    if sys.platform == "win32":
        from desktop.qt.windows_shell import name_process

        name_process(MODEL_ID)
    app = QApplication.instance() or OuttrayApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    memory = WindowMemory(ini)
    look = memory.appearance()
    theme = Theme(app, look.scheme)
    seen = glance() if glance is not None else None
    translation = Translation(app, resources() / "translations")
    translation.use(seen.settings.language if seen is not None else "")
    theme.show(look if seen is None else appearance_of(seen.settings))
    window = MainWindow(theme, memory, subject=tr(SAMPLES) if prepare else "")
    window.session_ends = SessionEnd(app, start.profile if start is not None else None).is_near
    if isinstance(app, OuttrayApplication):
        app.quit_asked.connect(window.leave)
    if start is None or not start.hidden:
        if seen is not None:
            window.show_glance(seen)
        show_first_frame(window)
    from desktop.window_life import live_to_the_end

    try:
        return live_to_the_end(app, window, theme, open_it, prepare, speak=translation.use, start=start)
    finally:
        translation.close()
