"""The list as it is seen in the first frame: real rows, painted as the list paints them, before the list itself is there."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.domain.settings import Layout
from desktop.domain.wording import ORDINARY
from desktop.qt.roles import Role
from desktop.widgets.task_list.delegate import TaskDelegate
from desktop.widgets.task_list.layout import TOP_MARGIN

if TYPE_CHECKING:
    from desktop.domain.task import Task
    from desktop.qt.theme import Theme
    from desktop.storage.glance import Glance


def glanced(theme: "Theme", seen: "Glance", parent: QWidget) -> QWidget:
    """Return what shows a glance: its tasks, or the page of an empty list. It takes neither clicks nor the keyboard."""
    widget = GlancedRows(theme, seen, parent) if seen.tasks else _page(theme, parent)
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    widget.setObjectName("glance")
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return widget


def _page(theme: "Theme", parent: QWidget) -> QWidget:
    from desktop.widgets.empty import EmptyView

    page = EmptyView(theme, lambda: None)  # with the button for the samples, which takes no clicks yet
    page.setParent(parent)
    page.show_first_run()
    return page


class GlancedRows(QWidget):
    """Paints the tasks of a glance. Layouts other than the list stay empty."""

    def __init__(self, theme: "Theme", seen: "Glance", parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = _Rows(seen.tasks if seen.settings.layout is Layout.LIST else (), self)
        self._delegate = TaskDelegate(theme, _NoPictures(), lambda: datetime.now(UTC), self)
        self._delegate.compact = seen.settings.compact
        self._delegate.set_accounts({account.id: account for account in seen.accounts})

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.background)
        option = QStyleOptionViewItem()
        option.initFrom(self)
        height = self._delegate.height()
        for row in range(min(self._rows.rowCount(), (self.height() - TOP_MARGIN) // height + 1)):
            option.rect = QRect(0, TOP_MARGIN + row * height, self.width(), height)
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
