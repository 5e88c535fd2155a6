"""Opening the database whatever state it is in: never on top of damage, never empty in silence."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.language import sentences, tr
from desktop.domain.wording import date_words, day_words
from desktop.storage import copies
from desktop.storage.atomic import free_name, sync_file, sync_folder
from desktop.storage.connections import open_reader, open_writer
from desktop.storage.migrations import APPLICATION_ID, MIGRATIONS, Step, migrate, version_of
from desktop.storage.trouble import Damaged, DatabaseTooNew, DatabaseTrouble, is_damage, translated

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class RecoveryNote:
    """What was done about a damaged or missing database.

    `damaged` is where it was set aside (None: it was missing), `copy_from` when the copy in use was made (None: there was
    none, and the list begins empty).
    """

    sentence: str
    damaged: Path | None
    copy_from: datetime | None


def open_database(
    path: Path,
    backups: Path,
    now: datetime,
    steps: Sequence[Step] = MIGRATIONS,
) -> tuple[sqlite3.Connection, RecoveryNote | None]:
    """Return the writing connection to a sound database of the newest layout, and a note if it had to be restored.

    Raises DatabaseTooNew (nothing is written then) and DatabaseTrouble.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _opened(path, backups, now, steps)
    except sqlite3.Error as error:
        raise translated(error) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatabaseTrouble(
            tr(
                "The task list in “{parent}” can't be opened: {reason}. Check that you may write to that folder.",
                parent=path.parent,
                reason=reason,
            )
        ) from error


def inspect(path: Path) -> None:
    """Look at a database that exists without changing it. Raises Damaged, DatabaseTooNew, sqlite3.Error or OSError."""
    _inspect(path, len(MIGRATIONS))


def is_good_copy(copy: Path) -> bool:
    """Tell whether a copy could take the database's place."""
    return _good(copy, len(MIGRATIONS))


def _opened(path: Path, backups: Path, now: datetime, steps: Sequence[Step]) -> tuple[sqlite3.Connection, RecoveryNote | None]:
    note: RecoveryNote | None = None
    if path.exists():
        try:
            return _sound(path, backups, now, steps), None
        except Damaged:
            note = _recover(path, backups, now, len(steps), _set_aside(path, now))
    elif _stray(path) or copies.listed(backups, now) or any(path.parent.glob(f"{path.stem}-damaged-*")):
        note = _recover(path, backups, now, len(steps), _set_aside(path, now))
    if not path.exists():
        _create(path, steps)
    try:
        return _sound(path, backups, now, steps), note
    except Damaged as error:
        raise DatabaseTrouble(
            tr("The task list and its newest copy can't be read. Check the disk, then start Outtray again.")
        ) from error


def _sound(path: Path, backups: Path, now: datetime, steps: Sequence[Step]) -> sqlite3.Connection:
    """Open a database that exists. Raises Damaged, DatabaseTooNew."""
    try:
        _inspect(path, len(steps))
        connection = open_writer(path)
    except sqlite3.Error as error:
        raise (Damaged() if is_damage(error) else error) from error
    try:
        if version_of(connection) > len(steps):
            raise DatabaseTooNew(path)
        if version_of(connection) < len(steps):
            layout = version_of(connection) + 1
            if not copies.made_before(backups, now, layout):
                copies.make(connection, backups, now, before=layout)
            migrate(connection, steps)
        newest = connection.execute("SELECT * FROM task ORDER BY id DESC LIMIT 1").fetchone()
        if newest is not None and not copies.made_today(backups, now):
            copies.check(connection)
            copies.make(connection, backups, now)
        return connection
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and (is_damage(error) or "no such table" in str(error)):
            raise Damaged from error
        raise


def _inspect(path: Path, latest: int) -> None:
    """Look at a database's header, and at all of it if it was not closed properly. Raises Damaged, DatabaseTooNew.

    That the file is shorter than its header says, SQLite finds itself when it opens it.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise Damaged
    if int.from_bytes(header[68:72]) != APPLICATION_ID:  # sqlite.org/fileformat2.html, "The Database Header"
        raise Damaged
    if int.from_bytes(header[60:64]) > latest:
        raise DatabaseTooNew(path)
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size > 0:
        with contextlib.closing(open_reader(path)) as reader:
            copies.check(reader)
            if version_of(reader) > latest:
                raise DatabaseTooNew(path)


def _create(path: Path, steps: Sequence[Step]) -> None:
    """Make a new database beside its place and put it there whole."""
    fresh = path.with_name(path.name + ".new")
    for leftover in (fresh, *(fresh.with_name(fresh.name + end) for end in _BESIDE)):
        leftover.unlink(missing_ok=True)
    with contextlib.closing(open_writer(fresh)) as connection:
        fresh.chmod(0o600)
        migrate(connection, steps)
    _put(fresh, path)


def _put(fresh: Path, path: Path) -> None:
    sync_file(fresh)
    os.replace(fresh, path)  # noqa: PTH105  # the one word for it on every system
    sync_folder(path.parent)


def _stray(path: Path) -> list[Path]:
    return [beside for end in _BESIDE if (beside := path.with_name(path.name + end)).exists()]


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Rename a damaged database and what lies beside it; return its new name, None where there was no database.

    The WAL must not stay: it would be played into the copy that takes the database's place.
    """
    target = free_name(path.with_name(f"{path.stem}-damaged-{now.astimezone():%Y-%m-%d-%H%M%S}{path.suffix}"))
    existed = path.exists()
    if existed:
        path.rename(target)
    for beside in _stray(path):
        beside.rename(target.with_name(target.name + beside.name.removeprefix(path.name)))
    sync_folder(path.parent)
    return target if existed else None


def _recover(path: Path, backups: Path, now: datetime, latest: int, damaged: Path | None) -> RecoveryNote:
    """Put the newest good copy in the database's place."""
    for copy, made in copies.listed(backups, now):
        if _good(copy, latest):
            fresh = path.with_name(path.name + ".new")
            shutil.copyfile(copy, fresh)
            fresh.chmod(0o600)
            _put(fresh, path)
            day, missing = _day(made, now), tr("Tasks added after that are missing.")
            if damaged is not None:
                restored = tr("The task list was damaged and has been restored from {day}.", day=day)
            else:
                restored = tr("The task list was missing and has been restored from {day}.", day=day)
            return RecoveryNote(sentences(restored, missing), damaged, made)
    if damaged is not None:
        empty = tr("The task list was damaged and there is no copy of it, so it begins empty.")
        kept = tr("The damaged file is kept as “{file}”.", file=damaged)
    else:
        empty, kept = tr("The task list was missing and there is no copy of it, so it begins empty."), ""
    return RecoveryNote(sentences(empty, kept, tr("Add your tasks again.")), damaged, None)


def _good(copy: Path, latest: int) -> bool:
    try:
        _inspect(copy, latest)
        with contextlib.closing(open_reader(copy, immutable=True)) as reader:
            copies.check(reader)
            reader.execute("SELECT count(*) FROM task").fetchone()
    except (Damaged, DatabaseTooNew, sqlite3.Error, OSError):
        return False
    return True


def _day(made: datetime, now: datetime) -> str:
    local, today = made.astimezone(), now.astimezone()
    day = day_words(made) if local.year == today.year else date_words(made)
    return tr("{day}, {time}", day=day, time=f"{local:%H:%M}")
