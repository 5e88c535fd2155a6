"""How much time is left to save a result: what orders the work, and which results would be lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import ResultFile, Task

USUAL_RATE = 5_000_000.0
"""Bytes a second that one transfer is expected to make while none was measured."""

NEAR_END = timedelta(minutes=15)
"""A result that ends within this is about to be lost: it does not wait for its folder, nor for a pause to end, unsaid."""

LOOK_AHEAD = timedelta(hours=6)
"""How far ahead it is looked whether results can be saved in time."""

_USUAL_SIZES: dict[MediaKind, int] = {
    MediaKind.IMAGE: 3_000_000,
    MediaKind.VIDEO: 30_000_000,
    MediaKind.AUDIO: 6_000_000,
    MediaKind.MODEL: 40_000_000,
    MediaKind.TEXT: 0,
    MediaKind.OTHER: 10_000_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast files are saved: bytes a second of one transfer, and how many run at a time."""

    rate: float = USUAL_RATE
    slots: int = 1


def transfer_seconds(file: ResultFile, rate: float) -> float:
    """Return how long the rest of `file` is expected to take at `rate` bytes a second."""
    if file.text is not None and not file.urls:
        return 0.0
    size = file.size if file.size is not None else _USUAL_SIZES[file.kind]
    have = max(file.received, file.resume.size if file.resume is not None else 0)
    return max(0, size - have) / max(rate, 1.0)


def latest_start(file: ResultFile, rate: float) -> datetime | None:
    """Return when saving `file` must begin at the latest to be done before its link ends; None where no end is known.

    The file with the earliest one has the least slack, whatever the time is now.
    """
    if file.expires_at is None:
        return None
    try:
        return file.expires_at - timedelta(seconds=transfer_seconds(file, rate))
    except OverflowError:
        return file.expires_at


def is_near_end(file: ResultFile, now: datetime) -> bool:
    """Tell whether `file` is about to be lost."""
    return file.expires_at is not None and file.expires_at - now <= NEAR_END


def ends_by(task: Task, horizon: datetime) -> bool:
    """Tell whether a result of `task` that is not saved ends by `horizon`. Cheap: it is asked of every task, often."""
    if task.remote is not Remote.DONE:
        return False
    kept = task.retention_ends_at is not None and task.retention_ends_at <= horizon
    return any(f.state not in _OVER and (kept or (f.expires_at is not None and f.expires_at <= horizon)) for f in task.files)


def at_risk(
    tasks: Iterable[Task], now: datetime, pace: Pace, rests: Callable[[Task], bool] = lambda _task: False
) -> frozenset[int]:
    """Return the tasks with a result that ends before it is saved: at this pace in the order of slack, or because it is paused.

    `rests` tells of a task that waits for its account, or for everything, to go on. What waits for its folder counts as paused.
    Results that end later than :data:`LOOK_AHEAD` from now are nobody's worry yet.
    """
    lost: set[int] = set()
    waiting: list[tuple[bool, datetime, float, int]] = []
    horizon = now + LOOK_AHEAD
    for task in tasks:
        if not ends_by(task, horizon):
            continue
        for file in task.wanted:
            if file.state in _OVER or file.expires_at is None or file.expires_at > horizon or file.made_from:
                continue
            if not (task.paused or file.held or file.problem is not None or rests(task)):
                under_way = file.state is FileState.SAVING
                waiting.append((not under_way, file.expires_at, transfer_seconds(file, pace.rate), task.id))
            elif is_near_end(file, now):
                lost.add(task.id)
    taken = 0.0
    for waits, end, seconds, task_id in sorted(waiting, key=lambda entry: (entry[0], entry[1].timestamp() - entry[2])):
        before = taken / max(1, pace.slots) if waits else 0.0
        if now + timedelta(seconds=min(before + seconds, 1e9)) > end:
            lost.add(task_id)
        taken += seconds
    return frozenset(lost)


_OVER = frozenset({FileState.SAVED, FileState.GONE, FileState.MISSING})
