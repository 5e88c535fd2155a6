"""The saver: from "done" to a whole, verified file under its final name.

A link is fetched only when a slot is free for it, and asked for anew when the one in hand is too old. Every step is stored
before it is shown. One failed file never stops another.
"""

import asyncio
import contextlib
import itertools
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desktop.domain.advance import needs_file
from desktop.domain.events import TasksAdded, TasksChanged
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import FileChange
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.meter import Meter
from desktop.engine.ports import Refusal

logger = logging.getLogger(__name__)

OLD_LINK = timedelta(seconds=60)
"""A link older than this is asked for anew before it is used."""

NEW_LINK = timedelta(seconds=1)
"""A link younger than this is used as it is."""

SHORT_LINK = timedelta(seconds=30)
"""A link that ends within this is asked for anew before it is used."""

TRIES = 5
"""How often one file is tried before the user is told."""

LINK_CYCLES = 3
"""How many fresh links in a row may be refused before the user is told."""

PASSING = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVER, FaultKind.CUT, FaultKind.STALLED, FaultKind.UNREACHABLE})
"""Faults that pass by themselves: the same file is tried again after a pause."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file under its final name."""

    path: Path
    size: int
    sha256: str
    media_type: str
    kind: MediaKind


class Shelf(Protocol):
    """Brings one file's bytes under its final name; every call may raise :class:`FetchFault`."""

    async def fetch(self, task: Task, file: ResultFile, url: str, progress: Callable[[int, int | None], None]) -> SavedFile:
        """Fetch, verify and name the bytes at `url`."""
        ...

    async def write(self, task: Task, file: ResultFile, text: str) -> SavedFile:
        """Write a result that came as text."""
        ...


