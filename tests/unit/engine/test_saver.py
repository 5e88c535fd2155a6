"""Rules of saving: which link is used, what is tried again, how it ends. Time is turned by hand; the shelf does as told."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.domain.advance import needs_file
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.report import PauseChange, Trouble
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import Task
from desktop.engine import faults
from desktop.engine.board import Update
from desktop.engine.faults import FetchFault
from tests.fakes.engine_parts import quiet
from tests.fakes.records import a_file
from tests.fakes.saver_scene import AWAY, BUSY, CUT, SERVER, WRONG, Scene, of, on_scene

# -- which link ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "ends_in", "asks"), [(0.5, 5.0, 0), (0.5, None, 0), (59.0, None, 0), (59.0, 29.0, 1), (30.0, 31.0, 0), (61.0, None, 1)]
)
def test_a_fresh_link_is_asked_for_when_the_one_in_hand_is_old_or_ends(
    tmp_path: Path, age: float, ends_in: float | None, asks: int
) -> None:
    async def use(scene: Scene) -> None:
        ends = None if ends_in is None else scene.clock.now() + timedelta(seconds=ends_in)
        task = await scene.done(a_file(expires_at=ends), age=age)
        assert len(scene.queries) == asks
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.urls() == [f"https://files.example/model-{asks}" if asks else "https://files.example/x"]

    on_scene(tmp_path, use)


def test_the_link_in_hand_serves_when_the_provider_cannot_be_asked(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.refused = True
        task = await scene.done(age=5000.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refused_link_is_replaced_by_a_fresh_one(tmp_path: Path, status: int) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda url: faults.link_ended(status) if url.endswith("/x") else None
        task = await scene.done()
        await scene.pass_time(1.0)
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.urls() == ["https://files.example/x", "https://files.example/model-1"]
        assert len(scene.queries) == 1

    on_scene(tmp_path, use)


@pytest.mark.parametrize(
    ("status", "state", "kind"),
    [
        (404, FileState.GONE, ProblemKind.DELETED_THERE),
        (410, FileState.GONE, ProblemKind.DELETED_THERE),
        (403, FileState.FAILED, ProblemKind.LINK_KEEPS_EXPIRING),
    ],
)
def test_three_refused_links_in_a_row_end_it(tmp_path: Path, status: int, state: FileState, kind: ProblemKind) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: faults.link_ended(status)
        task = await scene.done()
        await scene.pass_time(10.0)
        file = await scene.file(task)
        assert file.state is state
        assert file.problem is not None
        assert file.problem.kind is kind
        assert len(scene.shelf.asked) == 3
        assert len(scene.queries) == 2

    on_scene(tmp_path, use)


def test_a_file_whose_link_is_refused_waits_while_the_provider_cannot_be_asked(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.refused = True
        scene.shelf.give = lambda url: faults.link_ended(404) if url.endswith("/x") else None
        task = await scene.done()
        await scene.pass_time(600.0)
        assert (await scene.file(task)).state is FileState.WANTED
        assert len(scene.shelf.asked) == 1
        assert scene.saver.saving() == 0
        await scene.board.apply([Update(task.id, Trouble(problem(ProblemKind.KEY_REJECTED)))])
        await scene.pass_time(10.0)
        assert len(scene.shelf.asked) == 1
        await scene.relink(task.id)
        await scene.pass_time(1.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


# -- trying again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [CUT, SERVER, AWAY, faults.cut(3, 10, stalled=True)])
def test_what_passes_by_itself_is_tried_again(tmp_path: Path, fault: FetchFault) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: fault if len(scene.shelf.asked) < 3 else None
        task = await scene.done()
        await scene.pass_time(10.0)
        file = await scene.file(task)
        assert (file.state, file.problem) == (FileState.SAVED, None)

    on_scene(tmp_path, use)


def test_what_does_not_pass_is_said_after_five_tries(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: CUT
        task = await scene.done()
        await scene.pass_time(100.0)
        file = await scene.file(task)
        assert (file.state, file.problem) == (FileState.FAILED, CUT.problem)
        assert len(scene.shelf.asked) == 5
        gaps = [later - earlier for earlier, later in pairwise(scene.shelf.at)]
        assert all(wait >= 2.0**n for n, wait in enumerate(gaps, 1))

    on_scene(tmp_path, use)


def test_a_file_host_that_names_a_pause_gets_it_and_its_slot_serves_others(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.give = lambda url: BUSY if url.endswith("busy") and len(scene.shelf.asked) < 2 else None
        busy = await scene.done(a_file(urls=("https://files.example/busy",)))
        other = await scene.done(number=2)
        await scene.pass_time(49.9)
        assert (await scene.file(other)).state is FileState.SAVED
        assert scene.shelf.urls().count("https://files.example/busy") == 1
        await scene.pass_time(6.0)
        assert (await scene.file(busy)).state is FileState.SAVED
        assert scene.shelf.most == 1

    on_scene(tmp_path, use)


def test_a_file_that_paused_waits_for_a_free_slot(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.give = lambda _: CUT if len(scene.shelf.asked) == 1 else None
        first = await scene.done()
        scene.shelf.open = asyncio.Event()
        second = await scene.done(number=2)
        await scene.pass_time(20.0)
        assert len(scene.shelf.asked) == 2
        scene.shelf.open.set()
        await quiet(scene.store)
        assert {(await scene.file(task)).state for task in (first, second)} == {FileState.SAVED}
        assert scene.shelf.most == 1

    on_scene(tmp_path, use)


def test_refused_links_after_cuts_still_come_to_an_end(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: CUT if len(scene.shelf.asked) <= 3 else faults.link_ended(404)
        task = await scene.done()
        await scene.pass_time(100.0)
        assert (await scene.file(task)).state is FileState.GONE

    on_scene(tmp_path, use)


def test_being_offline_fails_no_file(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.offline = scene.refused = True
        scene.shelf.give = lambda _: AWAY if scene.offline else None
        task = await scene.done()
        await scene.pass_time(3600.0)
        assert (await scene.file(task)).problem is None
        scene.offline = scene.refused = False
        await scene.pass_time(6.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_what_needs_the_user_fails_at_once_with_its_sentence(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: WRONG
        task = await scene.done()
        file = await scene.file(task)
        assert (file.state, file.problem) == (FileState.FAILED, WRONG.problem)
        assert len(scene.shelf.asked) == 1
        scene.shelf.give = lambda _: None
        await scene.saver.again([task])
        assert (await scene.file(task)).state in (FileState.QUEUED, FileState.SAVING, FileState.SAVED)
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_an_error_of_our_own_fails_one_file_and_frees_its_slot(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.give = lambda url: ZeroDivisionError("a bug") if url.endswith("bad") else None
        bad = await scene.done(a_file(urls=("https://files.example/bad",)))
        good = await scene.done(number=2)
        assert (await scene.file(bad)).state is FileState.FAILED
        assert (await scene.file(good)).state is FileState.SAVED

    on_scene(tmp_path, use)
    assert "a bug" in caplog.text


# -- sources ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [WRONG, CUT, SERVER, faults.link_ended(404), AWAY])
def test_the_second_source_serves_when_the_first_fails(tmp_path: Path, fault: FetchFault) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda url: fault if url.endswith("copy") else None
        task = await scene.done(a_file(urls=("https://files.example/copy", "https://files.example/original")))
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.urls() == ["https://files.example/copy", "https://files.example/original"]

    on_scene(tmp_path, use)


def test_a_file_is_not_gone_while_one_of_its_sources_may_come_back(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda url: SERVER if url.endswith("copy") else faults.link_ended(404)
        task = await scene.done(a_file(urls=("https://files.example/copy", "https://files.example/original")))
        await scene.pass_time(100.0)
        file = await scene.file(task)
        assert (file.state, file.problem) == (FileState.FAILED, SERVER.problem)

    on_scene(tmp_path, use)


def test_a_result_in_words_is_written_without_a_link(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        task = await scene.done(a_file("lyrics", urls=(), text="la la", kind=MediaKind.TEXT), age=900.0)
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.urls() == ["text:la la"]
        assert scene.queries == []

    on_scene(tmp_path, use)


def test_one_failed_file_does_not_stop_the_others_of_its_task(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        files = [a_file(part, urls=(f"https://files.example/{part}",)) for part in ("a", "b", "c")]
        scene.shelf.give = lambda url: WRONG if url.endswith("/b") else None
        task = await scene.done(*files)
        states = [(await scene.file(task, index)).state for index in range(3)]
        assert states == [FileState.SAVED, FileState.FAILED, FileState.SAVED]

    on_scene(tmp_path, use)


# -- slots and order -------------------------------------------------------------------------------------------------


def test_the_link_that_ends_first_is_fetched_first(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.open = asyncio.Event()
        await scene.done(a_file("first"))
        for number, minutes in ((2, None), (3, 50), (4, 5), (5, 20)):
            ends = None if minutes is None else scene.clock.now() + timedelta(minutes=minutes)
            await scene.done(a_file(f"in-{minutes}", expires_at=ends), number=number)
        scene.shelf.open.set()
        await quiet(scene.store)
        assert [part for _, part, _ in scene.shelf.asked] == ["first", "in-5", "in-20", "in-50", "in-None"]

    on_scene(tmp_path, use)


def test_no_more_files_are_saved_at_a_time_than_there_are_slots(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: CUT if len(scene.shelf.asked) % 3 == 0 else None
        for number in range(12):
            await scene.done(a_file("a"), a_file("b"), number=number)
        await scene.pass_time(300.0)
        assert scene.shelf.most == 2
        assert not any(map(needs_file, scene.board.tasks()))

    on_scene(tmp_path, use)


def test_saved_tasks_leave_memory(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        for number in range(20):
            await scene.done(number=number)
        assert scene.board.tasks() == ()

    on_scene(tmp_path, use)


# -- calling off -----------------------------------------------------------------------------------------------------


def test_a_paused_task_stops_at_once_and_goes_on_when_resumed(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.open = asyncio.Event()
        task = await scene.done(a_file("a"), a_file("b"))
        assert scene.saver.saving() == 1
        async with scene.saver.stopped(of(task.id)):
            await scene.board.apply([Update(task.id, PauseChange(paused=True))])
        await quiet(scene.store)
        assert scene.saver.saving() == 0
        assert FileState.SAVING not in {f.state for f in (await scene.store.get([task.id]))[0].files}
        scene.shelf.open.set()
        await scene.pass_time(100.0)
        assert len(scene.shelf.asked) == 1
        await scene.board.apply([Update(task.id, PauseChange(paused=False))])
        await quiet(scene.store)
        assert not needs_file((await scene.store.get([task.id]))[0])

    on_scene(tmp_path, use)


def test_nothing_of_a_task_begins_anew_while_it_is_being_removed(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.open = asyncio.Event()
        task = await scene.done(a_file("a"), a_file("b"), a_file("c"))
        begun = len(scene.shelf.asked)
        async with scene.saver.stopped(of(task.id)):
            await scene.board.remove([task.id])
        scene.shelf.open.set()
        await scene.pass_time(100.0)
        assert len(scene.shelf.asked) == begun
        assert scene.saver.saving() == 0

    on_scene(tmp_path, use)


def test_a_save_called_off_before_its_first_step_gives_its_slot_back(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        task = await scene.done(age=0.1)
        await scene.board.apply([Update(task.id, PauseChange(paused=False))])
        lost = asyncio.create_task(asyncio.sleep(0))
        scene.shelf.open = asyncio.Event()
        second = asyncio.create_task(scene.done(a_file("b"), number=2))
        while scene.saver.saving() == 0:  # noqa: ASYNC110  # each turn of the loop counts here
            await asyncio.sleep(0)
        async with scene.saver.stopped(of(2)):
            await asyncio.wait([second, lost])
            assert scene.saver.saving() == 0
        scene.shelf.open.set()
        third = await scene.done(a_file("c"), number=3)
        assert (await scene.file(third)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_quitting_keeps_queued_what_was_under_way(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.open = asyncio.Event()
        task = await scene.done()
        scene.running.cancel()
        await asyncio.wait([scene.running])
        assert (await scene.file(task)).state is FileState.QUEUED
        scene.running = asyncio.create_task(scene.saver.run())
        await quiet(scene.store)

    on_scene(tmp_path, use)


def test_a_file_that_was_kept_stays_kept_when_the_save_is_called_off_at_that_moment(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.open = asyncio.Event()
        task = await scene.done()
        scene.store.gate = asyncio.Event()
        scene.shelf.open.set()
        await scene.clock.settle()
        stopping = asyncio.create_task(_stop(scene, task))
        await scene.clock.settle()
        scene.store.gate.set()
        await stopping
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


async def _stop(scene: Scene, task: Task) -> None:
    async with scene.saver.stopped(of(task.id)):
        pass


# -- not by itself ---------------------------------------------------------------------------------------------------


def test_without_automatic_saving_a_file_waits_until_it_is_asked_for(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.auto = False
        task = await scene.done()
        await scene.pass_time(100.0)
        assert scene.shelf.asked == []
        await scene.saver.again([task])
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_a_moved_or_gone_file_is_saved_again_when_asked_for(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        for number, state in enumerate((FileState.MISSING, FileState.GONE, FileState.FAILED), 1):
            task = await scene.done(a_file(state=state), number=number)
            assert (await scene.file(task)).state is state
            await scene.saver.again([task])
            await quiet(scene.store)
            assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)
