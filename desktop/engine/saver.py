"""The saver: from "done" to a whole, verified file under its final name.

A link is fetched only when a slot is free for it, and asked for anew when the one in hand is too old. Every step is stored
before it is shown. One failed file never stops another.
"""

import asyncio
import contextlib
import itertools
import logging
import random
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from desktop.domain.advance import needs_file
from desktop.domain.events import TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import FileChange
from desktop.domain.status import FileState, Remote
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name
from desktop.engine.attempts import OURS, Asker, NoFreshLink, SavedFile, Shelf, Tally, Unsaved, link_serves, verdict
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.meter import Meter
from desktop.engine.ports import Refusal
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    task_id: int
    part: str


class Saver:
    """Saves the files of finished tasks, a few at a time, those whose links end first before the others.

    `offline` tells whether this computer is; a save waits for that to end and is not counted as tried.
    """

    def __init__(
        self,
        board: Board,
        asker: Asker,
        shelf: Shelf,
        clock: Clock,
        rng: random.Random,
        *,
        slots: int,
        haste: float = 1.0,
        offline: Callable[[], bool] = lambda: False,
    ) -> None:
        self._board = board
        self._asker = asker
        self._shelf = shelf
        self._clock = clock
        self._rng = rng
        self._slots = slots
        self._haste = haste
        self._offline = offline
        self._jobs: dict[_Job, int] = {}
        self._order = itertools.count()
        self._arrived: list[_Job] = []
        self._changed = asyncio.Event()
        self._freed = asyncio.Event()
        self._busy: dict[_Job, asyncio.Task[None]] = {}
        self._pausing = 0
        self._parked: dict[_Job, datetime | None] = {}
        self._barred: set[int] = set()
        self.auto = True
        self._meter = Meter()
        board.subscribe(self._heard)
        board.keep_while(self._works_on)

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _heard(self, event: object) -> None:
        if isinstance(event, TasksRemoved):
            gone = set(event.ids)
            for jobs in (self._jobs, self._parked):
                for job in [job for job in jobs if job.task_id in gone]:
                    del jobs[job]
        elif isinstance(event, TasksAdded | TasksChanged) and self.auto:
            for task in event.tasks:
                self.want(task)

    def want(self, task: Task, *, again: bool = False) -> None:
        """Queue the files of `task` that are still to be saved; with `again` also those that failed, are gone or were moved."""
        if task.remote is not Remote.DONE or task.paused or task.id in self._barred:
            return
        states = {FileState.WANTED, FileState.QUEUED}
        if again:
            states |= {FileState.FAILED, FileState.GONE, FileState.MISSING}
        for file in task.files:
            job = _Job(task.id, file.part)
            if file.state not in states or job in self._jobs or job in self._busy:
                continue
            if job in self._parked and not again and self._parked[job] == file.links_at:
                continue  # the same link as before, which is refused
            self._parked.pop(job, None)
            self._jobs[job] = next(self._order)
            self._arrived.append(job)
            self._changed.set()

    async def again(self, tasks: Sequence[Task]) -> None:
        """Queue all that is not saved of `tasks`; they say so when this returns."""
        for task in tasks:
            self.want(task, again=True)
        await self._board.apply(self._queued())

    @contextlib.asynccontextmanager
    async def stopped(self, ids: Collection[int]) -> AsyncGenerator[None]:
        """Stop saving the files of tasks, and save none of them before the block ends; what was under way is wanted again."""
        self._barred.update(ids)
        try:
            for job in [job for job in self._jobs if job.task_id in self._barred]:
                del self._jobs[job]
            running = [save for job, save in self._busy.items() if job.task_id in self._barred]
            for save in running:
                save.cancel()
            if running:
                await asyncio.wait(running)
            yield
        finally:
            self._barred.difference_update(ids)

    def set_slots(self, slots: int) -> None:
        """Change how many files are saved at a time; takes effect as files end."""
        self._slots = slots
        self._free()

    def bytes_per_second(self) -> float:
        """Return the speed of the last seconds over all files."""
        return self._meter.rate(self._clock.monotonic())

    def saving(self) -> int:
        """Return how many files are being saved now."""
        return len(self._busy) - self._pausing

    def unsaved(self) -> list[Task]:
        """Return the finished tasks that still have a file to save."""
        return [task for task in self._board.tasks() if task.remote is Remote.DONE and needs_file(task)]

    def _works_on(self, task: Task) -> bool:
        jobs = [_Job(task.id, file.part) for file in task.files]
        return any(job in self._jobs or job in self._busy for job in jobs)

    # -- the slots ---------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Save until cancelled; what was under way is stopped."""
        try:
            while True:
                self._changed.clear()
                await self._tell(self._queued())
                while self._jobs and self.saving() < self._slots:
                    self._start(self._next())
                await self._changed.wait()
        finally:
            running = tuple(self._busy.values())
            for save in running:
                save.cancel()
            if running:
                await asyncio.wait(running)

    def _queued(self) -> list[Update]:
        arrived, self._arrived = self._arrived, []
        return [Update(job.task_id, FileChange(job.part, FileState.QUEUED)) for job in arrived if job in self._jobs]

    def _start(self, job: _Job) -> None:
        save = asyncio.create_task(self._save(job), name=f"save {job.part} of {job.task_id}")
        self._busy[job] = save
        save.add_done_callback(lambda _: self._ended(job))

    def _ended(self, job: _Job) -> None:
        """Give the slot back; also called for a save that was cancelled before its first step."""
        self._busy.pop(job, None)
        self._meter.forget(job)
        self._board.let_go((job.task_id,))
        self._free()

    def _free(self) -> None:
        self._freed.set()
        self._changed.set()

    def _next(self) -> _Job:
        """Take the job with the least time left; among equals the one that came first."""
        far = datetime.max.replace(tzinfo=self._clock.now().tzinfo)

        def urgency(entry: tuple[_Job, int]) -> tuple[datetime, int]:
            file = self._file(entry[0])
            return (file.expires_at if file is not None and file.expires_at is not None else far, entry[1])

        job, _ = min(self._jobs.items(), key=urgency)
        del self._jobs[job]
        return job

    def _file(self, job: _Job) -> ResultFile | None:
        task = self._board.task(job.task_id)
        return next((f for f in task.files if f.part == job.part), None) if task is not None else None

    async def _save(self, job: _Job) -> None:
        try:
            await self._attempts(job)
        except asyncio.CancelledError:
            await self._put_back(job)
            raise
        except Exception:
            logger.exception("saving %s of task %d failed", job.part, job.task_id)
            await self._give_up(job, FileState.FAILED, problem(ProblemKind.FILE_HOST_TROUBLE))

    # -- one file ----------------------------------------------------------------------------------------------------

    async def _attempts(self, job: _Job) -> None:
        await self._tell([Update(job.task_id, FileChange(job.part, FileState.SAVING))])
        tally = Tally()
        ask = False
        while True:
            try:
                saved = await self._once(job, ask=ask, must=tally.refused > 0)
            except NoFreshLink:
                await self._park(job)
                return
            except Refusal:
                await self._give_up(job, FileState.FAILED, problem(ProblemKind.LINK_KEEPS_EXPIRING))
                return
            except Unsaved as unsaved:
                fault, faults = unsaved.fault, unsaved.faults
            else:
                await self._keep(job, saved)
                return
            if fault.kind is FaultKind.CANCELLED:
                await self._put_back(job)
                return
            seconds = tally.pause_after(fault, self._haste, offline=self._offline())
            if seconds is None:
                task = self._board.task(job.task_id)
                provider = provider_name(task.ref.provider) if task is not None else ""
                await self._give_up(job, *verdict(faults, provider))
                return
            ask = fault.kind in (FaultKind.LINK_ENDED, FaultKind.UNREACHABLE)
            await self._pause(seconds)

    async def _once(self, job: _Job, *, ask: bool, must: bool) -> SavedFile:
        """Try each source of the file once, the best one first."""
        task, file = await self._fresh(job, ask=ask, must=must)
        if not file.urls and file.text is None:
            raise Refusal("No link is known for this file.")
        faults: list[FetchFault] = []
        for url in file.urls or (None,):
            try:
                if url is None:
                    return await self._shelf.write(task, file, file.text or "")
                return await self._shelf.fetch(task, file, url, self._progress(job))
            except FetchFault as fault:
                faults.append(fault)
                if fault.kind in OURS:
                    break
        raise Unsaved(faults)

    async def _fresh(self, job: _Job, *, ask: bool, must: bool) -> tuple[Task, ResultFile]:
        """Return the file with a link that is alive; asks the provider again where the one in hand is old or about to end.

        Where the provider can't be asked the link in hand has to do, unless there `must` be another one.
        """
        task, file = self._found(job)
        if not file.urls and file.text is not None:
            return task, file
        if not ask and link_serves(file, self._clock.now()):
            return task, file
        try:
            await self._asker.ask_now(job.task_id)
        except (Refusal, StorageTrouble) as error:
            if must and self._found(job)[1].links_at == file.links_at:
                raise NoFreshLink from error
        return self._found(job)

    def _found(self, job: _Job) -> tuple[Task, ResultFile]:
        task, file = self._board.task(job.task_id), self._file(job)
        if task is None or file is None:
            raise Refusal("This task is no longer on the list.")
        return task, file

    def _progress(self, job: _Job) -> Callable[[int, int | None], None]:
        def told(received: int, size: int | None) -> None:
            file = self._file(job)
            if file is not None and file.state is FileState.SAVING:
                self._meter.count(job, received, self._clock.monotonic())
                self._board.progress(job.task_id, job.part, received, size)

        return told

    async def _pause(self, seconds: float) -> None:
        """Wait, with the slot given to others meanwhile, and then for a free one."""
        self._pausing += 1
        try:
            self._free()
            await self._clock.sleep(seconds * self._rng.uniform(1.0, 1.1))
            while self.saving() >= self._slots:
                self._freed.clear()
                await self._freed.wait()
        finally:
            self._pausing -= 1

    # -- how it ends -------------------------------------------------------------------------------------------------

    async def _tell(self, updates: Sequence[Update]) -> None:
        """Change tasks; what the disk does not take now the board writes, and says, by itself."""
        try:
            await self._board.apply(updates)
        except StorageTrouble as trouble:
            logger.warning("the state of a file is not on disk yet: %s", trouble.sentence)

    async def _put_back(self, job: _Job) -> None:
        """Want a file again whose saving was called off; it stays queued where only the program ends."""
        task, file = self._board.task(job.task_id), self._file(job)
        if task is not None and file is not None and file.state is FileState.SAVING:
            called_off = task.paused or task.id in self._barred
            state = FileState.WANTED if called_off else FileState.QUEUED
            await self._tell([Update(job.task_id, FileChange(job.part, state))])

    async def _park(self, job: _Job) -> None:
        """Want a file again once the provider has named another link."""
        file = self._file(job)
        if file is not None:
            self._parked[job] = file.links_at
            await self._tell([Update(job.task_id, FileChange(job.part, FileState.WANTED))])

    async def _keep(self, job: _Job, saved: SavedFile) -> None:
        file = self._file(job)
        change = FileChange(
            job.part,
            FileState.SAVED,
            received=saved.size,
            size=saved.size,
            path=str(saved.path),
            sha256=saved.sha256,
            media_type=saved.media_type,
            name=f"{PurePosixPath(file.name).stem}{saved.path.suffix}" if file is not None else None,
            kind=saved.kind,
            attempt=True,
        )
        await self._tell([Update(job.task_id, change)])

    async def _give_up(self, job: _Job, state: FileState, why: Problem) -> None:
        await self._tell([Update(job.task_id, FileChange(job.part, state, problem=why, attempt=True))])
