"""The last step of a file that arrived: tags and time, the description beside its place, then its name. Nothing is ever replaced.

The description is written first, so that a run killed in between leaves a file that tells whose it is.
"""

import asyncio
import contextlib
import itertools
import os
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from threading import Event

from desktop.domain.task import ResultFile, Task
from desktop.engine.attempts import Arrived, SavedFile
from desktop.engine.daemon import DaemonThreads
from desktop.engine.describe import Describer
from desktop.engine.names import Named, Names
from desktop.engine.signatures import PNG
from desktop.storage.files import make_folder, numbered, place_new
from desktop.storage.png_text import without_tags
from desktop.storage.trouble import StorageTrouble

MOST_LOOKED_AT = 20
"""How many files under a name and its numbers are compared with what arrived."""

MOST_TAGS = 1_000_000
"""Tags of ours add no more bytes than this to a picture."""

LAST_STEP_SECONDS = 1.0
"""How long a file that is whole already may take to get its name although its saving was called off."""

type Claimed = Callable[[Sequence[str]], Awaitable[Collection[str]]]
"""Tells which of some paths belong to files that the list knows. May raise StorageTrouble."""


class CalledOff(Exception):
    """A file was not named, for its saving was called off."""


class Placer:
    """Gives files their names. Every method may raise OSError or PathEscapes; then what arrived is deleted."""

    def __init__(self, names: Names, describer: Describer, claimed: Claimed, threads: DaemonThreads) -> None:
        self._names = names
        self._describer = describer
        self._claimed = claimed
        self._threads = threads
        self._began = time.time()
        self._late: set[Path] = set()

    async def keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        """Describe what arrived and give it its name.

        Where a run that was killed named the same bytes already, but could not say so any more, that file is taken instead.
        """
        called_off = Event()
        try:
            kept = await self._to_its_end(called_off, lambda: self._keep(task, file, arrived, root, called_off, look=True))
            if isinstance(kept, SavedFile):
                return kept
            free = await self._unclaimed(kept)
            if free:
                return await self._to_its_end(called_off, lambda: self._adopt(arrived, free[0]))
            named = await self._to_its_end(called_off, lambda: self._keep(task, file, arrived, root, called_off, look=False))
            assert isinstance(named, SavedFile)
            return named
        except Exception:
            await self._threads.run(lambda: _discard(arrived.part))
            raise

    async def _unclaimed(self, paths: Sequence[Path]) -> list[Path]:
        try:
            claimed = await self._claimed([str(path) for path in paths])
        except StorageTrouble:
            return []  # rather twice than somebody else's
        return [path for path in paths if str(path) not in claimed]

    async def _to_its_end[T](self, called_off: Event, work: Callable[[], T]) -> T:
        """Return what `work` returns even where the caller is cancelled meanwhile, unless it takes too long.

        A file that is whole already gets its name, and the caller hears of it. One that gets it too late is found again.
        """
        working = asyncio.ensure_future(self._threads.run(work))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            called_off.set()
            await asyncio.wait([working], timeout=LAST_STEP_SECONDS)
            if working.done() and not working.cancelled() and working.exception() is None:
                return working.result()
            working.add_done_callback(self._ended_late)
            raise

    def _ended_late[T](self, working: "asyncio.Future[T]") -> None:
        if not working.cancelled() and working.exception() is None and isinstance(saved := working.result(), SavedFile):
            self._late.add(saved.path)

    # -- in a thread -------------------------------------------------------------------------------------------------

    def _keep(
        self, task: Task, file: ResultFile, arrived: Arrived, root: Path, called_off: Event, *, look: bool
    ) -> SavedFile | list[Path]:
        """Name what arrived; where something has its name already, return first what may be the same file (`look`)."""
        named = self._named(task, file, arrived, root)
        if look and os.path.lexists(named.path) and (same := self._look_alikes(named.path, task, file, arrived)):
            return same
        described = self._describer.before_naming(task, file, arrived)
        make_folder(named.path.parent)
        for number in itertools.count(1):
            target = numbered(named.path, number)
            if os.path.lexists(target):
                continue
            notes = self._describer.after_naming(target, task, file, arrived, described, url=arrived.source)
            try:
                if called_off.is_set():
                    raise CalledOff
                place_new(arrived.part, target, synced=described.sha256 == arrived.sha256)
            except FileExistsError:
                self._describer.withdraw(target, task, file)
                continue
            except BaseException:
                self._describer.withdraw(target, task, file)
                _discard(arrived.part)
                raise
            return SavedFile(
                path=target,
                size=described.size,
                sha256=described.sha256,
                served_sha256=arrived.sha256,
                notes=(*named.notes, *described.notes, *notes),
            )
        raise AssertionError("There are more numbers than files.")

    def _named(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> Named:
        namer = self._names.namer(task, file, root)
        return namer(arrived.extension, width=arrived.width, height=arrived.height, seconds=arrived.seconds)

    def _look_alikes(self, wanted: Path, task: Task, file: ResultFile, arrived: Arrived) -> list[Path]:
        """Return files under a name and its numbers that an earlier run may have named: of this part, with the same bytes."""
        names = itertools.takewhile(os.path.lexists, (numbered(wanted, n) for n in range(1, MOST_LOOKED_AT + 1)))
        return [
            path
            for path in names
            if self._may_be_left(path) and self._describer.is_ours(path, task, file) and _holds(path, arrived)
        ]

    def _may_be_left(self, path: Path) -> bool:
        if path in self._late:
            return True
        with contextlib.suppress(OSError):
            found = path.stat()
            return found.st_ctime < self._began or found.st_nlink > 1  # when it got its name, whatever its time was set to
        return False

    def _adopt(self, arrived: Arrived, path: Path) -> SavedFile:
        """Take a file that is there already; it is left as it is."""
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            size = file.tell()
        _discard(arrived.part)
        return SavedFile(path=path, size=size, sha256=digest, served_sha256=arrived.sha256)


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


def _discard(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
