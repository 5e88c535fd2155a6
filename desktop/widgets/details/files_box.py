"""The box of a task's files: name on the left, size or state on the right."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.problems import words
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.details.words import file_words
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import paint_ring
from desktop.widgets.scroll_bar import slim

_ROW = 29
_MOST_ROWS = 12
_FILE = Qt.ItemDataRole.UserRole + 1


class FilesBox(QListView):
    """The files of one task. `opened` carries the path of a saved file, `revealed` one to be shown in its folder."""

    opened = Signal(object)
    revealed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._files: tuple[ResultFile, ...] = ()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_FileDelegate(theme, self))
        self.setAccessibleName("Files")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(self, theme, attrgetter("field"))
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._recolour)
        self._recolour()

    def show_files(self, files: Sequence[ResultFile]) -> None:
        """Show a task's files; the keyboard's place stays."""
        files = tuple(files)
        if files == self._files:
            return
        self._files = files
        self._model.setRowCount(len(files))
        for row, file in enumerate(files):
            item = QStandardItem()
            _fill(item, file)
            self._model.setItem(row, item)
        self.setFixedHeight(max(1, min(len(files), _MOST_ROWS)) * _ROW)

    def _open(self, index: QModelIndex) -> None:
        file = index.data(_FILE)
        if isinstance(file, ResultFile) and file.state is FileState.SAVED and file.path:
            self.opened.emit(file.path)

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        file = self.currentIndex().data(_FILE)
        if not isinstance(file, ResultFile) or file.state is not FileState.SAVED or not file.path:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open").triggered.connect(self._open_current)
        menu.addAction("Show in folder").triggered.connect(self._reveal_current)
        menu.popup(event.globalPos())

    def _open_current(self) -> None:
        self._open(self.currentIndex())

    def _reveal_current(self) -> None:
        file = self.currentIndex().data(_FILE)
        if isinstance(file, ResultFile):
            self.revealed.emit(file.path)


def _fill(item: QStandardItem, file: ResultFile) -> None:
    trouble = words(file.problem).title if file.problem is not None else ""
    item.setText(one_line(file.name))
    item.setData(f"{one_line(file.name)}, {file_words(file)}", Qt.ItemDataRole.AccessibleTextRole)
    item.setData(file, _FILE)
    item.setToolTip(tooltip(trouble or file.path or file.name))
    item.setEditable(False)


class _FileDelegate(QStyledItemDelegate):
    """Paints one file."""

    def __init__(self, theme: Theme, view: FilesBox) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        file = index.data(_FILE)
        if not isinstance(file, ResultFile):
            return
        rect = QRect(option.rect)
        state = QStyle.StateFlag(option.state)
        painter.save()
        self._paint_ground(painter, rect, state, last=index.row() == index.model().rowCount() - 1)
        self._paint_words(painter, rect.adjusted(11, 0, -11, 0), file)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, last: bool) -> None:
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect.adjusted(1, 0, -1, 0), self._theme.tokens.selection)
        if not last:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.tokens.hairline)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(rect.adjusted(1, 1, -1, -1)), self._theme.tokens.accent)

    def _paint_words(self, painter: QPainter, rect: QRect, file: ResultFile) -> None:
        font = self._theme.fonts.detail
        metrics = QFontMetrics(font)
        right = file_words(file)
        painter.setFont(font)
        painter.setPen(self._theme.tokens.danger if file.state is FileState.FAILED else self._theme.tokens.muted)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)
        rect.setRight(rect.right() - metrics.horizontalAdvance(right) - 12)
        painter.setPen(self._theme.tokens.text)
        name = metrics.elidedText(one_line(file.name), Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), name)
