"""The columns view: lines of cells under a header."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.widgets.controls import Area, Ground
from desktop.widgets.scroll_bar import SlimScrollBar
from desktop.widgets.task_area.arranged import Measures
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_area.view import TaskView
from desktop.widgets.task_columns.delegate import LineDelegate
from desktop.widgets.task_columns.header import ColumnHeader


class TaskLinesView(TaskView):
    """Tasks as lines of cells, as wide as `header` says."""

    resized = Signal()

    def __init__(
        self,
        model: TaskListModel,
        chosen: Chosen,
        theme: Theme,
        header: ColumnHeader,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        self._header = header
        self._lines = LineDelegate(theme, now, header.spans)
        super().__init__(model, chosen, theme, self._lines, now, parent)
        self._lines.setParent(self)
        self.setHorizontalScrollBar(SlimScrollBar(theme, attrgetter("background"), Qt.Orientation.Horizontal))
        self.setCornerWidget(Area(theme, Ground.BACKGROUND))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_compact(self, *, compact: bool) -> None:
        """Show low lines or high ones."""
        if compact is not self._lines.compact:
            self._lines.compact = compact
            self.relay()

    @override
    def more_words(self, task: Task) -> str:
        return self._lines.cells_said(task)

    @override
    def apply_settings(self, settings: Settings) -> None:
        self.set_compact(compact=settings.compact)

    @override
    def measures(self, width: int) -> Measures:
        height, content = self._lines.height(), self._header.length()
        return Measures(width=max(width, content), height=height, line=height, above=4, content=content)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class TaskColumns(QWidget):
    """The header and the lines below it. `sort_asked` carries an :class:`Order` and whether it is turned round."""

    sort_asked = Signal(object, bool)

    def __init__(
        self, model: TaskListModel, chosen: Chosen, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.header = ColumnHeader(theme, self)
        self.view = TaskLinesView(model, chosen, theme, self.header, now, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.header.sort_asked.connect(self.sort_asked)
        self.header.sectionResized.connect(self._on_columns)
        self.header.geometriesChanged.connect(self._on_columns)
        self.view.resized.connect(self._on_resized)
        self.view.horizontalScrollBar().valueChanged.connect(self.header.setOffset)
        model.loaded.connect(self._on_loaded)
        self._on_loaded()

    def apply_settings(self, settings: Settings) -> None:
        """Follow the user's settings."""
        self.header.hide_private(hidden=settings.client_safe)
        self.view.apply_settings(settings)

    def _on_loaded(self) -> None:
        self.header.show_order(self._model.query)

    def _on_columns(self) -> None:
        self.header.fill(self.view.viewport().width())
        self.view.relay()

    def _on_resized(self) -> None:
        self.header.fill(self.view.viewport().width())
