"""A sentence in a window of its own, for a start that comes to nothing: who clicked an icon reads no terminal."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.identity import APP_NAME, desktop_id
from desktop.domain.settings import Scheme
from desktop.qt.application import OuttrayApplication
from desktop.qt.icons import app_icon
from desktop.qt.theme import Theme
from desktop.qt.translation import Translation

_UNSEEN = ("offscreen", "minimal", "vnc")

SHOWN_MS = 600_000
"""How long the window stays where nobody closes it, in milliseconds: a process without an end would be in the way."""


def is_read(*streams: TextIO | None) -> bool:
    """Tell whether somebody reads the terminal: then one of the program's `streams` is one; a start by a desktop has none."""
    return any(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def show_alone(words: Callable[[], str], catalogues: Path) -> None:
    """Show a sentence until it is closed or :data:`SHOWN_MS` have passed, in the system's language as far as `catalogues` have it.

    Nothing of a profile is needed, and no place to write to.
    """
    QCoreApplication.setApplicationName(APP_NAME)
    QGuiApplication.setDesktopFileName(desktop_id(os.environ))
    app = QApplication.instance() or OuttrayApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    if QGuiApplication.platformName() in _UNSEEN:
        return
    translation = Translation(app, catalogues)
    translation.use("")
    theme = Theme(app, Scheme.SYSTEM)
    QGuiApplication.setWindowIcon(app_icon(theme.tokens.accent))
    box = QMessageBox(QMessageBox.Icon.Warning, APP_NAME, words(), QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(QMessageBox.StandardButton.Close).setIcon(QIcon())  # as all buttons of this program
    QTimer.singleShot(SHOWN_MS, box, box.reject)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own would wait for Qt; nothing is left to be ended in order
    box.exec()
    translation.close()
