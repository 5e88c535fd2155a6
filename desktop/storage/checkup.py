"""A look at a profile's files that changes none of them and never disturbs their owner."""

import contextlib
import errno
import sqlite3
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.language import tr
from desktop.storage import copies
from desktop.storage.connections import open_reader
from desktop.storage.migrations import MIGRATIONS, version_of
from desktop.storage.paths import Profile
from desktop.storage.recovery import inspect, is_good_copy
from desktop.storage.settings_document import Reading, read_document
from desktop.storage.trouble import Damaged, DatabaseTooNew, StorageTrouble, is_damage, translated
from desktop.storage.values import moment

_MENDED = (3, 51, 3)
"""The SQLite from which a WAL can be reset by two connections without harm (sqlite.org/wal.html, "The WAL-Reset Bug")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What was seen of a task list: sizes in bytes, `trouble` a sentence (None: it is sound), `damaged` that its file is wrong.

    `good_copy` is when the newest sound copy was made. `states` counts tasks by provider, badge and state.
    """

    exists: bool
    size: int = 0
    layout: int = 0
    tasks: int = 0
    copies: int = 0
    good_copy: datetime | None = None
    trouble: str | None = None
    damaged: bool = False
    too_new: bool = False
    states: tuple[tuple[str, str, int], ...] = ()


def sqlite_facts() -> tuple[str, str]:
    """Return SQLite's version, and a remark where it has the bug that this program is built around."""
    affected = sqlite3.sqlite_version_info < _MENDED
    return sqlite3.sqlite_version, "has the WAL-reset bug; one connection writes, so it does no harm" if affected else ""


def look_at(profile: Profile, now: datetime) -> Checkup:
    """Look through a profile's task list and its newest copy. Raises nothing; what is wrong is in the answer."""
    path = profile.database
    made = copies.listed(profile.backups, now)
    good = next((at for copy, at in made if is_good_copy(copy)), None)
    known = Checkup(exists=_is_there(path), copies=len(made), good_copy=good)
    if not known.exists:
        return known
    try:
        return _read(path, known)
    except DatabaseTooNew as newer:
        return _troubled(known, newer, too_new=True)
    except Damaged:
        return _troubled(known, None)
    except sqlite3.Error as error:
        return _troubled(known, None if is_damage(error) or "no such table" in str(error) else translated(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return _troubled(known, StorageTrouble(tr("The task list can't be read: {reason}.", reason=reason)))


def _is_there(path: Path) -> bool:
    """Tell whether a file is there; one that can't be seen counts as that, and reading it says why not."""
    try:
        path.stat()  # `exists` would call what another user hides missing
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _must_be_file(path: Path) -> None:
    """Raise OSError for what is no file: opening a pipe would wait for whoever writes to it."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, tr("it is no file"), str(path))


def _read(path: Path, known: Checkup) -> Checkup:
    _must_be_file(path)
    inspect(path)
    with _reading(path) as connection:
        copies.check(connection)
        states = connection.execute(
            "SELECT provider, badge, count(*) FROM task WHERE removed = 0 GROUP BY provider, badge"
        ).fetchall()
        return Checkup(
            exists=True,
            size=path.stat().st_size,
            layout=version_of(connection),
            tasks=sum(row[2] for row in states),
            copies=known.copies,
            good_copy=known.good_copy,
            states=tuple((str(row[0]), str(row[1]), int(row[2])) for row in states),
        )


def _troubled(known: Checkup, trouble: StorageTrouble | None, *, too_new: bool = False) -> Checkup:
    return Checkup(
        exists=True,
        copies=known.copies,
        good_copy=known.good_copy,
        trouble=trouble.sentence if trouble is not None else tr("The task list is damaged."),
        damaged=trouble is None,
        too_new=too_new,
    )


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database so that no file comes to lie beside it: one that nobody has open has no WAL, and none is made."""
    wal = path.with_name(path.name + "-wal")
    with contextlib.closing(open_reader(path, immutable=not wal.exists())) as connection:
        yield connection


@dataclass(frozen=True, slots=True)
class SettingsSeen:
    """What the settings file says, None where it can't be read; sentences about what is wrong; whether it makes no sense."""

    reading: Reading | None
    trouble: tuple[str, ...] = ()
    damaged: bool = False


def settings_at(profile: Profile) -> SettingsSeen:
    """Read a profile's settings file; where there is none, what holds without one. Raises nothing."""
    path = profile.settings_file
    document = {}
    try:
        if _is_there(path):
            _must_be_file(path)
            document = tomllib.loads(path.read_bytes().decode())
    except ValueError:
        return SettingsSeen(None, (tr("The settings file is damaged."),), damaged=True)
    except OSError as error:
        return SettingsSeen(None, (tr("The settings file can't be read: {reason}.", reason=error.strerror or str(error)),))
    reading = read_document(document)
    return SettingsSeen(reading, reading.sentences)


@dataclass(frozen=True, slots=True)
class PrivateTexts:
    """Titles, prompts and names of files of the newest tasks, and an overview of these tasks for who asks for it."""

    words: tuple[str, ...]
    overview: tuple[dict[str, str], ...]


def private_texts(profile: Profile, most: int, now: datetime) -> PrivateTexts | None:
    """Return what at most `most` tasks say of their user's work, from a copy where the list can't be read; None where none can."""
    made = [copy for copy, _ in copies.listed(profile.backups, now)]
    if not made and not _is_there(profile.database):
        return PrivateTexts((), ())
    for path in (profile.database, *made):
        try:
            _must_be_file(path)
            return _told(path, most)
        except (sqlite3.Error, OSError, ValueError):
            continue
    return None


def _told(path: Path, most: int) -> PrivateTexts:
    """Return what a task list says of its user's work. Raises sqlite3.Error, OSError, and ValueError for a time that is none."""
    words: set[str] = set()
    overview: list[dict[str, str]] = []
    with _reading(path) as connection:
        for row in connection.execute(_NEWEST, (most,)):
            words |= {str(value) for value in (row["title"], row["prompt"], row["project"], row["text_result"]) if value}
            added = moment(row["added_at"])
            overview.append(
                {name: str(row[name] or "") for name in ("id", "provider", "task_id", "badge", "title", "prompt", "project")}
                | {"added": f"{added:%Y-%m-%d %H:%M}Z"}
            )
        for name, saved in connection.execute(_FILES, (most,)):
            words |= {str(name), *((Path(saved).name, Path(saved).stem) if saved else ())}
    return PrivateTexts(tuple(words), tuple(overview))


_NEWEST = (
    "SELECT id, provider, task_id, badge, title, prompt, project, text_result, added_at FROM task "
    "WHERE removed = 0 ORDER BY id DESC LIMIT ?"
)
_FILES = "SELECT name, path FROM file WHERE task_id > (SELECT coalesce(max(id), 0) FROM task) - ?"


def newest_layout() -> int:
    """Return the layout that this version reads."""
    return len(MIGRATIONS)
