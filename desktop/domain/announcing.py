"""What happened to tasks that is worth a notification, collected so that it never becomes a nuisance, and in words.

The first news is told at once; what follows is collected. Nothing here knows a clock: callers pass seconds of a steady clock (`at`)
and the time (`now`, aware, UTC).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop.domain.badge import badge_of, is_settled, problem_of
from desktop.domain.discretion import shown_title
from desktop.domain.language import listed, tr, tr_n
from desktop.domain.problems import words
from desktop.domain.settings import Settings
from desktop.domain.slack import NEAR_END
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.domain.wording import detail_line, span_words

GAP_SECONDS = 20.0
"""The least time between two notifications. It grows by this much with each while they follow upon each other."""

LONGEST_GAP = 60.0
"""The most that less urgent news waits, and the silence after which the next one is told at once again."""

TITLE_LETTERS = 60
NAMED = 3
"""How many tasks the words of several name."""


class NewsKind(StrEnum):
    """What happened to a task. FAILED is the provider's failure, UNSAVED is ours: they never share a sentence."""

    AT_RISK = "at_risk"
    SAVED = "saved"
    FAILED = "failed"
    UNSAVED = "unsaved"
    GONE = "gone"
    NEEDS_YOU = "needs_you"


_URGENT = frozenset({NewsKind.AT_RISK, NewsKind.NEEDS_YOU})
_RUNNING = frozenset({Badge.WAITING, Badge.GENERATING, Badge.FINISHED_NOT_SAVED, Badge.SAVING, Badge.PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that happened to one task: `title` names the task, `detail` says more, `ends` is when a result is gone.

    `plain` names the task while others look on (client-safe mode). `heading` and `hint` are the words of the problem that only the
    user can end; `folder` is where the first file was saved.
    """

    kind: NewsKind
    task_id: int
    title: str
    plain: str = ""
    detail: str = ""
    heading: str = ""
    hint: str = ""
    folder: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a notification says of some tasks, and which they are; `folder` is where they were saved, if that is one place."""

    title: str
    body: str
    ids: tuple[int, ...]
    kinds: frozenset[NewsKind]
    folder: str = ""


class Silence(StrEnum):
    """Why nothing is shown outside the window now."""

    WATCHED = "watched"
    QUIET = "quiet"
    MUTED = "muted"


def silence(settings: Settings, now: datetime, *, focused: bool) -> Silence | None:
    """Return why no notification is shown now: the window is being looked at, quiet hours (by the local clock), muted."""
    if focused:
        return Silence.WATCHED
    if muted_until(settings, now) is not None:
        return Silence.MUTED
    local = now.astimezone()
    begin, end = _minutes(settings.quiet_from), _minutes(settings.quiet_until)
    if begin is None or end is None or begin == end:
        return None
    minute = local.hour * 60 + local.minute
    within = begin <= minute < end if begin < end else minute >= begin or minute < end
    return Silence.QUIET if within else None


def muted_until(settings: Settings, now: datetime) -> datetime | None:
    """Return until when the user wants to hear nothing; None where that is over, or was never wished."""
    try:
        until = datetime.fromisoformat(settings.muted_until)
    except ValueError:
        return None
    return until if until.tzinfo is not None and until > now else None


def _minutes(text: str) -> int | None:
    """Return the minutes since midnight that "22:00" says; None for anything else."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal()):
        return None
    value = int(hours) * 60 + int(minutes)
    return value if int(minutes) < 60 and value < 24 * 60 else None


def wished(news: Iterable[News], settings: Settings) -> tuple[News, ...]:
    """Return the news of the kinds that the user wants to be notified of."""
    kinds: set[NewsKind] = set()
    if settings.notify_saved:
        kinds.add(NewsKind.SAVED)
    if settings.notify_failed:
        kinds |= {NewsKind.FAILED, NewsKind.UNSAVED, NewsKind.GONE}
    if settings.notify_needs_you:
        kinds |= _URGENT
    return tuple(each for each in news if each.kind in kinds)


def outcome_of(task: Task) -> NewsKind | None:
    """Return what a task came to; None while it is under way, and where there is nothing to say."""
    match badge_of(task):
        case Badge.SAVED:
            return NewsKind.SAVED
        case Badge.PARTLY_SAVED if is_settled(task) and not _rests(task):
            return NewsKind.UNSAVED
        case Badge.FAILED:
            return NewsKind.UNSAVED if task.remote is Remote.DONE else NewsKind.FAILED
        case Badge.BLOCKED:
            return NewsKind.FAILED
        case Badge.GONE:
            return NewsKind.GONE
        case Badge.NEEDS_YOU:
            return NewsKind.NEEDS_YOU
        case _:
            return None


def _rests(task: Task) -> bool:
    return task.paused or any(f.held for f in task.wanted)


class Announcer:
    """Hears of tasks and hands out news in bundles. Only what changes before its eyes is news: not what was so already."""

    def __init__(self) -> None:
        self._known: dict[int, NewsKind | None] = {}
        self._pending: dict[int, News] = {}
        self._warned: dict[int, datetime] = {}
        self._since = 0.0
        self._told_at: float | None = None
        self._in_a_row = 0

    def know(self, ids: Iterable[int], outcome: NewsKind | None = None) -> None:
        """Take in how tasks stand at the start; what was heard of them since then counts more."""
        for task_id in ids:
            self._known.setdefault(task_id, outcome)

    def know_tasks(self, tasks: Iterable[Task]) -> None:
        """Take in tasks that joined the list (or came back), as they are."""
        for task in tasks:
            self._known[task.id] = outcome_of(task)

    def heard(self, tasks: Iterable[Task], now: datetime, at: float) -> None:
        """Take in tasks that changed."""
        for task in tasks:
            outcome = outcome_of(task)
            if outcome is None and badge_of(task) not in _RUNNING and badge_of(task) is not Badge.PARTLY_SAVED:
                continue  # moved, or called off by the user: nothing began anew
            known = self._known.get(task.id, outcome)
            self._known[task.id] = outcome
            if outcome is None:
                if task.id in self._pending and self._pending[task.id].kind is not NewsKind.AT_RISK:
                    del self._pending[task.id]
            elif outcome is not known:
                self._put(news_of(task, outcome, now), at)

    def risks(self, tasks: Iterable[Task], now: datetime, at: float) -> None:
        """Take in all tasks with a result that would end before it is saved; each end within minutes is news once."""
        ending = {task.id: (task, end) for task in tasks if (end := task.expires_at) is not None and end - now <= NEAR_END}
        for task_id in [i for i, news in self._pending.items() if news.kind is NewsKind.AT_RISK and i not in ending]:
            del self._pending[task_id]
        for task_id, (task, end) in ending.items():
            if end > now and self._warned.get(task_id) != end:
                self._warned[task_id] = end
                self._put(news_of(task, NewsKind.AT_RISK, now), at)

    def forget(self, ids: Iterable[int]) -> None:
        """Say nothing of tasks that left the list."""
        for task_id in ids:
            self._pending.pop(task_id, None)
            self._known.pop(task_id, None)

    def _put(self, news: News, at: float) -> None:
        if not self._pending:
            self._since = at
        self._pending[news.task_id] = news

    def due_at(self) -> float | None:
        """Return when the next bundle may be told; None where there is nothing to tell."""
        if not self._pending:
            return None
        if self._told_at is None or self._since - self._told_at >= LONGEST_GAP:
            return self._since
        urgent = any(news.kind in _URGENT for news in self._pending.values())
        gap = GAP_SECONDS if urgent else min(GAP_SECONDS * self._in_a_row, LONGEST_GAP)
        return max(self._since, self._told_at + gap)

    def take(self, at: float) -> tuple[News, ...]:
        """Return what is to be told now, each task once, in the order in which it happened; nothing where it is too early."""
        due = self.due_at()
        if due is None or at < due:
            return ()
        again = self._told_at is not None and self._since - self._told_at < LONGEST_GAP
        self._in_a_row = self._in_a_row + 1 if again else 1
        self._told_at = at
        news, self._pending = tuple(self._pending.values()), {}
        return news


def news_of(task: Task, kind: NewsKind, now: datetime) -> News:
    """Return the news that `task` came to `kind`."""
    found = problem_of(task)
    wording = words(found) if kind is NewsKind.NEEDS_YOU and found is not None else None
    paths = [f.path for f in task.wanted if f.state is FileState.SAVED and f.path]
    return News(
        kind=kind,
        task_id=task.id,
        title=_short(shown_title(task, safe=False)),
        plain=_short(shown_title(task, safe=True)),
        detail=detail_line(task, now),
        heading=wording.title if wording is not None else "",
        hint=wording.hint if wording is not None else "",
        folder=_folder_of(paths[0]) if paths else "",
        ends=task.expires_at if kind is NewsKind.AT_RISK else None,
    )


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= TITLE_LETTERS else f"{line[: TITLE_LETTERS - 1].rstrip()}…"


def _folder_of(path: str) -> str:
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)]


# -- words ----------------------------------------------------------------------------------------------------------------


def announcement(news: Sequence[News], now: datetime, *, named: bool = True) -> Announcement:
    """Return the words for a bundle of news (not empty). Unless they are to be `named`, no prompt and no account is shown."""
    if not named:
        news = [replace(each, title=each.plain, heading="", hint="", detail=_discreet(each)) for each in news]
    folders = {each.folder for each in news if each.kind is NewsKind.SAVED and each.folder}
    return Announcement(
        title=_title(news, now),
        body=_body(news, now),
        ids=tuple(each.task_id for each in news),
        kinds=frozenset(each.kind for each in news),
        folder=folders.pop() if len(folders) == 1 else "",
    )


def _discreet(news: News) -> str:
    return news.detail if news.kind in (NewsKind.SAVED, NewsKind.AT_RISK) else ""


def _title(news: Sequence[News], now: datetime) -> str:
    if _one_problem(news):
        return news[0].heading.removesuffix(".")
    return _single(news[0], now) if len(news) == 1 else _sum(news, now)


def _sum(news: Sequence[News], now: datetime) -> str:
    """Return "8 results saved, 1 failed"."""
    by_kind = {kind: [each for each in news if each.kind is kind] for kind in NewsKind}
    present = [kind for kind in NewsKind if by_kind[kind]]
    if NewsKind.AT_RISK in present:
        return _risk_words(by_kind[NewsKind.AT_RISK], now)
    first, *rest = present
    return listed((_counted(first, len(by_kind[first])), *(_also(kind, len(by_kind[kind])) for kind in rest)))


def _body(news: Sequence[News], now: datetime) -> str:
    first = news[0]
    if _one_problem(news):
        waiting = tr_n("{n} task is waiting.", "{n} tasks are waiting.", len(news))
        return "\n".join(filter(None, (first.hint, waiting if len(news) > 1 else first.title)))
    lines: list[str] = []
    risks = [each for each in news if each.kind is NewsKind.AT_RISK]
    if risks and len(risks) < len(news):
        lines.append(_sum([each for each in news if each.kind is not NewsKind.AT_RISK], now))
        news = risks
    if len(news) == 1 and not lines:
        return first.detail
    mixed = len({each.kind for each in news}) > 1
    bad = [each for each in news if each.kind is not NewsKind.SAVED]
    good = [each for each in news if each.kind is NewsKind.SAVED]
    lines += [_single(each, now) if mixed else each.title for each in [*bad, *good][:NAMED]]
    if len(news) > NAMED:
        lines.append(tr_n("and {n} more", "and {n} more", len(news) - NAMED))
    return "\n".join(lines)


def _one_problem(news: Sequence[News]) -> bool:
    """Tell whether all of this is one and the same trouble that only the user can end."""
    return bool(news[0].heading) and len({(each.heading, each.hint) for each in news}) == 1


def _single(news: News, now: datetime) -> str:
    match news.kind:
        case NewsKind.SAVED:
            return tr("{title} is saved", title=news.title)
        case NewsKind.FAILED:
            return tr("Generation failed: {title}", title=news.title)
        case NewsKind.UNSAVED:
            some = bool(news.folder)
            return tr("Not all is saved: {title}", title=news.title) if some else tr("Saving failed: {title}", title=news.title)
        case NewsKind.GONE:
            return tr("{title} is gone", title=news.title)
        case NewsKind.NEEDS_YOU:
            return tr("{title} needs you", title=news.title)
        case NewsKind.AT_RISK:
            return tr("{title} is gone in {span}", title=news.title, span=_span([news], now))


def _risk_words(news: Sequence[News], now: datetime) -> str:
    return tr_n("{n} result is gone in {span}", "{n} results are gone in {span}", len(news), span=_span(news, now))


def _span(news: Collection[News], now: datetime) -> str:
    ends = min((each.ends for each in news if each.ends is not None), default=now)
    return span_words(max(1.0, (ends - now).total_seconds()))


def _counted(kind: NewsKind, n: int) -> str:
    """Return "8 results saved": what begins a title."""
    match kind:
        case NewsKind.SAVED:
            return tr_n("{n} result saved", "{n} results saved", n)
        case NewsKind.FAILED:
            return tr_n("{n} generation failed", "{n} generations failed", n)
        case NewsKind.UNSAVED:
            return tr_n("{n} result could not be saved whole", "{n} results could not be saved whole", n)
        case NewsKind.GONE:
            return tr_n("{n} result is gone", "{n} results are gone", n)
        case NewsKind.NEEDS_YOU:
            return tr_n("{n} task needs you", "{n} tasks need you", n)
        case NewsKind.AT_RISK:
            return tr_n("{n} result is at risk", "{n} results are at risk", n)


def _also(kind: NewsKind, n: int) -> str:
    """Return "1 failed": what goes on with a title."""
    match kind:
        case NewsKind.FAILED:
            return tr_n("{n} failed", "{n} failed", n)
        case NewsKind.UNSAVED:
            return tr_n("{n} not saved", "{n} not saved", n)
        case NewsKind.GONE:
            return tr_n("{n} gone", "{n} gone", n)
        case NewsKind.NEEDS_YOU:
            return tr_n("{n} needs you", "{n} need you", n)
        case _:
            return _counted(kind, n)
