"""Saved files get the names that the settings give them now, many at once, as one act that can be undone.

What is to be moved is written to the journal first. A kill at any moment leaves each file whole under its old name or its new
one, and :meth:`Renaming.recover` sets the list right at the next start.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain.language import listed, sentences, tr, tr_n
from desktop.domain.problem import ProblemKind
from desktop.domain.report import FileChange
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import title_of
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.names import SHORTENED, Named, Names
from desktop.engine.ports import NamedFile, Refusal, Renamed
from desktop.storage import files, moves
from desktop.storage.files import PathEscapes, os_problem
from desktop.storage.moves import Mover, Whereabouts
from desktop.storage.renames import Rename, RenameLine, RenameState
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble

AT_ONCE = 16
"""How many files are moved before the list is written."""

_ATTEMPTS = 20
_IN_USE = frozenset({32, 33})  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_NAMED = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Misnamed:
    """A saved file whose name is not what the settings give: `fault` says why it can't be had (a PathEscapes, an OSError)."""

    task: Task
    file: ResultFile
    old: Path
    named: Named | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Move:
    """One file on its way, with the lines of the journal that speak of it: several where parts share their bytes."""

    old: Path
    new: Path
    lines: tuple[RenameLine, ...]
    remarks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """Where one file is to go. `owners` are the tasks and parts that have it, `remarks` those on its name (None: as they are)."""

    old: Path
    new: Path
    owners: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one file: where it is now, or why it stayed (empty: it is gone)."""

    move: _Move
    new: Path | None = None
    why: str = ""


class Renaming:
    """Renames through the board, one batch at a time. `move` moves one file without ever replacing another."""

    def __init__(self, store: TaskStore, board: Board, names: Names, move: Mover = files.move) -> None:
        self._store = store
        self._board = board
        self._names = names
        self._move = move
        self._one_at_a_time = asyncio.Lock()
        self._under_way: set[asyncio.Task[list[_Outcome]]] = set()

    async def plan(self, tasks: Sequence[Task]) -> list[NamedFile]:
        """Return the saved files of `tasks` whose names are not what the settings make of them now."""
        found = await in_daemon_thread("rename", lambda: self._misnamed(tasks))
        gone = await in_daemon_thread("rename", lambda: {m.old for m in found if not m.old.is_file()})
        return [
            NamedFile(
                task_id=m.task.id,
                part=m.file.part,
                title=title_of(m.task),
                old=m.old,
                new=str(m.named.relative) if m.named is not None else "",
                fault=m.fault or (_gone_words([m.old.name]) if m.old in gone else ""),
            )
            for m in found
        ]

    async def rename(self, ids: Sequence[int]) -> Renamed:
        """Give the saved files of these tasks the names and folders that the settings make of them now."""
        async with self._one_at_a_time:
            held = await self._tasks(ids)
            found = await in_daemon_thread("rename", lambda: self._misnamed(held))
            owners = await self._owners()
            wishes = [
                _Wish(m.old, m.named.path, owners.get(str(m.old), ()) or ((m.task.id, m.file.part),), m.named.notes)
                for m in found
                if m.named is not None
            ]
            faults = [m.fault for m in found if m.fault]
            if not wishes:
                return Renamed(batch=0, count=0, sentence=sentences(tr("There was nothing to rename."), *dict.fromkeys(faults)))
            batch, outcomes = await self._carry_out(wishes)
        return _renamed(batch, outcomes, len(found), faults)

    async def undo(self, batch: int) -> Renamed:
        """Give the files of a batch their former names back, as a batch of its own that can be undone too. Raises Refusal."""
        async with self._one_at_a_time:
            lines = [line for line in await self._store.renames_of(batch) if line.state is RenameState.DONE]
            held = {task.id: task for task in await self._tasks(dict.fromkeys(line.rename.task_id for line in lines))}
            groups: dict[tuple[str, str], list[RenameLine]] = defaultdict(list)
            for line in lines:
                if _file_at(held.get(line.rename.task_id), line.rename.part, line.rename.new) is not None:
                    groups[line.rename.new, line.rename.old].append(line)
            if not groups:
                raise Refusal(tr("There is nothing to undo: these files have other names by now, or are no longer on the list."))
            wishes = [
                _Wish(Path(new), Path(old), tuple((line.rename.task_id, line.rename.part) for line in group))
                for (new, old), group in reversed(groups.items())
            ]
            again, outcomes = await self._carry_out(wishes)
            back = {str(outcome.move.old) for outcome in outcomes if outcome.new is not None}
            undone = [line.id for (new, _), group in groups.items() for line in group if new in back]
            await self._store.settle_renames(undone, RenameState.UNDONE)
        moved_since = len({line.rename.new for line in lines}) - len(groups)
        since = [tr_n("{n} file had moved on since.", "{n} files had moved on since.", moved_since)] if moved_since else []
        return _renamed(again, outcomes, len(groups) + moved_since, since, back=True)

    async def recover(self) -> int:
        """Set the list right after a run that was killed while it renamed; return how many files had moved. At the start."""
        async with self._one_at_a_time:
            groups: dict[tuple[int, str, str], list[RenameLine]] = defaultdict(list)
            for line in await self._store.planned_renames():
                groups[line.batch, line.rename.old, line.rename.new].append(line)
            moved = 0
            for (_, old, new), lines in groups.items():
                moved += await self._recover(_Move(Path(old), Path(new), tuple(lines)))
            return moved

    # -- before ------------------------------------------------------------------------------------------------------

    async def _tasks(self, ids: Iterable[int]) -> list[Task]:
        wanted = list(ids)
        stored = {task.id: task for task in await self._store.get(wanted)}
        return [self._board.task(i) or stored[i] for i in wanted if i in stored]

    async def _owners(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """Return whose each saved file is: bytes that several parts have in common are stored once."""
        owners: dict[str, tuple[tuple[int, str], ...]] = {}
        for saved in await self._store.saved_paths():
            if not saved.missing:
                owners[saved.path] = (*owners.get(saved.path, ()), (saved.task_id, saved.part))
        return owners

    def _misnamed(self, tasks: Iterable[Task]) -> list[_Misnamed]:
        """Return the files that are not where the settings want them; one that several parts share goes by any of them."""
        by_path: dict[str, list[_Misnamed]] = defaultdict(list)
        for task in tasks:
            for file in task.files:
                if file.state is FileState.SAVED and file.path:
                    by_path[file.path].append(self._look_at(task, file, Path(file.path)))
        return [shared[0] for shared in by_path.values() if not any(_is_well_named(m) for m in shared)]

    def _look_at(self, task: Task, file: ResultFile, old: Path) -> _Misnamed:
        try:
            return _Misnamed(task, file, old, self._names.namer(task, file)(old.suffix))
        except PathEscapes as error:
            return _Misnamed(task, file, old, None, str(error))
        except OSError as error:
            return _Misnamed(task, file, old, None, _stays_words(old, self._names.root(task), error))

    # -- moving ------------------------------------------------------------------------------------------------------

    async def _carry_out(self, wishes: Sequence[_Wish]) -> tuple[int, list[_Outcome]]:
        """Write `wishes` down, then move file by file; return the batch and what became of each. Raises Refusal."""
        ordered = _ordered(wishes)
        try:
            begun = await self._store.begin_renames([Rename(*own, str(w.old), str(w.new)) for w in ordered for own in w.owners])
        except StorageTrouble as trouble:
            raise Refusal(trouble.sentence) from trouble
        lines = iter(begun)
        todo = [_Move(w.old, w.new, tuple(next(lines) for _ in w.owners), w.remarks) for w in ordered]
        saved = frozenset(await self._owners())
        outcomes: list[_Outcome] = []
        for some in _steps(todo):
            step = asyncio.create_task(self._some(some, saved), name="rename")  # cancelled, it still ends what it began
            self._under_way.add(step)
            step.add_done_callback(self._step_ended)
            outcomes += await asyncio.shield(step)
        return todo[0].lines[0].batch, outcomes

    def _step_ended(self, step: asyncio.Task[list[_Outcome]]) -> None:
        self._under_way.discard(step)
        if not step.cancelled() and (error := step.exception()) is not None:
            logger.warning("a rename was interrupted", exc_info=error)

    async def _some(self, some: Sequence[_Move], saved: frozenset[str]) -> list[_Outcome]:
        left = frozenset(move.old for move in some)
        outcomes = [await self._one(move, saved, left - {move.old}) for move in some]
        updates = [update for outcome in outcomes for update in await self._updates(outcome.move, outcome.new)]
        await self._board.apply(updates)
        for state, happened in ((RenameState.DONE, True), (RenameState.FAILED, False)):
            ids = [line.id for outcome in outcomes if (outcome.new is not None) is happened for line in outcome.move.lines]
            await self._store.settle_renames(ids, state)
        self._board.let_go({update.task_id for update in updates})
        return outcomes

    async def _one(self, move: _Move, saved: frozenset[str], left: frozenset[Path]) -> _Outcome:
        """Move one file to the first free name, which stands in the journal before the file gets it.

        A place in `left` counts as taken until the list says that it is free: after a kill one could not tell who is there.
        """
        if not await self._updates(move, move.new):
            return _Outcome(move, why=tr("“{name}” was left alone: it is being saved again, or has moved on.", name=move.old.name))
        written = move.new
        try:
            for _ in range(_ATTEMPTS):
                target = await in_daemon_thread("rename", lambda: moves.free_target(move.old, move.new, saved, left))
                if target != written:
                    await self._store.retarget_renames([line.id for line in move.lines], str(target))
                    written = target
                try:
                    await in_daemon_thread("rename", partial(self._move_one, move.old, target, saved))
                except FileExistsError:  # taken at this very moment
                    continue
                return _Outcome(move, target)
        except FileNotFoundError as error:
            there = await in_daemon_thread("rename", move.old.exists)
            return _Outcome(move, why=_stays_words(move.old, written.parent, error) if there else "")
        except OSError as error:
            return _Outcome(move, why=_stays_words(move.old, written.parent, error))
        except StorageTrouble as trouble:
            return _Outcome(move, why=trouble.sentence)
        return _Outcome(move, why=tr("“{name}” stays where it is: other programs take each name for it.", name=move.old.name))

    def _move_one(self, old: Path, new: Path, saved: frozenset[str]) -> None:
        moves.move_both(old, new, saved, self._move)
        self._tidy(old)

    def _tidy(self, old: Path) -> None:
        """Remove the folders that a file left empty, up to the folder below which it was saved."""
        above = [root for folder in self._names.roots() if old.is_relative_to(root := folder.resolve())]
        if above:
            files.remove_emptied(old.parent, max(above, key=lambda root: len(root.parts)))

    async def _updates(self, move: _Move, new: Path | None) -> list[Update]:
        """Return the changes that tell the list of a move, for those parts of it that still are at the old place."""
        if new is None:
            return []
        held = {task.id: task for task in await self._board.hold({line.rename.task_id for line in move.lines})}
        found: list[Update] = []
        for line in move.lines:
            file = _file_at(held.get(line.rename.task_id), line.rename.part, str(move.old))
            if file is not None:
                change = FileChange(file.part, FileState.SAVED, path=str(new), notes=_notes(file, move.remarks))
                found.append(Update(line.rename.task_id, change))
        return found

    # -- afterwards --------------------------------------------------------------------------------------------------

    async def _recover(self, move: _Move) -> bool:
        ids = [line.id for line in move.lines]
        saved = await self._owners()
        known = any((line.rename.task_id, line.rename.part) in saved.get(str(move.new), ()) for line in move.lines)
        if not known and not await self._updates(move, move.new):  # they have moved on since, or are off the list
            await self._store.settle_renames(ids, RenameState.FAILED)
            return False
        others = frozenset(saved if not known else saved.keys() - {str(move.new)})
        where = await in_daemon_thread("rename", lambda: moves.find_out(move.old, move.new, others, self._move))
        if where is Whereabouts.MOVED:
            await self._board.apply(await self._updates(move, move.new))
            self._board.let_go({line.rename.task_id for line in move.lines})
            await in_daemon_thread("rename", lambda: self._tidy(move.old))
            await self._store.settle_renames(ids, RenameState.DONE)
        elif where is Whereabouts.STAYED:
            await self._store.settle_renames(ids, RenameState.FAILED)
        return where is Whereabouts.MOVED


def _file_at(task: Task | None, part: str, path: str) -> ResultFile | None:
    """Return a part that is saved, or was when last looked for, at `path`."""
    had = (FileState.SAVED, FileState.MISSING)
    return next((f for f in task.files if (f.part, f.path) == (part, path) and f.state in had), None) if task is not None else None


def _is_well_named(misnamed: _Misnamed) -> bool:
    """Tell whether a file has its name, or that name with a number behind it because it was taken."""
    named, old = misnamed.named, misnamed.old
    if named is None:
        return False
    if named.path == old:
        return True
    _, bracket, number = old.stem.rpartition(" (")
    digits = number.removesuffix(")")
    return bool(bracket) and digits.isdecimal() and len(digits) < 5 and files.numbered(named.path, int(digits)) == old


def _notes(file: ResultFile, remarks: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return a file's notes with `remarks` on its name instead of those there were."""
    return file.notes if remarks is None else (*(note for note in file.notes if note != SHORTENED), *remarks)


