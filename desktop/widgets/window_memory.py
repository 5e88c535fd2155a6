"""Where the window stood and how it looked, remembered in the profile; its place is made to fit the screens there are."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Contrast, Motion, Scheme
from desktop.qt.appearance import LEAST_PERCENT, MOST_PERCENT, Appearance
from desktop.widgets.window_place import fit

_PLACE = "window/geometry"
_SCHEME, _CONTRAST, _MOTION = "window/scheme", "window/contrast", "window/motion"
_ACCENT, _PERCENT, _SAFE = "window/accent", "window/text_percent", "window/client_safe"
_CLOSING, _COLUMNS = "window/closing", "window/columns"


class WindowMemory:
    """Keeps the geometry of one window in an INI file; without a file it remembers nothing."""

    def __init__(self, ini: Path | None) -> None:
        self._ini = ini

    def restore(self, window: QWidget) -> bool:
        """Put the window where it was, as far as the screens still have that place; False where nothing is known."""
        if self._ini is None:
            return False
        stored = QSettings(str(self._ini), QSettings.Format.IniFormat).value(_PLACE)
        if not isinstance(stored, QByteArray) or not window.restoreGeometry(stored):
            return False
        fit(window)
        return True

    def appearance(self) -> Appearance:
        """Return how the window was last seen, so that its first frame has the right colours, sizes and words."""
        if self._ini is None:
            return Appearance()
        kept = QSettings(str(self._ini), QSettings.Format.IniFormat)
        percent = str(kept.value(_PERCENT, ""))
        return Appearance(
            scheme=_member(Scheme, kept.value(_SCHEME), Scheme.SYSTEM),
            contrast=_member(Contrast, kept.value(_CONTRAST), Contrast.SYSTEM),
            motion=_member(Motion, kept.value(_MOTION), Motion.SYSTEM),
            accent=str(kept.value(_ACCENT, "")),
            percent=min(max(int(percent), LEAST_PERCENT), MOST_PERCENT) if percent.isdecimal() else 100,
            client_safe=str(kept.value(_SAFE, "")) == "true",
        )

    def closing(self) -> str:
        """Return what was remembered of closing: what the user was told, or chose."""
        if self._ini is None:
            return ""
        return str(QSettings(str(self._ini), QSettings.Format.IniFormat).value(_CLOSING, ""))

    def store_closing(self, said: str) -> None:
        """Remember what the user was told of closing, or chose."""
        if self._ini is not None:
            QSettings(str(self._ini), QSettings.Format.IniFormat).setValue(_CLOSING, said)

    def columns(self) -> str:
        """Return how the columns were arranged; empty where nothing is known."""
        if self._ini is None:
            return ""
        return str(QSettings(str(self._ini), QSettings.Format.IniFormat).value(_COLUMNS, ""))

    def store_columns(self, state: str) -> None:
        """Remember how the columns are arranged."""
        if self._ini is not None:
            QSettings(str(self._ini), QSettings.Format.IniFormat).setValue(_COLUMNS, state)

    def store(self, window: QWidget, look: Appearance) -> None:
        """Remember where the window is and how it looks."""
        if self._ini is not None:
            kept = QSettings(str(self._ini), QSettings.Format.IniFormat)
            kept.setValue(_PLACE, window.saveGeometry())
            kept.setValue(_SCHEME, look.scheme.value)
            kept.setValue(_CONTRAST, look.contrast.value)
            kept.setValue(_MOTION, look.motion.value)
            kept.setValue(_ACCENT, look.accent)
            kept.setValue(_PERCENT, look.percent)
            kept.setValue(_SAFE, "true" if look.client_safe else "false")


def _member[E: StrEnum](kind: type[E], stored: object, otherwise: E) -> E:
    return kind(stored) if isinstance(stored, str) and stored in tuple(kind) else otherwise
