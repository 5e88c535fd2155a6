"""What the sections of the settings have in common: rows of a name and its controls."""

from typing import override

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.labels import Ink, PlainLabel

NAME_WIDTH = 92
NARROW = 360
"""The width below which a page stacks names and controls, in px at 100 % text."""


class Page(QWidget):
    """One section. `name_width` is the room for the names of its rows, in px.

    `changed` tells that :meth:`fault` may answer something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name_width: int = NAME_WIDTH) -> None:
        super().__init__()
        self.theme = theme
        self._name_width = name_width
        self._row_names: list[PlainLabel] = []
        self._lines: list[QBoxLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 8, 2)
        self.form = QFormLayout()
        column.addLayout(self.form)
        column.addStretch(1)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        theme.changed.connect(self._fit_names)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def fault(self) -> str:
        """Return what is wrong on this page, in a sentence; empty where nothing is."""
        return ""

    def apply(self, settings: Settings) -> Settings:
        """Return `settings` with what this page says in it."""
        return settings

    async def store(self) -> str:
        """Store what this page says that is no setting of ours; return what failed, in a sentence."""
        return ""

    def add_row(self, name: str, content: QWidget | QLayout) -> None:
        """Add a row; an empty name leaves its place free."""
        label = PlainLabel(self.theme, name, ink=Ink.MUTED, wrap=True)
        self._row_names.append(label)
        self._fit_names()
        self.form.addRow(label, content)

    def _fit_names(self) -> None:
        for label in self._row_names:
            label.setFixedWidth(self.theme.px(self._name_width))
            label.setMinimumHeight(self.theme.px(28))
        self._follow_width()

    @property
    def narrow(self) -> bool:
        """Whether the page is too narrow for its text: then names stand above their controls."""
        return self.width() < self.theme.px(NARROW)

    def _follow_width(self) -> None:
        wrapping, narrow = QFormLayout.RowWrapPolicy, self.narrow
        self.form.setRowWrapPolicy(wrapping.WrapAllRows if narrow else wrapping.DontWrapRows)
        for line in self._lines:
            line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()

    def add_hint(self, text: str, *, beside: bool = True) -> PlainLabel:
        """Add a muted line below the last row."""
        hint = _Hint(self.theme, text, font=self.theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        if beside:
            self.form.addRow("", hint)
        else:
            self.form.addRow(hint)
        return hint

    def side_by_side(self, *widgets: QWidget) -> QHBoxLayout:
        """Return widgets in a row; one below the other where the page is too narrow for its text."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self._lines.append(row)
        return row

    def unit(self, text: str) -> PlainLabel:
        """Return the words that stand behind a field."""
        return PlainLabel(self.theme, text, ink=Ink.MUTED)


class _Hint(PlainLabel):
    """Words as high as their width asks for: a form would give one line the room of two where its guess at a width takes two."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), super().minimumSizeHint().height())
