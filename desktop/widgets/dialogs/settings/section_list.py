"""A short list of names to choose one from: the sections of the settings, the projects that have rules."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import aligned, paint_ring, placed
from desktop.widgets.scroll_bar import slim

ROW = 30
_BEFORE, _AFTER = 10, 8
"""Beside a name, in px."""
type Index = QModelIndex | QPersistentModelIndex


class SectionList(QListView):
    """Names, one of which is chosen. `chosen` carries its row."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, rows: Sequence[str], width: int) -> None:
        super().__init__()
        self._theme = theme
        self.ringed = False
        model = QStandardItemModel(self)
        for text in rows:
            item = QStandardItem(one_line(text))
            item.setToolTip(tooltip(text))
            item.setEditable(False)
            model.appendRow(item)
        self.setModel(model)
        self.setItemDelegate(_NameDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._designed_width = width
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self, theme, attrgetter("background"))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._recolour)
        self._recolour()

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.model().index(row, 0))

    def width_of_names(self) -> int:
        """Return how wide the list has to be to show each name whole, also the chosen one, which is bold."""
        metrics, px, model = QFontMetrics(self._theme.fonts.title), self._theme.px, self.model()
        names = (str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return max(metrics.horizontalAdvance(name) for name in names) + px(_BEFORE) + px(_AFTER) + 2

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())

    def _recolour(self) -> None:
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, self._theme.tokens.background)
        self.setPalette(palette)
        self.setFixedWidth(self._theme.px(self._designed_width))
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._theme.px(ROW) * self.model().rowCount())


class _NameDelegate(QStyledItemDelegate):
    """Paints one name."""

    def __init__(self, theme: Theme, view: SectionList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._theme.px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, tokens = QRect(option.rect), self._theme.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface = QRectF(rect.adjusted(0, 0, 0, -1))
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if chosen else tokens.hover)
            painter.drawRoundedRect(surface, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.ringed:
            paint_ring(painter, surface, tokens.accent, radius=6)
        font = self._theme.fonts.title if chosen else self._theme.fonts.body
        painter.setFont(font)
        painter.setPen(tokens.text)
        px, direction = self._theme.px, self._view.layoutDirection()
        area = placed(direction, QRectF(rect), QRectF(rect.adjusted(px(_BEFORE), 0, -px(_AFTER), -1)))
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, round(area.width()))
        painter.drawText(area, aligned(direction), text)
        painter.restore()
