"""Finding and organising in an engine in memory: lists, groups, counts, marks, projects, the trash."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.domain.advance import advance
from desktop.domain.away import Away
from desktop.domain.badge import badge_of
from desktop.domain.events import TasksRemoved
from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.query import (
    FACET_DAYS,
    SOON_SECONDS,
    VIEW_BADGES,
    Counts,
    Facets,
    Group,
    Listing,
    ListQuery,
    Order,
    Section,
    View,
    prompt_line,
)
from desktop.domain.report import MarkChange, ProjectChange
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.engine.ports import Refusal, Trashed
from desktop.storage.rows import STATUS_ORDER
from tests.fakes.engine_saving import FakeSaving

_SAFE = (Badge.SAVED, Badge.GONE, Badge.BLOCKED, Badge.FAILED, Badge.CANCELLED)

type _Value = float | str | None


class FakeFinding(FakeSaving):
    """Lists as the database does: views, filters, orders, groups; marks; a trash that knows its batches."""

    # -- reading ---------------------------------------------------------------------------------------------------

    async def ids(self, query: ListQuery) -> Sequence[int]:
        return (await self.listing(query)).ids

    async def listing(self, query: ListQuery) -> Listing:
        chosen = self._ordered([task for task in self._tasks.values() if self._matches(task, query)], query)
        if query.group is Group.NONE:
            return Listing([task.id for task in chosen])
        groups: dict[str, list[Task]] = {}
        for task in chosen:
            groups.setdefault(_group_key(task, query.group), []).append(task)
        keys = sorted(groups, key=lambda key: (key.casefold(), key), reverse=query.group is Group.DAY)
        keys.sort(key=lambda key: not key)
        ids = [task.id for key in keys for task in groups[key]]
        return Listing(ids, tuple(Section(key, len(groups[key])) for key in keys))

    async def count(self, query: ListQuery) -> int:
        return sum(self._matches(task, query) for task in self._tasks.values())

    async def facets(self, query: ListQuery) -> Facets:
        def left(**without: None) -> list[Task]:
            wider = replace(query, **without)  # type: ignore[arg-type]  # the callers below name fields of it
            return [task for task in self._tasks.values() if self._matches(task, wider)]

        def count[T](values: Iterable[T]) -> dict[T, int]:
            return dict(Counter(value for value in values if value))

        born = [task.born_at for task in left(days=None)]
        return Facets(
            badges=count(badge_of(task) for task in left(badge=None)),
            providers=count(task.ref.provider for task in left(provider=None)),
            kinds=count(task.kind for task in left(kind=None)),
            models=count(task.model for task in left(model=None)),
            tags=count(tag for task in left(tag=None) for tag in _tags(task)),
            projects=count(task.project or "" for task in left(project=None)),
            days={days: sum(at >= self.now - timedelta(days=days) for at in born) for days in FACET_DAYS},
        )

    async def counts(self) -> Counts:
        tasks = [task for task in self._tasks.values() if not task.archived]
        projects = Counter(task.project for task in tasks if task.project)
        accounts = Counter(task.account_id for task in tasks if task.account_id is not None)
        views = {view: sum(self._in_view(task, view) for task in self._tasks.values()) for view in View}
        return Counts(views=views, projects=dict(projects), accounts={**dict.fromkeys(self._accounts, 0), **accounts})

    async def ledger(self, by: LedgerBy, since: datetime | None = None) -> Sequence[LedgerLine]:
        self.calls.append(("ledger", (by, since)))
        return self.ledger_lines.get(by, [])

    async def away(self) -> Away | None:
        return self.away_report

    # -- organising ------------------------------------------------------------------------------------------------

    async def mark(self, ids: Sequence[int], change: MarkChange) -> None:
        self.calls.append(("mark", (tuple(ids), change)))
        self._refuse()
        self.put(*(advance(self._tasks[number], change, self.now) for number in ids if number in self._tasks))

    async def set_project(self, ids: Sequence[int], project: str | None) -> None:
        self.calls.append(("set_project", (tuple(ids), project)))
        self._refuse()
        change = ProjectChange(project or None)
        self.put(*(advance(self._tasks[number], change, self.now) for number in ids if number in self._tasks))

    async def trash(self, ids: Sequence[int]) -> Trashed:
        self.calls.append(("trash", tuple(ids)))
        self._refuse()
        if self.trash_refusal:
            raise Refusal(self.trash_refusal)
        batch = len(self._trashed) + 1
        self._trashed[batch] = tuple(ids)
        for number in ids:
            self._removed[number] = self._tasks.pop(number)
        self.publish(TasksRemoved(tuple(ids)))
        files = self._files_of(batch)
        return Trashed(batch=batch, files=files, sentence=f"{files} file{'' if files == 1 else 's'} moved to the trash.")

    async def untrash(self, batch: int) -> Trashed:
        self.calls.append(("untrash", batch))
        self._refuse()
        if batch not in self._trashed:
            raise Refusal("There is nothing to bring back.")
        files = self._files_of(batch)
        self.put(*(self._removed.pop(number) for number in self._trashed.pop(batch)))
        return Trashed(batch=batch, files=files, sentence=f"{files} file{'' if files == 1 else 's'} brought back.")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _files_of(self, batch: int) -> int:
        tasks = [self._removed[number] for number in self._trashed[batch]]
        return sum(file.state is FileState.SAVED for task in tasks for file in task.files)

    def _ordered(self, tasks: list[Task], query: ListQuery) -> list[Task]:
        if query.order is Order.OLDEST:
            return sorted(tasks, key=lambda task: (task.born_at, task.id), reverse=query.backwards)
        newest = sorted(tasks, key=lambda task: (task.born_at, task.id), reverse=True)
        if query.order is Order.NEWEST:
            return newest[::-1] if query.backwards else newest
        value, downwards, by_id = _VALUES[query.order]
        if by_id:
            newest = sorted(tasks, key=lambda task: task.id, reverse=downwards)
        valued = [task for task in newest if value(task) is not None]
        if query.backwards:
            valued.reverse()
        valued.sort(key=lambda task: (value(task),), reverse=downwards is not query.backwards)
        return valued + [task for task in newest if value(task) is None]

    def _matches(self, task: Task, query: ListQuery) -> bool:
        words = (task.title, task.prompt, task.model, task.ref.task_id, task.ref.provider, task.project or "", *_tags(task))
        haystack = " ".join(words).casefold()
        return (
            self._in_view(task, query.view)
            and all(word in haystack for word in query.text.casefold().split())
            and query.badge in (None, badge_of(task))
            and query.project in (None, task.project)
            and query.account_id in (None, task.account_id)
            and query.provider in (None, task.ref.provider)
            and query.kind in (None, task.kind)
            and query.model in (None, task.model)
            and (query.tag is None or query.tag in _tags(task))
            and (query.days is None or task.born_at >= self.now - timedelta(days=query.days))
        )

    def _in_view(self, task: Task, view: View) -> bool:
        if task.archived is not (view is View.ARCHIVE):
            return False
        match view:
            case View.ALL | View.ARCHIVE:
                return True
            case View.STARRED:
                return task.starred
            case View.EXPIRES_SOON:
                soon = task.expires_at is not None and task.expires_at - self.now <= timedelta(seconds=SOON_SECONDS)
                return soon and badge_of(task) not in _SAFE
            case View.AT_RISK:
                return task.id in self._budget.at_risk
            case _:
                return badge_of(task) in VIEW_BADGES[view]


def _tags(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*task.own_tags, *task.tags)))


def _group_key(task: Task, group: Group) -> str:
    match group:
        case Group.DAY:
            return task.born_at.astimezone().date().isoformat()
        case Group.PROJECT:
            return task.project or ""
        case Group.PROVIDER:
            return task.ref.provider
        case _:
            return prompt_line(task.prompt)


def _instant(at: datetime | None) -> float | None:
    return None if at is None else at.astimezone(UTC).timestamp()


def _cost(task: Task) -> float | None:
    return task.cost.charged if task.cost.charged is not None else task.cost.estimated


def _saved_bytes(task: Task) -> int | None:
    return sum(file.size or 0 for file in task.files if file.state is FileState.SAVED) or None


_VALUES: dict[Order, tuple[Callable[[Task], _Value], bool, bool]] = {
    Order.TITLE: (lambda task: (task.title or task.prompt or task.ref.task_id).casefold().strip(), False, True),
    Order.STATUS: (lambda task: STATUS_ORDER.index(badge_of(task)), False, False),
    Order.EXPIRES: (lambda task: _instant(task.expires_at), False, False),
    Order.FINISHED: (lambda task: _instant(task.finished_at), True, True),
    Order.PROVIDER: (lambda task: task.ref.provider.casefold(), False, False),
    Order.MODEL: (lambda task: task.model.casefold() or None, False, False),
    Order.KIND: (lambda task: task.kind.value, False, False),
    Order.PROJECT: (lambda task: (task.project or "").casefold() or None, False, False),
    Order.SIZE: (_saved_bytes, True, True),
    Order.COST: (_cost, True, True),
}
"""What each order goes by (None: last), whether the most comes first, and whether equals go by number instead of by age."""
