"""What the details panel says, as plain strings. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from desktop.domain.badge import badge_of
from desktop.domain.discretion import shown_cost
from desktop.domain.events import AccountState
from desktop.domain.history import HistoryEntry
from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.status import BADGE_WORDS, Badge, FileState, Remote
from desktop.domain.task import Cost, Task
from desktop.domain.wording import (
    UNKNOWN,
    amount_words,
    date_words,
    provider_name,
    short_id,
    size_words,
    span_words,
    took_words,
)
from desktop.qt.text import action_words

_REMOTE_WORDS = {
    Remote.WAITING: words_of("Waiting"),
    Remote.GENERATING: words_of("Generating"),
    Remote.DONE: words_of("Done"),
    Remote.FAILED: words_of("Failed"),
    Remote.BLOCKED: words_of("Blocked"),
    Remote.TIMED_OUT: words_of("Timed out"),
    Remote.CANCELLED: words_of("Cancelled"),
    Remote.NEEDS_INPUT: words_of("Needs an answer"),
    Remote.NOT_FOUND: words_of("Not found"),
}


def provider_words(task: Task) -> str:
    """Return "Tripo · text to model"."""
    return " · ".join(filter(None, (provider_name(task.ref.provider), action_words(task.action))))


def history_words(entries: Sequence[HistoryEntry]) -> str:
    """Return "Waiting 8 s → Generating 2 min → Done": each state at the provider and how long it held."""
    steps: list[tuple[str, datetime]] = []
    for entry in entries:
        word = tr(_REMOTE_WORDS[entry.remote]) if entry.remote in _REMOTE_WORDS else tr("“{name}”", name=entry.remote_raw)
        if not steps or steps[-1][0] != word:
            steps.append((word, entry.at))
    ends: list[datetime | None] = [at for _, at in steps[1:]]
    ends.append(None)
    return " → ".join(_step(word, at, end) for (word, at), end in zip(steps, ends, strict=True))


def _step(word: str, at: datetime, end: datetime | None) -> str:
    return word if end is None else tr("{state} {time}", state=word, time=span_words((end - at).total_seconds()))


def clock_words(at: datetime, now: datetime) -> str:
    """Return a time in the local zone: "22:14:07" today, else "21 Nov 2026, 22:14"."""
    local = at.astimezone()
    if local.date() == now.astimezone().date():
        return f"{local:%H:%M:%S}"
    return tr("{day}, {time}", day=date_words(at), time=f"{local:%H:%M}")


def exact_words(at: datetime) -> str:
    """Return a time with its zone, for a tooltip."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S %z}"


def created_words(task: Task, now: datetime) -> str:
    """Return "22:14:07, took 2 min 10 s"."""
    created = clock_words(task.born_at, now)
    if task.finished_at is None or task.finished_at < task.born_at:
        return created
    return tr("{created}, took {time}", created=created, time=took_words((task.finished_at - task.born_at).total_seconds()))


def expires_words(task: Task, now: datetime) -> str:
    """Return when the first unsaved result ends: "22:19:07, in 4 min"; empty where nothing will."""
    ends = task.expires_at
    if ends is None:
        return ""
    left = (ends - now).total_seconds()
    if left > 0:
        return tr("{clock}, in {time}", clock=clock_words(ends, now), time=span_words(left))
    return tr("{clock}, may be gone any moment", clock=clock_words(ends, now))


def facts(
    task: Task, account: AccountState | None, entries: Sequence[HistoryEntry], now: datetime, *, safe: bool = False
) -> list[tuple[str, str]]:
    """Return the facts below the files, each as (name, value); `safe` for client-safe mode."""
    name = account.account.name if account is not None else UNKNOWN
    rows = [
        (tr("Provider"), provider_words(task)),
        *([] if safe else [(tr("Account"), name)]),
        (tr("Model"), task.model or UNKNOWN),
        (tr("Created"), created_words(task, now)),
        (tr("Cost"), shown_cost(task.cost, safe=safe)),
        (tr("Task id"), short_id(task.ref.task_id)),
    ]
    if expires_words(task, now):
        rows.append((tr("Expires"), expires_words(task, now)))
    if entries:
        rows.append((tr("History"), history_words(entries)))
    return rows


def several_words(tasks: Sequence[Task], *, safe: bool = False) -> tuple[str, list[tuple[str, str]]]:
    """Return a heading for several tasks, and what they come to as rows of (name, value); `safe` for client-safe mode."""
    files = [file for task in tasks for file in task.files]
    saved = [file for file in files if file.state is FileState.SAVED]
    size = sum(file.size or 0 for file in saved)
    by_badge = Counter(badge_of(task) for task in tasks)
    rows = [(tr(BADGE_WORDS[badge]), f"{by_badge[badge]:,}") for badge in Badge if by_badge[badge]]
    heading = tr_n("{n} task selected", "{n} tasks selected", len(tasks))
    cost = shown_cost(Cost(), safe=True) if safe else _costs(tasks)
    return heading, [*rows, (tr("Files"), _files_words(len(files), len(saved), size)), (tr("Cost"), cost)]


def _files_words(files: int, saved: int, size: int) -> str:
    if not files:
        return tr("none yet")
    return tr_n(
        "{n} file, {saved} saved, {size}",
        "{n} files, {saved} saved, {size}",
        files,
        saved=f"{saved:,}",
        size=size_words(size),
    )


def _costs(tasks: Sequence[Task]) -> str:
    """Return what the tasks cost together; those that do not say are counted, never taken for nothing.

    A credit of one provider is none of another: each has a sum of its own.
    """
    sums: dict[tuple[str, str], float] = {}
    silent = 0
    for task in tasks:
        cost = task.cost.charged if task.cost.charged is not None else task.cost.estimated
        if cost is None:
            silent += 1
        else:
            kind = task.ref.provider, task.cost.unit
            sums[kind] = sums.get(kind, 0) + cost
    parts = [
        amount_words(value, unit)
        if len({each for each, _ in sums}) == 1
        else tr("{amount} ({provider})", amount=amount_words(value, unit), provider=provider_name(provider))
        for (provider, unit), value in sums.items()
    ]
    if silent:
        parts.append(tr("{n} not reported", n=f"{silent:,}"))
    return " · ".join(parts)
