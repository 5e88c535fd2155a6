"""A store, a board and :class:`AfterSave` at work on them, for its tests."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.domain.badge import badge_of
from desktop.domain.report import FileChange
from desktop.domain.settings import ProjectRules, Settings
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.engine.after_save import AfterSave
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.poster import Poster
from desktop.storage.errands import Errand
from desktop.storage.redaction import Redactor
from desktop.storage.tasks import TaskStore
from tests.fakes.clock import ManualClock
from tests.fakes.records import a_file, a_task

KEY = "ak_canary4711canary"
PATIENCE = 10.0


@dataclass
class Rig:
    """What a test acts on. `rules` may be changed while it runs."""

    folder: Path
    store: TaskStore
    board: Board
    after: AfterSave
    clock: Clock
    rules: list[ProjectRules]
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def saves(self, *names: str, project: str | None = None, **fields: Any) -> Task:
        """Save a new task with files of these names, as the saver does; return it."""
        files = tuple(a_file(name, FileState.SAVING, name=name) for name in names)
        fresh = a_task(task_id=f"task-{next(self.numbers)}", remote=Remote.DONE, final=True, files=files, project=project, **fields)
        [(stored, _)] = await self.board.add([replace(fresh, id=0)])
        for name in names:
            path = self.put(name)
            change = FileChange(name, FileState.SAVED, path=str(path), size=path.stat().st_size, sha256="ab" * 32)
            await self.board.apply([Update(stored.id, change)])
        return stored

    def put(self, name: str, data: bytes | None = None) -> Path:
        """Write a result where results are."""
        path = self.folder / "results" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() if data is None else data)
        return path

    async def notes(self, task: Task) -> tuple[str, ...]:
        """Return the remarks on a task, which is still saved."""
        (now,) = await self.store.get([task.id])
        assert badge_of(now) is Badge.SAVED
        return now.notes

    async def open(self) -> list[Errand]:
        """Return what is still to be done, as it is on disk."""
        return await self.store.errands()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return once `condition` holds."""

        async def holds() -> bool:
            return condition()

        await self._comes(holds)

    async def over(self) -> None:
        """Return once nothing is left to do."""

        async def ended() -> bool:
            return not await self.open()

        await self._comes(ended)

    async def _comes(self, condition: Callable[[], Awaitable[bool]]) -> None:
        end = time.monotonic() + PATIENCE
        while not await condition():
            assert time.monotonic() < end, f"It never came to that: {await self.open()}"
            await asyncio.sleep(0.005)

    async def pass_by(self, seconds: float) -> None:
        """Let time pass on the manual clock."""
        assert isinstance(self.clock, ManualClock)
        await self.clock.advance(seconds)


def clean(text: str) -> str:
    """Return a text without the key of these tests."""
    redactor = Redactor([KEY])
    return redactor.text(text)


@asynccontextmanager
async def at_work(
    folder: Path,
    *rules: ProjectRules,
    clock: Clock | None = None,
    poster: Poster | None = None,
    eagle_url: str = "",
    store_class: type[TaskStore] = TaskStore,
) -> AsyncIterator[Rig]:
    """Run it over the profile in `folder`; leaving stops it as quitting does."""
    at = clock or ManualClock()
    store, _ = store_class.open(folder / "tasks.db", folder / "backups", at.now())
    board, in_force = Board(store, at), list(rules)
    poster = poster or Poster(version="test")
    after = AfterSave(
        store,
        board,
        lambda: Settings(projects=tuple(in_force)),
        poster,
        at,
        clean=clean,
        eagle_url=eagle_url or "http://127.0.0.1:9",
    )
    running = asyncio.create_task(after.run())
    try:
        yield Rig(folder, store, board, after, at, in_force)
    finally:
        running.cancel()
        await asyncio.wait([running])
        await board.close()
        await store.close()
    if not running.cancelled() and (error := running.exception()) is not None:
        raise error
