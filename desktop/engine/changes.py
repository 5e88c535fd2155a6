"""What happened to the tasks since one looked last: for a listener that may be slower than the engine."""

import asyncio

from desktop.domain.events import EngineEvent, Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.task import Task

type Change = Task | int | Notice
"""A task as it is now, the number of a removed one, or a notice that came up."""


class Changes:
    """Collects events. Of several changes of one task the last counts, so a listener that stops reading costs no memory."""

    def __init__(self) -> None:
        self._tasks: dict[int, Task | None] = {}
        self._notices: dict[str, Notice] = {}
        self._something = asyncio.Event()

    def heard(self, event: EngineEvent) -> None:
        """Take an event in."""
        match event:
            case TasksAdded(changed) | TasksChanged(changed):
                self._tasks.update((task.id, task) for task in changed)
            case TasksRemoved(ids):
                self._tasks.update(dict.fromkeys(ids))
            case Notice(topic=topic) if event.text:
                self._notices[topic] = event
            case _:
                return
        self._something.set()

    async def take(self) -> list[Change]:
        """Return what has happened since the last call, as soon as there is something."""
        await self._something.wait()
        self._something.clear()
        tasks, notices = self._tasks, self._notices
        self._tasks, self._notices = {}, {}
        return [*notices.values(), *(task if task is not None else task_id for task_id, task in tasks.items())]
