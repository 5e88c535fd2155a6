"""The saver: from "done" to a whole, verified file under its final name.

It decides which files are wanted and in which order; :mod:`desktop.engine.save_file` brings each to its end. A link is fetched only
when a slot is free for it. One failed file never stops another, and a folder that can't take files holds up only its own.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Sequence
from pathlib import Path

from desktop.domain.events import Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import FileChange
from desktop.domain.slack import Pace, at_risk, is_near_end, latest_start
from desktop.domain.status import FileState, Remote
from desktop.domain.task import ResultFile, Task
from desktop.engine.attempts import Asker, FolderClosed, NoFreshLink, Shelf
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock, sleep_unless
from desktop.engine.closed_folders import ClosedFolders
from desktop.engine.held_back import HeldBack
from desktop.engine.later import Later
from desktop.engine.meter import Meter
from desktop.engine.ports import Refusal
from desktop.engine.save_file import FileSaver
from desktop.engine.save_queue import Job, SaveQueue
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)

_OPEN = frozenset({FileState.WANTED, FileState.QUEUED})
_LOST = frozenset({FileState.FAILED, FileState.GONE, FileState.MISSING})
_PASSING = frozenset({ProblemKind.TRANSFER_CUT, ProblemKind.FILE_HOST_TROUBLE, ProblemKind.UNREACHABLE})
"""Problems of files that may be over by the next run."""

ASKED_AHEAD = 10
"""For how many of the files that come next one question may bring fresh links too."""


class Saver:
    """Saves the files of finished tasks, a few at a time, those with the least slack before the others.

    `offline` tells whether this computer is; a save waits for that to end and is not counted as tried. `resting` tells whether a
    task waits for its account, or for everything, to go on. `notify` hears of folders that can't take files.
    """

    def __init__(
        self,
        board: Board,
        asker: Asker,
        shelf: Shelf,
        clock: Clock,
        rng: random.Random,
        *,
        slots: int,
        haste: float = 1.0,
        offline: Callable[[], bool] = lambda: False,
        resting: Callable[[Task], bool] = lambda _task: False,
        notify: Callable[[Notice], None] = lambda _notice: None,
    ) -> None:
        self._board = board
        self._asker = asker
        self._shelf = shelf
        self._clock = clock
        self._slots = slots
        self._resting = resting
        self._queue = SaveQueue()
        self._arrived: list[Job] = []
        self._changed = asyncio.Event()
        self._freed = asyncio.Event()
        self._busy: dict[Job, asyncio.Task[None]] = {}
        self._pausing = 0
        self._barred: list[Callable[[Job], bool]] = []
        self._wishes: set[Job] = set()
        self._passed_over: set[int] = set()
        self._naps: dict[Job, asyncio.Event] = {}
        self.auto = True
        self._meter = Meter()
        self._later = Later(clock, self._due_again, haste)
        self._folders = ClosedFolders(clock, notify, shelf.trouble_of, self._reopened, haste)
        self._files = FileSaver(
            board,
            asker,
            shelf,
            self._folders,
            clock,
            rng,
            self._meter,
            haste=haste,
            offline=offline,
            pause=self._pause,
            next_of=self._next_of,
        )
        self._held_back = HeldBack(shelf, self._folders, self._later, clock)
        board.subscribe(self._heard)
        board.keep_while(self._works_on)

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _heard(self, event: object) -> None:
        if isinstance(event, TasksRemoved):
            gone = set(event.ids)
            self._wishes = {job for job in self._wishes if job.task_id not in gone}
            self._forget(self._known(lambda job: job.task_id in gone))
        elif isinstance(event, TasksAdded | TasksChanged):
            for task in event.tasks:
                self.want(task)

    def _known(self, concerns: Callable[[Job], bool]) -> set[Job]:
        """Return the jobs that wait for anything and that this concerns."""
        return {job for jobs in (self._queue, self._held_back) for job in jobs if concerns(job)}

    def _forget(self, jobs: Collection[Job]) -> None:
        for job in jobs:
            self._queue.discard(job)
            self._held_back.forget(job)

    def want(self, task: Task, *, again: bool = False) -> None:
        """Queue the files of `task` that are to be saved, as far as that goes by itself or was wished for before.

        With `again`, which is such a wish, also what failed, is gone or was moved.
        """
        if task.remote is not Remote.DONE or task.paused or self._resting(task):
            return
        states = _OPEN | _LOST if again else _OPEN
        for file in task.wanted:
            job = Job(task.id, file.part)
            if file.state not in states and not (again and job in self._busy):
                continue
            if again:
                self._wishes.add(job)
            if not file.held and (self.auto or job in self._wishes):
                self._enqueue(task, job, file, again=again)

    def _enqueue(self, task: Task, job: Job, file: ResultFile, *, again: bool) -> None:
        if any(barred(job) for barred in self._barred):
            self._passed_over.add(task.id)
        elif job in self._busy:
            if again and (nap := self._naps.get(job)) is not None:
                nap.set()
        elif job in self._queue:
            self._put(task, job, file)  # its link may end at another time now
        elif again or self._held_back.may_go(task, job, file):
            self._forget((job,))
            self._put(task, job, file)
            self._arrived.append(job)
            self._changed.set()

    def take_up(self, tasks: Iterable[Task]) -> None:
        """Go on with what an earlier run left: what was queued, and what failed by something that may be over."""
        for task in tasks:
            self._wishes |= {Job(task.id, f.part) for f in task.files if f.state is FileState.QUEUED}
            for file in task.wanted:
                if file.state is FileState.FAILED and file.problem is not None and file.problem.kind in _PASSING:
                    self._later.add(Job(task.id, file.part), 0.0)
            self.want(task)

    def settings_changed(self, *, slots: int, auto: bool) -> None:
        """Take other settings into account: files at a time, saving by itself, other folders for what waits for its own."""
        self.auto = auto
        self._slots = slots
        self._folders.look_now()
        for task in self._board.tasks():
            self.want(task)
        waiting = {job.task_id for job in self._held_back if self._held_back.waits_for_folder(job)}
        tasks = [task for task in self._board.tasks() if task.id in waiting]
        self._folders.forget_all_but({self._shelf.root_of(task) for task in tasks})
        self._free()

    def _put(self, task: Task, job: Job, file: ResultFile) -> None:
        self._queue.put(job, latest_start(file, self._meter.pace(self._clock.monotonic())), task.account_id or "")

    def _next_of(self, task: Task) -> list[int]:
        """Return the tasks of the same account that are saved next and need a fresh link too."""
        following = self._queue.next_in(task.account_id or "", ASKED_AHEAD)
        needy = (job for job in following if (file := self._file(job)) is not None and not self._files.link_serves(file))
        return [task_id for task_id in dict.fromkeys(job.task_id for job in needy) if task_id != task.id]

    async def again(self, tasks: Sequence[Task]) -> None:
        """Queue all that is not saved of `tasks`; they say so when this returns."""
        self._folders.look_now()
        for task in tasks:
            self.want(task, again=True)
        await self._board.apply(self._queued())

    @contextlib.asynccontextmanager
    async def stopped(self, concerns: Callable[[Job], bool]) -> AsyncGenerator[None]:
        """Stop saving the files that this concerns, and save none of them before the block ends.

        What was under way is wanted again, as far as it still is by then; its unfinished file stays, to go on from there.
        """
        self._barred.append(concerns)
        forgotten = self._known(concerns)
        running = {job: save for job, save in self._busy.items() if concerns(job)}
        try:
            self._forget(forgotten)
            for save in running.values():
                save.cancel()
            if running:
                await asyncio.wait(running.values())
            yield
        finally:
            self._barred.remove(concerns)
            ids = {job.task_id for job in (*forgotten, *running)} | self._passed_over
            self._passed_over = set()
            self._want_again(ids)

    def retry_folders(self) -> None:
        """Look at once whether the folders that could not take files can."""
        self._folders.look_now()

    # -- what is told ------------------------------------------------------------------------------------------------

    def bytes_per_second(self) -> float:
        """Return the speed of the last seconds over all files."""
        return self._meter.rate(self._clock.monotonic())

    def saving(self) -> int:
        """Return how many files are being saved now."""
        return len(self._busy) - self._pausing

    def at_risk(self) -> frozenset[int]:
        """Return the tasks with a result that would end before it is saved."""
        pace = Pace(rate=self._meter.pace(self._clock.monotonic()), slots=self._slots)
        rests = self._resting if self.auto else lambda _task: True
        return at_risk(self._board.tasks(), self._clock.now(), pace, rests)

    def _works_on(self, task: Task) -> bool:
        jobs = [Job(task.id, file.part) for file in task.files]
        return any(job in self._queue or job in self._busy or self._held_back.waits_for_folder(job) for job in jobs)

    # -- the slots ---------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Save until cancelled; what was under way is stopped."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._folders.run(self._near_ends), name="closed folders")
                group.create_task(self._fill_slots(), name="slots")
                group.create_task(self._later.run(), name="later")
        finally:
            running = tuple(self._busy.values())
            for save in running:
                save.cancel()
            if running:
                await asyncio.wait(running)
            await self._files.close()

    async def _fill_slots(self) -> None:
        while True:
            self._changed.clear()
            await self._tell(self._queued())
            while self.saving() < self._slots and (job := self._queue.take(self._is_ready)) is not None:
                self._start(job)
            alarm = self._alarm() if len(self._queue) and self.saving() < self._slots else None
            await self._changed.wait()
            if alarm is not None:
                alarm.cancel()

    def _is_ready(self, job: Job) -> bool:
        """Tell whether a job needs no answer of its account, or could have it at once: else its slot would stand idle."""
        file = self._file(job)
        return file is None or self._files.link_serves(file) or self._asker.free_in(self._account_id(job)) <= 0

    def _alarm(self) -> asyncio.Task[None]:
        """Wake the slots when the budget of an account allows the next question."""
        seconds = min(self._asker.free_in(self._account_id(job)) for job in self._queue.firsts())

        async def ring() -> None:
            await self._clock.sleep(seconds)
            self._changed.set()

        return asyncio.create_task(ring(), name="next question")

    def _account_id(self, job: Job) -> str | None:
        task = self._board.task(job.task_id)
        return task.account_id if task is not None else None

    def _queued(self) -> list[Update]:
        arrived, self._arrived = self._arrived, []
        return [Update(job.task_id, FileChange(job.part, FileState.QUEUED)) for job in arrived if job in self._queue]

    def _start(self, job: Job) -> None:
        save = asyncio.create_task(self._save(job), name=f"save {job.part} of {job.task_id}")
        self._busy[job] = save
        save.add_done_callback(lambda _: self._ended(job))

    def _ended(self, job: Job) -> None:
        """Give the slot back; also called for a save that was cancelled before its first step."""
        self._busy.pop(job, None)
        self._meter.forget(job)
        task, file = self._board.task(job.task_id), self._file(job)
        if file is None or file.state not in _OPEN | {FileState.SAVING}:
            self._wishes.discard(job)
        if task is not None:
            self.want(task)  # what it was told while it was busy
        self._board.let_go((job.task_id,))
        self._free()

    def _free(self) -> None:
        self._freed.set()
        self._changed.set()

    async def _save(self, job: Job) -> None:
        try:
            again = await self._files.save(job)
            if again is not None:
                self._later.add(job, again.seconds)
            else:
                self._later.done(job)
        except NoFreshLink:
            await self._park(job)
        except FolderClosed as closed:
            await self._wait_for(job, closed.folder, closed.why)
        except Refusal:
            return  # it was taken off the list meanwhile
        except asyncio.CancelledError:
            await self._put_back(job)
            raise
        except Exception:
            logger.exception("saving %s of task %d failed", job.part, job.task_id)
            await self._files.give_up(job, FileState.FAILED, problem(ProblemKind.FILE_HOST_TROUBLE))

    async def _pause(self, job: Job, seconds: float) -> None:
        """Wait, with the slot given to others meanwhile, and then for a free one; the user's wish ends the wait."""
        self._pausing += 1
        self._naps[job] = asyncio.Event()
        try:
            self._free()
            await sleep_unless(self._clock, seconds, self._naps[job])
            while self.saving() >= self._slots:
                self._freed.clear()
                await self._freed.wait()
        finally:
            del self._naps[job]
            self._pausing -= 1

    # -- what has to wait --------------------------------------------------------------------------------------------

    def _file(self, job: Job) -> ResultFile | None:
        task = self._board.task(job.task_id)
        return next((f for f in task.files if f.part == job.part), None) if task is not None else None

    async def _tell(self, updates: Sequence[Update]) -> None:
        """Change tasks; what the disk does not take now the board writes, and says, by itself."""
        try:
            await self._board.apply(updates)
        except StorageTrouble as trouble:
            logger.warning("the state of a file is not on disk yet: %s", trouble.sentence)

    async def _put_back(self, job: Job) -> None:
        """Want a file again whose saving was called off; it stays queued where only the program ends."""
        task, file = self._board.task(job.task_id), self._file(job)
        if task is not None and file is not None and file.state is FileState.SAVING:
            called_off = task.paused or any(barred(job) for barred in self._barred)
            state = FileState.WANTED if called_off else FileState.QUEUED
            await self._tell([Update(job.task_id, FileChange(job.part, state))])

    async def _park(self, job: Job) -> None:
        """Want a file again once the provider has named another link."""
        file = self._file(job)
        if file is not None:
            self._held_back.for_link(job, file.links_at)
            await self._tell([Update(job.task_id, FileChange(job.part, FileState.WANTED))])

    async def _wait_for(self, job: Job, folder: Path, why: Problem) -> None:
        """Want a file again once its folder takes files, or once it is about to be lost."""
        self._held_back.for_folder(job, folder)
        await self._tell([Update(job.task_id, FileChange(job.part, FileState.WANTED, problem=why))])

    def _reopened(self, folder: Path) -> None:
        self._want_again({job.task_id for job in self._held_back.waiting_for(folder)})

    def _near_ends(self) -> None:
        """Want what waits for its folder and is about to be lost: it goes elsewhere."""
        now, fallback = self._clock.now(), self._shelf.fallback()
        if self._folders.why(fallback) is None:
            jobs = self._held_back.waiting_for_others(fallback)
            near = [job for job in jobs if (file := self._file(job)) is not None and is_near_end(file, now)]
            self._want_again({job.task_id for job in near})

    def _want_again(self, ids: Iterable[int]) -> None:
        for task in [task for task_id in ids if (task := self._board.task(task_id)) is not None]:
            self.want(task)

    def _due_again(self, job: Job) -> None:
        """Try a file again that failed, or was put off, a good while ago."""
        task, file = self._board.task(job.task_id), self._file(job)
        if task is None or file is None or file.held or task.paused or self._resting(task):
            return
        if file in task.wanted and file.state in _OPEN | {FileState.FAILED} and (self.auto or job in self._wishes):
            self._enqueue(task, job, file, again=True)
