"""The look as one object: tokens of the scheme in force, fonts and sizes, and the palette Qt's own controls are painted with."""

import sys
from dataclasses import replace
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Contrast, Motion, Scheme, Settings
from desktop.domain.status import Badge
from desktop.qt.appearance import Appearance, SystemLook, accent_named, appearance_of
from desktop.qt.colours import BadgeColours, Tokens, account_colours, badge_colours, tokens_of, with_accent
from desktop.qt.contrast import mixed
from desktop.qt.fonts import Fonts, refit

_NATIVE = ("win32", "darwin")
"""Platforms whose own style follows light and dark; elsewhere (and offscreen) Fusion with our palette does."""


class Theme(QObject):
    """The colours, fonts and sizes in force, and what else every part of the window goes by: movement, client-safe mode.

    `changed` is emitted after any of it changed, by the user or by the system, when the new values can be read; fonts that widgets
    got from `fonts` are replaced by then. Construct one, after the application and before its widgets.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._wanted = Appearance(scheme=scheme)
        self._own_palette = sys.platform not in _NATIVE or QGuiApplication.platformName() == "offscreen"
        self._palette_was_dark = _is_dark(app.palette())
        self._system_font = app.font()
        self._system = SystemLook(self)
        self.fonts = Fonts(self._system_font)
        if self._own_palette:
            app.setStyle("fusion")
        app.setFont(self.fonts.body)
        self._ask_system(scheme)
        self._read()
        self._system.changed.connect(self._refresh)
        if not self._own_palette:
            app.installEventFilter(self)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is in force."""
        return self._dark

    @property
    def strong(self) -> bool:
        """Whether high contrast is in force."""
        return self._strong

    @property
    def moving(self) -> bool:
        """Whether things may move; where not, they are where they would come to rest."""
        return self._moving

    @property
    def percent(self) -> int:
        """The size of text in percent of the design's."""
        return self._wanted.percent

    @property
    def client_safe(self) -> bool:
        """Whether prompts, costs and account names are hidden; :mod:`desktop.domain.discretion` says what stands for them."""
        return self._wanted.client_safe

    @property
    def native(self) -> bool:
        """Whether the platform's own style paints menus and the like."""
        return not self._own_palette

    @property
    def scheme(self) -> Scheme:
        """What was chosen: light, dark, or the system's."""
        return self._wanted.scheme

    @property
    def appearance(self) -> Appearance:
        """All that was chosen."""
        return self._wanted

    def px(self, pixels: float) -> int:
        """Return a length of the design (device-independent pixels at 100 %) as it is at the size of text in force."""
        return round(pixels * self._wanted.percent / 100)

    def badge(self, badge: Badge) -> BadgeColours:
        """Return the colours of a badge."""
        return self._badges[badge]

    def account_colour(self, name: str) -> QColor:
        """Return an account's colour by its name; an unknown name is grey."""
        return self._accounts.get(name, self._accounts["grey"])

    def follow(self, settings: Settings) -> None:
        """Put what the settings say about the look in force."""
        self.show(appearance_of(settings))

    def set_scheme(self, scheme: Scheme) -> None:
        """Put a scheme in force; SYSTEM follows the system from then on."""
        self.show(replace(self._wanted, scheme=scheme))

    def show(self, wanted: Appearance) -> None:
        """Put a look in force: as a whole, so that `changed` is emitted once."""
        before, self._wanted = self._wanted, wanted
        if wanted.scheme is not before.scheme:
            self._ask_system(wanted.scheme)
        if wanted.percent != before.percent:
            self._rescale()
        self._refresh(told=(wanted.percent, wanted.client_safe) != (before.percent, before.client_safe))

    def _rescale(self) -> None:
        old, self.fonts = self.fonts, Fonts(self._system_font, self._wanted.percent)
        self._app.setFont(self.fonts.body)
        refit(self._app.allWidgets(), old, self.fonts)

    def _refresh(self, *, told: bool = False) -> None:
        before = self._state()
        self._read()
        if told or before != self._state():
            self.changed.emit()

    def _state(self) -> tuple[object, ...]:
        return self._dark, self._strong, self._moving, self._tokens

    def _read(self) -> None:
        wanted, system = self._wanted, self._system
        self._dark = self._wanted_dark()
        self._strong = wanted.contrast is Contrast.HIGH or (wanted.contrast is Contrast.SYSTEM and system.high_contrast)
        self._moving = wanted.motion is Motion.FULL or (wanted.motion is Motion.SYSTEM and not system.reduced_motion)
        tokens = tokens_of(dark=self._dark, strong=self._strong)
        accent = accent_named(wanted.accent) or (None if self._own_palette else _accent_of(self._app.palette()))
        self._tokens = tokens if accent is None else with_accent(tokens, accent, strong=self._strong)
        self._badges = badge_colours(dark=self._dark, strong=self._strong)
        self._accounts = account_colours(dark=self._dark, strong=self._strong)
        if self._own_palette:
            palette = palette_of(self._tokens, dark=self._dark)
            if palette != self._app.palette():
                self._app.setPalette(palette)

    def _wanted_dark(self) -> bool:
        if self._wanted.scheme is not Scheme.SYSTEM:
            return self._wanted.scheme is Scheme.DARK
        return self._palette_was_dark if self._system.dark is None else self._system.dark

    @staticmethod
    def _ask_system(scheme: Scheme) -> None:
        """Let the platform's own parts (file dialogs, title bars) follow a chosen scheme where it can."""
        hints = QGuiApplication.styleHints()
        if scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._app and event.type() is QEvent.Type.ApplicationPaletteChange:
            self._refresh()
        return False


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
        palette.setColor(QPalette.ColorGroup.Disabled, each, mixed(tokens.muted, tokens.pane, 0.35))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, tokens.hairline)
    return palette


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()


def _accent_of(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Accent)
