"""The contract of a provider dialect: data about it, and pure functions that build requests and read replies.

A dialect does no I/O and keeps no state. Every dialect passes `tests/unit/providers/test_contract.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.domain.account import HeaderStyle
from desktop.domain.report import Report
from desktop.domain.status import IdKind


@dataclass(frozen=True, slots=True)
class Query:
    """One question to a provider: about one id, or about several where the dialect has a batch query."""

    ids: tuple[tuple[IdKind, str], ...]


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """An API request below an account's base URL; `path` begins with a slash and is already percent-encoded.

    Every request a dialect builds only reads, so it may be repeated.
    """

    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    json: object = None


@dataclass(frozen=True, slots=True)
class ApiReply:
    """An API reply: HTTP status, headers in lower case, the decoded body, and when it came (UTC)."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime


class FaultKind(StrEnum):
    """Why a query has no report, sorted by what is to be done about it."""

    KEY_REJECTED = "key_rejected"
    OUT_OF_CREDITS = "out_of_credits"
    RATE_LIMITED = "rate_limited"
    MAINTENANCE = "maintenance"
    SERVER = "server"
    BAD_REPLY = "bad_reply"
    REFUSED = "refused"
    NO_BATCH = "no_batch"


@dataclass(frozen=True, slots=True)
class Fault:
    """A query that was answered, but not with a report.

    `retry_after` is seconds from the reply as the provider asked; `message`, `code` and `request_id` are its own words.
    """

    kind: FaultKind
    message: str = ""
    code: str = ""
    retry_after: float | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply says: reports, ids it does not know, and a fault that holds for the whole query."""

    reports: tuple[Report, ...] = ()
    not_found: tuple[tuple[IdKind, str], ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class FixedPace:
    """Ask every `seconds`; after `slow_after` seconds of the task's age every `slow_seconds`."""

    seconds: float
    slow_after: float = float("inf")
    slow_seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class LeftTimePace:
    """Ask after half of the time the provider says is left, within bounds; doubling from `least` where it says nothing."""

    least: float = 2.0
    most: float = 30.0


@dataclass(frozen=True, slots=True)
class EstimatePace:
    """Ask every eighth of the provider's estimate, within bounds; `otherwise` past the estimate or without one."""

    least: float = 2.0
    most: float = 10.0
    otherwise: float = 15.0


type Pace = FixedPace | LeftTimePace | EstimatePace
"""How often a running task is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Facts about a dialect, as data.

    `provider` is the provider's id, `dialect` this dialect's own name. `trimmed_paths` are what a base URL may carry at its end
    and is trimmed of, `base_path` is what a normalised one ends with. `batch` is the most ids one query takes (1: no batch
    query). `per_second` and `concurrency` are the budget of one account. `id_kinds` are those it can be asked by.
    `key_prefixes` help to tell keys from ids.
    """

    provider: str
    dialect: str
    name: str
    default_base_url: str
    trimmed_paths: tuple[str, ...] = ()
    base_path: str = ""
    presets: tuple[tuple[str, str], ...] = ()
    headers: tuple[HeaderStyle, ...]
    pace: Pace
    batch: int = 1
    per_second: float = 2.0
    concurrency: int = 4
    id_kinds: tuple[IdKind, ...] = (IdKind.TASK_ID,)
    key_prefixes: tuple[str, ...] = ()
    link_lifetime: timedelta | None = None
    keep_for: timedelta | None = None
    billing_url: str = ""
    same_key_rule: bool = False


class ProbeVerdict(StrEnum):
    """What a cheap request with a key showed."""

    GOOD = "good"
    KEY_REJECTED = "key_rejected"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect: its facts and its pure functions.

    `build` raises ValueError for a query the dialect cannot ask (more ids than `spec.batch`, an id kind it does not know).
    `read` never raises for any reply. `probe` builds a cheap request that shows whether a key is good, `read_probe` reads it:
    a verdict, and a sentence for the user.
    """

    spec: Spec
    build: Callable[[Query], ApiRequest]
    read: Callable[[Query, ApiReply], Answer]
    probe: Callable[[], ApiRequest]
    read_probe: Callable[[ApiReply], tuple[ProbeVerdict, str]]
