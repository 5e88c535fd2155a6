"""What the badge of a card says, where there is no room for a line beside it."""

from datetime import datetime

from desktop.domain.badge import badge_of
from desktop.domain.language import tr
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.domain.wording import gone_words
from desktop.widgets.task_list.words import progress_of


def pill_words(task: Task, now: datetime) -> str:
    """Return the one fact that matters more than the badge's own word: "Gone in 4 min", "40 %", "4 of 5"; empty where none does."""
    badge = badge_of(task)
    if badge is Badge.FINISHED_NOT_SAVED:
        return gone_words(task, now)
    if badge in (Badge.SAVING, Badge.GENERATING):
        share = progress_of(task, badge)
        return tr("{share} %", share=int(share * 100)) if share is not None else ""
    if badge is Badge.PARTLY_SAVED:
        saved = sum(file.state is FileState.SAVED for file in task.wanted)
        return tr("{saved} of {count}", saved=saved, count=len(task.wanted))
    return ""
