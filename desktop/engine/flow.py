"""The bytes of one file on their way: counted, told, held to the rate, and seen to move."""

import time
from collections.abc import Callable

from desktop.engine import faults
from desktop.engine.throttle import Control, Throttle

READ_BYTES = 1024 * 1024
PROGRESS_SECONDS = 0.25
FIRST_PROGRESS_SECONDS = 0.05
"""A file that takes less than this is told of once, when it is there."""

LEAST_BYTES = 1024
"""Fewer bytes than this within the time a read may take, and the transfer counts as standing still."""


class Flow:
    """Counts what came of one file: `received` of `total` bytes (None: not known)."""

    def __init__(self, control: Control, throttle: Throttle, tell: Callable[[int, int | None], None], stall_seconds: float) -> None:
        self.control = control
        self.received = 0
        self.total: int | None = None
        self.now = time.monotonic()
        self._throttle = throttle
        self._tell = tell
        self._stall_seconds = stall_seconds
        self._next_tell = self.now + FIRST_PROGRESS_SECONDS
        self._window = self.now
        self._in_window = 0

    def begin(self, received: int, total: int | None) -> None:
        """Count from `received` on, and the time to stand still from now on."""
        self.received, self.total = received, total
        self._window, self._in_window = time.monotonic(), 0

    def resume(self, received: int, total: int) -> None:
        """Begin with bytes that were here already, and tell of them at once."""
        self.begin(received, total)
        self._tell(received, total)

    @property
    def most(self) -> int:
        """How many bytes to read at a time."""
        return self._throttle.most(READ_BYTES)

    def came(self, count: int) -> None:
        """Count `count` bytes more. Raises FetchFault where the transfer is cancelled or hardly moves."""
        self.control.check()
        self.received += count
        self._in_window += count
        self._window += self._throttle.take(count, self.control)
        self.now = time.monotonic()
        self._tell_if_due()
        if self.now - self._window >= self._stall_seconds:
            if self._in_window < LEAST_BYTES:
                raise faults.cut(self.received, self.total, stalled=True)
            self._window, self._in_window = self.now, 0

    def _tell_if_due(self) -> None:
        if self.now >= self._next_tell:
            self._next_tell = self.now + PROGRESS_SECONDS
            self._tell(self.received, self.total)
