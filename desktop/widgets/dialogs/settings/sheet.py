"""The settings dialog: sections on the left, the chosen one on the right."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.language import tr, tr_n
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.login import LoginEntry
from desktop.widgets.dialogs.settings.after import AfterPage
from desktop.widgets.dialogs.settings.describing import DescribingPage
from desktop.widgets.dialogs.settings.finding import Marks, Row, found_in, rows_of
from desktop.widgets.dialogs.settings.inbox import InboxPage
from desktop.widgets.dialogs.settings.keeping import EmptyCache, KeepingPage
from desktop.widgets.dialogs.settings.look import LookPage
from desktop.widgets.dialogs.settings.names import NamesPage
from desktop.widgets.dialogs.settings.notices import NoticesPage
from desktop.widgets.dialogs.settings.parts import PartsPage
from desktop.widgets.dialogs.settings.saving import SavingPage
from desktop.widgets.dialogs.settings.section_list import ROW, SectionList
from desktop.widgets.dialogs.settings.sections import SECTIONS
from desktop.widgets.dialogs.settings.starting import StartingPage
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink
from desktop.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from desktop.widgets.dialogs.settings.page import Page

__all__ = ["SECTIONS", "SettingsSheet"]

_WIDTH, _LIST_WIDTH, _HEIGHT = 780, 148, 424
_GAP = 8
_MOST_WIDTH = 0.32
"""The most of the dialog's width that the sections' names take."""

_MOST_HEIGHT = 0.62
"""The most of the screen's height that a section takes; what is more scrolls."""


