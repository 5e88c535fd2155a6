"""Damage drills: whatever happened to the file, the list is opened or refused with a sentence, and never empty in silence."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.query import ListQuery
from desktop.storage import copies
from desktop.storage.migrations import MIGRATIONS
from desktop.storage.recovery import open_database
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import DatabaseTooNew, DatabaseTrouble
from tests.unit.storage.opened import on_store, on_store_noting
from tests.unit.storage.samples import NOW, task

TOMORROW = NOW + timedelta(days=1)


async def titles(store: TaskStore) -> list[str]:
    return [t.title for t in await store.get(await store.ids(ListQuery(), NOW))]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile whose copy of NOW holds "kept"; "lost" was added after that."""

    async def keep(store: TaskStore) -> None:
        await store.add([task("kept", title="kept")])

    async def lose(store: TaskStore) -> None:
        await store.add([task(f"lost {n}", title=f"lost {n}", prompt="x" * 500) for n in range(200)])

    on_store(tmp_path, keep)
    on_store(tmp_path, lose)
    return tmp_path


def garbage_header(path: Path) -> None:
    path.write_bytes(b"\x00garbage" * 3 + path.read_bytes()[24:])


def garbage_everywhere(path: Path) -> None:
    path.write_bytes(b"not a database at all " * 400)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_by_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def someone_else_s(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (a)")


def without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE task")


@pytest.mark.parametrize(
    "damage",
    [garbage_header, garbage_everywhere, cut_in_half, cut_to_nothing, cut_in_the_header, someone_else_s, without_tables],
)
def test_a_damaged_list_is_set_aside_and_the_newest_copy_opened(profile: Path, damage: Callable[[Path], None]) -> None:
    path = profile / "tasks.db"
    damage(path)
    broken = path.read_bytes()
    found, note = on_store_noting(profile, titles, TOMORROW)
    assert found == ["kept"]
    assert note is not None
    assert note.copy_from == NOW
    local = NOW.astimezone()
    assert note.sentence == (
        f"The task list was damaged and has been restored from {local.day} {local:%b, %H:%M}. Tasks added after that are missing."
    )
    assert note.damaged is not None
    assert note.damaged.read_bytes() == broken
    assert f"{TOMORROW.astimezone():%Y-%m-%d}" in note.damaged.name
    again, second = on_store_noting(profile, titles, TOMORROW)
    assert (again, second) == (["kept"], None), "a restored list opens without a word the next time"


@pytest.mark.parametrize("damage", [cut_in_half, cut_by_a_page])
def test_a_cut_file_is_found_at_each_start_not_only_at_the_day_s_check(profile: Path, damage: Callable[[Path], None]) -> None:
    damage(profile / "tasks.db")
    found, note = on_store_noting(profile, titles, NOW)
    assert found == ["kept"]
    assert note is not None


def spoil_an_index(path: Path) -> None:
    """Overwrite a page that opening does not need."""
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'task_title'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)


def test_a_spoilt_page_is_found_by_the_day_s_check(profile: Path) -> None:
    spoil_an_index(profile / "tasks.db")
    found, note = on_store_noting(profile, titles, TOMORROW)
    assert found == ["kept"]
    assert note is not None


def test_a_spoilt_page_is_found_after_an_end_that_was_not_clean(profile: Path) -> None:
    path = profile / "tasks.db"
    spoil_an_index(path)
    path.with_name("tasks.db-wal").write_bytes(b"\0" * 32)
    found, note = on_store_noting(profile, titles, NOW)
    assert found == ["kept"]
    assert note is not None


def test_the_write_ahead_log_is_set_aside_with_the_list(profile: Path) -> None:
    path = profile / "tasks.db"
    garbage_header(path)
    (profile / "tasks.db-wal").write_bytes(b"stale log")
    (profile / "tasks.db-shm").write_bytes(b"stale index")
    found, note = on_store_noting(profile, titles, TOMORROW)
    assert found == ["kept"]
    assert note is not None
    assert note.damaged is not None
    assert note.damaged.with_name(note.damaged.name + "-wal").read_bytes() == b"stale log"
    assert note.damaged.with_name(note.damaged.name + "-shm").read_bytes() == b"stale index"


def test_a_bad_copy_is_passed_over_for_an_older_good_one(profile: Path) -> None:
    on_store(profile, titles, TOMORROW)
    (newest, made), *_ = copies.listed(profile / "copies", TOMORROW)
    assert made == TOMORROW
    cut_in_half(newest)
    garbage_header(profile / "tasks.db")
    found, note = on_store_noting(profile, titles, TOMORROW)
    assert found == ["kept"]
    assert note is not None
    assert note.copy_from == NOW


def test_a_list_that_vanished_is_restored_and_said(profile: Path) -> None:
    (profile / "tasks.db").unlink()
    found, note = on_store_noting(profile, titles, TOMORROW)
    assert found == ["kept"]
    assert note is not None
    assert "was missing and has been restored from" in note.sentence
    assert note.damaged is None


def test_damage_without_a_copy_begins_empty_and_says_so(tmp_path: Path) -> None:
    garbage_everywhere(tmp_path / "tasks.db")
    found, note = on_store_noting(tmp_path, titles)
    assert found == []
    assert note is not None
    assert note.copy_from is None
    assert "there is no copy of it, so it begins empty" in note.sentence
    assert str(note.damaged) in note.sentence


def test_a_kill_between_setting_aside_and_restoring_is_not_forgotten(tmp_path: Path) -> None:
    (tmp_path / "tasks-damaged-2026-11-20-090000.db").write_bytes(b"what is left")
    _, note = on_store_noting(tmp_path, titles)
    assert note is not None


