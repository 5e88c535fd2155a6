"""The files of a task in a row, one of them shown."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop.domain.language import tr
from desktop.qt.icons import glyph_of, paint_glyph
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import paint_ring
from desktop.widgets.previews.item import Item

_WIDTH, _HEIGHT = 52, 44
_RADIUS = 6.0


class Strip(QScrollArea):
    """Shows a task's files, out of sight where there is but one. `chosen` carries the item that was clicked on."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._row = QWidget()
        self._row.setAutoFillBackground(False)
        self._tiles: list[Tile] = []
        line = QHBoxLayout(self._row)
        line.setContentsMargins(10, 6, 10, 6)
        line.setSpacing(6)
        line.addStretch(1)
        self._line = line
        self.setWidget(self._row)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(_HEIGHT + 12)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Files of the task"))
        self.hide()
        thumbnails.ready.connect(self._on_ready)

    @property
    def tiles(self) -> tuple["Tile", ...]:
        """The files shown."""
        return tuple(self._tiles)

    def show_items(self, items: Sequence[Item], current: Item | None) -> None:
        """Show `items` with `current` among them."""
        if [tile.item for tile in self._tiles] != list(items):
            self._fill(items if len(items) > 1 else ())
        self.setVisible(bool(self._tiles))
        for tile in self._tiles:
            tile.setChecked(tile.item == current)
            if tile.isChecked():
                self.ensureWidgetVisible(tile, 20, 0)

    def _fill(self, items: Sequence[Item]) -> None:
        for tile in self._tiles:
            self._line.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [Tile(self._theme, self._thumbnails, item) for item in items]
        for number, tile in enumerate(self._tiles):
            tile.clicked.connect(self._on_clicked)
            self._line.insertWidget(number, tile)

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.chosen.emit(tile.item)

    def _on_ready(self, task_id: object) -> None:
        for tile in self._tiles:
            if tile.item.task.id == task_id:
                tile.update()


class Tile(QAbstractButton):
    """One file of the strip."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, item: Item) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self.item = item
        self.setCheckable(True)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("File {place}: {name}", place=item.place, name=item.name))
        self.setToolTip(tooltip(tr("{name} ({place})", name=item.name, place=item.place)))
        theme.changed.connect(self.update)

    @override
    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in keys:
            self.click()
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(tokens.hairline, 1))
        painter.setBrush(tokens.field)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        pixmap = None
        if self.item.path:
            size, dpr = box.size().toSize(), self.devicePixelRatioF()
            item = self.item
            pixmap = self._thumbnails.pixmap(item.task.id, item.path, size, dpr, stamp=item.stamp, radius=_RADIUS, kind=item.kind)
        if pixmap is not None:
            painter.drawPixmap(box.topLeft(), pixmap)
        else:
            middle = box.center()
            paint_glyph(painter, glyph_of(self.item.kind), QRectF(middle - QPointF(9, 9), middle + QPointF(9, 9)), tokens.muted)
        if self.isChecked():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), tokens.text, radius=8)
        painter.end()
