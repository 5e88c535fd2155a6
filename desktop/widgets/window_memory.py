"""Where the window stood, remembered in the profile and used only if that place is still on a screen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Scheme

_PLACE = "window/geometry"
_SCHEME = "window/scheme"


class WindowMemory:
    """Keeps the geometry of one window in an INI file; without a file it remembers nothing."""

    def __init__(self, ini: Path | None) -> None:
        self._ini = ini

    def restore(self, window: QWidget) -> bool:
        """Put the window where it was; False where nothing is known or the place is on no screen."""
        if self._ini is None:
            return False
        stored = QSettings(str(self._ini), QSettings.Format.IniFormat).value(_PLACE)
        if not isinstance(stored, QByteArray) or not window.restoreGeometry(stored):
            return False
        centre = window.geometry().center()
        return any(screen.availableGeometry().contains(centre) for screen in QGuiApplication.screens())

    def scheme(self) -> Scheme:
        """Return the scheme the window was last seen in, so that its first frame has the right colours."""
        if self._ini is None:
            return Scheme.SYSTEM
        stored = QSettings(str(self._ini), QSettings.Format.IniFormat).value(_SCHEME)
        return Scheme(stored) if stored in tuple(Scheme) else Scheme.SYSTEM

    def store(self, window: QWidget, scheme: Scheme) -> None:
        """Remember where the window is and how it looks."""
        if self._ini is not None:
            kept = QSettings(str(self._ini), QSettings.Format.IniFormat)
            kept.setValue(_PLACE, window.saveGeometry())
            kept.setValue(_SCHEME, scheme.value)
