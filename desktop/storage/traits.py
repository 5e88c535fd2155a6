"""What many tasks have in common, stored once under a number: what lists are filtered, grouped and counted by.

A few hundred numbers are looked at where 100,000 tasks would have to be, and the indexes of the list hold numbers alone.
"""

import json
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Final

from desktop.domain.query import prompt_line
from desktop.storage.values import Cell, plain

COLUMNS: Final = ("badge", "provider", "kind", "model", "project", "account_id", "starred")
"""The columns of a trait; "" stands for no project and no account."""

_FIND: Final = f"SELECT id FROM trait WHERE {' AND '.join(f'{name} = ?' for name in COLUMNS)}"  # noqa: S608  # own words
_INSERT: Final = f"INSERT INTO trait ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608  # own words


def shared_cells(connection: Connection, cells: Mapping[str, Cell], prompt: str, tags: Iterable[str]) -> dict[str, Cell]:
    """Return the numbers of what a task has in common with others, new ones where it is the first."""
    trait = tuple("" if (value := cells[name]) is None else value for name in COLUMNS)
    line, tagset = plain(prompt_line(prompt)), sorted({plain(tag) for tag in tags if tag})
    return {
        "trait": _number(connection, _FIND, _INSERT, trait),
        "line": _number(connection, "SELECT id FROM line WHERE text = ?", "INSERT INTO line (text) VALUES (?)", (line,))
        if line
        else 0,
        "tagset": _number(
            connection, "SELECT id FROM tagset WHERE tags = ?", "INSERT INTO tagset (tags) VALUES (?)", (json.dumps(tagset),)
        )
        if tagset
        else 0,
    }


def select_tagsets(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return every combination of tags by its number."""
    return {number: tuple(json.loads(tags)) for number, tags in connection.execute("SELECT id, tags FROM tagset")}


def forget_unused(connection: Connection) -> None:
    """Delete what no task has any more. No task may be removed at this moment."""
    for table in ("trait", "line", "tagset"):
        connection.execute(f"DELETE FROM {table} WHERE id NOT IN (SELECT {table} FROM task WHERE removed = 0)")  # noqa: S608  # own words


def _number(connection: Connection, find: str, insert: str, values: tuple[Cell, ...]) -> int:
    found = connection.execute(find, values).fetchone()
    if found is not None:
        return int(found[0])
    made = connection.execute(insert, values).lastrowid
    if made is None:
        raise AssertionError("An inserted row has a number.")
    return made
