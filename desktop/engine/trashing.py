"""Saved files go to the system's trash with their tasks, and come back.

What is to be moved is written to the journal first. A kill at any moment leaves each file where it was or in the trash, and
:meth:`Trashing.recover` takes the files of tasks that stayed on the list out of the trash again: at the next start, and before
anything else goes there. What can't be put back stays in the journal, and is said.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop.domain.events import Notice
from desktop.domain.language import sentences, tr, tr_n, words_of
from desktop.domain.status import FileState
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import Refusal, Trashed
from desktop.engine.save_queue import Job
from desktop.engine.untrashing import Fate, Outcome, count_back, left_words, numbers_of, put_back
from desktop.storage import files
from desktop.storage.moves import Mover, sidecar_of
from desktop.storage.tasks import TaskStore
from desktop.storage.trashings import TrashLine, TrashState
from desktop.storage.trouble import StorageTrouble

TOPIC = "trash"
"""The topic of the notice that names files which stayed in the trash though their tasks are on the list."""

_ABSENT = words_of("The files are not there any more. Remove takes tasks off the list.")
_AT_START = words_of("Move away what has its name now, or close what uses it, then start Outtray again: it tries once more.")

logger = logging.getLogger(__name__)


class Bin(Protocol):
    """The system's trash."""

    def move(self, path: Path) -> Path | None:
        """Move a file there, blocking; return where it is now, None where the system doesn't tell. Raises OSError: it stayed."""
        ...


type Stopped = Callable[[Callable[[Job], bool]], AbstractAsyncContextManager[None]]
"""Keeps from being saved meanwhile what a function says of."""


@dataclass(slots=True)
class _Batch:
    """Files on their way by their lines' numbers.

    `moved` are in the trash, tasks in `failed` stay; `results` are all saved files.
    """

    lines: dict[int, TrashLine]
    results: Collection[str]
    moved: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)

    def of(self, task_id: int) -> list[int]:
        """Return the numbers of a task's lines."""
        return [number for number, line in self.lines.items() if line.task_id == task_id]

    def gone(self) -> list[int]:
        """Return the lines of files that went by themselves before they could be moved."""
        return [number for number, line in self.lines.items() if number not in self.moved and line.task_id not in self.failed]

    def over(self) -> dict[int, list[int]]:
        """Return the tasks of which everything is in the trash that was there, each with the lines of it."""
        ids = {line.task_id for number, line in self.lines.items() if number in self.moved} - self.failed
        return {task_id: self.of(task_id) for task_id in ids}


