"""The columns: what they are called, what they say of a task, and which order a click on each asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from desktop.domain.account import Account
from desktop.domain.discretion import shown_account, shown_cost, shown_title
from desktop.domain.language import tr, words_of
from desktop.domain.query import Order
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import Task
from desktop.domain.wording import UNKNOWN, ago, provider_name, size_words
from desktop.qt.text import action_words


class Column(IntEnum):
    """The columns, in their first order."""

    STATUS = 0
    TITLE = 1
    PROVIDER = 2
    ACCOUNT = 3
    PROJECT = 4
    KIND = 5
    MODEL = 6
    CREATED = 7
    FINISHED = 8
    SIZE = 9
    COST = 10


@dataclass(frozen=True, slots=True)
class Sort:
    """The order a column asks for, and whether its values grow from top to bottom in it."""

    order: Order
    grows: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """How a column is shown at first: its heading, its width in px, what it sorts by, whether its words stand at the end."""

    heading: str
    width: int
    sort: Sort | None = None
    at_end: bool = False
    private: bool = False


SHAPES: dict[Column, Shape] = {
    Column.STATUS: Shape(words_of("Status"), 160, Sort(Order.STATUS)),
    Column.TITLE: Shape(words_of("Title"), 220, Sort(Order.TITLE)),
    Column.PROVIDER: Shape(words_of("Provider"), 92, Sort(Order.PROVIDER)),
    Column.ACCOUNT: Shape(words_of("Account"), 100, private=True),
    Column.PROJECT: Shape(words_of("Project"), 128, Sort(Order.PROJECT)),
    Column.KIND: Shape(words_of("Kind"), 80, Sort(Order.KIND)),
    Column.MODEL: Shape(words_of("Model"), 136, Sort(Order.MODEL)),
    Column.CREATED: Shape(words_of("Created"), 104, Sort(Order.NEWEST, grows=False)),
    Column.FINISHED: Shape(words_of("Finished"), 104, Sort(Order.FINISHED, grows=False)),
    Column.SIZE: Shape(words_of("Size"), 88, Sort(Order.SIZE, grows=False), at_end=True),
    Column.COST: Shape(words_of("Cost"), 152, Sort(Order.COST, grows=False), at_end=True, private=True),
}
"""`private` columns are not shown in client-safe mode."""

KIND_WORDS: dict[MediaKind, str] = {
    MediaKind.IMAGE: words_of("Picture"),
    MediaKind.VIDEO: words_of("Video"),
    MediaKind.AUDIO: words_of("Song"),
    MediaKind.MODEL: words_of("3D model"),
    MediaKind.TEXT: words_of("Text"),
    MediaKind.OTHER: words_of("Other"),
}


def column_of(order: Order) -> Column | None:
    """Return the column that an order sorts by; None where none shows it."""
    if order is Order.OLDEST:
        return Column.CREATED
    return next((column for column, shape in SHAPES.items() if shape.sort is not None and shape.sort.order is order), None)


def grows(order: Order, *, backwards: bool) -> bool:
    """Tell whether the values of an order's column grow from top to bottom."""
    if order is Order.OLDEST:
        return not backwards
    column = column_of(order)
    sort = SHAPES[column].sort if column is not None else None
    return sort is None or sort.grows is not backwards


def cell_words(task: Task, column: Column, account: Account | None, now: datetime, *, safe: bool = False) -> str:
    """Return what a column says of `task`; a value that is not known reads "–", one that can't be is empty.

    `safe` for client-safe mode.
    """
    match column:
        case Column.TITLE:
            return shown_title(task, safe=safe)
        case Column.ACCOUNT:
            return shown_account(account.name, safe=safe) if account is not None else ""
        case Column.COST:
            return _cost(task, safe=safe)
        case _:
            return _WORDS[column](task, now)


def _size(task: Task) -> str:
    sizes = [file.size for file in task.files if file.state is FileState.SAVED and file.size is not None]
    return size_words(sum(sizes)) if sizes else ""


def _cost(task: Task, *, safe: bool) -> str:
    known = task.cost.charged is not None or task.cost.estimated is not None
    return shown_cost(task.cost, safe=safe) if known else UNKNOWN


_WORDS: dict[Column, Callable[[Task, datetime], str]] = {
    Column.STATUS: lambda _task, _now: "",
    Column.PROVIDER: lambda task, _now: provider_name(task.ref.provider),
    Column.PROJECT: lambda task, _now: task.project or "",
    Column.KIND: lambda task, _now: tr(KIND_WORDS[task.kind]),
    Column.MODEL: lambda task, _now: task.model or action_words(task.action),
    Column.CREATED: lambda task, now: ago(task.born_at, now),
    Column.FINISHED: lambda task, now: ago(task.finished_at, now) if task.finished_at is not None else "",
    Column.SIZE: lambda task, _now: _size(task),
}