def _ordered(wishes: Sequence[_Wish]) -> list[_Wish]:
    """Return `wishes` so that a file goes after the one whose place it takes; in a circle one of them gets a number."""
    by_old = {wish.old: wish for wish in wishes}
    seen: set[Path] = set()
    ordered: list[_Wish] = []
    for wish in wishes:
        chain: list[_Wish] = []
        following: _Wish | None = wish
        while following is not None and following.old not in seen:
            seen.add(following.old)
            chain.append(following)
            following = by_old.get(following.new)
        ordered += reversed(chain)
    return ordered


def _steps(todo: Sequence[_Move]) -> Iterator[list[_Move]]:
    """Yield what is moved before the list is written: never one file to where another one of them has just been."""
    some: list[_Move] = []
    for move in todo:
        if len(some) == AT_ONCE or any(move.new == earlier.old for earlier in some):
            yield some
            some = []
        some.append(move)
    if some:
        yield some


def _renamed(batch: int, outcomes: Sequence[_Outcome], total: int, also: Sequence[str], *, back: bool = False) -> Renamed:
    done = sum(outcome.new is not None for outcome in outcomes)
    gone = [outcome.move.old.name for outcome in outcomes if outcome.new is None and not outcome.why]
    whys = list(dict.fromkeys([*(outcome.why for outcome in outcomes if outcome.why), *also]))
    rest = len(whys) - _NAMED
    more = tr_n("{n} more stays where it is.", "{n} more stay where they are.", rest) if rest > 0 else ""
    said = sentences(_done_words(done, total, back=back), _gone_words(gone), *whys[:_NAMED], more)
    return Renamed(batch=batch, count=done, sentence=said)


