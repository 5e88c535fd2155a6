"""The table shown before tasks are added: each id found, whose it is taken for and why, and what adding would do."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.status import IdKind


class IntakeState(StrEnum):
    """What adding a row would do."""

    NEW = "new"
    TRACKED = "tracked"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible owner of an id: a provider, and one of its accounts (None: no account of it is connected)."""

    provider: str
    account_id: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRow:
    """One id found in the text.

    `choice` is what it is taken for (None while unclear), `choices` all it could be. `reason` completes "because …" in the
    user's words. `tracked_id` is our number where it is tracked already.
    """

    task_id: str
    id_kind: IdKind
    state: IntakeState
    reason: str
    choice: Choice | None = None
    choices: tuple[Choice, ...] = ()
    tracked_id: int | None = None


@dataclass(frozen=True, slots=True)
class FoundKey:
    """An API key found where ids were due: never added, offered to be stored as a key. Its value stays out of reprs."""

    provider: str | None
    masked: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found in a text, in its order."""

    rows: tuple[IntakeRow, ...] = ()
    keys: tuple[FoundKey, ...] = ()
