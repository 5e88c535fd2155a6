"""What a try to save a file comes down to: which link serves, what is tried again and after how long, and when it is over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.engine.faults import FaultKind, FetchFault

OLD_LINK = timedelta(seconds=60)
"""A link older than this is asked for anew before it is used."""

NEW_LINK = timedelta(seconds=1)
"""A link younger than this is used as it is."""

SHORT_LINK = timedelta(seconds=30)
"""A link that ends within this is asked for anew before it is used."""

TRIES = 5
"""How often one file is tried before the user is told."""

LONGEST_PAUSE = 3600.0
"""The longest pause, in seconds, that a file host can ask for."""

OFFLINE_SECONDS = 5.0
"""How often a save looks whether the network is back."""

LINK_CYCLES = 3
"""How many fresh links in a row may be refused before the user is told."""

PASSING = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVER, FaultKind.CUT, FaultKind.STALLED, FaultKind.UNREACHABLE})
"""Faults that pass by themselves: the same file is tried again after a pause."""

OURS = frozenset({FaultKind.DISK_FULL, FaultKind.FOLDER_GONE, FaultKind.READ_ONLY, FaultKind.CANCELLED})
"""Faults of this computer: another source of the file would not help."""


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
        """Return the task as it is after the answer. Raises Refusal where none came."""
        ...


class NoFreshLink(Exception):
    """The link in hand is refused, and the provider can't be asked for another one now."""


class Unsaved(Exception):
    """No source of a file gave it; `faults` says why, one a source."""

    def __init__(self, faults: Sequence[FetchFault]) -> None:
        super().__init__()
        self.faults = faults
        self.fault = min(faults, key=_hope)


@dataclass(slots=True)
class Tally:
    """How often a file was tried in vain, and how many links of it in all were refused."""

    tries: int = 0
    refused: int = 0

    def pause_after(self, fault: FetchFault, haste: float, *, offline: bool) -> float | None:
        """Count a fault; return the seconds until the next try, None where there is none. While offline nothing counts."""
        if fault.kind is FaultKind.LINK_ENDED:
            self.refused += 1
            return 0.2 * self.refused * haste if self.refused < LINK_CYCLES else None
        if fault.kind is FaultKind.UNREACHABLE and offline:
            return OFFLINE_SECONDS * haste
        if fault.kind not in PASSING:
            return None
        self.tries += 1
        pause = 2.0**self.tries * haste if fault.retry_after is None else min(fault.retry_after, LONGEST_PAUSE)
        return pause if self.tries < TRIES else None


def link_serves(file: ResultFile, now: datetime) -> bool:
    """Tell whether the link in hand may be used as it is: it is quite new, or neither old nor about to end."""
    age = now - file.links_at if file.links_at is not None else OLD_LINK * 2
    ends_soon = file.expires_at is not None and file.expires_at - now < SHORT_LINK
    return age < NEW_LINK or (age <= OLD_LINK and not ends_soon)


def verdict(faults: Sequence[FetchFault], provider: str) -> tuple[FileState, Problem]:
    """Say what the faults of all sources mean: 404 and 410 from each that the file is gone, other refusals that it failed."""
    other = [fault for fault in faults if fault.kind is not FaultKind.LINK_ENDED]
    if other:
        return FileState.FAILED, other[0].problem
    if all(fault.status in (404, 410) for fault in faults):
        return FileState.GONE, problem(ProblemKind.DELETED_THERE, provider=provider)
    return FileState.FAILED, problem(ProblemKind.LINK_KEEPS_EXPIRING)


def _hope(fault: FetchFault) -> int:
    """Rank faults of several sources: first what another source can't mend, then what passes, then what a fresh link may mend."""
    if fault.kind in OURS:
        return 0
    return 1 if fault.kind in PASSING else 2 if fault.kind is FaultKind.LINK_ENDED else 3
