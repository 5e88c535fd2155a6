"""Questions about tasks whose numbers or ids are known."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from sqlite3 import Connection, Row

from desktop.domain.history import HistoryEntry
from desktop.domain.status import Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.storage.rows import file_of, ref_cells, task_of
from desktop.storage.values import micros, moment, plain


@dataclass(frozen=True, slots=True)
class SavedPath:
    """A saved file: whose it is, which part, where it lies, how large it is, and whether it was missing at the last look."""

    task_id: int
    part: str
    path: str
    size: int | None
    missing: bool = False


def select_tasks(connection: Connection, ids: Sequence[int]) -> list[Task]:
    """Return the tasks of `ids` in that order; removed and unknown ones are left out."""
    found = {task.id: task for task in _tasks(connection, "removed = 0 AND id IN (SELECT value FROM json_each(?))", _json(ids))}
    return [found[task_id] for task_id in ids if task_id in found]


def select_open(connection: Connection) -> list[Task]:
    """Return the tasks on the list that are not at rest."""
    return list(_tasks(connection, "removed = 0 AND at_rest = 0"))


def select_refs(connection: Connection, refs: Iterable[TaskRef]) -> dict[TaskRef, int]:
    """Return the numbers of those references that are on the list."""
    statement = "SELECT id FROM task WHERE provider = ? AND origin = ? AND id_kind = ? AND task_id = ? AND removed = 0"
    rows = ((ref, connection.execute(statement, ref_cells(ref)).fetchone()) for ref in refs)
    return {ref: row[0] for ref, row in rows if row is not None}


def select_by_task_id(connection: Connection, text: str) -> list[int]:
    """Return the numbers of the tasks that a provider knows by the id `text`."""
    rows = connection.execute("SELECT id FROM task WHERE task_id = ? AND removed = 0 ORDER BY id", (plain(text),))
    return [row[0] for row in rows]


def select_history(connection: Connection, task_id: int) -> list[HistoryEntry]:
    """Return the states of a task, the oldest first."""
    rows = connection.execute("SELECT at, remote, remote_raw, local FROM history WHERE task_id = ? ORDER BY id", (task_id,))
    return [HistoryEntry(moment(at), Remote(remote), remote_raw, local) for at, remote, remote_raw, local in rows]


def select_reply(connection: Connection, task_id: int) -> str:
    """Return the last raw reply, or an empty string."""
    row = connection.execute("SELECT text FROM reply WHERE task_id = ?", (task_id,)).fetchone()
    return str(row[0]) if row is not None else ""


def select_projects(connection: Connection) -> list[str]:
    """Return the projects in use, by name."""
    rows = connection.execute("SELECT DISTINCT project FROM task WHERE removed = 0 AND project IS NOT NULL ORDER BY 1")
    return [row[0] for row in rows]


def select_saved(connection: Connection) -> list[SavedPath]:
    """Return every saved file of the tasks on the list, those that were missing at the last look among them."""
    rows = connection.execute(
        "SELECT f.task_id, f.part, f.path, f.size, f.state FROM file AS f JOIN task AS t ON t.id = f.task_id "
        "WHERE f.state IN ('saved', 'missing') AND f.path IS NOT NULL AND t.removed = 0 ORDER BY f.task_id, f.position"
    )
    return [SavedPath(task_id, part, path, size, state == "missing") for task_id, part, path, size, state in rows]


def select_saved_between(connection: Connection, since: datetime | None, until: datetime) -> list[int]:
    """Return the saved tasks, not starred and not archived, that were saved and created by `until`, not both by `since`."""
    statement = (
        "SELECT task.id FROM task INDEXED BY task_newest LEFT JOIN errand ON errand.task_id = task.id "
        "WHERE removed = 0 AND archived = 0 AND born_at <= :until "
        "AND trait IN (SELECT id FROM trait WHERE badge = 'saved' AND starred = 0) "
        "AND max(born_at, coalesce(saved_at, born_at)) <= :until "
        "AND (:since IS NULL OR max(born_at, coalesce(saved_at, born_at)) > :since) ORDER BY born_at"
    )
    rows = connection.execute(statement, {"since": micros(since), "until": micros(until)})
    return [row[0] for row in rows]


def select_claimed(connection: Connection, paths: Sequence[str]) -> set[str]:
    """Return those of `paths` where files of tasks are, those that were missing at the last look and of removed tasks too."""
    statement = "SELECT path FROM file WHERE path IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(statement, (json.dumps(list(paths)),))}


def select_files(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[ResultFile, ...]]:
    """Return the files of tasks."""
    statement = "SELECT * FROM file WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY task_id, position"
    rows = connection.execute(statement, (_json(ids),))
    return {task_id: tuple(map(file_of, files)) for task_id, files in groupby(rows, key=_task_id)}


def _tasks(connection: Connection, condition: str, *values: str) -> Iterator[Task]:
    rows = connection.execute(f"SELECT * FROM task WHERE {condition} ORDER BY id", values).fetchall()  # noqa: S608  # own words
    files = select_files(connection, [row["id"] for row in rows])
    return (task_of(row, files.get(row["id"], ())) for row in rows)


def _task_id(row: Row) -> int:
    return int(row["task_id"])


def _json(ids: Sequence[int]) -> str:
    return json.dumps(list(ids))
