"""The large picture at the top of the details: the saved image, else the sign of its kind."""

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.task import Task
from desktop.domain.wording import noun
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.choices import has_files
from desktop.widgets.task_list.pictures import paint_thumbnail

_HEIGHT = 206
_HEIGHT_WITHOUT = 132


class Preview(QLabel):
    """Shows what stands for one task. `clicked` is emitted for a click on something that is saved."""

    clicked = Signal()

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._task: Task | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Preview")
        theme.changed.connect(self.update)
        thumbnails.ready.connect(self._on_ready)

    def show_task(self, task: Task) -> None:
        """Show a task's picture."""
        self._task = task
        saved = has_files(task)
        self.setFixedHeight(_HEIGHT if saved else _HEIGHT_WITHOUT)
        self.setCursor(Qt.CursorShape.PointingHandCursor if saved else Qt.CursorShape.ArrowCursor)
        self.setToolTip("Open" if saved else "")
        self.setAccessibleName(f"Preview of a {noun(task.kind)}")
        self.update()

    def _on_ready(self, task_id: object) -> None:
        if self._task is not None and self._task.id == task_id:
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and self._task is not None and has_files(self._task):
            self.clicked.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(304, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._task is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_thumbnail(painter, QRectF(self.rect()), self._task, self._theme, self._thumbnails)
        painter.end()
