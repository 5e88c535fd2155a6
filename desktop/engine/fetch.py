"""Fetches files in worker threads of its own, so that the loop carries only news of them.

The threads are daemons and nothing joins them: whatever a file host does, the program ends when it wants to.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable

from desktop.engine import faults
from desktop.engine.clock import Clock, SystemClock
from desktop.engine.daemon import post
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.file_host import FileHosts
from desktop.engine.link_guard import Resolve, look_up
from desktop.engine.transfer import Control, Fetched, FetchJob, Transfer
from desktop.engine.trust import SystemTrust

__all__ = ["FaultKind", "FetchFault", "FetchJob", "Fetched", "Fetcher"]

CONNECT_SECONDS = 10.0
STALL_SECONDS = 30.0
IDLE_SECONDS = 20.0
"""How long a worker without work keeps its connections."""

type Progress = Callable[[int, int | None], None]
"""Hears, on the loop, how many bytes came and of how many (None: not known)."""


class _Ticket:
    """A job on its way through a worker: its answer, and how to call it off."""

    def __init__(self, job: FetchJob, progress: Progress) -> None:
        self.job = job
        self.control = Control()
        self.started = False
        self.loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[Fetched] = self.loop.create_future()
        self._progress = progress

    def tell(self, received: int, total: int | None) -> None:
        post(self.loop, lambda: self._told(received, total))

    def settle(self, outcome: Fetched | FetchFault) -> None:
        post(self.loop, lambda: self._settled(outcome))

    def _told(self, received: int, total: int | None) -> None:
        if not self.answer.done() and not self.control.cancelled.is_set():
            self._progress(received, total)

    def _settled(self, outcome: Fetched | FetchFault) -> None:
        if self.answer.done():
            return
        if isinstance(outcome, FetchFault):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


class Fetcher:
    """Fetches up to `workers` files at a time. It has no keys and keeps no cookies. Use it on one loop.

    `trust` may be shared with the API clients. `resolve` looks names up.
    """

    def __init__(
        self,
        workers: int,
        *,
        version: str,
        trust: SystemTrust | None = None,
        clock: Clock | None = None,
        resolve: Resolve = look_up,
        connect_seconds: float = CONNECT_SECONDS,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self._version = version
        self._trust = trust or SystemTrust()
        self._clock = clock or SystemClock()
        self._resolve = resolve
        self._seconds = (connect_seconds, stall_seconds)
        self._wanted = max(1, workers)
        self._workers = 0
        self._line: queue.SimpleQueue[_Ticket | None] = queue.SimpleQueue()
        self._tickets: set[_Ticket] = set()
        self._closed = False

    async def fetch(self, job: FetchJob, progress: Progress) -> Fetched:
        """Return the file of `job`, whole, verified and on the disk. Raises FetchFault, and then nothing is left of it.

        Cancelling stops the transfer at once and waits up to a second for its thread to clean up.
        """
        if self._closed:
            raise faults.cancelled()
        ticket = _Ticket(job, progress)
        self._tickets.add(ticket)
        self._staff()
        self._line.put(ticket)
        try:
            await asyncio.wait([ticket.answer])
            return ticket.answer.result()
        except asyncio.CancelledError:
            ticket.control.cancel()
            ticket.answer.add_done_callback(_discard)
            if ticket.started:
                await asyncio.wait([ticket.answer], timeout=1.0)
            raise
        finally:
            self._tickets.discard(ticket)
            _forget(ticket.answer)

    def set_workers(self, workers: int) -> None:
        """Fetch up to `workers` files at a time from now on."""
        self._wanted = max(1, workers)
        while self._workers > self._wanted:
            self._workers -= 1
            self._line.put(None)
        if self._tickets:
            self._staff()

    async def close(self, deadline: float = 1.0) -> None:
        """Stop every transfer; what is under way ends as cancelled. Returns after `deadline` seconds at the latest."""
        self._closed = True
        running = [ticket.answer for ticket in self._tickets]
        for ticket in list(self._tickets):
            ticket.control.cancel()
        if running:
            await asyncio.wait(running, timeout=deadline)
        for answer in running:
            if not answer.done():
                answer.set_exception(faults.cancelled())
        for _ in range(self._workers):
            self._line.put(None)
        self._workers = 0

    def _staff(self) -> None:
        while self._workers < min(self._wanted, len(self._tickets)):
            self._workers += 1
            threading.Thread(target=self._work, name=f"fetch {self._workers}", daemon=True).start()

    # -- in the worker threads ---------------------------------------------------------------------------------------

    def _work(self) -> None:
        hosts = FileHosts(self._version, self._trust, *self._seconds)
        with contextlib.closing(hosts):
            while True:
                try:
                    ticket = self._line.get(timeout=IDLE_SECONDS)
                except queue.Empty:
                    hosts.close()
                    continue
                if ticket is None:
                    return
                ticket.settle(self._outcome(ticket, hosts))

    def _outcome(self, ticket: _Ticket, hosts: FileHosts) -> Fetched | FetchFault:
        ticket.started = True
        transfer = Transfer(
            ticket.job,
            ticket.control,
            ticket.tell,
            hosts=hosts,
            resolve=self._resolve,
            now=self._clock.now,
            stall_seconds=self._seconds[1],
        )
        try:
            return transfer.run()
        except FetchFault as fault:
            return fault


def _discard(answer: "asyncio.Future[Fetched]") -> None:
    """Remove a file that became whole just as nobody wanted it any more."""
    if not answer.cancelled() and answer.exception() is None:
        with contextlib.suppress(OSError):
            answer.result().part.unlink(missing_ok=True)


def _forget(answer: "asyncio.Future[Fetched]") -> None:
    """Keep asyncio from reporting an answer that nobody waits for any more."""
    if answer.done():
        if not answer.cancelled():
            answer.exception()
    else:
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
