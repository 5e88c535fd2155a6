"""The rehearsal's switches: what can go wrong, where, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal


@dataclass(frozen=True, slots=True)
class Latency:
    """The reply begins after `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Slow:
    """The reply's body comes at `bytes_per_second`."""

    bytes_per_second: float


@dataclass(frozen=True, slots=True)
class TooMany:
    """429 in the provider's words.

    `retry_after` seconds become Retry-After, as a number or (`as_date`) an HTTP date; `reset_in` seconds X-RateLimit-Reset.
    """

    retry_after: float | None = None
    reset_in: float | None = None
    as_date: bool = False


@dataclass(frozen=True, slots=True)
class ServerError:
    """A 5xx in the provider's words."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class Maintenance:
    """crun's 455; 503 elsewhere."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A 4xx in the server's words: 401 for a revoked key, 402 without credits, 403, 404, 410 of the file host."""

    status: int = 403


@dataclass(frozen=True, slots=True)
class Html:
    """A web page where data was due."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class Empty:
    """No body at all."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class Garbage:
    """A body that says it is JSON and stops in its middle."""


@dataclass(frozen=True, slots=True)
class Huge:
    """A JSON body of `size` bytes."""

    size: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection is reset after `fraction` of the body; at 0 before the first byte of the reply."""

    fraction: float = 0.5


@dataclass(frozen=True, slots=True)
class Truncated:
    """The body ends at `fraction`. With `lies` the length announced is that of the short body, else that of the whole."""

    fraction: float = 0.6
    lies: bool = False


@dataclass(frozen=True, slots=True)
class WrongBytes:
    """Status 200 with something else: a page, an error as JSON, or another kind of media under the due content type."""

    kind: Literal["html", "json", "media"] = "html"


@dataclass(frozen=True, slots=True)
class Expired:
    """The file host takes the link for expired."""


@dataclass(frozen=True, slots=True)
class Retagged:
    """The file host's ETag and date are not those of before, as if the file had been put there anew; its bytes are the same."""


@dataclass(frozen=True, slots=True)
class Redirected:
    """A redirect of the same path and query to the `elsewhere` server, another origin."""

    status: int = 302


type Modifier = Latency | Slow
"""What may come on top of any other behaviour."""

type Turn = (
    TooMany
    | ServerError
    | Maintenance
    | Refused
    | Html
    | Empty
    | Garbage
    | Huge
    | Dropped
    | Truncated
    | WrongBytes
    | Expired
    | Retagged
    | Redirected
)
"""What takes the place of the due reply; one for each request."""

type Behaviour = Modifier | Turn
"""Everything a server can be told to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A behaviour and where it strikes; empty fields mean any.

    `server` is a server's name, `task_id` a provider's id, `file` the key or name of a file. It passes over the first `after`
    matching requests and strikes `times` (None: always).
    """

    behaviour: Behaviour
    server: str = ""
    task_id: str = ""
    file: str = ""
    times: int | None = None
    after: int = 0


def lasting_refusal(fault: Fault) -> bool:
    """Return whether `fault` keeps a file from ever being had."""
    return fault.times is None and fault.after == 0 and isinstance(fault.behaviour, Refused | WrongBytes | Expired)


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is for: its server, the provider's task ids it names, and the file it wants (key and name)."""

    server: str
    task_ids: frozenset[str] = frozenset()
    file: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Strike:
    """What a request has to suffer."""

    turn: Turn | None = None
    latency: float = 0.0
    bytes_per_second: float | None = None


class FaultBook:
    """The faults in force, with their counts. Safe to use from any thread."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        self._lock = Lock()
        self._faults = list(faults)

    def add(self, fault: Fault) -> None:
        """Put a fault in force; the newest strikes first."""
        with self._lock:
            self._faults.insert(0, fault)

    def clear(self) -> None:
        """Take every fault away."""
        with self._lock:
            self._faults.clear()

    def strike(self, target: Target) -> Strike:
        """Return what `target` has to suffer, and count it."""
        turn: Turn | None = None
        latency, rate = 0.0, None
        with self._lock:
            for index, fault in enumerate(self._faults):
                if not _hits(fault, target) or (turn is not None and not isinstance(fault.behaviour, Latency | Slow)):
                    continue
                if not self._count(index):
                    continue
                match fault.behaviour:
                    case Latency(seconds):
                        latency += seconds
                    case Slow(bytes_per_second):
                        rate = bytes_per_second
                    case other:
                        turn = other
        return Strike(turn, latency, rate)

    def _count(self, index: int) -> bool:
        """Count a match of the fault at `index`; return whether it strikes."""
        fault = self._faults[index]
        if fault.after > 0:
            self._faults[index] = replace(fault, after=fault.after - 1)
            return False
        if fault.times is None:
            return True
        self._faults[index] = replace(fault, times=max(0, fault.times - 1))
        return fault.times > 0


def _hits(fault: Fault, target: Target) -> bool:
    return (
        fault.server in ("", target.server)
        and (not fault.task_id or fault.task_id in target.task_ids)
        and (not fault.file or fault.file in target.file)
    )
