"""The working set: the tasks of this run, changed in memory, written to disk, then published, in that order.

Writes that arrive while a commit is under way go into the next one together.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.advance import advance
from desktop.domain.events import EngineEvent, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.report import Event
from desktop.domain.task import Task
from desktop.engine.clock import Clock
from desktop.storage.tasks import TaskStore, TaskWrite


@dataclass(frozen=True, slots=True)
class Update:
    """An event of one task, and the reply it came with (redacted JSON text) where it came with one."""

    task_id: int
    event: Event
    raw: str | None = None


class Board:
    """Holds the tasks in work and is the only way to change them."""

    def __init__(self, store: TaskStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._tasks: dict[int, Task] = {}
        self._pending: dict[int, TaskWrite] = {}
        self._commit: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[EngineEvent], None]] = []

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Call `listener` for each event from now on; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def publish(self, event: EngineEvent) -> None:
        """Tell every listener of `event`."""
        for listener in tuple(self._listeners):
            listener(event)

    async def load(self) -> list[Task]:
        """Take in every task that is not settled; return them."""
        for task in await self._store.open_tasks():
            self._tasks[task.id] = task
        return list(self._tasks.values())

    def task(self, task_id: int) -> Task | None:
        """Return a task in work as it is now."""
        return self._tasks.get(task_id)

    def tasks(self) -> tuple[Task, ...]:
        """Return every task in work."""
        return tuple(self._tasks.values())

    async def hold(self, ids: Iterable[int]) -> list[Task]:
        """Take tasks into work that were at rest; return those that exist."""
        wanted = list(ids)
        absent = [i for i in wanted if i not in self._tasks]
        if absent:
            for task in await self._store.get(absent):
                self._tasks.setdefault(task.id, task)
        return [self._tasks[i] for i in wanted if i in self._tasks]

    async def add(self, tasks: Sequence[Task]) -> list[tuple[Task, bool]]:
        """Store new tasks and publish them; return each with whether it is new."""
        stored = await self._store.add(tasks)
        fresh = [task for task, new in stored if new]
        for task in fresh:
            self._tasks[task.id] = task
        if fresh:
            self.publish(TasksAdded(tuple(fresh)))
        return stored

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list."""
        await self._flushed()
        await self._store.remove(ids)
        for task_id in ids:
            self._tasks.pop(task_id, None)
        self.publish(TasksRemoved(tuple(ids)))

    async def restore(self, ids: Sequence[int]) -> list[Task]:
        """Bring removed tasks back and publish them."""
        await self._store.restore(ids)
        tasks = await self.hold(ids)
        self.publish(TasksAdded(tuple(tasks)))
        return tasks

    async def apply(self, updates: Sequence[Update]) -> list[Task]:
        """Advance tasks by `updates`; return the tasks as they are once that is on disk and published."""
        now = self._clock.now()
        changed: list[Task] = []
        for update in updates:
            task = self._tasks.get(update.task_id)
            if task is None:
                continue
            after = advance(task, update.event, now)
            earlier = self._pending.get(task.id)
            if after == task and update.raw is None and earlier is None:
                continue
            self._tasks[task.id] = after
            raw = update.raw if update.raw is not None else (earlier.raw if earlier else None)
            self._pending[task.id] = TaskWrite(after, now, raw)
            changed.append(after)
        if changed:
            await self._flushed()
        return changed

    def progress(self, task_id: int, part: str, received: int, size: int | None) -> None:
        """Publish how far a running save is; the one change that is shown without being on disk."""
        task = self._tasks.get(task_id)
        if task is None:
            return
        files = tuple(replace(f, received=received, size=size or f.size) if f.part == part else f for f in task.files)
        self._tasks[task_id] = replace(task, files=files)
        self.publish(TasksChanged((self._tasks[task_id],)))

    async def _flushed(self) -> None:
        """Return when everything that is pending now is on disk and published."""
        while self._pending or self._commit is not None:
            if self._commit is None:
                self._commit = asyncio.create_task(self._write(), name="commit")
            await asyncio.shield(self._commit)

    async def _write(self) -> None:
        writes = tuple(self._pending.values())
        self._pending.clear()
        try:
            await self._store.save(writes)
        finally:
            self._commit = None
        self.publish(TasksChanged(tuple(write.task for write in writes)))
