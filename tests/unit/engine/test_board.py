"""Rules of the board: saved before published, few commits, nothing lost, nothing kept for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.events import EngineEvent, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.report import FileChange, PauseChange
from desktop.domain.status import FileState, IdKind, Remote
from desktop.domain.task import Task, TaskRef
from desktop.engine.board import Board, Update
from desktop.storage.trouble import DatabaseTrouble
from tests.fakes.clock import ManualClock
from tests.fakes.engine_parts import WatchedStore, quiet
from tests.fakes.records import a_file, a_report, a_task

FULL = DatabaseTrouble("The disk that holds the task list is full. Make room, then try again.")


class Desk:
    """A board over a real store, with everything it published and said."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store = WatchedStore.at(folder, self.clock)
        self.said: list[str | None] = []
        self.board = Board(self.store, self.clock, self.said.append)
        self.events: list[EngineEvent] = []
        self.board.subscribe(self.events.append)

    async def tracked(self, count: int = 1, **fields: object) -> list[Task]:
        plain = a_task("tripo", "x", **fields)
        tasks = [replace(plain, id=0, ref=TaskRef("tripo", "https://a", IdKind.TASK_ID, f"task-{n}")) for n in range(count)]
        return [task for task, _ in await self.board.add(tasks)]

    def changes(self, task_id: int) -> list[Task]:
        return [task for event in self.events if isinstance(event, TasksChanged) for task in event.tasks if task.id == task_id]


def with_board(folder: Path, use: Callable[[Desk], Awaitable[None]]) -> None:
    """Run `use` with a board whose store is closed afterwards."""

    async def run() -> None:
        desk = Desk(folder)
        try:
            await use(desk)
        finally:
            await desk.board.close()
            await desk.store.close()

    asyncio.run(run())


