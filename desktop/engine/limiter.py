"""How fast an account may be asked: requests a second, requests at once, and how long to hold off after trouble."""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from random import Random

from desktop.engine.clock import Clock

LONGEST_ASKED_WAIT = 3600.0
"""Seconds: a provider that asks for a longer pause is asked again after this one."""


MARGIN_SECONDS = 0.1
"""A `margin` that suits real networks: requests bunch up on their way, and the provider counts them where they arrive."""


class Limiter:
    """The budget of one account.

    Never more than `per_second` slots begin in any one second (a rate below one gives one slot every 1/rate seconds), of
    which a quarter may begin at once; never more than `concurrency` are open. Slots are given in the order of asking. `margin`
    stretches that second.
    """

    def __init__(self, per_second: float, concurrency: int, clock: Clock, *, margin: float = 0.0) -> None:
        if per_second <= 0 or concurrency < 1:
            raise ValueError("a budget needs a rate above zero and room for one request")
        self.per_second = per_second
        self._clock = clock
        self._open = asyncio.Semaphore(concurrency)
        self._turn = asyncio.Lock()
        self._most = max(1, math.floor(per_second))
        self._window = max(1.0, self._most / per_second) + margin
        self._burst = max(1.0, self._most / 4)
        self._tokens = self._burst
        self._filled_at = clock.monotonic()
        self._held_until = -math.inf
        self._begun: deque[float] = deque()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for the right to send one request, and hold it while the request is under way."""
        async with self._open:
            async with self._turn:
                while (wait := self._wait()) > 0:
                    await self._clock.sleep(wait)
                self._take()
            yield

    def hold_until(self, monotonic: float) -> None:
        """Begin no slot before `monotonic` (of the clock); an earlier hold that lasts longer stays."""
        self._held_until = max(self._held_until, monotonic)

    @property
    def free_in(self) -> float:
        """Seconds until the budget allows one more request, those that wait for it already left out of account."""
        return max(0.0, self._wait())

    @property
    def held_for(self) -> float:
        """Seconds until slots begin again; zero while nothing is held."""
        return max(0.0, self._held_until - self._clock.monotonic())

    def rate(self, seconds: float = 5.0) -> float:
        """Return the requests a second begun over the last `seconds` (at most 10)."""
        since = self._clock.monotonic() - seconds
        return sum(at > since for at in self._begun) / seconds

    def _wait(self) -> float:
        now = self._clock.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self.per_second)
        self._filled_at = now
        # The small number keeps rounding from asking for a sleep too short to move a clock on.
        for_token = (1.0 - self._tokens) / self.per_second + 1e-6 if self._tokens < 1.0 - 1e-9 else 0.0
        for_window = self._begun[-self._most] + self._window - now if len(self._begun) >= self._most else 0.0
        return max(for_token, for_window, self._held_until - now)

    def _take(self) -> None:
        now = self._clock.monotonic()
        self._tokens = max(0.0, self._tokens - 1.0)
        self._begun.append(now)
        while len(self._begun) > self._most and self._begun[0] < now - max(10.0, self._window):
            self._begun.popleft()


class Backoff:
    """Growing pauses after trouble in a row: what the other side asked for, else doubling with full jitter.

    Pauses are seconds between `least` and `most`.
    """

    def __init__(self, rng: Random, *, least: float = 1.0, most: float = 300.0) -> None:
        self._rng = rng
        self._least = least
        self._most = most
        self.failures = 0

    def next(self, asked: float | None = None) -> float:
        """Count one more failure and return how long to wait; `asked` is what the other side asked for."""
        self.failures += 1
        if asked is not None:
            return min(max(asked, 0.0), LONGEST_ASKED_WAIT)
        ceiling = min(self._most, self._least * 2.0 ** min(self.failures, 40))
        return self._least + self._rng.random() * (ceiling - self._least)

    def reset(self) -> None:
        """Forget the failures: something worked."""
        self.failures = 0


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds a reply asks to wait, from Retry-After or else X-RateLimit-Reset; None where it asks nothing.

    Retry-After is seconds or a date (RFC 9110, 10.2.3). X-RateLimit-Reset has no standard: seconds from now, or a time in Unix
    seconds or milliseconds. `headers` are in lower case.
    """
    wait = _retry_after(headers.get("retry-after", "").strip(), now)
    if wait is None:
        wait = _reset(headers.get("x-ratelimit-reset", "").strip(), now)
    return wait


def _retry_after(value: str, now: datetime) -> float | None:
    number = _number(value)
    if number is not None:
        return number
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or now.tzinfo) - now).total_seconds())


def _reset(value: str, now: datetime) -> float | None:
    number = _number(value)
    if number is None or number < 1e8:
        return number
    seconds = number / 1000 if number > 1e11 else number
    return max(0.0, seconds - now.timestamp())


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
