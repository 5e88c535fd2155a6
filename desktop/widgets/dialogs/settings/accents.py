"""The choice of an accent: the system's, one of a few, or any by its number."""

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from desktop.domain.language import tr, words_of
from desktop.qt.appearance import accent_named
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.fields import Field
from desktop.widgets.flow import Flow
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import paint_frame, paint_ring

ACCENTS: dict[str, str] = {
    "": words_of("As the system"),
    "#2563EB": words_of("Blue"),
    "#0E7C86": words_of("Teal"),
    "#15803D": words_of("Green"),
    "#B45309": words_of("Amber"),
    "#C2410C": words_of("Orange"),
    "#BE123C": words_of("Red"),
    "#A21CAF": words_of("Pink"),
    "#6D28D9": words_of("Violet"),
    "#52606D": words_of("Grey"),
}
"""Accents by their values, with what each is called."""

_SIDE = 28
_FIELD = 110


class Swatch(QAbstractButton):
    """A square of a colour; the system's is the accent in force with an "A" on it. The one chosen has a tick."""

    def __init__(self, theme: Theme, value: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.value = value
        self.setCheckable(True)
        self.setAccessibleName(tr("Accent: {name}", name=name))
        self.setToolTip(tooltip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, whole = self._theme.tokens, QRectF(self.rect())
        fill = accent_named(self.value) or tokens.field
        inner = whole.adjusted(4, 4, -4, -4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, inner, fill, tokens.muted, radius=5)
        ink = QColor("#FFFFFF") if self.value else tokens.text
        if self.isChecked():
            paint_glyph(painter, Glyph.CHECK, inner.adjusted(3, 3, -3, -3), ink)
        elif not self.value:
            painter.setFont(self._theme.fonts.badge)
            painter.setPen(ink)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), "A")
        if self.hasFocus():
            paint_ring(painter, whole, tokens.accent, radius=7)
        painter.end()


class AccentBar(QWidget):
    """Swatches, and a field for any other colour. `changed` tells that another was chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, value: str) -> None:
        super().__init__()
        self._theme = theme
        self.swatches = [Swatch(theme, each, tr(name)) for each, name in ACCENTS.items()]
        self.field = Field(theme, name=tr("Another accent, as #RRGGBB"), placeholder="#RRGGBB")
        self.field.setMaxLength(7)
        self._group = QButtonGroup(self)
        row = Flow(spacing=4)
        for swatch in self.swatches:
            self._group.addButton(swatch)
            row.addWidget(swatch)
        row.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        chosen = next((swatch for swatch in self.swatches if swatch.value.casefold() == value.casefold()), None)
        if chosen is not None:
            chosen.setChecked(True)
        else:
            self.field.setText(value)
        self._group.buttonClicked.connect(self._on_swatch)
        self.field.textEdited.connect(self._on_text)
        theme.changed.connect(self._restyle)
        self._restyle()

    def value(self) -> str:
        """Return the accent chosen, as "#2563EB"; empty for the system's."""
        typed = self.field.text().strip()
        if typed:
            return typed if accent_named(typed) is not None else ""
        chosen = self._group.checkedButton()
        return chosen.value if isinstance(chosen, Swatch) else ""

    def fault(self) -> str:
        """Return what is wrong with what was typed; empty where nothing is."""
        typed = self.field.text().strip()
        if typed and accent_named(typed) is None:
            return tr("“{text}” is no colour. Write it as #RRGGBB, for example #6D28D9.", text=typed)
        return ""

    def _restyle(self) -> None:
        self.field.setFixedWidth(self._theme.px(_FIELD))

    def _on_swatch(self) -> None:
        self.field.clear()
        self.changed.emit()

    def _on_text(self) -> None:
        self._group.setExclusive(False)
        for swatch in self.swatches:
            swatch.setChecked(False)
        self._group.setExclusive(True)
        if not self.field.text().strip():
            self.swatches[0].setChecked(True)
        self.changed.emit()
