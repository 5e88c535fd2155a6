"""Files that are tried again by themselves after a good while."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator

from desktop.engine.attempts import LATER_SECONDS, LATER_TRIES
from desktop.engine.clock import Clock, sleep_unless
from desktop.engine.save_queue import Job


class Later:
    """Calls `due` with each job when its time has come. The pauses grow with each time a job is put off in a row."""

    def __init__(self, clock: Clock, due: Callable[[Job], None], haste: float) -> None:
        self._clock = clock
        self._due = due
        self._haste = haste
        self._times: dict[Job, float] = {}
        self._tries: Counter[Job] = Counter()
        self._changed = asyncio.Event()

    def __contains__(self, job: Job) -> bool:
        return job in self._times

    def __iter__(self) -> Iterator[Job]:
        return iter(tuple(self._times))

    def add(self, job: Job, seconds: float | None) -> None:
        """Put a job off for `seconds`, or (None) for a good while; one that was put off too often in a row is not tried again."""
        if seconds is None:
            self._tries[job] += 1
            if self._tries[job] > LATER_TRIES:
                return
            seconds = LATER_SECONDS[min(self._tries[job], len(LATER_SECONDS)) - 1] * self._haste
        self._times[job] = self._clock.monotonic() + seconds
        self._changed.set()

    def forget(self, job: Job) -> None:
        """Put a job off no longer."""
        self._times.pop(job, None)

    def done(self, job: Job) -> None:
        """Begin the pauses of a job anew: it came to its end."""
        self.forget(job)
        del self._tries[job]

    async def run(self) -> None:
        """Wait and call, until cancelled."""
        while True:
            self._changed.clear()
            if not self._times:
                await self._changed.wait()
                continue
            now = self._clock.monotonic()
            for job in [job for job, time in self._times.items() if time <= now]:
                del self._times[job]
                self._due(job)
            if self._times:
                await sleep_unless(self._clock, min(self._times.values()) - now, self._changed)
