"""Paints the lines of the files box, and tells where in them something can be pressed."""

from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.details.file_lines import FileAct, FileLine
from desktop.widgets.paint import paint_ring

ROW = 29
LINE = Qt.ItemDataRole.UserRole + 1
_RADIUS = 8
_SIDE = 10
_BELOW = 6
_MORE = 24
type Index = QModelIndex | QPersistentModelIndex


class FileDelegate(QStyledItemDelegate):
    """Paints one line: name, state, remarks below; "Save it" on a file that is not wanted, and dots for its menu."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def height(self, line: FileLine) -> int:
        """Return how high a line is at the view's width."""
        return ROW + (self._notes_height(line, self._view.viewport().width()) + _BELOW if line.notes else 0)

    def save_rect(self, rect: QRect, line: FileLine) -> QRect:
        """Return where "Save it" stands in a line at `rect`; empty where it does not."""
        if not line.unwanted:
            return QRect()
        width = QFontMetrics(self._theme.fonts.badge).horizontalAdvance(FileAct.WANT)
        return QRect(rect.right() - _SIDE - width, rect.top(), width, ROW)

    def more_rect(self, rect: QRect, line: FileLine) -> QRect:
        """Return where the dots of the menu stand while the line is under the pointer or the keyboard."""
        right = self.save_rect(rect, line).left() - 4 if line.unwanted else rect.right() - 4
        return QRect(right - _MORE, rect.top() + 2, _MORE, ROW - 5) if line.acts() else QRect()

    def _notes_height(self, line: FileLine, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * _SIDE), 4000)
        return QFontMetrics(self._theme.fonts.detail).boundingRect(room, int(Qt.TextFlag.TextWordWrap), _notes(line)).height()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return QSize(100, self.height(line) if isinstance(line, FileLine) else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, FileLine):
            return
        rect, state = QRect(option.rect), QStyle.StateFlag(option.state)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        at_hand = hovered or bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        self._paint_ground(painter, rect, state, last=index.row() == index.model().rowCount() - 1)
        self._paint_words(painter, rect, line, at_hand=at_hand)
        if line.notes:
            painter.setPen(self._theme.tokens.muted)
            below = rect.adjusted(_SIDE, ROW - 4, -_SIDE, 0)
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap), _notes(line))
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

    def _paint_words(self, painter: QPainter, rect: QRect, line: FileLine, *, at_hand: bool) -> None:
        tokens, font = self._theme.tokens, self._theme.fonts.detail
        area = QRect(rect.left() + _SIDE, rect.top(), rect.width() - 2 * _SIDE, ROW)
        save = self.save_rect(rect, line)
        if not save.isEmpty():
            painter.setFont(self._theme.fonts.badge)
            painter.setPen(tokens.accent)
            painter.drawText(save, int(Qt.AlignmentFlag.AlignVCenter), FileAct.WANT)
            area.setRight(save.left() - 10)
        more = self.more_rect(rect, line)
        if at_hand and not more.isEmpty():
            paint_glyph(painter, Glyph.MORE, QRectF(more.center().x() - 7, more.center().y() - 7, 16, 16), tokens.muted)
            area.setRight(more.left() - 2)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(tokens.danger if line.failed else tokens.muted)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.state)
        area.setRight(area.right() - metrics.horizontalAdvance(line.state) - 12)
        painter.setPen(tokens.muted if line.unwanted else tokens.text)
        name = metrics.elidedText(one_line(line.name), Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), name)


def _notes(line: FileLine) -> str:
    return "\n".join(map(one_line, line.notes))
