"""What a rehearsal's servers saw: every request, for tests and for a look at what an app sends where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

_PATIENCE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request and what became of it.

    `at` is the rehearsal's clock (unix seconds) when it came; `began` and `ended` are time.monotonic() of its begin and end.
    Header names are in lower case. `task_ids` are the provider's task ids it was about, `file` the key of the file it wanted.
    `status` is 0 where no reply began; `sent` counts body bytes; `complete` tells that the whole body went out.
    `link_age` (seconds) and `link_expired` are of file requests.
    """

    server: str
    method: str
    path: str
    query_names: tuple[str, ...]
    headers: Mapping[str, str] = field(repr=False)
    target: str = field(repr=False)
    body: bytes = field(repr=False)
    at: float
    began: float
    ended: float
    status: int
    sent: int
    complete: bool
    task_ids: tuple[str, ...] = ()
    file: str = ""
    link_age: float | None = None
    link_expired: bool | None = None

    def holds(self, secret: str) -> bool:
        """Return whether `secret` stands anywhere in it: address, headers or body."""
        return (
            secret in self.target
            or any(secret in text for pair in self.headers.items() for text in pair)
            or secret.encode() in self.body
        )


class Record:
    """Every request of a rehearsal, in the order in which they ended. Safe to use from any thread.

    Whoever has received the last byte of a reply finds its request here: reading waits for requests that are just ending.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._seen: list[Seen] = []
        self._ending = 0

    def ending(self) -> None:
        """Tell that a request is about to end; :meth:`note` follows."""
        with self._changed:
            self._ending += 1

    def note(self, seen: Seen, *, announced: bool) -> None:
        """Add a request, `announced` by :meth:`ending` or not."""
        with self._changed:
            self._ending -= announced
            self._seen.append(seen)
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget every request so far."""
        with self._changed:
            self._seen.clear()

    def all(self, server: str = "", *, task_id: str = "", file: str = "", status: int | None = None) -> tuple[Seen, ...]:
        """Return the requests that fit every condition given."""
        with self._changed:
            self._changed.wait_for(lambda: self._ending == 0, _PATIENCE)
            return tuple(
                seen
                for seen in self._seen
                if server in ("", seen.server)
                and (not task_id or task_id in seen.task_ids)
                and file in ("", seen.file)
                and status in (None, seen.status)
            )

    def count(self, server: str = "", *, task_id: str = "", file: str = "", status: int | None = None) -> int:
        """Return how many requests fit."""
        return len(self.all(server, task_id=task_id, file=file, status=status))

    def holding(self, secret: str, *servers: str) -> tuple[Seen, ...]:
        """Return the requests to `servers` (none given: to any) in which `secret` stands anywhere."""
        return tuple(seen for seen in self.all() if (not servers or seen.server in servers) and seen.holds(secret))

    def busiest_second(self, server: str) -> int:
        """Return the most requests that began at `server` within any one second."""
        begins = sorted(seen.began for seen in self.all(server))
        most, first = 0, 0
        for last, began in enumerate(begins):
            while began - begins[first] >= 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most

    def most_at_once(self, server: str) -> int:
        """Return the most requests that were under way at `server` at the same time."""
        steps = [step for seen in self.all(server) for step in ((seen.began, 1), (seen.ended, -1))]
        most = running = 0
        for _, change in sorted(steps):
            running += change
            most = max(most, running)
        return most

    def wait_for(self, condition: Callable[["Record"], bool], seconds: float = 10.0) -> bool:
        """Block until `condition` holds of this record, for `seconds` at most; return whether it does."""
        until = monotonic() + seconds
        while not condition(self):
            with self._changed:
                left = until - monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.05))
        return True
