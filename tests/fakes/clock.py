"""A clock that stands still until a test moves it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class ManualClock:
    """A deterministic :class:`desktop.engine.clock.Clock`: sleepers wake in the order of their time, only by `advance`."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._elapsed = 0.0
        self._jump = timedelta()
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed) + self._jump

    def monotonic(self) -> float:
        return 1000.0 + self._elapsed

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiter = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), waiter))
        await waiter

    @property
    def sleeping(self) -> int:
        """How many sleepers wait."""
        return sum(not waiter.done() for _, _, waiter in self._sleepers)

    def next_wake(self) -> float | None:
        """Return in how many seconds the next sleeper wakes; None where nobody sleeps."""
        self._drop_cancelled()
        return self._sleepers[0][0] - self._elapsed if self._sleepers else None

    async def settle(self, turns: int = 20) -> None:
        """Let everything that can run without time passing run."""
        for _ in range(turns):
            await asyncio.sleep(0)

    async def advance(self, seconds: float) -> None:
        """Move on by `seconds`, waking each sleeper at its own time and letting it run before the next."""
        target = self._elapsed + seconds
        await self.settle()
        while self._due(target):
            due, _, waiter = heapq.heappop(self._sleepers)
            self._elapsed = max(self._elapsed, due)
            waiter.set_result(None)
            await self.settle()
        self._elapsed = target
        await self.settle()

    def jump_wall(self, delta: timedelta) -> None:
        """Set the wall time on or back, as a user or a time server does; monotonic time does not follow."""
        self._jump += delta

    def _due(self, target: float) -> bool:
        self._drop_cancelled()
        return bool(self._sleepers) and self._sleepers[0][0] <= target

    def _drop_cancelled(self) -> None:
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