def test_what_a_listener_hears_is_on_disk(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        found: list[asyncio.Task[list[Task]]] = []

        def heard(event: EngineEvent) -> None:
            if isinstance(event, TasksChanged):
                assert desk.store.commits[-1][0].task == event.tasks[0]
                found.append(asyncio.ensure_future(desk.store.get([task.id])))

        desk.board.subscribe(heard)
        await desk.board.apply([Update(task.id, a_report(progress=40), '{"a": 1}')])
        (stored,) = await found[0]
        assert stored.progress == 40
        assert stored == desk.board.task(task.id)

    with_board(tmp_path, use)


def test_a_hundred_updates_at_once_are_few_commits(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        tasks = await desk.tracked(100)
        await asyncio.gather(*(desk.board.apply([Update(task.id, a_report(progress=5))]) for task in tasks))
        assert len(desk.store.commits) <= 2
        assert sum(map(len, desk.store.commits)) == 100

    with_board(tmp_path, use)


def test_states_of_a_task_are_published_in_their_order(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        for first in range(0, 90, 3):
            await asyncio.gather(*(desk.board.apply([Update(task.id, a_report(progress=first + n))]) for n in range(3)))
            await asyncio.sleep(0)
        shown = [change.progress or 0 for change in desk.changes(task.id)]
        assert shown == sorted(shown)
        assert shown[-1] == 89

    with_board(tmp_path, use)


def test_a_task_removed_while_its_answer_is_on_the_way_stays_removed(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        await asyncio.gather(
            desk.board.apply([Update(task.id, a_report(progress=10))]),
            desk.board.remove([task.id]),
            desk.board.apply([Update(task.id, a_report(progress=20))]),
        )
        await desk.board.apply([Update(task.id, a_report(progress=30))])
        assert desk.board.task(task.id) is None
        assert await desk.store.get([task.id]) == []
        last = max(i for i, event in enumerate(desk.events) if isinstance(event, TasksRemoved))
        assert not any(isinstance(event, TasksChanged) for event in desk.events[last:])

    with_board(tmp_path, use)


def test_a_change_that_comes_while_a_task_is_removed_is_not_published_after_it(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        desk.store.gate = asyncio.Event()
        removing = asyncio.create_task(desk.board.remove([task.id]))
        await asyncio.sleep(0)
        late = asyncio.create_task(desk.board.apply([Update(task.id, a_report(progress=20))]))
        await removing
        desk.store.gate.set()
        await late
        assert [type(event) for event in desk.events] == [TasksAdded, TasksRemoved]

    with_board(tmp_path, use)


def test_holding_a_task_that_is_being_removed_does_not_bring_it_back(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked(files=(a_file(state=FileState.SAVED),), final=True, remote=Remote.DONE)
        assert desk.board.task(task.id) is None
        desk.store.read_gate = asyncio.Event()
        holding = asyncio.create_task(desk.board.hold([task.id]))
        await asyncio.sleep(0)
        await desk.board.remove([task.id])
        desk.store.read_gate.set()
        assert await holding == []
        assert desk.board.task(task.id) is None

    with_board(tmp_path, use)


def test_a_restored_task_comes_back_as_it_was(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        await desk.board.apply([Update(task.id, a_report(progress=33))])
        await desk.board.remove([task.id])
        (back,) = await desk.board.restore([task.id])
        assert back.progress == 33
        assert isinstance(desk.events[-1], TasksAdded)
        assert await desk.board.apply([Update(task.id, a_report(progress=34))]) != []

    with_board(tmp_path, use)


def test_tasks_at_rest_leave_memory(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        tasks = await desk.tracked(
            50, files=(a_file(state=FileState.SAVING),), final=True, remote=Remote.DONE, remote_raw="success"
        )
        assert len(desk.board.tasks()) == 50
        await desk.board.apply([Update(task.id, FileChange("model", FileState.SAVED, path="/x")) for task in tasks])
        assert desk.board.tasks() == ()
        assert await desk.board.load() == []

    with_board(tmp_path, use)


def test_a_task_at_rest_can_still_be_held_and_changed(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked(files=(a_file(state=FileState.SAVED),), final=True, remote=Remote.DONE)
        (changed,) = await desk.board.apply([Update(task.id, FileChange("model", FileState.MISSING))])
        assert changed.files[0].state is FileState.MISSING
        assert (await desk.store.get([task.id]))[0] == changed
        (held,) = await desk.board.hold([task.id])
        assert held == changed
        assert desk.board.task(task.id) == changed
        desk.board.let_go([task.id])
        assert desk.board.task(task.id) is None

    with_board(tmp_path, use)


def test_a_task_in_use_stays_in_memory(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        in_use = {1}
        desk.board.keep_while(lambda task: task.id in in_use)
        (task,) = await desk.tracked(files=(a_file(state=FileState.SAVED),), final=True, remote=Remote.DONE)
        await desk.board.apply([Update(task.id, PauseChange(paused=True))])
        assert desk.board.task(task.id) is not None
        in_use.clear()
        desk.board.let_go([task.id])
        assert desk.board.task(task.id) is None

    with_board(tmp_path, use)


def test_nothing_is_lost_while_the_disk_is_full(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        desk.store.refuse = lambda _: FULL
        for percent in (10, 20):
            with pytest.raises(DatabaseTrouble, match="full"):
                await desk.board.apply([Update(task.id, a_report(progress=percent), f'{{"at": {percent}}}')])
        assert desk.changes(task.id) == []
        assert desk.said == [FULL.sentence]
        desk.store.refuse = lambda _: None
        await desk.clock.advance(1.0)
        await quiet(desk.store)
        assert [change.progress for change in desk.changes(task.id)] == [20]
        assert (await desk.store.get([task.id]))[0].progress == 20
        assert "20" in await desk.store.raw(task.id)
        assert desk.said == [FULL.sentence, None]

    with_board(tmp_path, use)


def test_the_next_change_writes_what_the_disk_refused_before(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        first, second = await desk.tracked(2)
        desk.store.refuse = lambda _: FULL
        await asyncio.gather(desk.board.apply([Update(first.id, a_report(progress=10))]), return_exceptions=True)
        desk.store.refuse = lambda _: None
        await desk.board.apply([Update(second.id, a_report(progress=50))])
        assert [task.progress for task in await desk.store.get([first.id, second.id])] == [10, 50]
        assert desk.said[-1] is None

    with_board(tmp_path, use)


def test_one_record_that_cannot_be_written_holds_up_no_other(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        bad, good = await desk.tracked(2)
        desk.store.refuse = lambda write: OverflowError("too large") if write.task.id == bad.id else None
        outcomes = await asyncio.gather(
            desk.board.apply([Update(bad.id, a_report(progress=1))]),
            desk.board.apply([Update(good.id, a_report(progress=2))]),
            return_exceptions=True,
        )
        assert isinstance(outcomes[0], OverflowError)
        assert not isinstance(outcomes[1], BaseException)
        assert [change.progress for change in desk.changes(good.id)] == [2]
        assert desk.changes(bad.id) == []

    with_board(tmp_path, use)


def test_the_board_writes_what_is_pending_when_it_closes(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        desk.store.refuse = lambda _: FULL
        await asyncio.gather(desk.board.apply([Update(task.id, a_report(progress=10))]), return_exceptions=True)
        desk.store.refuse = lambda _: None
        await desk.board.close()
        assert (await desk.store.get([task.id]))[0].progress == 10
        assert desk.clock.sleeping == 0

    with_board(tmp_path, use)


def test_a_change_whose_caller_was_cancelled_is_written_all_the_same(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        desk.store.gate = asyncio.Event()
        caller = asyncio.create_task(desk.board.apply([Update(task.id, a_report(progress=77))]))
        await desk.clock.settle()
        caller.cancel()
        await asyncio.wait([caller])
        desk.store.gate.set()
        await desk.board.close()
        assert (await desk.store.get([task.id]))[0].progress == 77
        assert [change.progress for change in desk.changes(task.id)] == [77]

    with_board(tmp_path, use)


def test_a_caller_that_leaves_takes_no_other_with_it(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        first, second = await desk.tracked(2)
        desk.store.gate = asyncio.Event()
        leaving = asyncio.create_task(desk.board.apply([Update(first.id, a_report(progress=1))]))
        staying = asyncio.create_task(desk.board.apply([Update(second.id, a_report(progress=2))]))
        await desk.clock.settle()
        leaving.cancel()
        await asyncio.wait([leaving])
        desk.store.gate.set()
        assert [task.progress for task in await staying] == [2]

    with_board(tmp_path, use)


def test_an_error_of_one_listener_keeps_nothing_from_the_others(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        def broken(_event: EngineEvent) -> None:
            raise ValueError("a bug in the window")

        desk.board.subscribe(broken)
        later: list[EngineEvent] = []
        desk.board.subscribe(later.append)
        (task,) = await desk.tracked()
        await desk.board.apply([Update(task.id, a_report(progress=3))])
        assert [type(event) for event in later] == [TasksAdded, TasksChanged]

    with_board(tmp_path, use)


def test_progress_of_a_save_is_shown_without_being_stored(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked(files=(a_file(state=FileState.SAVING),), final=True, remote=Remote.DONE)
        desk.board.progress(task.id, "model", 500, 1000)
        (shown,) = desk.changes(task.id)
        assert (shown.files[0].received, shown.files[0].size) == (500, 1000)
        assert desk.store.commits == []

    with_board(tmp_path, use)


def test_progress_never_shows_a_state_that_is_not_on_disk_yet(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        files = (a_file("one", FileState.SAVING), a_file("two", FileState.SAVING))
        (task,) = await desk.tracked(files=files, final=True, remote=Remote.DONE)
        desk.store.gate = asyncio.Event()
        saving = asyncio.create_task(desk.board.apply([Update(task.id, FileChange("one", FileState.SAVED, path="/x"))]))
        await desk.clock.settle()
        desk.board.progress(task.id, "two", 5, 10)
        assert desk.changes(task.id) == []
        desk.store.gate.set()
        await saving
        (shown,) = desk.changes(task.id)
        assert shown.files[0].state is FileState.SAVED
        assert shown.files[1].received == 5

    with_board(tmp_path, use)


def test_a_reply_is_kept_when_a_change_without_one_joins_its_commit(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        (task,) = await desk.tracked()
        await desk.board.apply([Update(task.id, a_report(progress=3), '{"kept": 1}'), Update(task.id, PauseChange(paused=True))])
        assert "kept" in await desk.store.raw(task.id)

    with_board(tmp_path, use)
