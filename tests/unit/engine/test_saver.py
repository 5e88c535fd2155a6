"""Rules of saving: which link is used, what is tried again, how it ends. Time is turned by hand; the shelf does as told."""

import asyncio
import errno
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from desktop.domain.advance import needs_file
from desktop.domain.badge import badge_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import ChoiceChange, HoldChange, PauseChange, Trouble
from desktop.domain.resume import ResumePoint
from desktop.domain.status import Badge, FileState, IdKind, MediaKind, Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine import faults
from desktop.engine.attempts import Arrived, Heard, SavedFile
from desktop.engine.board import Board, Update
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job, SaveQueue
from desktop.engine.saver import Saver
from tests.fakes.clock import START, ManualClock
from tests.fakes.engine_parts import WatchedStore, quiet
from tests.fakes.records import a_file, a_part, a_report, a_task

if TYPE_CHECKING:
    from desktop.domain.events import Notice

WRONG = FetchFault(FaultKind.WRONG_BYTES, problem(ProblemKind.WRONG_BYTES, got="a web page"))
CUT = faults.cut(5, 10)
BUSY = faults.host_trouble("files.example", kind=FaultKind.RATE_LIMITED, status=429, retry_after=50.0)
SERVER = faults.host_trouble("files.example", status=503)
AWAY = faults.unreachable("files.example")


def an_arrival(part: Path, digest: str, kind: MediaKind = MediaKind.MODEL) -> Arrived:
    """Return a whole file of ten bytes."""
    return Arrived(part=part, size=10, sha256=digest, media_type="model/gltf-binary", extension=".glb", kind=kind)


def of(*ids: int) -> Callable[[Job], bool]:
    """Return what tells whether a job is of these tasks."""
    return lambda job: job.task_id in ids


class TestShelf:
    """A shelf on which `give` decides what becomes of each link; without an answer a fetch waits for `open`."""

    __test__ = False

    def __init__(self) -> None:
        self.asked: list[tuple[int, str, str]] = []
        self.at: list[float] = []
        self.clock = ManualClock()
        self.give: Callable[[str], FetchFault | Exception | None] = lambda _: None
        self.open: asyncio.Event | None = None
        self.now = self.most = 0
        self.roots: dict[int, Path] = {}
        self.refuse: Callable[[Path], FetchFault | None] = lambda _: None
        self.digest: Callable[[Task, ResultFile], str] = lambda task, file: sha256(f"{task.id} {file.part}".encode()).hexdigest()
        self.point: ResumePoint | None = None
        self.resumes: list[ResumePoint | None] = []
        self.discarded: list[Path] = []
        self.lost: set[Path] = set()
        self.looked: list[tuple[Path, int]] = []

    def root_of(self, task: Task) -> Path:
        return self.roots.get(task.id, Path("/files"))

    def fallback(self) -> Path:
        return Path("/rescued")

    def settings_changed(self) -> None:
        """Nothing is set here."""

    async def fetch(self, task: Task, file: ResultFile, url: str, root: Path, heard: Heard) -> Arrived:
        self.resumes.append(file.resume)
        self.asked.append((task.id, file.part, url))
        self.at.append(self.clock.monotonic())
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            heard.progress(5, 10)
            if self.point is not None:
                heard.checkpoint(self.point)
            if self.open is not None:
                await self.open.wait()
            await asyncio.sleep(0)
            if (fault := self.give(url)) is not None or (fault := self.refuse(root)) is not None:
                raise fault
        finally:
            self.now -= 1
        return an_arrival(root / f"{task.id} {file.part}.part", self.digest(task, file))

    async def write(self, task: Task, file: ResultFile, root: Path) -> Arrived:
        self.asked.append((task.id, file.part, f"text:{file.text}"))
        return an_arrival(root / "lyrics.part", "1" * 64, MediaKind.TEXT)

    async def cut(self, task: Task, file: ResultFile, source: ResultFile, root: Path) -> Arrived:
        self.asked.append((task.id, file.part, f"cut:{source.path}"))
        if (fault := self.give(file.part)) is not None:
            raise fault
        return an_arrival(root / f"{task.id} {file.part}.part", f"{file.part:0<64}", MediaKind.IMAGE)

    async def keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        path = root / f"{task.id} {file.part}{arrived.extension}"
        return SavedFile(path=path, size=arrived.size, sha256=arrived.sha256, served_sha256=arrived.sha256)

    async def share(self, task: Task, file: ResultFile, arrived: Arrived, path: Path) -> tuple[str, ...]:
        self.discarded.append(arrived.part)
        return ()

    async def discard(self, part: Path) -> None:
        self.discarded.append(part)

    async def is_there(self, path: Path) -> bool:
        return path not in self.lost

    async def trouble_of(self, folder: Path, needs: int) -> Problem | None:
        self.looked.append((folder, needs))
        fault = self.refuse(folder)
        return fault.problem if fault is not None else None

    def urls(self) -> list[str]:
        return [url for _, _, url in self.asked]


