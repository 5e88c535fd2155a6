"""Text fields of the design; plain text only."""

from operator import attrgetter
from typing import override

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.qt.theme import Theme
from desktop.widgets.paint import RADIUS
from desktop.widgets.scroll_bar import slim

FIELD_HEIGHT = 32
"""Height of a one-line field at 100 % text, in px."""

_NUMBER_WIDTH = 90


class Field(QLineEdit):
    """A one-line field of the design; plain text only."""

    def __init__(self, theme: Theme, *, name: str, placeholder: str = "", text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(theme.fonts.body)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(FIELD_HEIGHT))
        self.setStyleSheet(field_style(self._theme, "QLineEdit", 0, 8))


class NumberField(Field):
    """A field for a whole number from 0 to `most`."""

    def __init__(self, theme: Theme, *, name: str, most: int, value: int) -> None:
        super().__init__(theme, name=name, text=str(value))
        self._otherwise = value
        self.setValidator(QIntValidator(0, most, self))

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedWidth(self._theme.px(_NUMBER_WIDTH))

    def value(self) -> int:
        """Return the number; while the field is empty, the one it began with."""
        return int(self.text()) if self.hasAcceptableInput() else self._otherwise


class TextBox(QPlainTextEdit):
    """A box for several lines of plain text. Tab leaves it."""

    def __init__(self, theme: Theme, *, name: str, placeholder: str = "", read_only: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(theme.fonts.mono)
        self.setTabChangesFocus(True)
        self.setReadOnly(read_only)
        slim(self, theme, attrgetter("field"))
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setStyleSheet(field_style(self._theme, "QPlainTextEdit", 5, 7))


def field_style(theme: Theme, selector: str, down: int, across: int) -> str:
    """Return the style of a text field, scoped to one class; `down` and `across` are the padding in px beside the focus ring."""
    tokens = theme.tokens
    return (
        f"{selector} {{ background: {tokens.field.name()}; color: {tokens.text.name()}; border: 1px solid {tokens.hairline.name()};"
        f" border-radius: {RADIUS}px; padding: {down + 1}px {across + 1}px; selection-background-color: {tokens.primary.name()};"
        f" selection-color: {tokens.accent_text.name()}; }}"
        f" {selector}:focus {{ border: 2px solid {tokens.accent.name()}; padding: {down}px {across}px; }}"
        f" {selector}:disabled {{ color: {tokens.muted.name()}; background: {tokens.pane.name()}; }}"
    )
