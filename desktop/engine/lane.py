"""One account's line of questions: which tasks are due, how many fit one query, and what its answers mean for the rest.

Each lane asks within its own budget, so a slow or refusing provider never holds up another.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from desktop.domain.advance import needs_file, needs_request
from desktop.domain.language import tr
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import NotFound, Report, Trouble, TroubleOver
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.agenda import Agenda, Entry
from desktop.engine.api import ApiUnreachable, Reach
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.fault_problems import problem_of_fault
from desktop.engine.health import Health
from desktop.engine.ports import Refusal
from desktop.engine.report_text import without_keys
from desktop.engine.restraint import Restraint
from desktop.providers.base import Answer, Fault, FaultKind, Query
from desktop.providers.pacing import MISS_SECONDS, seconds_to_next
from desktop.storage.redaction import Redactor
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)

MAINTENANCE_SECONDS = 300.0
"""How long an account is left alone that says it is under maintenance."""

OFFLINE_SECONDS = 30.0
"""The longest pause while no network is there: a look-up that fails costs nobody anything."""

ERROR_SECONDS = 60.0
"""How long a question waits that failed by an error of our own."""

PATIENCE_SECONDS = 10.0
"""How long a question that can't wait may wait for the account's budget."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a question: whether the provider answered it, and when to ask it again (None: at the task's pace)."""

    answered: bool = True
    again_in: float | None = None


