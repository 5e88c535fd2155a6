"""What happened, kept for the user: announced outside the window where that is wished, and listed inside it in any case."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.announcing import (
    Announcement,
    Announcer,
    News,
    NewsKind,
    Silence,
    announcement,
    muted_until,
    silence,
    wished,
)
from desktop.domain.events import Budget
from desktop.domain.query import ListQuery, View
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.notifications import Note, Notifications
from desktop.qt.spawn import Spawner

MOST = 100
"""The most that is kept; the oldest goes first."""

_OPEN = (ListQuery(view=View.ACTIVE), ListQuery(view=View.NOT_SAVED), ListQuery(badge=Badge.PAUSED))
_BAD = frozenset({NewsKind.FAILED, NewsKind.UNSAVED, NewsKind.GONE, NewsKind.AT_RISK, NewsKind.NEEDS_YOU})
_FAILURES = frozenset({NewsKind.FAILED, NewsKind.UNSAVED, NewsKind.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was told, when, and whether it was shown outside the window (`silent` says why not).

    `plain` is what it says while others look on (client-safe mode).
    """

    key: int
    at: datetime
    told: Announcement
    plain: Announcement
    silent: Silence | None = None
    read: bool = False

    @property
    def bad(self) -> bool:
        """Whether it is bad news."""
        return bool(self.told.kinds & _BAD)

    def said(self, *, safe: bool) -> Announcement:
        """Return the words that may be shown now."""
        return self.plain if safe else self.told


