"""Time as the engine takes it: passed in, so that tests can turn it by hand."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for what is stored and shown, monotonic seconds for what is waited for."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC. It may jump."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever grow; their zero means nothing."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`; at once (but not before others had a turn) for zero and less."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the operating system's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Sleep on the running loop."""
        await asyncio.sleep(max(0.0, seconds))


async def sleep_unless(clock: Clock, seconds: float, event: asyncio.Event) -> None:
    """Sleep for `seconds`, or until `event` is set."""
    asleep = asyncio.create_task(clock.sleep(seconds), name="sleep")
    woken = asyncio.create_task(event.wait(), name="sleep unless")
    try:
        await asyncio.wait([asleep, woken], return_when=asyncio.FIRST_COMPLETED)
    finally:
        asleep.cancel()
        woken.cancel()
