"""The working set: the tasks of this run, changed in memory, written to disk, then published, in that order.

Writes that arrive while a commit is under way go into the next one together. A task that can't be written stays pending and is
tried again by itself; a task at rest leaves memory once it is on disk, and comes back when somebody asks for it.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.advance import advance, needs_file, needs_request
from desktop.domain.events import EngineEvent, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.language import tr, words_of
from desktop.domain.report import Event
from desktop.domain.task import Task
from desktop.engine.clock import Clock
from desktop.storage.tasks import TaskStore, TaskWrite
from desktop.storage.trouble import DatabaseClosed, StorageTrouble

logger = logging.getLogger(__name__)

RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Pauses before what could not be written is tried again; the last one repeats."""

UNWRITTEN = words_of("The task list can't be written. Outtray tries again by itself; the log says more.")


@dataclass(frozen=True, slots=True)
class Update:
    """An event of one task, and the reply it came with (redacted JSON text) where it came with one."""

    task_id: int
    event: Event
    raw: str | None = None


class Board:
    """Holds the tasks in work and is the only way to change them.

    `trouble` hears a sentence when the disk refuses a write, and None when everything is written again. `refine` returns an event
    of a task as it counts here: with the user's choice of parts in a report.
    """

    def __init__(
        self,
        store: TaskStore,
        clock: Clock,
        trouble: Callable[[str | None], None] = lambda _: None,
        refine: Callable[[Task, Event], Event] = lambda _task, event: event,
    ) -> None:
        self._store = store
        self._clock = clock
        self._trouble = trouble
        self._refine = refine
        self._tasks: dict[int, Task] = {}
        self._removed: set[int] = set()
        self._pending: dict[int, TaskWrite] = {}
        self._writing: dict[int, TaskWrite] = {}
        self._commit: asyncio.Task[dict[int, Exception]] | None = None
        self._retrying: asyncio.Task[None] | None = None
        self._in_trouble = False
        self._taking = asyncio.Lock()
        self._users: list[Callable[[Task], bool]] = []
        self._listeners: list[Callable[[EngineEvent], None]] = []

    # -- listening ---------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Call `listener` for each event from now on; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def publish(self, event: EngineEvent) -> None:
        """Tell every listener of `event`; an error of one keeps nothing from the others."""
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception:
                logger.exception("a listener failed on %s", type(event).__name__)

    # -- what is in memory -------------------------------------------------------------------------------------------

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
        if self._absent(wanted):
            async with self._taking:
                for task in await self._store.get(self._absent(wanted)):
                    if task.id not in self._removed:
                        self._tasks.setdefault(task.id, task)
        return [self._tasks[i] for i in wanted if i in self._tasks]

    def keep_while(self, used: Callable[[Task], bool]) -> None:
        """Let no task out of memory of which `used` says that it is worked on."""
        self._users.append(used)

    def let_go(self, ids: Iterable[int]) -> None:
        """Let tasks out of memory that are on disk and at rest, and that nobody works on."""
        for task_id in ids:
            task = self._tasks.get(task_id)
            if task is None or task_id in self._pending or task_id in self._writing:
                continue
            if not needs_request(task) and not needs_file(task) and not any(used(task) for used in self._users):
                del self._tasks[task_id]

    def _absent(self, ids: Iterable[int]) -> list[int]:
        return [i for i in ids if i not in self._tasks and i not in self._removed]

    # -- changes -----------------------------------------------------------------------------------------------------

    async def add(self, tasks: Sequence[Task]) -> list[tuple[Task, bool]]:
        """Store new tasks and publish them; return each with whether it is new."""
        stored = await self._store.add(tasks)
        fresh = [task for task, new in stored if new]
        for task in fresh:
            self._removed.discard(task.id)
            self._tasks[task.id] = task
        if fresh:
            self.publish(TasksAdded(tuple(fresh)))
            self.let_go(task.id for task in fresh)
        return stored

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list."""
        self._removed.update(ids)
        try:
            await self._flushed(ids)
            await self._store.remove(ids)
        except BaseException:
            self._removed.difference_update(ids)
            raise
        for task_id in ids:
            self._tasks.pop(task_id, None)
        self.publish(TasksRemoved(tuple(ids)))

    async def restore(self, ids: Sequence[int]) -> list[Task]:
        """Bring removed tasks back and publish them."""
        await self._flushed(ids)
        await self._store.restore(ids)
        self._removed.difference_update(ids)
        tasks = await self.hold(ids)
        self.publish(TasksAdded(tuple(tasks)))
        self.let_go(ids)
        return tasks

    async def apply(self, updates: Sequence[Update]) -> list[Task]:
        """Advance tasks by `updates`; return the tasks as they are once that is on disk and published.

        Raises DatabaseTrouble where it can't be written now; it holds all the same, and is written as soon as that goes.
        """
        await self.hold({update.task_id for update in updates})
        now = self._clock.now()
        changed: list[Task] = []
        for update in updates:
            task = self._tasks.get(update.task_id)
            if task is None:
                continue
            after = advance(task, self._refine(task, update.event), now)
            if after == task and update.raw is None and task.id not in self._pending:
                continue
            self._tasks[task.id] = after
            self._pending[task.id] = _merged(self._pending.get(task.id), TaskWrite(after, now, update.raw))
            changed.append(after)
        await self._flushed({task.id for task in changed})
        return changed

    def progress(self, task_id: int, part: str, received: int, size: int | None) -> None:
        """Publish how far a running save is; the one change that is shown without being on disk."""
        task = self._tasks.get(task_id)
        if task is None:
            return
        files = tuple(replace(f, received=received, size=size or f.size) if f.part == part else f for f in task.files)
        self._tasks[task_id] = replace(task, files=files)
        if task_id not in self._pending and task_id not in self._writing:
            self.publish(TasksChanged((self._tasks[task_id],)))

    # -- the disk ----------------------------------------------------------------------------------------------------

    async def close(self) -> None:
        """Write what is still pending, if that goes, and try no more."""
        if self._retrying is not None:
            self._retrying.cancel()
        with contextlib.suppress(Exception):  # told when it began
            await self._flushed(tuple({**self._pending, **self._writing}))

    async def _flushed(self, ids: Collection[int]) -> None:
        """Return when what is pending of `ids` now is on disk and published. Raises what keeps it from that."""
        for _ in range(2):  # the commit under way may hold an earlier state; the one after it holds this one
            if not any(i in self._pending or i in self._writing for i in ids):
                return
            if self._commit is None:
                self._commit = asyncio.create_task(self._write(), name="commit")
            failed = await asyncio.shield(self._commit)
            for task_id in ids:
                if task_id in failed:
                    raise failed[task_id]

    async def _write(self) -> dict[int, Exception]:
        """Write what is pending and publish it; return the tasks that could not be written, which are pending again."""
        writes = self._writing = self._pending
        self._pending = {}
        unwritten = writes
        try:
            failed = await self._stored(writes)
            unwritten = {task_id: writes[task_id] for task_id in failed}
        finally:
            later, self._pending = self._pending, dict(unwritten)
            for task_id, write in later.items():
                self._pending[task_id] = _merged(self._pending.get(task_id), write)
            self._writing = {}
            self._commit = None
        self._published([write.task for task_id, write in writes.items() if task_id not in failed])
        self._judge(failed)
        return failed

    async def _stored(self, writes: dict[int, TaskWrite]) -> dict[int, Exception]:
        """Write all in one commit; where that fails, each by itself, so that one bad record holds up no other."""
        try:
            await self._store.save(tuple(writes.values()))
        except Exception as error:  # noqa: BLE001  # logged and told below
            if len(writes) == 1 or isinstance(error, DatabaseClosed):
                return dict.fromkeys(writes, error)
        else:
            return {}
        failed: dict[int, Exception] = {}
        for task_id, write in writes.items():
            failed |= await self._stored({task_id: write})
        return failed

    def _published(self, tasks: Sequence[Task]) -> None:
        """Publish tasks as they are on disk, with the progress of a running save."""
        shown = [self._tasks.get(t.id, t) if t.id not in self._pending else t for t in tasks if t.id not in self._removed]
        if shown:
            self.publish(TasksChanged(tuple(shown)))
        self.let_go(task.id for task in tasks)

    def _judge(self, failed: dict[int, Exception]) -> None:
        """Say that writing fails, and try again; or that it works again."""
        error = next(iter(failed.values()), None)
        if error is None:
            if self._in_trouble and not self._pending:
                self._in_trouble = False
                self._trouble(None)
            return
        if isinstance(error, DatabaseClosed):
            return
        if not self._in_trouble:
            self._in_trouble = True
            logger.error("%d tasks could not be written", len(failed), exc_info=error)
            self._trouble(error.sentence if isinstance(error, StorageTrouble) else tr(UNWRITTEN))
        if self._retrying is None or self._retrying.done():
            self._retrying = asyncio.create_task(self._retry(), name="write again")

    async def _retry(self) -> None:
        for seconds in itertools.chain(RETRY_SECONDS, itertools.repeat(RETRY_SECONDS[-1])):
            await self._clock.sleep(seconds)
            with contextlib.suppress(Exception):  # told when it began
                await self._flushed(tuple(self._pending))
            if not self._pending:
                return


def _merged(earlier: TaskWrite | None, later: TaskWrite) -> TaskWrite:
    """Return the later of two writes of a task; a reply that only the earlier one came with is kept."""
    return later if earlier is None or later.raw is not None else replace(later, raw=earlier.raw)
