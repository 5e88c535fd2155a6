"""What a try to save a file comes down to: which link serves, what is tried again and after how long, and when it is over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.resume import ResumePoint
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.engine.faults import FaultKind, FetchFault

OLD_LINK = timedelta(seconds=60)
"""A link older than this is asked for anew before it is used."""

NEW_LINK = timedelta(seconds=1)
"""A link younger than this is used as it is."""

SHORT_LINK = timedelta(seconds=30)
"""A link that ends within this, or within twice the time its transfer takes, is asked for anew before it is used."""

TRIES = 5
"""How often one file is tried before the user is told."""

LONGEST_PAUSE = 3600.0
"""The longest pause, in seconds, that a file host can ask for."""

OFFLINE_SECONDS = 5.0
"""How often a save looks whether the network is back."""

LINK_CYCLES = 3
"""How many fresh links in a row may be refused before the user is told."""

LATER_SECONDS = (300.0, 900.0, 1800.0, 3600.0)
"""Pauses before a file that failed by what may pass is tried again by itself; the last one repeats."""

LATER_TRIES = 30
"""How often that is done."""

LONG_PAUSE = 60.0
"""A pause longer than this is not waited out on the spot: the file says why it waits, and is wanted again by then."""

PASSING = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVER, FaultKind.CUT, FaultKind.STALLED, FaultKind.UNREACHABLE})
"""Faults that pass by themselves: the same file is tried again after a pause."""

FOLDER = frozenset({FaultKind.DISK_FULL, FaultKind.FOLDER_GONE, FaultKind.READ_ONLY})
"""Faults of the folder: every file that goes there waits."""

OURS = FOLDER | {FaultKind.CANCELLED}
"""Faults of this computer: another source of the file would not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A whole, verified file that has no name yet. `sha256` is of the bytes as they came, `source` the link they came from."""

    part: Path
    size: int
    sha256: str
    media_type: str
    extension: str
    kind: MediaKind
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFile:
    """A file under its final name. `sha256` is of the file, `served_sha256` of the bytes as they came; `notes` are remarks."""

    path: Path
    size: int
    sha256: str
    served_sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears, on the loop, of a running transfer: its progress, and from where it could go on."""

    progress: Callable[[int, int | None], None]
    checkpoint: Callable[[ResumePoint], None]


class Shelf(Protocol):
    """Brings a file's bytes to the disk and gives them their name. `root` is the folder below which it goes.

    Every coroutine may raise :class:`FetchFault`.
    """

    def root_of(self, task: Task) -> Path:
        """Return the folder below which the files of `task` are saved, as things are set now."""
        ...

    def fallback(self) -> Path:
        """Return the folder for results that would be lost while their own can't take them."""
        ...

    def settings_changed(self) -> None:
        """Fetch as many files at a time, and as fast, as the settings have it now."""
        ...

    async def fetch(self, task: Task, file: ResultFile, url: str, root: Path, heard: Heard) -> Arrived:
        """Fetch and verify the bytes at `url`."""
        ...

    async def write(self, task: Task, file: ResultFile, root: Path) -> Arrived:
        """Write a result that came as text."""
        ...

    async def cut(self, task: Task, file: ResultFile, source: ResultFile, root: Path) -> Arrived:
        """Cut a file from one that is saved."""
        ...

    async def keep(self, task: Task, file: ResultFile, arrived: Arrived, root: Path) -> SavedFile:
        """Give what arrived its name."""
        ...

    async def share(self, task: Task, file: ResultFile, arrived: Arrived, path: Path) -> tuple[str, ...]:
        """Delete what arrived, for the file at `path` holds the same bytes for this task; return remarks."""
        ...

    async def discard(self, part: Path) -> None:
        """Delete an unfinished file."""
        ...

    async def holds(self, path: Path, size: int | None, sha256: str | None) -> bool:
        """Tell whether the file at `path` is still what it was when it was saved."""
        ...

    async def trouble_of(self, folder: Path, needs: int) -> Problem | None:
        """Return why a folder can't take so many bytes; None where it can."""
        ...


class Asker(Protocol):
    """Asks a provider about one task at once."""

    async def ask_now(self, task_id: int, also: Sequence[int] = ()) -> Task | None:
        """Return the task as it is after the answer; `also` are asked about where it costs nothing. Raises Refusal without one."""
        ...

    def free_in(self, account_id: str | None) -> float:
        """Return the seconds until an account may be asked; 0 where it can't be asked anyway."""
        ...


class NoFreshLink(Exception):
    """The link in hand is refused, and the provider can't be asked for another one now."""


class FolderClosed(Exception):
    """The folder of a file can't take it now."""

    def __init__(self, folder: Path, why: Problem) -> None:
        super().__init__()
        self.folder = folder
        self.why = why


class Unsaved(Exception):
    """No source of a file gave it; `faults` says why, one a source."""

    def __init__(self, faults: Sequence[FetchFault]) -> None:
        super().__init__()
        self.faults = faults
        self.fault = min(faults, key=_hope)


@dataclass(slots=True)
class Tally:
    """How often a file was tried in vain, how many links of it in all were refused, and how much of it there is."""

    tries: int = 0
    refused: int = 0
    have: int = 0

    def came_further(self, have: int) -> None:
        """Begin to count anew where a transfer that was cut brought more of the file than was there before."""
        if have > self.have:
            self.have, self.tries = have, 0

    def pause_after(self, fault: FetchFault, haste: float, *, offline: bool) -> float | None:
        """Count a fault; return the seconds until the next try, None where there is none. While offline nothing counts."""
        if fault.kind is FaultKind.LINK_ENDED:
            self.refused += 1
            return 0.2 * self.refused * haste if self.refused < LINK_CYCLES else None
        if fault.kind is FaultKind.UNREACHABLE and offline:
            return OFFLINE_SECONDS * haste
        if fault.kind not in PASSING | FOLDER:
            return None
        self.tries += 1
        pause = 2.0**self.tries * haste if fault.retry_after is None else min(fault.retry_after, LONGEST_PAUSE)
        return pause if self.tries < TRIES else None


def link_serves(file: ResultFile, now: datetime, seconds: float) -> bool:
    """Tell whether the link in hand may be used as it is: it is quite new, or neither old nor about to end.

    `seconds` is how long the transfer is expected to take.
    """
    age = now - file.links_at if file.links_at is not None else OLD_LINK * 2
    needs = max(SHORT_LINK, timedelta(seconds=2 * min(seconds, 1e6)))
    ends_soon = file.expires_at is not None and file.expires_at - now < needs
    return age < NEW_LINK or (age <= OLD_LINK and not ends_soon)


def verdict(faults: Sequence[FetchFault], provider: str) -> tuple[FileState, Problem]:
    """Say what the faults of all sources mean: 404 and 410 from each that the file is gone, other refusals that it failed."""
    other = [fault for fault in faults if fault.kind is not FaultKind.LINK_ENDED]
    if other:
        return FileState.FAILED, other[0].problem
    if all(fault.status in (404, 410) for fault in faults):
        return FileState.GONE, problem(ProblemKind.DELETED_THERE, provider=provider)
    return FileState.FAILED, faults[-1].problem


def _hope(fault: FetchFault) -> int:
    """Rank faults of several sources: first what another source can't mend, then what passes, then what a fresh link may mend."""
    if fault.kind in OURS:
        return 0
    return 1 if fault.kind in PASSING else 2 if fault.kind is FaultKind.LINK_ENDED else 3
