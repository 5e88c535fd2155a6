"""What decides where a query shows a task: while it is the same, the row stays where it is."""

from collections.abc import Callable

from desktop.domain.badge import badge_of
from desktop.domain.query import Group, ListQuery, Order, View
from desktop.domain.status import FileState
from desktop.domain.task import Task

_BY_CLOCK = frozenset({View.EXPIRES_SOON, View.AT_RISK})


def place_of(task: Task, query: ListQuery) -> tuple[object, ...]:
    """Return all of `task` that `query` looks at: for its filters, its order and its groups."""
    parts: list[object] = [task.archived, task.born_at]
    if query.view not in (View.ALL, View.STARRED, View.ARCHIVE) or query.badge is not None or query.order is Order.STATUS:
        parts.append(badge_of(task))
    if query.view is View.STARRED:
        parts.append(task.starred)
    if query.view in _BY_CLOCK:
        parts.append(task.expires_at)
    if query.account_id is not None:
        parts.append(task.account_id)
    if query.project is not None or query.group is Group.PROJECT:
        parts.append(task.project)
    if query.group is Group.PROMPT:
        parts.append(task.prompt)
    if query.kind is not None:
        parts.append(task.kind)
    if query.model is not None:
        parts.append(task.model)
    if query.tag is not None:
        parts += (task.tags, task.own_tags)
    if query.text:
        parts += (task.title, task.prompt, task.model, task.project, task.tags, task.own_tags)
    by = _ORDERED_BY.get(query.order)
    return (*parts, by(task)) if by is not None else tuple(parts)


def _size(task: Task) -> int:
    return sum(file.size or 0 for file in task.files if file.state is FileState.SAVED)


_ORDERED_BY: dict[Order, Callable[[Task], object]] = {
    Order.TITLE: lambda task: (task.title, task.prompt),
    Order.EXPIRES: lambda task: task.expires_at,
    Order.FINISHED: lambda task: task.finished_at,
    Order.MODEL: lambda task: task.model,
    Order.KIND: lambda task: task.kind,
    Order.PROJECT: lambda task: task.project,
    Order.SIZE: _size,
    Order.COST: lambda task: (task.cost.charged, task.cost.estimated),
}
"""What orders look at besides the badge and the time of birth."""
