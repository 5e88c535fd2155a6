"""The two connections and their threads: many callers, callers that leave, loops that end."""

import ast
import asyncio
import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, override

import pytest

import desktop.storage
from desktop.domain.query import ListQuery, View
from desktop.storage.connections import open_reader, open_writer
from desktop.storage.database import Database, Job
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import DatabaseClosed, DatabaseTrouble
from desktop.storage.worker import Worker
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, task


def test_eight_threads_with_loops_of_their_own_add_every_task_once(tmp_path: Path) -> None:
    store, _ = TaskStore.open(tmp_path / "tasks.db", tmp_path / "copies", NOW)

    async def add_all() -> int:
        results = await asyncio.gather(*(store.add([task(f"t{n}"), task(f"u{n}")]) for n in range(40)))
        return sum(new for result in results for _, new in result)

    with ThreadPoolExecutor(8) as pool:
        joined = sum(future.result() for future in [pool.submit(asyncio.run, add_all()) for _ in range(8)])

    async def count() -> int:
        return (await store.counts(NOW)).views[View.ALL]

    assert (joined, asyncio.run(count())) == (80, 80)
    store.close_now()
    store.close_now()


def test_a_write_whose_caller_left_is_still_done(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> int:
        for n in range(5):
            adding = asyncio.ensure_future(store.add([task(f"t{n}")]))
            await asyncio.sleep(0)
            adding.cancel()
        await store.add([task("last")])
        return len(await store.ids(ListQuery(), NOW))

    assert on_store(tmp_path, use) == 6


def test_a_loop_that_closes_with_questions_open_harms_nobody(tmp_path: Path) -> None:
    store, _ = TaskStore.open(tmp_path / "tasks.db", tmp_path / "copies", NOW)
    loop = asyncio.new_event_loop()
    asked = [loop.create_task(store.add([task(f"t{n}")])) for n in range(20)]
    loop.run_until_complete(asyncio.sleep(0))
    for question in asked:
        question.cancel()
    loop.run_until_complete(asyncio.gather(*asked, return_exceptions=True))
    loop.close()

    async def count() -> int:
        return len(await store.ids(ListQuery(), NOW))

    async def add_one() -> None:
        await store.add([task("after")])

    asyncio.run(add_one())
    assert asyncio.run(count()) == 21
    store.close_now()


def test_closing_finishes_what_is_queued(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        adding = asyncio.gather(*(store.add([task(f"t{n}")]) for n in range(50)))
        await asyncio.sleep(0)
        await store.close()
        await adding

    async def count(store: TaskStore) -> int:
        return len(await store.ids(ListQuery(), NOW))

    on_store(tmp_path, use)
    assert on_store(tmp_path, count) == 50
    assert not (tmp_path / "tasks.db-wal").exists(), "a clean end leaves no log behind"


def test_one_failing_write_of_a_shared_commit_fails_alone(tmp_path: Path) -> None:
    database = _database(tmp_path)
    gate = threading.Event()

    async def run() -> tuple[list[object], int]:
        first = asyncio.ensure_future(database.write(lambda _: gate.wait(10)))
        await asyncio.sleep(0)
        jobs = [asyncio.ensure_future(database.write(_insert(n))) for n in (1, 2, 2, 3)]
        await asyncio.sleep(0)
        gate.set()
        await first
        results = await asyncio.gather(*jobs, return_exceptions=True)
        count = await database.read(lambda c: c.execute("SELECT count(*) FROM number").fetchone()[0])
        await database.close()
        return list(results), count

    results, count = asyncio.run(run())
    assert [isinstance(result, DatabaseTrouble) for result in results] == [False, False, True, False]
    assert count == 3


def test_a_job_that_fails_half_way_leaves_nothing_of_itself(tmp_path: Path) -> None:
    database = _database(tmp_path)

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO number VALUES (1)")
        raise LookupError("half way")

    async def run() -> int:
        with pytest.raises(LookupError):
            await database.write(half)
        count: int = await database.read(lambda c: c.execute("SELECT count(*) FROM number").fetchone()[0])
        await database.close()
        return count

    assert asyncio.run(run()) == 0


def test_a_question_sees_what_was_written_before_it(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        for n in range(60):
            await store.add([task(f"t{n}")])
            assert len(await store.ids(ListQuery(), NOW)) == n + 1

    on_store(tmp_path, use)


def test_a_slow_question_does_not_hold_up_a_write(tmp_path: Path) -> None:
    database = _database(tmp_path)
    gate = threading.Event()

    async def run() -> bool:
        slow = asyncio.ensure_future(database.read(lambda _: gate.wait(10)))
        await database.write(lambda c: c.execute("INSERT INTO number VALUES (1)").rowcount)
        waited = not slow.done()
        gate.set()
        await slow
        await database.close()
        return waited

    assert asyncio.run(run())


def test_the_reading_connection_cannot_write(tmp_path: Path) -> None:
    database = _database(tmp_path)

    async def run() -> None:
        with pytest.raises(DatabaseTrouble, match="read-only"):
            await database.read(lambda c: c.execute("DELETE FROM number"))
        await database.close()

    asyncio.run(run())


def test_no_read_waits_for_a_count(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "x.db")
    writer.execute("CREATE TABLE number (n INTEGER UNIQUE)")
    database = Database(writer, open_reader(tmp_path / "x.db"), partial(open_reader, tmp_path / "x.db"))
    read = threading.Event()

    async def run() -> None:
        async with asyncio.timeout(10):
            counting = asyncio.create_task(database.count(lambda _: read.wait(10)))
            await database.read(lambda _: read.set())
            assert await counting
            assert await database.write(_insert(1)) == 1
            assert await database.count(lambda c: c.execute("SELECT count(*) FROM number").fetchone()[0]) == 1
            with pytest.raises(DatabaseTrouble, match="read-only"):
                await database.count(lambda c: c.execute("DELETE FROM number"))
            await database.close()
        with pytest.raises(DatabaseClosed):
            await database.count(lambda _: None)

    asyncio.run(run())
    assert not (tmp_path / "x.db-wal").exists(), "the writer closes last, and empties the WAL"


def test_a_full_disk_is_a_sentence_and_the_store_lives_on(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "x.db")
    writer.execute("CREATE TABLE number (n INTEGER)")
    writer.execute("PRAGMA max_page_count = 8")
    database = Database(writer, open_reader(tmp_path / "x.db"))

    def fill(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT INTO number VALUES (?)", ((n,) for n in range(100_000)))

    async def run() -> None:
        with pytest.raises(DatabaseTrouble, match="is full"):
            await database.write(fill)
        assert await database.write(lambda c: c.execute("INSERT INTO number VALUES (1)").rowcount) == 1
        assert await database.read(lambda c: c.execute("SELECT count(*) FROM number").fetchone()[0]) == 1
        await database.close()

    asyncio.run(run())


def test_commits_are_shared_by_writes_that_arrive_together(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "x.db")
    writer.execute("CREATE TABLE number (n INTEGER UNIQUE)")
    commits: list[str] = []
    writer.set_trace_callback(lambda statement: commits.append(statement) if statement == "COMMIT" else None)
    database = Database(writer, open_reader(tmp_path / "x.db"))

    async def run() -> None:
        await asyncio.gather(*(database.write(_insert(n)) for n in range(200)))
        await database.close()

    asyncio.run(run())
    assert len(commits) < 100


def test_the_program_opens_one_connection_that_writes() -> None:
    """Two that write or checkpoint at once may damage the file (sqlite.org/wal.html, "The WAL-Reset Bug")."""
    folder = Path(desktop.storage.__file__).parent
    found = {
        (path.name, next((ast.unparse(k.value) for k in call.keywords if k.arg == "uri"), ""))
        for path in folder.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "sqlite3.connect"
    }
    assert found == {("connections.py", ""), ("connections.py", "True"), ("copies.py", "")}, "copies.py writes new files alone"
    assert "mode=ro" in (folder / "connections.py").read_text(encoding="utf-8")


def test_every_write_reaches_the_disk(tmp_path: Path) -> None:
    with open_writer(tmp_path / "x.db") as connection:
        settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    connection.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_threads_end_with_the_store(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("t")])
        await store.ids(ListQuery(), NOW)
        await store.counts(NOW)

    on_store(tmp_path, use)
    deadline = time.monotonic() + 5
    while any("outtray database" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        os.sched_yield()


def _database(folder: Path) -> Database:
    writer = open_writer(folder / "x.db")
    writer.execute("CREATE TABLE number (n INTEGER UNIQUE)")
    return Database(writer, open_reader(folder / "x.db"))


def _insert(value: int) -> Job[int]:
    return lambda c: c.execute("INSERT INTO number VALUES (?)", (value,)).rowcount


class _FailingDrive(sqlite3.Connection):
    """A connection on a drive that fails while `broken`: neither the commit nor its undoing works."""

    broken = False

    @override
    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self.broken and sql in ("COMMIT", "ROLLBACK"):
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *values)


@pytest.mark.parametrize("job", [_insert(1), lambda _: 1 // 0], ids=["sound", "failing"])
def test_a_drive_that_fails_both_ways_is_an_error_and_the_store_lives_on(tmp_path: Path, job: Job[int]) -> None:
    _database(tmp_path).close_now()
    writer = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False, factory=_FailingDrive)
    database = Database(writer, open_reader(tmp_path / "x.db"))

    async def run() -> None:
        async with asyncio.timeout(10):
            writer.broken = True
            for _ in range(2):
                with pytest.raises(DatabaseTrouble):
                    await database.write(job)
            writer.broken = False
            assert await database.write(_insert(1)) == 1
            assert await database.read(lambda c: c.execute("SELECT count(*) FROM number").fetchone()[0]) == 1
            await database.close()

    asyncio.run(run())


def test_a_job_that_raises_against_the_rules_does_not_end_its_thread(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> int:
        worker = Worker("a worker")
        worker.post((tmp_path / "missing").rmdir)
        async with asyncio.timeout(10):
            answer = await worker.call(lambda: 7)
        worker.close()
        return answer

    assert asyncio.run(run()) == 7
    assert "a worker" in caplog.text