class Scene:
    """A saver over a real board; `ask_now` names new links, or refuses."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store = WatchedStore.at(folder, self.clock)
        self.board = Board(self.store, self.clock)
        self.shelf = TestShelf()
        self.shelf.clock = self.clock
        self.queries: list[int] = []
        self.refused = False
        self.offline = False
        self.resting: set[int] = set()
        self.busy_until: dict[str | None, float] = {}
        self.asked_along: list[tuple[int, ...]] = []
        self.notices: list[Notice] = []
        self.saver = Saver(
            self.board,
            self,
            self.shelf,
            self.clock,
            Random(3),
            slots=2,
            offline=lambda: self.offline,
            resting=lambda task: task.id in self.resting,
            notify=self.notices.append,
        )
        self.running = asyncio.create_task(self.saver.run())

    def free_in(self, account_id: str | None) -> float:
        return max(0.0, self.busy_until.get(account_id, 0.0) - self.clock.monotonic())

    async def ask_now(self, task_id: int, also: Sequence[int] = ()) -> Task | None:
        self.queries.append(task_id)
        self.asked_along.append(tuple(also))
        if self.refused:
            raise Refusal("not now")
        await self.relink(task_id)
        return self.board.task(task_id)

    async def relink(self, task_id: int) -> None:
        """Let the provider name new links of a task."""
        (task,) = await self.board.hold([task_id])
        parts = tuple(a_part(f.part, urls=(f"https://files.example/{f.part}-{len(self.queries)}",)) for f in task.files)
        await self.board.apply([Update(task_id, a_report(Remote.DONE, "success", parts=parts))])

    async def done(
        self,
        *files: ResultFile,
        number: int = 1,
        age: float = 0.5,
        account_id: str | None = "a1",
        ends: datetime | None = None,
    ) -> Task:
        """Track a finished task whose links are `age` seconds old."""
        given = files or (a_file(expires_at=ends),)
        named = tuple(replace(f, links_at=self.clock.now() - timedelta(seconds=age)) for f in given)
        ref = TaskRef("tripo", "https://a", IdKind.TASK_ID, f"t{number}")
        plain = a_task(remote=Remote.DONE, remote_raw="success", final=True, seen=True, files=named)
        ((task, _),) = await self.board.add([replace(plain, id=0, ref=ref, quiet_since=START, account_id=account_id)])
        await quiet(self.store)
        return task

    async def pass_time(self, seconds: float) -> None:
        left = seconds
        await quiet(self.store)
        while (step := self.clock.next_wake()) is not None and step <= left:
            await self.clock.advance(max(0.0, step))
            left -= max(0.0, step)
            await quiet(self.store)
        await self.clock.advance(left)
        await quiet(self.store)

    async def file(self, task: Task, index: int = 0) -> ResultFile:
        return (await self.store.get([task.id]))[0].files[index]


def on_scene(folder: Path, use: Callable[[Scene], Awaitable[None]]) -> None:
    """Run `use` with a running saver, which is stopped afterwards."""

    async def run() -> None:
        scene = Scene(folder)
        try:
            await use(scene)
            assert not scene.running.done()
        finally:
            scene.running.cancel()
            await asyncio.wait([scene.running])
            await scene.board.close()
            await scene.store.close()

    asyncio.run(run())


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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
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
        assert scene.saver.unsaved() == []

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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
        task = await scene.done(age=0.1)
        await scene.board.apply([Update(task.id, PauseChange(paused=False))])
        lost = asyncio.create_task(asyncio.sleep(0))
        scene.shelf.open = asyncio.Event()
        second = asyncio.create_task(scene.done(a_file("b"), number=2))
        while scene.saver.saving() == 0:  # noqa: ASYNC110  # each turn of the loop counts here
            await asyncio.sleep(0)
        async with scene.saver.stopped(of(2)):
            pass
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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
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
        scene.saver.set_slots(1)
        scene.shelf.open = asyncio.Event()
        await scene.done(a_file("first"))
        for number, (part, size, seconds) in enumerate((("small", 1000, 100), ("large", 300_000_000, 120)), 2):
            await scene.done(a_file(part, size=size, expires_at=scene.clock.now() + timedelta(seconds=seconds)), number=number)
        scene.shelf.open.set()
        await quiet(scene.store)
        assert [part for _, part, _ in scene.shelf.asked] == ["first", "large", "small"]

    on_scene(tmp_path, use)
