"""What the list shows: a query over the tasks, answered by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.status import Badge, MediaKind


class View(StrEnum):
    """The side bar's views."""

    ALL = "all"
    ACTIVE = "active"
    NOT_SAVED = "not_saved"
    EXPIRES_SOON = "expires_soon"
    AT_RISK = "at_risk"
    NEEDS_YOU = "needs_you"
    SAVED = "saved"
    STARRED = "starred"
    ARCHIVE = "archive"


VIEW_BADGES: dict[View, frozenset[Badge]] = {
    View.ACTIVE: frozenset({Badge.WAITING, Badge.GENERATING, Badge.SAVING}),
    View.NOT_SAVED: frozenset({Badge.FINISHED_NOT_SAVED, Badge.PARTLY_SAVED, Badge.SAVING}),
    View.NEEDS_YOU: frozenset({Badge.NEEDS_YOU, Badge.FILE_MOVED}),
    View.SAVED: frozenset({Badge.SAVED}),
}
"""Badges each view shows; ALL shows every badge, EXPIRES_SOON goes by the clock (:data:`SOON_SECONDS`).

AT_RISK shows what :func:`desktop.domain.slack.at_risk` names: results that would end before they are saved. STARRED shows what the
user starred, ARCHIVE what the user archived; an archived task is in no other view.
"""

FACET_DAYS = (1, 7, 30)
"""The spans of :attr:`Facets.days`, counted back from now."""

MOST_TAGS = 200
"""The most tags that :class:`Facets` names: those of the most tasks."""

PROMPT_LINE = 120
"""Characters of a prompt's first line that tell one group from another."""

SOON_SECONDS = 3600
"""A result that ends within this many seconds "expires soon"."""


class Order(StrEnum):
    """Orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    STATUS = "status"
    EXPIRES = "expires"
    FINISHED = "finished"
    PROVIDER = "provider"
    MODEL = "model"
    KIND = "kind"
    PROJECT = "project"
    SIZE = "size"
    COST = "cost"


class Group(StrEnum):
    """What the list is grouped by. Days are those of the local zone, the newest first; the rest goes by name."""

    NONE = "none"
    DAY = "day"
    PROJECT = "project"
    PROVIDER = "provider"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which tasks, in which order. `text` is what the user typed: every word must be found, the last one as a prefix.

    The fields from `badge` to `days` narrow the list, each where it is not None: `tag` is one of the user's or the provider's,
    `days` counts back from now. `backwards` turns `order` round within the groups of `group`; tasks without what they are ordered
    by come last all the same, the newest of them first.
    """

    view: View = View.ALL
    text: str = ""
    badge: Badge | None = None
    project: str | None = None
    account_id: str | None = None
    provider: str | None = None
    kind: MediaKind | None = None
    model: str | None = None
    tag: str | None = None
    days: int | None = None
    order: Order = Order.NEWEST
    backwards: bool = False
    group: Group = Group.NONE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each view, project (by name) and account (by id) holds."""

    views: dict[View, int]
    projects: dict[str, int]
    accounts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of the list: `key` is the day as "2026-11-22", a project, a provider's id or a prompt's first line; "" for none."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of the tasks of a query, in its order, and its groups in the same order (none where it is not grouped)."""

    ids: Sequence[int]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many tasks each value would leave, given the rest of a query: for each field, the query without that field is counted."""

    badges: Mapping[Badge, int]
    providers: Mapping[str, int]
    kinds: Mapping[MediaKind, int]
    models: Mapping[str, int]
    tags: Mapping[str, int]
    projects: Mapping[str, int]
    days: Mapping[int, int]


def prompt_line(prompt: str) -> str:
    """Return the first line of a prompt that says something, its beginning if it is long: what groups by prompt go by."""
    return next((line.strip()[:PROMPT_LINE].rstrip() for line in prompt.splitlines() if line.strip()), "")
