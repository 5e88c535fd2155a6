"""What is still to be done for tasks that were saved: one line a task, written with the state itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from desktop.domain.status import Local
from desktop.storage.values import micros, moment, texts, texts_back


@dataclass(frozen=True, slots=True)
class Errand:
    """A task that was saved at `saved_at`, and the acts that are done for it already, by name."""

    task_id: int
    saved_at: datetime
    done: tuple[str, ...] = ()


def note_saved(connection: Connection, task_id: int, at: datetime) -> None:
    """Note that a task became saved, unless it ever was before; to be called before its history tells so."""
    connection.execute(
        "INSERT INTO errand (task_id, saved_at) SELECT ?, ? "
        "WHERE NOT EXISTS (SELECT 1 FROM history WHERE task_id = ? AND local = ?) ON CONFLICT (task_id) DO NOTHING",
        (task_id, micros(at), task_id, Local.SAVED.value),
    )


def select_errands(connection: Connection, ids: Sequence[int] | None = None) -> list[Errand]:
    """Return what is still to be done for tasks on the list (those of `ids`, or all), the oldest first."""
    some = "" if ids is None else "AND e.task_id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f"SELECT e.task_id, e.saved_at, e.done FROM errand AS e JOIN task AS t ON t.id = e.task_id "  # noqa: S608  # own words
        f"WHERE e.over = 0 AND t.removed = 0 {some} ORDER BY e.saved_at, e.task_id",
        () if ids is None else (json.dumps(list(ids)),),
    )
    return [Errand(task_id, moment(at), texts_back(done)) for task_id, at, done in rows]


def set_errand(connection: Connection, errand: Errand, *, over: bool) -> None:
    """Store which acts are done, and whether nothing is left to do. A task that is gone is passed over."""
    connection.execute("UPDATE errand SET done = ?, over = ? WHERE task_id = ?", (texts(errand.done), int(over), errand.task_id))


def end_errands(connection: Connection, ids: Sequence[int]) -> None:
    """Store that nothing is left to do for these tasks."""
    connection.execute("UPDATE errand SET over = 1 WHERE task_id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
