"""Files that are wanted and can't be saved now: their link was refused, their folder can't take them, or they were put off."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop.domain.slack import is_near_end
from desktop.domain.task import ResultFile, Task
from desktop.engine.attempts import Shelf
from desktop.engine.clock import Clock
from desktop.engine.closed_folders import ClosedFolders
from desktop.engine.later import Later
from desktop.engine.save_queue import Job


class HeldBack:
    """Knows what each file waits for."""

    def __init__(self, shelf: Shelf, folders: ClosedFolders, later: Later, clock: Clock) -> None:
        self._shelf = shelf
        self._folders = folders
        self._later = later
        self._clock = clock
        self._refused: dict[Job, datetime | None] = {}
        self._folder_of: dict[Job, Path] = {}

    def __iter__(self) -> Iterator[Job]:
        return iter((*self._refused, *self._folder_of, *self._later))

    def for_link(self, job: Job, links_at: datetime | None) -> None:
        """Hold a file back until the provider names another link than that of `links_at`."""
        self._refused[job] = links_at

    def for_folder(self, job: Job, folder: Path) -> None:
        """Hold a file back until its folder can take it."""
        self._folder_of[job] = folder

    def forget(self, job: Job) -> None:
        """Hold a file back no longer."""
        self._later.forget(job)
        self._refused.pop(job, None)
        self._folder_of.pop(job, None)

    def may_go(self, task: Task, job: Job, file: ResultFile) -> bool:
        """Tell whether nothing is known to stand in the way of a file; one that is about to be lost waits for no folder."""
        refused = bool(file.urls) and job in self._refused and self._refused[job] == file.links_at
        if refused or job in self._later:
            return False
        waits = job in self._folder_of and self._folders.why(self._shelf.root_of(task)) is not None
        return not waits or is_near_end(file, self._clock.now())

    def waits_for_folder(self, job: Job) -> bool:
        """Tell whether a file waits for its folder."""
        return job in self._folder_of

    def waiting_for(self, folder: Path) -> list[Job]:
        """Return the files that wait for `folder`."""
        return [job for job, waited_for in self._folder_of.items() if waited_for == folder]

    def waiting_for_others(self, folder: Path) -> list[Job]:
        """Return the files that wait for any folder but `folder`."""
        return [job for job, waited_for in self._folder_of.items() if waited_for != folder]
