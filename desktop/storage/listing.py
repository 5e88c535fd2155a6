"""Which tasks the list shows, and how many each view holds: questions answered from covering indexes alone."""

import json
from array import array
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import assert_never

from desktop.domain.query import SOON_SECONDS, VIEW_BADGES, Counts, ListQuery, Order, View
from desktop.domain.status import Badge
from desktop.storage.search import match_expression
from desktop.storage.values import Cell, micros, plain

_NEVER_SOON = (Badge.SAVED, Badge.GONE, Badge.BLOCKED, Badge.FAILED, Badge.CANCELLED)
"""Badges of tasks with nothing left to lose, whatever the clock says."""


def select_ids(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> array[int]:
    """Return the numbers of the tasks of `query`, in its order. `at_risk` are the tasks that :attr:`View.AT_RISK` shows."""
    conditions, values = _conditions(query, now)
    if query.view is View.AT_RISK:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(at_risk)))
    statement = f"SELECT id FROM task WHERE {' AND '.join(conditions)} ORDER BY {_order(query.order)}"  # noqa: S608  # own words
    cursor = connection.cursor()
    cursor.row_factory = None  # bare tuples: a third of the time over 100,000 rows
    return array("q", [task_id for (task_id,) in cursor.execute(statement, values)])


def count_all(connection: Connection, now: datetime) -> Counts:
    """Return how many tasks each view, project and account holds."""
    views: Counter[View] = Counter(dict.fromkeys(View, 0))
    projects: Counter[str] = Counter()
    accounts: Counter[str] = Counter()
    grouped = "SELECT badge, project, account_id, count(*), sum(expires_at <= ?) FROM task WHERE removed = 0 GROUP BY 1, 2, 3"
    for name, project, account, count, soon in connection.execute(grouped, (_soon(now),)):
        badge = Badge(name)
        views[View.ALL] += count
        for view, badges in VIEW_BADGES.items():
            if badge in badges:
                views[view] += count
        if badge not in _NEVER_SOON:
            views[View.EXPIRES_SOON] += soon or 0
        if project is not None:
            projects[project] += count
        if account is not None:
            accounts[account] += count
    return Counts(dict(views), dict(sorted(projects.items())), dict(accounts))


def _conditions(query: ListQuery, now: datetime) -> tuple[list[str], list[Cell]]:
    conditions: list[str] = ["removed = 0"]
    values: list[Cell] = []

    def ask(condition: str, *given: Cell) -> None:
        conditions.append(condition)
        values.extend(given)

    if query.view in VIEW_BADGES:
        badges = sorted(VIEW_BADGES[query.view])
        ask(f"badge IN ({_marks(badges)})", *badges)
    elif query.view is View.EXPIRES_SOON:
        ask("expires_at <= ?", _soon(now))
        ask(f"badge NOT IN ({_marks(_NEVER_SOON)})", *_NEVER_SOON)
    if query.badge is not None:
        ask("badge = ?", query.badge.value)
    if query.project is not None:
        ask("project = ?", plain(query.project))
    if query.account_id is not None:
        ask("account_id = ?", query.account_id)
    if query.text.strip():
        match = match_expression(query.text)
        if match is not None:
            ask("id IN (SELECT rowid FROM search WHERE search MATCH ?)", match)
        else:  # signs alone, which the index does not hold
            ask("instr(title || ' ' || prompt, ?) > 0", plain(query.text.strip()))
    return conditions, values


def _marks(values: tuple[str, ...] | list[Badge]) -> str:
    return ", ".join("?" * len(values))


def _soon(now: datetime) -> Cell:
    return micros(now + timedelta(seconds=SOON_SECONDS))


def _order(order: Order) -> str:
    match order:
        case Order.NEWEST:
            return "born_at DESC, id DESC"
        case Order.OLDEST:
            return "born_at, id"
        case Order.TITLE:
            return "sort_title, id"
        case Order.STATUS:
            return "status_rank, born_at DESC, id DESC"
        case Order.EXPIRES:
            return "expires_at IS NULL, expires_at, born_at DESC, id DESC"
        case _:
            assert_never(order)
