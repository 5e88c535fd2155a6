"""The glance at the list before anything else is there: nothing that is odd in it keeps the program from starting."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.storage.glance import glance_at
from desktop.storage.paths import Profile
from desktop.storage.tasks import TaskStore
from tests.unit.storage.samples import NOW, file, task

ODD_ROWS = (
    "UPDATE task SET kind = 'hologram'",
    "UPDATE task SET tags = '['",
    "UPDATE task SET tags = '5'",
    "UPDATE task SET notes = '{}'",
    "UPDATE task SET notes = '5'",
    "UPDATE task SET problem = '[]'",
    "UPDATE task SET problem = '5'",
    'UPDATE task SET problem = \'{"kind": "zzz"}\'',
    "UPDATE task SET remote = X'00'",
    "UPDATE task SET added_at = 9223372036854775807",
    "UPDATE task SET added_at = 'yesterday'",
    "UPDATE file SET urls = '5'",
    "UPDATE file SET resume = '[]'",
    "UPDATE file SET state = ''",
    "DROP TABLE file",
    "PRAGMA user_version = 99",
)

ODD_SETTINGS = (
    b"\xff\xfe",
    b"accounts = 'x'",
    b"accounts = [1, 2]",
    b"[[accounts]]\nname = 'x'",
    b"searches = [1]\nprices = [[1]]",
    b"scheme = 5\ntext_percent = 'a'\ncache_mb = -1",
    b"= = =",
)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile with one task."""
    profile = Profile(tmp_path)
    profile.database.parent.mkdir(parents=True, exist_ok=True)

    async def fill() -> None:
        store, _ = TaskStore.open(profile.database, tmp_path / "copies", NOW)
        await store.add([task("fox", files=(file(),))])
        await store.close()

    asyncio.run(fill())
    return profile


def test_the_newest_tasks_are_seen(profile: Profile) -> None:
    seen = glance_at(profile, 5)
    assert seen is not None
    assert len(seen.tasks) == 1


@pytest.mark.parametrize("odd", ODD_ROWS)
def test_an_odd_row_never_keeps_the_program_from_starting(profile: Profile, odd: str) -> None:
    with closing(sqlite3.connect(profile.database)) as connection:
        connection.execute(odd)
        connection.commit()
    seen = glance_at(profile, 5)
    assert seen is None or len(seen.tasks) <= 1


@pytest.mark.parametrize("odd", ODD_SETTINGS)
def test_odd_settings_never_keep_the_program_from_starting(profile: Profile, odd: bytes) -> None:
    profile.settings_file.write_bytes(odd)
    glance_at(profile, 5)


def test_even_an_error_that_nobody_thought_of_is_left_to_the_ordinary_way(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_anything: object) -> object:
        raise AttributeError("nobody thought of it")

    monkeypatch.setattr("desktop.storage.reading.select_tasks", odd)
    assert glance_at(profile, 5) is None
