"""Remarks on tasks and their files, as the terminal says them."""

from collections.abc import Iterable, Mapping

from desktop.domain.task import Task
from desktop.domain.wording import title_of


def remarks_of(task: Task) -> list[str]:
    """Return the remarks on a task and, with their names, on its files."""
    return [*task.notes, *(f"{file.name}: {note}" for file in task.files for note in file.notes)]


def new_remarks(tasks: Iterable[Task], before: Mapping[int, tuple[str, ...]]) -> list[str]:
    """Return the remarks on `tasks` themselves that were not among those of `before` (by task), with the tasks' titles."""
    return [f"“{title_of(task)}”: {note}" for task in tasks for note in task.notes if note not in before.get(task.id, ())]
