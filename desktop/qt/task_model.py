"""The list of tasks as an item model: numbers for every row, records for the rows somebody looks at."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from desktop.domain.discretion import shown_title
from desktop.domain.events import AccountState, Budget
from desktop.domain.language import tr
from desktop.domain.query import Listing, ListQuery, View
from desktop.domain.task import Task
from desktop.domain.wording import ORDINARY, Standing
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.order import Insert, Remove, Reorder, Step, steps_between
from desktop.qt.places import place_of
from desktop.qt.records import Records
from desktop.qt.roles import Role
from desktop.qt.sections import Sections
from desktop.qt.spawn import Spawner
from desktop.qt.spoken import nothing_more, spoken, spoken_place
from desktop.qt.text import one_line

PAGE = 200
"""Tasks asked for at once."""

_FIRST = 64
"""Tasks a new list is shown with: what is seen of it. The others follow where somebody looks at them."""

_KEPT = 20 * PAGE
_MOST_WANTED = 3
"""Pages asked for after a jump of the scroll bar: the newest; those passed by are dropped."""

_SOON_MS, _LATER_MS, _CLOCK_MS = 50, 1000, 10_000


_CHANGING_ROLES = [Role.TASK, Role.STANDING, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole]
_TIMED_VIEWS = frozenset({View.EXPIRES_SOON, View.AT_RISK})
"""Views that change by the clock alone."""

_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

type Index = QModelIndex | QPersistentModelIndex


class TaskListModel(QAbstractTableModel):
    """One column; `Role.TASK` is the row's :class:`Task`, None while it is being fetched, `Role.STANDING` its :class:`Standing`.

    :meth:`set_query` says which tasks; the rows change when the answer and the first page are there, announced as a reset and
    by `loaded`. After that the list follows the engine: rows come, go and move, and no row is reset. `risks_changed` tells that
    other tasks are at risk than before.

    The groups of a query are :attr:`sections`, beside the rows and not among them: a heading can't be selected by accident, rows
    keep the numbers of their tasks, and a group that grows moves no row. `regrouped` tells that they changed, after the rows did.
    """

    loaded = Signal()
    regrouped = Signal()
    risks_changed = Signal()

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        spawner: Spawner,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._now = now
        self._query = ListQuery()
        self._shown: ListQuery | None = None
        self._ids: list[int] = []
        self._sections = Sections()
        self._rows: dict[int, int] | None = {}
        self._records = Records(_KEPT)
        self._newer: dict[int, Task] = {}
        self._lost: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._at_risk = engine.budget().at_risk
        self._resting = _resting(engine.accounts())
        self.more_words: Callable[[Task], str] = nothing_more
        self._listing = self._fetching = self._stale = self._closed = False
        self._list_timer = self._single_shot(self._start_listing)
        self._page_timer = self._single_shot(self._start_fetching)
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        bridge.tasks_added.connect(self._on_added)
        bridge.tasks_changed.connect(self._on_changed)
        bridge.tasks_removed.connect(self._on_removed)
        bridge.budget_changed.connect(self._on_budget)
        bridge.accounts_changed.connect(self._on_accounts)

    # -- what the window uses --------------------------------------------------------------------------------------

    @property
    def query(self) -> ListQuery:
        """The query asked for last."""
        return self._query

    @property
    def sections(self) -> Sections:
        """The groups of the rows that are shown."""
        return self._sections

    def set_query(self, query: ListQuery) -> None:
        """Show what `query` selects, as soon as it is known; the rows of before stay until then."""
        self._query = query
        if query.view in _TIMED_VIEWS:
            self._clock.start()
        else:
            self._clock.stop()
        self._stale = True
        self._start_listing()

    def close(self) -> None:
        """Ask the engine nothing more: for the end of the application."""
        self._closed = True
        for timer in (self._list_timer, self._page_timer, self._clock):
            timer.stop()

    def refresh(self) -> None:
        """Ask again which tasks the query selects."""
        self._schedule(_SOON_MS)

    def ids(self) -> Sequence[int]:
        """Return the numbers of all rows, in order."""
        return self._ids

    def id_at(self, row: int) -> int:
        """Return the number of the task in `row`."""
        return self._ids[row]

    def row_of(self, task_id: int) -> int | None:
        """Return the row of a task, None where the list does not show it."""
        if self._rows is None:
            self._rows = {number: row for row, number in enumerate(self._ids)}
        return self._rows.get(task_id)

    def task_at(self, row: int) -> Task | None:
        """Return the task in `row`; None while it is being fetched, which this starts."""
        task_id = self._ids[row]
        task = self._records.get(task_id)
        if task is None and task_id not in self._lost:
            self._want(row // PAGE)
        return task

    def at_hand(self, row: int) -> Task | None:
        """Return the task in `row` where it is in memory; fetch nothing."""
        return self._records.get(self._ids[row])

    def standing(self, task: Task) -> Standing:
        """Return what the engine says of a task besides its record."""
        return Standing(task.id in self._at_risk, self._engine.settings().paused or task.account_id in self._resting)

    # -- which tasks -----------------------------------------------------------------------------------------------

    def _schedule(self, delay: int) -> None:
        """Ask for the order again after `delay` ms, or sooner where that is planned already."""
        self._stale = True
        if self._listing:
            return
        if not self._list_timer.isActive() or self._list_timer.remainingTime() > delay:
            self._list_timer.start(delay)

    def _start_listing(self) -> None:
        self._list_timer.stop()
        if self._stale and not self._listing and not self._closed:
            self._listing = True
            self._spawner.spawn(self._list(), name="list of tasks")

    async def _list(self) -> None:
        try:
            while self._stale:
                self._stale = False
                await self._list_once(self._query)
                if self._query == self._shown:
                    break
        finally:
            self._listing = False
            self._forget_newer()
        if self._stale:
            self._schedule(_SOON_MS)

    async def _list_once(self, query: ListQuery) -> None:
        listing = await self._engine.listing(query)
        ids = list(dict.fromkeys(listing.ids))
        if query == self._shown:
            if query == self._query:
                self._apply(steps_between(self._ids, ids))
                self._regroup(listing)
            return
        first = await self._engine.tasks(ids[:_FIRST])
        if query == self._query:
            self._show(query, ids, listing, first)

    def _show(self, query: ListQuery, ids: list[int], listing: Listing, first: Sequence[Task]) -> None:
        self.beginResetModel()
        self._shown = query
        self._lost.clear()
        self._wanted.clear()
        self._set_ids(ids)
        self._sections = Sections(listing.sections, query.group)
        self._store(first)
        self.endResetModel()
        self.loaded.emit()

    def _regroup(self, listing: Listing) -> None:
        assert self._shown is not None
        if not self._sections.same(listing.sections, self._shown.group):
            self._sections = Sections(listing.sections, self._shown.group)
            self.regrouped.emit()

    def _set_ids(self, ids: list[int]) -> None:
        self._ids = ids
        self._rows = None

    def _apply(self, steps: Sequence[Step]) -> None:
        for step in steps:
            match step:
                case Insert(row, ids):
                    self.beginInsertRows(QModelIndex(), row, row + len(ids) - 1)
                    self._set_ids([*self._ids[:row], *ids, *self._ids[row:]])
                    self.endInsertRows()
                case Remove(row, count):
                    self.beginRemoveRows(QModelIndex(), row, row + count - 1)
                    self._set_ids([*self._ids[:row], *self._ids[row + count :]])
                    self.endRemoveRows()
                case Reorder(ids):
                    self._reorder(ids)
                case _:
                    assert_never(step)

    def _reorder(self, ids: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._ids[index.row()] for index in before]
        self._set_ids(ids)
        after = [self.index(row, 0) if (row := self.row_of(number)) is not None else QModelIndex() for number in numbers]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # -- their records ---------------------------------------------------------------------------------------------

    def _want(self, page: int) -> None:
        self._wanted.pop(page, None)
        self._wanted[page] = None
        while len(self._wanted) > _MOST_WANTED:
            del self._wanted[next(iter(self._wanted))]
        if not self._fetching and not self._page_timer.isActive():
            self._page_timer.start(0)

    def _start_fetching(self) -> None:
        if self._wanted and not self._fetching and not self._closed:
            self._fetching = True
            self._spawner.spawn(self._fetch(), name="tasks of the list")

    async def _fetch(self) -> None:
        try:
            while self._wanted:
                page, _ = self._wanted.popitem()
                rows = self._ids[page * PAGE : (page + 1) * PAGE]
                missing = [number for number in rows if number not in self._records]
                if missing:
                    self._receive(missing, await self._engine.tasks(missing))
        finally:
            self._fetching = False
            self._forget_newer()

    def _receive(self, asked: Sequence[int], tasks: Sequence[Task]) -> None:
        self._store(tasks)
        lost = set(asked) - {task.id for task in tasks}
        if lost:
            self._lost |= lost
            self.refresh()
        rows = [row for number in asked if (row := self.row_of(number)) is not None]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0), _CHANGING_ROLES)

    def _store(self, tasks: Sequence[Task]) -> None:
        """Keep fetched tasks, unless a newer state was published while they were on their way."""
        self._records.put(self._newer.get(task.id, task) for task in tasks)

    def _forget_newer(self) -> None:
        if not self._listing and not self._fetching:
            self._newer.clear()

    # -- what the engine says --------------------------------------------------------------------------------------

    def _on_added(self, tasks: Sequence[Task]) -> None:
        self._note_newer(tasks)
        self._lost.difference_update(task.id for task in tasks)
        self._records.put(tasks[:PAGE])
        self._schedule(_SOON_MS)

    def _on_removed(self, _ids: Sequence[int]) -> None:
        self._schedule(_SOON_MS)

    def _on_changed(self, tasks: Sequence[Task]) -> None:
        self._note_newer(tasks)
        delay: int | None = None
        for task in tasks:
            before = self._records.get(task.id)
            if before is None:
                delay = delay or _LATER_MS
                continue
            self._records.put((task,))
            if place_of(before, self._query) != place_of(task, self._query):
                delay = _SOON_MS
            row = self.row_of(task.id)
            if row is not None:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index, _CHANGING_ROLES)
        if delay is not None:
            self._schedule(delay)

    def _on_budget(self, budget: Budget) -> None:
        changed = self._at_risk ^ budget.at_risk
        self._at_risk = budget.at_risk
        for task_id in changed:
            row = self.row_of(task_id)
            if row is not None:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index, _CHANGING_ROLES)
        if not changed:
            return
        self.risks_changed.emit()
        if self._query.view is View.AT_RISK:
            self.refresh()

    def _on_accounts(self, accounts: Sequence[AccountState]) -> None:
        self._resting = _resting(accounts)

    def _note_newer(self, tasks: Sequence[Task]) -> None:
        if self._listing or self._fetching:
            self._newer.update((task.id, task) for task in tasks)

    def _single_shot(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(slot)
        return timer

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        named = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr("Task") if named and section == 0 else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if not index.isValid() or row >= len(self._ids):
            return None
        safe = self._engine.settings().client_safe
        match role:
            case Role.TASK:
                return self.task_at(row)
            case Role.TASK_ID:
                return self._ids[row]
            case Role.STANDING:
                task = self.task_at(row)
                return self.standing(task) if task is not None else ORDINARY
            case Qt.ItemDataRole.DisplayRole:
                task = self.task_at(row)
                return one_line(shown_title(task, safe=safe)) if task is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                if (task := self.task_at(row)) is None:
                    return tr("Loading")
                return spoken(task, self._now(), self.standing(task), safe=safe, more=self.more_words(task))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return spoken_place(row, len(self._ids), self._sections, self._now(), safe=safe)
            case _:
                return None


def _resting(accounts: Sequence[AccountState]) -> frozenset[str]:
    return frozenset(state.account.id for state in accounts if state.account.paused)
