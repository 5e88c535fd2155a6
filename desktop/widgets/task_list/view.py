"""The view of the list: a table of one column and fixed rows, as it alone stays quick with 100,000 of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import override

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.domain.events import AccountState
from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.scroll_bar import slim
from desktop.widgets.task_list.delegate import TaskDelegate
from desktop.widgets.task_list.gap import TopGap
from desktop.widgets.task_list.words import counts_seconds

_TICK_MS = 1000
_TICKS_FOR_ALL = 30
"""Every so many ticks all visible rows are looked at, for ages and ends far off; in between those that count seconds."""

_MOST_RESTORED = 1000


class TaskListView(QTableView):
    """The list.

    `selection_changed` carries the numbers of the selected tasks; the others ask for something to be done with them:
    `opened` (Return, double click), `copy_asked` (Ctrl+C), `remove_asked` (Delete), `menu_asked` (a point on the screen).
    """

    selection_changed = Signal(object)
    opened = Signal(object)
    copy_asked = Signal(object)
    remove_asked = Signal(object)
    menu_asked = Signal(object)

    def __init__(
        self,
        model: TaskListModel,
        theme: Theme,
        thumbnails: Thumbnails,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = model
        self._theme = theme
        self._now = now
        self._delegate = TaskDelegate(theme, thumbnails, now, self, ringed=self._is_ringed)
        self._ticks = 0
        self._remembered: list[int] = []
        self.ringed = False
        self._top: QPersistentModelIndex | None = None
        self._top_offset = 0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up_table()
        self._set_up_rows()
        self._colour()
        self.setAccessibleName("Tasks")
        theme.changed.connect(self._colour)
        thumbnails.ready.connect(self._on_thumbnail)
        self.doubleClicked.connect(self._on_double_click)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        for about_to in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved, model.layoutAboutToBeChanged):
            about_to.connect(self._hold_place)
        for done in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            done.connect(self._keep_place)

    # -- what the window uses --------------------------------------------------------------------------------------

    def set_accounts(self, accounts: Sequence[AccountState]) -> None:
        """Tell the names and colours of the accounts."""
        self._delegate.set_accounts({state.account.id: state.account for state in accounts})
        self.viewport().update()

    def set_compact(self, *, compact: bool) -> None:
        """Show rows of 44 px instead of 76 (:attr:`Settings.compact`); the row that was looked at stays where it is seen."""
        if compact == self._delegate.compact:
            return
        seen, current = self.visible_rows(), self.currentIndex()
        row = current.row() if current.row() in seen else seen.start
        top, at_start = self.rowViewportPosition(row), self.verticalScrollBar().value() == 0
        self._delegate.compact = compact
        self._set_up_rows()
        self.updateGeometries()  # the header tells nobody of its new length
        if seen:
            self.verticalScrollBar().setValue(0 if at_start else row * self._delegate.height() - top)
        if current.row() in seen:
            self.scrollTo(current)
        self.viewport().update()

    def apply_settings(self, settings: Settings) -> None:
        """Follow the user's settings."""
        self.set_compact(compact=settings.compact)

    def selected_ids(self) -> list[int]:
        """Return the numbers of the selected tasks, from top to bottom."""
        ids = self._tasks.ids()
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        return [number for top, bottom in ranges for number in ids[top : bottom + 1]]

    def current_task(self) -> Task | None:
        """Return the task the keyboard is at."""
        index = self.currentIndex()
        return self._tasks.task_at(index.row()) if index.isValid() else None

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these tasks, as far as the list shows them, and scroll to the first."""
        rows = sorted(row for number in ids if (row := self._tasks.row_of(number)) is not None)
        if not rows:
            self.clearSelection()
            return
        selection = QItemSelection()
        for row in rows:
            index = self._tasks.index(row, 0)
            selection.select(index, index)
        first = self._tasks.index(rows[0], 0)
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(first)

    def visible_rows(self) -> range:
        """Return the rows that can be seen, wholly or in part."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self._tasks.rowCount() - 1) + 1)

    # -- set up ----------------------------------------------------------------------------------------------------

    def _set_up_table(self) -> None:
        self.setHorizontalHeader(TopGap(self._theme, self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(self, self._theme, reserved=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setMouseTracking(True)

    def _set_up_rows(self) -> None:
        header = self.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(self._delegate.height())
        header.setDefaultSectionSize(self._delegate.height())
        self.verticalScrollBar().setSingleStep(self._delegate.height() // 2)

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, self._theme.tokens.background)
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.background)
        # The style paints a selected row's whole width before the delegate paints its rounded one.
        palette.setColor(QPalette.ColorRole.Highlight, self._theme.tokens.background)
        self.setPalette(palette)
        self.viewport().update()

    def _is_ringed(self) -> bool:
        return self.ringed

    # -- what happens ----------------------------------------------------------------------------------------------

    def _on_tick(self) -> None:
        self._ticks = (self._ticks + 1) % _TICKS_FOR_ALL
        now, seen = self._now(), set[int]()
        for row in self.visible_rows():
            task = self._tasks.task_at(row)
            if task is None:
                continue
            seen.add(task.id)
            due = self._ticks == 0 or counts_seconds(task, now)
            if due and self._delegate.is_stale(task, self._tasks.standing(task)):
                self.update(self._tasks.index(row, 0))
        self._delegate.forget_painted(seen)

    def _on_thumbnail(self, task_id: object) -> None:
        assert isinstance(task_id, int)
        row = self._tasks.row_of(task_id)
        if row is not None:
            self.update(self._tasks.index(row, 0))

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit(self.selected_ids())

    def _remember(self) -> None:
        self._remembered = self.selected_ids()[:_MOST_RESTORED]

    def _restore(self) -> None:
        """Select after a new query what was selected before it, as far as it is still shown."""
        kept = [number for number in self._remembered if self._tasks.row_of(number) is not None]
        if kept:
            self.select_ids(kept)
        else:
            self.scrollToTop()
            self.selection_changed.emit([])

    def _hold_place(self) -> None:
        """Note which row is at the top, unless the list shows its beginning, where new rows shall be seen."""
        self._top = None
        if self.verticalScrollBar().value() > 0:
            index = self.indexAt(QPoint(0, 0))
            self._top, self._top_offset = QPersistentModelIndex(index), self.visualRect(index).top()

    def _keep_place(self) -> None:
        if self._top is not None and self._top.isValid():
            self.updateGeometries()
            self.verticalScrollBar().setValue(self._top.row() * self._delegate.height() - self._top_offset)
        self._top = None

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def selectAll(self) -> None:
        """Select all rows as one range, without Qt's walk over every one of them."""
        last = self._tasks.rowCount() - 1
        if last >= 0:
            whole = QItemSelection(self._tasks.index(0, 0), self._tasks.index(last, 0))
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit(self.selected_ids())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = self.ringed or event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ringed = False
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ringed = True
        asked = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.remove_asked,
            Qt.Key.Key_Backspace: self.remove_asked,
        }.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            asked, plain = self.copy_asked, True
        if asked is not None and plain:
            ids = self.selected_ids()
            if ids:
                asked.emit(ids)
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Let Home and End go to the first and last row; a table's own go to the first and last column."""
        if cursorAction in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(cursorAction, modifiers)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).center()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner if self.currentIndex().isValid() else QPoint(0, 0)))
        else:
            self.menu_asked.emit(event.globalPos())
        event.accept()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
