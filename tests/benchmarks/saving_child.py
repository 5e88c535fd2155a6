"""Saves files as Outtray does, in a process of its own: saver, board, store on disk, shelf, fetcher. Started by `saving_run`.

Reads an order from its standard input, writes what it took to its standard output, both JSON.
"""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

from desktop.domain.account import Account
from desktop.domain.events import EngineEvent, TasksChanged
from desktop.domain.settings import Settings
from desktop.domain.status import IdKind, Local, MediaKind, Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine import signatures as sig
from desktop.engine.attempts import Heard
from desktop.engine.board import Board
from desktop.engine.clock import SystemClock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.describe import Describer
from desktop.engine.drives import Drives
from desktop.engine.fetch import Fetcher, FetchJob
from desktop.engine.file_shelf import FileShelf
from desktop.engine.names import Names
from desktop.engine.ports import Refusal
from desktop.engine.saver import Saver
from desktop.engine.verify import Verdict
from desktop.storage.files import place
from desktop.storage.tasks import TaskStore
from tests.benchmarks.saving_run import Layer, Order, Taken

_KINDS = {".mp4": MediaKind.VIDEO, ".png": MediaKind.IMAGE, ".jpg": MediaKind.IMAGE}
_TICK_SECONDS = 0.005
_REST_SECONDS = 2.0
_MOST_SECONDS = 120.0
_PIECE = 1 << 20


class _Owners:
    """One user who saves a few files at a time and knows no account."""

    def __init__(self, slots: int) -> None:
        self._settings = Settings(save_slots=slots)

    def settings(self) -> Settings:
        return self._settings

    def account(self, account_id: str | None) -> Account | None:
        return None


class _Silent:
    """A provider that can't be asked; links are fresh, so nobody does."""

    async def ask_now(self, task_id: int, also: Sequence[int] = ()) -> Task | None:
        raise Refusal("Nobody is asked here.")

    def free_in(self, account_id: str | None) -> float:
        return 0.0


class _House:
    """What saves: the parts as `owner` connects them, over a profile of its own."""

    def __init__(self, order: Order) -> None:
        self._order = order
        folder = Path(order.folder)
        clock, owners = SystemClock(), _Owners(order.slots)
        self._store, _ = TaskStore.open(folder / "tasks.db", folder / "copies", clock.now())
        self._fetcher = Fetcher(order.slots + 1, version="benchmark")
        self.results = folder / "results"
        self.results.mkdir()
        names = Names(owners, self.results, folder)
        describer = Describer(owners.settings, lambda text: text, "benchmark", account_name=lambda _: "", now=clock.now)
        self._shelf = FileShelf(
            owners, names, describer, self._fetcher, folder / "rescued", self._store.claimed, Drives(self._store)
        )
        self._board = Board(self._store, clock)
        self._saver = Saver(self._board, _Silent(), self._shelf, clock, Random(1), slots=order.slots)
        self._wanted: set[int] = set()
        self._saved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._board.subscribe(self._heard)

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncGenerator[None]:
        saving = asyncio.create_task(self._saver.run())
        try:
            yield
        finally:
            saving.cancel()
            await asyncio.wait([saving])
            await self._board.close()
            await self._fetcher.close()
            await self._store.close()

    async def add(self, paths: Sequence[str]) -> list[Task]:
        """Put finished tasks with fresh links on the list, one a file; nothing is saved yet."""
        self._saver.auto = False
        now = datetime.now(UTC)
        return [task for task, _ in await self._board.add([self._task(path, now) for path in paths])]

    def _task(self, path: str, now: datetime) -> Task:
        name = Path(path).name
        file = ResultFile(
            part="result",
            name=name,
            kind=_KINDS[Path(path).suffix],
            urls=(f"{self._order.url}{path}",),
            links_at=now,
            expires_at=now + timedelta(days=1),
        )
        return Task(
            id=0,
            ref=TaskRef("crun", self._order.url, IdKind.TASK_ID, f"task of {name}"),
            account_id=None,
            prompt=f"Noise called {name}",
            remote=Remote.DONE,
            remote_raw="success",
            final=True,
            seen=True,
            files=(file,),
            added_at=now,
            finished_at=now,
        )

    async def save(self, tasks: Sequence[Task]) -> None:
        """Return once all files have their names, and the list on the disk says so."""
        if self._order.layer is not Layer.SAVER:
            await self._in_slots(tasks, self._shelve if self._order.layer is Layer.SHELF else self._fetch)
            return
        self._wanted = {task.id for task in tasks}
        self._saved = asyncio.get_running_loop().create_future()
        self._saver.auto = True
        for task in tasks:
            self._saver.want(task)
        await self._saved

    def _heard(self, event: EngineEvent) -> None:
        if not isinstance(event, TasksChanged) or self._saved.done():
            return
        for task in event.tasks:
            if task.files[0].problem is not None:
                self._saved.set_exception(RuntimeError(f"{task.files[0].name}: {task.files[0].problem}"))
                return
            if task.local is Local.SAVED:
                self._wanted.discard(task.id)
        if not self._wanted:
            self._saved.set_result(None)

    async def _in_slots(self, tasks: Sequence[Task], save: Callable[[Task], Awaitable[None]]) -> None:
        left = list(reversed(tasks))

        async def slot() -> None:
            while left:
                await save(left.pop())

        await asyncio.gather(*(slot() for _ in range(self._order.slots)))

    async def _shelve(self, task: Task) -> None:
        file, root = task.files[0], self._shelf.root_of(task)
        heard = Heard(lambda _received, _total: None, lambda _point: None)
        arrived = await self._shelf.fetch(task, file, file.urls[0], root, heard)
        await self._shelf.keep(task, file, arrived, root)

    async def _fetch(self, task: Task) -> None:
        file = task.files[0]
        target = self.results / file.name
        part = target.with_name(f"{file.name}.part")
        job = FetchJob(url=file.urls[0], part=part, kind=file.kind, account_url=self._order.url)
        fetched = await self._fetcher.fetch(job, lambda _received, _total: None, lambda _point: None)
        await in_daemon_thread("place", lambda: place(fetched.part, target))


