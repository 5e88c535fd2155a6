"""The box of a task's files: name on the left, size or state on the right."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.problems import words
from desktop.domain.task import ResultFile
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.details.file_lines import FileLine, file_lines
from desktop.widgets.labels import tooltip
from desktop.widgets.menus import Menu
from desktop.widgets.paint import paint_ring

_ROW = 29
_RADIUS = 8
_REVEAL = "Show in folder"
_LINE = Qt.ItemDataRole.UserRole + 1


class FilesBox(QListView):
    """The files of one task, as high as they need: what lies around it scrolls.

    `opened` carries the path of a saved file, `revealed` one to be shown in its folder, `row_shown` the rectangle of the line the
    keyboard came to.
    """

    opened = Signal(object)
    revealed = Signal(object)
    row_shown = Signal(object)

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
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._recolour)
        self._recolour()

    def show_files(self, files: Sequence[ResultFile]) -> None:
        """Show a task's files; the keyboard's place stays."""
        files = tuple(files)
        if files == self._files:
            return
        self._files = files
        lines = file_lines(files)
        self._model.setRowCount(len(lines))
        for row, line in enumerate(lines):
            item = QStandardItem()
            _fill(item, line)
            self._model.setItem(row, item)
        self.setFixedHeight(max(1, len(lines)) * _ROW)

    def _line(self, index: QModelIndex) -> FileLine | None:
        line = index.data(_LINE)
        return line if isinstance(line, FileLine) else None

    def _open(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None and line.paths:
            self.opened.emit(line.paths[0])

    def _recolour(self) -> None:
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.viewport().update()

    @override
    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.row_shown.emit(self.visualRect(current))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self._line(self.currentIndex())
        if line is None or not line.paths:
            return
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for file in line.files:
            text = "Open" if len(line.files) == 1 else f"Open {one_line(file.name)}"
            menu.addAction(text.replace("&", "&&")).setData(file.path)
        menu.addAction(_REVEAL).setData(line.paths[0])
        menu.triggered.connect(self._on_chosen)
        corner = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        menu.popup(corner if event.reason() is QContextMenuEvent.Reason.Keyboard else event.globalPos())

    def _on_chosen(self, action: QAction) -> None:
        (self.revealed if action.text() == _REVEAL else self.opened).emit(action.data())


def _fill(item: QStandardItem, line: FileLine) -> None:
    file = line.files[0]
    trouble = words(file.problem).title if file.problem is not None else ""
    item.setText(one_line(line.name))
    item.setData(f"{one_line(line.name)}, {line.state}", Qt.ItemDataRole.AccessibleTextRole)
    item.setData(line, _LINE)
    item.setToolTip(tooltip(trouble or "\n".join(line.paths) or line.name))
    item.setEditable(False)


class _FileDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, theme: Theme, view: FilesBox) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        line = index.data(_LINE)
        if not isinstance(line, FileLine):
            return
        rect = QRect(option.rect)
        painter.save()
        self._paint_ground(painter, rect, QStyle.StateFlag(option.state), last=index.row() == index.model().rowCount() - 1)
        self._paint_words(painter, rect.adjusted(10, 0, -10, 0), line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, last: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QPainterPath()
        inside.addRoundedRect(QRectF(self._view.viewport().rect()), _RADIUS, _RADIUS)
        painter.setClipPath(inside)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if hovered or (state & QStyle.StateFlag.State_Selected and self._view.hasFocus()):
            painter.fillRect(rect, self._theme.tokens.hover if hovered else self._theme.tokens.selection)
        if not last:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.tokens.hairline)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(rect.adjusted(0, 0, 0, -1)), self._theme.tokens.accent)

    def _paint_words(self, painter: QPainter, rect: QRect, line: FileLine) -> None:
        font = self._theme.fonts.detail
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.tokens.danger if line.failed else self._theme.tokens.muted)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.state)
        rect.setRight(rect.right() - metrics.horizontalAdvance(line.state) - 12)
        painter.setPen(self._theme.tokens.text)
        name = metrics.elidedText(one_line(line.name), Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), name)
