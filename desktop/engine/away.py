"""The rescue report: what became of the tasks while nobody watched them, once the first answers of this run are in."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from desktop.domain.advance import needs_request
from desktop.domain.announcing import NewsKind, outcome_of
from desktop.domain.away import Away, away_words
from desktop.domain.events import Notice
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.clock import Clock
from desktop.storage.trouble import StorageTrouble

OPEN_UNTIL = "open until"
"""The fact that tells when this profile was last at work (an ISO time, UTC)."""

TOPIC = "away"
LEAST_AWAY = timedelta(minutes=30)
NOTE_SECONDS = 60.0
LOOK_SECONDS = 1.0
ANSWERS_SECONDS = 120.0
"""How long the first answers, and the saving that follows from them, are waited for."""

logger = logging.getLogger(__name__)


class FactStore(Protocol):
    """Where single facts about the profile are kept, and tasks read. May raise StorageTrouble."""

    async def fact(self, name: str) -> str | None:
        """Return a fact; None where it was never set."""
        ...

    async def set_fact(self, name: str, value: str) -> None:
        """Keep a fact."""
        ...

    async def get(self, ids: Sequence[int]) -> list[Task]:
        """Return tasks by number."""
        ...


class AwayWatch:
    """Notes when the profile is at work, and reports once on a time in which it was not. `notify` shows the report."""

    def __init__(self, store: FactStore, board: Board, clock: Clock, notify: Callable[[Notice], None]) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._notify = notify
        self._before: dict[int, Task] = {}
        self._since: datetime | None = None
        self._started = clock.now()

    async def begin(self, tasks: Iterable[Task]) -> None:
        """Take in the open tasks as the last run left them, before anybody is asked about them."""
        self._started = self._clock.now()
        try:
            noted = await self._store.fact(OPEN_UNTIL)
        except StorageTrouble:
            logger.exception("when Outtray was last open can't be read")
            return
        since = _time(noted)
        if since is not None and self._started - since >= LEAST_AWAY:
            self._since = since
            self._before = {task.id: task for task in tasks}

    async def run(self) -> None:
        """Report once where there is something to report; note all along that the profile is at work. Runs until cancelled."""
        telling = asyncio.create_task(self._tell(), name="rescue report") if self._before else None
        try:
            while True:
                await self.note()
                await self._clock.sleep(NOTE_SECONDS)
        finally:
            if telling is not None:
                telling.cancel()

    async def note(self) -> None:
        """Note that the profile is at work now."""
        try:
            await self._store.set_fact(OPEN_UNTIL, self._clock.now().isoformat())
        except StorageTrouble as trouble:
            logger.info("when Outtray was last open can't be noted: %s", trouble.sentence)

    async def report(self) -> Away | None:
        """Return what happened meanwhile, as things stand now; None where there is nothing to tell."""
        if self._since is None or not self._before:
            return None
        now = await self._now()
        done = [task for task in now if _came_meanwhile(self._before[task.id], task)]
        if not done:
            return None
        outcomes = {task.id: outcome_of(task) for task in done}
        saved = [task for task in done if outcomes[task.id] is NewsKind.SAVED]
        return Away(
            since=self._since,
            until=self._started,
            finished=tuple(task.id for task in done),
            saved=tuple(task.id for task in saved),
            recovered=tuple(task.id for task in saved if self._had_ended(self._before[task.id])),
            gone=tuple(i for i, outcome in outcomes.items() if outcome is NewsKind.GONE),
            open=tuple(i for i, outcome in outcomes.items() if outcome not in (NewsKind.SAVED, NewsKind.GONE)),
        )

    async def _tell(self) -> None:
        waited = 0.0
        while waited < ANSWERS_SECONDS and not self._answered():
            await self._clock.sleep(LOOK_SECONDS)
            waited += LOOK_SECONDS
        report = await self.report()
        if report is not None:
            self._notify(Notice(TOPIC, away_words(report)))

    def _answered(self) -> bool:
        """Tell whether every task was asked about and what came of that is settled; those at rest left the board."""
        for task_id in self._before:
            task = self._board.task(task_id)
            if task is None or task.paused or task.problem is not None:
                continue
            asked = task.checked_at is not None and task.checked_at >= self._started
            if not asked if needs_request(task) else any(f.state in _COMING for f in task.wanted):
                return False
        return True

    async def _now(self) -> list[Task]:
        at_work = {i: task for i in self._before if (task := self._board.task(i)) is not None}
        stored = await self._store.get([i for i in self._before if i not in at_work])
        return [*at_work.values(), *stored]

    def _had_ended(self, before: Task) -> bool:
        """Tell whether the links that the last run knew of a task had ended when this one began."""
        return any(f.expires_at is not None and f.expires_at <= self._started for f in before.files)


_COMING = frozenset({FileState.WANTED, FileState.QUEUED, FileState.SAVING})


def _came_meanwhile(before: Task, now: Task) -> bool:
    """Tell whether a task was finished meanwhile; of those finished before, the ones that were saved or lost since then."""
    if before.remote is not Remote.DONE:
        return now.remote is Remote.DONE or outcome_of(now) is NewsKind.GONE
    outcome = outcome_of(now)
    return outcome in (NewsKind.SAVED, NewsKind.GONE) and outcome is not outcome_of(before)


def _time(noted: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(noted or "")
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
