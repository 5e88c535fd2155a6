"""For how long an account is left alone after trouble, beside its steady budget."""

from random import Random

from desktop.engine.clock import Clock
from desktop.engine.limiter import Backoff, Limiter


class Restraint:
    """Holds one account's questions back. `haste` scales the pauses of our own, never those the provider asks for."""

    def __init__(self, limiter: Limiter, clock: Clock, rng: Random, haste: float) -> None:
        self._limiter = limiter
        self._clock = clock
        self._haste = haste
        self._backoff = Backoff(rng)
        self._counted_at = -1.0
        self.until = 0.0
        self.out_of_reach = False

    @property
    def holds(self) -> bool:
        """Whether nothing may be asked now."""
        return self._clock.monotonic() < self.until

    def pause(self, asked: float | None, began: float, most: float | None = None) -> float:
        """Return for how many seconds to leave the account alone: as it `asked`, else doubling with each trouble in a row.

        Questions that were under way together and fail together are one trouble: one that `began` before the last trouble
        was known adds nothing. `most` bounds pauses of our own.
        """
        now = self._clock.monotonic()
        if asked is None and began <= self._counted_at:
            return max(0.0, self.until - now)
        self._counted_at = now
        seconds = self._backoff.next(asked)
        if asked is not None:
            return seconds
        return (seconds if most is None else min(seconds, most)) * self._haste

    def hold(self, seconds: float, *, firm: bool) -> float:
        """Ask nothing for `seconds`, or for as long as an earlier hold lasts; return how long that is.

        A `firm` hold binds a check by the user and a key's test too.
        """
        now = self._clock.monotonic()
        self.until = max(self.until, now + seconds)
        if firm:
            self._limiter.hold_until(self.until)
        return self.until - now

    def well(self) -> bool:
        """Note a good answer; return whether it ends the trouble. One to a question asked before the trouble does not."""
        if self.holds:
            return False
        self._backoff.reset()
        self.out_of_reach = False
        return True

    def lift(self) -> None:
        """End a hold, but for a firm one."""
        self.until = self._clock.monotonic() + self._limiter.held_for
