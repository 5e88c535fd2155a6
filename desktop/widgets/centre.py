"""The middle of the window: the tasks, or why there are none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.qt.task_model import TaskListModel
from desktop.widgets.empty import EmptyView
from desktop.widgets.list_filters import ListFilters
from desktop.widgets.tally import Tally


class Centre(QStackedWidget):
    """Shows `tasks` (the view of `model`) or `empty`. `first_run_changed` carries whether there is no task at all."""

    first_run_changed = Signal(bool)

    def __init__(self, model: TaskListModel, tasks: QWidget, empty: EmptyView, filters: ListFilters, tally: Tally) -> None:
        super().__init__()
        self._model = model
        self._tasks = tasks
        self._empty = empty
        self._filters = filters
        self._tally = tally
        self._listed = False
        self._first_run: bool | None = None
        self.addWidget(tasks)
        self.addWidget(empty)
        tally.counted.connect(self.settle)
        for signal in (model.loaded, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._on_rows)

    def settle(self) -> None:
        """Show the list, or why there is none."""
        if not self._listed:
            return
        rows = self._model.rowCount()
        first_run = rows == 0 and (self._filters.none or self._tally.none_at_all)
        if first_run:
            self._empty.show_first_run()
        elif rows == 0:
            self._empty.show_query(self._filters.query, narrowed=bool(self._filters.narrowed))
        self.setCurrentWidget(self._tasks if rows else self._empty)
        if first_run is not self._first_run:
            self._first_run = first_run
            self.first_run_changed.emit(first_run)

    def focus(self) -> None:
        """Give the keyboard to the list, or to what stands in its place."""
        shown = self._tasks if self._tasks.isVisible() else self._empty
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rows(self) -> None:
        self._listed = True
        self.settle()
