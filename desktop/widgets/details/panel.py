"""The details: all there is to know of the selected task, or the sums of several."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.task import Task
from desktop.domain.wording import ORDINARY, Standing
from desktop.engine.ports import EngineApi
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.actions import TaskActions
from desktop.widgets.controls import Area
from desktop.widgets.details.file_lines import FileAct
from desktop.widgets.details.one import OneTask
from desktop.widgets.details.several import SeveralTasks
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.scrolled import Scrolled

PANEL_WIDTH = 332


def _ordinary(_task: Task) -> Standing:
    return ORDINARY


class DetailsPanel(Area):
    """Follows the selection.

    `acted` carries a problem's :class:`Action`; `file_opened` and `file_revealed` the path of a saved file; `files_asked`
    (task's number, :class:`FileAct`, parts) for what the user wants of files. `standing` tells how a task stands.
    """

    acted = Signal(object)
    file_opened = Signal(object)
    file_revealed = Signal(object)
    files_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        engine: EngineApi,
        spawner: Spawner,
        actions: TaskActions,
        now: Callable[[], datetime],
        standing: Callable[[Task], Standing] = _ordinary,
    ) -> None:
        super().__init__(theme)
        self._engine = engine
        self._spawner = spawner
        self._now = now
        self._standing = standing
        self._tasks: tuple[Task, ...] = ()
        self._safe = theme.client_safe
        self._accounts: dict[str, AccountState] = {}
        self.setFixedWidth(PANEL_WIDTH)
        self.one = OneTask(theme, thumbnails, actions)
        self.one.acted.connect(self.acted)
        self.one.files.opened.connect(self.file_opened)
        self.one.files.revealed.connect(self.file_revealed)
        self.one.files.asked.connect(self._on_file_asked)
        self.one.files.row_shown.connect(self._show_file_row)
        self.several = SeveralTasks(theme, actions)
        self._nothing = _hint(theme)
        self._stack = QStackedWidget()
        self._scroll = Scrolled(theme, self.one, attrgetter("pane"), reserved=True)
        for page in (self._nothing, self._scroll, Scrolled(theme, self.several, attrgetter("pane"), reserved=True)):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        theme.changed.connect(self._on_look)

    def _on_look(self) -> None:
        """Hide what client-safe mode hides, or show it again."""
        if self._theme.client_safe is not self._safe:
            self._safe = self._theme.client_safe
            self.show_tasks(self._tasks)

    def set_accounts(self, accounts: tuple[AccountState, ...]) -> None:
        """Tell the accounts."""
        self._accounts = {state.account.id: state for state in accounts}
        self.tick()

    def show_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Show the selected tasks."""
        before, self._tasks = self._tasks, tasks
        self._stack.setCurrentIndex(min(len(tasks), 2))
        if len(tasks) == 1:
            if not before or before[0].id != tasks[0].id or before[0].remote is not tasks[0].remote or len(before) > 1:
                same = len(before) == 1 and before[0].id == tasks[0].id
                self.one.set_history(self.one.history if same else [])
                self._spawner.spawn(self._load_history(tasks[0].id), name="history")
            self._show_one(tasks[0])
        elif tasks:
            self.several.show_tasks(tasks)

    def tick(self) -> None:
        """Bring ages and countdowns up to date; called once a second."""
        if len(self._tasks) == 1 and self.isVisible():
            self._show_one(self._tasks[0])

    def _show_one(self, task: Task) -> None:
        self.one.show_task(task, self._account(task), self._now(), self._standing(task))

    def _on_file_asked(self, asked: tuple[FileAct, tuple[str, ...]]) -> None:
        if len(self._tasks) == 1:
            self.files_asked.emit((self._tasks[0].id, *asked))

    def _show_file_row(self, rect: QRect) -> None:
        place = self.one.files.viewport().mapTo(self.one, rect.center())
        self._scroll.ensureVisible(place.x(), place.y(), 0, rect.height())

    def _account(self, task: Task) -> AccountState | None:
        return self._accounts.get(task.account_id) if task.account_id is not None else None

    async def _load_history(self, task_id: int) -> None:
        entries = await self._engine.history(task_id)
        if len(self._tasks) == 1 and self._tasks[0].id == task_id:
            self.one.set_history(entries)
            self.tick()


def _hint(theme: Theme) -> QWidget:
    page = QWidget()
    label = PlainLabel(
        theme, tr("Select a task to see its files and its history."), font=theme.fonts.detail, ink=Ink.MUTED, wrap=True
    )
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 0, 32, 0)
    column.addWidget(label)
    return page
