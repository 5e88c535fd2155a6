"""The scheduler: every task that may still change sits in the lane of its account and is asked about when due."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from desktop.domain.advance import needs_request
from desktop.domain.events import TasksAdded
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.report import AccountChange, Trouble, TroubleOver
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.board import Board, Update
from desktop.engine.lane import Lane
from desktop.engine.ports import Refusal


class Watcher:
    """Keeps one :class:`Lane` an account and every open task in the right one. While `resting`, no lane asks anything."""

    def __init__(self, board: Board, desk: AccountDesk, make_lane: Callable[[Connection], Lane], *, resting: bool = False) -> None:
        self._board = board
        self._desk = desk
        self._make_lane = make_lane
        self._resting = resting
        self._lanes: dict[str, Lane] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._board.subscribe(self._heard)

    def open_lanes(self) -> None:
        """Start a lane for each account and take in every task of the board. Needs a running loop."""
        for connection in self._desk.all():
            self.open_lane(connection)
        for task in self._board.tasks():
            self.watch(task)

    def open_lane(self, connection: Connection) -> Lane:
        """Start the lane of one account."""
        lane = self._make_lane(connection)
        account = connection.account
        self._lanes[account.id] = lane
        if not self._resting:
            self._running[account.id] = asyncio.create_task(lane.run(), name=f"lane {account.handle}")
        return lane

    async def close_lane(self, account_id: str) -> None:
        """Stop the lane of one account."""
        self._lanes.pop(account_id, None)
        running = self._running.pop(account_id, None)
        if running is not None:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    async def close(self) -> None:
        """Stop every lane."""
        for account_id in tuple(self._running):
            await self.close_lane(account_id)

    def failed(self) -> BaseException | None:
        """Return the error of a lane that ended, which none should."""
        for running in self._running.values():
            if running.done() and not running.cancelled():
                return running.exception()
        return None

    def watch(self, task: Task) -> None:
        """Ask about a task now if it still needs asking."""
        lane = self._lanes.get(task.account_id or "")
        if lane is not None and not task.paused and needs_request(task):
            lane.schedule(task.id, 0.0)

    def _heard(self, event: object) -> None:
        if isinstance(event, TasksAdded):
            for task in event.tasks:
                self.watch(task)

    async def check(self, ids: Sequence[int]) -> None:
        """Ask about tasks as soon as the budget allows, whatever stood in the way."""
        for task in await self._board.hold(ids):
            lane = self._lanes.get(task.account_id or "")
            if lane is not None and not task.paused:
                await lane.forgive([task.id])

    async def ask_now(self, task_id: int) -> Task | None:
        """Ask about one task at once (for fresh links); return it as it is then. Raises Refusal where no account can be asked."""
        task = self._board.task(task_id)
        lane = self._lanes.get(task.account_id or "") if task is not None else None
        if task is None or lane is None:
            raise Refusal("This task has no account that could be asked.")
        await lane.ask_now(task)
        return self._board.task(task_id)

    async def account_changed(self, connection: Connection) -> None:
        """Begin anew with an account: its address or key changed."""
        account_id = connection.account.id
        await self.close_lane(account_id)
        lane = self.open_lane(connection)
        mine = [task.id for task in self._board.tasks() if task.account_id == account_id and not task.paused]
        await lane.forgive(mine)

    async def adopt(self, connection: Connection) -> None:
        """Give an account the tasks that wait for one of its origin."""
        account = connection.account
        orphans = [
            task.id
            for task in self._board.tasks()
            if task.account_id is None and (task.ref.provider, task.ref.origin) == (account.provider, account.origin)
        ]
        await self._board.apply([Update(i, change) for i in orphans for change in (AccountChange(account.id), TroubleOver())])

    async def abandon(self, account_id: str) -> None:
        """Leave the tasks of an account that is no more: they say that they need a key."""
        await self.close_lane(account_id)
        mine = [task for task in self._board.tasks() if task.account_id == account_id]
        await self._board.apply([Update(task.id, AccountChange(None)) for task in mine])
        await self.say_orphaned(mine)

    async def say_orphaned(self, tasks: Sequence[Task]) -> None:
        """Say at each of `tasks` that no account can be asked about it."""
        updates = [
            Update(task.id, Trouble(problem(ProblemKind.NO_ACCOUNT, provider=provider_name(task.ref.provider)))) for task in tasks
        ]
        await self._board.apply(updates)

    def watched(self) -> int:
        """Return how many tasks are still asked about."""
        return sum(needs_request(task) and not task.paused and task.account_id is not None for task in self._board.tasks())

    def next_due(self) -> float | None:
        """Return the monotonic time of the next question of any lane."""
        times = [due for lane in self._lanes.values() if (due := lane.next_due()) is not None]
        return min(times, default=None)
