"""One file on its way: a link that is alive, the bytes, the name; tried again while there is hope, each step stored first."""

import asyncio
import contextlib
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path, PurePosixPath

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import ChoiceChange, Event, FileChange, PartKept
from desktop.domain.resume import ResumePoint
from desktop.domain.slack import is_near_end, transfer_seconds
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name
from desktop.engine.attempts import (
    FOLDER,
    FOLDER_TRIES,
    OURS,
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
        pause: Callable[[float], Awaitable[None]],
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
        self._naming: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._refusals: Counter[Job] = Counter()
        self._notes: set[asyncio.Task[None]] = set()

    async def save(self, job: Job) -> None:
        """Bring one file to its end: saved, gone, failed. Raises FolderClosed, NoFreshLink where it has to wait for something."""
        await self.tell(job, FileChange(job.part, FileState.SAVING))
        tally, ask = Tally(), False
        while True:
            root = self._root(job)
            try:
                await self._once(job, root, ask=ask, must=tally.refused > 0)
            except Refusal:
                await self.give_up(job, FileState.FAILED, problem(ProblemKind.LINK_KEEPS_EXPIRING))
                return
            except Unsaved as unsaved:
                fault, faults = unsaved.fault, unsaved.faults
            else:
                del self._refusals[job]
                return
            if fault.kind is FaultKind.CANCELLED:
                raise asyncio.CancelledError
            seconds = tally.pause_after(fault, self._haste, offline=self._offline())
            if fault.kind in FOLDER and self._closes(job, root, fault):
                continue
            if seconds is None:
                await self._end(job, faults)
                return
            ask = fault.kind in (FaultKind.LINK_ENDED, FaultKind.UNREACHABLE)
            await self._pause(seconds * self._rng.uniform(1.0, 1.1))

    def found(self, job: Job) -> tuple[Task, ResultFile]:
        """Return a job's task and file as they are now. Raises Refusal where they are gone."""
        task = self._board.task(job.task_id)
        file = next((f for f in task.files if f.part == job.part), None) if task is not None else None
        if task is None or file is None:
            raise Refusal("This task is no longer on the list.")
        return task, file

    async def close(self) -> None:
        """Finish what is still to be written."""
        if self._notes:
            await asyncio.wait(self._notes)

    # -- where it goes -----------------------------------------------------------------------------------------------

    def _root(self, job: Job) -> Path:
        """Return the folder below which a file goes: its own, or the fallback for what would be lost. Raises FolderClosed."""
        task, file = self.found(job)
        root = self._shelf.root_of(task)
        why = self._folders.why(root)
        if why is None:
            return root
        fallback = self._shelf.fallback()
        if fallback != root and is_near_end(file, self._clock.now()) and self._folders.why(fallback) is None:
            return fallback
        raise FolderClosed(root, why)

    def _closes(self, job: Job, root: Path, fault: FetchFault) -> bool:
        """Close the folder that refused a file; False where it looked well again each time, and still refused this one."""
        self._refusals[job] += 1
        if self._refusals[job] > FOLDER_TRIES:
            del self._refusals[job]
            return False
        _, file = self.found(job)
        have = file.resume.size if file.resume is not None else 0
        self._folders.close(root, fault.problem, max(0, (file.size or fault.total or 0) - have))
        return True

    # -- one try -----------------------------------------------------------------------------------------------------

    async def _once(self, job: Job, root: Path, *, ask: bool, must: bool) -> None:
        """Try each source of the file once, the best one first, and name what arrives."""
        task, file = await self._fresh(job, ask=ask, must=must)
        arrived = await self._arrived(job, task, file, root)
        async with self._naming[job.task_id]:
            try:
                await self._named(job, arrived, root)
            except FetchFault as fault:
                raise Unsaved([fault]) from fault
            except asyncio.CancelledError:
                await self._shelf.discard(arrived.part)
                raise
        if not self._naming[job.task_id].locked():
            self._naming.pop(job.task_id, None)

    async def _arrived(self, job: Job, task: Task, file: ResultFile, root: Path) -> Arrived:
        if file.made_from:
            return await self._cut(task, file, root)
        if not file.urls and file.text is None:
            raise Refusal("No link is known for this file.")
        faults: list[FetchFault] = []
        heard = Heard(self._progress(job), self._checkpoint(job))
        for url in file.urls or (None,):
            try:
                if url is None:
                    return await self._shelf.write(task, file, root)
                current = self.found(job)[1]
                self._meter.begin(job, current.resume.size if current.resume is not None else 0)
                return await self._shelf.fetch(task, current, url, root, heard)
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
        return link_serves(file, self._clock.now(), transfer_seconds(file, self._meter.pace(self._clock.monotonic())))

    async def _named(self, job: Job, arrived: Arrived, root: Path) -> None:
        """Give what arrived its name, unless the same bytes are saved already for this task: these are stored once."""
        task, file = self.found(job)
        twin = await self._twin(task, file, arrived)
        if twin is None:
            saved = await self._shelf.keep(task, file, arrived, root)
        else:
            remarks = await self._shelf.share(task, file, arrived, Path(twin.path or ""))
            saved = SavedFile(
                path=Path(twin.path or ""),
                size=twin.size or arrived.size,
                sha256=twin.sha256 or arrived.sha256,
                served_sha256=arrived.sha256,
                notes=(f"The same bytes as “{twin.name}”: stored once.", *remarks),
            )
        if root != self._shelf.root_of(task):
            saved = _with_note(saved, f"Saved below “{root}”, because its own folder could not take it before its link ended.")
        await self._keep(job, arrived, saved)

    async def _twin(self, task: Task, file: ResultFile, arrived: Arrived) -> ResultFile | None:
        """Return the file of the same task that holds the same bytes, if it is still there."""
        for other in task.files:
            same = (other.served_sha256 or other.sha256) == arrived.sha256
            if same and other.part != file.part and other.state is FileState.SAVED and other.path is not None:
                return other if await self._shelf.is_there(Path(other.path)) else None
        return None

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
            note = f"“{file.name}” could not be cut from it."
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


def _with_note(saved: SavedFile, note: str) -> SavedFile:
    return SavedFile(
        path=saved.path, size=saved.size, sha256=saved.sha256, served_sha256=saved.served_sha256, notes=(*saved.notes, note)
    )
