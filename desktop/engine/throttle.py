"""What every transfer obeys: being called off, and the rate that all of them together may take."""

import threading
import time
from collections.abc import Callable
from threading import Event

from desktop.engine import faults

_SLICE_SECONDS = 0.1
"""The longest a waiting worker goes without looking at the rate again."""

_SAVED_SECONDS = 0.05
"""How much of the rate that was not used is carried over, in seconds of it."""

_LEAST_READ = 1024


class Control:
    """How the loop stops a transfer: a flag, and the closing of the socket it reads from."""

    def __init__(self) -> None:
        self.cancelled = Event()
        self._abort: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Stop the transfer, from any thread."""
        self.cancelled.set()
        abort = self._abort
        if abort is not None:
            try:
                abort()
            except (OSError, ValueError, RuntimeError):
                return  # closed already: the transfer sees the flag

    def reading(self, abort: Callable[[], None]) -> None:
        """Note how to interrupt the read that follows. Raises FetchFault where it was cancelled already."""
        self._abort = abort
        self.check()

    def check(self) -> None:
        """Raise FetchFault where it was cancelled."""
        if self.cancelled.is_set():
            raise faults.cancelled()


class Throttle:
    """Holds all workers together to `rate` bytes a second (None: no limit), each in its turn. Any thread may call it.

    Bytes are numbered in the order they are asked for; the numbers that may pass grow with time. So nobody overtakes, and a new
    rate counts at once for those that wait.
    """

    def __init__(self, rate: int | None = None) -> None:
        self._lock = threading.Lock()
        self._rate = rate
        self._asked = 0.0
        self._passed = 0.0
        self._at = time.monotonic()

    def set_rate(self, rate: int | None) -> None:
        """Change the rate from now on."""
        with self._lock:
            self._grow()
            self._rate = rate

    def most(self, size: int) -> int:
        """Return how many bytes to read at a time, `size` at most: little where the rate is low, so that each gets its turn."""
        rate = self._rate
        return size if rate is None else max(_LEAST_READ, min(size, rate // 8))

    def take(self, count: int, control: Control) -> float:
        """Return once `count` more bytes may have come; the seconds that took. Raises FetchFault where it is cancelled."""
        if self._rate is None:
            return 0.0
        with self._lock:
            self._grow()
            self._asked += count
            turn = self._asked
        started = time.monotonic()
        while (seconds := self._seconds_until(turn)) > 0:
            control.cancelled.wait(min(seconds, _SLICE_SECONDS))
            control.check()
        return time.monotonic() - started

    def _seconds_until(self, turn: float) -> float:
        with self._lock:
            self._grow()
            if self._rate is None:
                return 0.0
            return (turn - self._passed) / max(1, self._rate)

    def _grow(self) -> None:
        now = time.monotonic()
        elapsed, self._at = now - self._at, now
        if self._rate is None:
            self._passed = self._asked
        else:
            self._passed = min(self._passed + elapsed * self._rate, self._asked + self._rate * _SAVED_SECONDS)
