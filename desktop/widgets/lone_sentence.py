"""A sentence in a window of its own, for a start that comes to nothing: who clicked an icon reads no terminal."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.identity import APP_NAME, desktop_id
from desktop.domain.settings import Scheme
from desktop.qt.application import OuttrayApplication
from desktop.qt.icons import app_icon
from desktop.qt.theme import Theme
from desktop.qt.translation import Translation

_UNSEEN = ("offscreen", "minimal", "vnc")


def is_read(stream: TextIO | None) -> bool:
    """Tell whether somebody reads what is written to `stream`: a terminal's user does, a desktop's doesn't."""
    return stream is not None and stream.isatty()


def show_alone(words: Callable[[], str], catalogues: Path) -> None:
    """Show a sentence until it is closed, in the system's language as far as `catalogues` have it.

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
    box.exec()
    translation.close()
