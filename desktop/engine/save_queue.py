"""Files that wait to be saved, those with the least slack first."""

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """One file of one task."""

    task_id: int
    part: str


class SaveQueue:
    """Jobs by the time at which each must begin at the latest; among equals the one that came first. Taking one costs O(log n)."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Job]] = []
        self._entries: dict[Job, tuple[datetime, int]] = {}
        self._order = itertools.count()

    def __contains__(self, job: Job) -> bool:
        return job in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Job]:
        return iter(tuple(self._entries))

    def put(self, job: Job, latest_start: datetime | None) -> None:
        """Add a job, or give one that waits another time; it keeps its place among equals."""
        start = latest_start or _NEVER
        known = self._entries.get(job)
        if known is not None and known[0] == start:
            return
        entry = (start, known[1] if known is not None else next(self._order))
        self._entries[job] = entry
        heapq.heappush(self._heap, (*entry, job))

    def take(self) -> Job:
        """Return the job with the least slack, and no longer hold it. Raises IndexError where none waits."""
        while True:
            start, order, job = heapq.heappop(self._heap)
            if self._entries.get(job) == (start, order):
                del self._entries[job]
                return job

    def discard(self, job: Job) -> None:
        """Hold a job no longer."""
        self._entries.pop(job, None)
