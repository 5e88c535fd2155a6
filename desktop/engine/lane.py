"""One account's line of questions: which tasks are due, how many fit one query, and what its answers mean for the rest.

Each lane asks within its own budget, so a slow or refusing provider never holds up another.
"""

import asyncio
import contextlib
import heapq
import itertools
import random
from collections.abc import Sequence
from datetime import timedelta

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import NotFound, Report, Trouble, TroubleOver
from desktop.domain.status import IdKind
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.api import ApiUnreachable, Reach
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.health import Health
from desktop.engine.limiter import Backoff
from desktop.providers.base import Answer, Fault, FaultKind, Query
from desktop.providers.pacing import MISS_SECONDS, seconds_to_next
from desktop.storage.redaction import Redactor

MAINTENANCE_SECONDS = 300.0
"""How long an account is left alone that says it is under maintenance."""


class Lane:
    """Asks one account about its tasks.

    `haste` scales every interval (1 in earnest, less in rehearsals). `miss_seconds` is how far apart "not found" answers must
    be to count.
    """

    def __init__(
        self,
        connection: Connection,
        desk: AccountDesk,
        board: Board,
        health: Health,
        redactor: Redactor,
        clock: Clock,
        rng: random.Random,
        *,
        haste: float = 1.0,
        miss_seconds: float = MISS_SECONDS,
    ) -> None:
        self.connection = connection
        self._desk = desk
        self._board = board
        self._health = health
        self._redactor = redactor
        self._clock = clock
        self._rng = rng
        self._haste = haste
        self._miss_seconds = miss_seconds
        self._backoff = Backoff(rng)
        self._heap: list[tuple[float, int, int]] = []
        self._order = itertools.count()
        self._due: dict[int, float] = {}
        self._asked: dict[int, int] = {}
        self._asking: set[int] = set()
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._hold_until = 0.0
        self._stopped = False
        self._batch = connection.dialect.spec.batch

    # -- what the watcher tells it -----------------------------------------------------------------------------------

    def schedule(self, task_id: int, seconds: float) -> None:
        """Ask about a task in `seconds`, or sooner if that was planned already."""
        due = self._clock.monotonic() + seconds
        if task_id in self._asking or self._due.get(task_id, float("inf")) <= due:
            return
        self._due[task_id] = due
        heapq.heappush(self._heap, (due, next(self._order), task_id))
        self._wake.set()

    def drop(self, task_id: int) -> None:
        """Ask no more about a task."""
        self._due.pop(task_id, None)
        self._asked.pop(task_id, None)

    def go_on(self) -> None:
        """Start anew after the user changed something: a key, the account, an explicit check."""
        self._stopped = False
        self._hold_until = 0.0
        self._wake.set()

    def waiting(self) -> tuple[int, ...]:
        """Return the tasks that are to be asked about."""
        return tuple(self._due)

    def next_due(self) -> float | None:
        """Return the monotonic time of the next question, None where none is planned."""
        due = min(self._due.values(), default=None)
        return None if due is None or self._stopped else max(due, self._hold_until)

    # -- the line itself ---------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Ask until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.connection.dialect.spec.concurrency):
                group.create_task(self._work(), name=f"ask {self.connection.account.handle}")

    async def _work(self) -> None:
        while True:
            async with contextlib.AsyncExitStack() as stack:
                async with self._turn:
                    await self._until_due()
                    await stack.enter_async_context(self.connection.limiter.slot())
                    batch = self._take()
                if batch:
                    await self._ask_planned(batch)

    async def _until_due(self) -> None:
        while True:
            self._wake.clear()
            due = self.next_due()
            now = self._clock.monotonic()
            if due is not None and due <= now and not self.connection.account.paused:
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if due is None else max(0.001, due - now)):
                    await self._wake.wait()

    def _take(self) -> list[Task]:
        """Take the tasks that are due now and fit one query: all of one id kind, as many as the dialect takes."""
        now = self._clock.monotonic()
        if self._stopped or now < self._hold_until or self.connection.account.paused:
            return []
        taken: list[Task] = []
        back: list[tuple[float, int, int]] = []
        while self._heap and self._heap[0][0] <= now and len(taken) < self._batch:
            entry = heapq.heappop(self._heap)
            due, _, task_id = entry
            task = self._board.task(task_id)
            if self._due.get(task_id) != due:
                continue
            if task is None or task.paused:
                self.drop(task_id)
                continue
            if taken and task.ref.id_kind is not taken[0].ref.id_kind:
                back.append(entry)
                continue
            del self._due[task_id]
            self._asking.add(task_id)
            taken.append(task)
        for entry in back:
            heapq.heappush(self._heap, entry)
        return taken

    async def _ask_planned(self, batch: Sequence[Task]) -> None:
        ids = [task.id for task in batch]
        try:
            await self._ask(batch)
        finally:
            self._asking.difference_update(ids)
        for task_id in ids:
            self._plan(task_id)

    def _plan(self, task_id: int) -> None:
        task = self._board.task(task_id)
        if task is None or task.paused:
            return
        self._asked[task_id] = self._asked.get(task_id, 0) + 1
        pace = self.connection.dialect.spec.pace
        seconds = seconds_to_next(task, pace, self._asked[task_id], self._clock.now())
        if seconds is None:
            self.drop(task_id)
            return
        if task.misses and task.problem is None:
            seconds = self._miss_seconds
        self.schedule(task_id, seconds * self._haste * self._rng.uniform(1.0, 1.1))

    # -- one question ------------------------------------------------------------------------------------------------

    async def ask_now(self, task: Task) -> None:
        """Ask about one task at once, within the account's budget; the board has the answer when this returns."""
        async with self.connection.limiter.slot():
            await self._ask([task])

    async def _ask(self, batch: Sequence[Task]) -> None:
        key = await self._desk.key(self.connection)
        if isinstance(key, Problem):
            await self._stop(key)
            return
        self._redactor.learn(key)
        query = Query(tuple((task.ref.id_kind, task.ref.task_id) for task in batch))
        dialect = self.connection.dialect
        try:
            reply = await self.connection.client.send(dialect.build(query), key)
        except ApiUnreachable as trouble:
            self._unreachable(trouble, batch)
            return
        self._health.answered(self.connection.account.id)
        answer = dialect.read(query, reply)
        if answer.fault is not None:
            await self._faulted(answer.fault, batch)
        else:
            self._backoff.reset()
            self._desk.set_trouble(self.connection, None)
        await self._board.apply(self._updates(batch, answer))

    def _updates(self, batch: Sequence[Task], answer: Answer) -> list[Update]:
        by_id = {(task.ref.id_kind, task.ref.task_id): task.id for task in batch}
        updates = [Update(by_id[key], report, self._raw(report)) for key, report in _keyed(answer.reports) if key in by_id]
        updates += [Update(by_id[key], NotFound(self._miss_seconds)) for key in answer.not_found if key in by_id]
        return updates

    def _raw(self, report: Report) -> str | None:
        return None if report.raw is None else self._redactor.raw(report.raw)

    # -- what faults mean --------------------------------------------------------------------------------------------

    async def _stop(self, trouble: Problem) -> None:
        """Ask nothing more of this account until the user did something; say so at each of its tasks."""
        self._stopped = True
        self._desk.set_trouble(self.connection, trouble)
        mine = [task for task in self._board.tasks() if task.account_id == self.connection.account.id]
        for task in mine:
            self.schedule(task.id, 0.0)
        await self._board.apply([Update(task.id, Trouble(trouble)) for task in mine])

    def _unreachable(self, trouble: ApiUnreachable, batch: Sequence[Task]) -> None:
        account = self.connection.account
        self._health.unreachable(account.id, trouble.kind)
        kind = ProblemKind.CERTIFICATE if trouble.kind is Reach.TLS else ProblemKind.UNREACHABLE
        host = account.origin.partition("://")[2]
        said = problem(kind, provider=provider_name(account.provider), host=host, reason=trouble.reason)
        self._wait(self._backoff.next(None) * self._haste, said, batch)

    def _wait(self, seconds: float, said: Problem, batch: Sequence[Task]) -> None:
        self._hold_until = self._clock.monotonic() + seconds
        self.connection.limiter.hold_until(self._hold_until)
        self._desk.set_trouble(self.connection, said, self._clock.now() + timedelta(seconds=seconds))
        for task in batch:
            self._asking.discard(task.id)
            self.schedule(task.id, seconds)

    async def _faulted(self, fault: Fault, batch: Sequence[Task]) -> None:
        name = provider_name(self.connection.account.provider)
        facts = {"provider": name, "account": self.connection.account.name, "code": fault.code, "request": fault.request_id}
        reason = self._redactor.text(fault.message)[:200]
        match fault.kind:
            case FaultKind.KEY_REJECTED:
                await self._stop(problem(ProblemKind.KEY_REJECTED, **facts))
            case FaultKind.RATE_LIMITED:
                self._wait(self._backoff.next(fault.retry_after), problem(ProblemKind.SLOW_DOWN, **facts), batch)
            case FaultKind.MAINTENANCE:
                seconds = (fault.retry_after or MAINTENANCE_SECONDS) * self._haste
                self._wait(seconds, problem(ProblemKind.MAINTENANCE, **facts), batch)
            case FaultKind.OUT_OF_CREDITS:
                self._wait(MAINTENANCE_SECONDS * self._haste, problem(ProblemKind.OUT_OF_CREDITS, **facts), batch)
            case FaultKind.NO_BATCH:
                self._one_by_one(batch)
            case FaultKind.SERVER | FaultKind.BAD_REPLY:
                kind = ProblemKind.PROVIDER_TROUBLE if fault.kind is FaultKind.SERVER else ProblemKind.BAD_REPLY
                said = problem(kind, reason=reason, **facts)
                self._wait(self._backoff.next(fault.retry_after) * self._haste, said, batch)
                await self._board.apply([Update(task.id, Trouble(said)) for task in batch])
            case FaultKind.REFUSED if len(batch) > 1:
                self._one_by_one(batch)
            case FaultKind.REFUSED:
                said = problem(ProblemKind.REQUEST_REFUSED, reason=reason, **facts)
                await self._board.apply([Update(task.id, Trouble(said)) for task in batch])

    def _one_by_one(self, batch: Sequence[Task]) -> None:
        """Give up batches for this run: the gateway lacks them, or refuses all for the sake of one."""
        self._batch = 1
        for task in batch:
            self._asking.discard(task.id)
            self.schedule(task.id, 0.0)

    # -- after trouble -----------------------------------------------------------------------------------------------

    async def forgive(self, ids: Sequence[int]) -> None:
        """Clear what stood in the way of asking about these tasks, and ask."""
        self.go_on()
        await self._board.apply([Update(task_id, TroubleOver()) for task_id in ids])
        for task_id in ids:
            self._due.pop(task_id, None)
            self.schedule(task_id, 0.0)


def _keyed(reports: Sequence[Report]) -> list[tuple[tuple[IdKind, str], Report]]:
    return [((report.id_kind, report.task_id), report) for report in reports]
