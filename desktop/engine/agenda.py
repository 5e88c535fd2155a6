"""What is due when: one moment for each task, the earliest first, and those of one moment in the order they were planned."""

import heapq
import itertools
from collections.abc import Iterator

type Entry = tuple[float, int, int]
"""When a task is due (monotonic seconds), its place among those of the same moment, and its number."""


class Agenda:
    """Plans tasks by their numbers. A task that is planned twice keeps the earlier moment."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._places = itertools.count()
        self._due: dict[int, float] = {}

    def __contains__(self, task_id: int) -> bool:
        return task_id in self._due

    def __iter__(self) -> Iterator[int]:
        """Return the numbers of all planned tasks, in no particular order."""
        return iter(tuple(self._due))

    def plan(self, task_id: int, due: float) -> bool:
        """Plan a task for the moment `due`; False where it is due as early already."""
        if self._due.get(task_id, float("inf")) <= due:
            return False
        self._due[task_id] = due
        heapq.heappush(self._heap, (due, next(self._places), task_id))
        return True

    def drop(self, task_id: int) -> None:
        """Plan a task no more."""
        self._due.pop(task_id, None)

    @property
    def first(self) -> float | None:
        """The earliest moment; None where nothing is planned."""
        while self._heap and self._due.get(self._heap[0][2]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def pop(self, now: float) -> Entry | None:
        """Take out the first task that is due by `now`; None where none is."""
        first = self.first
        if first is None or first > now:
            return None
        entry = heapq.heappop(self._heap)
        del self._due[entry[2]]
        return entry

    def put_back(self, entry: Entry) -> None:
        """Put back what :meth:`pop` took out, to its place."""
        self._due[entry[2]] = entry[0]
        heapq.heappush(self._heap, entry)
