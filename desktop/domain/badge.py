"""The one badge of a task, by precedence: what is on disk, then what the user must do, then what the provider says."""

from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.status import Badge, FileState, Local, Remote
from desktop.domain.task import Task

NEEDS_YOU_PROBLEMS = frozenset(
    {
        ProblemKind.KEY_REJECTED,
        ProblemKind.NO_KEY,
        ProblemKind.NO_ACCOUNT,
        ProblemKind.KEYRING_LOCKED,
        ProblemKind.NO_KEYRING,
        ProblemKind.NOT_FOUND,
        ProblemKind.STATE_UNKNOWN_THERE,
        ProblemKind.WAITING_FOR_ANSWER,
        ProblemKind.NO_FILE_LISTED,
        ProblemKind.DISK_FULL,
        ProblemKind.FOLDER_UNAVAILABLE,
        ProblemKind.REQUEST_REFUSED,
        ProblemKind.LINK_KEEPS_EXPIRING,
    }
)
"""Problems that only the user can end."""

_BY_REMOTE: dict[Remote, Badge] = {
    Remote.WAITING: Badge.WAITING,
    Remote.GENERATING: Badge.GENERATING,
    Remote.DONE: Badge.FINISHED_NOT_SAVED,
    Remote.FAILED: Badge.FAILED,
    Remote.BLOCKED: Badge.BLOCKED,
    Remote.TIMED_OUT: Badge.FAILED,
    Remote.CANCELLED: Badge.CANCELLED,
    Remote.NEEDS_INPUT: Badge.NEEDS_YOU,
    Remote.NOT_FOUND: Badge.WAITING,
    Remote.UNKNOWN: Badge.WAITING,
}

_UNTRIED = frozenset({FileState.WANTED, FileState.QUEUED, FileState.SAVING})

_PAUSABLE = frozenset({Badge.FINISHED_NOT_SAVED, Badge.GENERATING, Badge.WAITING})

SETTLED = frozenset(
    {
        Badge.SAVED,
        Badge.FAILED,
        Badge.BLOCKED,
        Badge.GONE,
        Badge.CANCELLED,
        Badge.PAUSED,
        Badge.FILE_MOVED,
        Badge.NEEDS_YOU,
    }
)
"""Badges of tasks for which nothing more happens by itself; "partly saved" joins them once nothing is left to try."""

GOOD_ENDS = frozenset({Badge.SAVED, Badge.CANCELLED})
"""Badges of tasks that ended without a loss; `watch --until-saved` exits 0 where there is no other."""


def problem_of(task: Task) -> Problem | None:
    """Return the problem to show of a task: one that only the user can end, else its own, else its first file's in trouble."""
    troubles = [task.problem, *(f.problem for f in task.wanted if f.state is not FileState.SAVED)]
    found = [trouble for trouble in troubles if trouble is not None]
    return next((trouble for trouble in found if trouble.kind in NEEDS_YOU_PROBLEMS), next(iter(found), None))


def badge_of(task: Task) -> Badge:
    """Return the badge of a task: the first rule that fits."""
    local = task.local
    if local in (Local.MISSING, Local.SAVING):
        return Badge.FILE_MOVED if local is Local.MISSING else Badge.SAVING
    if local is Local.SAVED or (task.remote is Remote.DONE and not task.files and task.may_lack_files):
        return Badge.SAVED
    found = problem_of(task)
    if found is not None and found.kind in NEEDS_YOU_PROBLEMS:
        return Badge.NEEDS_YOU
    states = {f.state for f in task.wanted}
    if task.remote is Remote.DONE and task.files and not states:
        return Badge.CANCELLED
    if FileState.SAVED in states:
        return Badge.PARTLY_SAVED
    if FileState.GONE in states and not states & _UNTRIED:
        return Badge.GONE
    if not states and found is not None and found.kind is ProblemKind.DELETED_THERE:
        return Badge.GONE
    if local is Local.SAVE_FAILED:
        return Badge.FAILED
    badge = _BY_REMOTE[task.remote]
    return Badge.PAUSED if _is_paused(task) and badge in _PAUSABLE else badge


def _is_paused(task: Task) -> bool:
    """Tell whether the user paused `task`, or the saving of all that is left of it."""
    return task.paused or (task.remote is Remote.DONE and bool(task.wanted) and all(f.held for f in task.wanted))


def is_settled(task: Task) -> bool:
    """Tell whether nothing more happens to `task` by itself (interfaces of `watch --until-saved`)."""
    badge = badge_of(task)
    if badge is Badge.PARTLY_SAVED:
        return task.paused or not any(f.state in _UNTRIED and not f.held for f in task.wanted)
    return badge in SETTLED