def test_a_new_profile_has_nothing_to_say(tmp_path: Path) -> None:
    found, note = on_store_noting(tmp_path, titles)
    assert (found, note) == ([], None)


def test_a_list_of_a_newer_version_is_refused_and_nothing_is_written(profile: Path) -> None:
    with closing(sqlite3.connect(profile / "tasks.db")) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    touched = profile.stat().st_mtime_ns
    with pytest.raises(DatabaseTooNew, match="newer version of Outtray"):
        TaskStore.open(profile / "tasks.db", profile / "copies", TOMORROW)
    assert {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()} == before
    assert profile.stat().st_mtime_ns == touched, "not even for a moment"


def test_a_folder_in_the_list_s_place_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tasks.db").mkdir()
    with pytest.raises(DatabaseTrouble, match="can't be opened"):
        TaskStore.open(tmp_path / "tasks.db", tmp_path / "copies", NOW)


def test_seven_daily_copies_are_kept_one_a_day(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("t")])

    on_store(tmp_path, use)
    assert not copies.listed(tmp_path / "copies", NOW), "an empty list needs no copy"
    for day in range(10):
        for hour in (1, 5):
            on_store(tmp_path, use, datetime(2026, 11, 1 + day, hour, tzinfo=UTC))
    assert [made.day for _, made in copies.listed(tmp_path / "copies", datetime(2026, 11, 11, tzinfo=UTC))] == [
        10,
        9,
        8,
        7,
        6,
        5,
        4,
    ]
    assert not list((tmp_path / "copies").glob("*.new*"))


def test_a_long_run_makes_the_day_s_copy_too(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("t")])
        await store.copy_if_due(NOW)
        await store.copy_if_due(TOMORROW)
        await store.copy_if_due(TOMORROW)

    on_store(tmp_path, use)
    assert [made for _, made in copies.listed(tmp_path / "copies", TOMORROW)] == [TOMORROW, NOW]


@pytest.mark.parametrize("days", [3, 9])
def test_a_copy_of_a_clock_that_was_ahead_is_chosen_last_and_dropped_first(tmp_path: Path, days: int) -> None:
    moments = [datetime(2031, 1, 1, tzinfo=UTC), *(datetime(2026, 11, 1 + day, tzinfo=UTC) for day in range(days))]
    for n, moment in enumerate(moments):

        async def use(store: TaskStore, name: str = f"t{n}", moment: datetime = moment) -> None:
            await store.add([task(name)])
            await store.copy_if_due(moment)

        on_store(tmp_path, use, moment)
    garbage_header(tmp_path / "tasks.db")
    _, note = on_store_noting(tmp_path, titles, moments[-1])
    assert note is not None
    assert note.copy_from == moments[-1]
    left = [made.year for _, made in copies.listed(tmp_path / "copies", moments[-1])]
    assert left == ([2026] * 3 + [2031] if days == 3 else [2026] * 7)


def add_a_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE task ADD COLUMN mood TEXT")


def add_a_column_and_fail(connection: sqlite3.Connection) -> None:
    add_a_column(connection)
    raise RuntimeError("the step broke")


def test_a_step_to_a_new_layout_is_copied_first_and_done_whole_or_not_at_all(profile: Path) -> None:
    path, folder = profile / "tasks.db", profile / "copies"
    with pytest.raises(RuntimeError, match="the step broke"):
        open_database(path, folder, TOMORROW, (*MIGRATIONS, add_a_column_and_fail))
    connection, note = open_database(path, folder, TOMORROW, (*MIGRATIONS, add_a_column))
    with closing(connection):
        assert note is None
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 1
        assert connection.execute("SELECT count(*), count(mood) FROM task").fetchone()[:] == (201, 0)
    before = folder / f"tasks-{TOMORROW:%Y%m%dT%H%M%SZ}-before-{len(MIGRATIONS) + 1}.db"
    with closing(sqlite3.connect(before)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_a_step_that_is_tried_again_the_same_day_makes_no_second_copy(profile: Path) -> None:
    path, folder = profile / "tasks.db", profile / "copies"
    for minute in range(3):
        with pytest.raises(RuntimeError, match="the step broke"):
            open_database(path, folder, TOMORROW + timedelta(minutes=minute), (*MIGRATIONS, add_a_column_and_fail))
    assert len(list(folder.glob("*-before-*"))) == 1
    with pytest.raises(RuntimeError, match="the step broke"):
        open_database(path, folder, TOMORROW + timedelta(days=1), (*MIGRATIONS, add_a_column_and_fail))
    assert len(list(folder.glob("*-before-*"))) == 2, "by then the list may be another"


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from desktop.storage.tasks import TaskStore
from tests.unit.storage.samples import NOW, task
async def main(folder):
    store, note = TaskStore.open(folder / "tasks.db", folder / "copies", NOW)
    assert note is None, note
    start = (await store.counts(NOW)).views["all"]
    for n in range(start, start + 400):
        [(stored, new)] = await store.add([task(f"t{n}", title=f"title {n}")])
        assert new
        print(stored.id, flush=True)
asyncio.run(main(Path(sys.argv[1])))
"""


def test_after_kills_every_task_that_was_reported_stored_is_there(tmp_path: Path) -> None:
    reported: set[int] = set()
    for round_ in range(6):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(5 + 11 * round_):
            reported.add(int(child.stdout.readline()))
        child.kill()
        reported.update(int(line) for line in child.stdout.read().split("\n")[:-1])
        child.wait()
        child.stdout.close()

    async def use(store: TaskStore) -> set[int]:
        return {t.id for t in await store.get(await store.ids(ListQuery(text="title"), NOW))}

    found, note = on_store_noting(tmp_path, use)
    assert note is None
    assert reported <= found
