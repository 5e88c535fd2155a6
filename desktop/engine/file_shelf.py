"""Where results are put: a name from the user's template, the bytes beside it, then the name itself, never replacing anything."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Protocol

from desktop.domain.account import Account
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.settings import DEFAULT_TEMPLATE, Settings
from desktop.domain.status import MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import provider_name, size_words
from desktop.engine.attempts import SavedFile
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.fetch import Fetcher, FetchJob
from desktop.engine.part_file import PartFile
from desktop.storage.files import PathEscapes, final_path, make_folder, os_problem, place

BYTES_IN_MB = 1_000_000

LAST_STEP_SECONDS = 1.0
"""How long a file that is whole already may take to get its name although its saving was called off."""


class Owners(Protocol):
    """What a shelf asks about a task: whose it is, and how the user wants files kept."""

    def settings(self) -> Settings:
        """Return the settings in force."""
        ...

    def account(self, account_id: str | None) -> Account | None:
        """Return an account."""
        ...


class FileShelf:
    """Saves below one root folder: `override`, else the settings' folder, else `default`."""

    def __init__(self, owners: Owners, fetcher: Fetcher, override: Path | None, default: Path) -> None:
        self._owners = owners
        self._fetcher = fetcher
        self._override = override
        self._default = default
        self._run = token_hex(4)

    @property
    def root(self) -> Path:
        """The folder below which files are saved now."""
        chosen = self._owners.settings().folder
        return self._override or (Path(chosen) if chosen else self._default)

    async def fetch(self, task: Task, file: ResultFile, url: str, progress: Callable[[int, int | None], None]) -> SavedFile:
        """Fetch and verify the bytes at `url`, then give them their name. Raises FetchFault."""
        account = self._owners.account(task.account_id)
        named = await self._in_thread(lambda: self._naming(task, file))
        part = await self._in_thread(lambda: self._part(named, task, file))
        job = FetchJob(
            url=url,
            part=part,
            kind=file.kind,
            account_url=account.base_url if account is not None else task.ref.origin,
            provider=provider_name(task.ref.provider),
            reserve=self._owners.settings().reserve_mb * BYTES_IN_MB,
        )
        try:
            fetched = await self._fetcher.fetch(job, progress)
        except FetchFault as fault:
            raise self._rooted(fault) from fault
        extension = fetched.extension or PurePosixPath(file.name).suffix
        path = await _to_its_end(self._in_thread(lambda: _name(fetched.part, named(extension))))
        kind = fetched.media_type.kind if fetched.media_type is not None else file.kind
        mime = fetched.media_type.mime if fetched.media_type is not None else "application/octet-stream"
        return SavedFile(path, fetched.size, fetched.sha256, mime, kind)

    async def write(self, task: Task, file: ResultFile, text: str) -> SavedFile:
        """Write a result that came as text. Raises FetchFault."""
        try:
            return await _to_its_end(self._in_thread(lambda: self._write(task, file, text)))
        except FetchFault as fault:
            raise self._rooted(fault) from fault

    def set_slots(self, slots: int) -> None:
        """Be ready to fetch `slots` files at a time."""
        self._fetcher.set_workers(slots + 1)

    def _rooted(self, fault: FetchFault) -> FetchFault:
        """Return a fault of a full disk as one that names the folder that was chosen, and what is kept free there."""
        if fault.problem.kind is not ProblemKind.DISK_FULL:
            return fault
        facts = {**dict(fault.problem.facts), "folder": str(self.root)}
        if "needs" in facts:
            facts["reserve"] = size_words(self._owners.settings().reserve_mb * BYTES_IN_MB)
        return FetchFault(fault.kind, problem(ProblemKind.DISK_FULL, **facts))

    # -- in a thread -------------------------------------------------------------------------------------------------

    async def _in_thread[T](self, work: Callable[[], T]) -> T:
        try:
            return await in_daemon_thread("shelf", work)
        except PathEscapes as error:
            trouble = problem(ProblemKind.FOLDER_UNAVAILABLE, folder=str(self.root), reason=str(error).rstrip("."))
            raise FetchFault(FaultKind.FOLDER_GONE, trouble) from None
        except OSError as error:
            raise FetchFault(FaultKind.FOLDER_GONE, os_problem(error, self.root)) from None

    def _write(self, task: Task, file: ResultFile, text: str) -> SavedFile:
        data = text.encode()
        reserve = self._owners.settings().reserve_mb * BYTES_IN_MB
        named = self._naming(task, file)
        with PartFile(self._part(named, task, file), expected=len(data), reserve=reserve) as part:
            part.write(data)
            digest = part.finish()
            part.sync()
        path = _name(part.path, named(PurePosixPath(file.name).suffix or ".txt"))
        return SavedFile(path, len(data), digest, "text/plain", MediaKind.TEXT)

    def _part(self, named: Callable[[str], Path], task: Task, file: ResultFile) -> Path:
        """Return where the bytes arrive; remove what an earlier run that was killed left of them."""
        path, tag = named(PurePosixPath(file.name).suffix), _tag(task, file)
        make_folder(path.parent)
        for other in os.listdir(path.parent):  # noqa: PTH208  # names alone: the folder may be long and far away
            if tag in other and other.endswith(".part") and self._run not in other:
                with contextlib.suppress(OSError):
                    (path.parent / other).unlink()
        return path.with_name(f"{path.name}{tag}{self._run}.part")

    def _naming(self, task: Task, file: ResultFile) -> Callable[[str], Path]:
        """Return what gives the file's path for an extension, by the settings of now: they may change while it is fetched."""
        from desktop.domain.naming import TemplateError, facts_of, file_path, parse  # not before the first paint

        template = parse(self._owners.settings().template)
        if isinstance(template, TemplateError):
            template = parse(DEFAULT_TEMPLATE)
            assert not isinstance(template, TemplateError)
        root, account = self.root, self._owners.account(task.account_id)
        facts = facts_of(
            task,
            file,
            index=[f.part for f in task.files].index(file.part),
            account_name=account.name if account is not None else "",
            zone=datetime.now().astimezone().tzinfo,
        )
        return lambda extension: final_path(root, file_path(template, facts, extension))


def _tag(task: Task, file: ResultFile) -> str:
    """Return what the unfinished files of this part have in their names, whichever run of the program they are of."""
    facts = (task.id, task.ref.provider, task.ref.task_id, file.part)
    return f".outtray-{sha256(repr(facts).encode()).hexdigest()[:8]}-"


def _name(part: Path, wanted: Path) -> Path:
    try:
        return place(part, wanted)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


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
