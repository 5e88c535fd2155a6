"""The journal of the trash: which files of which tasks went there, and where they are in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from sqlite3 import Connection, Row
from typing import Final

from desktop.storage.values import plain

KEPT_BATCHES: Final = 50


class TrashState(StrEnum):
    """What became of a file.

    To be moved there, or to be put back; in the trash with its task off the list; back with its task on it; or its task is on the
    list and the file neither where it was nor to be found in the trash.
    """

    PLANNED = "planned"
    OVER = "over"
    BACK = "back"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class TrashLine:
    """One line of the journal; `trashed` and `described` are where file and description are in the trash, "" for unknown."""

    id: int
    batch: int
    task_id: int
    path: str
    trashed: str
    described: str
    state: TrashState

    def moved(self, trashed: str, described: str) -> "TrashLine":
        """Return the line with where its files are now."""
        return replace(self, trashed=trashed, described=described)


def begin(connection: Connection, wanted: Sequence[tuple[int, str]]) -> list[TrashLine]:
    """Write down a new batch of files, each with its task, and return it; forget batches that are long over."""
    batch = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM trashing").fetchone()[0]
    connection.execute("DELETE FROM trashing WHERE batch <= ? AND state != 'planned'", (batch - KEPT_BATCHES,))
    connection.executemany(
        "INSERT INTO trashing (batch, task_id, path, state) VALUES (?, ?, ?, 'planned')",
        [(batch, task_id, plain(path)) for task_id, path in wanted],
    )
    return select_batch(connection, batch)


def note(connection: Connection, line: TrashLine) -> None:
    """Write down where the files of a line are."""
    values = (plain(line.trashed), plain(line.described), line.id)
    connection.execute("UPDATE trashing SET trashed = ?, described = ? WHERE id = ?", values)


def settle(connection: Connection, ids: Sequence[int], state: TrashState) -> None:
    """Write down what became of these lines."""
    statement = "UPDATE trashing SET state = ? WHERE id IN (SELECT value FROM json_each(?))"
    connection.execute(statement, (state.value, json.dumps(list(ids))))


def select_batch(connection: Connection, batch: int) -> list[TrashLine]:
    """Return the lines of a batch in the order in which they were written."""
    return [_line(row) for row in connection.execute("SELECT * FROM trashing WHERE batch = ? ORDER BY id", (batch,))]


def select_open(connection: Connection) -> list[TrashLine]:
    """Return the lines of which the end was not seen."""
    return [_line(row) for row in connection.execute("SELECT * FROM trashing WHERE state = 'planned' ORDER BY id")]


def _line(row: Row) -> TrashLine:
    where = (row["trashed"], row["described"])
    return TrashLine(row["id"], row["batch"], row["task_id"], row["path"], *where, TrashState(row["state"]))
