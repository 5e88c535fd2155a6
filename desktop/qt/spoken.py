"""What a screen reader says of a task in a list."""

from datetime import datetime

from desktop.domain.badge import badge_of
from desktop.domain.discretion import discreet, shown_title
from desktop.domain.language import tr
from desktop.domain.status import BADGE_WORDS
from desktop.domain.task import Task
from desktop.domain.wording import ORDINARY, Standing, detail_line, provider_name
from desktop.qt.sections import Sections
from desktop.qt.text import one_line


def spoken(task: Task, now: datetime, standing: Standing = ORDINARY, *, safe: bool = False, more: str = "") -> str:
    """Return a row as a screen reader says it: "Saved, Red fox asleep in fresh snow, Tripo, 5 files, 48 MB".

    `safe` for client-safe mode; `more` is said at the end.
    """
    title, detail = shown_title(task, safe=safe), detail_line(discreet(task, safe=safe), now, standing)
    words = (tr(BADGE_WORDS[badge_of(task)]), title, provider_name(task.ref.provider), detail, more)
    return ", ".join(one_line(word) for word in words if word)


def nothing_more(_task: Task) -> str:
    """Return that there is nothing to say of a task besides what is said everywhere."""
    return ""


def spoken_place(row: int, rows: int, sections: Sections, now: datetime, *, safe: bool = False) -> str:
    """Return where a row stands: "3 of 120"; in a list with groups "Yesterday, 3 of 31", as headings are no rows of their own."""
    at, count = sections.place(row, rows)
    place = tr("{at} of {count}", at=f"{at:,}", count=f"{count:,}")
    if not sections:
        return place
    return tr("{group}, {place}", group=sections.heading(sections.number_at(row), now, safe=safe), place=place)
