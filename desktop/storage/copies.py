"""Copies of the database: one a day, seven kept, and one before each change of its layout."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.language import tr
from desktop.storage.atomic import sync_file, sync_folder
from desktop.storage.trouble import DAMAGED_IN_USE, Damaged, DatabaseTrouble

DAILY = 7
"""How many daily copies are kept."""

BEFORE_CHANGES = 3
"""How many copies made before a change of the layout are kept."""

_STAMP = "%Y%m%dT%H%M%SZ"
_PREFIX = "tasks-"


def listed(folder: Path, now: datetime) -> list[tuple[Path, datetime]]:
    """Return the copies with the time each was made, the newest first; those of a clock that was wrong, ahead of now, last."""
    found = [(path, made) for path in folder.glob(f"{_PREFIX}*.db") if (made := _made(path)) is not None]
    return sorted(found, key=lambda entry: (entry[1] <= now, entry[1], entry[0].name), reverse=True)


def made_today(folder: Path, now: datetime) -> bool:
    """Tell whether there is a copy of this day (UTC)."""
    return any(made.date() == now.astimezone(UTC).date() for _, made in _daily(folder, now))


def made_before(folder: Path, now: datetime, layout: int) -> bool:
    """Tell whether there is a copy of this day (UTC) from before the change to `layout`: one that was broken off made it."""
    today = now.astimezone(UTC).date()
    return any(made.date() == today and path.stem.endswith(f"-before-{layout}") for path, made in _others(folder, now))


def check(connection: sqlite3.Connection) -> None:
    """Let SQLite look through the whole file. Raises Damaged."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged


def make_checked(connection: sqlite3.Connection, folder: Path, now: datetime) -> None:
    """Make the day's copy of a database in use, if it is sound. Raises DatabaseTrouble."""
    try:
        check(connection)
        make(connection, folder, now)
    except Damaged:
        raise DatabaseTrouble(tr(DAMAGED_IN_USE)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatabaseTrouble(
            tr(
                "The task list can't be copied to “{folder}”: {reason}. Make room or make it writable.",
                folder=folder,
                reason=reason,
            )
        ) from error


def make(connection: sqlite3.Connection, folder: Path, now: datetime, before: int | None = None) -> Path:
    """Copy the database as it is now, whole or not at all; `before` names the layout that comes next. Drops the oldest."""
    ending = f"-before-{before}" if before is not None else ""
    target = folder / f"{_PREFIX}{now.astimezone(UTC):{_STAMP}}{ending}.db"
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as copy:
        connection.backup(copy)
    fresh.chmod(0o600)
    sync_file(fresh)
    fresh.replace(target)
    sync_folder(folder)
    for old, _ in (*_daily(folder, now)[DAILY:], *_others(folder, now)[BEFORE_CHANGES:]):
        old.unlink(missing_ok=True)
    return target


def _daily(folder: Path, now: datetime) -> list[tuple[Path, datetime]]:
    return [entry for entry in listed(folder, now) if "-before-" not in entry[0].name]


def _others(folder: Path, now: datetime) -> list[tuple[Path, datetime]]:
    return [entry for entry in listed(folder, now) if "-before-" in entry[0].name]


def _made(path: Path) -> datetime | None:
    stamp = path.stem.removeprefix(_PREFIX).partition("-")[0]
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
