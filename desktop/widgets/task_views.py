"""The views of the tasks: list, grid and columns over one model and one selection; each is made when it is first shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from desktop.domain.events import AccountState
from desktop.domain.settings import Layout, Settings
from desktop.domain.task import Task
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_area.view import TaskView

if TYPE_CHECKING:
    from desktop.widgets.task_columns.header import ColumnHeader
    from desktop.widgets.task_columns.view import TaskColumns


type _Shown = tuple[TaskView | TaskColumns, TaskView]
"""What stands in the stack, and the view in it."""


class TaskViews(QStackedWidget):
    """Shows the tasks in the layout of the settings. Selection, current task and place outlive a change of layout.

    `selection_changed` carries the numbers of the selected tasks. These ask for something to be done with them and carry the
    same: `opened`, `copy_asked`, `remove_asked`, `preview_asked`. `menu_asked` carries a point on the screen, `typed` letters
    that a search is to begin with, `order_asked` an :class:`Order` and whether it is turned round, `said` a sentence for the
    user, `view_made` a view that is shown for the first time, `columns_arranged` how the user arranged the columns. `dragged`
    gives the tasks that are selected, for a drag; it is called inside the mouse event.
    """

    selection_changed = Signal(object)
    opened = Signal(object)
    copy_asked = Signal(object)
    remove_asked = Signal(object)
    preview_asked = Signal(object)
    menu_asked = Signal(object)
    typed = Signal(str)
    order_asked = Signal(object, bool)
    said = Signal(object)
    view_made = Signal(object)
    columns_arranged = Signal(str)

    def __init__(
        self, model: TaskListModel, theme: Theme, thumbnails: Thumbnails, now: Callable[[], datetime], settings: Settings
    ) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._thumbnails = thumbnails
        self._now = now
        self._settings = settings
        self._accounts: Sequence[AccountState] = ()
        self._pages: dict[Layout, _Shown] = {}
        self._header: ColumnHeader | None = None
        self._columns = ""
        self.chosen = Chosen(model, self)
        self.chosen.told.connect(self.selection_changed)
        self.dragged: Callable[[], Sequence[Task]] = self._at_hand
        thumbnails.ready.connect(self._on_thumbnail)
        self.set_layout(settings.layout)

    @property
    def shown(self) -> TaskView:
        """The view that is shown."""
        return self._pages[self._settings.layout][1]

    def set_layout(self, layout: Layout) -> None:
        """Show the tasks in another layout; what was looked at is looked at there."""
        before = self._pages.get(self._settings.layout)
        self._settings = replace(self._settings, layout=layout)
        if layout not in self._pages:
            self._make(layout)
        page, view = self._pages[layout]
        self._model.more_words = view.more_words
        if self.currentWidget() is page and before is not None:
            return
        place = _place_in(before[1]) if before is not None and before[1].isVisible() else None
        focused = before is not None and before[1].hasFocus()
        self.setCurrentWidget(page)
        self.setFocusProxy(view)
        if place is not None:
            view.show_at(*place)
        if before is not None:
            view.ringed = before[1].ringed
        if focused:
            view.setFocus()

    def restore_columns(self, state: str) -> None:
        """Arrange the columns as they were when `columns_arranged` told of it."""
        self._columns = state
        if self._header is not None:
            self._header.restore(state)

    def _on_arranged(self, state: str) -> None:
        self._columns = state
        self.columns_arranged.emit(state)

    def apply_settings(self, settings: Settings) -> None:
        """Follow the user's settings."""
        layout, self._settings = self._settings.layout, replace(settings, layout=self._settings.layout)
        for page, view in self._pages.values():
            page.apply_settings(settings)
            view.set_accounts(self._named_accounts())
        if settings.layout is not layout:
            self.set_layout(settings.layout)

    def set_accounts(self, accounts: Sequence[AccountState]) -> None:
        """Tell the names and colours of the accounts."""
        self._accounts = accounts
        for _, view in self._pages.values():
            view.set_accounts(self._named_accounts())

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these tasks, as far as they are shown, and scroll to the first."""
        self.shown.select_ids(ids)

    def selected_ids(self) -> list[int]:
        """Return the numbers of the selected tasks, from top to bottom."""
        return self.chosen.ids()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _make(self, layout: Layout) -> None:
        page, view = self._made(layout)
        page.apply_settings(self._settings)
        view.set_accounts(self._named_accounts())
        for mine, its in (
            (self.opened, view.opened),
            (self.copy_asked, view.copy_asked),
            (self.remove_asked, view.remove_asked),
            (self.preview_asked, view.preview_asked),
            (self.menu_asked, view.menu_asked),
            (self.typed, view.typed),
        ):
            its.connect(mine)
        view.drag_started.connect(self._on_drag)
        self.addWidget(page)
        if self._pages:
            _follow_in_tab_order(next(iter(self._pages.values()))[1], page, view)
        self._pages[layout] = (page, view)
        self.view_made.emit(view)

    def _named_accounts(self) -> Sequence[AccountState]:
        """Return the accounts that may be named: none in client-safe mode."""
        return () if self._settings.client_safe else self._accounts

    def _made(self, layout: Layout) -> _Shown:
        match layout:
            case Layout.LIST:
                from desktop.widgets.task_list.view import TaskListView

                rows = TaskListView(self._model, self.chosen, self._theme, self._thumbnails, self._now)
                return rows, rows
            case Layout.GRID:
                from desktop.widgets.task_grid.view import TaskGridView

                cards = TaskGridView(self._model, self.chosen, self._theme, self._thumbnails, self._now)
                return cards, cards
            case Layout.COLUMNS:
                from desktop.widgets.task_columns.view import TaskColumns

                columns = TaskColumns(self._model, self.chosen, self._theme, self._now)
                columns.sort_asked.connect(self.order_asked)
                self._header = columns.header
                self._header.restore(self._columns)
                self._header.arranged.connect(self._on_arranged)
                return columns, columns.view

    def _on_thumbnail(self, task_id: object) -> None:
        assert isinstance(task_id, int)
        self.shown.on_thumbnail(task_id)

    def _on_drag(self, _ids: object) -> None:
        from desktop.widgets.hand_over import start_drag

        tasks = self.dragged()
        if tasks:
            sentence = start_drag(self.shown, tasks, self.shown.picture_of(tasks[0]), safe=self._theme.client_safe)
            if sentence:
                self.said.emit(sentence)

    def _at_hand(self) -> list[Task]:
        rows = (self._model.row_of(number) for number in self.chosen.ids())
        tasks = (self._model.at_hand(row) for row in rows if row is not None)
        return [task for task in tasks if task is not None]


def _follow_in_tab_order(first: QWidget, page: QWidget, view: QWidget) -> None:
    """Let the keyboard come to `view`, and to what stands above it in `page`, where it would come to the first view."""
    for child in page.findChildren(QHeaderView):
        QWidget.setTabOrder(first, child)
        first = child
    QWidget.setTabOrder(first, view)


def _place_in(view: TaskView) -> tuple[int, int] | None:
    """Return the row that is looked at, the current or else the top one, and how far down it is seen; None where all begins."""
    current = view.currentIndex().row()
    offset = view.offset_of(current) if current >= 0 else None
    if offset is not None:
        return current, offset
    rows = view.visible_rows()
    if not rows or view.verticalScrollBar().value() == 0:
        return None
    return rows.start, 0
