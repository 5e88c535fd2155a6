"""The facts of a task: names on the left, values on the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.labels import Ink, PlainLabel, tooltip

NAME_WIDTH = 92
"""How wide the names are at 100 % text, in px."""


class FactsGrid(QWidget):
    """Rows of (name, value); values can be selected and wrap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._grid.setColumnMinimumWidth(0, self._theme.px(NAME_WIDTH))

    def value(self, name: str) -> str:
        """Return the value shown for a name; empty where there is none."""
        return next((value.text() for key, value in self._rows if key.text() == name and not key.isHidden()), "")

    def show_facts(self, rows: Sequence[tuple[str, str]], tips: dict[str, str]) -> None:
        """Show facts; `tips` gives tooltips by name."""
        while len(self._rows) < len(rows):
            self._add_row()
        for index, (name_label, value_label) in enumerate(self._rows):
            shown = index < len(rows)
            name_label.setVisible(shown)
            value_label.setVisible(shown)
            if shown:
                name, value = rows[index]
                name_label.setText(name)
                if value_label.text() != value:
                    value_label.setText(value)
                value_label.setAccessibleName(f"{name}: {value}")
                value_label.setToolTip(tooltip(tips.get(name, "")))

    def _add_row(self) -> None:
        detail = self._theme.fonts.detail
        name = PlainLabel(self._theme, font=detail, ink=Ink.MUTED)
        value = PlainLabel(self._theme, font=detail, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._rows)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.append((name, value))
