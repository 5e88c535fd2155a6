"""What every view of the tasks does with keyboard, mouse and time; list, grid and columns add how they look."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import override

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.qt.spoken import nothing_more
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.widgets.task_area.arranged import ArrangedView, Index
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_area.delegate import ItemDelegate
from desktop.widgets.task_list.words import counts_seconds

_TICK_MS = 1000
_TICKS_FOR_ALL = 30
"""Every so many ticks all visible items are looked at, for ages and ends far off; in between those that count seconds."""

_Action = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag


class TaskView(ArrangedView):
    """One view of the tasks.

    These ask for something to be done with the selected tasks, whose numbers they carry: `opened` (Return, double click),
    `copy_asked` (Ctrl+C), `remove_asked` (Delete), `preview_asked` (Space), `drag_started` (still inside the mouse event).
    `menu_asked` carries a point on the screen, `typed` letters that a search is to begin with. `ringed` tells that the keyboard is
    used, so that its place is shown.
    """

    opened = Signal(object)
    copy_asked = Signal(object)
    remove_asked = Signal(object)
    preview_asked = Signal(object)
    drag_started = Signal(object)
    menu_asked = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        model: TaskListModel,
        chosen: Chosen,
        theme: Theme,
        delegate: ItemDelegate,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, theme, delegate, now, parent)
        self._chosen = chosen
        self._delegate = delegate
        self._ticks = 0
        self.ringed = False
        delegate.ringed = self._is_ringed
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.setModel(model)
        self.setSelectionModel(chosen)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(tr("Tasks"))
        self.doubleClicked.connect(self._on_double_click)
        chosen.restored.connect(self._on_restored)

    # -- what the window uses --------------------------------------------------------------------------------------

    def apply_settings(self, settings: Settings) -> None:
        """Follow the user's settings."""

    def more_words(self, task: Task) -> str:
        """Return what assistive programs say of a task in this view, besides what is said in each."""
        return nothing_more(task)

    def selected_ids(self) -> list[int]:
        """Return the numbers of the selected tasks, from top to bottom."""
        return self._chosen.ids()

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these tasks, as far as the list shows them, and scroll to the first."""
        first = self._chosen.choose(ids)
        if first.isValid():
            self.scrollTo(first)

    def current_task(self) -> Task | None:
        """Return the task the keyboard is at."""
        return self._chosen.current_task()

    def picture_of(self, task: Task) -> QPixmap | None:
        """Return the picture that was painted of a task, if any."""
        return self._delegate.picture_of(task)

    def on_thumbnail(self, task_id: int) -> None:
        """Paint the item of a task again, whose picture is there now."""
        row = self._tasks.row_of(task_id) if self.isVisible() else None
        if row is not None and row in self.visible_rows():
            self.viewport().update(self.item_rect(row))

    def set_accounts(self, accounts: Sequence[AccountState]) -> None:
        """Tell the names and colours of the accounts."""
        self._delegate.set_accounts({state.account.id: state.account for state in accounts})
        self.viewport().update()

    # -- what happens ----------------------------------------------------------------------------------------------

    def _is_ringed(self) -> bool:
        return self.ringed

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

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit(self.selected_ids())

    def _on_restored(self, kept: bool) -> None:  # noqa: FBT001 - a Qt slot
        if kept:
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()

    def _extend(self, row: int, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from where the selection began to `row`, in the order of reading."""
        anchor = self._chosen.anchor.row() if self._chosen.anchor.isValid() else row
        first, last = self._tasks.index(min(anchor, row), 0), self._tasks.index(max(anchor, row), 0)
        self._chosen.select(QItemSelection(first, last), command)

    def _rows_in(self, area: QRect) -> list[int]:
        at, top = self.arranged(), area.top() + self.verticalOffset()
        rows = at.items_between(top, top + area.height())
        return [row for row in rows if self.item_rect(row).intersects(area)]

    def _asked(self, event: QKeyEvent) -> SignalInstance | None:
        """Return the signal that a key stands for."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_asked
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if event.key() == Qt.Key.Key_Space:
            return self.preview_asked
        return {
            int(Qt.Key.Key_Return): self.opened,
            int(Qt.Key.Key_Enter): self.opened,
            int(Qt.Key.Key_Delete): self.remove_asked,
            int(Qt.Key.Key_Backspace): self.remove_asked,
        }.get(event.key())

    def _moved(self, action: _Action, row: int) -> int:
        at = self.arranged()
        page = max(at.line, self.viewport().height() - at.line)
        back, on = (_Action.MoveRight, _Action.MoveLeft) if self.isRightToLeft() else (_Action.MoveLeft, _Action.MoveRight)
        match action:
            case _Action.MoveUp:
                return at.over(row)
            case _Action.MoveDown:
                return at.below(row)
            case _Action.MovePageUp:
                return at.paged(row, -page)
            case _Action.MovePageDown:
                return at.paged(row, page)
            case _Action.MoveHome:
                return 0
            case _Action.MoveEnd:
                return at.count - 1
            case _ if action is _Action.MovePrevious or (action is back and at.across > 1):
                return max(0, row - 1)
            case _ if action is _Action.MoveNext or (action is on and at.across > 1):
                return min(at.count - 1, row + 1)
            case _:
                return row

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def selectAll(self) -> None:
        self._chosen.choose_all()

    @override
    def moveCursor(self, cursorAction: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if not self._tasks.rowCount():
            return QModelIndex()
        current = self.currentIndex()
        return self._tasks.index(self._moved(cursorAction, current.row()) if current.isValid() else 0, 0)

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        if command & _Flag.Current and self._chosen.extending:
            end = self.indexAt(rect.bottomRight())
            if end.isValid():
                self._extend(end.row(), command)
            return
        self._chosen.select(self._chosen.rows(self._rows_in(rect.normalized())), command)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        if not self._chosen.extending:
            self._chosen.anchor = QPersistentModelIndex(current)
        QAbstractItemView.currentChanged(self, current, previous)
        if QAccessible.isActive() and self.hasFocus() and current.isValid():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Let a search begin with what is typed."""
        if search.strip():
            self.typed.emit(search)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        ids = self.selected_ids()
        if ids:
            self.drag_started.emit(ids)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = self.ringed or event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ringed = False
        self._chosen.extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ringed = True
        self._chosen.extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        asked = self._asked(event)
        if asked is None:
            super().keyPressEvent(event)
            return
        ids = self.selected_ids()
        if ids and not event.isAutoRepeat():  # a key held down asks once
            asked.emit(ids)
        event.accept()

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
