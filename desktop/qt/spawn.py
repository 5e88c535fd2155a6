"""Tasks that somebody holds, with a name, and whose errors reach somebody."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

_log = logging.getLogger(__name__)

type OnTaskError = Callable[[str, BaseException], None]
"""Told the name of the task and what it raised."""


class Spawner:
    """Starts coroutines as tasks of the running loop and holds each until it ends.

    asyncio itself keeps only weak references to tasks, and shows the error of one that nobody awaits when it is collected, if then.
    Here `on_error` is called once for each task that fails, as soon as it fails; a cancelled task is no failure.
    """

    def __init__(self, on_error: OnTaskError) -> None:
        self._on_error = on_error
        self._tasks: set[asyncio.Task[object]] = set()
        self._closed = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tasks that have not ended, sorted."""
        return tuple(sorted(task.get_name() for task in self._tasks))

    @property
    def closed(self) -> bool:
        """Whether nothing can be started any more."""
        return self._closed

    def spawn[T](self, coro: Coroutine[object, object, T], *, name: str) -> asyncio.Task[T]:
        """Start `coro` and return its task. Raises RuntimeError (and closes `coro`) once closed or where no loop runs."""
        if self._closed:
            coro.close()
            raise RuntimeError(f"The task “{name}” cannot start: the application is closing.")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            coro.close()
            raise
        task = loop.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self, deadline: float) -> tuple[str, ...]:
        """Start nothing more, cancel every task and wait for all, at most `deadline` seconds; return the names of those left.

        A task that swallows its cancellation is cancelled once only. The caller's own task, if it was spawned here, is spared.
        """
        self._closed = True
        waiting = self._tasks - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        if not waiting:
            return ()
        _, late = await asyncio.wait(waiting, timeout=deadline)
        names = tuple(sorted(task.get_name() for task in late))
        if names:
            _log.warning("Tasks that did not end within %.1f s: %s", deadline, ", ".join(names))
        return names

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(task.get_name(), error)
