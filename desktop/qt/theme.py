"""The look as one object: tokens of the scheme in force, fonts, and the palette Qt's own controls are painted with."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Scheme
from desktop.domain.status import Badge
from desktop.qt.colours import BadgeColours, Tokens, account_colours, badge_colours, dark_tokens, light_tokens, with_accent
from desktop.qt.fonts import Fonts

_NATIVE = ("win32", "darwin")
"""Platforms whose own style follows light and dark; elsewhere (and offscreen) Fusion with our palette does."""


class Theme(QObject):
    """The colours and fonts of the scheme in force.

    `changed` is emitted after the scheme, the system's scheme or the accent changed, when the new values can be read. Construct
    one, after the application and before its widgets.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = scheme
        self._own_palette = sys.platform not in _NATIVE or QGuiApplication.platformName() == "offscreen"
        self._palette_was_dark = _is_dark(app.palette())
        self._system_accent = _accent_of(app.palette()) if sys.platform in _NATIVE else None
        self.fonts = Fonts(app.font())
        if self._own_palette:
            app.setStyle("fusion")
        app.setFont(self.fonts.body)
        self._ask_system(scheme)
        self._read()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is in force."""
        return self._dark

    @property
    def native(self) -> bool:
        """Whether the platform's own style paints menus and the like."""
        return not self._own_palette

    @property
    def scheme(self) -> Scheme:
        """What was chosen: light, dark, or the system's."""
        return self._scheme

    def badge(self, badge: Badge) -> BadgeColours:
        """Return the colours of a badge."""
        return self._badges[badge]

    def account_colour(self, name: str) -> QColor:
        """Return an account's colour by its name; an unknown name is grey."""
        return self._accounts.get(name, self._accounts["grey"])

    def set_scheme(self, scheme: Scheme) -> None:
        """Put a scheme in force; SYSTEM follows the system from then on."""
        if scheme is self._scheme:
            return
        self._scheme = scheme
        self._ask_system(scheme)
        self._refresh()

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._refresh()

    def _refresh(self) -> None:
        before = (self._dark, self._tokens)
        self._read()
        if before != (self._dark, self._tokens):
            self.changed.emit()

    def _read(self) -> None:
        self._dark = self._wanted_dark()
        tokens = dark_tokens() if self._dark else light_tokens()
        self._tokens = tokens if self._system_accent is None else with_accent(tokens, self._system_accent)
        self._badges = badge_colours(dark=self._dark)
        self._accounts = account_colours(dark=self._dark)
        if self._own_palette:
            self._app.setPalette(palette_of(self._tokens, dark=self._dark))

    def _wanted_dark(self) -> bool:
        if self._scheme is not Scheme.SYSTEM:
            return self._scheme is Scheme.DARK
        system = QGuiApplication.styleHints().colorScheme()
        if system is Qt.ColorScheme.Unknown:
            return self._palette_was_dark
        return system is Qt.ColorScheme.Dark

    @staticmethod
    def _ask_system(scheme: Scheme) -> None:
        """Let the platform's own parts (file dialogs, title bars) follow a chosen scheme where it can."""
        hints = QGuiApplication.styleHints()
        if scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)


def palette_of(tokens: Tokens, *, dark: bool) -> QPalette:
    """Return the palette Fusion paints menus, fields, dialogs and scroll bars with."""
    palette = QPalette()
    role = QPalette.ColorRole
    roles: dict[QPalette.ColorRole, QColor] = {
        role.Window: tokens.pane,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.text,
        role.Button: tokens.field if not dark else QColor("#262B33"),
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.field,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.accent_text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.field if not dark else QColor("#343A44"),
        role.Midlight: tokens.hover,
        role.Mid: tokens.hairline,
        role.Dark: tokens.muted if not dark else QColor("#0E1013"),
        role.Shadow: QColor("#8C95A3") if not dark else QColor("#000000"),
    }
    for each, colour in roles.items():
        palette.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, _mix(tokens.muted, tokens.pane, 0.35))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, tokens.hairline)
    return palette


def _mix(colour: QColor, other: QColor, share: float) -> QColor:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        colour.redF() * keep + other.redF() * share,
        colour.greenF() * keep + other.greenF() * share,
        colour.blueF() * keep + other.blueF() * share,
    )


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()


def _accent_of(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Accent)
