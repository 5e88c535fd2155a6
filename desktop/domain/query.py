"""What the list shows: a query over the tasks, answered by the database."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.status import Badge


class View(StrEnum):
    """The side bar's views."""

    ALL = "all"
    ACTIVE = "active"
    NOT_SAVED = "not_saved"
    EXPIRES_SOON = "expires_soon"
    AT_RISK = "at_risk"
    NEEDS_YOU = "needs_you"
    SAVED = "saved"


VIEW_BADGES: dict[View, frozenset[Badge]] = {
    View.ACTIVE: frozenset({Badge.WAITING, Badge.GENERATING, Badge.SAVING}),
    View.NOT_SAVED: frozenset({Badge.FINISHED_NOT_SAVED, Badge.PARTLY_SAVED, Badge.SAVING}),
    View.NEEDS_YOU: frozenset({Badge.NEEDS_YOU, Badge.FILE_MOVED}),
    View.SAVED: frozenset({Badge.SAVED}),
}
"""Badges each view shows; ALL shows every badge, EXPIRES_SOON goes by the clock (:data:`SOON_SECONDS`).

AT_RISK shows what :func:`desktop.domain.slack.at_risk` names: results that would end before they are saved.
"""

SOON_SECONDS = 3600
"""A result that ends within this many seconds "expires soon"."""


class Order(StrEnum):
    """Orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    STATUS = "status"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which tasks, in which order. `text` is what the user typed: every word must be found, the last one as a prefix."""

    view: View = View.ALL
    text: str = ""
    badge: Badge | None = None
    project: str | None = None
    account_id: str | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each view, project (by name) and account (by id) holds."""

    views: dict[View, int]
    projects: dict[str, int]
    accounts: dict[str, int]
