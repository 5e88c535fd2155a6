"""A picture that is zoomed and moved, or two of them with a divider between, on squares that show through where it is clear."""

from dataclasses import dataclass, field, replace
from typing import override

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QNativeGestureEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.previews.reading import Picture

MOST_ZOOM = 32.0
LEAST_ZOOM = 0.02
STEP = 1.25
_MARGIN = 24.0
_TILE = 10
_GRIP = 8.0


@dataclass(frozen=True, slots=True)
class Pose:
    """How a picture lies: `zoom` in screen pixels a picture pixel (None: fitted), and how far its middle is off, in px."""

    zoom: float | None = None
    offset: QPointF = field(default_factory=QPointF)


class Canvas(QWidget):
    """Shows one picture, or two to compare. `posed` is emitted when another zoom is in force: a finer picture may be wanted."""

    posed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pictures: list[Picture | None] = [None, None]
        self._pose = Pose()
        self._divider = 0.5
        self._drag: QPointF | None = None
        self._divides = False
        self._tile: QPixmap | None = None
        self.flipped = False
        self.comparing = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._on_theme)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_picture(self, picture: Picture | None, place: int = 0) -> None:
        """Show `picture` as the first (0) or the second (1)."""
        self._pictures[place] = picture
        self.update()

    def picture(self, place: int = 0) -> Picture | None:
        """Return what is shown."""
        return self._pictures[place]

    def compare(self, *, on: bool) -> None:
        """Show both pictures with the divider between, or the first alone."""
        self.comparing = on
        self.flipped = False
        self._divider = 0.5
        if not on:
            self._pictures[1] = None
        self.update()

    def flip(self, *, on: bool) -> None:
        """Show the second picture alone for a while."""
        self.flipped = on
        self.update()

    def reset(self) -> None:
        """Fit the picture again."""
        self._pose = Pose()
        self.posed.emit()
        self.update()

    def zoom(self) -> float:
        """Return the zoom in force, 1.0 for one screen pixel a picture pixel."""
        return self._pose.zoom if self._pose.zoom is not None else self._fit(self._pictures[0])

    @property
    def fitted(self) -> bool:
        """Whether the picture is fitted into the canvas."""
        return self._pose.zoom is None

    def set_zoom(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Zoom, so that what is under `at` (the middle where None) stays there; None fits the picture."""
        if zoom is None:
            self.reset()
            return
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        ratio = zoom / self.zoom()
        middle = QRectF(self.rect()).center()
        pin = (at or middle) - middle
        self._pose = Pose(zoom, self._kept(pin + (self._pose.offset - pin) * ratio, zoom))
        self.posed.emit()
        self.update()

    def shift(self, dx: float, dy: float) -> None:
        """Move the picture by px."""
        self._pose = replace(self._pose, offset=self._kept(self._pose.offset + QPointF(dx, dy), self.zoom()))
        self.update()

    def move_divider(self, share: float) -> None:
        """Put the divider at a share (0 to 1) of the canvas's width."""
        self._divider = min(1.0, max(0.0, share))
        self.update()

    @property
    def divider(self) -> float:
        """Where the divider is, as a share of the canvas's width."""
        return self._divider

    def room(self) -> QSizeF:
        """Return the room a fitted picture has, in screen pixels."""
        dpr = self.devicePixelRatioF()
        return QSizeF(max(1.0, self.width() - 2 * _MARGIN) * dpr, max(1.0, self.height() - 2 * _MARGIN) * dpr)

    # -- measures --------------------------------------------------------------------------------------------------

    def _fit(self, picture: Picture | None) -> float:
        if picture is None:
            return 1.0
        room = self.room()
        return min(1.0, room.width() / picture.size.width(), room.height() / picture.size.height())

    def _box(self, picture: Picture) -> QRectF:
        """Return where `picture` lies; the second of two is as large, as shares of the canvas go, as the first."""
        relative = self.zoom() / self._fit(self._pictures[0] or picture)
        scale = self._fit(picture) * relative / self.devicePixelRatioF()
        size = QSizeF(picture.size.width() * scale, picture.size.height() * scale)
        middle = QRectF(self.rect()).center() + self._pose.offset
        return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

    def _kept(self, offset: QPointF, zoom: float) -> QPointF:
        """Return `offset` so that some of the picture stays in sight."""
        picture = self._pictures[0]
        if picture is None:
            return QPointF()
        scale = zoom / self.devicePixelRatioF()
        wide = max(0.0, picture.size.width() * scale - self.width() + 2 * _MARGIN) / 2
        high = max(0.0, picture.size.height() * scale - self.height() + 2 * _MARGIN) / 2
        return QPointF(min(wide, max(-wide, offset.x())), min(high, max(-high, offset.y())))

    def _on_theme(self) -> None:
        self._tile = None
        self.update()

    def _near_divider(self, at: QPointF) -> bool:
        return self.comparing and abs(at.x() - self._divider * self.width()) <= _GRIP

    # -- painting --------------------------------------------------------------------------------------------------

    def _squares(self) -> QPixmap:
        if self._tile is None:
            dpr = self.devicePixelRatioF()
            tile = QPixmap(round(2 * _TILE * dpr), round(2 * _TILE * dpr))
            tile.setDevicePixelRatio(dpr)
            tile.fill(self._theme.tokens.background)
            shade = QColor(self._theme.tokens.hairline)
            shade.setAlphaF(0.55)
            painter = QPainter(tile)
            painter.fillRect(0, 0, _TILE, _TILE, shade)
            painter.fillRect(_TILE, _TILE, _TILE, _TILE, shade)
            painter.end()
            self._tile = tile
        return self._tile

    def _paint_picture(self, painter: QPainter, picture: Picture, clip: QRect) -> None:
        box = self._box(picture)
        painter.save()
        painter.setClipRect(clip)
        scale = box.width() * self.devicePixelRatioF() / max(1, picture.image.width())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2.0)
        if abs(scale - 1.0) < 0.01:
            dpr = self.devicePixelRatioF()
            box = QRectF(round(box.x() * dpr) / dpr, round(box.y() * dpr) / dpr, box.width(), box.height())
        seen = box.intersected(QRectF(clip))
        if not seen.isEmpty():
            share = picture.image.width() / box.width()
            painter.drawImage(seen, picture.image, QRectF((seen.topLeft() - box.topLeft()) * share, seen.size() * share))
        painter.restore()

    def _paint_divider(self, painter: QPainter) -> None:
        x = self._divider * self.width()
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.background, 4))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setPen(QPen(tokens.accent, 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setBrush(tokens.accent)
        painter.drawRoundedRect(QRectF(x - 4, self.height() / 2 - 16, 8, 32), 4, 4)
        self._paint_letter(painter, tr("A"), QPointF(16, 16))
        self._paint_letter(painter, tr("B"), QPointF(self.width() - 16 - 24, 16))

    def _paint_letter(self, painter: QPainter, letter: str, corner: QPointF) -> None:
        tokens = self._theme.tokens
        pill = QRectF(corner.x(), corner.y(), 24, 24)
        painter.setPen(QPen(tokens.hairline, 1))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(pill, 6, 6)
        painter.setPen(tokens.text)
        painter.setFont(self._theme.fonts.badge)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), letter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawTiledPixmap(self.rect(), self._squares(), QPoint(0, 0))
        first, second = self._pictures
        whole = self.rect()
        if self.comparing and second is not None and first is not None:
            if self.flipped:
                self._paint_picture(painter, second, whole)
                self._paint_letter(painter, tr("B"), QPointF(self.width() - 16 - 24, 16))
            else:
                x = round(self._divider * self.width())
                self._paint_picture(painter, first, QRect(0, 0, x, self.height()))
                self._paint_picture(painter, second, QRect(x, 0, self.width() - x, self.height()))
                self._paint_divider(painter)
        elif first is not None:
            self._paint_picture(painter, first, whole)
        painter.end()

    # -- hands -----------------------------------------------------------------------------------------------------

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_zoom(self.zoom() * 1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self.zoom() * (1 + event.value()), event.position())
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._divides = self._near_divider(event.position())
        self._drag = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is None:
            near = self._near_divider(at)
            self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.OpenHandCursor)
        elif self._divides:
            self.move_divider(at.x() / max(1, self.width()))
        else:
            self.shift(at.x() - self._drag.x(), at.y() - self._drag.y())
            self._drag = at

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.set_zoom(1.0 if self.fitted else None, event.position())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shift(0, 0)
        self.posed.emit()
