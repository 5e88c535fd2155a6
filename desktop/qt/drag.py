"""Dragging something out of a widget: the one place where Qt runs a loop inside the loop.

`QDrag` has `exec` and nothing else. It may be called here because it is called from a mouse event, never from a task: Qt's nested
loop then goes on posting the event by which :class:`desktop.qt.loop.QtLoop` takes its turns, and Qt lets go of Python's lock
meanwhile. Measured by tests/app/test_drag.py: tasks, timers and threads go on while a drag is held still, and after it.
"""

import asyncio
from enum import Enum, auto

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget


class Drop(Enum):
    """Where a drag ended: nobody took it, a widget of ours did, another program did."""

    NOWHERE = auto()
    INSIDE = auto()
    OUTSIDE = auto()


def drag(source: QWidget, data: QMimeData, picture: QPixmap, hot_spot: QPoint) -> Drop:
    """Drag `data` under `picture`, only ever to be copied, and return where that ended.

    Raises RuntimeError inside a task, which could not go on before the drop.
    """
    if _in_task():
        raise RuntimeError("A drag starts in a mouse event, not in a task.")
    held = QDrag(source)
    held.setMimeData(data)
    held.setPixmap(picture)
    held.setHotSpot(hot_spot)
    if held.exec(Qt.DropAction.CopyAction) is Qt.DropAction.IgnoreAction:
        return Drop.NOWHERE
    return Drop.OUTSIDE if held.target() is None else Drop.INSIDE


def _in_task() -> bool:
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
