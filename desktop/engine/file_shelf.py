"""Where results are put: the bytes, a description, then the name from the user's template; nothing is ever replaced."""

import asyncio
import contextlib
import itertools
import os
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex

from desktop.domain.choice import TILES
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.resume import ResumePoint
from desktop.domain.status import MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name, size_words
from desktop.engine.attempts import Arrived, Heard, SavedFile
from desktop.engine.closed_folders import trouble_of
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.describe import Describer
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.fetch import Fetcher, FetchJob
from desktop.engine.names import Named, Names, Owners
from desktop.engine.part_file import PartFile
from desktop.engine.signatures import PNG
from desktop.storage.files import PathEscapes, make_folder, numbered, os_problem, place
from desktop.storage.png_text import without_tags

BYTES_IN_MB = 1_000_000
BYTES_IN_KB = 1000

MOST_LOOKED_AT = 20
"""How many files under a name and its numbers are compared with what arrived."""

MOST_TAGS = 1_000_000
"""Tags of ours add no more bytes than this to a picture."""

LAST_STEP_SECONDS = 1.0
"""How long a file that is whole already may take to get its name although its saving was called off."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the bytes of a file arrive: a new unfinished file, or one that an interrupted transfer left."""

    part: Path
    resume: ResumePoint | None


class FileShelf:
    """Saves below the folders that `names` gives; `rescue` is the fallback unless the user set another one.

    `claimed` tells which of some paths belong to files on the list.
    """

    def __init__(
        self,
        owners: Owners,
        names: Names,
        describer: Describer,
        fetcher: Fetcher,
        rescue: Path,
        claimed: Callable[[Sequence[str]], Awaitable[Collection[str]]],
    ) -> None:
        self._owners = owners
        self._names = names
        self._describer = describer
        self._fetcher = fetcher
        self._rescue = rescue
        self._claimed = claimed
        self._began = time.time()
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
        reserve = self._owners.settings().reserve_mb * BYTES_IN_MB
        return await in_daemon_thread("look at folder", lambda: trouble_of(folder, needs, reserve))

    # -- the bytes ---------------------------------------------------------------------------------------------------

    async def fetch(self, task: Task, file: ResultFile, url: str, root: Path, heard: Heard) -> Arrived:
        """Fetch and verify the bytes at `url`; goes on where an interrupted transfer stopped. Raises FetchFault."""
        account = self._owners.account(task.account_id)
        where = await self._in_thread(root, lambda: self._place(task, file, root))
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
            return await _to_its_end(self._in_thread(root, lambda: self._write(task, file, root)))
        except FetchFault as fault:
            raise self._rooted(fault, root) from fault

    async def cut(self, task: Task, file: ResultFile, source: ResultFile, root: Path) -> Arrived:
        """Cut one of the four pictures of a grid that is saved. Raises FetchFault."""
        return await _to_its_end(self._in_thread(root, lambda: self._cut(task, file, source, root)))

    async def keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        """Describe what arrived and give it its name. Raises FetchFault, and then it is gone.

        Where a run that was killed named the same bytes already, but could not say so any more, that file is taken instead.
        """
        left = await self._in_thread(root, lambda: self._look_alikes(task, file, arrived, root))
        claimed = await self._claimed([str(path) for path in left]) if left else ()
        adopted = next((path for path in left if str(path) not in claimed), None)
        if adopted is not None:
            return await _to_its_end(self._in_thread(root, lambda: self._adopt(task, file, arrived, adopted)))
        return await _to_its_end(self._in_thread(root, lambda: self._keep(task, file, arrived, root)))

    async def share(self, task: Task, file: ResultFile, arrived: Arrived, path: Path) -> tuple[str, ...]:
        """Delete what arrived, for the file at `path` holds the same bytes for this task; return remarks."""
        await self.discard(arrived.part)
        return await in_daemon_thread("describe", lambda: self._describer.add_equal(path, task, file))

    async def discard(self, part: Path) -> None:
        """Delete an unfinished file; whatever keeps it there, nothing more is done about it."""
        with contextlib.suppress(OSError):
            await in_daemon_thread("discard", lambda: part.unlink(missing_ok=True))

    async def is_there(self, path: Path) -> bool:
        """Tell whether a file is there."""
        return await in_daemon_thread("is there", path.is_file)

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
            return await in_daemon_thread("shelf", work)
        except PathEscapes as error:
            trouble = problem(ProblemKind.FOLDER_UNAVAILABLE, folder=str(root), reason=str(error).rstrip("."))
            raise FetchFault(FaultKind.FOLDER_GONE, trouble) from None
        except OSError as error:
            trouble = os_problem(error, root)
            kind = FaultKind.DISK_FULL if trouble.kind is ProblemKind.DISK_FULL else FaultKind.FOLDER_GONE
            raise FetchFault(kind, trouble) from None

    def _place(self, task: Task, file: ResultFile, root: Path) -> _Place:
        """Return where the bytes arrive; remove what an earlier run that was killed left of them, unless it can go on."""
        path, tag = self._names.namer(task, file, root)(PurePosixPath(file.name).suffix).path, _tag(task, file)
        make_folder(path.parent)
        resume = file.resume if file.resume is not None and _same_drive(Path(file.resume.path), path.parent) else None
        kept = Path(resume.path) if resume is not None else None
        for other in os.listdir(path.parent):  # noqa: PTH208  # names alone: the folder may be long and far away
            if tag in other and other.endswith(".part") and self._run not in other and path.parent / other != kept:
                with contextlib.suppress(OSError):
                    (path.parent / other).unlink()
        return _Place(path.with_name(f"{path.name}{tag}{self._run}.part"), resume)

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

    def _look_alikes(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> list[Path]:
        """Return files under the names that this one would get which hold the same bytes and are older than this run."""
        named = self._named(task, file, arrived, root)
        names = itertools.takewhile(os.path.lexists, (numbered(named.path, n) for n in itertools.count(1)))
        return [path for path in itertools.islice(names, MOST_LOOKED_AT) if self._is_older(path) and _holds(path, arrived)]

    def _is_older(self, path: Path) -> bool:
        with contextlib.suppress(OSError):
            return path.stat().st_ctime < self._began  # when it got its name, whatever its time was set to
        return False

    def _named(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> Named:
        namer = self._names.namer(task, file, root)
        return namer(arrived.extension, width=arrived.width, height=arrived.height, seconds=arrived.seconds)

    def _adopt(self, task: Task, file: ResultFile, arrived: Arrived, path: Path) -> SavedFile:
        described = self._describer.before_naming(task, file, replace(arrived, part=path))
        arrived.part.unlink(missing_ok=True)
        notes = self._describer.after_naming(path, task, file, arrived, described)
        return SavedFile(
            path=path,
            size=described.size,
            sha256=described.sha256,
            served_sha256=arrived.sha256,
            notes=(*described.notes, *notes),
        )

    def _keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        try:
            described = self._describer.before_naming(task, file, arrived)
            named = self._named(task, file, arrived, root)
            make_folder(named.path.parent)
            path = place(arrived.part, named.path)
        except BaseException:
            with contextlib.suppress(OSError):
                arrived.part.unlink(missing_ok=True)
            raise
        notes = self._describer.after_naming(path, task, file, arrived, described)
        return SavedFile(
            path=path,
            size=described.size,
            sha256=described.sha256,
            served_sha256=arrived.sha256,
            notes=(*named.notes, *described.notes, *notes),
        )


def _holds(path: Path, arrived: Arrived) -> bool:
    """Tell whether the file at `path` holds the bytes that arrived, but for tags of ours."""
    try:
        size = path.stat().st_size
        if arrived.media_type == PNG.mime and arrived.size <= size <= arrived.size + MOST_TAGS:
            return sha256(without_tags(path.read_bytes())).hexdigest() == arrived.sha256
        if size != arrived.size:
            return False
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == arrived.sha256
    except OSError:
        return False


def _tag(task: Task, file: ResultFile) -> str:
    """Return what the unfinished files of this part have in their names, whichever run of the program they are of."""
    facts = (task.id, task.ref.provider, task.ref.task_id, file.part)
    return f".outtray-{sha256(repr(facts).encode()).hexdigest()[:8]}-"


def _same_drive(part: Path, folder: Path) -> bool:
    """Tell whether an unfinished file is there, and can be renamed into `folder`."""
    try:
        return part.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False


async def _to_its_end[T](work: Coroutine[None, None, T]) -> T:
    """Return what `work` returns even where the caller is cancelled meanwhile, unless it takes too long.

    A file that is whole already gets its name, and the caller hears of it.
    """
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working], timeout=LAST_STEP_SECONDS)
        if working.done() and not working.cancelled() and working.exception() is None:
            return working.result()
        working.cancel()
        raise
