"""The settings dialog: sections on the left, the chosen one on the right."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.settings.after import AfterPage
from desktop.widgets.dialogs.settings.describing import DescribingPage
from desktop.widgets.dialogs.settings.look import LookPage
from desktop.widgets.dialogs.settings.names import NamesPage
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.dialogs.settings.parts import PartsPage
from desktop.widgets.dialogs.settings.saving import SavingPage
from desktop.widgets.dialogs.settings.section_list import SectionList
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.scroll_bar import slim

SECTIONS = {
    "saving": "Saving",
    "names": "Names",
    "parts": "Parts",
    "describing": "Describing",
    "after": "After saving",
    "look": "Look",
}
"""The sections, by the name they are asked for."""

_WIDTH, _LIST_WIDTH, _HEIGHT = 760, 128, 424


class SettingsSheet(Sheet):
    """The settings. `stored` carries the settings of before and the new ones. Ctrl+Tab goes to the next section."""

    stored = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        engine: EngineApi,
        spawner: Spawner,
        *,
        default_folder: Path,
        projects: Sequence[str] = (),
    ) -> None:
        super().__init__(theme, parent, "Settings", width=_WIDTH)
        self._engine = engine
        self._spawner = spawner
        self._storing = False
        settings = engine.settings()
        self.saving = SavingPage(theme, settings, default_folder)
        self.names = NamesPage(theme, settings, engine, spawner)
        self.parts = PartsPage(theme, settings)
        self.describing = DescribingPage(theme, settings)
        self.after = AfterPage(theme, settings, projects)
        self.look = LookPage(theme, settings)
        self._pages: tuple[Page, ...] = (self.saving, self.names, self.parts, self.describing, self.after, self.look)
        self.sections = SectionList(theme, "Sections", list(SECTIONS.values()), _LIST_WIDTH)
        self._stack = QStackedWidget()
        self._lay_out()
        self.sections.chosen.connect(self._on_section)
        self.sections.choose(0)
        for page in self._pages:
            page.changed.connect(self._on_changed)
        self.names.submitted.connect(self._on_save)
        self.finished.connect(self.names.stop)
        self.sections.setFocus()

    def _lay_out(self) -> None:
        for page in self._pages:
            self._stack.addWidget(_scrolled(self.theme, page))
        self._stack.setFixedHeight(_HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.sections)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row)
        self.foot.addStretch(1)
        self.add_cancel()
        self.save = self.add_primary("Save")
        self.save.clicked.connect(self._on_save)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+PgDown", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    @property
    def section(self) -> str:
        """The section shown."""
        return list(SECTIONS)[self._stack.currentIndex()]

    def show_section(self, section: str) -> None:
        """Show a section."""
        self.sections.choose(list(SECTIONS).index(section))

    def _on_section(self, row: int) -> None:
        self._stack.setCurrentIndex(row)

    def _step(self, step: int) -> None:
        self.sections.choose((self._stack.currentIndex() + step) % len(self._pages))

    def _on_changed(self) -> None:
        self.save.setEnabled(not self.names.fault())
        fault = self.names.fault() or self.after.fault()
        if not fault:
            self.complain("")

    def _on_save(self) -> None:
        for row, page in enumerate(self._pages):
            if fault := page.fault():
                self.sections.choose(row)
                self.complain(fault)
                return
        if not self._storing:
            self._storing = True
            self._spawner.spawn(self._store(), name="settings")

    async def _store(self) -> None:
        before = after = self._engine.settings()
        for page in self._pages:
            after = page.apply(after)
        try:
            await self._engine.change_settings(after)
        except Refusal as refusal:
            self.complain(str(refusal))
            return
        finally:
            self._storing = False
        self.stored.emit((before, after))
        self.accept()

    @override
    def reject(self) -> None:
        if not self._storing:
            super().reject()


def _scrolled(theme: Theme, page: Page) -> QScrollArea:
    """Return a page in a scroll area without a ground of its own."""
    area = QScrollArea()
    slim(area, theme, attrgetter("background"))
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
