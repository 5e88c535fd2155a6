"""What a row says, as plain strings: everything the delegate paints but pictures and colours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.domain.account import Account
from desktop.domain.badge import badge_of
from desktop.domain.discretion import discreet, shown_account, shown_tags, shown_title
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.domain.wording import COUNTED_SECONDS, ORDINARY, Standing, ago, count_words, detail_line, provider_name
from desktop.qt.text import action_words

_SEPARATOR = " · "
_MOST_TAGS = 2


@dataclass(frozen=True, slots=True)
class RowWords:
    """The words of one row. `progress` is 0 to 1, None where no bar is due."""

    title: str
    made_by: str
    account: str
    extras: tuple[str, ...]
    badge: Badge
    detail: str
    age: str
    progress: float | None


def row_words(task: Task, account: Account | None, now: datetime, standing: Standing = ORDINARY, *, safe: bool = False) -> RowWords:
    """Return what the row of `task` says at `now`; `safe` for client-safe mode."""
    badge = badge_of(task)
    made_by = (provider_name(task.ref.provider), task.model or action_words(task.action))
    return RowWords(
        title=shown_title(task, safe=safe),
        made_by=_SEPARATOR.join(part for part in made_by if part),
        account=shown_account(account.name, safe=safe) if account is not None else "",
        extras=tuple(_extras(task, safe=safe)),
        badge=badge,
        detail=detail_line(discreet(task, safe=safe), now, standing),
        age=ago(task.born_at, now),
        progress=progress_of(task, badge),
    )


def ages() -> tuple[str, ...]:
    """Return the ages that may be the longest in the language that is spoken: minutes, hours, a day of each month and year."""
    now = datetime(2026, 12, 30, 12, tzinfo=UTC)
    days = [datetime(year, month, 28, 12, tzinfo=UTC) for year in (2025, 2026) for month in range(1, 13)]
    return tuple(ago(at, now) for at in (now, now - timedelta(minutes=58), now - timedelta(hours=22), *days))


def counts_seconds(task: Task, now: datetime) -> bool:
    """Tell whether what the row of `task` says may change from one second to the next."""
    if not task.final:
        return True
    return task.expires_at is not None and (task.expires_at - now).total_seconds() < COUNTED_SECONDS + 1


def _extras(task: Task, *, safe: bool) -> list[str]:
    extras = [*task.own_tags, *shown_tags(task, safe=safe)[:_MOST_TAGS]]
    if len(task.wanted) > 1 and badge_of(task) is Badge.FINISHED_NOT_SAVED:
        extras.append(count_words(len(task.wanted), "file"))
    return extras


def progress_of(task: Task, badge: Badge) -> float | None:
    """Return how far a running task is, 0 to 1: the bytes while saving, else the provider's own number; None without one."""
    if badge is Badge.SAVING:
        return _saved_share(task)
    if badge is Badge.GENERATING and task.progress:
        return min(task.progress, 99) / 100
    return None


def _saved_share(task: Task) -> float | None:
    """Return the mean share of the files that is on disk; a file of unknown length counts when it is whole."""
    if not task.wanted:
        return None
    shares = [1.0 if f.state is FileState.SAVED else min(1.0, f.received / f.size) if f.size else 0.0 for f in task.wanted]
    return sum(shares) / len(shares)
