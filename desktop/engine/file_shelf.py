"""Where results are put: the bytes, a description, then the name from the user's template; nothing is ever replaced."""

import contextlib
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex

from desktop.domain.choice import TILES
from desktop.domain.language import tr
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.resume import ResumePoint
from desktop.domain.status import MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name, size_words
from desktop.engine.attempts import Arrived, Heard, SavedFile
from desktop.engine.closed_folders import trouble_of
from desktop.engine.daemon import DaemonThreads, in_daemon_thread
from desktop.engine.describe import Describer
from desktop.engine.drives import Drives
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.fetch import Fetcher, FetchJob
from desktop.engine.names import Names, Owners
from desktop.engine.part_file import PartFile
from desktop.engine.placing import Claimed, Placer
from desktop.engine.signatures import PNG
from desktop.storage.drives import check_drive
from desktop.storage.files import PathEscapes, make_folder, os_problem

BYTES_IN_MB = 1_000_000
BYTES_IN_KB = 1000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the bytes of a file arrive: a new unfinished file, or one that an interrupted transfer left."""

    part: Path
    resume: ResumePoint | None


class FileShelf:
    """Saves below the folders that `names` gives; `rescue` is the fallback unless the user set another one.

    `claimed` tells which of some paths belong to files on the list, `drives` where results were saved before.
    """

    def __init__(
        self,
        owners: Owners,
        names: Names,
        describer: Describer,
        fetcher: Fetcher,
        rescue: Path,
        claimed: Claimed,
        drives: Drives,
    ) -> None:
        self._owners = owners
        self._names = names
        self._describer = describer
        self._fetcher = fetcher
        self._rescue = rescue
        self._leftovers: dict[Path, list[str]] = {}
        self._threads = DaemonThreads("shelf")
        self._placer = Placer(names, describer, claimed, self._threads)
        self._drives = drives
        self._run = token_hex(4)
        self.settings_changed()

    # -- where -------------------------------------------------------------------------------------------------------

    def root_of(self, task: Task) -> Path:
        """Return the folder below which the files of `task` are saved, as things are set now."""
        return self._names.root(task)

    def fallback(self) -> Path:
        """Return the folder for results that would be lost while their own can't take them."""
        chosen = self._owners.settings().fallback_folder
        return Path(chosen) if chosen else self._rescue

    def settings_changed(self) -> None:
        """Fetch as many files at a time, and as fast, as the settings have it now."""
        settings = self._owners.settings()
        self._fetcher.set_workers(settings.save_slots + 1)
        self._fetcher.set_rate(settings.bandwidth_kb * BYTES_IN_KB or None)

    async def trouble_of(self, folder: Path, needs: int) -> Problem | None:
        """Return why a folder can't take so many bytes; None where it can."""
        reserve, device = self._owners.settings().reserve_mb * BYTES_IN_MB, await self._drives.known(folder)
        return await in_daemon_thread("look at folder", lambda: trouble_of(folder, needs, reserve, device))

    # -- the bytes ---------------------------------------------------------------------------------------------------

    async def fetch(self, task: Task, file: ResultFile, url: str, root: Path, heard: Heard) -> Arrived:
        """Fetch and verify the bytes at `url`; goes on where an interrupted transfer stopped. Raises FetchFault."""
        account = self._owners.account(task.account_id)
        device = await self._drives.known(root)
        where = await self._in_thread(root, lambda: self._place(task, file, root, device))
        await self._drives.saved_below(root)
        job = FetchJob(
            url=url,
            part=where.part,
            kind=file.kind,
            account_url=account.base_url if account is not None else task.ref.origin,
            provider=provider_name(task.ref.provider),
            reserve=self._owners.settings().reserve_mb * BYTES_IN_MB,
            resume=where.resume,
        )
        try:
            fetched = await self._fetcher.fetch(job, heard.progress, heard.checkpoint)
        except FetchFault as fault:
            raise self._rooted(fault, root) from fault
        found = fetched.media_type
        return Arrived(
            part=fetched.part,
            size=fetched.size,
            sha256=fetched.sha256,
            media_type=found.mime if found is not None else "application/octet-stream",
            extension=fetched.extension or PurePosixPath(file.name).suffix,
            kind=found.kind if found is not None else file.kind,
            width=fetched.width,
            height=fetched.height,
            seconds=fetched.seconds,
        )

    async def write(self, task: Task, file: ResultFile, root: Path) -> Arrived:
        """Write a result that came as text. Raises FetchFault."""
        try:
            return await self._in_thread(root, lambda: self._write(task, file, root))
        except FetchFault as fault:
            raise self._rooted(fault, root) from fault

    async def cut(self, task: Task, file: ResultFile, source: ResultFile, root: Path) -> Arrived:
        """Cut one of the four pictures of a grid that is saved. Raises FetchFault."""
        return await self._in_thread(root, lambda: self._cut(task, file, source, root))

    async def keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        """Describe what arrived and give it its name. Raises FetchFault, and then it is gone."""
        try:
            return await self._placer.keep(task, file, arrived, root)
        except (PathEscapes, OSError) as error:
            raise _fault_of(error, root) from None

    async def share(self, task: Task, file: ResultFile, arrived: Arrived, path: Path) -> tuple[str, ...]:
        """Delete what arrived, for the file at `path` holds the same bytes for this task; return remarks."""
        await self.discard(arrived.part)
        return await in_daemon_thread("describe", lambda: self._describer.add_equal(path, task, file))

    async def mark(self, tasks: Sequence[Task]) -> None:
        """Say in the descriptions beside the saved files of `tasks` how the user marked these."""
        for task in tasks:
            await in_daemon_thread("describe", partial(self._describer.mark, task))

    async def discard(self, part: Path) -> None:
        """Delete an unfinished file; whatever keeps it there, nothing more is done about it."""
        with contextlib.suppress(OSError):
            await in_daemon_thread("discard", lambda: part.unlink(missing_ok=True))

    async def holds(self, path: Path, size: int | None, sha256: str | None) -> bool:
        """Tell whether the file at `path` is still what it was when it was saved."""
        return await in_daemon_thread("look at file", lambda: _is_unchanged(path, size, sha256))

    def _rooted(self, fault: FetchFault, root: Path) -> FetchFault:
        """Return a fault of a full disk as one that names the folder that was chosen, and what is kept free there."""
        if fault.problem.kind is not ProblemKind.DISK_FULL:
            return fault
        facts = {**dict(fault.problem.facts), "folder": str(root)}
        if "needs" in facts:
            facts["reserve"] = size_words(self._owners.settings().reserve_mb * BYTES_IN_MB)
        return FetchFault(fault.kind, problem(ProblemKind.DISK_FULL, **facts), received=fault.received, total=fault.total)

    # -- in a thread -------------------------------------------------------------------------------------------------

    async def _in_thread[T](self, root: Path, work: Callable[[], T]) -> T:
        try:
            return await self._threads.run(work)
        except (PathEscapes, OSError) as error:
            raise _fault_of(error, root) from None

    def _place(self, task: Task, file: ResultFile, root: Path, device: int | None = None) -> _Place:
        """Return where the bytes arrive; remove what an earlier run that was killed left of them, unless it can go on."""
        check_drive(root, device)
        path, tag = self._names.namer(task, file, root)(PurePosixPath(file.name).suffix).path, self._tag(task, file)
        make_folder(path.parent)
        resume = file.resume if file.resume is not None and _same_drive(Path(file.resume.path), path.parent) else None
        kept = Path(resume.path) if resume is not None else None
        for other in self._left_in(path.parent):
            if tag in other and path.parent / other != kept:
                with contextlib.suppress(OSError):
                    (path.parent / other).unlink()
        return _Place(path.with_name(f"{path.name}{tag}{self._run}.part"), resume)

    def _left_in(self, folder: Path) -> list[str]:
        """Return the unfinished files that earlier runs left in a folder; looked at once: folders may be long and far away."""
        if folder not in self._leftovers:
            names = os.listdir(folder)  # noqa: PTH208  # names alone
            self._leftovers[folder] = [name for name in names if name.endswith(".part") and self._run not in name]
        return self._leftovers[folder]

    def _tag(self, task: Task, file: ResultFile) -> str:
        """Return what the unfinished files of this part have in their names, whichever run of this profile they are of."""
        facts = (platform.node(), str(self._rescue), task.id, task.ref.provider, task.ref.task_id, file.part)
        return f".outtray-{sha256(repr(facts).encode()).hexdigest()[:8]}-"

    def _write(self, task: Task, file: ResultFile, root: Path) -> Arrived:
        data = (file.text or "").encode()
        reserve = self._owners.settings().reserve_mb * BYTES_IN_MB
        with PartFile(self._place(task, file, root).part, expected=len(data), reserve=reserve) as part:
            part.write(data)
            digest = part.finish()
            part.sync()
        extension = PurePosixPath(file.name).suffix or ".txt"
        return Arrived(
            part=part.path, size=len(data), sha256=digest, media_type="text/plain", extension=extension, kind=MediaKind.TEXT
        )

    def _cut(self, task: Task, file: ResultFile, source: ResultFile, root: Path) -> Arrived:
        from desktop.engine.tiles import CantCut, cut_tile  # few tasks have a grid

        part = self._place(task, file, root).part
        try:
            if file.part not in TILES:
                raise CantCut(tr("The grid was not cut: it has four pictures."))
            tile = cut_tile(Path(source.path or ""), TILES.index(file.part) + 1, part)
        except CantCut as error:
            raise FetchFault(FaultKind.WRONG_BYTES, problem(ProblemKind.WRONG_BYTES, reason=str(error))) from None
        return Arrived(
            part=part,
            size=tile.size,
            sha256=tile.sha256,
            media_type=PNG.mime,
            extension=PNG.extension,
            kind=MediaKind.IMAGE,
            width=tile.width,
            height=tile.height,
        )


def _fault_of(error: PathEscapes | OSError, root: Path) -> FetchFault:
    if isinstance(error, PathEscapes):
        trouble = problem(ProblemKind.FOLDER_UNAVAILABLE, folder=str(root), reason=str(error).rstrip("."))
    else:
        trouble = os_problem(error, root)
    kind = FaultKind.DISK_FULL if trouble.kind is ProblemKind.DISK_FULL else FaultKind.FOLDER_GONE
    return FetchFault(kind, trouble)


def _is_unchanged(path: Path, size: int | None, digest: str | None) -> bool:
    try:
        with path.open("rb") as file:
            return path.stat().st_size == size and file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def _same_drive(part: Path, folder: Path) -> bool:
    """Tell whether an unfinished file is there, and can be renamed into `folder`."""
    try:
        return part.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False
