"""Rules of what waits to be saved: folders, pauses, wishes, tiles; nothing stays stuck, and nothing is saved twice."""

import asyncio
import errno
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.advance import needs_file
from desktop.domain.badge import badge_of
from desktop.domain.report import ChoiceChange, HoldChange, PauseChange
from desktop.domain.resume import ResumePoint
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import ResultFile
from desktop.engine import faults
from desktop.engine.board import Update
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job, SaveQueue
from tests.fakes.clock import START
from tests.fakes.engine_parts import quiet
from tests.fakes.records import a_file
from tests.fakes.saver_scene import CUT, SERVER, WRONG, Scene, of, on_scene

# -- folders that can't take files -----------------------------------------------------------------------------------

FULL = faults.disk_full(Path("/files"), 210_000_000, 35_000_000)


def folder_notices(scene: Scene) -> list[str | None]:
    return [notice.text for notice in scene.notices if notice.topic.startswith("folder:")]


@pytest.mark.parametrize("fault", [FULL, faults.disk_fault(OSError(errno.EROFS, "read-only"), Path("/files"))])
def test_a_folder_that_cannot_take_files_holds_its_own_up_with_one_banner_and_goes_on_by_itself(
    tmp_path: Path, fault: FetchFault
) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.roots = {2: Path("/elsewhere")}
        scene.shelf.refuse = lambda root: fault if root == Path("/files") else None
        tasks = [await scene.done(a_file("a"), a_file("b"), number=number) for number in range(1, 4)]
        await scene.pass_time(300.0)
        waits = await scene.file(tasks[0])
        assert (waits.state, waits.problem) == (FileState.WANTED, fault.problem)
        assert (await scene.file(tasks[1])).state is FileState.SAVED
        assert len(folder_notices(scene)) == 1
        assert scene.saver.saving() == 0
        asked = len(scene.shelf.asked)
        scene.shelf.refuse = lambda _: None
        await scene.pass_time(31.0)
        assert folder_notices(scene)[-1] is None
        assert [(await scene.file(task, i)).state for task in tasks for i in (0, 1)] == [FileState.SAVED] * 6
        assert len(scene.shelf.asked) == asked + 4

    on_scene(tmp_path, use)


