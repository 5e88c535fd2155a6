"""Dropping tasks of the list on a project of the side bar."""

from typing import override

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from desktop.widgets.hand_over import TASKS_MIME, dragged_tasks
from desktop.widgets.sidebar import SideBar


class ProjectDrops(QObject):
    """Takes tasks that are dragged onto a project of `side`. `dropped` carries (their numbers, the project)."""

    dropped = Signal(object)

    def __init__(self, side: SideBar) -> None:
        super().__init__(side)
        self._side = side
        side.setAcceptDrops(True)
        side.viewport().setAcceptDrops(True)
        side.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.mimeData().hasFormat(TASKS_MIME):
            return self._on_drag(event)
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._side.show_drop(QModelIndex())
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        """Take tasks over a project; a drag that enters is let in, so that its moves are heard of."""
        index, project = self._side.project_at(event.position().toPoint())
        entering = event.type() is QEvent.Type.DragEnter
        moving = isinstance(event, QDragMoveEvent)
        self._side.show_drop(index if project is not None and moving else QModelIndex())
        if project is None and not entering:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not moving and project is not None:
            self.dropped.emit((dragged_tasks(event.mimeData()), project))
        return True
