"""What the engine publishes. Everything a subscriber hears of is on disk already."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.account import Account
from desktop.domain.problem import Problem
from desktop.domain.task import Task


@dataclass(frozen=True, slots=True)
class TasksAdded:
    """New tasks are tracked (or removed ones came back)."""

    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TasksChanged:
    """Tasks have a new state. Progress of a running save comes this way too, and is the one thing not on disk."""

    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TasksRemoved:
    """Tasks left the list."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AccountState:
    """An account and how it fares: where its key comes from ("", "environment", "keyring", "session"), its trouble."""

    account: Account
    key_source: str = ""
    key_hint: str = ""
    problem: Problem | None = None
    slow_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    """The accounts, or how one of them fares, changed."""

    accounts: tuple[AccountState, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The polling budget of this moment: what the status line shows.

    `watched` counts tasks that are still asked about, `per_second` is the rate of the last seconds, `allowed` the sum of the
    accounts' limits, `saving` the files being saved now and `bytes_per_second` their speed. `at_risk` names the tasks with a result
    that would end before it is saved. `awake` tells that this computer is kept from sleeping for their sake.
    """

    watched: int = 0
    next_check_at: datetime | None = None
    per_second: float = 0.0
    allowed: float = 0.0
    saving: int = 0
    bytes_per_second: float = 0.0
    offline: bool = False
    at_risk: frozenset[int] = frozenset()
    awake: bool = False


@dataclass(frozen=True, slots=True)
class BudgetChanged:
    """The budget changed; at most twice a second."""

    budget: Budget


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the banner over the list (None takes it away): offline, a damaged file set aside, no keyring.

    `topic` names what it is about; a later notice of the same topic replaces it.
    """

    topic: str
    text: str | None
    problem: Problem | None = None


type EngineEvent = TasksAdded | TasksChanged | TasksRemoved | AccountsChanged | BudgetChanged | Notice
"""Everything a subscriber may hear."""
