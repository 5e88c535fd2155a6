"""Which tasks the list shows, in which order and groups, and how many each view holds: answered from covering indexes alone."""

import json
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import chain
from sqlite3 import Connection
from typing import Final, NamedTuple, assert_never

from desktop.domain.query import VIEW_BADGES, Counts, Group, Listing, ListQuery, Order, Section, View
from desktop.domain.status import Badge
from desktop.storage.matches import NEVER_SOON, Match, match_of, soon
from desktop.storage.rows import STATUS_ORDER

_QUARTER: Final = 900
"""Seconds. Days begin at whole quarters of an hour, in every time zone."""

_EARLIEST: Final = 200_000_000_000
_LATEST: Final = 4_000_000_000_000_000
"""Microseconds since 1970: what claims to be of a day before or after these, is put there."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way along one index: which rows it leads to, and in which order."""

    index: str
    order: str
    condition: str = ""


def select_listing(
    connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = (), zone: tzinfo | None = None
) -> Listing:
    """Return the tasks of `query` and its groups. `at_risk` are the tasks that :attr:`View.AT_RISK` shows.

    Days are those of `zone`, None for the local one.
    """
    match = match_of(connection, query, now, at_risk)
    if query.group is Group.NONE and query.order not in _BY_TRAIT:
        return Listing(_in_order(connection, query, match))
    groups = [(name, ids) for name, ids in _gathered(connection, query, match, zone) if ids]
    sections = () if query.group is Group.NONE else tuple(Section(name, len(ids)) for name, ids in groups)
    return Listing(array("q", chain.from_iterable(ids for _, ids in groups)), sections)


