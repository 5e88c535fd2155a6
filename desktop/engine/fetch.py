"""Fetches files in worker threads of its own, so that the loop carries only news of them.

The threads are daemons and nothing joins them: whatever a file host does, the program ends when it wants to.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from desktop.domain.resume import ResumePoint
from desktop.engine import faults
from desktop.engine.clock import Clock, SystemClock
from desktop.engine.daemon import post
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.file_host import FileHosts
from desktop.engine.flow import Flow
from desktop.engine.link_guard import LinkGuard, Resolve, look_up
from desktop.engine.part_file import BUFFER_BYTES, Claims
from desktop.engine.throttle import Control, Throttle
from desktop.engine.transfer import Fetched, FetchJob, Transfer
from desktop.engine.trust import SystemTrust

__all__ = ["FaultKind", "FetchFault", "FetchJob", "Fetched", "Fetcher"]

CONNECT_SECONDS = 10.0
STALL_SECONDS = 30.0
IDLE_SECONDS = 20.0
"""How long a worker without work keeps its connections."""

MEMORY_SECONDS = 5.0
"""How long a worker remembers where a host is."""

type Progress = Callable[[int, int | None], None]
"""Hears, on the loop, how many bytes came and of how many (None: not known)."""


type Checkpoint = Callable[[ResumePoint], None]
"""Hears, on the loop, where the transfer can be continued; what it names is on the disk itself."""


class _Ticket:
    """A job on its way through a worker: its answer, and how to call it off."""

    def __init__(self, job: FetchJob, progress: Progress, checkpoint: Checkpoint | None) -> None:
        self.job = job
        self.control = Control()
        self.started = False
        self.over = False
        self.loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[Fetched] = self.loop.create_future()
        self.checkpoint = checkpoint
        self._progress = progress

    def tell(self, received: int, total: int | None) -> None:
        post(self.loop, lambda: self._told(received, total))

    def note(self, point: ResumePoint) -> None:
        post(self.loop, lambda: self._noted(point))

    def settle(self, outcome: Fetched | FetchFault, received: int, total: int | None) -> None:
        post(self.loop, lambda: self._settled(outcome, received, total))

    def leave(self) -> None:
        """Note where a file is that became whole just as nobody wanted it any more; remove it where nobody would know."""
        if self.answer.cancelled() or self.answer.exception() is not None:
            return
        fetched = self.answer.result()
        if fetched.point is not None and self.checkpoint is not None and not self.over:
            self.checkpoint(fetched.point)
            return
        threading.Thread(target=_remove, args=(fetched.part,), name="remove", daemon=True).start()

    def _told(self, received: int, total: int | None) -> None:
        if not self.answer.done() and not self.control.cancelled.is_set():
            self._progress(received, total)

    def _noted(self, point: ResumePoint) -> None:
        if self.checkpoint is not None and not self.over:
            self.checkpoint(point)

    def _settled(self, outcome: Fetched | FetchFault, received: int, total: int | None) -> None:
        if self.answer.done():
            return
        if isinstance(outcome, FetchFault):
            self.answer.set_exception(outcome)
        else:
            self._told(received, total)
            self.answer.set_result(outcome)


class _Bench:
    """What a worker keeps from one file to the next: its connections, its buffer, and which hosts passed for the last account."""

    def __init__(self, hosts: FileHosts) -> None:
        self.hosts = hosts
        self.buffer = memoryview(bytearray(BUFFER_BYTES))
        self._account = ""
        self._guard: LinkGuard | None = None

    def guard(self, account_url: str, resolve: Resolve) -> LinkGuard:
        if self._guard is None or self._account != account_url:
            self._account, self._guard = account_url, LinkGuard(account_url, resolve, memory=MEMORY_SECONDS)
        return self._guard


class Fetcher:
    """Fetches up to `workers` files at a time, all together at `rate` bytes a second (None: as fast as it goes). On one loop.

    It has no keys and keeps no cookies. `trust` may be shared with the API clients. `resolve` looks names up.
    """

    def __init__(
        self,
        workers: int,
        *,
        version: str,
        trust: SystemTrust | None = None,
        clock: Clock | None = None,
        resolve: Resolve = look_up,
        rate: int | None = None,
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
        self._throttle = Throttle(rate)
        self._claims = Claims()
        self._closed = False

    async def fetch(self, job: FetchJob, progress: Progress, checkpoint: Checkpoint | None = None) -> Fetched:
        """Return the file of `job`, whole, verified and on the disk. Raises FetchFault.

        What was interrupted and can be continued stays on the disk, and `checkpoint` hears of it before this raises; of all else
        nothing is left, nor where there is no `checkpoint`. Cancelling stops the transfer at once and waits up to a second for
        its thread to clean up.
        """
        if self._closed:
            raise faults.cancelled()
        ticket = _Ticket(job, progress, checkpoint)
        self._tickets.add(ticket)
        self._staff()
        self._line.put(ticket)
        try:
            await asyncio.wait([ticket.answer])
            return ticket.answer.result()
        except asyncio.CancelledError:
            ticket.control.cancel()
            if ticket.started:
                await asyncio.wait([ticket.answer], timeout=1.0)
            if ticket.answer.done():
                ticket.leave()
            else:
                ticket.answer.add_done_callback(lambda _: ticket.leave())
            raise
        finally:
            ticket.over = True
            self._tickets.discard(ticket)
            _forget(ticket.answer)

    def set_rate(self, bytes_per_second: int | None) -> None:
        """Hold all transfers together to this rate from now on; None lifts it."""
        self._throttle.set_rate(bytes_per_second)

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
        bench = _Bench(FileHosts(self._version, self._trust, *self._seconds))
        with contextlib.closing(bench.hosts):
            while True:
                try:
                    ticket = self._line.get(timeout=IDLE_SECONDS)
                except queue.Empty:
                    bench.hosts.close()
                    continue
                if ticket is None:
                    return
                self._serve(ticket, bench)
                ticket = None  # it holds its loop, which must not end in this thread

    def _serve(self, ticket: _Ticket, bench: _Bench) -> None:
        ticket.started = True
        flow = Flow(ticket.control, self._throttle, ticket.tell, self._seconds[1])
        transfer = Transfer(
            ticket.job,
            flow,
            ticket.note if ticket.checkpoint is not None else None,
            hosts=bench.hosts,
            buffer=bench.buffer,
            claims=self._claims,
            guard=bench.guard(ticket.job.account_url, self._resolve),
            now=self._clock.now,
        )
        outcome: Fetched | FetchFault
        try:
            outcome = transfer.run()
        except FetchFault as fault:
            outcome = fault
        ticket.settle(outcome, flow.received, flow.total)


def _remove(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _forget(answer: "asyncio.Future[Fetched]") -> None:
    """Keep asyncio from reporting an answer that nobody waits for any more."""
    if answer.done():
        if not answer.cancelled():
            answer.exception()
    else:
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
