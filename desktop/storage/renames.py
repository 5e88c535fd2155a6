"""The journal of renames, each a function that runs inside a transaction.

A line is written before its file moves, so that after a kill it can be told which files have moved and which have not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection, Row
from typing import Final

from desktop.storage.values import plain

KEPT_BATCHES: Final = 50
"""How many batches can be undone; older ones are forgotten."""


class RenameState(StrEnum):
    """How far the rename of one file is."""

    PLANNED = "planned"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Rename:
    """One file's rename as it is wanted: which part of which task, from where to where (whole paths)."""

    task_id: int
    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameLine:
    """One line of the journal; `id` is its number."""

    id: int
    batch: int
    rename: Rename
    state: RenameState


def begin(connection: Connection, renames: Sequence[Rename]) -> list[RenameLine]:
    """Write down a new batch and return it; forget batches that are long over."""
    batch = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM renaming").fetchone()[0]
    connection.execute("DELETE FROM renaming WHERE batch <= ? AND state != 'planned'", (batch - KEPT_BATCHES,))
    connection.executemany(
        "INSERT INTO renaming (batch, task_id, part, old, new, state) VALUES (?, ?, ?, ?, ?, 'planned')",
        [(batch, r.task_id, plain(r.part), plain(r.old), plain(r.new)) for r in renames],
    )
    return select_batch(connection, batch)


def retarget(connection: Connection, ids: Sequence[int], new: str) -> None:
    """Write down that the files of these lines go to `new` instead."""
    connection.execute(
        "UPDATE renaming SET new = ? WHERE id IN (SELECT value FROM json_each(?))", (plain(new), json.dumps(list(ids)))
    )


def settle(connection: Connection, ids: Sequence[int], state: RenameState) -> None:
    """Write down what became of these lines."""
    statement = "UPDATE renaming SET state = ? WHERE id IN (SELECT value FROM json_each(?))"
    connection.execute(statement, (state.value, json.dumps(list(ids))))


def select_batch(connection: Connection, batch: int) -> list[RenameLine]:
    """Return the lines of a batch in the order in which they were written."""
    return [_line(row) for row in connection.execute("SELECT * FROM renaming WHERE batch = ? ORDER BY id", (batch,))]


def select_planned(connection: Connection) -> list[RenameLine]:
    """Return the lines of which nobody knows whether their files have moved."""
    return [_line(row) for row in connection.execute("SELECT * FROM renaming WHERE state = 'planned' ORDER BY id")]


def _line(row: Row) -> RenameLine:
    rename = Rename(row["task_id"], row["part"], row["old"], row["new"])
    return RenameLine(row["id"], row["batch"], rename, RenameState(row["state"]))
