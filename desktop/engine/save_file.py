"""One file on its way: a link that is alive, the bytes, the name; tried again while there is hope, each step stored first."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path, PurePosixPath
from weakref import WeakValueDictionary

from desktop.domain.language import tr
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import ChoiceChange, Event, FileChange, PartKept
from desktop.domain.resume import ResumePoint
from desktop.domain.slack import is_near_end, transfer_seconds
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name
from desktop.engine.attempts import (
    FOLDER,
    LONG_PAUSE,
    OURS,
    PASSING,
    Arrived,
    Asker,
    FolderClosed,
    Heard,
    NoFreshLink,
    SavedFile,
    Shelf,
    Tally,
    Unsaved,
    link_serves,
    verdict,
)
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.closed_folders import ClosedFolders
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.meter import Meter
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Again:
    """A file that is to be tried again by itself: in `seconds` (None: when a good while is over)."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder below which a file goes; `rescued` where that is the fallback, for its own can't take it in time."""

    root: Path
    rescued: bool = False


class FileSaver:
    """Saves single files. Owns no slot: `pause` gives the caller's away for a while and gets one back.

    `next_of` names the tasks of the same account that are saved next: one question may serve them too.
    """

    def __init__(
        self,
        board: Board,
        asker: Asker,
        shelf: Shelf,
        folders: ClosedFolders,
        clock: Clock,
        rng: random.Random,
        meter: Meter,
        *,
        haste: float,
        offline: Callable[[], bool],
        pause: Callable[[Job, float], Awaitable[None]],
        next_of: Callable[[Task], Sequence[int]],
    ) -> None:
        self._board = board
        self._asker = asker
        self._shelf = shelf
        self._folders = folders
        self._clock = clock
        self._rng = rng
        self._meter = meter
        self._haste = haste
        self._offline = offline
        self._pause = pause
        self._next = next_of
        self._naming: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._notes: set[asyncio.Task[None]] = set()

    async def save(self, job: Job) -> Again | None:
        """Bring one file to its end: saved, gone, failed; return whether it is to be tried again by itself.

        Raises FolderClosed and NoFreshLink where it has to wait for something, and Refusal where it left the list.
        """
        await self.tell(job, FileChange(job.part, FileState.SAVING))
        tally, ask = Tally(), False
        while True:
            place = self._place(job)
            try:
                await self._once(job, place, ask=ask, must=tally.refused > 0)
            except Unsaved as unsaved:
                fault, faults = unsaved.fault, unsaved.faults
            else:
                return None
            if fault.kind is FaultKind.CANCELLED:
                raise asyncio.CancelledError
            if fault.kind in FOLDER and await self._closes(job, place.root, fault):
                continue
            tally.came_further(self._have(job))
            seconds = tally.pause_after(fault, self._haste, offline=self._offline())
            if seconds is None:
                await self._end(job, faults)
                return Again() if fault.kind in PASSING else None
            if seconds > LONG_PAUSE:
                await self.tell(job, FileChange(job.part, FileState.WANTED, problem=fault.problem))
                return Again(self._in_time(job, seconds))
            ask = fault.kind in (FaultKind.LINK_ENDED, FaultKind.UNREACHABLE)
            await self._pause(job, seconds * self._rng.uniform(1.0, 1.1))

    def found(self, job: Job) -> tuple[Task, ResultFile]:
        """Return a job's task and file as they are now. Raises Refusal where they are gone."""
        task = self._board.task(job.task_id)
        file = next((f for f in task.files if f.part == job.part), None) if task is not None else None
        if task is None or file is None:
            raise Refusal(tr("This task is no longer on the list."))
        return task, file

    async def close(self) -> None:
        """Finish what is still to be written."""
        if self._notes:
            await asyncio.wait(self._notes)

    def _have(self, job: Job) -> int:
        """Return how much of a file is on the disk, to go on from."""
        _, file = self.found(job)
        return file.resume.size if file.resume is not None else 0

    def _in_time(self, job: Job, seconds: float) -> float:
        """Return `seconds`, or fewer where the file would be lost by then."""
        _, file = self.found(job)
        if file.expires_at is None:
            return seconds
        needs = timedelta(seconds=min(2 * transfer_seconds(file, self._pace()) + LONG_PAUSE, 1e6))
        return max(LONG_PAUSE, min(seconds, (file.expires_at - self._clock.now() - needs).total_seconds()))

    def _pace(self) -> float:
        return self._meter.pace(self._clock.monotonic())

    # -- where it goes -----------------------------------------------------------------------------------------------

    def _place(self, job: Job) -> _Place:
        """Return where a file goes: its own folder, or the fallback for what would be lost. Raises FolderClosed."""
        task, file = self.found(job)
        root = self._shelf.root_of(task)
        why = self._folders.why(root)
        if why is None:
            return _Place(root)
        fallback = self._shelf.fallback()
        if fallback != root and is_near_end(file, self._clock.now()) and self._folders.why(fallback) is None:
            return _Place(fallback, rescued=True)
        raise FolderClosed(root, why)

    async def _closes(self, job: Job, root: Path, fault: FetchFault) -> bool:
        """Close the folder that refused a file; False where the folder is well, and the trouble is this file's own."""
        _, file = self.found(job)
        size = max(file.size or 0, fault.total or 0) or 2 * fault.received
        needs = max(0, size - self._have(job))
        why = await self._shelf.trouble_of(root, needs)
        if why is not None:
            self._folders.close(root, why, needs)
        return why is not None

    # -- one try -----------------------------------------------------------------------------------------------------

    async def _once(self, job: Job, place: _Place, *, ask: bool, must: bool) -> None:
        """Try each source of the file once, the best one first, and name what arrives."""
        task, file = await self._fresh(job, ask=ask, must=must)
        arrived = await self._arrived(job, task, file, place.root)
        naming = self._naming.setdefault(job.task_id, asyncio.Lock())
        try:
            async with naming:
                await self._named(job, arrived, place)
        except FetchFault as fault:
            raise Unsaved([fault]) from fault
        except (asyncio.CancelledError, Refusal):
            await self._shelf.discard(arrived.part)
            raise

    async def _arrived(self, job: Job, task: Task, file: ResultFile, root: Path) -> Arrived:
        if file.made_from:
            return await self._cut(task, file, root)
        faults: list[FetchFault] = []
        heard = Heard(self._progress(job), self._checkpoint(job))
        for url in file.urls or (None,):
            try:
                if url is not None:
                    current = self.found(job)[1]
                    self._meter.begin(job, current.resume.size if current.resume is not None else 0)
                    return replace(await self._shelf.fetch(task, current, url, root, heard), source=url)
                if file.text is not None:
                    return await self._shelf.write(task, file, root)
                faults.append(FetchFault(FaultKind.REFUSED_LINK, problem(ProblemKind.LINK_KEEPS_EXPIRING)))
            except FetchFault as fault:
                faults.append(fault)
                if fault.kind in OURS:
                    break
        raise Unsaved(faults)

    async def _cut(self, task: Task, file: ResultFile, root: Path) -> Arrived:
        source = next((f for f in task.files if f.part == file.made_from), None)
        if source is None or source.path is None or source.state is not FileState.SAVED:
            raise NoFreshLink
        try:
            return await self._shelf.cut(task, file, source, root)
        except FetchFault as fault:
            raise Unsaved([fault]) from fault

    async def _fresh(self, job: Job, *, ask: bool, must: bool) -> tuple[Task, ResultFile]:
        """Return the file with a link that is alive; asks the provider again where the one in hand is old or about to end.

        Where the provider can't be asked the link in hand has to do, unless there `must` be another one.
        """
        task, file = self.found(job)
        if not file.urls and self.link_serves(file):
            return task, file
        if not ask and self.link_serves(file):
            return task, file
        try:
            await self._asker.ask_now(job.task_id, self._next(task))
        except (Refusal, StorageTrouble) as error:
            if must and self.found(job)[1].links_at == file.links_at:
                raise NoFreshLink from error
        return self.found(job)

    def link_serves(self, file: ResultFile) -> bool:
        """Tell whether a file can be fetched, or made, without asking the provider first."""
        if not file.urls:
            return file.text is not None or bool(file.made_from)
        return link_serves(file, self._clock.now(), transfer_seconds(file, self._pace()))

    # -- its name ----------------------------------------------------------------------------------------------------

    async def _named(self, job: Job, arrived: Arrived, place: _Place) -> None:
        """Give what arrived its name, unless the same bytes are saved already for this task: these are stored once."""
        task, file = self.found(job)
        twin = await self._twin(task, file, arrived)
        if twin is None:
            saved = await self._shelf.keep(task, file, arrived, place.root)
        else:
            saved = await self._shared(task, file, arrived, twin)
        if place.rescued:
            note = tr("Saved below “{root}”, because its own folder could not take it before its link ended.", root=place.root)
            saved = replace(saved, notes=(*saved.notes, note))
        await self._keep(job, arrived, saved)
        if file.resume is not None and Path(file.resume.path) != arrived.part:
            await self._shelf.discard(Path(file.resume.path))

    async def _twin(self, task: Task, file: ResultFile, arrived: Arrived) -> ResultFile | None:
        """Return a file of the same task that holds the same bytes, if it is still there as it was saved."""
        for other in task.files:
            same = (other.served_sha256 or other.sha256) == arrived.sha256
            if not same or other.part == file.part or other.state is not FileState.SAVED or other.path is None:
                continue
            if await self._shelf.holds(Path(other.path), other.size, other.sha256):
                return other
        return None

    async def _shared(self, task: Task, file: ResultFile, arrived: Arrived, twin: ResultFile) -> SavedFile:
        path = Path(twin.path or "")
        remarks = await self._shelf.share(task, file, arrived, path)
        return SavedFile(
            path=path,
            size=twin.size or arrived.size,
            sha256=twin.sha256 or arrived.sha256,
            served_sha256=arrived.sha256,
            notes=(tr("The same bytes as “{name}”: stored once.", name=twin.name), *remarks),
        )

    def _progress(self, job: Job) -> Callable[[int, int | None], None]:
        def told(received: int, size: int | None) -> None:
            with contextlib.suppress(Refusal):
                if self.found(job)[1].state is FileState.SAVING:
                    self._meter.count(job, received, self._clock.monotonic())
                    self._board.progress(job.task_id, job.part, received, size)

        return told

    def _checkpoint(self, job: Job) -> Callable[[ResumePoint], None]:
        def told(point: ResumePoint) -> None:
            note = asyncio.create_task(self.tell(job, PartKept(job.part, point)), name=f"checkpoint of {job.task_id}")
            self._notes.add(note)
            note.add_done_callback(self._notes.discard)

        return told

    # -- how it ends -------------------------------------------------------------------------------------------------

    async def tell(self, job: Job, event: Event) -> None:
        """Change a task; what the disk does not take now the board writes, and says, by itself."""
        try:
            await self._board.apply([Update(job.task_id, event)])
        except StorageTrouble as trouble:
            logger.warning("the state of a file is not on disk yet: %s", trouble.sentence)

    async def give_up(self, job: Job, state: FileState, why: Problem) -> None:
        """Say that a file could not be saved, and why."""
        await self.tell(job, FileChange(job.part, state, problem=why, attempt=True))

    async def _end(self, job: Job, faults: Sequence[FetchFault]) -> None:
        task, file = self.found(job)
        if file.made_from:
            # The grid itself is saved; a tile that can't be cut from it is no loss to be reported as one.
            note = faults[-1].problem.fact("reason") or tr("“{name}” could not be cut from it.", name=file.name)
            await self.tell(job, ChoiceChange(frozenset({job.part}), chosen=False))
            await self.tell(job, FileChange(file.made_from, FileState.SAVED, notes=(note,)))
            return
        await self.give_up(job, *verdict(faults, provider_name(task.ref.provider)))

    async def _keep(self, job: Job, arrived: Arrived, saved: SavedFile) -> None:
        _, file = self.found(job)
        change = FileChange(
            job.part,
            FileState.SAVED,
            received=saved.size,
            size=saved.size,
            path=str(saved.path),
            sha256=saved.sha256,
            served_sha256=saved.served_sha256,
            media_type=arrived.media_type,
            name=f"{PurePosixPath(file.name).stem}{saved.path.suffix}",
            kind=arrived.kind,
            attempt=True,
            notes=saved.notes,
            width=arrived.width,
            height=arrived.height,
            seconds=arrived.seconds,
        )
        await self.tell(job, change)