class Asker(Protocol):
    """Asks a provider about one task at once."""

    async def ask_now(self, task_id: int) -> Task | None:
        """Return the task as it is after the answer."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    task_id: int
    part: str


class Saver:
    """Saves the files of finished tasks, a few at a time, those whose links end first before the others."""

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
    ) -> None:
        self._board = board
        self._asker = asker
        self._shelf = shelf
        self._clock = clock
        self._rng = rng
        self._slots = slots
        self._haste = haste
        self._jobs: dict[_Job, int] = {}
        self._order = itertools.count()
        self._arrived: list[_Job] = []
        self._changed = asyncio.Event()
        self._busy: dict[_Job, asyncio.Task[None]] = {}
        self.auto = True
        self._meter = Meter()
        board.subscribe(self._heard)

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _heard(self, event: object) -> None:
        if isinstance(event, TasksAdded | TasksChanged) and self.auto:
            for task in event.tasks:
                self.want(task)

    def want(self, task: Task, *, again: bool = False) -> None:
        """Queue the files of `task` that are still to be saved; with `again` also those that failed, are gone or were moved."""
        if task.remote is not Remote.DONE or task.paused:
            return
        states = {FileState.WANTED, FileState.QUEUED}
        if again:
            states |= {FileState.FAILED, FileState.GONE, FileState.MISSING}
        for file in task.files:
            job = _Job(task.id, file.part)
            if file.state in states and job not in self._jobs and job not in self._busy:
                self._jobs[job] = next(self._order)
                self._arrived.append(job)
                self._changed.set()

    async def again(self, tasks: Sequence[Task]) -> None:
        """Queue all that is not saved of `tasks`; they say so when this returns."""
        for task in tasks:
            self.want(task, again=True)
        await self._mark([job for job in self._arrived if job in self._jobs], FileState.QUEUED)

    async def stop_task(self, task_id: int) -> None:
        """Stop saving the files of one task; what was under way is wanted again."""
        for job in [job for job in self._jobs if job.task_id == task_id]:
            del self._jobs[job]
        for job, running in list(self._busy.items()):
            if job.task_id == task_id:
                running.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await running

    def set_slots(self, slots: int) -> None:
        """Change how many files are saved at a time; takes effect as files end."""
        self._slots = slots

    def bytes_per_second(self) -> float:
        """Return the speed of the last seconds over all files."""
        return self._meter.rate(self._clock.monotonic())

    def saving(self) -> int:
        """Return how many files are being saved now."""
        return len(self._busy)

    # -- the slots ---------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Save until cancelled; what was under way is stopped."""
        try:
            while True:
                self._changed.clear()
                await self._mark([job for job in self._arrived if job in self._jobs], FileState.QUEUED)
                self._arrived.clear()
                while self._jobs and len(self._busy) < self._slots:
                    self._start(self._next())
                await self._changed.wait()
        finally:
            for running in self._busy.values():
                running.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _start(self, job: _Job) -> None:
        running = asyncio.create_task(self._save(job), name=f"save {job.part} of {job.task_id}")
        self._busy[job] = running
        running.add_done_callback(_log_error)

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
            await self._mark([job], FileState.WANTED)
            raise
        finally:
            self._busy.pop(job, None)
            self._meter.forget(job)
            self._changed.set()

    # -- one file ----------------------------------------------------------------------------------------------------

    async def _attempts(self, job: _Job) -> None:
        await self._mark([job], FileState.SAVING)
        refused_links = 0
        for attempt in range(1, TRIES + 1):
            try:
                saved = await self._once(job, fresh=refused_links > 0)
            except FetchFault as fault:
                if fault.kind is FaultKind.LINK_ENDED:
                    refused_links += 1
                    if refused_links < LINK_CYCLES:
                        await self._pause(0.2 * refused_links)
                        continue
                    await self._give_up(job, self._ended(job, fault))
                    return
                if fault.kind in PASSING and attempt < TRIES:
                    await self._pause(fault.retry_after or 2.0**attempt)
                    continue
                await self._give_up(job, (FileState.FAILED, fault.problem))
                return
            except Refusal:
                await self._give_up(job, (FileState.FAILED, problem(ProblemKind.LINK_KEEPS_EXPIRING)))
                return
            await self._keep(job, saved)
            return

    async def _once(self, job: _Job, *, fresh: bool) -> SavedFile:
        """Try each source of the file once, the best one first."""
        task, file = await self._fresh(job, force=fresh)
        if file.text is not None and not file.urls:
            return await self._shelf.write(task, file, file.text)
        fault: FetchFault | None = None
        for url in file.urls:
            try:
                return await self._shelf.fetch(task, file, url, self._progress(job))
            except FetchFault as trouble:
                fault = trouble
        if fault is None:
            raise Refusal("No link is known for this file.")
        raise fault

    async def _fresh(self, job: _Job, *, force: bool) -> tuple[Task, ResultFile]:
        """Return the file with a link that is alive; asks the provider again where the one in hand is old or about to end."""
        task, file = self._board.task(job.task_id), self._file(job)
        if task is None or file is None:
            raise Refusal("This task is no longer on the list.")
        if file.text is not None and not file.urls:
            return task, file
        now = self._clock.now()
        age = now - file.links_at if file.links_at is not None else OLD_LINK * 2
        ends_soon = file.expires_at is not None and file.expires_at - now < SHORT_LINK
        if force or (age >= NEW_LINK and (age > OLD_LINK or ends_soon)):
            with contextlib.suppress(Refusal):
                await self._asker.ask_now(job.task_id)
            task, file = self._board.task(job.task_id), self._file(job)
            if task is None or file is None:
                raise Refusal("This task is no longer on the list.")
        return task, file

    def _progress(self, job: _Job) -> Callable[[int, int | None], None]:
        def told(received: int, size: int | None) -> None:
            task = self._board.task(job.task_id)
            file = self._file(job)
            if task is not None and file is not None and file.state is FileState.SAVING:
                self._meter.count(job, received, self._clock.monotonic())
                self._board.progress(job.task_id, job.part, received, size)

        return told

    async def _pause(self, seconds: float) -> None:
        await self._clock.sleep(seconds * self._haste * self._rng.uniform(0.9, 1.1))

    # -- how it ends -------------------------------------------------------------------------------------------------

    async def _mark(self, jobs: Sequence[_Job], state: FileState) -> None:
        await self._board.apply([Update(job.task_id, FileChange(job.part, state)) for job in jobs])

    async def _keep(self, job: _Job, saved: SavedFile) -> None:
        change = FileChange(
            job.part,
            FileState.SAVED,
            received=saved.size,
            size=saved.size,
            path=str(saved.path),
            sha256=saved.sha256,
            media_type=saved.media_type,
            name=saved.path.name,
            kind=saved.kind,
            attempt=True,
        )
        await self._board.apply([Update(job.task_id, change)])

    async def _give_up(self, job: _Job, verdict: tuple[FileState, Problem]) -> None:
        state, why = verdict
        await self._board.apply([Update(job.task_id, FileChange(job.part, state, problem=why, attempt=True))])

    def _ended(self, job: _Job, fault: FetchFault) -> tuple[FileState, Problem]:
        """Say what it means that fresh links are refused: 404 and 410 mean deleted, the rest that they keep expiring."""
        task = self._board.task(job.task_id)
        if fault.status in (404, 410):
            provider = provider_name(task.ref.provider) if task is not None else ""
            return FileState.GONE, problem(ProblemKind.DELETED_THERE, provider=provider)
        return FileState.FAILED, problem(ProblemKind.LINK_KEEPS_EXPIRING)

    def unsaved(self) -> list[Task]:
        """Return the finished tasks that still have a file to save."""
        return [task for task in self._board.tasks() if task.remote is Remote.DONE and needs_file(task)]


def _log_error(running: asyncio.Task[None]) -> None:
    if not running.cancelled() and running.exception() is not None:
        logger.error("%s ended with an error", running.get_name(), exc_info=running.exception())
