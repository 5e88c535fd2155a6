"""The first tasks of the list, read in a few milliseconds before anything else of the program is there.

It only looks: where the database or the settings can't be read just now there is nothing to see, and the ordinary way through
:mod:`desktop.storage.tasks` says what is wrong.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.account import Account
from desktop.domain.settings import Settings
from desktop.storage.paths import Profile
from desktop.storage.settings_document import read_document

if TYPE_CHECKING:
    from desktop.domain.task import Task

_NEWEST = "SELECT id FROM task WHERE removed = 0 AND archived = 0 ORDER BY born_at DESC, id DESC LIMIT ?"


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a profile at first: its newest tasks, the newest first, its accounts and settings."""

    tasks: "tuple[Task, ...]"
    accounts: tuple[Account, ...]
    settings: Settings


def glance_at(profile: Profile, most: int) -> Glance | None:
    """Return at most `most` tasks; None where there is nothing that this version can read."""
    # Whatever is odd in a row or a setting: it is the first thing that a start does, and must not be the last one. The ordinary
    # way through reads all of it again and tells.
    with contextlib.suppress(Exception):
        reading = read_document(_settings(profile.settings_file))
        return Glance(_newest(profile, most), reading.accounts, reading.settings)
    return None


def _settings(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    return tomllib.loads(path.read_text(encoding="utf-8"))


def _newest(profile: Profile, most: int) -> "tuple[Task, ...]":
    if not profile.database.exists():
        return ()
    from desktop.storage.connections import open_reader
    from desktop.storage.migrations import MIGRATIONS, version_of
    from desktop.storage.reading import select_tasks

    with contextlib.closing(open_reader(profile.database)) as connection:
        if version_of(connection) != len(MIGRATIONS):
            raise ValueError("The database has another layout.")
        return tuple(select_tasks(connection, [row[0] for row in connection.execute(_NEWEST, (most,))]))
