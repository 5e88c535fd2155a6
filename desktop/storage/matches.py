"""What a query asks of a task: which traits, since when, and which tasks alone, by their numbers."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from desktop.domain.query import SOON_SECONDS, VIEW_BADGES, ListQuery, View
from desktop.domain.status import Badge
from desktop.storage.search import match_expression
from desktop.storage.values import Cell, micros, plain

NEVER_SOON = (Badge.SAVED, Badge.GONE, Badge.BLOCKED, Badge.FAILED, Badge.CANCELLED)
"""Badges of tasks with nothing left to lose, whatever the clock says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The conditions of a query: in SQL, with their values, and the tasks that a view, a tag or a search names (None: any)."""

    condition: str
    values: tuple[Cell, ...]
    ids: frozenset[int] | None


def match_of(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> Match:
    """Return what `query` asks. `at_risk` are the tasks that :attr:`View.AT_RISK` shows."""
    return match_among(query, now, both(named_of(connection, query, now, at_risk), tagged(connection, query.tag)))


def match_among(query: ListQuery, now: datetime, ids: frozenset[int] | None) -> Match:
    """Return what `query` asks of the tasks `ids` (None: any), which its view, its tag and its search name."""
    asked = ["removed = 0 AND archived = ?"]
    values: list[Cell] = [int(query.view is View.ARCHIVE)]
    traits, of_traits = _of_traits(query)
    if traits:
        asked.append(f"trait IN (SELECT id FROM trait WHERE {' AND '.join(traits)})")  # noqa: S608  # own words
        values += of_traits
    if query.days is not None:
        asked.append("born_at >= ?")
        values.append(since(now, query.days))
    return Match(condition=" AND ".join(asked), values=tuple(values), ids=ids)


def since(now: datetime, days: int) -> int:
    """Return from when on a task is at most so many days old."""
    return micros(now - timedelta(days=days)) or 0


def soon(now: datetime) -> int:
    """Return until when what expires does so soon."""
    return micros(now + timedelta(seconds=SOON_SECONDS)) or 0


def _of_traits(query: ListQuery) -> tuple[list[str], list[Cell]]:
    asked: list[str] = []
    values: list[Cell] = []

    def ask(condition: str, *given: Cell) -> None:
        asked.append(condition)
        values.extend(given)

    if query.view in VIEW_BADGES:
        badges = sorted(VIEW_BADGES[query.view])
        ask(f"badge IN ({_marks(badges)})", *badges)
    elif query.view is View.EXPIRES_SOON:
        ask(f"badge NOT IN ({_marks(NEVER_SOON)})", *NEVER_SOON)
    elif query.view is View.STARRED:
        ask("starred = 1")
    for name in ("badge", "project", "account_id", "provider", "kind", "model"):
        value: str | None = getattr(query, name)
        if value is not None:
            ask(f"{name} = ?", plain(str(value)))
    return asked, values


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def both(some: frozenset[int] | None, others: frozenset[int] | None) -> frozenset[int] | None:
    """Return the tasks that are among both, where None is any."""
    if some is None or others is None:
        return others if some is None else some
    return some & others


def tagged(connection: Connection, tag: str | None) -> frozenset[int] | None:
    """Return the tasks that have a tag; None where none is asked for."""
    return None if tag is None else _numbers(connection, _TAGGED, plain(tag))


def named_of(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int]) -> frozenset[int] | None:
    """Return the tasks that the view and the search of a query both name; None where neither names any."""
    named: list[frozenset[int]] = []
    if query.view is View.AT_RISK:
        named.append(frozenset(at_risk))
    elif query.view is View.EXPIRES_SOON:
        ending = "SELECT json_group_array(id) FROM task INDEXED BY task_end WHERE removed = 0 AND archived = 0 AND expires_at <= ?"
        named.append(_numbers(connection, ending, soon(now)))
    if query.text.strip():
        match = match_expression(query.text)
        found = "SELECT json_group_array(rowid) FROM search WHERE search MATCH ?"
        named.append(_numbers(connection, found, match) if match is not None else frozenset())
    return frozenset.intersection(*named) if named else None


_TAGGED = (
    "SELECT json_group_array(id) FROM task WHERE removed = 0 AND archived IN (0, 1) AND tagset IN "
    "(SELECT tagset.id FROM tagset, json_each(tagset.tags) AS tag WHERE tag.value = ?)"
)


def _numbers(connection: Connection, statement: str, *values: Cell) -> frozenset[int]:
    """Return numbers that SQL answers as one JSON array, which costs half of what rows do."""
    return frozenset(json.loads(connection.execute(statement, values).fetchone()[0]))
