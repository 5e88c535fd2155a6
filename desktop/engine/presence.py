"""Whether saved files are still where they were saved: looked at once at the start, off the loop, never acted upon."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.report import FileChange
from desktop.domain.status import FileState
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.storage.reading import SavedPath


async def look_for_files(board: Board, saved: Sequence[SavedPath], root: Path) -> list[SavedPath]:
    """Mark the files of `saved` that are no longer there, and those that are there again; return both.

    Files are saved below `root`. Missing ones are not fetched again unless the user asks.
    """
    found = await in_daemon_thread("presence", lambda: [(file, _state(file, root)) for file in saved])
    moved = [(file, state) for file, state in found if (state is FileState.MISSING) is not file.missing]
    await board.hold({file.task_id for file, _ in moved})
    await board.apply([Update(file.task_id, FileChange(file.part, state)) for file, state in moved if _stands(board, file)])
    return [file for file, _ in moved]


def _stands(board: Board, file: SavedPath) -> bool:
    """Tell whether a file is still in the state in which it was looked for: meanwhile it may be being saved again."""
    task = board.task(file.task_id)
    was = FileState.MISSING if file.missing else FileState.SAVED
    return task is not None and any(f.part == file.part and f.state is was and f.path == file.path for f in task.files)


def _state(file: SavedPath, root: Path) -> FileState:
    """Return what can be said of a file: nothing new where its drive is away."""
    path = Path(file.path)
    try:
        path.stat()
    except FileNotFoundError:
        return FileState.MISSING if file.missing or _drive_is_there(path, root) else FileState.SAVED
    except OSError:
        return FileState.MISSING if file.missing else FileState.SAVED
    return FileState.SAVED


def _drive_is_there(path: Path, root: Path) -> bool:
    """Tell whether a missing file's drive is there. The mount point of one that is away stays, as an empty folder."""
    folder = path.parent
    if folder != root and folder.is_dir():
        return True
    return path.is_relative_to(root) and _holds_something(root)


def _holds_something(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is not None
    except OSError:
        return False
