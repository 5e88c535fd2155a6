"""Keeping this computer awake, only while something is being saved or would be lost if it slept."""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Protocol

from desktop.domain.language import tr, words_of
from desktop.domain.slack import NEAR_END
from desktop.domain.status import FileState, Remote
from desktop.domain.task import ResultFile, Task
from desktop.storage.worker import Worker

SAVING = words_of("Saving results")
ENDING = words_of("A result would be lost")

_TO_SAVE = frozenset({FileState.WANTED, FileState.QUEUED, FileState.SAVING})


def needs_awake(
    tasks: Iterable[Task],
    saving: int,
    now: datetime,
    *,
    paused: Container[int] = frozenset(),
    all_paused: bool = False,
    auto: bool = True,
) -> str | None:
    """Return why this computer must not sleep now, in words; None where it may.

    `saving` counts the files under way. `paused` holds the tasks that wait for their account, `all_paused` tells that nothing is
    saved at all, `auto` that results are saved without being asked for. What ended, failed or is paused keeps nobody awake.
    """
    if all_paused:
        return None
    if saving > 0:
        return tr(SAVING)
    states = _TO_SAVE if auto else _TO_SAVE - {FileState.WANTED}
    for task in tasks:
        if task.remote is not Remote.DONE or task.paused or task.id in paused:
            continue
        if any(f.state in states and not f.held and _is_ending(task, f, now) for f in task.wanted):
            return tr(ENDING)
    return None


def _is_ending(task: Task, file: ResultFile, now: datetime) -> bool:
    ends = [end for end in (file.expires_at, task.retention_ends_at) if end is not None]
    return bool(ends) and now < min(ends) <= now + NEAR_END


class Inhibitor(Protocol):
    """Keeps the system from sleeping. Both calls may block, and come from one thread."""

    def take(self, reason: str) -> bool:
        """Keep it awake, saying why; return whether that worked."""
        ...

    def release(self) -> None:
        """Let it sleep again."""
        ...


class Wakefulness:
    """Takes and releases an inhibitor in a thread of its own; nothing waits for that."""

    def __init__(self, inhibitor: Inhibitor) -> None:
        self._inhibitor = inhibitor
        self._worker = Worker("outtray wakefulness")
        self._reason: str | None = None
        self._held = False
        self._closed = False

    def state(self) -> bool:
        """Tell whether this computer is kept awake now."""
        return self._held

    def update(self, reason: str | None) -> None:
        """Keep awake while there is a `reason`; to be called whenever it may have changed. Returns at once."""
        if self._closed or (reason is None) is (self._reason is None):
            return
        self._reason = reason
        self._worker.post(self._settle)

    def close(self, seconds: float = 0.5) -> None:
        """Let it sleep again, and wait at most `seconds` for that; the end of the process does the same."""
        if self._closed:
            return
        self.update(None)
        self._closed = True
        self._worker.close()
        self._worker.join(seconds)

    def _settle(self) -> None:
        """Do what is wanted by now, which may be what is already: only the last wish counts."""
        reason = self._reason
        if reason is None and self._held:
            self._held = False
            self._inhibitor.release()
        elif reason is not None and not self._held:
            self._held = self._inhibitor.take(reason)
