"""States, times and sizes in words: what a row's second line, the details and the terminal say.

Times are aware UTC datetimes; a missing value reads "–", never 1970 and never -1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.badge import badge_of, problem_of
from desktop.domain.language import isolated, sentences, tr, tr_n, within, words_of
from desktop.domain.problem import ProblemKind
from desktop.domain.problems import reason_words, words
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Cost, Task

UNKNOWN = "–"
QUIET_AFTER = 24 * 3600.0
"""Seconds without news after which a running task is called quiet."""

COUNTED_SECONDS = 120.0
"""From so many seconds before its end on, what is left of a result's time is counted in seconds."""

_MONTHS = (
    words_of("Jan"),
    words_of("Feb"),
    words_of("Mar"),
    words_of("Apr"),
    words_of("May"),
    words_of("Jun"),
    words_of("Jul"),
    words_of("Aug"),
    words_of("Sep"),
    words_of("Oct"),
    words_of("Nov"),
    words_of("Dec"),
)
_PROVIDER_NAMES = {"crun": "crun.ai", "tripo": "Tripo", "bytespike": "ByteSpike", "midjourney": "Midjourney"}
_NOUNS = {
    MediaKind.IMAGE: words_of("picture"),
    MediaKind.VIDEO: words_of("video"),
    MediaKind.AUDIO: words_of("song"),
    MediaKind.MODEL: words_of("3D model"),
    MediaKind.TEXT: words_of("text"),
    MediaKind.OTHER: words_of("result"),
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
    return tr(_NOUNS[kind])


def size_words(size: int | None) -> str:
    """Return a size in bytes as "840 B", "84 KB", "12.1 MB", "3.2 GB" (powers of 1000)."""
    if size is None or size < 0:
        return UNKNOWN
    number, unit = _size(size)
    return isolated(f"{number} {unit}")


def _size(size: int) -> tuple[str, str]:
    """Return a number and its unit; the signs of units are the same in every language."""
    if size < 1000:
        return str(size), "B"
    if size < 999_500:
        return str(round(size / 1000)), "KB"
    if size < 999_950_000:
        return _one_decimal(size / 1_000_000), "MB"
    return _one_decimal(size / 1_000_000_000), "GB"


def _one_decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def span_words(seconds: float) -> str:
    """Return a length of time in its largest unit: "40 s", "4 min", "2 h", "13 days"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return tr("{n} s", n=whole)
    if whole < 3600:
        return tr("{n} min", n=whole // 60)
    if whole < 48 * 3600:
        return tr("{n} h", n=whole // 3600)
    return tr_n("{n} day", "{n} days", whole // 86400)


def took_words(seconds: float) -> str:
    """Return how long something took, in two units where that helps: "8 s", "2 min 10 s", "1 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{n} s", n=whole)
    if whole < 3600:
        minutes, seconds = divmod(whole, 60)
        return tr("{minutes} min {seconds} s", minutes=minutes, seconds=seconds) if seconds else tr("{n} min", n=minutes)
    hours, minutes = divmod(whole // 60, 60)
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else tr("{n} h", n=hours)


def day_words(at: datetime) -> str:
    """Return a day in the local zone, in the program's language whatever the system's: "3 Nov"."""
    local = at.astimezone()
    return tr("{day} {month}", day=local.day, month=tr(_MONTHS[local.month - 1]))


def date_words(at: datetime) -> str:
    """Return a day with its year: "3 Nov 2026"."""
    return tr("{day} {year}", day=day_words(at), year=at.astimezone().year)


def ago(at: datetime | None, now: datetime) -> str:
    """Return "just now", "4 min ago", "3 h ago", and a day from 24 hours on."""
    if at is None:
        return UNKNOWN
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return tr("just now")
    if seconds < 86400:
        return tr("{time} ago", time=span_words(seconds))
    same_year = at.astimezone().year == now.astimezone().year
    return day_words(at) if same_year else date_words(at)


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
        return tr("{amount} (charged)", amount=amount_words(cost.charged, cost.unit))
    if cost.estimated is not None:
        return tr("{amount} (estimated)", amount=amount_words(cost.estimated, cost.unit))
    return tr("not reported")


def amount_words(amount: float, unit: str) -> str:
    """Return "12 credits" or, in a unit of the provider's own, "0.3 USD"."""
    return counted_words(f"{amount:,.10g}", unit)


def counted_words(number: str, unit: str) -> str:
    """Return a number that is written already with its unit, as :func:`amount_words` does."""
    if unit == "credits":
        return tr("{amount} credit", amount=number) if number == "1" else tr("{amount} credits", amount=number)
    return isolated(f"{number} {unit.removesuffix('s') if number == '1' else unit}")


def gone_in(seconds: float) -> str:
    """Return "Gone in 4 min" for a result that ends in `seconds`, and the seconds too where few are left: "Gone in 1 min 5 s"."""
    if seconds < 1:
        return tr("May be gone any moment")
    return tr("Gone in {time}", time=took_words(int(seconds)) if seconds < COUNTED_SECONDS else span_words(seconds))


def play_words(seconds: float | None) -> str:
    """Return how long something plays: "3:12", "1:02:03"; empty where that is not known."""
    if seconds is None or seconds < 0:
        return ""
    whole = round(seconds)
    minutes = f"{whole % 3600 // 60:02}" if whole >= 3600 else f"{whole // 60}"
    return f"{whole // 3600}:{minutes}:{whole % 60:02}" if whole >= 3600 else f"{minutes}:{whole % 60:02}"


def extent_words(width: int | None, height: int | None, seconds: float | None) -> str:
    """Return "1024 × 768 · 3:12" of what is known of a file's picture and length."""
    pixels = isolated(f"{width} × {height}") if width and height else ""
    return " · ".join(filter(None, (pixels, play_words(seconds))))


def so_far(seconds: float) -> str:
    """Return "2 min so far" for work that began `seconds` ago; a clock ahead of ours makes none negative."""
    return tr("{time} so far", time=span_words(seconds)) if seconds >= 1 else tr("Just started")


def gone_words(task: Task, now: datetime) -> str:
    """Return "Gone in 4 min" for a task with an unsaved file that will end; empty where nothing is known."""
    if task.expires_at is None:
        return ""
    return gone_in((task.expires_at - now).total_seconds())


def risk_line(task: Task, now: datetime, *, resting: bool = False) -> str:
    """Return "At risk: gone in 4 min, paused" for a task with a result that would end before it is saved."""
    gone = within(gone_words(task, now) or tr("May be gone soon"))
    if badge_of(task) is Badge.SAVING:
        return tr("{saving}; {gone}", saving=_saving(task, now), gone=gone)
    return tr(_at_risk(task, resting=resting), gone=gone)


def _at_risk(task: Task, *, resting: bool) -> str:
    """Return the line that says why a result may not be saved in time."""
    rest = [f for f in task.wanted if f.state is not FileState.SAVED]
    kinds = {f.problem.kind for f in rest if f.problem is not None}
    if resting or task.paused or (rest and all(f.held for f in rest)):
        return words_of("At risk: {gone}, paused")
    if ProblemKind.DISK_FULL in kinds:
        return words_of("At risk: {gone}, no space")
    no_folder = ProblemKind.FOLDER_UNAVAILABLE in kinds
    return words_of("At risk: {gone}, no folder") if no_folder else words_of("At risk: {gone}")


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
        if not task.remote_raw:
            return tr("{provider} gives no status", provider=name)
        return tr("{provider} says “{status}”", provider=name, status=task.remote_raw)
    if task.misses:
        return tr("Not found yet; looking again")
    if task.queue_position is not None and task.queue_position > 0:
        return tr("Number {n} in line", n=task.queue_position)
    if task.checked_at is None:
        return tr("Not checked yet")
    return _quiet(task, now) or tr("In line at {provider}", provider=provider_name(task.ref.provider))


def _generating(task: Task, now: datetime) -> str:
    found = problem_of(task)
    if found is not None:
        return words(found).title
    quiet = _quiet(task, now)
    if quiet:
        return quiet
    left = span_words(task.seconds_left) if task.seconds_left is not None and task.seconds_left >= 1 else ""
    if task.progress:
        done = tr("{percent} %", percent=task.progress)
        return tr("{done}, about {time} left", done=done, time=left) if left else done
    if left:
        return tr("About {time} left", time=left)
    age = so_far((now - task.born_at).total_seconds())
    usual = task.estimated_seconds
    if usual is None or usual < 1:
        return age
    return tr("{age}, usually about {time}", age=age, time=span_words(usual))


def _quiet(task: Task, now: datetime) -> str:
    if task.quiet_since is None:
        return ""
    quiet = (now - task.quiet_since).total_seconds()
    return tr("Quiet for {time}", time=span_words(quiet)) if quiet >= QUIET_AFTER else ""


def _finished(task: Task, now: datetime) -> str:
    if not task.files:
        return tr("Finished; looking for its files")
    found = problem_of(task)
    gone = gone_words(task, now)
    if found is not None and found.kind is not ProblemKind.SLOW_DOWN:
        return sentences(words(found).title, gone)
    return gone or tr("Not saved yet")


def _saving(task: Task, _now: datetime) -> str:
    if len(task.wanted) > 1:
        return tr_n("{done} of {n} file", "{done} of {n} files", len(task.wanted), done=_saved_count(task))
    file = task.wanted[0]
    if file.size:
        number, unit = _size(max(0, file.received))
        same = unit == _size(file.size)[1]
        return tr("{done} of {size}", done=number if same else size_words(file.received), size=size_words(file.size))
    return size_words(file.received) if file.received else tr("Starting")


def _saved(task: Task, _now: datetime) -> str:
    if not task.files:
        return tr("Text answer") if task.text_result else tr("Nothing to save")
    total = sum(f.size or 0 for f in task.wanted)
    return tr_n("{n} file, {size}", "{n} files, {size}", len(task.wanted), size=size_words(total))


def _partly(task: Task, _now: datetime) -> str:
    done, wanted = _saved_count(task), len(task.wanted)
    rest = [f for f in task.wanted if f.state is not FileState.SAVED]
    if all(f.state is FileState.GONE for f in rest):
        return tr("{done} of {n}; the rest is gone", done=done, n=wanted)
    if all(f.held for f in rest):
        return tr_n("{done} of {n} file, the rest paused", "{done} of {n} files, the rest paused", wanted, done=done)
    return tr_n("{done} of {n} file", "{done} of {n} files", wanted, done=done)


def _saved_count(task: Task) -> int:
    return sum(f.state is FileState.SAVED for f in task.wanted)


def _cancelled(task: Task, _now: datetime) -> str:
    if task.remote is Remote.DONE:
        return tr("Not saved, as you chose")
    return tr("Cancelled at {provider}", provider=provider_name(task.ref.provider))


def _failed(task: Task, _now: datetime) -> str:
    if task.remote is Remote.DONE:
        found = problem_of(task)
        return tr("Saving failed: {problem}", problem=words(found).title) if found is not None else tr("Saving failed")
    if task.problem is not None and task.problem.kind is ProblemKind.GENERATION_FAILED:
        reason = reason_words(task.problem.fact("reason") or "")
        return tr("Generation failed: {reason}", reason=reason) if reason else tr("Generation failed")
    return words(task.problem).title if task.problem is not None else tr("Generation failed")


def _paused(task: Task, now: datetime) -> str:
    gone = gone_words(task, now)
    if gone:
        return tr("Paused; {gone}", gone=within(gone))
    return tr("Not saved meanwhile") if task.remote is Remote.DONE else tr("Not checked meanwhile")


_LINES: dict[Badge, Callable[[Task, datetime], str]] = {
    Badge.WAITING: _waiting,
    Badge.GENERATING: _generating,
    Badge.FINISHED_NOT_SAVED: _finished,
    Badge.SAVING: _saving,
    Badge.SAVED: _saved,
    Badge.PARTLY_SAVED: _partly,
    Badge.FAILED: _failed,
    Badge.BLOCKED: lambda _task, _now: tr("Refused by the provider's content rules"),
    Badge.CANCELLED: _cancelled,
    Badge.PAUSED: _paused,
    Badge.FILE_MOVED: lambda _task, _now: tr("Moved or deleted on this computer"),
}