def select_ids(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> array[int]:
    """Return the numbers of the tasks of `query`, in its order."""
    return array("q", select_listing(connection, query, now, at_risk).ids)


def count_matching(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> int:
    """Return how many tasks `query` selects."""
    match = match_of(connection, query, now, at_risk)
    what = "count(*)" if match.ids is None else "json_group_array(id)"
    statement = f"SELECT {what} FROM task INDEXED BY task_traits WHERE {match.condition}"  # noqa: S608  # own words
    found = connection.execute(statement, match.values).fetchone()[0]
    return int(found) if match.ids is None else len(match.ids.intersection(json.loads(found)))


def count_all(connection: Connection, now: datetime) -> Counts:
    """Return how many tasks each view, project and account holds."""
    views: Counter[View] = Counter(dict.fromkeys(View, 0))
    projects: Counter[str] = Counter()
    accounts: Counter[str] = Counter()
    for name, project, account, starred, count, ending in connection.execute(_COUNTED, (soon(now),)):
        badge = Badge(name)
        views[View.ALL] += count
        for view, badges in VIEW_BADGES.items():
            if badge in badges:
                views[view] += count
        if badge not in NEVER_SOON:
            views[View.EXPIRES_SOON] += ending or 0
        views[View.STARRED] += count if starred else 0
        if project:
            projects[project] += count
        if account:
            accounts[account] += count
    archived = "SELECT count(*) FROM task INDEXED BY task_traits WHERE removed = 0 AND archived = 1"
    views[View.ARCHIVE] = connection.execute(archived).fetchone()[0]
    return Counts(dict(views), dict(sorted(projects.items())), dict(accounts))


_COUNTED: Final = """
    WITH spread AS MATERIALIZED (
        SELECT trait, count(*) AS tasks, sum(expires_at <= ?) AS ending
        FROM task INDEXED BY task_traits WHERE removed = 0 AND archived = 0 GROUP BY trait
    )
    SELECT badge, project, account_id, starred, sum(tasks), sum(ending)
    FROM spread JOIN trait ON trait.id = spread.trait GROUP BY 1, 2, 3, 4
"""


# -- orders --------------------------------------------------------------------------------------------------------------


def _walks(query: ListQuery) -> tuple[_Walk, ...]:
    """Return the ways that lead to the tasks in order; what lacks the order's value comes last in both directions."""
    back = query.backwards
    match query.order:
        case Order.NEWEST | Order.OLDEST:
            newest = (query.order is Order.NEWEST) is not back
            return (_Walk("task_newest", "born_at DESC, id DESC" if newest else "born_at, id"),)
        case Order.TITLE:
            return (_Walk("task_title", "sort_title DESC, id DESC" if back else "sort_title, id"),)
        case Order.EXPIRES:
            upwards, downwards = "expires_at, born_at DESC, id DESC", "expires_at DESC, born_at, id"
            ended = _Walk("task_end", downwards if back else upwards, "AND expires_at IS NOT NULL")
            return (ended, _Walk("task_end", "born_at DESC, id DESC", "AND expires_at IS NULL"))
        case Order.FINISHED:
            return _most_first("task_finished", "finished_at", back=back)
        case Order.SIZE:
            return _most_first("task_bytes", "saved_bytes", back=back)
        case Order.COST:
            return _most_first("task_cost", "cost", back=back)
        case Order.STATUS | Order.PROVIDER | Order.MODEL | Order.KIND | Order.PROJECT:
            return (_Walk("task_newest", "born_at DESC, id DESC"),)
        case _:
            assert_never(query.order)


def _most_first(index: str, column: str, *, back: bool) -> tuple[_Walk, _Walk]:
    order = f"{column}, id" if back else f"{column} DESC, id DESC"
    return _Walk(index, order, f"AND {column} IS NOT NULL"), _Walk(index, "id DESC", f"AND {column} IS NULL")


_BY_TRAIT: Final[Mapping[Order, str]] = {
    Order.STATUS: "badge",
    Order.PROVIDER: "provider",
    Order.MODEL: "model",
    Order.KIND: "kind",
    Order.PROJECT: "project",
}
"""The orders that go by a trait, with its column: tasks are gathered by its value, the newest first."""


def _in_order(connection: Connection, query: ListQuery, match: Match) -> array[int]:
    """Return the tasks in the order of the index, as JSON, which costs half of what rows do."""
    found: list[int] = []
    for walk in _walks(query):
        rows = _rows("id", walk, match)
        found += json.loads(connection.execute(f"SELECT json_group_array(id) FROM ({rows})", match.values).fetchone()[0])  # noqa: S608  # own words
    wanted = match.ids
    return array("q", found if wanted is None else [task_id for task_id in found if task_id in wanted])


def _rows(columns: str, walk: _Walk, match: Match) -> str:
    return (
        f"SELECT {columns} FROM task INDEXED BY {walk.index} "  # noqa: S608  # own words
        f"WHERE {match.condition} {walk.condition} ORDER BY {walk.order}"
    )


# -- groups --------------------------------------------------------------------------------------------------------------


class _Name(NamedTuple):
    """A group: its place among the groups, and its name. A tuple, as there may be tens of thousands to sort."""

    empty: bool
    place: int
    folded: str
    name: str


type _Value = str | int | None
type _Groups = dict[_Name, dict[_Value, list[int]]]
"""Tasks by group, then by the value of an order that goes by a trait; each list in the order of the walk."""


def _gathered(connection: Connection, query: ListQuery, match: Match, zone: tzinfo | None) -> list[tuple[str, list[int]]]:
    """Return the names of the groups in order, each with its tasks in order."""
    groups: _Groups = {}
    lists: dict[tuple[int, _Value] | int, list[int]] = {}
    name_of = _namer(connection, query.group, zone)
    value_of = _values(connection, query.order)
    for walk in _walks(query):
        rows = _rows(f"id, trait, {_CODES[query.group]} AS code", walk, match)
        arrays = connection.execute(f"SELECT {_ARRAYS[value_of is None]} FROM ({rows})", match.values).fetchone()  # noqa: S608  # own words
        ids, codes, *traits = map(json.loads, arrays)
        keys = zip(codes, map(value_of.__getitem__, traits[0]), strict=True) if value_of is not None else codes
        for task_id, key in zip(ids, keys, strict=True):
            try:
                lists[key].append(task_id)
            except KeyError:
                code, value = key if value_of is not None else (key, "")
                lists[key] = groups.setdefault(name_of(code), {}).setdefault(value, [])
                lists[key].append(task_id)
    return [(name.name, _joined(groups[name], query, match.ids)) for name in sorted(groups)]


_ARRAYS: Final = {
    True: "json_group_array(id), json_group_array(code)",
    False: "json_group_array(id), json_group_array(code), json_group_array(trait)",
}
"""Whole columns as JSON, which costs half of what rows do: of orders that go by no trait, and of those that do."""


def _joined(pile: dict[_Value, list[int]], query: ListQuery, wanted: frozenset[int] | None) -> list[int]:
    """Return the tasks of one group in order; what lacks the order's value comes last, its newest first."""
    if len(pile) == 1 and query.order not in _BY_TRAIT:
        (ids,) = pile.values()
    else:
        valued = sorted((value for value in pile if value is not None), key=lambda value: (value,), reverse=query.backwards)
        lists = [pile[value][::-1] if query.backwards else pile[value] for value in valued]
        ids = [*chain.from_iterable(lists), *pile.get(None, ())]
    return ids if wanted is None else [task_id for task_id in ids if task_id in wanted]


_CODES: Final[Mapping[Group, str]] = {
    Group.NONE: "0",
    Group.DAY: f"min(max(born_at, {_EARLIEST}), {_LATEST}) / {_QUARTER * 1_000_000}",
    Group.PROJECT: "trait",
    Group.PROVIDER: "trait",
    Group.PROMPT: "line",
}
"""What tells SQL the group of a task, as a number."""


def _values(connection: Connection, order: Order) -> dict[int, _Value] | None:
    """Return the value of each trait for an order that goes by it."""
    column = _BY_TRAIT.get(order)
    if column is None:
        return None
    rows = connection.execute(f"SELECT id, {column} FROM trait")  # noqa: S608  # own words
    if order is Order.STATUS:
        return {number: STATUS_ORDER.index(Badge(badge)) for number, badge in rows}
    return {number: name.casefold() or None for number, name in rows}


def _namer(connection: Connection, group: Group, zone: tzinfo | None) -> Callable[[int], _Name]:
    """Return what tells the group of a code."""
    match group:
        case Group.NONE:
            return lambda _: _named("")
        case Group.DAY:
            return lambda code: _day(code, zone)
        case Group.PROMPT:
            lines: dict[int, str] = dict(map(tuple, connection.execute("SELECT id, text FROM line")))
            return lambda code: _named(lines.get(code, ""))
        case Group.PROJECT | Group.PROVIDER:
            names: dict[int, str] = dict(map(tuple, connection.execute(f"SELECT id, {group.value} FROM trait")))  # noqa: S608  # own words
            return lambda code: _named(names[code])
        case _:
            assert_never(group)


def _named(name: str) -> _Name:
    return _Name(empty=not name, place=0, folded=name.casefold(), name=name)


def _day(code: int, zone: tzinfo | None) -> _Name:
    at = code * _QUARTER
    day = date.fromtimestamp(at) if zone is None else datetime.fromtimestamp(at, zone).date()  # noqa: DTZ012  # the local zone
    return _Name(empty=False, place=-day.toordinal(), folded="", name=day.isoformat())