class SettingsSheet(Sheet):
    """The settings. `stored` carries the settings of before and the new ones. Ctrl+Tab goes to the next section.

    What is typed into the field above the sections leaves those that say it and rings their rows; Return goes there. A look
    that was tried is taken back when the dialog is left without saving. `empty_cache` empties the cache of thumbnails,
    `login` is the system's record that Outtray starts at login, `updates_off` says why this copy doesn't look for updates.
    """

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
        empty_cache: EmptyCache | None = None,
        updates_off: str = "",
        login: LoginEntry | None = None,
    ) -> None:
        super().__init__(theme, parent, tr("Settings"), width=_WIDTH)
        self._engine = engine
        self._spawner = spawner
        self._storing = False
        settings = engine.settings()
        self.saving = SavingPage(theme, settings, default_folder)
        self.names = NamesPage(theme, settings, engine, spawner)
        self.parts = PartsPage(theme, settings)
        self.describing = DescribingPage(theme, settings)
        self.after = AfterPage(theme, settings, projects)
        self.inbox = InboxPage(theme, settings, spawner, default_folder)
        self.look = LookPage(theme, settings)
        self.notices = NoticesPage(theme, settings)
        self.starting = StartingPage(theme, settings, spawner, login, updates_off)
        self.keeping = KeepingPage(theme, settings, spawner, empty_cache)
        self._pages: tuple[Page, ...] = (
            *(self.saving, self.names, self.parts, self.describing, self.after, self.inbox),
            *(self.look, self.notices, self.starting, self.keeping),
        )
        self.search = Field(theme, name=tr("Find a setting"), placeholder=tr("Find"))
        self.sections = SectionList(theme, tr("Sections"), [tr(words) for words in SECTIONS.values()], _LIST_WIDTH)
        self._marks = [Marks(theme, page) for page in self._pages]
        self._stack = QStackedWidget()
        self._lay_out()
        self.sections.chosen.connect(self._on_section)
        self.sections.choose(0)
        for page in self._pages:
            page.changed.connect(self._on_changed)
        self.names.submitted.connect(self._on_save)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        theme.changed.connect(self._fit_stack)
        self.finished.connect(self.names.stop)
        self.finished.connect(self.starting.stop)
        self.finished.connect(self.inbox.stop)
        self.sections.setFocus()

    def _lay_out(self) -> None:
        for page in self._pages:
            self._stack.addWidget(Scrolled(self.theme, page))
        self._fit_stack()
        self.sections.setMinimumHeight(0)
        left = QVBoxLayout()
        left.setSpacing(_GAP)
        left.addWidget(self.search)
        left.addWidget(self.sections, 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(left)
        row.addWidget(self._stack, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.foot.addStretch(1)
        self.add_cancel()
        self.save = self.add_primary(tr("Save"))
        self.save.clicked.connect(self._on_save)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+PgDown", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    def _fit_stack(self) -> None:
        height = min(self.theme.px(_HEIGHT), round(self.screen().availableGeometry().height() * _MOST_HEIGHT))
        self._stack.setFixedHeight(height)
        room = max(height - self.search.minimumHeight() - _GAP, self.theme.px(ROW))
        self.sections.setMaximumHeight(room)
        bar = self.sections.verticalScrollBar().sizeHint().width() if self.sections.sizeHint().height() > room else 0
        wanted = max(self.theme.px(_LIST_WIDTH), self.sections.width_of_names() + bar)
        width = min(wanted, round(self.width() * _MOST_WIDTH))
        self.search.setFixedWidth(width)
        self.sections.setFixedWidth(width)

    @property
    def section(self) -> str:
        """The section shown."""
        return list(SECTIONS)[self._stack.currentIndex()]

    def show_section(self, section: str) -> None:
        """Show a section."""
        self.sections.choose(list(SECTIONS).index(section))

    def _on_section(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self._marks[row].follow()

    def _step(self, step: int) -> None:
        shown = [row for row in range(len(self._pages)) if not self.sections.isRowHidden(row)]
        if self._stack.currentIndex() in shown:
            self.sections.choose(shown[(shown.index(self._stack.currentIndex()) + step) % len(shown)])

    # -- finding ---------------------------------------------------------------------------------------------------

    @property
    def found(self) -> dict[str, list[Row]]:
        """The rows ringed, by section."""
        return {section: marks.rows for section, marks in zip(SECTIONS, self._marks, strict=True) if marks.rows}

    def _find(self, typed: str) -> None:
        """Leave the sections that say what was typed, and ring the rows that do."""
        found = [found_in(rows_of(page), tr(title), typed) for page, title in zip(self._pages, SECTIONS.values(), strict=True)]
        for place, (rows, marks) in enumerate(zip(found, self._marks, strict=True)):
            self.sections.setRowHidden(place, rows is None)
            marks.show_rows(rows or [] if typed.strip() else [])
        hits = [place for place, rows in enumerate(found) if rows is not None]
        best = next((place for place in hits if found[place]), next(iter(hits), None))
        if best is not None and self._stack.currentIndex() not in [place for place in hits if found[place] or not found[best]]:
            self.sections.choose(best)
        self.complain("" if hits else tr("No setting says “{text}”.", text=typed.strip()), Ink.MUTED)
        self.search.setAccessibleDescription(
            tr_n("found in {n} section", "found in {n} sections", len(hits)) if typed.strip() else ""
        )

    def jump(self) -> None:
        """Give the keyboard to the first control found in the section shown."""
        page = self._pages[self._stack.currentIndex()]
        rows = rows_of(page)
        marked = self._marks[self._stack.currentIndex()].rows or rows
        start = next((place for place, row in enumerate(rows) if row.text == marked[0].text), 0) if marked else 0
        before = [row.control() for row in reversed(rows[: start + 1])]
        behind = [row.control() for row in rows[start:]]
        control = next((each for each in (*before[:1], *behind, *before) if each is not None), None)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.jump()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.sections.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # -- storing ---------------------------------------------------------------------------------------------------

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
            self.stored.emit((before, after))
            for row, page in enumerate(self._pages):
                if fault := await page.store():
                    self.sections.choose(row)
                    self.complain(fault)
                    return
        except Refusal as refusal:
            self.complain(str(refusal))
            return
        finally:
            self._storing = False
        self.accept()

    @override
    def reject(self) -> None:
        if not self._storing:
            self.theme.follow(self._engine.settings())
            super().reject()
