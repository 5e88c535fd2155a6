"""When a task is asked about next: its dialect's pace, and slower for tasks that gave no news for long."""

from datetime import datetime
from typing import assert_never

from desktop.domain.advance import needs_request
from desktop.domain.problem import ProblemKind
from desktop.domain.status import Remote
from desktop.domain.task import Task
from desktop.providers.base import EstimatePace, FixedPace, LeftTimePace, Pace

OLD_AFTER = 24 * 3600.0
"""Age in seconds from which a task that has not ended is asked about every :data:`OLD_SECONDS`."""

OLD_SECONDS = 600.0
UNLISTED_SECONDS = 60.0
"""How often a task in a state on no list is asked about."""

MISS_SECONDS = 30.0
"""How far apart "not found" answers must be to count."""

INPUT_SECONDS = 30.0
"""How often a task is asked about that waits for its user elsewhere."""

NO_FILE_SECONDS = 10.0
"""How often a finished task is looked at again that listed no file."""

_HOPELESS = frozenset({ProblemKind.NOT_FOUND, ProblemKind.NO_FILE_LISTED, ProblemKind.REQUEST_REFUSED})


def seconds_to_next(
    task: Task, pace: Pace, asked: int, now: datetime, *, haste: float = 1.0, miss_seconds: float = MISS_SECONDS
) -> float | None:
    """Return the seconds until `task` is to be asked about again, None where it need not be.

    `asked` counts the questions of this run; paces that double begin with it. `haste` scales every interval but
    `miss_seconds`, which is how far apart "not found" answers must be to count.
    """
    if not needs_request(task):
        return None
    hopeless = task.problem is not None and task.problem.kind in _HOPELESS
    if task.misses and not hopeless:
        return miss_seconds
    return OLD_SECONDS * haste if hopeless else _usual(task, pace, asked, (now - task.born_at).total_seconds()) * haste


def _usual(task: Task, pace: Pace, asked: int, age: float) -> float:
    if task.remote is Remote.DONE:
        return NO_FILE_SECONDS
    if age > OLD_AFTER and task.seen:
        return OLD_SECONDS
    if task.remote is Remote.NEEDS_INPUT:
        return INPUT_SECONDS
    if task.remote is Remote.UNKNOWN:
        return UNLISTED_SECONDS
    return _paced(task, pace, asked, age)


def _paced(task: Task, pace: Pace, asked: int, age: float) -> float:
    match pace:
        case FixedPace():
            return pace.seconds if age < pace.slow_after else pace.slow_seconds
        case LeftTimePace():
            if task.seconds_left is not None and task.seconds_left > 0:
                return min(max(task.seconds_left * 0.5, pace.least), pace.most)
            return min(pace.least * 2.0 ** max(0, min(asked - 1, 10)), pace.most)
        case EstimatePace():
            if task.estimated_seconds and age < task.estimated_seconds * 2:
                return min(max(task.estimated_seconds / 8, pace.least), pace.most)
            return pace.otherwise
        case _:
            assert_never(pace)
