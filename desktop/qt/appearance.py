"""How the window is to look, as far as the user chose it, and what the system asks for."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

from desktop.domain.settings import Contrast, Motion, Scheme, Settings

LEAST_PERCENT, MOST_PERCENT = 80, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What was chosen. `accent` is a colour as "#2563EB", empty for the system's; `percent` is the size of text, 80 to 300.

    `client_safe` tells that prompts, costs and account names are hidden (:mod:`desktop.domain.discretion`).
    """

    scheme: Scheme = Scheme.SYSTEM
    contrast: Contrast = Contrast.SYSTEM
    motion: Motion = Motion.SYSTEM
    accent: str = ""
    percent: int = 100
    client_safe: bool = False


def appearance_of(settings: Settings) -> Appearance:
    """Return what the settings say about the look."""
    return Appearance(
        scheme=settings.scheme,
        contrast=settings.contrast,
        motion=settings.motion,
        accent=settings.accent,
        percent=min(max(settings.text_percent, LEAST_PERCENT), MOST_PERCENT),
        client_safe=settings.client_safe,
    )


def accent_named(name: str) -> QColor | None:
    """Return the colour of an accent as "#2563EB"; None for the empty name, and for one that is no colour."""
    return QColor(name) if name and QColor.isValidColorName(name) else None


class SystemLook(QObject):
    """What the system asks for. `changed` tells that one of it did; Qt may not know some of it on every system."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints = QGuiApplication.styleHints()  # kept, as its Python side takes that of the wishes along when it goes
        self._wishes = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._on_changed)
        self._wishes.contrastPreferenceChanged.connect(self._on_changed)
        self._wishes.motionPreferenceChanged.connect(self._on_changed)

    @property
    def dark(self) -> bool | None:
        """Whether the system is dark; None where Qt can't tell."""
        scheme = self._hints.colorScheme()
        return None if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark

    @property
    def high_contrast(self) -> bool:
        """Whether the system asks for high contrast."""
        return self._wishes.contrastPreference() is Qt.ContrastPreference.HighContrast

    @property
    def reduced_motion(self) -> bool:
        """Whether the system asks for less movement."""
        return self._wishes.motionPreference() is Qt.MotionPreference.ReducedMotion

    def _on_changed(self, _now: object) -> None:
        self.changed.emit()
