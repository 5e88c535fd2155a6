"""The tasks kept in memory for the list: those seen last."""

from collections import OrderedDict
from collections.abc import Iterable

from desktop.domain.task import Task


class Records:
    """At most `limit` tasks by their number; those not asked for longest are let go first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._tasks: OrderedDict[int, Task] = OrderedDict()

    def __contains__(self, task_id: int) -> bool:
        return task_id in self._tasks

    def __len__(self) -> int:
        return len(self._tasks)

    def get(self, task_id: int) -> Task | None:
        """Return a task and keep it longer."""
        task = self._tasks.get(task_id)
        if task is not None:
            self._tasks.move_to_end(task_id)
        return task

    def put(self, tasks: Iterable[Task]) -> None:
        """Keep `tasks`."""
        for task in tasks:
            self._tasks[task.id] = task
            self._tasks.move_to_end(task.id)
        while len(self._tasks) > self._limit:
            self._tasks.popitem(last=False)

    def clear(self) -> None:
        """Let all go."""
        self._tasks.clear()
