"""Opens the quick view over the window and leads it along the list; it is made when it is first wanted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.domain.task import Task
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails

if TYPE_CHECKING:
    from desktop.widgets.previews.content import Examines
    from desktop.widgets.previews.quick_view import QuickView

_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class PreviewDesk(QObject):
    """Stands between the list and the quick view.

    `list_view` returns the view that is shown; `selected` the selected tasks. `left` is emitted when the quick view was closed: the
    keyboard belongs to the list. `reveal_asked`, `copy_asked` and `open_asked` carry the path of the file shown.
    """

    left = Signal()
    reveal_asked = Signal(str)
    copy_asked = Signal(str)
    open_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        examiner: "Examines",
        thumbnails: Thumbnails,
        spawner: Spawner,
        window: QWidget,
        *,
        list_view: Callable[[], QAbstractItemView],
        selected: Callable[[], Sequence[Task]],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._examiner = examiner
        self._thumbnails = thumbnails
        self._spawner = spawner
        self._window = window
        self._list_view = list_view
        self._selected = selected
        self._now = now
        self.view: QuickView | None = None

    def toggle(self, _asked: object = None) -> None:
        """Show the selected tasks large, or close the view that does."""
        self._made().toggle(self._selected())

    def follow(self, tasks: Sequence[Task]) -> None:
        """Follow the selection and the records of what is selected."""
        if self.view is not None:
            self.view.follow_all(tasks)

    def close(self) -> None:
        """Close the view, if it is open."""
        if self.view is not None:
            self.view.close()

    def _made(self) -> "QuickView":
        if self.view is None:
            from desktop.widgets.previews.quick_view import QuickView

            self.view = QuickView(
                self._theme,
                self._examiner,
                self._thumbnails,
                self._spawner,
                open_with=self._on_open_with,
                now=self._now,
                parent=self._window,
            )
            self.view.moved.connect(self._on_moved)
            self.view.left.connect(self._on_left)
            self.view.reveal_asked.connect(self.reveal_asked)
            self.view.copy_asked.connect(self.copy_asked)
        return self.view

    def _on_moved(self, step: int) -> None:
        """Select the task before or after the current one."""
        view = self._list_view()
        model = view.model()
        row = min(model.rowCount() - 1, max(0, view.currentIndex().row() + step))
        if row >= 0 and row != view.currentIndex().row():
            index = model.index(row, 0)
            view.selectionModel().setCurrentIndex(index, _ROWS)
            view.scrollTo(index)

    def _on_left(self) -> None:
        self._list_view().setFocus()
        self._window.window().activateWindow()
        self.left.emit()

    def _on_open_with(self, path: str, _anchor: QWidget) -> None:
        self.open_asked.emit(path)
