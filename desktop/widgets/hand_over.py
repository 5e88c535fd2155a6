"""Handing saved files to other programs: what a drag and the clipboard carry, and why something can't be handed over."""

import json
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from desktop.domain.badge import badge_of
from desktop.domain.discretion import shown_title
from desktop.domain.language import tr, tr_n
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.qt.drag import Drop, drag
from desktop.widgets.choices import saved_files

if TYPE_CHECKING:
    from desktop.qt.whole_picture import WholePicture

TASKS_MIME = "application/x-outtray-tasks"
"""The numbers of the tasks that are dragged, as a JSON list: what our own drop targets read."""

GNOME_COPIED = "x-special/gnome-copied-files"
"""How file managers of GNOME's family know copied files: "copy", then a file's address a line."""

_LOOK_SECONDS = 0.012
"""A drag waits no longer than this for the disk to say whether the files are there."""

_MOST_LOOKED_AT = 500
_HOT_SPOT = QPoint(20, 20)
"""The pointer is near the picture's corner, so that what it points at is seen."""

_NOT_YET = frozenset({Badge.WAITING, Badge.GENERATING, Badge.PAUSED})
_NEVER = frozenset({Badge.FAILED, Badge.BLOCKED, Badge.CANCELLED, Badge.GONE})


def start_drag(view: QWidget, tasks: Sequence[Task], picture: QPixmap | None, *, safe: bool = False) -> str | None:
    """Drag the saved files of `tasks` out of `view`, and the tasks themselves onto our own targets; return what is to be said.

    `picture` is the thumbnail of the first of them. Call it from a mouse event. Tasks of which no file can be dragged still drop
    on projects; dropped anywhere else, the sentence says why nothing was handed over (`safe` in client-safe mode).
    """
    from desktop.widgets.drag_picture import drag_picture

    if not tasks:
        return None
    named = paths_of(tasks)
    paths = _there(named)
    pixmap = drag_picture(view, picture, tasks[0].kind, len(paths) or len(tasks))
    ended = drag(view, drag_data(tasks, paths), pixmap, _HOT_SPOT)
    match ended:
        case Drop.INSIDE:
            return None
        case Drop.OUTSIDE:
            return _left_out(tasks, named, paths)
        case Drop.NOWHERE:
            return None if paths else why_not(tasks, safe=safe)


def drag_data(tasks: Sequence[Task], paths: Sequence[str]) -> QMimeData:
    """Return what a drag carries: the addresses of files, and the tasks for our own targets."""
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    data.setData(TASKS_MIME, json.dumps([task.id for task in tasks]).encode())
    return data


def dragged_tasks(data: QMimeData) -> list[int]:
    """Return the numbers of the tasks in a drag of ours; none in any other."""
    if not data.hasFormat(TASKS_MIME):
        return []
    try:
        numbers = json.loads(bytes(data.data(TASKS_MIME).data()))
    except ValueError:
        return []
    return [n for n in numbers if type(n) is int] if isinstance(numbers, list) else []


def copied_files(paths: Sequence[str]) -> QMimeData:
    """Return what copying files puts on the clipboard: their addresses, for GNOME too, and their paths as text."""
    urls = [QUrl.fromLocalFile(path) for path in paths]
    data = QMimeData()
    data.setUrls(urls)
    data.setText("\n".join(paths))
    data.setData(GNOME_COPIED, b"\n".join((b"copy", *(url.toEncoded().data() for url in urls))))
    return data


def with_picture(data: QMimeData, picture: "WholePicture") -> QMimeData:
    """Return `data` with a picture in it, as the system's programs take it.

    Linux gets the bytes of a PNG: a picture would be packed anew, in the way of a frame, for each program that looks.
    """
    if sys.platform in ("win32", "darwin"):
        data.setImageData(picture.image)
    else:
        data.setData("image/png", picture.png)
    return data


def paths_of(tasks: Sequence[Task]) -> list[str]:
    """Return the paths of all saved files of `tasks`."""
    return [file.path for task in tasks for file in saved_files(task) if file.path]


def why_not(tasks: Sequence[Task], *, safe: bool = False) -> str:
    """Return why nothing of `tasks` can be handed over; `safe` for client-safe mode."""
    if any(file.state in (FileState.SAVED, FileState.MISSING) for task in tasks for file in task.files):
        return tr("The file isn't where it was saved any more. Find it, save it again, or put it back.")
    if len(tasks) > 1:
        return tr("None of these tasks is saved yet. Save them first, then drag their files.")
    badge, name = badge_of(tasks[0]), shown_title(tasks[0], safe=safe)
    if badge in _NOT_YET:
        return tr("“{name}” isn't finished yet. Its files can be dragged once they are saved.", name=name)
    if badge in _NEVER or not tasks[0].files:
        return tr("“{name}” has no files that could be dragged.", name=name)
    return tr("“{name}” isn't saved yet. Save it first, then drag its files.", name=name)


def _left_out(tasks: Sequence[Task], named: Sequence[str], paths: Sequence[str]) -> str | None:
    lost = len(named) - len(paths)
    if lost:
        return tr_n(
            "{n} file was left out: it isn't where it was saved any more.",
            "{n} files were left out: they aren't where they were saved any more.",
            lost,
        )
    bare = sum(not saved_files(task) for task in tasks)
    if bare:
        return tr_n("{n} task was left out: nothing of it is saved.", "{n} tasks were left out: nothing of them is saved.", bare)
    return None


def _there(paths: Sequence[str]) -> list[str]:
    """Return those of `paths` that are on the disk; all of them where the disk takes its time to say so."""
    if not paths or len(paths) > _MOST_LOOKED_AT:
        return list(paths)
    found: list[str] = []
    look = threading.Thread(target=lambda: found.extend(existing(paths)), name="look-before-drag", daemon=True)
    look.start()
    look.join(_LOOK_SECONDS)
    return list(paths) if look.is_alive() else found


def existing(paths: Sequence[str]) -> list[str]:
    """Return those of `paths` that are whole paths of files on the disk. Blocks."""
    return [path for path in paths if Path(path).is_absolute() and Path(path).is_file()]