class Trashing:
    """Moves files to the trash and back, one batch at a time. `trash` is None where there is none to use.

    `notify` hears of files that stayed in the trash though their tasks are on the list.
    """

    def __init__(
        self,
        store: TaskStore,
        board: Board,
        stopped: Stopped,
        trash: Bin | None,
        move: Mover = files.move,
        notify: Callable[[Notice], None] = lambda _notice: None,
    ) -> None:
        self._store = store
        self._board = board
        self._stopped = stopped
        self._bin = trash
        self._move = move
        self._notify = notify
        self._told = ""
        self._one_at_a_time = asyncio.Lock()

    async def trash(self, ids: Sequence[int]) -> Trashed:
        """Move the saved files of these tasks to the trash and take their tasks off the list.

        A task without a file of its own to move stays, and so does one of which a file can't be moved, with all of its files.
        Where none can go, or the list can't be written, everything is put back. Raises Refusal.
        """
        if self._bin is None:
            raise Refusal(tr("Files can be moved to the trash in the window alone. Open Outtray to do that."))
        wanted = frozenset(ids)
        async with self._one_at_a_time, self._stopped(lambda job: job.task_id in wanted):
            try:
                await self._recover()
                tasks = await self._tasks(ids)
                saved = await self._store.saved_paths()
                shared = frozenset(each.path for each in saved if each.task_id not in wanted)  # bytes in common are stored once
                own = [(task.id, path) for task in tasks for path in _saved(task) if path not in shared]
                there = await in_daemon_thread("trash", lambda: [(task_id, path) for task_id, path in own if Path(path).is_file()])
                _refuse_nothing(own, there)
                lines = await self._store.begin_trashing(there)
            except StorageTrouble as trouble:
                raise Refusal(trouble.sentence) from trouble
            batch = _Batch({line.id: line for line in lines}, frozenset(each.path for each in saved))
            done = await asyncio.shield(asyncio.ensure_future(self._carry_out(self._bin, len(tasks), batch)))
            stay = len(shared.intersection(path for task in tasks for path in _saved(task)))
            also = tr_n("{n} file stays: another task has it too.", "{n} files stay: other tasks have them too.", stay)
            return replace(done, sentence=sentences(done.sentence, also if stay else ""))

    async def untrash(self, batch: int) -> Trashed:
        """Take the files of a batch out of the trash again and bring their tasks back. Raises Refusal.

        What can't be put back now is `left` in the answer, and is tried again when this is asked for again.
        """
        async with self._one_at_a_time:
            try:
                lines = [
                    line for line in await self._store.trashed_of(batch) if line.state in (TrashState.OVER, TrashState.PLANNED)
                ]
            except StorageTrouble as trouble:
                raise Refusal(trouble.sentence) from trouble
            if not lines:
                raise Refusal(
                    tr("There is nothing to bring back: these tasks are on the list, or were forgotten when Outtray was closed.")
                )
            return await asyncio.shield(asyncio.ensure_future(self._bring_back(batch, lines)))

    async def recover(self) -> int:
        """Take back what a killed run had moved of tasks that are still on the list; return how many files. At the start."""
        async with self._one_at_a_time:
            return await self._recover()

    async def _recover(self) -> int:
        lines = await self._store.open_trashings()
        there = {task.id for task in await self._store.get(list({line.task_id for line in lines}))}
        outcomes = await self._put_back([line for line in lines if line.task_id in there])
        await self._settle(outcomes)
        await self._store.settle_trashings([line.id for line in lines if line.task_id not in there], TrashState.OVER)
        self._tell(outcomes)
        return count_back(outcomes)

    def _tell(self, outcomes: Sequence[Outcome]) -> None:
        """Say what stayed in the trash; or take that back once nothing does."""
        said = left_words(outcomes, tr(_AT_START))
        if said != self._told:
            self._told = said
            self._notify(Notice(TOPIC, said or None))

    async def _settle(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of lines whose tasks are on the list; what is still to be put back is kept with its place."""
        for outcome in outcomes:
            if outcome.fate is Fate.LEFT:
                await self._store.note_trashed(outcome.line)
        await self._store.settle_trashings(numbers_of(outcomes, Fate.BACK, Fate.THERE), TrashState.BACK)
        await self._store.settle_trashings(numbers_of(outcomes, Fate.HIDDEN, Fate.GONE), TrashState.GONE)
        await self._store.settle_trashings(numbers_of(outcomes, Fate.LEFT), TrashState.PLANNED)

    async def _tasks(self, ids: Iterable[int]) -> list[Task]:
        wanted = list(dict.fromkeys(ids))
        stored = {task.id: task for task in await self._store.get(wanted)}
        return [self._board.task(i) or stored[i] for i in wanted if i in stored]

    # -- moving ------------------------------------------------------------------------------------------------------

    async def _carry_out(self, trash: Bin, count: int, batch: _Batch) -> Trashed:
        """Move the files of `count` tasks. Raises Refusal: then all is back that could be put back."""
        try:
            why = await self._move_all(trash, batch)
            await self._store.settle_trashings(batch.gone(), TrashState.GONE)
            over = batch.over()
            if not over:
                raise Refusal(why or tr(_ABSENT))
            await self._board.remove(list(over))
        except StorageTrouble as trouble:
            left = await self._take_back(batch, list(batch.lines))
            raise Refusal(sentences(trouble.sentence, left or tr("Nothing was moved to the trash."))) from trouble
        done = [number for lines in over.values() for number in lines if number in batch.moved]
        with contextlib.suppress(StorageTrouble):  # their tasks are off the list: the next start knows by that
            await self._store.settle_trashings(done, TrashState.OVER)
        stay = count - len(over)
        stays = tr_n("{n} task stays on the list.", "{n} tasks stay on the list.", stay) if stay else ""
        said = tr_n("{n} file moved to the trash.", "{n} files moved to the trash.", len(done))
        return Trashed(batch=batch.lines[done[0]].batch, files=len(done), sentence=sentences(said, why, stays))

    async def _move_all(self, trash: Bin, batch: _Batch) -> str:
        """Move the files of a batch; return why a task stayed, empty where none did. Raises StorageTrouble."""
        why = ""
        for task_id in dict.fromkeys(line.task_id for line in batch.lines.values()):
            for number in batch.of(task_id):
                try:
                    await self._into(trash, number, batch)
                except OSError as error:
                    path = Path(batch.lines[number].path)
                    logger.info("“%s” was not moved to the trash", path, exc_info=error)
                    batch.failed.add(task_id)
                    left = await self._take_back(batch, batch.of(task_id))
                    why = why or left or _refused_words(path)
                    break
        return why

    async def _take_back(self, batch: _Batch, numbers: Sequence[int]) -> str:
        """Put back what was moved of these lines, their tasks stay; return in words what is still in the trash."""
        outcomes = await self._put_back([batch.lines[number] for number in numbers if number in batch.moved])
        never_went = [number for number in numbers if number not in batch.moved]
        batch.moved.difference_update(numbers_of(outcomes, Fate.BACK, Fate.THERE))
        try:
            await self._settle(outcomes)
            await self._store.settle_trashings(never_went, TrashState.BACK)
        except StorageTrouble as trouble:  # the next start finds out by itself
            logger.warning("What became of files on their way to the trash was not written down", exc_info=trouble)
        return left_words(outcomes, tr(_AT_START))

    async def _into(self, trash: Bin, number: int, batch: _Batch) -> None:
        """Move one file, its description after it, unless it is gone by now.

        Raises OSError: it stayed; StorageTrouble: it is in the trash, and that is not written down.
        """
        line, path = batch.lines[number], Path(batch.lines[number].path)
        if not await in_daemon_thread("trash", path.is_file):
            return
        beside = await in_daemon_thread("trash", partial(sidecar_of, path))
        where = str(await in_daemon_thread("trash", partial(trash.move, path)) or "")
        batch.moved.add(number)
        batch.lines[number] = line.moved(where, "")
        await self._store.note_trashed(batch.lines[number])
        if beside is not None and str(beside) not in batch.results:
            with contextlib.suppress(OSError):
                described = str(await in_daemon_thread("trash", partial(trash.move, beside)) or "")
                batch.lines[number] = line.moved(where, described)
                await self._store.note_trashed(batch.lines[number])

    # -- back --------------------------------------------------------------------------------------------------------

    async def _bring_back(self, batch: int, lines: Sequence[TrashLine]) -> Trashed:
        outcomes = await self._put_back(lines)
        ids = list(dict.fromkeys(line.task_id for line in lines))
        try:
            there = {task.id for task in await self._store.get(ids)}
            if absent := [task_id for task_id in ids if task_id not in there]:
                await self._board.restore(absent)
        except StorageTrouble as trouble:
            said = sentences(trouble.sentence, tr("Then choose Undo again."))
            return Trashed(batch=batch, files=count_back(outcomes), sentence=said, left=len(lines))
        try:
            await self._settle(outcomes)
        except StorageTrouble as trouble:  # what is where can be told without it
            logger.warning("What came back from the trash was not written down", exc_info=trouble)
        again = tr("Move away what has its name now, or close what uses it, then choose Undo again.")
        count, left = count_back(outcomes), left_words(outcomes, again)
        said = tr_n("{n} file is back from the trash.", "{n} files are back from the trash.", count) if count or not left else ""
        return Trashed(batch=batch, files=count, sentence=sentences(said, left), left=len(numbers_of(outcomes, Fate.LEFT)))

    async def _put_back(self, lines: Sequence[TrashLine]) -> list[Outcome]:
        """Move files to where they were, none over another; return what became of each."""
        return await in_daemon_thread("trash", lambda: put_back(lines, self._move)) if lines else []


def _refuse_nothing(own: Sequence[object], there: Sequence[object]) -> None:
    """Raise Refusal where there is no file to move."""
    if not own:
        raise Refusal(tr("None of these tasks has a saved file of its own. Remove takes tasks off the list."))
    if not there:
        raise Refusal(tr(_ABSENT))


def _saved(task: Task) -> list[str]:
    return list(dict.fromkeys(f.path for f in task.files if f.state is FileState.SAVED and f.path))


def _refused_words(path: Path) -> str:
    return tr(
        "“{name}” can't be moved to the trash: the drive it is on has none, or it is in use. Nothing of its task was moved.",
        name=path.name,
    )
