"""What the details panel says, as plain strings. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from desktop.domain.badge import badge_of
from desktop.domain.events import AccountState, HistoryEntry
from desktop.domain.status import BADGE_WORDS, Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.domain.wording import UNKNOWN, cost_words, count_words, provider_name, short_id, size_words, span_words, took_words
from desktop.qt.text import action_words

_REMOTE_WORDS = {
    Remote.WAITING: "Waiting",
    Remote.GENERATING: "Generating",
    Remote.DONE: "Done",
    Remote.FAILED: "Failed",
    Remote.BLOCKED: "Blocked",
    Remote.TIMED_OUT: "Timed out",
    Remote.CANCELLED: "Cancelled",
    Remote.NEEDS_INPUT: "Needs an answer",
    Remote.NOT_FOUND: "Not found",
}


def provider_words(task: Task) -> str:
    """Return "Tripo · text to model"."""
    return " · ".join(filter(None, (provider_name(task.ref.provider), action_words(task.action))))


def history_words(entries: Sequence[HistoryEntry]) -> str:
    """Return "Waiting 8 s → Generating 2 min → Done": each state at the provider and how long it held."""
    steps: list[tuple[str, datetime]] = []
    for entry in entries:
        word = _REMOTE_WORDS.get(entry.remote, f"“{entry.remote_raw}”")
        if not steps or steps[-1][0] != word:
            steps.append((word, entry.at))
    ends: list[datetime | None] = [at for _, at in steps[1:]]
    ends.append(None)
    return " → ".join(_step(word, at, end) for (word, at), end in zip(steps, ends, strict=True))


def _step(word: str, at: datetime, end: datetime | None) -> str:
    return word if end is None else f"{word} {span_words((end - at).total_seconds())}"


def clock_words(at: datetime, now: datetime) -> str:
    """Return a time in the local zone: "22:14:07" today, else "21 Nov 2026, 22:14"."""
    local = at.astimezone()
    if local.date() == now.astimezone().date():
        return f"{local:%H:%M:%S}"
    return f"{local.day} {local:%b %Y, %H:%M}"


def exact_words(at: datetime) -> str:
    """Return a time with its zone, for a tooltip."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S %z}"


def created_words(task: Task, now: datetime) -> str:
    """Return "22:14:07, took 2 min 10 s"."""
    created = clock_words(task.born_at, now)
    if task.finished_at is None or task.finished_at < task.born_at:
        return created
    return f"{created}, took {took_words((task.finished_at - task.born_at).total_seconds())}"


def expires_words(task: Task, now: datetime) -> str:
    """Return when the first unsaved result ends: "22:19:07, in 4 min"; empty where nothing will."""
    ends = task.expires_at
    if ends is None:
        return ""
    left = (ends - now).total_seconds()
    return f"{clock_words(ends, now)}, in {span_words(left)}" if left > 0 else f"{clock_words(ends, now)}, may be gone any moment"


def facts(task: Task, account: AccountState | None, entries: Sequence[HistoryEntry], now: datetime) -> list[tuple[str, str]]:
    """Return the facts below the files, each as (name, value)."""
    rows = [
        ("Provider", provider_words(task)),
        ("Account", account.account.name if account is not None else UNKNOWN),
        ("Model", task.model or UNKNOWN),
        ("Created", created_words(task, now)),
        ("Cost", cost_words(task.cost)),
        ("Task id", short_id(task.ref.task_id)),
    ]
    if task.project:
        rows.append(("Project", task.project))
    if expires_words(task, now):
        rows.append(("Expires", expires_words(task, now)))
    if entries:
        rows.append(("History", history_words(entries)))
    return rows


def several_words(tasks: Sequence[Task]) -> tuple[str, list[tuple[str, str]]]:
    """Return a heading for several tasks, and what they come to as rows of (name, value)."""
    files = [file for task in tasks for file in task.files]
    saved = [file for file in files if file.state is FileState.SAVED]
    size = sum(file.size or 0 for file in saved)
    by_badge = Counter(badge_of(task) for task in tasks)
    rows = [(BADGE_WORDS[badge], f"{by_badge[badge]:,}") for badge in Badge if by_badge[badge]]
    total = f"{count_words(len(files), 'file')}, {len(saved):,} saved, {size_words(size)}" if files else "none yet"
    return f"{len(tasks):,} tasks selected", [*rows, ("Files", total), ("Cost", _costs(tasks))]


def _costs(tasks: Sequence[Task]) -> str:
    """Return what the tasks cost together; those that do not say are counted, never taken for nothing."""
    sums: dict[str, float] = {}
    silent = 0
    for task in tasks:
        cost = task.cost.charged if task.cost.charged is not None else task.cost.estimated
        if cost is None:
            silent += 1
        else:
            sums[task.cost.unit] = sums.get(task.cost.unit, 0) + cost
    parts = [f"{value:g} {unit}" for unit, value in sums.items()]
    if silent:
        parts.append(f"{silent:,} not reported")
    return " · ".join(parts)
