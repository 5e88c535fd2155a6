"""The scheduler: every task that may still change sits in the lane of its account and is asked about when due."""

import asyncio
from collections.abc import Callable, Sequence

from desktop.domain.advance import needs_request
from desktop.domain.events import TasksAdded
from desktop.domain.language import tr
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
        board.subscribe(self._heard)
        board.keep_while(self._asks)

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
            await asyncio.wait([running])

    async def close(self) -> None:
        """Stop every lane."""
        for account_id in tuple(self._running):
            await self.close_lane(account_id)

    async def rest(self, *, resting: bool) -> None:
        """Ask nothing more, or begin again with every task."""
        if resting is self._resting:
            return
        self._resting = resting
        for connection in self._desk.all():
            await self.close_lane(connection.account.id)
        self.open_lanes()

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

    def _asks(self, task: Task) -> bool:
        return any(lane.holds(task) for lane in self._lanes.values())

    def back_online(self) -> None:
        """Ask again at once where accounts were only out of reach."""
        for lane in self._lanes.values():
            lane.back_online()

    async def check(self, ids: Sequence[int]) -> None:
        """Ask about tasks as soon as the budget allows, whatever stood in the way."""
        tasks = await self._claimed(await self._board.hold(ids))
        for account_id, lane in tuple(self._lanes.items()):
            mine = [task.id for task in tasks if task.account_id == account_id and not task.paused]
            if mine:
                await lane.forgive(mine)
        self._board.let_go(ids)

    def free_in(self, account_id: str | None) -> float:
        """Return the seconds until an account's budget allows a question; 0 where it can't be asked anyway."""
        lane = self._lanes.get(account_id or "")
        return lane.free_in() if lane is not None and not self._resting else 0.0

    async def ask_now(self, task_id: int, also: Sequence[int] = ()) -> Task | None:
        """Ask about one task at once (for fresh links), and about others of its account where that takes no further question.

        Returns the first as it is then.

        Raises Refusal where no account can be asked now, or it did not answer; then the task is asked about as soon as it can.
        """
        tasks = await self._claimed(await self._board.hold([task_id, *also]))
        lane = self._lanes.get(tasks[0].account_id or "") if tasks else None
        if lane is None or self._resting:
            raise Refusal(tr("This task has no account that could be asked."))
        await lane.ask_now([task for task in tasks if task.account_id == tasks[0].account_id])
        return self._board.task(task_id)

    async def _claimed(self, tasks: Sequence[Task]) -> list[Task]:
        """Return `tasks`, those whose account is no more given to one of the same origin."""
        homes = {(c.account.provider, c.account.origin): c.account.id for c in reversed(self._desk.all())}
        lost = [task for task in tasks if self._desk.get(task.account_id) is None]
        claims = {task.id: homes[place] for task in lost if (place := (task.ref.provider, task.ref.origin)) in homes}
        await self._board.apply(
            [Update(i, change) for i, account_id in claims.items() for change in (AccountChange(account_id), TroubleOver())]
        )
        return await self._board.hold([task.id for task in tasks])

    async def account_changed(self, connection: Connection) -> None:
        """Begin anew with an account: its address or key changed."""
        account_id = connection.account.id
        await self.close_lane(account_id)
        lane = self.open_lane(connection)
        mine = [task.id for task in self._board.tasks() if task.account_id == account_id and not task.paused]
        await lane.forgive(mine)

    async def adopt(self) -> None:
        """Give the tasks that have no account to one of their origin; those that find none say so."""
        lost = [task for task in self._board.tasks() if self._desk.get(task.account_id) is None]
        left = [task for task in await self._claimed(lost) if self._desk.get(task.account_id) is None]
        await self._board.apply([Update(task.id, AccountChange(None)) for task in left if task.account_id is not None])
        await self.say_orphaned(left)

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
