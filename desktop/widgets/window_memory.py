"""Where the window stood, remembered in the profile and used only if that place is still on a screen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_KEY = "window/geometry"


class WindowMemory:
    """Keeps the geometry of one window in an INI file; without a file it remembers nothing."""

    def __init__(self, ini: Path | None) -> None:
        self._ini = ini

    def restore(self, window: QWidget) -> bool:
        """Put the window where it was; False where nothing is known or the place is on no screen."""
        if self._ini is None:
            return False
        stored = QSettings(str(self._ini), QSettings.Format.IniFormat).value(_KEY)
        if not isinstance(stored, QByteArray) or not window.restoreGeometry(stored):
            return False
        centre = window.geometry().center()
        return any(screen.availableGeometry().contains(centre) for screen in QGuiApplication.screens())

    def store(self, window: QWidget) -> None:
        """Remember where the window is."""
        if self._ini is not None:
            QSettings(str(self._ini), QSettings.Format.IniFormat).setValue(_KEY, window.saveGeometry())
