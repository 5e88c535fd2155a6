"""Files that wait to be saved, those with the least slack first."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_NEVER = datetime.max.replace(tzinfo=UTC)

type _Entry = tuple[datetime, int, Job]


@dataclass(frozen=True, slots=True)
class Job:
    """One file of one task."""

    task_id: int
    part: str


class SaveQueue:
    """Jobs by the time at which each must begin at the latest; among equals the one that came first.

    Each stands in the line of its account. A line whose first job can't begin yet, for its account's budget does not allow the
    question for a fresh link now, holds up no other line. Taking a job costs O(log n) and a look at each line.
    """

    def __init__(self) -> None:
        self._lines: dict[str, list[_Entry]] = {}
        self._entries: dict[Job, tuple[_Entry, str]] = {}
        self._order = itertools.count()

    def __contains__(self, job: Job) -> bool:
        return job in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Job]:
        return iter(tuple(self._entries))

    def put(self, job: Job, latest_start: datetime | None, line: str = "") -> None:
        """Add a job to a line, or give one that waits another time; it keeps its place among equals."""
        start = latest_start or _NEVER
        known = self._entries.get(job)
        if known is not None and (known[0][0], known[1]) == (start, line):
            return
        entry = (start, known[0][1] if known is not None else next(self._order), job)
        self._entries[job] = (entry, line)
        heapq.heappush(self._lines.setdefault(line, []), entry)

    def take(self, ready: Callable[[Job], bool] = lambda _job: True) -> Job | None:
        """Return the job with the least slack among the first of each line that are `ready`, and hold it no longer."""
        firsts = sorted(first for line in tuple(self._lines) if (first := self._first(line)) is not None)
        chosen = next((entry for entry in firsts if ready(entry[2])), None)
        if chosen is None:
            return None
        _, line = self._entries.pop(chosen[2])
        heapq.heappop(self._lines[line])
        return chosen[2]

    def firsts(self) -> list[Job]:
        """Return the first job of each line."""
        return [first[2] for line in tuple(self._lines) if (first := self._first(line)) is not None]

    def next_in(self, line: str, count: int) -> list[Job]:
        """Return the next jobs of a line, up to `count`, without taking them."""
        waiting = (entry for entry in heapq.nsmallest(count * 2, self._lines.get(line, ())) if self._stands(entry, line))
        return [job for _, _, job in itertools.islice(waiting, count)]

    def discard(self, job: Job) -> None:
        """Hold a job no longer."""
        self._entries.pop(job, None)

    def _first(self, line: str) -> _Entry | None:
        """Return the first entry of a line that still stands; forget what was taken or put elsewhere, and empty lines."""
        heap = self._lines[line]
        while heap and not self._stands(heap[0], line):
            heapq.heappop(heap)
        if not heap:
            del self._lines[line]
            return None
        return heap[0]

    def _stands(self, entry: _Entry, line: str) -> bool:
        return self._entries.get(entry[2]) == (entry, line)
