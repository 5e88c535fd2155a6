"""A lost list brought back from the files alone: each says, beside it or inside it, which task it is of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched
from pathlib import Path

from desktop.domain.account import Account, origin_of
from desktop.domain.language import sentences, tr, tr_n, words_of
from desktop.domain.report import Event, FileChange, Part, PartsAdded, Report
from desktop.domain.status import FileState, Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.folder_scan import Patience, Seen, description_of, digest_of, files_below
from desktop.engine.ports import Rebuilt, Refusal
from desktop.engine.relink import Place, change_of, is_there
from desktop.providers.registry import PROVIDERS
from desktop.storage.sidecars import Sidecar, read_sidecar, sidecar_path

MOST_FILES = 1_000_000
MOST_SECONDS = 600.0
"""How far a folder is looked through."""

AT_ONCE = 500
"""How many tasks are stored at a time."""

ON_DISK = words_of("Found on the disk.")

_NOT_THERE = frozenset({FileState.MISSING, FileState.FAILED, FileState.GONE})


@dataclass(frozen=True, slots=True)
class _Held:
    """A file below the folder and what is told of it; `name` is that of the part it stands for."""

    path: Path
    sidecar: Sidecar
    name: str


@dataclass(slots=True)
class _Finds:
    """What a folder holds: files by task and part, how many were changed since they were saved, whether time ran out."""

    tasks: dict[TaskRef, dict[str, _Held]] = field(default_factory=dict)
    changed: int = 0
    cut_short: bool = False


async def rebuild(board: Board, folder: Path, accounts: Sequence[Account], now: datetime) -> Rebuilt:
    """Put on the list what the files below `folder` tell of themselves; find again what is on it. Raises Refusal.

    Raises StorageTrouble where the list can't be written.
    """
    if not await in_daemon_thread("rebuild", lambda: _is_folder(folder)):
        raise Refusal(tr("“{folder}” is no folder that can be looked into. Choose the one that Outtray saved to.", folder=folder))
    finds = await in_daemon_thread("rebuild", lambda: _look(folder, Patience(MOST_FILES, MOST_SECONDS)))
    added = known = relinked = 0
    for some in batched(finds.tasks.items(), AT_ONCE):
        parts_of = dict(some)
        stored = await board.add([_task(ref, parts, accounts, now) for ref, parts in some])
        added += sum(1 for _, new in stored if new)
        known += sum(1 for _, new in stored if not new)
        relinked += await _take_up(board, [task for task, _ in stored], parts_of)
    return Rebuilt(added=added, known=known, sentence=_sentence(folder, finds, added, known, relinked))


# -- in a thread ---------------------------------------------------------------------------------------------------------


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _look(folder: Path, patience: Patience) -> _Finds:
    finds = _Finds()
    for seen in files_below([folder], patience):
        sidecar = description_of(seen)
        if sidecar is None:
            finds.changed += seen.has_sidecar and _is_told_of(read_sidecar(sidecar_path(seen.path)))
            continue
        if _is_told_of(sidecar):
            _keep(finds, seen, sidecar if sidecar.sha256 else replace(sidecar, sha256=digest_of(seen.path, patience) or ""))
    finds.cut_short = patience.over()
    return finds


def _is_told_of(sidecar: Sidecar | None) -> bool:
    """Tell whether a description is of a task that can be on the list: of a provider there is, at an address."""
    if sidecar is None or sidecar.ref.provider not in PROVIDERS:
        return False
    try:
        return sidecar.ref.origin.startswith(("https://", "http://")) and origin_of(sidecar.ref.origin) == sidecar.ref.origin
    except ValueError:
        return False


def _keep(finds: _Finds, seen: Seen, sidecar: Sidecar) -> None:
    parts = finds.tasks.setdefault(sidecar.ref, {})
    for part, name in ((sidecar.part, sidecar.name), *sidecar.equal_parts):
        parts.setdefault(part, _Held(seen.path, sidecar, name or seen.path.name))


# -- onto the list -------------------------------------------------------------------------------------------------------


def _task(ref: TaskRef, parts: Mapping[str, _Held], accounts: Sequence[Account], now: datetime) -> Task:
    """Return the task that its files tell of: done, as far as is known, and saved."""
    told = [held.sidecar for held in parts.values()]
    first = max(told, key=lambda s: (s.saved_at is not None, s.saved_at or now))
    return Task(
        id=0,
        ref=ref,
        account_id=_account_id(ref, first.account, accounts),
        project=first.project or None,
        title=first.title,
        prompt=first.prompt,
        model=first.model,
        action=first.action,
        kind=first.task_kind,
        tags=first.tags,
        own_tags=tuple(dict.fromkeys(tag for sidecar in told for tag in sidecar.own_tags)),
        starred=any(sidecar.starred for sidecar in told),
        archived=any(sidecar.archived for sidecar in told),
        remote=Remote.DONE,
        remote_raw=first.status,
        final=True,
        seen=True,
        progress=100,
        files=tuple(_file(part, parts[part]) for part in _in_order(parts)),
        cost=first.cost,
        added_at=min((at for s in told if (at := s.added_at or s.saved_at)), default=now),
        created_at=first.created_at,
        finished_at=first.finished_at,
    )


def _account_id(ref: TaskRef, name: str, accounts: Sequence[Account]) -> str | None:
    fitting = (a.id for a in accounts if (a.provider, a.origin, a.name) == (ref.provider, ref.origin, name))
    return next(fitting, None)


def _in_order(parts: Mapping[str, _Held]) -> list[str]:
    told = dict.fromkeys(part for held in parts.values() for part in held.sidecar.parts)
    return [part for part in dict.fromkeys((*told, *parts)) if part in parts]


def _file(part: str, held: _Held) -> ResultFile:
    sidecar = held.sidecar
    own = part == sidecar.part
    return ResultFile(
        part=part,
        name=held.name,
        kind=sidecar.kind,
        state=FileState.SAVED,
        path=str(held.path),
        size=sidecar.size,
        sha256=sidecar.sha256 or None,
        served_sha256=sidecar.served_sha256 or None,
        media_type=sidecar.media_type or None,
        made_from=sidecar.made_from if own else "",
        width=sidecar.width,
        height=sidecar.height,
        seconds=sidecar.seconds,
    )


async def _take_up(board: Board, tasks: Iterable[Task], finds: Mapping[TaskRef, Mapping[str, _Held]]) -> int:
    """Say of the files of tasks that were on the list where they are, if that is not known; return of how many."""
    events = await in_daemon_thread("rebuild", lambda: [(task.id, _events(task, finds[task.ref])) for task in tasks])
    await board.apply([Update(task_id, event) for task_id, those in events for event in those])
    return sum(isinstance(event, FileChange) for _, those in events for event in those)


def _events(task: Task, parts: Mapping[str, _Held]) -> list[Event]:
    known = {file.part: file for file in task.files}
    events: list[Event] = []
    if unknown := {part: parts[part] for part in _in_order(parts) if part not in known}:
        events.append(_joined(task, unknown, parts))
    for part, held in parts.items():
        file = known.get(part)
        if file is None:
            events.append(_saved(part, held))
        elif _is_lost(file):
            events.append(_found(file, held))
    return events


def _joined(task: Task, unknown: Mapping[str, _Held], parts: Mapping[str, _Held]) -> Event:
    """Return what tells an older list of files: that the task is done, where no file of it is left to be learnt of."""
    added = tuple(
        Part(part=part, name=held.name, kind=held.sidecar.kind, made_from=held.sidecar.made_from) for part, held in unknown.items()
    )
    told = {part for held in parts.values() for part in held.sidecar.parts}
    if task.remote is Remote.DONE or not told or not told <= set(parts):
        return PartsAdded(added)
    first = next(iter(parts.values())).sidecar
    return Report(
        task_id=task.ref.task_id,
        id_kind=task.ref.id_kind,
        remote=Remote.DONE,
        remote_raw=first.status,
        final=True,
        title=first.title,
        prompt=first.prompt,
        model=first.model,
        action=first.action,
        kind=first.task_kind,
        tags=first.tags,
        parts=added,
        cost=first.cost,
        created_at=first.created_at,
        finished_at=first.finished_at,
    )


def _is_lost(file: ResultFile) -> bool:
    """Tell whether a file of the list is not where it should be, and nobody is fetching it."""
    if file.state is FileState.SAVED:
        return file.path is not None and not is_there(file.path)
    return file.state in _NOT_THERE or (file.state is FileState.WANTED and not file.chosen)


def _found(file: ResultFile, held: _Held) -> FileChange:
    if file.state in (FileState.SAVED, FileState.MISSING) and file.path not in (None, str(held.path)):
        moved = change_of(file, Place(path=held.path))
        return replace(moved, size=held.sidecar.size, sha256=held.sidecar.sha256 or None)
    return _saved(file.part, held)


def _saved(part: str, held: _Held) -> FileChange:
    sidecar = held.sidecar
    return FileChange(
        part,
        FileState.SAVED,
        size=sidecar.size,
        path=str(held.path),
        sha256=sidecar.sha256 or None,
        served_sha256=sidecar.served_sha256 or None,
        media_type=sidecar.media_type or None,
        notes=(ON_DISK,),
        width=sidecar.width,
        height=sidecar.height,
        seconds=sidecar.seconds,
    )


# -- in words ------------------------------------------------------------------------------------------------------------


def _sentence(folder: Path, finds: _Finds, added: int, known: int, relinked: int) -> str:
    said: list[str] = []
    if not added and not known:
        said.append(
            tr(
                "No file below “{folder}” says which task it is of. Choose the folder that Outtray saved to; only "
                "files that were saved with a description can be brought back.",
                folder=folder,
            )
        )
    elif not added:
        said.append(
            tr_n(
                "{n} task is on the list already; no other came back.",
                "{n} tasks are on the list already; no other came back.",
                known,
            )
        )
    elif known == 1:
        said.append(
            tr_n("{n} task came back, 1 was on the list already.", "{n} tasks came back, 1 was on the list already.", added)
        )
    elif known:
        said.append(
            tr_n(
                "{n} task came back, {known} were on the list already.",
                "{n} tasks came back, {known} were on the list already.",
                added,
                known=known,
            )
        )
    else:
        said.append(tr_n("{n} task came back.", "{n} tasks came back.", added))
    if relinked:
        said.append(
            tr_n(
                "{n} file of tasks on the list was found again.",
                "{n} files of tasks on the list were found again.",
                relinked,
            )
        )
    if finds.changed:
        said.append(
            tr_n(
                "{n} file was left out: it is not as saved any more.",
                "{n} files were left out: they are not as saved any more.",
                finds.changed,
            )
        )
    if finds.cut_short:
        said.append(tr("The folder is too large to be looked through at once. Choose the folders below it one by one."))
    return sentences(*said)
