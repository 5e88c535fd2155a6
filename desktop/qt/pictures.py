"""Where the pictures of tasks come from, as those that paint them see it; light, for the first frame needs it."""

from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap

from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task

_PREFERRED_PARTS = ("rendered", "cover", "grid", "thumbnail")
_PICTURED = (MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.MODEL, MediaKind.AUDIO)


class Pictures(Protocol):
    """Gives pictures of files; :class:`desktop.qt.thumbnails.Thumbnails` is the real one."""

    def pixmap(
        self,
        task_id: int,
        path: str,
        size: QSize,
        dpr: float,
        *,
        stamp: str = "",
        radius: float = 6,
        kind: MediaKind = MediaKind.IMAGE,
    ) -> QPixmap | None:
        """Return the picture of the file at `path` covering `size` (device-independent px), or None so far."""
        ...


def thumbnail_source(task: Task) -> ResultFile | None:
    """Return the saved file that stands for a task: a rendering, cover or grid before other pictures, then film, model, sound.

    None where nothing is saved that has a picture.
    """
    saved = [f for f in task.files if f.state is FileState.SAVED and f.path and f.kind in _PICTURED]
    return min(saved, key=_rank, default=None)


def _rank(file: ResultFile) -> tuple[int, bool]:
    preferred = file.kind is MediaKind.IMAGE and any(word in file.part for word in _PREFERRED_PARTS)
    return _PICTURED.index(file.kind), not preferred