class NoticeCentre(QObject):
    """Listens to the tasks. `focused` tells whether the user looks at the window, `now` and `steady` what time it is.

    `changed` is emitted when `entries` or `unread` changed; `urgent` carries an :class:`Entry` that came while the window was
    looked at, and that the user should see all the same.
    """

    changed = Signal()
    urgent = Signal(object)

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        spawner: Spawner,
        notifications: Notifications,
        *,
        now: Callable[[], datetime],
        focused: Callable[[], bool],
        parent: QObject,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._notifications = notifications
        self._now = now
        self._steady = steady
        self._focused = focused
        self._announcer = Announcer()
        self._entries: list[Entry] = []
        self._at_risk: frozenset[int] = frozenset()
        self._risky: tuple[Task, ...] = ()
        self._key = 0
        self._named: set[int] = set()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        bridge.tasks_added.connect(self._on_added)
        bridge.tasks_changed.connect(self._on_changed)
        bridge.tasks_removed.connect(self._on_removed)
        bridge.budget_changed.connect(self._on_budget)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was told, the newest first."""
        return tuple(self._entries)

    @property
    def unread(self) -> int:
        """How many of them nobody has seen."""
        return sum(not entry.read for entry in self._entries)

    @property
    def unseen_failures(self) -> int:
        """How many tasks failed that nobody has looked at."""
        return len({i for entry in self._entries if not entry.read and entry.told.kinds & _FAILURES for i in entry.told.ids})

    @property
    def fresh_trouble(self) -> bool:
        """Whether there is bad news that nobody has seen."""
        return any(entry.bad and not entry.read for entry in self._entries)

    @property
    def muted_until(self) -> datetime | None:
        """Until when nothing is shown outside the window, as the user wished."""
        return muted_until(self._engine.settings(), self._now())

    async def begin(self) -> None:
        """Take in how the tasks stand: what is so already is no news."""
        self._announcer.know(await self._engine.ids(ListQuery(badge=Badge.PARTLY_SAVED)), NewsKind.UNSAVED)
        for query in _OPEN:
            self._announcer.know(await self._engine.ids(query))
        self._announcer.know(await self._engine.ids(ListQuery(badge=Badge.NEEDS_YOU)), NewsKind.NEEDS_YOU)

    # -- what the user does ------------------------------------------------------------------------------------------

    def entry(self, key: int) -> Entry | None:
        """Return the entry that was shown under `key`."""
        return next((entry for entry in self._entries if entry.key == key), None)

    def read_all(self) -> None:
        """Take in that the user has seen the list."""
        self._read(entry.key for entry in self._entries)

    def saw(self, ids: Iterable[int]) -> None:
        """Take in that the user has looked at these tasks."""
        seen = frozenset(ids)
        self._read(entry.key for entry in self._entries if seen.intersection(entry.told.ids))

    def clear(self) -> None:
        """Forget everything."""
        self.read_all()
        self._entries.clear()
        self.changed.emit()

    def be_discreet(self) -> None:
        """Take back what is shown outside the window in words that others must not see."""
        for key in self._named:
            self._notifications.withdraw(key)
        self._named.clear()

    def mute(self, span: timedelta) -> None:
        """Show nothing outside the window for `span` from now on; nothing of it: hear again."""
        until = (self._now() + span).isoformat() if span else ""
        self._spawner.spawn(self._mute(until), name="mute")

    def mute_until_tomorrow(self) -> None:
        """Show nothing outside the window until seven o'clock of the next morning."""
        local = self._now().astimezone()
        morning = local.replace(hour=7, minute=0, second=0, microsecond=0)
        self.mute((morning if morning > local else morning + timedelta(days=1)) - local)

    def stop(self) -> None:
        """Tell nothing more."""
        self._timer.stop()

    async def _mute(self, until: str) -> None:
        await self._engine.change_settings(replace(self._engine.settings(), muted_until=until))
        self.changed.emit()

    def _read(self, keys: Iterable[int]) -> None:
        fresh = {entry.key for entry in self._entries if not entry.read}.intersection(keys)
        if not fresh:
            return
        self._entries = [replace(entry, read=True) if entry.key in fresh else entry for entry in self._entries]
        self._named -= fresh
        for key in fresh:
            self._notifications.withdraw(key)
        self.changed.emit()

    # -- what happens ------------------------------------------------------------------------------------------------

    def _on_added(self, tasks: tuple[Task, ...]) -> None:
        self._announcer.know_tasks(tasks)

    def _on_changed(self, tasks: tuple[Task, ...]) -> None:
        self._announcer.heard(tasks, self._now(), self._steady())
        self._plan()

    def _on_removed(self, ids: tuple[int, ...]) -> None:
        self._announcer.forget(ids)
        self._plan()

    def _on_budget(self, budget: Budget) -> None:
        if budget.at_risk != self._at_risk:
            self._at_risk = budget.at_risk
            self._spawner.spawn(self._look_at_risks(budget.at_risk), name="results at risk")
        elif self._risky:
            self._weigh()

    async def _look_at_risks(self, ids: frozenset[int]) -> None:
        tasks = tuple(await self._engine.tasks(sorted(ids)))
        if ids == self._at_risk:
            self._risky = tasks
            self._weigh()

    def _weigh(self) -> None:
        self._announcer.risks(self._risky, self._now(), self._steady())
        self._plan()

    def _plan(self) -> None:
        due = self._announcer.due_at()
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, round((due - self._steady()) * 1000)))

    def _tell(self) -> None:
        news = self._announcer.take(self._steady())
        if news:
            self._announce(news)
        self._plan()

    def _announce(self, news: tuple[News, ...]) -> None:
        settings, now = self._engine.settings(), self._now()
        named = not settings.client_safe
        silent = silence(settings, now, focused=self._focused())
        self._key += 1
        entry = Entry(
            key=self._key, at=now, told=announcement(news, now), plain=announcement(news, now, named=False), silent=silent
        )
        self._entries.insert(0, entry)
        del self._entries[MOST:]
        shown = wished(news, settings)
        if shown and silent is None:
            said = announcement(shown, now, named=named)
            trouble = bool(said.kinds & _BAD)
            self._named |= {entry.key} if named else set()
            self._notifications.show(
                Note(key=entry.key, title=said.title, body=said.body, folder=bool(said.folder), trouble=trouble)
            )
        elif silent is Silence.WATCHED and entry.told.kinds & {NewsKind.AT_RISK, NewsKind.NEEDS_YOU}:
            self.urgent.emit(entry)
        self.changed.emit()
