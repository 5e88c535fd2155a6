"""A saver over a real board in a test: time is turned by hand, and the shelf does as told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.status import IdKind, MediaKind, Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine import faults
from desktop.engine.attempts import Arrived, Heard, SavedFile
from desktop.engine.board import Board, Update
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job
from desktop.engine.saver import Saver
from tests.fakes.clock import START, ManualClock
from tests.fakes.engine_parts import WatchedStore, quiet
from tests.fakes.records import a_file, a_part, a_report, a_task

if TYPE_CHECKING:
    from desktop.domain.events import Notice
    from desktop.domain.resume import ResumePoint

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

    async def holds(self, path: Path, size: int | None, sha256: str | None) -> bool:
        return path not in self.lost and size == 10

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
