"""Settings: which files of a task are saved, by kind."""

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout

from desktop.domain.choice import PART_GROUPS
from desktop.domain.language import tr, words_of
from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.labels import PlainLabel

SUNO = "Suno"
_ORIGINALS = words_of("Save Suno's original first, crun.ai's copy only where that can't be had")
_COLUMNS = 2


class PartsPage(Page):
    """A box to tick for each group of files, under the system they come from."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        known = {group.id for group in PART_GROUPS}
        self._others = tuple(name for name in settings.left_out if name not in known)
        self.groups: dict[str, Check] = {}
        self._grids: list[tuple[QGridLayout, list[Check], list[Check]]] = []
        self._columns = 0
        self.originals = Check(theme, tr(_ORIGINALS), checked=settings.suno_originals)
        self.add_hint(
            tr("What is ticked is saved. A file that is left out can still be saved from a task's details."), beside=False
        )
        for system, groups in groupby(PART_GROUPS, key=attrgetter("system")):
            heading = PlainLabel(theme, system, font=theme.fonts.badge)
            heading.setContentsMargins(0, 4, 0, 0)
            self.form.addRow(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(0)
            checks = []
            for group in groups:
                check = Check(theme, tr(group.title), checked=group.id not in settings.left_out)
                check.setAccessibleName(tr("{system}: {files}", system=system, files=tr(group.title)))
                self.groups[group.id] = check
                checks.append(check)
            self._grids.append((grid, checks, [self.originals] if system == SUNO else []))
            self.form.addRow(grid)
        self._arrange(_COLUMNS)

    def _arrange(self, columns: int) -> None:
        """Put the boxes of each system into so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for grid, checks, below in self._grids:
            while grid.takeAt(0) is not None:
                pass
            for column in range(_COLUMNS):
                grid.setColumnStretch(column, 1 if column < columns else 0)
            for place, check in enumerate(checks):
                grid.addWidget(check, *divmod(place, columns))
            for check in below:
                grid.addWidget(check, len(checks), 0, 1, columns)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(1 if self.narrow else _COLUMNS)

    @override
    def apply(self, settings: Settings) -> Settings:
        left_out = tuple(group for group, check in self.groups.items() if not check.isChecked())
        return replace(settings, left_out=(*left_out, *self._others), suno_originals=self.originals.isChecked())
