"""Whether saved files are still where they were saved: looked at once at the start, off the loop, never acted upon."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.report import FileChange
from desktop.domain.status import FileState
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.storage.reading import SavedPath


async def look_for_files(board: Board, saved: Sequence[SavedPath]) -> list[SavedPath]:
    """Mark the files of `saved` that are no longer there; return them. They are not fetched again unless the user asks."""
    gone = await in_daemon_thread("presence", lambda: [file for file in saved if _is_gone(Path(file.path))])
    await board.hold({file.task_id for file in gone})
    await board.apply([Update(file.task_id, FileChange(file.part, FileState.MISSING)) for file in gone])
    return gone


def _is_gone(path: Path) -> bool:
    """Tell whether a file is missing although its drive is there; nothing is said of files on a drive that is away."""
    try:
        path.stat()
    except FileNotFoundError:
        return any(parent.is_dir() for parent in path.parents[:-1][:3])
    except OSError:
        return False
    return False
