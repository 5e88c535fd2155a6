"""The selection that all views of the tasks share."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from desktop.domain.task import Task
from desktop.qt.task_model import TaskListModel

_MOST_RESTORED = 1000


class Chosen(QItemSelectionModel):
    """The selected tasks and the current one. `told` carries the numbers of the selected tasks when they change.

    `anchor` is where a selection with Shift begins, `extending` that one is under way. After a new query what was selected before
    it is selected again, as far as it is still shown: `restored` tells whether anything was.
    """

    told = Signal(object)
    restored = Signal(bool)

    def __init__(self, model: TaskListModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self._tasks = model
        self._remembered: list[int] = []
        self.anchor = QPersistentModelIndex()
        self.extending = False
        self.selectionChanged.connect(self._tell)
        model.modelAboutToBeReset.connect(self._remember)
        model.loaded.connect(self._restore)

    def ids(self) -> list[int]:
        """Return the numbers of the selected tasks, from top to bottom."""
        ids = self._tasks.ids()
        ranges = sorted((part.top(), part.bottom()) for part in self.selection().toList())
        return [number for top, bottom in ranges for number in ids[top : bottom + 1]]

    def current_task(self) -> Task | None:
        """Return the task the keyboard is at."""
        index = self.currentIndex()
        return self._tasks.task_at(index.row()) if index.isValid() else None

    def choose(self, ids: Sequence[int]) -> QModelIndex:
        """Select these tasks, as far as the list shows them; return the first, which is current then."""
        rows = sorted(row for number in ids if (row := self._tasks.row_of(number)) is not None)
        if not rows:
            self.clearSelection()
            return QModelIndex()
        first = self._tasks.index(rows[0], 0)
        self.anchor = QPersistentModelIndex(first)
        self.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.select(self.rows(rows), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return first

    def rows(self, rows: Sequence[int]) -> QItemSelection:
        """Return a selection of these ascending rows, neighbours in one range."""
        selection = QItemSelection()
        first = before = None
        for row in (*rows, None):
            if first is not None and before is not None and (row is None or row != before + 1):
                selection.select(self._tasks.index(first, 0), self._tasks.index(before, 0))
                first = row
            first = row if first is None else first
            before = row
        return selection

    def choose_all(self) -> None:
        """Select all tasks as one range, without Qt's walk over every one of them."""
        last = self._tasks.rowCount() - 1
        if last >= 0:
            whole = QItemSelection(self._tasks.index(0, 0), self._tasks.index(last, 0))
            self.select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self) -> None:
        self.told.emit(self.ids())

    def _remember(self) -> None:
        self._remembered = self.ids()[:_MOST_RESTORED]

    def _restore(self) -> None:
        kept = [number for number in self._remembered if self._tasks.row_of(number) is not None]
        self.anchor = QPersistentModelIndex()
        if kept:
            self.choose(kept)
        else:
            self.told.emit([])
        self.restored.emit(bool(kept))
