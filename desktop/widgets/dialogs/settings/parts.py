"""Settings: which files of a task are saved, by kind."""

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import override

from PySide6.QtWidgets import QGridLayout

from desktop.domain.choice import PART_GROUPS
from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.labels import PlainLabel

SUNO = "Suno"
_ORIGINALS = "Save Suno's original first, crun.ai's copy only where that can't be had"
_COLUMNS = 2


class PartsPage(Page):
    """A box to tick for each group of files, under the system they come from."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        known = {group.id for group in PART_GROUPS}
        self._others = tuple(name for name in settings.left_out if name not in known)
        self.groups: dict[str, Check] = {}
        self.originals = Check(theme, _ORIGINALS, checked=settings.suno_originals)
        self.add_hint("What is ticked is saved. A file that is left out can still be saved from a task's details.", beside=False)
        for system, groups in groupby(PART_GROUPS, key=attrgetter("system")):
            heading = PlainLabel(theme, system, font=theme.fonts.badge)
            heading.setContentsMargins(0, 4, 0, 0)
            self.form.addRow(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(0)
            for column in range(_COLUMNS):
                grid.setColumnStretch(column, 1)
            for place, group in enumerate(groups):
                check = Check(theme, group.title, checked=group.id not in settings.left_out)
                check.setAccessibleName(f"{system}: {group.title}")
                self.groups[group.id] = check
                grid.addWidget(check, *divmod(place, _COLUMNS))
            if system == SUNO:
                grid.addWidget(self.originals, grid.rowCount(), 0, 1, _COLUMNS)
            self.form.addRow(grid)

    @override
    def apply(self, settings: Settings) -> Settings:
        left_out = tuple(group for group, check in self.groups.items() if not check.isChecked())
        return replace(settings, left_out=(*left_out, *self._others), suno_originals=self.originals.isChecked())
