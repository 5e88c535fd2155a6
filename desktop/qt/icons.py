"""Vector glyphs, painted with paths: the thirteen badges, kinds of media, controls, and the application's icon.

Every glyph is drawn on a 16 x 16 grid and scaled to the rectangle given; no fonts and no files are used.
"""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from desktop.domain.status import Badge, MediaKind
from desktop.qt.badge_glyphs import badge_layers
from desktop.qt.control_glyphs import Glyph, glyph_layers
from desktop.qt.strokes import GRID, Layer, polygon

__all__ = [
    "Glyph",
    "app_icon",
    "badge_icon",
    "glyph_icon",
    "glyph_of",
    "paint_app_icon",
    "paint_badge_glyph",
    "paint_glyph",
]

_APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
_SHARP_BELOW = 34


def paint_badge_glyph(painter: QPainter, badge: Badge, rect: QRectF, colour: QColor) -> None:
    """Paint a badge's glyph into `rect` (square, 13 px in the list)."""
    _paint(painter, badge_layers(badge), rect, colour)


def paint_glyph(painter: QPainter, glyph: Glyph, rect: QRectF, colour: QColor) -> None:
    """Paint a glyph into `rect` (square)."""
    _paint(painter, glyph_layers(glyph), rect, colour)


def glyph_of(kind: MediaKind) -> Glyph:
    """Return the glyph that stands for a kind of media."""
    match kind:
        case MediaKind.IMAGE:
            return Glyph.IMAGE
        case MediaKind.VIDEO:
            return Glyph.VIDEO
        case MediaKind.AUDIO:
            return Glyph.AUDIO
        case MediaKind.MODEL:
            return Glyph.MODEL
        case MediaKind.TEXT:
            return Glyph.TEXT
        case MediaKind.OTHER:
            return Glyph.FILE
        case _:
            assert_never(kind)


def glyph_icon(glyph: Glyph, colour: QColor, size: int = 16, dpr: float = 1.0) -> QIcon:
    """Return a glyph as an icon of `size` device-independent pixels, sharp at `dpr`."""
    return QIcon(_pixmap(size, dpr, lambda painter, rect: paint_glyph(painter, glyph, rect, colour)))


def badge_icon(badge: Badge, colour: QColor, size: int = 16, dpr: float = 1.0) -> QIcon:
    """Return a badge's glyph as an icon, for menus and filters."""
    return QIcon(_pixmap(size, dpr, lambda painter, rect: paint_badge_glyph(painter, badge, rect, colour)))


def paint_app_icon(painter: QPainter, rect: QRectF, accent: QColor) -> None:
    """Paint the application's icon: an open tray taking an arrow, white on a rounded square of `accent`."""
    side = rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawRoundedRect(rect, side * 0.22, side * 0.22)
    painter.restore()
    if side < _SHARP_BELOW and side % 2 == 0:
        _paint_small_tray(painter, rect)
        return
    inset = side * 0.2
    paint_glyph(painter, Glyph.TRAY, rect.adjusted(inset, inset, -inset, -inset), QColor("white"))


def _paint_small_tray(painter: QPainter, rect: QRectF) -> None:
    """Paint the tray of a small icon with its edges on whole pixels, where the glyph itself would be a smudge."""
    side = int(rect.width())
    near, middle, head = side // 7, side // 2, side // 4
    far = side - near
    thick = 2 + side // 32
    tip = far - thick - 2
    floor, wall = QRectF(near, far - thick, far - near, thick), far - side // 3
    painter.save()
    painter.translate(rect.topLeft())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for bar in (floor, QRectF(near, wall, thick, far - wall), QRectF(far - thick, wall, thick, far - wall)):
        painter.fillRect(bar, QColor("white"))
    painter.fillRect(QRectF(middle - 1 - side // 32, near, 2 + 2 * (side // 32), tip - head - near), QColor("white"))
    painter.fillPath(polygon((middle - head, tip - head), (middle + head, tip - head), (middle, tip)), QColor("white"))
    painter.restore()


def app_icon(accent: QColor) -> QIcon:
    """Return the application's icon in the sizes desktops ask for."""
    icon = QIcon()
    for size in _APP_ICON_SIZES:
        icon.addPixmap(_pixmap(size, 1.0, lambda painter, rect: paint_app_icon(painter, rect, accent)))
    return icon


def _paint(painter: QPainter, layers: tuple[Layer, ...], rect: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    for layer in layers:
        ink = QColor(colour)
        ink.setAlphaF(colour.alphaF() * layer.opacity)
        painter.fillPath(layer.path, ink)
    painter.restore()


def _pixmap(size: int, dpr: float, paint: Callable[[QPainter, QRectF], None]) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
