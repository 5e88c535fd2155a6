"""The rows of the first frame: real tasks, painted as the list paints them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.domain.settings import Layout
from desktop.domain.wording import ORDINARY
from desktop.qt.roles import Role
from desktop.widgets.scroll_bar import WIDTH
from desktop.widgets.task_list.delegate import TaskDelegate
from desktop.widgets.task_list.layout import TOP_MARGIN

if TYPE_CHECKING:
    from desktop.domain.task import Task
    from desktop.qt.theme import Theme
    from desktop.storage.glance import Glance


class GlancedRows(QWidget):
    """Paints the tasks of a glance, with room for the list's scroll bar. Layouts other than the list stay empty."""

    def __init__(self, theme: "Theme", seen: "Glance", parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = _Rows(seen.tasks if seen.settings.layout is Layout.LIST else (), self)
        self._delegate = TaskDelegate(theme, _NoPictures(), lambda: datetime.now(UTC), self)
        self._delegate.compact = seen.settings.compact
        named = () if seen.settings.client_safe else seen.accounts  # as in the list
        self._delegate.set_accounts({account.id: account for account in named})

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.background)
        option = QStyleOptionViewItem()
        option.initFrom(self)
        height, width = self._delegate.height(), self.width() - WIDTH
        left = WIDTH if self.isRightToLeft() else 0
        for row in range(min(self._rows.rowCount(), (self.height() - TOP_MARGIN) // height + 1)):
            option.rect = QRect(left, TOP_MARGIN + row * height, width, height)
            self._delegate.paint(painter, option, self._rows.index(row, 0))
        painter.end()


class _Rows(QAbstractListModel):
    """The tasks of a glance for the delegate."""

    def __init__(self, tasks: "tuple[Task, ...]", parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tasks)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Role.TASK:
                return self._tasks[index.row()]
            case Role.STANDING:
                return ORDINARY
            case _:
                return None


class _NoPictures:
    """Decodes nothing: the first frame waits for no picture."""

    def pixmap(self, *_: object, **__: object) -> QPixmap | None:
        """Return that there is none."""
        return None
