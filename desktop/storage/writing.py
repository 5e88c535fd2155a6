"""Changes of tasks, each a function that runs inside the writer's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection, Row
from typing import Final

from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.storage.errands import note_saved
from desktop.storage.reading import select_files
from desktop.storage.rows import FILE_COLUMNS, file_cells, ref_cells, task_cells, task_of
from desktop.storage.search import indexed
from desktop.storage.traits import forget_unused, shared_cells
from desktop.storage.values import Cell, micros, plain

_STATE: Final = ("remote", "remote_raw", "local")
_BY_REF: Final = "SELECT * FROM task WHERE provider = ? AND origin = ? AND id_kind = ? AND task_id = ?"
_UNFINISHED: Final = (
    "SELECT json_extract(f.resume, '$.path') FROM file AS f JOIN task AS t ON t.id = f.task_id "
    "WHERE t.removed = 1 AND f.resume IS NOT NULL"
)
_NUMBERED: Final = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class TaskWrite:
    """A task as it is from `at` on, and the redacted reply it came with, where it came with one."""

    task: Task
    at: datetime
    raw: str | None = None


def add_tasks(connection: Connection, tasks: Sequence[Task]) -> list[tuple[Task, bool]]:
    """Store tasks that are not tracked; bring removed ones back. Return each as stored, with whether it joined the list now."""
    return [_add(connection, task) for task in tasks]


def save_tasks(connection: Connection, writes: Sequence[TaskWrite]) -> None:
    """Store the new state of tasks. Those that are gone from the database are passed over."""
    for write in writes:
        _save(connection, write)


def set_removed(connection: Connection, ids: Sequence[int], *, removed: bool) -> None:
    """Take tasks off the list or put them back."""
    statement = f"UPDATE task SET removed = ? WHERE id IN {_NUMBERED}"  # noqa: S608  # own words
    connection.execute(statement, (int(removed), json.dumps(list(ids))))


def purge(connection: Connection) -> tuple[int, list[str]]:
    """Delete the removed tasks for good; return how many, and where their unfinished files are."""
    unfinished = [row[0] for row in connection.execute(_UNFINISHED)]
    connection.execute("DELETE FROM search WHERE rowid IN (SELECT id FROM task WHERE removed = 1)")
    count = connection.execute("DELETE FROM task WHERE removed = 1").rowcount
    if count:
        forget_unused(connection)
    return count, unfinished


def _add(connection: Connection, task: Task) -> tuple[Task, bool]:
    row: Row | None = connection.execute(_BY_REF, ref_cells(task.ref)).fetchone()
    if row is None:
        return _insert(connection, task), True
    stored = task_of(row, select_files(connection, [row["id"]]).get(row["id"], ()))
    if not row["removed"]:
        return stored, False
    back = replace(stored, account_id=task.account_id or stored.account_id, project=task.project or stored.project)
    set_removed(connection, [back.id], removed=False)
    _save(connection, TaskWrite(back, task.added_at))
    return back, True


def _insert(connection: Connection, task: Task) -> Task:
    cells = _cells(connection, task)
    marks = ", ".join("?" * len(cells))
    statement = f"INSERT INTO task ({', '.join(cells)}) VALUES ({marks})"  # noqa: S608  # column names of our own
    task_id = connection.execute(statement, tuple(cells.values())).lastrowid
    if task_id is None:
        raise AssertionError("An inserted row has a number.")
    stored = replace(task, id=task_id)
    _write_files(connection, stored)
    _write_search(connection, stored)
    _write_history(connection, task_id, cells, task.added_at)
    return stored


def _save(connection: Connection, write: TaskWrite) -> None:
    task = write.task
    row: Row | None = connection.execute("SELECT * FROM task WHERE id = ?", (task.id,)).fetchone()
    if row is None:
        return
    cells = _cells(connection, task)
    changed = {name: value for name, value in cells.items() if row[name] != value}
    if changed:  # and nothing else: each column named here is written to its indexes again
        settings = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE task SET {settings} WHERE id = ?", (*changed.values(), task.id))  # noqa: S608  # own words
    _write_files(connection, task)
    _write_search(connection, task)
    if cells["badge"] == Badge.SAVED != row["badge"]:
        note_saved(connection, task.id, write.at)
    if not changed.keys().isdisjoint(_STATE):
        _write_history(connection, task.id, cells, write.at)
    if write.raw is not None:
        connection.execute(
            "INSERT INTO reply (task_id, at, text) VALUES (?, ?, ?) "
            "ON CONFLICT (task_id) DO UPDATE SET at = excluded.at, text = excluded.text",
            (task.id, micros(write.at), plain(write.raw)),
        )


def _cells(connection: Connection, task: Task) -> dict[str, Cell]:
    """Return every column of `task` but its number, those included that speak of other tables."""
    cells = task_cells(task)
    return cells | shared_cells(connection, cells, task.prompt, (*task.tags, *task.own_tags))


def _write_files(connection: Connection, task: Task) -> None:
    columns = ", ".join(FILE_COLUMNS)
    wanted = [file_cells(task.id, position, file) for position, file in enumerate(task.files)]
    statement = f"SELECT {columns} FROM file WHERE task_id = ? ORDER BY position"  # noqa: S608  # own words
    if [tuple(row) for row in connection.execute(statement, (task.id,))] == wanted:
        return
    connection.execute("DELETE FROM file WHERE task_id = ?", (task.id,))
    marks = ", ".join("?" * len(FILE_COLUMNS))
    connection.executemany(f"INSERT INTO file ({columns}) VALUES ({marks})", wanted)  # noqa: S608  # own words


def _write_search(connection: Connection, task: Task) -> None:
    entry = indexed(task)
    found = connection.execute("SELECT words, grams FROM search WHERE rowid = ?", (task.id,)).fetchone()
    if found is None:
        connection.execute("INSERT INTO search (rowid, words, grams) VALUES (?, ?, ?)", (task.id, entry.words, entry.grams))
    elif tuple(found) != (entry.words, entry.grams):
        connection.execute("UPDATE search SET words = ?, grams = ? WHERE rowid = ?", (entry.words, entry.grams, task.id))


def _write_history(connection: Connection, task_id: int, cells: dict[str, Cell], at: datetime) -> None:
    connection.execute(
        "INSERT INTO history (task_id, at, remote, remote_raw, local) VALUES (?, ?, ?, ?, ?)",
        (task_id, micros(at), *(cells[name] for name in _STATE)),
    )
