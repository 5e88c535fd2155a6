"""Whether saved files are still where they were saved: looked at off the loop. A file that was moved is looked for once."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.report import FileChange
from desktop.domain.status import FileState
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.folder_scan import Patience
from desktop.engine.relink import Key, Place, lost_files, relink, search
from desktop.storage.reading import SavedPath

_MOUNT_DEPTH = 3
"""Drives are mounted in folders like /media/user/Disk and /Volumes/Disk: above them, nothing tells whether one is there."""

MOST_FILES = 20_000
MOST_SECONDS = 10.0
"""How far the search for moved files goes that nobody asked for."""


async def look_for_files(board: Board, saved: Sequence[SavedPath], *roots: Path) -> list[SavedPath]:
    """Mark the files of `saved` that are no longer there, and those that are there again; return both.

    Files are saved below `roots`. A file that is missing now and was there at the last look is searched for below them.
    Missing ones are not fetched again unless the user asks.
    """
    found = await in_daemon_thread("presence", lambda: [(file, _state(file, roots)) for file in saved])
    moved = [(file, state) for file, state in found if (state is FileState.MISSING) is not file.missing]
    await board.hold({file.task_id for file, _ in moved})
    places = await _search(board, [file for file, state in moved if state is FileState.MISSING], saved, roots)
    rest = [(file, state) for file, state in moved if (file.task_id, file.part) not in places]
    await board.hold({file.task_id for file, _ in rest})
    await board.apply([Update(file.task_id, FileChange(file.part, state)) for file, state in rest if _stands(board, file)])
    return [file for file, _ in moved]


async def _search(
    board: Board, missing: Sequence[SavedPath], saved: Sequence[SavedPath], roots: Sequence[Path]
) -> dict[Key, Place]:
    """Look for files that went missing; say of those that are found where they are now, and return them."""
    absent = {file.path for file in missing}
    taken = {file.path for file in saved if not file.missing} - absent
    tasks = [task for i in {file.task_id for file in missing} if (task := board.task(i)) is not None]
    lost = lost_files(tasks, absent)
    patience = Patience(MOST_FILES, MOST_SECONDS)
    places = await in_daemon_thread("presence", lambda: search(lost, roots, taken, patience))
    await relink(board, lost, places)
    return places


def _stands(board: Board, file: SavedPath) -> bool:
    """Tell whether a file is still in the state in which it was looked for: meanwhile it may be being saved again."""
    task = board.task(file.task_id)
    was = FileState.MISSING if file.missing else FileState.SAVED
    return task is not None and any(f.part == file.part and f.state is was and f.path == file.path for f in task.files)


def _state(file: SavedPath, roots: Sequence[Path]) -> FileState:
    """Return what can be said of a file: nothing new where its drive is away."""
    path = Path(file.path)
    try:
        path.stat()
    except FileNotFoundError:
        return FileState.MISSING if file.missing or _drive_is_there(path, roots) else FileState.SAVED
    except OSError:
        return FileState.MISSING if file.missing else FileState.SAVED
    return FileState.SAVED


def _drive_is_there(path: Path, roots: Sequence[Path]) -> bool:
    """Tell whether a missing file's drive is there. The mount point of one that is away stays, as an empty folder."""
    folder = path.parent
    if folder not in roots and folder.is_dir():
        return True
    within = [root for root in roots if path.is_relative_to(root)]
    if within:
        return any(_holds_something(root) for root in within)
    # Saved to a folder that is set no more: one above it that holds something, and is more than where drives are mounted.
    above = next((up for up in path.parents if up.is_dir()), None)
    return above is not None and len(above.parts) > _MOUNT_DEPTH and _holds_something(above)


def _holds_something(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is not None
    except OSError:
        return False
