"""The list: one task a row."""

from collections.abc import Callable
from datetime import datetime
from typing import override

from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Settings
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.task_area.arranged import Measures
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_area.view import TaskView
from desktop.widgets.task_list.delegate import TaskDelegate
from desktop.widgets.task_list.layout import TOP_MARGIN


class TaskListView(TaskView):
    """Tasks as rows of 76 px, or of 44 px where they are compact (:attr:`Settings.compact`)."""

    def __init__(
        self,
        model: TaskListModel,
        chosen: Chosen,
        theme: Theme,
        thumbnails: Thumbnails,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        self._rows = TaskDelegate(theme, thumbnails, now)
        super().__init__(model, chosen, theme, self._rows, now, parent)
        self._rows.setParent(self)

    def set_compact(self, *, compact: bool) -> None:
        """Show low rows or high ones; the row that was looked at stays where it is seen."""
        if compact is not self._rows.compact:
            self._rows.compact = compact
            self.relay()

    @override
    def apply_settings(self, settings: Settings) -> None:
        self.set_compact(compact=settings.compact)

    @override
    def measures(self, width: int) -> Measures:
        height = self._rows.height()
        return Measures(width=width, height=height, line=height, above=TOP_MARGIN)