def test_a_file_that_a_sound_folder_refuses_again_and_again_fails_alone(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda url: FULL if "bad" in url else None
        bad = await scene.done(a_file("bad", urls=("https://files.example/bad",)))
        await scene.pass_time(100.0)
        good = await scene.done(number=2)
        await scene.pass_time(100.0)
        assert (await scene.file(bad)).problem == FULL.problem
        assert (await scene.file(good)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_what_is_about_to_be_lost_goes_to_the_fallback_folder(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.refuse = lambda root: FULL if root == Path("/files") else None
        soon = await scene.done(a_file(expires_at=scene.clock.now() + timedelta(minutes=5)))
        later = await scene.done(a_file(expires_at=scene.clock.now() + timedelta(hours=1)), number=2)
        await scene.pass_time(1.0)
        file = await scene.file(soon)
        assert (file.state, file.path) == (FileState.SAVED, f"/rescued/{soon.id} model.glb")
        assert "/rescued" in file.notes[0]
        assert (await scene.file(later)).state is FileState.WANTED
        await scene.pass_time(46 * 60.0)
        assert (await scene.file(later)).path == f"/rescued/{later.id} model.glb"

    on_scene(tmp_path, use)


def test_what_waits_for_its_folder_is_tried_at_once_when_the_user_asks(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.refuse = lambda _: FULL
        task = await scene.done()
        await scene.pass_time(100.0)
        scene.shelf.refuse = lambda _: None
        await scene.saver.again([task])
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


# -- going on where it stopped ---------------------------------------------------------------------------------------

POINT = ResumePoint(path="/files/x.part", size=600, total=1000, source="https://files.example/x", etag='"v1"')


def test_a_cut_transfer_goes_on_from_what_is_on_disk(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.point = POINT
        scene.shelf.give = lambda _: CUT if len(scene.shelf.asked) == 1 else None
        task = await scene.done()
        await scene.pass_time(10.0)
        assert scene.shelf.resumes == [None, POINT]
        file = await scene.file(task)
        assert (file.state, file.resume) == (FileState.SAVED, None)

    on_scene(tmp_path, use)


def test_what_was_under_way_when_the_program_ended_goes_on_at_the_next_start(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.point, scene.shelf.open = POINT, asyncio.Event()
        task = await scene.done()
        scene.running.cancel()
        await asyncio.wait([scene.running])
        file = await scene.file(task)
        assert (file.state, file.resume) == (FileState.QUEUED, POINT)
        scene.shelf.open.set()
        scene.saver.want(task)
        scene.running = asyncio.create_task(scene.saver.run())
        await scene.pass_time(1.0)
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.resumes == [None, POINT]

    on_scene(tmp_path, use)


# -- equal bytes, tiles ----------------------------------------------------------------------------------------------


def test_equal_bytes_of_a_task_are_stored_once_and_noted(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.digest = lambda task, file: "e" * 64
        task = await scene.done(a_file("a"), a_file("b"))
        other = await scene.done(a_file("a"), number=2)
        first, second = await scene.file(task), await scene.file(task, 1)
        assert first.path == second.path
        assert "stored once" in (first.notes + second.notes)[0]
        assert len(scene.shelf.discarded) == 1
        assert (await scene.file(other)).path != first.path, "another task's files are whole by themselves"

    on_scene(tmp_path, use)


def test_equal_bytes_whose_twin_was_taken_away_are_stored(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.digest = lambda task, file: "e" * 64
        scene.shelf.lost = {Path("/files/1 a.glb")}
        task = await scene.done(a_file("a"), a_file("b"))
        assert (await scene.file(task, 1)).path == f"/files/{task.id} b.glb"

    on_scene(tmp_path, use)


def a_grid() -> tuple[ResultFile, ...]:
    tiles = (a_file(f"tile-{n}", urls=(), made_from="image", kind=MediaKind.IMAGE, name=f"tile-{n}.png") for n in range(1, 5))
    return (a_file("image", kind=MediaKind.IMAGE), *tiles)


def test_tiles_are_cut_once_their_grid_is_saved_and_without_a_link(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        task = await scene.done(*a_grid())
        stored = (await scene.store.get([task.id]))[0]
        assert {f.state for f in stored.files} == {FileState.SAVED}
        assert [url for url in scene.shelf.urls() if url.startswith("cut:")] == [f"cut:/files/{task.id} image.glb"] * 4
        assert scene.queries == []

    on_scene(tmp_path, use)


def test_a_grid_that_cannot_be_cut_is_saved_all_the_same_with_a_note(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda name: WRONG if name.startswith("tile") else None
        task = await scene.done(*a_grid())
        stored = (await scene.store.get([task.id]))[0]
        assert badge_of(stored) is Badge.SAVED
        assert any("could not be cut" in note for note in stored.files[0].notes)

    on_scene(tmp_path, use)


def test_tiles_of_a_grid_that_failed_make_no_trouble_of_their_own(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: WRONG
        task = await scene.done(*a_grid())
        assert badge_of((await scene.store.get([task.id]))[0]) is Badge.FAILED
        assert len(scene.shelf.asked) == 1

    on_scene(tmp_path, use)


# -- what the user does not want now ---------------------------------------------------------------------------------


def test_held_files_wait_and_the_others_of_the_task_do_not(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        task = await scene.done(a_file("a", held=True), a_file("b"))
        assert (await scene.file(task)).state is FileState.WANTED
        assert (await scene.file(task, 1)).state is FileState.SAVED
        await scene.board.apply([Update(task.id, HoldChange(frozenset({"a"}), held=False))])
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_files_that_are_not_wanted_are_not_saved_and_the_task_is_saved_without_them(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        task = await scene.done(a_file("a", chosen=False), a_file("b"))
        stored = (await scene.store.get([task.id]))[0]
        assert badge_of(stored) is Badge.SAVED
        assert stored.files[0].state is FileState.WANTED
        (changed,) = await scene.board.apply([Update(task.id, ChoiceChange(frozenset({"a"}), chosen=True))])
        assert badge_of(changed) is Badge.PARTLY_SAVED
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_a_resting_account_saves_nothing_and_its_results_are_at_risk_near_their_end(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.resting = {1}
        task = await scene.done(a_file(expires_at=scene.clock.now() + timedelta(minutes=20)))
        await scene.done(a_file(expires_at=scene.clock.now() + timedelta(minutes=20)), number=2)
        assert scene.shelf.asked[0][0] == 2
        assert len(scene.shelf.asked) == 1
        assert scene.saver.at_risk() == frozenset()
        await scene.pass_time(6 * 60.0)
        assert scene.saver.at_risk() == {task.id}

    on_scene(tmp_path, use)


def test_what_cannot_be_done_in_time_at_this_rate_is_at_risk(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.open = asyncio.Event()
        size, ends = 100_000_000, scene.clock.now() + timedelta(seconds=50)
        tasks = [await scene.done(a_file(size=size, expires_at=ends), number=n) for n in range(1, 6)]
        assert scene.saver.at_risk() == {task.id for task in tasks[3:]}, "one is nearly done, 20 s each, and 50 s are left"

    on_scene(tmp_path, use)


# -- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_goes_by_the_latest_start_and_then_by_arrival() -> None:
    queue = SaveQueue()
    jobs = [Job(n, "model") for n in range(4)]
    for job, minutes in zip(jobs, (None, 30, 10, 30), strict=True):
        queue.put(job, None if minutes is None else START + timedelta(minutes=minutes))
    queue.put(jobs[0], START + timedelta(minutes=5))
    queue.put(jobs[2], START + timedelta(minutes=40))
    queue.discard(jobs[3])
    assert len(queue) == 3
    assert jobs[3] not in queue
    assert [queue.take() for _ in range(3)] == [jobs[0], jobs[1], jobs[2]]
    assert queue.take() is None


def test_a_line_whose_account_may_not_be_asked_yet_holds_up_no_other() -> None:
    queue = SaveQueue()
    for n in range(6):
        queue.put(Job(n, "model"), START + timedelta(minutes=n), "slow" if n < 3 else "quick")
    asked = iter([Job(0, "model"), Job(3, "model")])
    assert queue.take(lambda job: job != next(asked) or job.task_id >= 3) == Job(3, "model")
    assert queue.next_in("slow", 2) == [Job(0, "model"), Job(1, "model")]
    assert queue.take(lambda _: False) is None
    assert queue.firsts() == [Job(0, "model"), Job(4, "model")]


def test_while_one_account_may_not_be_asked_the_slots_serve_the_others(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        ends = scene.clock.now() + timedelta(minutes=1)
        scene.busy_until = {"slow": scene.clock.monotonic() + 30.0}
        slow = [await scene.done(number=n, age=100.0, account_id="slow", ends=ends) for n in (1, 2)]
        quick = [await scene.done(number=n, age=100.0, account_id="quick") for n in (3, 4)]
        await scene.pass_time(1.0)
        assert [(await scene.file(task)).state for task in quick] == [FileState.SAVED] * 2
        assert [(await scene.file(task)).state for task in slow] == [FileState.QUEUED] * 2
        await scene.pass_time(30.0)
        assert [(await scene.file(task)).state for task in slow] == [FileState.SAVED] * 2
        assert slow[1].id in scene.asked_along[-2], "one question serves both where the dialect takes several"

    on_scene(tmp_path, use)


def test_a_large_file_goes_before_a_small_one_whose_link_ends_a_little_sooner(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=True)
        scene.shelf.open = asyncio.Event()
        await scene.done(a_file("first"))
        for number, (part, size, seconds) in enumerate((("small", 1000, 100), ("large", 300_000_000, 120)), 2):
            await scene.done(a_file(part, size=size, expires_at=scene.clock.now() + timedelta(seconds=seconds)), number=number)
        scene.shelf.open.set()
        await quiet(scene.store)
        assert [part for _, part, _ in scene.shelf.asked] == ["first", "large", "small"]

    on_scene(tmp_path, use)


# -- nothing stays stuck ---------------------------------------------------------------------------------------------


def test_another_folder_in_the_settings_takes_what_waited_and_ends_the_banner(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.refuse = lambda root: FULL if root == Path("/files") else None
        tasks = [await scene.done(number=n) for n in (1, 2, 3)]
        await scene.pass_time(20.0)
        assert folder_notices(scene)[-1] is not None
        scene.shelf.roots = {task.id: Path("/elsewhere") for task in tasks}
        scene.saver.settings_changed(slots=2, auto=True)
        await scene.pass_time(1.0)
        assert [(await scene.file(task)).path for task in tasks] == [f"/elsewhere/{task.id} model.glb" for task in tasks]
        assert folder_notices(scene)[-1] is None

    on_scene(tmp_path, use)


def test_an_act_that_fails_while_saves_are_stopped_leaves_them_going(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.open = asyncio.Event()
        tasks = [await scene.done(number=n) for n in range(1, 6)]
        with suppress(Refusal):
            async with scene.saver.stopped(lambda _job: True):
                assert scene.saver.saving() == 0
                raise Refusal("The settings can't be written.")
        scene.shelf.open.set()
        await scene.pass_time(1.0)
        assert {(await scene.file(task)).state for task in tasks} == {FileState.SAVED}

    on_scene(tmp_path, use)


def test_a_folder_that_is_well_again_while_that_is_being_written_down_is_not_missed(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.refuse = lambda _: FULL
        scene.shelf.open = asyncio.Event()
        task = await scene.done()
        scene.store.gate = asyncio.Event()
        scene.shelf.open.set()
        await scene.clock.settle()
        scene.shelf.refuse = lambda _: None
        await scene.clock.advance(3.0)
        await scene.clock.settle()
        scene.store.gate.set()
        await scene.pass_time(60.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_without_saving_by_itself_what_was_asked_for_goes_on_after_every_stop(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=False)
        scene.shelf.open = asyncio.Event()
        wished, other = await scene.done(a_file("a"), a_file("b")), await scene.done(number=2)
        await scene.saver.again([wished])
        await quiet(scene.store)
        async with scene.saver.stopped(of(wished.id)):
            await scene.board.apply([Update(wished.id, PauseChange(paused=True))])
        await scene.board.apply([Update(wished.id, PauseChange(paused=False))])
        scene.shelf.open.set()
        await scene.pass_time(1.0)
        assert not needs_file((await scene.store.get([wished.id]))[0])
        assert (await scene.file(other)).state is FileState.WANTED, "nobody asked for that one"

    on_scene(tmp_path, use)


def test_without_saving_by_itself_what_was_queued_goes_on_in_the_next_run(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=1, auto=False)
        queued, other = await scene.done(a_file(state=FileState.QUEUED)), await scene.done(number=2)
        scene.saver.take_up(scene.board.tasks())
        await scene.pass_time(1.0)
        assert [(await scene.file(task)).state for task in (queued, other)] == [FileState.SAVED, FileState.WANTED]

    on_scene(tmp_path, use)


def test_a_transfer_that_comes_further_each_time_is_never_given_up(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        def cut_again(_url: str) -> FetchFault | None:
            tries = len(scene.shelf.asked)
            scene.shelf.point = replace(POINT, size=50 * (tries + 1))
            return CUT if tries < 15 else None

        scene.shelf.point = replace(POINT, size=50)
        scene.shelf.give = cut_again
        task = await scene.done()
        await scene.pass_time(200.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_what_failed_by_something_that_may_pass_is_tried_again_after_a_good_while(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: SERVER
        passing, hopeless = await scene.done(), await scene.done(a_file(urls=("https://files.example/w",)), number=2)
        scene.shelf.give = lambda url: WRONG if url.endswith("w") else SERVER
        await scene.pass_time(100.0)
        assert (await scene.file(passing)).state is FileState.FAILED
        tried = len(scene.shelf.asked)
        scene.shelf.give = lambda _: None
        await scene.pass_time(150.0)
        assert len(scene.shelf.asked) == tried
        await scene.pass_time(200.0)
        assert (await scene.file(passing)).state is FileState.SAVED
        assert (await scene.file(hopeless)).state in (FileState.FAILED, FileState.SAVED)

    on_scene(tmp_path, use)


def test_what_failed_by_something_that_may_pass_is_tried_again_in_the_next_run(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        cut = await scene.done(a_file(state=FileState.FAILED, problem=CUT.problem))
        wrong = await scene.done(a_file(state=FileState.FAILED, problem=WRONG.problem), number=2)
        scene.saver.take_up(scene.board.tasks())
        await scene.pass_time(1.0)
        assert [(await scene.file(task)).state for task in (cut, wrong)] == [FileState.SAVED, FileState.FAILED]

    on_scene(tmp_path, use)


LONG = faults.host_trouble("files.example", kind=FaultKind.RATE_LIMITED, status=429, retry_after=3600.0)


def test_a_long_pause_that_a_file_host_asks_for_is_said_and_ends_before_the_link_does(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: LONG if len(scene.shelf.asked) == 1 else None
        task = await scene.done(a_file(expires_at=scene.clock.now() + timedelta(minutes=20)))
        await scene.pass_time(600.0)
        file = await scene.file(task)
        assert (file.state, file.problem) == (FileState.WANTED, LONG.problem)
        await scene.pass_time(590.0)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_the_users_wish_ends_a_long_pause(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.give = lambda _: LONG if len(scene.shelf.asked) == 1 else None
        task = await scene.done()
        await scene.pass_time(10.0)
        await scene.saver.again([task])
        await quiet(scene.store)
        assert (await scene.file(task)).state is FileState.SAVED

    on_scene(tmp_path, use)


def test_an_unfinished_file_that_was_not_gone_on_with_is_deleted_once_the_file_is_saved(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        task = await scene.done(a_file(resume=POINT))
        assert (await scene.file(task)).state is FileState.SAVED
        assert scene.shelf.discarded == [Path(POINT.path)]

    on_scene(tmp_path, use)


def test_a_folder_changed_while_a_file_comes_is_no_rescue(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.shelf.open = asyncio.Event()
        task = await scene.done()
        scene.shelf.roots = {task.id: Path("/elsewhere")}
        scene.shelf.open.set()
        await scene.pass_time(1.0)
        assert (await scene.file(task)).notes == ()

    on_scene(tmp_path, use)


def test_three_equal_files_that_arrive_together_are_stored_once(tmp_path: Path) -> None:
    async def use(scene: Scene) -> None:
        scene.saver.settings_changed(slots=3, auto=True)
        scene.shelf.digest = lambda task, file: "e" * 64
        task = await scene.done(a_file("a"), a_file("b"), a_file("c"))
        assert len({(await scene.file(task, n)).path for n in range(3)}) == 1

    on_scene(tmp_path, use)
