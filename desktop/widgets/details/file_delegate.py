"""Paints the lines of the files box, and tells where in them something can be pressed."""

from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.language import tr
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.details.file_lines import FileAct, FileLine
from desktop.widgets.paint import aligned, paint_ring, placed

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

    @property
    def row(self) -> int:
        """The height of a line without remarks, in px."""
        return self._theme.px(ROW)

    def height(self, line: FileLine) -> int:
        """Return how high a line is at the view's width."""
        return self.row + (self._notes_height(line, self._view.viewport().width()) + self._theme.px(_BELOW) if line.notes else 0)

    def save_rect(self, rect: QRect, line: FileLine) -> QRect:
        """Return where "Save it" stands in a line at `rect`; empty where it does not."""
        if not line.unwanted:
            return QRect()
        width = QFontMetrics(self._theme.fonts.badge).horizontalAdvance(tr(FileAct.WANT))
        return self._placed(rect, QRect(rect.right() - _SIDE - width, rect.top(), width, self.row))

    def more_rect(self, rect: QRect, line: FileLine) -> QRect:
        """Return where the dots of the menu stand while the line is under the pointer or the keyboard."""
        if not line.acts():
            return QRect()
        right = self._placed(rect, self.save_rect(rect, line)).left() - 4 if line.unwanted else rect.right() - 4
        side = self._theme.px(_MORE)
        return self._placed(rect, QRect(right - side, rect.top() + 2, side, self.row - 5))

    def _placed(self, line: QRect, rect: QRect) -> QRect:
        """Return `rect` of a line where it stands when the window is read from the right, and back again."""
        return placed(self._view.layoutDirection(), QRectF(line), QRectF(rect)).toRect()

    def _notes_height(self, line: FileLine, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * _SIDE), 4000)
        return QFontMetrics(self._theme.fonts.detail).boundingRect(room, int(Qt.TextFlag.TextWordWrap), _notes(line)).height()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return QSize(100, self.height(line) if isinstance(line, FileLine) else self.row)

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
            below = rect.adjusted(_SIDE, self.row - 4, -_SIDE, 0)
            begins = QStyle.visualAlignment(self._view.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap) | int(begins), _notes(line))
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
        tokens, font, direction = self._theme.tokens, self._theme.fonts.detail, self._view.layoutDirection()
        area = QRect(rect.left() + _SIDE, rect.top(), rect.width() - 2 * _SIDE, self.row)
        if line.unwanted:
            save = self.save_rect(rect, line)
            painter.setFont(self._theme.fonts.badge)
            painter.setPen(tokens.accent)
            painter.drawText(save, aligned(direction, middle=True), tr(FileAct.WANT))
            area.setRight(self._placed(rect, save).left() - 10)
        if at_hand and line.acts():
            side, more = self._theme.px(16), self.more_rect(rect, line)
            middle = QRectF(more).center()
            paint_glyph(painter, Glyph.MORE, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), tokens.muted)
            area.setRight(self._placed(rect, more).left() - 2)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(tokens.danger if line.failed else tokens.muted)
        painter.drawText(self._placed(rect, area), aligned(direction, end=True), line.state)
        area.setRight(area.right() - metrics.horizontalAdvance(line.state) - 12)
        painter.setPen(tokens.muted if line.unwanted else tokens.text)
        name = metrics.elidedText(one_line(line.name), Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(self._placed(rect, area), aligned(direction), name)


def _notes(line: FileLine) -> str:
    return "\n".join(map(one_line, line.notes))
