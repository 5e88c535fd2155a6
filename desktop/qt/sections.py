"""The groups of the list: where each begins, and what its heading says."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate

from desktop.domain.language import tr
from desktop.domain.query import Group, Section
from desktop.domain.wording import day_words, provider_name
from desktop.qt.text import one_line


class Sections:
    """The groups of a list in its order; `group` is what they are made by. Without groups there is one that has no heading."""

    def __init__(self, parts: Sequence[Section] = (), group: Group = Group.NONE) -> None:
        self.parts = tuple(parts) if group is not Group.NONE else ()
        self.group = group
        self._starts: list[int] | None = None

    def __bool__(self) -> bool:
        return bool(self.parts)

    def same(self, parts: Sequence[Section], group: Group) -> bool:
        """Tell whether these are the same groups."""
        return self.group is group and self.parts == (tuple(parts) if group is not Group.NONE else ())

    def number_at(self, row: int) -> int:
        """Return the number of the group that `row` belongs to."""
        if self._starts is None:
            self._starts = [0, *accumulate(part.count for part in self.parts)][:-1]
        return max(0, bisect_right(self._starts, row) - 1)

    def place(self, row: int, rows: int) -> tuple[int, int]:
        """Return where `row` stands in its group, from 1, and how many the group holds; `rows` is the length of the list."""
        if not self.parts:
            return row + 1, rows
        number = self.number_at(row)
        assert self._starts is not None
        return row - self._starts[number] + 1, self.parts[number].count

    def heading(self, number: int, now: datetime, *, safe: bool = False) -> str:
        """Return the words of the heading of group `number`; in client-safe mode (`safe`) prompts are numbered."""
        if safe and self.group is Group.PROMPT and self.parts[number].key:
            return tr("Prompt {n}", n=f"{number + 1:,}")
        return heading_words(self.parts[number].key, self.group, now)


def heading_words(key: str, group: Group, now: datetime) -> str:
    """Return what the heading of the group `key` says at `now`: "Today", "20 Nov", "Tripo", "No project"."""
    match group:
        case Group.DAY:
            return _day(key, now)
        case Group.PROJECT:
            return one_line(key) or tr("No project")
        case Group.PROVIDER:
            return provider_name(key) if key else tr("No provider")
        case Group.PROMPT:
            return one_line(key) or tr("No prompt")
        case Group.NONE:
            return ""


def _day(key: str, now: datetime) -> str:
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return tr("No date")
    today = now.astimezone().date()
    ago = (today - day).days
    if ago == 0:
        return tr("Today")
    if ago == 1:
        return tr("Yesterday")
    words = day_words(datetime(day.year, day.month, day.day, 12).astimezone())
    return words if day.year == today.year else tr("{day} {year}", day=words, year=day.year)
