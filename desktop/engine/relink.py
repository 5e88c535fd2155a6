"""Finding moved files again: by what they say of themselves, else by size and hash. Nothing is ever fetched here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.language import words_of
from desktop.domain.report import FileChange
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.folder_scan import Patience, Seen, description_of, digest_of, files_below
from desktop.storage.png_text import picture_size
from desktop.storage.tasks import TaskStore

FOUND = words_of("Found in a new place.")
FOUND_CHANGED = words_of("Found in a new place; another program has changed it since it was saved.")

MOST_FILES = 200_000
MOST_SECONDS = 120.0
"""How far a search goes that the user asked for."""

type Key = tuple[int, str]
"""A file: our number of its task, and its part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A file that is no longer at `path`, and what it can be known by."""

    key: Key
    ref: TaskRef
    path: str
    size: int | None
    sha256: str | None
    pixels: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file is now. `size` and `sha256` are set where they are not what they were."""

    path: Path
    size: int | None = None
    sha256: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the bytes are not those that were saved."""
        return self.size is not None


async def find_moved(board: Board, store: TaskStore, ids: Collection[int], roots: Sequence[Path]) -> int:
    """Look below `roots` for the files of these tasks that are no longer where they were saved; return how many were found."""
    wanted = set(ids)
    saved = await store.saved_paths()
    own = [file for file in saved if file.task_id in wanted]
    absent = await in_daemon_thread("relink", lambda: {file.path for file in own if not is_there(file.path)})
    tasks = await board.hold(wanted)
    back = [Update(t.id, FileChange(f.part, FileState.SAVED)) for t in tasks for f in t.files if _is_back(f, absent)]
    await board.apply(back)
    lost = lost_files(tasks, absent)
    taken = {file.path for file in saved if not file.missing} - absent
    patience = Patience(MOST_FILES, MOST_SECONDS)
    places = await in_daemon_thread("relink", lambda: search(lost, roots, taken, patience))
    found = await relink(board, lost, places)
    board.let_go(wanted)
    return found + len(back)


def _is_back(file: ResultFile, absent: Collection[str]) -> bool:
    return file.state is FileState.MISSING and file.path is not None and file.path not in absent


def lost_files(tasks: Iterable[Task], absent: Collection[str]) -> list[Lost]:
    """Return those files of `tasks` whose paths are among the `absent` ones."""
    return [
        Lost(
            key=(task.id, file.part),
            ref=task.ref,
            path=file.path,
            size=file.size,
            sha256=file.sha256,
            pixels=(file.width, file.height) if file.width and file.height else None,
        )
        for task in tasks
        for file in task.files
        if file.path in absent and file.path is not None and file.state in (FileState.SAVED, FileState.MISSING)
    ]


async def relink(board: Board, lost: Iterable[Lost], places: Mapping[Key, Place]) -> int:
    """Say of each lost file that has a place that it is there now; return of how many."""
    was = {one.key: one.path for one in lost}
    await board.hold({task_id for task_id, _ in places})
    updates = [
        Update(task_id, change_of(file, place))
        for (task_id, part), place in places.items()
        if (file := _standing(board, task_id, part, was.get((task_id, part)))) is not None
    ]
    await board.apply(updates)
    return len(updates)


def change_of(file: ResultFile, place: Place) -> FileChange:
    """Return the change of a file that lies somewhere else now. Its other notes stay."""
    note = FOUND_CHANGED if place.changed else FOUND
    kept = (old for old in file.notes if old not in (FOUND, FOUND_CHANGED))
    return FileChange(file.part, FileState.SAVED, path=str(place.path), size=place.size, sha256=place.sha256, notes=(*kept, note))


def search(lost: Sequence[Lost], roots: Sequence[Path], taken: Collection[str], patience: Patience) -> dict[Key, Place]:
    """Look for lost files below `roots`, but not among the paths `taken`, which other files of the list have. Blocks."""
    if not lost:
        return {}
    hunt = _Hunt(lost)
    for seen in files_below(roots, patience):
        if str(seen.path) not in taken:
            hunt.look_at(seen)
    hunt.compare(patience)
    hunt.look_inside(patience)
    return hunt.places


class _Hunt:
    """One search: the cheap questions first, so that running out of time costs the least likely finds."""

    def __init__(self, lost: Sequence[Lost]) -> None:
        self.places: dict[Key, Place] = {}
        self._lost = lost
        self._sizes = {one.size for one in lost}
        self._by_id = {(one.ref, one.key[1]): one for one in lost}
        self._silent: defaultdict[int, list[Path]] = defaultdict(list)
        self._pictures: list[Seen] = []

    def look_at(self, seen: Seen) -> None:
        """Take in a file: one of a lost one's size by what it says of itself; the rest is looked into later, or not at all."""
        if seen.size not in self._sizes:
            if seen.may_be_tagged:
                self._pictures.append(seen)
            return
        told = description_of(seen)
        if told is None:
            self._silent[seen.size].append(seen.path)
            return
        for part in told.held_parts:
            one = self._by_id.get((told.ref, part))
            if one is not None and one.size == seen.size:
                self.places.setdefault(one.key, Place(path=seen.path))

    def compare(self, patience: Patience) -> None:
        """Find what is left by its hash, among the files that have its size and say nothing of themselves."""
        digests: dict[Path, str | None] = {}
        for one in self._left():
            name = Path(one.path).name
            for path in sorted(self._silent.get(one.size or 0, ()), key=lambda p: (p.name != name, p)):
                if path not in digests:
                    digests[path] = digest_of(path, patience)
                if one.sha256 is not None and digests[path] == one.sha256:
                    self.places[one.key] = Place(path=path)
                    break

    def look_inside(self, patience: Patience) -> None:
        """Find pictures whose tags were kept by a program that changed other bytes, their pixels being as many as before."""
        if not any(one.path.lower().endswith(".png") for one in self._left()):
            return
        for seen in self._pictures:
            if patience.over():
                return
            told = description_of(Seen(seen.path, seen.size, has_sidecar=False))
            one = self._by_id.get((told.ref, told.part)) if told is not None else None
            if one is None or one.key in self.places or one.pixels not in (None, picture_size(seen.path)):
                continue
            if (digest := digest_of(seen.path, patience)) is not None:
                self.places[one.key] = Place(path=seen.path, size=seen.size, sha256=digest)

    def _left(self) -> list[Lost]:
        return [one for one in self._lost if one.key not in self.places]


def _standing(board: Board, task_id: int, part: str, path: str | None) -> ResultFile | None:
    """Return a file that is still where it was when it was looked for: meanwhile it may be being saved again."""
    task = board.task(task_id)
    file = next((f for f in task.files if f.part == part), None) if task is not None else None
    return file if file is not None and file.path == path and file.state in (FileState.SAVED, FileState.MISSING) else None


def is_there(path: str) -> bool:
    """Tell whether there is something at `path`, or no telling."""
    try:
        Path(path).stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return True
