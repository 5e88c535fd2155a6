"""What the sections of the settings have in common: rows of a name and its controls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.labels import Ink, PlainLabel

NAME_WIDTH = 92


class Page(QWidget):
    """One section. `name_width` is the room for the names of its rows, in px.

    `changed` tells that :meth:`fault` may answer something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name_width: int = NAME_WIDTH) -> None:
        super().__init__()
        self.theme = theme
        self._name_width = name_width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        self.form = QFormLayout()
        column.addLayout(self.form)
        column.addStretch(1)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def fault(self) -> str:
        """Return what is wrong on this page, in a sentence; empty where nothing is."""
        return ""

    def apply(self, settings: Settings) -> Settings:
        """Return `settings` with what this page says in it."""
        return settings

    def add_row(self, name: str, content: QWidget | QLayout) -> None:
        """Add a row; an empty name leaves its place free."""
        label = PlainLabel(self.theme, name, ink=Ink.MUTED)
        label.setFixedWidth(self._name_width)
        label.setMinimumHeight(28)
        self.form.addRow(label, content)

    def add_hint(self, text: str, *, beside: bool = True) -> PlainLabel:
        """Add a muted line below the last row."""
        hint = PlainLabel(self.theme, text, font=self.theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        if beside:
            self.form.addRow("", hint)
        else:
            self.form.addRow(hint)
        return hint

    def side_by_side(self, *widgets: QWidget) -> QHBoxLayout:
        """Return widgets in a row, from the left."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def unit(self, text: str) -> PlainLabel:
        """Return the words that stand behind a field."""
        return PlainLabel(self.theme, text, ink=Ink.MUTED)