def _done_words(done: int, total: int, *, back: bool) -> str:
    match done == total, back:
        case True, False:
            return tr_n("{n} file renamed.", "{n} files renamed.", total)
        case True, True:
            return tr_n("{n} file named as before.", "{n} files named as before.", total)
        case False, False:
            return tr_n("{done} of {n} file renamed.", "{done} of {n} files renamed.", total, done=done)
        case _:
            return tr_n("{done} of {n} file named as before.", "{done} of {n} files named as before.", total, done=done)


def _gone_words(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return tr("“{file}” is no longer where it was saved.", file=names[0])
    some = listed(tr("“{name}”", name=name) for name in names[:_NAMED])
    if len(names) <= _NAMED:
        return tr("{files} are no longer where they were saved.", files=some)
    return tr_n(
        "{files} and {n} more are no longer where they were saved.",
        "{files} and {n} more are no longer where they were saved.",
        len(names) - _NAMED,
        files=some,
    )


def _stays_words(old: Path, folder: Path, error: OSError) -> str:
    if getattr(error, "winerror", None) in _IN_USE:
        return tr("“{name}” stays where it is: another program uses it. Close that, then rename again.", name=old.name)
    trouble = os_problem(error, folder)
    if trouble.kind is ProblemKind.DISK_FULL:
        return tr("“{name}” stays where it is: there is not enough space in “{folder}”.", name=old.name, folder=folder)
    return tr("“{name}” can't be moved to “{folder}” ({reason}).", name=old.name, folder=folder, reason=tr(trouble.fact("reason")))
