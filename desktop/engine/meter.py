"""Bytes per second over several running saves."""

from collections import deque
from collections.abc import Hashable

from desktop.domain.slack import USUAL_RATE

WINDOW_SECONDS = 3.0

ENOUGH_BYTES = 1_000_000
"""Fewer bytes than this in the window tell nothing about how fast a transfer is."""


class Meter:
    """Adds up what each save reports as received so far. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._received: dict[Hashable, int] = {}
        self._steps: deque[tuple[float, int]] = deque()

    def begin(self, save: Hashable, received: int) -> None:
        """Note how much of a save is there already when it begins: that tells nothing about its speed."""
        self._received[save] = received

    def count(self, save: Hashable, received: int, now: float) -> None:
        """Note that `save` has received so many bytes in all."""
        step = received - self._received.get(save, 0)
        self._received[save] = received
        if step > 0:
            self._steps.append((now, step))

    def forget(self, save: Hashable) -> None:
        """Forget a save that ended."""
        self._received.pop(save, None)

    def rate(self, now: float) -> float:
        """Return the bytes per second of the last seconds."""
        while self._steps and self._steps[0][0] < now - WINDOW_SECONDS:
            self._steps.popleft()
        return sum(step for _, step in self._steps) / WINDOW_SECONDS

    def pace(self, now: float) -> float:
        """Return the bytes per second that one transfer makes, as measured in the last seconds, else the usual rate."""
        rate = self.rate(now)
        if rate * WINDOW_SECONDS < ENOUGH_BYTES or not self._received:
            return USUAL_RATE
        return rate / len(self._received)