async def _measured(order: Order, ticks: list[float]) -> Taken:
    house = _House(order)
    async with house.at_work():
        if order.warm:
            async with asyncio.timeout(_MOST_SECONDS):
                await house.save(await house.add([order.warm]))
        tasks = await house.add(order.paths)
        work = house.save(tasks) if tasks else asyncio.sleep(_REST_SECONDS)
        before = _forget_peak()
        ticks.clear()
        started, used = time.perf_counter(), time.process_time()
        async with asyncio.timeout(_MOST_SECONDS):
            await work
        seconds, used = time.perf_counter() - started, time.process_time() - used
        films = list(house.results.rglob("*.mp4"))
        gaps = [later - earlier for earlier, later in pairwise(ticks)]
        return Taken(
            seconds=seconds,
            processor=used,
            memory=_memory("VmHWM") - before,
            late=sorted(max(0.0, gap - _TICK_SECONDS) for gap in gaps),
            read_from_disk=_read_again(_forgotten(films), order.slots),
            read_from_memory=_read_again(films, order.slots),
        )


def _read_again(films: Sequence[Path], slots: int) -> float:
    """Return the seconds in which all films are read once more, `slots` at a time."""

    def read(path: Path) -> None:
        buffer = bytearray(_PIECE)
        with path.open("rb", buffering=0) as file:
            while file.readinto(buffer):
                pass

    started = time.perf_counter()
    with ThreadPoolExecutor(slots) as pool:
        list(pool.map(read, films))
    return time.perf_counter() - started


def _forgotten(films: Sequence[Path]) -> Sequence[Path]:
    """Let the system drop what it has in memory of files that are on the disk; return them."""
    for path in films:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return films


def _forget_peak() -> int:
    """Begin the highest use of memory anew; return that of now, in bytes (man 5 proc, clear_refs)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


class _NoHash:
    """Stands where SHA-256 stands, and does nothing."""

    def update(self, _data: object) -> None:
        """Take no notice."""

    def hexdigest(self) -> str:
        return os.urandom(32).hex()


def _believe(path: Path, _size: int, _kind: MediaKind, _provider: str) -> Verdict:
    """Stand where verifying stands, and believe everything."""
    return Verdict(sig.MP4, sig.MP4.extension)


@contextlib.contextmanager
def _without_proof() -> Generator[None]:
    """Let files be neither hashed nor verified."""
    with (
        patch("desktop.engine.part_file.hashlib", SimpleNamespace(sha256=lambda **_: _NoHash())),
        patch("desktop.engine.transfer.verify", _believe),
    ):
        yield


def _on_window_loop(work: Callable[[list[float]], Coroutine[None, None, Taken]]) -> Taken:
    """Run `work` on the loop of the window, beside a timer of 5 ms that notes when it rings."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.qt.loop import loop_factory

    ticks: list[float] = []
    app = QApplication(["benchmark"])
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(round(_TICK_SECONDS * 1000))
    with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
        return runner.run(work(ticks))


def main() -> None:
    """Carry out the order."""
    order = Order.of(json.load(sys.stdin))
    with contextlib.nullcontext() if order.proof else _without_proof():
        taken = _on_window_loop(lambda ticks: _measured(order, ticks)) if order.window else asyncio.run(_measured(order, []))
    json.dump(asdict(taken), sys.stdout)


if __name__ == "__main__":
    main()
