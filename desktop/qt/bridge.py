"""What the engine publishes, as Qt signals: gathered for a thirtieth of a second, so that a burst costs one update."""

from typing import assert_never

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.events import AccountsChanged, BudgetChanged, EngineEvent, Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.task import Task
from desktop.engine.ports import EngineApi

FLUSH_MS = 33


class EngineBridge(QObject):
    """Repeats the engine's events as signals.

    `tasks_added` and `tasks_changed` carry a tuple of :class:`Task`, each task once and in its newest state; `tasks_removed` a
    tuple of numbers; `accounts_changed` a tuple of :class:`AccountState`; `budget_changed` a :class:`Budget`; `notice_raised` a
    :class:`Notice`, the newest of each topic. A task that came and changed at once is in `tasks_added` alone.
    """

    tasks_added = Signal(object)
    tasks_changed = Signal(object)
    tasks_removed = Signal(object)
    accounts_changed = Signal(object)
    budget_changed = Signal(object)
    notice_raised = Signal(object)

    def __init__(self, engine: EngineApi, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._added: dict[int, Task] = {}
        self._changed: dict[int, Task] = {}
        self._removed: dict[int, None] = {}
        self._accounts: AccountsChanged | None = None
        self._budget: BudgetChanged | None = None
        self._notices: dict[str, Notice] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH_MS)
        self._timer.timeout.connect(self.flush)
        self._unsubscribe = engine.subscribe(self._on_event)

    def close(self) -> None:
        """Stop listening; what was gathered is dropped."""
        self._timer.stop()
        self._unsubscribe()

    def flush(self) -> None:
        """Emit what was gathered now."""
        self._timer.stop()
        removed, self._removed = tuple(self._removed), {}
        added, self._added = tuple(self._added.values()), {}
        changed, self._changed = tuple(self._changed.values()), {}
        if removed:
            self.tasks_removed.emit(removed)
        if added:
            self.tasks_added.emit(added)
        if changed:
            self.tasks_changed.emit(changed)
        self._flush_states()

    def _flush_states(self) -> None:
        accounts, self._accounts = self._accounts, None
        budget, self._budget = self._budget, None
        notices, self._notices = self._notices, {}
        if accounts is not None:
            self.accounts_changed.emit(accounts.accounts)
        if budget is not None:
            self.budget_changed.emit(budget.budget)
        for notice in notices.values():
            self.notice_raised.emit(notice)

    def _on_event(self, event: EngineEvent) -> None:
        match event:
            case TasksAdded(tasks):
                self._gather_added(tasks)
            case TasksChanged(tasks):
                self._gather_changed(tasks)
            case TasksRemoved(ids):
                self._gather_removed(ids)
            case AccountsChanged():
                self._accounts = event
            case BudgetChanged():
                self._budget = event
            case Notice():
                self._notices[event.topic] = event
            case _:
                assert_never(event)
        if not self._timer.isActive():
            self._timer.start()

    def _gather_added(self, tasks: tuple[Task, ...]) -> None:
        for task in tasks:
            self._changed.pop(task.id, None)
            self._added[task.id] = task

    def _gather_changed(self, tasks: tuple[Task, ...]) -> None:
        for task in tasks:
            gathered = self._added if task.id in self._added else self._changed
            gathered[task.id] = task

    def _gather_removed(self, ids: tuple[int, ...]) -> None:
        for task_id in ids:
            self._added.pop(task_id, None)
            self._changed.pop(task_id, None)
            self._removed[task_id] = None