class Lane:
    """Asks one account about its tasks.

    `haste` scales every interval of our own (1 in earnest, less in rehearsals). `miss_seconds` is how far apart "not found"
    answers must be to count.
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
        self._restraint = Restraint(connection.limiter, clock, rng, haste)
        self._agenda = Agenda()
        self._asked: dict[int, int] = {}
        self._asking: set[int] = set()
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._stopped: Problem | None = None
        self._closed = False
        self._batch = connection.dialect.spec.batch

    # -- what the watcher tells it -----------------------------------------------------------------------------------

    def schedule(self, task_id: int, seconds: float) -> None:
        """Ask about a task in `seconds`, or sooner if that was planned already."""
        if task_id not in self._asking and self._agenda.plan(task_id, self._clock.monotonic() + seconds):
            self._wake.set()

    def drop(self, task_id: int) -> None:
        """Ask no more about a task."""
        self._agenda.drop(task_id)
        self._asked.pop(task_id, None)
        self._board.let_go((task_id,))

    def holds(self, task: Task) -> bool:
        """Tell whether a task is being asked about, or is going to be."""
        return task.id in self._agenda or task.id in self._asking

    def go_on(self) -> None:
        """Start anew after the user changed something: a key, the account, an explicit check."""
        self._stopped = None
        self._restraint.lift()
        self._wake.set()

    def back_online(self) -> None:
        """Ask again at once where the account was only out of reach."""
        if self._restraint.out_of_reach and self._stopped is None:
            self.go_on()

    def _may_ask(self) -> bool:
        return self._stopped is None and not self._restraint.holds and not self.connection.account.paused

    def next_due(self) -> float | None:
        """Return the monotonic time of the next question, None where none is planned."""
        first = self._agenda.first
        if first is None or self._stopped is not None or self.connection.account.paused:
            return None
        return max(first, self._restraint.until)

    # -- the line itself ---------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Ask until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.connection.dialect.spec.concurrency):
                    group.create_task(self._work(), name=f"ask {self.connection.account.handle}")
        finally:
            self._closed = True

    async def _work(self) -> None:
        while True:
            try:
                await self._next_question()
            except StorageTrouble as trouble:
                logger.warning("an answer is not on disk yet: %s", trouble.sentence)  # the board writes it as soon as it can
            except Exception:
                logger.exception("the line of %s had an error", self.connection.account.handle)
                await self._clock.sleep(ERROR_SECONDS * self._haste)

    async def _next_question(self) -> None:
        async with contextlib.AsyncExitStack() as stack:
            async with self._turn:
                await self._until_due()
                if not await self._prepared():
                    return
                await stack.enter_async_context(self.connection.limiter.slot())
                batch = self._take()
            if batch:
                await self._ask_planned(batch)

    async def _prepared(self) -> bool:
        """Do what may take long before the budget counts; return whether there is a key to ask with."""
        key = await self._desk.key(self.connection)
        if isinstance(key, Problem):
            await self._stop(key)
            return False
        with contextlib.suppress(ApiUnreachable):  # the question itself finds out again, and says so
            await self.connection.client.prepare()
        return True

    async def _until_due(self) -> None:
        while True:
            self._wake.clear()
            await self._say_why()
            due, now = self.next_due(), self._clock.monotonic()
            if due is not None and due <= now:
                return
            await self._nap(None if due is None else due - now)

    async def _nap(self, seconds: float | None) -> None:
        """Wait until woken, for `seconds` at most."""
        alarm = None if seconds is None else asyncio.create_task(self._ring(seconds), name="lane's alarm")
        try:
            await self._wake.wait()
        finally:
            if alarm is not None:
                alarm.cancel()

    async def _ring(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._wake.set()

    async def _say_why(self) -> None:
        """Say at each task that waits for an account which is not asked any more what it waits for."""
        if (why := self._stopped) is not None:
            waiting = [task for i in self._agenda if (task := self._board.task(i)) is not None and not task.paused]
            await self._board.apply([Update(task.id, Trouble(why)) for task in waiting if task.problem != why])

    def _take(self) -> list[Task]:
        """Take the tasks that are due now and fit one query: all of one id kind, as many as the dialect takes."""
        now = self._clock.monotonic()
        if not self._may_ask():
            return []
        taken: list[Task] = []
        back: list[Entry] = []
        while len(taken) < self._batch and (entry := self._agenda.pop(now)) is not None:
            task_id = entry[2]
            task = self._board.task(task_id)
            if task is None or task.paused:
                self.drop(task_id)
                continue
            if taken and task.ref.id_kind is not taken[0].ref.id_kind:
                back.append(entry)
                continue
            self._asking.add(task_id)
            taken.append(task)
        for entry in back:
            self._agenda.put_back(entry)
        return taken

    async def _ask_planned(self, batch: Sequence[Task]) -> None:
        again_in: float | None = None
        try:
            again_in = (await self._ask(batch)).again_in
        except StorageTrouble:
            raise
        except Exception:
            logger.exception("asking %s about %d tasks failed", self.connection.account.handle, len(batch))
            self._batch, again_in = 1, ERROR_SECONDS * self._haste
        finally:
            self._asking.difference_update(task.id for task in batch)
            for task in batch:
                self._plan(task.id, again_in)

    def _plan(self, task_id: int, again_in: float | None) -> None:
        task = self._board.task(task_id)
        if task is None or task.paused:
            self.drop(task_id)
            return
        if again_in is not None:
            self.schedule(task_id, again_in)
            return
        self._asked[task_id] = self._asked.get(task_id, 0) + 1
        pace = self.connection.dialect.spec.pace
        seconds = seconds_to_next(
            task, pace, self._asked[task_id], self._clock.now(), haste=self._haste, miss_seconds=self._miss_seconds
        )
        if seconds is None:
            self.drop(task_id)
            return
        self.schedule(task_id, seconds * self._rng.uniform(1.0, 1.1))

    # -- one question ------------------------------------------------------------------------------------------------

    def free_in(self) -> float:
        """Return the seconds until the account's budget allows a question; 0 where it can't be asked anyway."""
        return self.connection.limiter.free_in if self._may_ask() else 0.0

    async def ask_now(self, tasks: Sequence[Task]) -> None:
        """Ask about a task at once, and in the same question about others where the dialect takes several.

        It stays within the account's budget; the board has the answer when this returns.

        Raises Refusal where the account can't be asked now, or did not answer; then the task is asked about as soon as it can.
        """
        outcome = _Outcome(answered=False)
        if self._may_ask():
            async with contextlib.AsyncExitStack() as stack:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await stack.enter_async_context(self.connection.limiter.slot())
                    same = [task for task in tasks if task.ref.id_kind is tasks[0].ref.id_kind]
                    outcome = await self._ask(same[: self._batch])
        if not outcome.answered:
            self.schedule(tasks[0].id, outcome.again_in or 0.0)
            raise Refusal(tr("This account can't be asked at the moment."))

    async def _ask(self, batch: Sequence[Task]) -> _Outcome:
        key = await self._desk.key(self.connection)
        if isinstance(key, Problem):
            return await self._stop(key)
        self._redactor.learn(key)
        query = Query(tuple((task.ref.id_kind, task.ref.task_id) for task in batch))
        dialect = self.connection.dialect
        try:
            request = dialect.build(query)
        except ValueError as error:
            return await self._faulted(Fault(FaultKind.REFUSED, str(error)), batch, 0.0)
        began = self._clock.monotonic()
        try:
            reply = await self.connection.client.send(request, key)
        except ApiUnreachable as trouble:
            return _Outcome(answered=False) if self._closed else self._unreachable(trouble, began)
        self._health.answered(self.connection.account.id)
        answer = dialect.read(query, reply)
        outcome = self._well() if answer.fault is None else await self._faulted(answer.fault, batch, began)
        await self._board.apply(self._updates(batch, answer))
        return outcome

    def _updates(self, batch: Sequence[Task], answer: Answer) -> list[Update]:
        by_id = {(task.ref.id_kind, task.ref.task_id): task.id for task in batch}
        reports = [without_keys(report, self._redactor.without_keys) for report in answer.reports]
        keyed = [((report.id_kind, report.task_id), report) for report in reports]
        updates = [Update(by_id[key], report, self._raw(report)) for key, report in keyed if key in by_id]
        missed = NotFound(self._miss_seconds, self.connection.account.name, self.connection.dialect.spec.same_key_rule)
        updates += [Update(by_id[key], missed) for key in answer.not_found if key in by_id]
        return updates

    def _raw(self, report: Report) -> str | None:
        return None if report.raw is None else self._redactor.raw(report.raw)

    # -- what faults mean --------------------------------------------------------------------------------------------

    def _well(self) -> _Outcome:
        """Note a good answer."""
        if self._restraint.well():
            self._desk.set_trouble(self.connection, None)
        return _Outcome()

    async def _stop(self, trouble: Problem) -> _Outcome:
        """Ask nothing more of this account until the user did something; say so at each of its tasks."""
        self._stopped = trouble
        self._desk.set_trouble(self.connection, trouble)
        here = [task for task in self._board.tasks() if task.account_id == self.connection.account.id and not task.paused]
        mine = [task for task in here if needs_request(task) or needs_file(task)]
        for task in mine:
            self.schedule(task.id, 0.0)
        await self._board.apply([Update(task.id, Trouble(trouble)) for task in mine])
        return _Outcome(answered=False, again_in=0.0)

    def _unreachable(self, trouble: ApiUnreachable, began: float) -> _Outcome:
        account = self.connection.account
        self._health.unreachable(account.id, trouble.kind)
        self._restraint.out_of_reach = True
        kind = ProblemKind.CERTIFICATE if trouble.kind is Reach.TLS else ProblemKind.UNREACHABLE
        host = account.origin.partition("://")[2]
        said = problem(kind, provider=provider_name(account.provider), host=host, reason=trouble.reason)
        return self._hold(self._restraint.pause(None, began, OFFLINE_SECONDS if trouble.kind is Reach.OFFLINE else None), said)

    def _hold(self, seconds: float, said: Problem, *, firm: bool = False) -> _Outcome:
        """Leave the account alone for `seconds` and say why; its tasks are due as soon as that is over, or lifted."""
        left = self._restraint.hold(seconds, firm=firm)
        self._desk.set_trouble(self.connection, said, self._clock.now() + timedelta(seconds=left))
        return _Outcome(answered=False, again_in=0.0)

    async def _faulted(self, fault: Fault, batch: Sequence[Task], began: float) -> _Outcome:
        said = problem_of_fault(fault, self.connection.account, self._redactor)
        match fault.kind:
            case FaultKind.KEY_REJECTED:
                return await self._stop(said)
            case FaultKind.RATE_LIMITED:
                return self._hold(self._restraint.pause(fault.retry_after, began), said, firm=True)
            case FaultKind.MAINTENANCE:
                seconds = MAINTENANCE_SECONDS * self._haste if fault.retry_after is None else fault.retry_after
                return self._hold(seconds, said)
            case FaultKind.OUT_OF_CREDITS:
                return self._hold(MAINTENANCE_SECONDS * self._haste, said)
            case FaultKind.SERVER | FaultKind.BAD_REPLY:
                outcome = self._hold(self._restraint.pause(fault.retry_after, began), said, firm=fault.retry_after is not None)
                await self._board.apply([Update(task.id, Trouble(said)) for task in batch])
                return outcome
            case FaultKind.NO_BATCH | FaultKind.REFUSED if len(batch) > 1:
                # The gateway lacks batches, or refuses all for the sake of one: no more of them in this run.
                self._batch = 1
                return _Outcome(answered=False, again_in=0.0)
            case FaultKind.NO_BATCH | FaultKind.REFUSED:
                await self._board.apply([Update(task.id, Trouble(said)) for task in batch])
                return _Outcome(answered=False)
            case _:
                assert_never(fault.kind)

    # -- after trouble -----------------------------------------------------------------------------------------------

    async def forgive(self, ids: Sequence[int]) -> None:
        """Clear what stood in the way of asking about these tasks, and ask."""
        await self._board.hold(ids)
        self.go_on()
        for task_id in ids:
            self._agenda.drop(task_id)
            self.schedule(task_id, 0.0)
        await self._board.apply([Update(task_id, TroubleOver()) for task_id in ids])
