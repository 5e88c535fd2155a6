"""States, times and sizes in words: what a row's second line, the details and the terminal say.

Times are aware UTC datetimes; a missing value reads "–", never 1970 and never -1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.badge import badge_of, problem_of
from desktop.domain.problem import ProblemKind
from desktop.domain.problems import reason_words, words
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Cost, Task

UNKNOWN = "–"
QUIET_AFTER = 24 * 3600.0
"""Seconds without news after which a running task is called quiet."""

COUNTED_SECONDS = 120.0
"""From so many seconds before its end on, what is left of a result's time is counted in seconds."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PROVIDER_NAMES = {"crun": "crun.ai", "tripo": "Tripo", "bytespike": "ByteSpike", "midjourney": "Midjourney"}
_NOUNS = {
    MediaKind.IMAGE: "picture",
    MediaKind.VIDEO: "video",
    MediaKind.AUDIO: "song",
    MediaKind.MODEL: "3D model",
    MediaKind.TEXT: "text",
    MediaKind.OTHER: "result",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a task's own record does not tell.

    `at_risk`: a result of it would end before it is saved. `resting`: it waits for its account, or for everything, to go on.
    """

    at_risk: bool = False
    resting: bool = False


ORDINARY = Standing()
"""How a task stands of which nothing of that kind is known."""


def provider_name(provider: str) -> str:
    """Return a provider's name as users know it; an unknown id as it is."""
    return _PROVIDER_NAMES.get(provider, provider)


def noun(kind: MediaKind) -> str:
    """Return what a file of `kind` is called: "picture", "3D model"."""
    return _NOUNS[kind]


def size_words(size: int | None) -> str:
    """Return a size in bytes as "840 B", "84 KB", "12.1 MB", "3.2 GB" (powers of 1000)."""
    if size is None or size < 0:
        return UNKNOWN
    if size < 1000:
        return f"{size} B"
    if size < 999_500:
        return f"{round(size / 1000)} KB"
    if size < 999_950_000:
        return f"{_one_decimal(size / 1_000_000)} MB"
    return f"{_one_decimal(size / 1_000_000_000)} GB"


def _one_decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def span_words(seconds: float) -> str:
    """Return a length of time in its largest unit: "40 s", "4 min", "2 h", "13 days"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    if whole < 48 * 3600:
        return f"{whole // 3600} h"
    return f"{whole // 86400} days"


def took_words(seconds: float) -> str:
    """Return how long something took, in two units where that helps: "8 s", "2 min 10 s", "1 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    minutes = whole % 3600 // 60
    return f"{whole // 3600} h {minutes} min" if minutes else f"{whole // 3600} h"


def day_words(at: datetime) -> str:
    """Return a day in the local zone, in English whatever the system's language: "3 Nov"."""
    local = at.astimezone()
    return f"{local.day} {_MONTHS[local.month - 1]}"


def ago(at: datetime | None, now: datetime) -> str:
    """Return "just now", "4 min ago", "3 h ago", and a day from 24 hours on."""
    if at is None:
        return UNKNOWN
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 86400:
        return f"{span_words(seconds)} ago"
    local = at.astimezone()
    same_year = local.year == now.astimezone().year
    return day_words(at) if same_year else f"{day_words(at)} {local.year}"


def short_id(text: str) -> str:
    """Return a long id as "d695…f55d"; short ones stay whole."""
    return text if len(text) <= 16 else f"{text[:4]}…{text[-4:]}"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """Return "1 file", "5 files"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def title_of(task: Task) -> str:
    """Return what a task is called: its title, its prompt's first line, else its id."""
    first_line = task.prompt.strip().splitlines()[0] if task.prompt.strip() else ""
    return task.title or first_line or task.ref.task_id


def cost_words(cost: Cost) -> str:
    """Return a cost with its kind; "not reported" is never zero."""
    if cost.charged is not None:
        return f"{_amount_words(cost.charged, cost.unit)} (charged)"
    if cost.estimated is not None:
        return f"{_amount_words(cost.estimated, cost.unit)} (estimated)"
    return "not reported"


def _amount_words(amount: float, unit: str) -> str:
    return f"{amount:,.10g} {unit.removesuffix('s') if amount == 1 else unit}"


def gone_in(seconds: float) -> str:
    """Return "Gone in 4 min" for a result that ends in `seconds`, and the seconds too where few are left: "Gone in 1 min 5 s"."""
    if seconds < 1:
        return "May be gone any moment"
    return f"Gone in {took_words(int(seconds)) if seconds < COUNTED_SECONDS else span_words(seconds)}"


def play_words(seconds: float | None) -> str:
    """Return how long something plays: "3:12", "1:02:03"; empty where that is not known."""
    if seconds is None or seconds < 0:
        return ""
    whole = round(seconds)
    minutes = f"{whole % 3600 // 60:02}" if whole >= 3600 else f"{whole // 60}"
    return f"{whole // 3600}:{minutes}:{whole % 60:02}" if whole >= 3600 else f"{minutes}:{whole % 60:02}"


def extent_words(width: int | None, height: int | None, seconds: float | None) -> str:
    """Return "1024 × 768 · 3:12" of what is known of a file's picture and length."""
    pixels = f"{width} × {height}" if width and height else ""
    return " · ".join(filter(None, (pixels, play_words(seconds))))


def so_far(seconds: float) -> str:
    """Return "2 min so far" for work that began `seconds` ago; a clock ahead of ours makes none negative."""
    return f"{span_words(seconds)} so far" if seconds >= 1 else "Just started"


def gone_words(task: Task, now: datetime) -> str:
    """Return "Gone in 4 min" for a task with an unsaved file that will end; empty where nothing is known."""
    if task.expires_at is None:
        return ""
    return gone_in((task.expires_at - now).total_seconds())


def risk_line(task: Task, now: datetime, *, resting: bool = False) -> str:
    """Return "At risk: gone in 4 min, paused" for a task with a result that would end before it is saved."""
    gone = gone_words(task, now) or "May be gone soon"
    gone = f"{gone[0].lower()}{gone[1:]}"
    if badge_of(task) is Badge.SAVING:
        return f"{_saving(task, now)}; {gone}"
    return f"At risk: {gone}{_why_late(task, resting=resting)}"


def _why_late(task: Task, *, resting: bool) -> str:
    rest = [f for f in task.wanted if f.state is not FileState.SAVED]
    kinds = {f.problem.kind for f in rest if f.problem is not None}
    if resting or task.paused or (rest and all(f.held for f in rest)):
        return ", paused"
    if ProblemKind.DISK_FULL in kinds:
        return ", no space"
    return ", no folder" if ProblemKind.FOLDER_UNAVAILABLE in kinds else ""


def detail_line(task: Task, now: datetime, standing: Standing = ORDINARY) -> str:
    """Return the line beside the badge: the one fact that matters most now."""
    badge = badge_of(task)
    if standing.at_risk and task.remote is Remote.DONE:
        return risk_line(task, now, resting=standing.resting)
    if badge in _LINES:
        return _LINES[badge](task, now)
    found = problem_of(task)
    return words(found).title if found is not None else ""


def _waiting(task: Task, now: datetime) -> str:
    found = problem_of(task)
    if found is not None:
        return words(found).title
    if task.remote is Remote.UNKNOWN:
        name = provider_name(task.ref.provider)
        return f"{name} says “{task.remote_raw}”" if task.remote_raw else f"{name} gives no status"
    if task.misses:
        return "Not found yet; looking again"
    if task.queue_position is not None and task.queue_position > 0:
        return f"Number {task.queue_position} in line"
    if task.checked_at is None:
        return "Not checked yet"
    return _quiet(task, now) or f"In line at {provider_name(task.ref.provider)}"


def _generating(task: Task, now: datetime) -> str:
    found = problem_of(task)
    if found is not None:
        return words(found).title
    left = f"about {span_words(task.seconds_left)} left" if task.seconds_left is not None and task.seconds_left >= 1 else ""
    if task.progress:
        return _quiet(task, now) or ", ".join(filter(None, (f"{task.progress} %", left)))
    age = so_far((now - task.born_at).total_seconds())
    usual = task.estimated_seconds
    about = f", usually about {span_words(usual)}" if usual is not None and usual >= 1 else ""
    return _quiet(task, now) or f"{left[:1].upper()}{left[1:]}" or f"{age}{about}"


def _quiet(task: Task, now: datetime) -> str:
    if task.quiet_since is None:
        return ""
    quiet = (now - task.quiet_since).total_seconds()
    return f"Quiet for {span_words(quiet)}" if quiet >= QUIET_AFTER else ""


def _finished(task: Task, now: datetime) -> str:
    if not task.files:
        return "Finished; looking for its files"
    found = problem_of(task)
    gone = gone_words(task, now)
    if found is not None and found.kind is not ProblemKind.SLOW_DOWN:
        return f"{words(found).title} {gone}".strip()
    return gone or "Not saved yet"


def _saving(task: Task, _now: datetime) -> str:
    if len(task.wanted) > 1:
        return f"{_saved_count(task)} of {len(task.wanted)} files"
    file = task.wanted[0]
    if file.size:
        unit = size_words(file.size)
        done = size_words(file.received)
        same = done.split()[-1] == unit.split()[-1]
        return f"{done.split()[0] if same else done} of {unit}"
    return size_words(file.received) if file.received else "Starting"


def _saved(task: Task, _now: datetime) -> str:
    if not task.files:
        return "Text answer" if task.text_result else "Nothing to save"
    total = sum(f.size or 0 for f in task.wanted)
    return f"{count_words(len(task.wanted), 'file')}, {size_words(total)}"


def _partly(task: Task, _now: datetime) -> str:
    count = f"{_saved_count(task)} of {len(task.wanted)}"
    rest = [f for f in task.wanted if f.state is not FileState.SAVED]
    if all(f.state is FileState.GONE for f in rest):
        return f"{count}; the rest is gone"
    return f"{count} files, the rest paused" if all(f.held for f in rest) else f"{count} files"


def _saved_count(task: Task) -> int:
    return sum(f.state is FileState.SAVED for f in task.wanted)


def _cancelled(task: Task, _now: datetime) -> str:
    return "Not saved, as you chose" if task.remote is Remote.DONE else f"Cancelled at {provider_name(task.ref.provider)}"


def _failed(task: Task, _now: datetime) -> str:
    if task.remote is Remote.DONE:
        found = problem_of(task)
        return f"Saving failed: {words(found).title}" if found is not None else "Saving failed"
    if task.problem is not None and task.problem.kind is ProblemKind.GENERATION_FAILED:
        reason = reason_words(task.problem.fact("reason") or "")
        return f"Generation failed: {reason}" if reason else "Generation failed"
    return words(task.problem).title if task.problem is not None else "Generation failed"


def _paused(task: Task, now: datetime) -> str:
    gone = gone_words(task, now)
    return f"Paused; {gone[0].lower()}{gone[1:]}" if gone else "Paused"


_LINES: dict[Badge, Callable[[Task, datetime], str]] = {
    Badge.WAITING: _waiting,
    Badge.GENERATING: _generating,
    Badge.FINISHED_NOT_SAVED: _finished,
    Badge.SAVING: _saving,
    Badge.SAVED: _saved,
    Badge.PARTLY_SAVED: _partly,
    Badge.FAILED: _failed,
    Badge.BLOCKED: lambda _task, _now: "Refused by the provider's content rules",
    Badge.CANCELLED: _cancelled,
    Badge.PAUSED: _paused,
    Badge.FILE_MOVED: lambda _task, _now: "Moved or deleted on this computer",
}
