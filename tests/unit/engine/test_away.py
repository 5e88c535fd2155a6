"""The rescue report: what happened while nobody watched is told once, when the first answers are in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.away import Away, away_words
from desktop.domain.events import Notice
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.report import FileChange, Report, Trouble
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.engine.away import ANSWERS_SECONDS, NOTE_SECONDS, OPEN_UNTIL, AwayWatch
from desktop.engine.board import Board, Update
from desktop.storage.tasks import TaskStore
from tests.fakes.clock import START, ManualClock
from tests.fakes.records import a_file, a_part, a_report, a_task

TWO_DAYS = timedelta(days=2)


class Scene:
    """A list of tasks after a time away, with a clock that stands still until it is moved."""

    def __init__(self, store: TaskStore, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.told: list[str] = []
        self.board = Board(store, clock)
        self.watch = AwayWatch(store, self.board, clock, self._notify)

    def _notify(self, notice: Notice) -> None:
        assert notice.topic == "away"
        self.told.append(notice.text or "")

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds)):
            await self.clock.advance(1.0)
            await self.store.get([1])  # now the database's threads have done what was asked of them before
            await self.store.set_fact("time", "passes")
            await self.clock.settle()

    async def report(self, number: int, report: Report) -> None:
        await self.board.apply([Update(number, report)])

    async def file(self, number: int, state: FileState) -> None:
        await self.board.apply([Update(number, FileChange("model", state, path="/x/model.glb"))])


@asynccontextmanager
async def scene(folder: Path, *tasks: Task, closed: timedelta | None = TWO_DAYS) -> AsyncIterator[Scene]:
    """Start a run over `tasks` after a run that ended `closed` ago (None: there was none)."""
    clock = ManualClock()
    store, _ = TaskStore.open(folder / "tasks.db", folder / "copies", clock.now())
    await store.add([replace(task, id=0) for task in tasks])
    if closed is not None:
        await store.set_fact(OPEN_UNTIL, (clock.now() - closed).isoformat())
    made = Scene(store, clock)
    await made.watch.begin(await made.board.load())
    running = asyncio.create_task(made.watch.run())
    try:
        await made.pass_time(1)
        yield made
    finally:
        running.cancel()
        await asyncio.wait([running])
        await store.close()


def running_task(task_id: str) -> Task:
    return a_task(task_id=task_id, remote=Remote.GENERATING)


def done() -> Report:
    return a_report(Remote.DONE, "success", parts=(a_part(),))


def test_what_finished_meanwhile_is_told_once_it_is_saved_and_only_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a"), running_task("b")) as s:
            await s.report(1, done())
            await s.report(2, a_report())
            await s.pass_time(5)
            assert s.told == []
            await s.file(1, FileState.SAVED)
            await s.pass_time(5)
            assert s.told == ["While Outtray was closed for 2 days: 1 finished, 1 saved now."]
            await s.report(2, done())
            await s.pass_time(130)
            assert len(s.told) == 1
            found = await s.watch.report()
            assert found is not None
            assert (found.finished, found.saved, found.open) == ((2, 1), (1,), (2,))

    asyncio.run(story())


def test_a_file_saved_by_a_new_link_counts_as_recovered_and_one_deleted_there_as_gone(tmp_path: Path) -> None:
    async def story() -> None:
        ended = a_file(expires_at=START - timedelta(hours=3))
        late = a_task(task_id="late", remote=Remote.DONE, final=True, files=(ended,))
        async with scene(tmp_path, late, replace(late, ref=replace(late.ref, task_id="lost"))) as s:
            await s.file(1, FileState.SAVED)
            await s.board.apply([Update(2, FileChange("model", FileState.GONE, problem=problem(ProblemKind.DELETED_THERE)))])
            await s.pass_time(2)
            assert s.told == ["While Outtray was closed for 2 days: 2 finished, 1 saved now, 1 by a new link, 1 gone."]
            found = await s.watch.report()
            assert found is not None
            assert (found.recovered, found.gone) == ((1,), (2,))

    asyncio.run(story())


def test_a_provider_that_does_not_answer_holds_the_report_up_for_two_minutes_at_most(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a"), running_task("silent")) as s:
            await s.report(1, done())
            await s.file(1, FileState.SAVED)
            await s.pass_time(ANSWERS_SECONDS - 10)
            assert s.told == []
            await s.pass_time(15)
            assert len(s.told) == 1

    asyncio.run(story())


def test_a_task_that_needs_the_user_holds_up_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a"), running_task("no key")) as s:
            await s.report(1, done())
            await s.file(1, FileState.SAVED)
            await s.board.apply([Update(2, Trouble(problem(ProblemKind.KEY_REJECTED)))])
            await s.pass_time(3)
            assert len(s.told) == 1

    asyncio.run(story())


@pytest.mark.parametrize("closed", [None, timedelta(minutes=10), timedelta(days=-1)])
def test_after_a_short_time_away_there_is_no_report(tmp_path: Path, closed: timedelta | None) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a"), closed=closed) as s:
            await s.report(1, done())
            await s.file(1, FileState.SAVED)
            await s.pass_time(ANSWERS_SECONDS + 5)
            assert s.told == []
            assert await s.watch.report() is None

    asyncio.run(story())


def test_where_nothing_finished_nothing_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a")) as s:
            await s.report(1, a_report())
            await s.pass_time(ANSWERS_SECONDS + 5)
            assert s.told == []

    asyncio.run(story())


def test_while_at_work_it_is_noted_every_minute_so_that_a_crash_counts_as_closed(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, closed=None) as s:
            await s.pass_time(NOTE_SECONDS * 3)
            noted = await s.store.fact(OPEN_UNTIL)
            assert noted is not None
            assert s.clock.now() - datetime.fromisoformat(noted) <= timedelta(seconds=NOTE_SECONDS)

    asyncio.run(story())


def test_a_note_that_is_no_time_is_as_good_as_none(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, running_task("a"), closed=None) as s:
            await s.store.set_fact(OPEN_UNTIL, "yesterday")
            await s.watch.begin(s.board.tasks())
            assert await s.watch.report() is None

    asyncio.run(story())


def test_the_words_name_only_what_there_is() -> None:
    away = Away(since=START - timedelta(hours=5), until=START, finished=tuple(range(14)), open=tuple(range(14)))
    assert away_words(away) == "While Outtray was closed for 5 h: 14 finished."
