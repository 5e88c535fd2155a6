"""What an engine in memory holds, and what tests do to it."""

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.events import (
    AccountsChanged,
    AccountState,
    Budget,
    BudgetChanged,
    EngineEvent,
    Notice,
    TasksAdded,
    TasksChanged,
)
from desktop.domain.problem import Problem
from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.engine.ports import KeyTest, Refusal

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from desktop.domain.away import Away
    from desktop.domain.history import HistoryEntry
    from desktop.domain.ledger import LedgerBy, LedgerLine

NOW = datetime(2026, 11, 21, 22, 16, 30, tzinfo=UTC)


class FakeState:
    """The tasks, accounts and settings. `calls` lists the acts as (name, argument); tests may set `refusal`, `key_test` and `gate`.

    While `gate` is given, saving waits for it, as a real save takes its time; with `save_fails` it comes to nothing. `lost` are
    paths of saved files that are there no more, `relinked` tells of others where they are found. `ledger_lines` and `away_report`
    are what it tells of costs and of a time away; with `trash_refusal` nothing can be moved to the trash.
    """

    def __init__(self, tasks: Iterable[Task] = (), accounts: Iterable[AccountState] = (), *, now: datetime = NOW) -> None:
        self.now = now
        self.calls: list[tuple[str, object]] = []
        self.refusal: str | None = None
        self.keyring_refusal: str | None = None
        self.key_test = KeyTest(good=True, sentence="The key works.")
        self.gate: asyncio.Event | None = None
        self.save_fails = False
        self.histories: dict[int, list[HistoryEntry]] = {}
        self.raw: dict[int, str] = {}
        self.elsewhere: dict[int, Path | None] = {}
        self.lost: set[str] = set()
        self.relinked: dict[str, str] = {}
        self.template_refusal = ""
        self.trash_refusal = ""
        self.ledger_lines: dict[LedgerBy, list[LedgerLine]] = {}
        self.away_report: Away | None = None
        self.name_faults: dict[int, str] = {}
        self.keys: dict[str, str] = {}
        self._tasks = {task.id: task for task in tasks}
        self._removed: dict[int, Task] = {}
        self._trashed: dict[int, tuple[int, ...]] = {}
        self._accounts = {state.account.id: state for state in accounts}
        self._budget = Budget()
        self._settings = Settings()
        self._listeners: list[Callable[[EngineEvent], None]] = []
        self._numbers = itertools.count(max(self._tasks, default=0) + 1)

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- what tests do to it ---------------------------------------------------------------------------------------

    def publish(self, event: EngineEvent) -> None:
        """Tell the subscribers."""
        for listener in list(self._listeners):
            listener(event)

    def put(self, *tasks: Task) -> None:
        """Store changed or new tasks and publish them."""
        new = tuple(task for task in tasks if task.id not in self._tasks)
        old = tuple(task for task in tasks if task.id in self._tasks)
        self._tasks.update({task.id: task for task in tasks})
        if new:
            self.publish(TasksAdded(new))
        if old:
            self.publish(TasksChanged(old))

    def notice(self, topic: str, text: str | None, problem: Problem | None = None) -> None:
        """Raise or withdraw a notice."""
        self.publish(Notice(topic, text, problem))

    def set_budget(self, budget: Budget) -> None:
        """Publish a new polling budget."""
        self._budget = budget
        self.publish(BudgetChanged(budget))

    def task(self, task_id: int) -> Task:
        """Return a stored task."""
        return self._tasks[task_id]

    def called(self, name: str) -> list[object]:
        """Return the arguments of every call of an act."""
        return [argument for act, argument in self.calls if act == name]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)

    def _show_account(self, state: AccountState) -> None:
        self._accounts[state.account.id] = state
        self.publish(AccountsChanged(tuple(self._accounts.values())))
