"""What the list can be narrowed by: what each way is called, its values in words, and those a menu offers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, assert_never

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.query import FACET_DAYS, Facets, Group, ListQuery, Order, View
from desktop.domain.status import BADGE_WORDS, Badge, MediaKind
from desktop.domain.wording import provider_name
from desktop.qt.text import one_line

MOST_CHOICES = 30
"""The most values that one menu names: those of the most tasks."""


class Narrow(StrEnum):
    """The ways to narrow the list. The values are the fields of :class:`ListQuery`."""

    BADGE = "badge"
    PROVIDER = "provider"
    KIND = "kind"
    PROJECT = "project"
    MODEL = "model"
    TAG = "tag"
    DAYS = "days"


NARROW_WORDS: dict[Narrow, str] = {
    Narrow.BADGE: words_of("Status"),
    Narrow.PROVIDER: words_of("Provider"),
    Narrow.KIND: words_of("Kind"),
    Narrow.PROJECT: words_of("Project"),
    Narrow.MODEL: words_of("Model"),
    Narrow.TAG: words_of("Tag"),
    Narrow.DAYS: words_of("Date"),
}

BADGE_ORDER = (
    Badge.WAITING,
    Badge.GENERATING,
    Badge.FINISHED_NOT_SAVED,
    Badge.SAVING,
    Badge.SAVED,
    Badge.PARTLY_SAVED,
    Badge.FAILED,
    Badge.BLOCKED,
    Badge.NEEDS_YOU,
    Badge.GONE,
    Badge.CANCELLED,
    Badge.PAUSED,
    Badge.FILE_MOVED,
)
"""The badges in a task's order of life, as the status menu lists them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a menu offers, and how many tasks it would leave (None: not counted yet)."""

    value: object
    words: str
    count: int | None = None


def value_of(query: ListQuery, narrow: Narrow) -> object:
    """Return what a query is narrowed to in one way; None where it is not."""
    return getattr(query, narrow.value)


def narrowed_to(query: ListQuery, narrow: Narrow, value: object) -> ListQuery:
    """Return a query narrowed to `value` in one way; None leaves that way open."""
    text = str(value)
    match narrow:
        case _ if value is None:
            return replace(query, **{narrow.value: None})  # type: ignore[arg-type]  # each field may be None
        case Narrow.BADGE:
            return replace(query, badge=Badge(text))
        case Narrow.KIND:
            return replace(query, kind=MediaKind(text))
        case Narrow.DAYS:
            return replace(query, days=int(text))
        case Narrow.PROVIDER | Narrow.PROJECT | Narrow.MODEL | Narrow.TAG:
            return replace(query, **{narrow.value: text})  # type: ignore[arg-type]  # these fields are texts
        case _:
            assert_never(narrow)


def plain(query: ListQuery) -> ListQuery:
    """Return a query without its order and groups: which tasks alone."""
    return replace(query, order=Order.NEWEST, backwards=False, group=Group.NONE)


def same_tasks(one: ListQuery, other: ListQuery) -> bool:
    """Tell whether two queries select the same tasks, in whatever order and groups."""
    return plain(one) == plain(other)


def value_words(narrow: Narrow, value: object) -> str:
    """Return a value as it is shown."""
    match narrow:
        case Narrow.BADGE:
            return tr(BADGE_WORDS[Badge(str(value))])
        case Narrow.PROVIDER:
            return provider_name(str(value))
        case Narrow.KIND:
            return _kind_word(MediaKind(str(value)))
        case Narrow.DAYS:
            return _days_words(int(str(value)))
        case Narrow.PROJECT | Narrow.MODEL | Narrow.TAG:
            return one_line(str(value))
        case _:
            assert_never(narrow)


def chip_name(narrow: Narrow, value: object, count: int | None) -> str:
    """Return what assistive programs read of a way to narrow: "Status", "Status: Saved, 12 tasks"."""
    word = tr(NARROW_WORDS[narrow])
    if value is None:
        return word
    said = tr("{filter}: {value}", filter=word, value=value_words(narrow, value))
    if count is None:
        return said
    return tr("{filter}, {count}", filter=said, count=tr_n("{n} task", "{n} tasks", count))


def choices_of(narrow: Narrow, facets: Facets | None, chosen: object, *, counted: bool = True) -> list[Choice]:
    """Return what a menu offers, with counts where they are `counted` for the query that is shown; `chosen` is always there."""
    counts = _counts(narrow, facets) if facets is not None else {}
    values = _listed(narrow, counts)
    if chosen is not None and chosen not in values:
        values.append(chosen)
    told = counted and facets is not None
    made = [Choice(value, value_words(narrow, value), counts.get(value, 0) if told else None) for value in values]
    match narrow:
        case Narrow.BADGE:
            return made
        case Narrow.DAYS:
            return sorted(made, key=lambda choice: int(str(choice.value)))
        case _:
            return sorted(made, key=lambda choice: choice.words.casefold())


def left_out(narrow: Narrow, facets: Facets | None) -> int:
    """Return how many values a menu does not name."""
    return max(0, len(_counts(narrow, facets)) - MOST_CHOICES) if facets is not None else 0


def suggested_name(query: ListQuery) -> str:
    """Return what a search could be called: what it looks for, and what it is narrowed to."""
    view = {View.NOT_SAVED: tr("Not saved yet"), View.EXPIRES_SOON: tr("Expires soon"), View.STARRED: tr("Starred")}.get(query.view)
    narrowed = [value_words(each, value) for each in Narrow if (value := value_of(query, each)) is not None]
    return " · ".join(filter(None, (one_line(query.text.strip()), *narrowed, view)))


def _listed(narrow: Narrow, counts: Mapping[object, int]) -> list[object]:
    """Return the values that a menu lists: all there are of the few, those of the most tasks of the many."""
    match narrow:
        case Narrow.BADGE:
            return list(BADGE_ORDER)
        case Narrow.DAYS:
            return list(FACET_DAYS)
        case _:
            return sorted(counts, key=counts.__getitem__, reverse=True)[:MOST_CHOICES]


def _counts(narrow: Narrow, facets: Facets) -> Mapping[object, int]:
    counts: dict[Narrow, Mapping[Any, int]] = {
        Narrow.BADGE: facets.badges,
        Narrow.PROVIDER: facets.providers,
        Narrow.KIND: facets.kinds,
        Narrow.PROJECT: facets.projects,
        Narrow.MODEL: facets.models,
        Narrow.TAG: facets.tags,
        Narrow.DAYS: facets.days,
    }
    return counts[narrow]


def _kind_word(kind: MediaKind) -> str:
    from desktop.widgets.task_columns.columns import KIND_WORDS

    return tr(KIND_WORDS[kind])


def _days_words(days: int) -> str:
    return tr("Last 24 hours") if days == 1 else tr_n("Last {n} day", "Last {n} days", days)
