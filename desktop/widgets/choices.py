"""Which acts fit which tasks, and what their labels say. Pure."""

from collections.abc import Sequence

from desktop.domain.badge import badge_of, problem_of
from desktop.domain.language import tr, words_of
from desktop.domain.problem import ProblemKind
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import ResultFile, Task

_PAUSABLE = frozenset({Badge.WAITING, Badge.GENERATING, Badge.FINISHED_NOT_SAVED, Badge.SAVING, Badge.NEEDS_YOU})
OPEN = frozenset({FileState.WANTED, FileState.QUEUED, FileState.SAVING, FileState.FAILED})
"""States of files that could still be saved."""


def can_save(task: Task) -> bool:
    """Tell whether there is something of `task` to save: finished, and not all that is wanted of it is on disk or on its way."""
    if task.remote is not Remote.DONE or not task.files:
        return False
    return any(file.state not in (FileState.SAVED, FileState.SAVING) for file in task.wanted)


def worth_saving(task: Task) -> bool:
    """Tell whether saving `task` could bring more: what :func:`can_save` tells, unless all that is missing is gone."""
    settled = (FileState.SAVED, FileState.SAVING, FileState.GONE)
    return can_save(task) and any(file.state not in settled for file in task.wanted)


def under_way(task: Task) -> bool:
    """Tell whether all that is missing of `task` is being saved, or waits for its turn: pressing "Save" would bring nothing."""
    missing = [file for file in task.wanted if file.state in OPEN]
    on_its_way = (FileState.QUEUED, FileState.SAVING)
    return (
        task.remote is Remote.DONE
        and any(file.state in on_its_way for file in missing)
        and not any(file.held or file.problem is not None for file in missing)
        and all(file.state in on_its_way or (file.state is FileState.WANTED and file.made_from) for file in missing)
    )


def can_cancel(task: Task) -> bool:
    """Tell whether something of `task` is wanted that could still be saved, and so could be given up."""
    return task.remote is Remote.DONE and any(file.chosen and file.state in OPEN for file in task.files)


def save_failed(task: Task) -> bool:
    """Tell whether the saving of a file of `task` failed."""
    return task.remote is Remote.DONE and any(file.state is FileState.FAILED for file in task.wanted)


def file_moved(task: Task) -> bool:
    """Tell whether a saved file of `task` is not where it was saved."""
    return badge_of(task) is Badge.FILE_MOVED


def open_parts(task: Task) -> list[str]:
    """Return the files of `task` that cancelling would give up."""
    return [file.part for file in task.files if file.chosen and file.state in OPEN]


def can_check(task: Task) -> bool:
    """Tell whether asking the provider could bring anything new."""
    return badge_of(task) is not Badge.SAVED


def can_pause(task: Task) -> bool:
    """Tell whether `task` can be paused."""
    return not task.paused and badge_of(task) in _PAUSABLE


def can_resume(task: Task) -> bool:
    """Tell whether `task` is paused."""
    return task.paused


def has_prompt(task: Task) -> bool:
    """Tell whether the prompt of `task` is known; some providers repeat an answer in words as one."""
    prompt = task.prompt.strip()
    return bool(prompt) and prompt != (task.text_result or "").strip()


def has_text(task: Task) -> bool:
    """Tell whether `task` answered in words."""
    return bool(task.text_result)


def saved_files(task: Task) -> list[ResultFile]:
    """Return the files of `task` that are on disk."""
    return [file for file in task.files if file.state is FileState.SAVED and file.path]


def has_files(task: Task) -> bool:
    """Tell whether something of `task` is on disk."""
    return bool(saved_files(task))


def unsaved(task: Task) -> bool:
    """Tell whether closing now would leave a result of `task` unsaved that could be had."""
    if badge_of(task) in (Badge.FINISHED_NOT_SAVED, Badge.SAVING):
        return True
    return badge_of(task) is Badge.PARTLY_SAVED and any(file.state in OPEN for file in task.wanted)


_COUNTED = {
    "Save": (words_of("Save {n}"), words_of("Save {n} of {all}")),
    "Retry": (words_of("Retry {n}"), words_of("Retry {n} of {all}")),
    "Check": (words_of("Check {n}"), words_of("Check {n} of {all}")),
    "Pause": (words_of("Pause {n}"), words_of("Pause {n} of {all}")),
    "Resume": (words_of("Resume {n}"), words_of("Resume {n} of {all}")),
    "Cancel saving": (words_of("Cancel saving {n}"), words_of("Cancel saving {n} of {all}")),
    "Remove": (words_of("Remove {n}"), words_of("Remove {n} of {all}")),
}
"""How a verb is said of several tasks, and of some of them."""


def counted(verb: str, fitting: int, total: int) -> str:
    """Return "Pause" for one task, "Pause 7" for seven, "Pause 3 of 7" where it fits only some. `verb` is English."""
    if total <= 1:
        return tr(verb)
    all_of_them, some = _COUNTED[verb]
    n = f"{fitting:,}"
    return tr(all_of_them, n=n) if fitting == total else tr(some, n=n, all=f"{total:,}")


def save_label(tasks: Sequence[Task]) -> str:
    """Return what saving these tasks is called: "Save now", "Save 7", "Retry 3 of 7" where all of them were tried before."""
    fitting = [task for task in tasks if can_save(task)]
    if len(tasks) > 1:
        return counted("Retry" if fitting and all(map(_was_tried, fitting)) else "Save", len(fitting), len(tasks))
    if not fitting:
        return tr("Save now")
    found = problem_of(fitting[0])
    if found is not None and found.kind is ProblemKind.LINK_KEEPS_EXPIRING:
        return tr("Get a new link and save")
    return tr("Save again") if _was_tried(fitting[0]) else tr("Save now")


def _was_tried(task: Task) -> bool:
    return any(f.state in (FileState.FAILED, FileState.MISSING, FileState.GONE) for f in task.wanted)
