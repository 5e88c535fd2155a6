"""What happened to the tasks since one looked last: for a listener that may be slower than the engine."""

import asyncio
import math
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.events import AccountsChanged, AccountState, EngineEvent, Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.language import sentences, tr
from desktop.domain.task import Task
from desktop.domain.wording import span_words
from desktop.engine.clock import Clock
from desktop.engine.terminal_words import terminal_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.problem import ProblemKind

type Change = Task | int | Notice
"""A task as it is now, the number of a removed one, or a notice that came up."""


class Changes:
    """Collects events. Of several changes of one task the last counts, so a listener that stops reading costs no memory.

    What came up with an account becomes a notice, said once until it is over.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: dict[int, Task | None] = {}
        self._notices: dict[str, Notice] = {}
        self._accounts: Sequence[AccountState] = ()
        self._troubles: dict[str, ProblemKind] = {}
        self._held: set[str] = set()
        self._something = asyncio.Event()

    def heard(self, event: EngineEvent) -> None:
        """Take an event in."""
        match event:
            case TasksAdded(changed) | TasksChanged(changed):
                self._tasks.update((task.id, task) for task in changed)
            case TasksRemoved(ids):
                self._tasks.update(dict.fromkeys(ids))
            case Notice(topic=topic) if event.text:
                self._notices[topic] = event
            case AccountsChanged(accounts):
                self._accounts = accounts
            case _:
                return
        self._something.set()

    async def take(self) -> list[Change]:
        """Return what has happened since the last call, as soon as there is something."""
        await self._something.wait()
        self._something.clear()
        tasks, notices = self._tasks, self._notices
        self._tasks, self._notices = {}, {}
        told = [*notices.values(), *self._news_of_accounts(self._clock.now())]
        return [*told, *(task if task is not None else task_id for task_id, task in tasks.items())]

    def _news_of_accounts(self, now: datetime) -> list[Notice]:
        """Return what came up with an account, or is over, since it was said last."""
        said = {state.account.id: sentence for state in self._accounts if (sentence := self._news(state, now))}
        return [Notice(f"account {account_id}", sentence) for account_id, sentence in said.items()]

    def _news(self, state: AccountState, now: datetime) -> str:
        account_id, trouble = state.account.id, state.problem
        before = self._troubles.pop(account_id, None)
        if trouble is None:
            held = account_id in self._held
            self._held.discard(account_id)
            return tr("{handle} answers again.", handle=state.account.handle) if before is not None and held else ""
        self._troubles[account_id] = trouble.kind
        if trouble.kind is before:
            return ""
        said = terminal_words(trouble, state)
        if state.slow_until is None:
            self._held.discard(account_id)
            return tr("{handle}: {sentence}", handle=state.account.handle, sentence=sentences(said.title, said.hint))
        self._held.add(account_id)
        seconds = max(1, math.ceil((state.slow_until - now).total_seconds()))
        return tr(
            "{handle}: {title} Trying again in {time}.", handle=state.account.handle, title=said.title, time=span_words(seconds)
        )
