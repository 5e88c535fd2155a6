"""Saved files go to the system's trash with their tasks, and come back.

What is to be moved is written to the journal first. A kill at any moment leaves each file where it was or in the trash, and
:meth:`Trashing.recover` takes the files of tasks that stayed on the list out of the trash again at the next start.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop.domain.language import sentences, tr, tr_n
from desktop.domain.status import FileState
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import Refusal, Trashed
from desktop.engine.save_queue import Job
from desktop.storage import files
from desktop.storage.moves import Mover, sidecar_of
from desktop.storage.sidecars import sidecar_path
from desktop.storage.tasks import TaskStore
from desktop.storage.trashings import TrashLine, TrashState
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)


class Bin(Protocol):
    """The system's trash."""

    def move(self, path: Path) -> Path | None:
        """Move a file there, blocking; return where it is now, None where the system doesn't tell. Raises OSError: it stayed."""
        ...


type Stopped = Callable[[Callable[[Job], bool]], AbstractAsyncContextManager[None]]
"""Keeps from being saved meanwhile what a function says of."""


class Trashing:
    """Moves files to the trash and back, one batch at a time. `trash` is None where there is none to use."""

    def __init__(self, store: TaskStore, board: Board, stopped: Stopped, trash: Bin | None, move: Mover = files.move) -> None:
        self._store = store
        self._board = board
        self._stopped = stopped
        self._bin = trash
        self._move = move
        self._one_at_a_time = asyncio.Lock()

    async def trash(self, ids: Sequence[int]) -> Trashed:
        """Move the saved files of these tasks to the trash and take the tasks off the list.

        A task of which a file can't be moved keeps all of its files and stays; where none can, nothing is changed. Raises Refusal.
        """
        if self._bin is None:
            raise Refusal(tr("Files can be moved to the trash in the window alone. Open Outtray to do that."))
        wanted = frozenset(ids)
        async with self._one_at_a_time, self._stopped(lambda job: job.task_id in wanted):
            tasks = await self._tasks(ids)
            shared = await self._shared(wanted)
            paths = {task.id: [path for path in _saved(task) if path not in shared] for task in tasks}
            if not any(paths.values()):
                raise Refusal(tr("None of these tasks has a saved file of its own. Remove takes tasks off the list."))
            try:
                lines = await self._store.begin_trashing([(task_id, path) for task_id, own in paths.items() for path in own])
            except StorageTrouble as trouble:
                raise Refusal(trouble.sentence) from trouble
            done = await asyncio.shield(asyncio.ensure_future(self._carry_out(self._bin, tasks, lines)))
            stay = len(shared.intersection(path for task in tasks for path in _saved(task)))
            also = tr_n("{n} file stays: another task has it too.", "{n} files stay: other tasks have them too.", stay)
            return replace(done, sentence=sentences(done.sentence, also if stay else ""))

    async def untrash(self, batch: int) -> Trashed:
        """Take the files of a batch out of the trash again and bring their tasks back. Raises Refusal."""
        async with self._one_at_a_time:
            lines = [line for line in await self._store.trashed_of(batch) if line.state is TrashState.OVER]
            if not lines:
                raise Refusal(
                    tr("There is nothing to bring back: these tasks are on the list, or were forgotten when Outtray was closed.")
                )
            return await asyncio.shield(asyncio.ensure_future(self._bring_back(batch, lines)))

    async def recover(self) -> int:
        """Take back what a killed run had moved of tasks that are still on the list; return how many files. At the start."""
        async with self._one_at_a_time:
            lines = await self._store.open_trashings()
            there = {task.id for task in await self._store.get(list({line.task_id for line in lines}))}
            stayed = [line for line in lines if line.task_id in there]
            back = await self._put_back([line for line in stayed if line.trashed])
            await self._store.settle_trashings([line.id for line in stayed], TrashState.BACK)
            await self._store.settle_trashings([line.id for line in lines if line.task_id not in there], TrashState.OVER)
            return len(back)

    # -- before ------------------------------------------------------------------------------------------------------

    async def _tasks(self, ids: Iterable[int]) -> list[Task]:
        wanted = list(dict.fromkeys(ids))
        stored = {task.id: task for task in await self._store.get(wanted)}
        return [self._board.task(i) or stored[i] for i in wanted if i in stored]

    async def _shared(self, ids: frozenset[int]) -> frozenset[str]:
        """Return the files that other tasks have too: bytes that several have in common are stored once."""
        return frozenset(saved.path for saved in await self._store.saved_paths() if saved.task_id not in ids)

    # -- moving ------------------------------------------------------------------------------------------------------

    async def _carry_out(self, trash: Bin, tasks: Sequence[Task], lines: Sequence[TrashLine]) -> Trashed:
        done: list[int] = []
        moved = 0
        why = ""
        for task in tasks:
            gone: list[TrashLine] = []
            for line in (line for line in lines if line.task_id == task.id):
                try:
                    gone += await self._into(trash, line)
                except OSError as error:
                    logger.info("“%s” was not moved to the trash", line.path, exc_info=error)
                    why = why or _refused_words(Path(line.path))
                    break
            else:
                done.append(task.id)
                moved += len(gone)
                continue
            await self._put_back(gone)
        kept = [line.id for line in lines if line.task_id not in done]
        await self._store.settle_trashings(kept, TrashState.BACK)
        if not done:
            raise Refusal(why)
        await self._board.remove(done)
        await self._store.settle_trashings([line.id for line in lines if line.task_id in done], TrashState.OVER)
        stay = tr_n("{n} task stays on the list.", "{n} tasks stay on the list.", len(tasks) - len(done)) if why else ""
        said = tr_n("{n} file moved to the trash.", "{n} files moved to the trash.", moved)
        return Trashed(batch=lines[0].batch, files=moved, sentence=sentences(said, why, stay))

    async def _into(self, trash: Bin, line: TrashLine) -> list[TrashLine]:
        """Move one file, its description after it; return the line of it, none where it was gone. Raises OSError: it stayed."""
        path = Path(line.path)
        if not await in_daemon_thread("trash", path.exists):
            return []
        beside = await in_daemon_thread("trash", partial(sidecar_of, path))
        where = await in_daemon_thread("trash", partial(trash.move, path))
        moved = line.moved(str(where or ""), "")
        await self._store.note_trashed(moved)
        if beside is not None:
            with contextlib.suppress(OSError):
                moved = line.moved(moved.trashed, str(await in_daemon_thread("trash", partial(trash.move, beside)) or ""))
                await self._store.note_trashed(moved)
        return [moved]

    # -- back --------------------------------------------------------------------------------------------------------

    async def _bring_back(self, batch: int, lines: Sequence[TrashLine]) -> Trashed:
        back = await self._put_back(lines)
        ids = list(dict.fromkeys(line.task_id for line in lines))
        await self._board.restore(ids)
        await self._store.settle_trashings([line.id for line in lines], TrashState.BACK)
        gone = [Path(line.path).name for line in lines if line.id not in back and line.trashed]
        absent = await in_daemon_thread("trash", lambda: {line.path for line in lines if not Path(line.path).exists()})
        unknown = any(line.path in absent and not line.trashed for line in lines)
        left = tr_n("“{name}” could not be put back.", "{n} files could not be put back.", len(gone), name=gone[0]) if gone else ""
        by_hand = tr("Take the files out of the trash yourself: the system doesn't tell where they are in it.") if unknown else ""
        said = tr_n("{n} file is back from the trash.", "{n} files are back from the trash.", len(back))
        return Trashed(batch=batch, files=len(back), sentence=sentences(said, left, by_hand))

    async def _put_back(self, lines: Sequence[TrashLine]) -> frozenset[int]:
        """Move files to where they were, none over another; return the lines of which that could be done."""
        return frozenset([line.id for line in lines if await in_daemon_thread("trash", partial(self._put_one_back, line))])

    def _put_one_back(self, line: TrashLine) -> bool:
        path = Path(line.path)
        if not line.trashed:
            return False
        try:
            self._move(Path(line.trashed), path)
        except OSError as error:
            logger.info("“%s” was not put back", path, exc_info=error)
            return False
        _forget_note(Path(line.trashed))
        if line.described:
            with contextlib.suppress(OSError):
                self._move(Path(line.described), sidecar_path(path))
                _forget_note(Path(line.described))
        return True


def _saved(task: Task) -> list[str]:
    return list(dict.fromkeys(f.path for f in task.files if f.state is FileState.SAVED and f.path))


def _refused_words(path: Path) -> str:
    return tr(
        "“{name}” can't be moved to the trash: the drive it is on has none, or it is in use. Nothing of its task was moved.",
        name=path.name,
    )


def _forget_note(trashed: Path) -> None:
    """Delete what the system noted of a file that has left the trash (freedesktop.org, Trash specification; $I on Windows)."""
    notes = []
    if trashed.parent.name == "files":
        notes.append(trashed.parent.parent / "info" / f"{trashed.name}.trashinfo")
    if trashed.name.startswith("$R"):
        notes.append(trashed.with_name(f"$I{trashed.name[2:]}"))
    for note in notes:
        with contextlib.suppress(OSError):
            note.unlink()
