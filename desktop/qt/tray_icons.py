"""The icon in the tray or menu bar: an open tray, and above it a shape for each state. Colour is for trouble alone."""

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap

from desktop.domain.overall import Overall
from desktop.qt.strokes import GRID, arc, cut, disc, joined, line, polygon, ring, stroked

SIZES = (16, 20, 22, 24, 32, 44, 48, 64)
"""The sides that panels and menu bars ask for, in pixels."""

_LIGHT_INK, _DARK_INK = QColor("#F2F4F7"), QColor("#1B1F26")
_TROUBLE = {Overall.NEEDS_YOU: ("#B45309", "#FFB454"), Overall.FAILED: ("#C5221F", "#FF8A80")}
"""Colours of trouble on light panels and on dark ones; both are 3:1 or more against their panel."""


def tray_icon(state: Overall, *, dark: bool, fresh: bool = True) -> QIcon:
    """Return the icon of `state` for a `dark` panel or a light one. Trouble that is `fresh` is solid and coloured."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_pixmap(state, size, dark=dark, fresh=fresh))
    return icon


def paint_tray(painter: QPainter, state: Overall, rect: QRectF, *, dark: bool, fresh: bool = True) -> None:
    """Paint the icon of `state` into `rect` (square)."""
    ink = _LIGHT_INK if dark else _DARK_INK
    sign = QColor(_TROUBLE[state][dark]) if fresh and state in _TROUBLE else ink
    base, mark = _shapes(state, fresh)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    painter.fillPath(base, ink)
    painter.fillPath(mark, sign)
    painter.restore()


@cache
def _shapes(state: Overall, fresh: bool) -> tuple[QPainterPath, QPainterPath]:  # noqa: FBT001  # a key of the cache
    """Return the outlines of the tray and of what stands above it."""
    tray = line((1.4, 9.8), (1.4, 14.4), (14.6, 14.4), (14.6, 9.8), width=1.8)
    arrow = joined((line((8, 1.4), (8, 10.2), width=1.8), line((4.6, 7.0), (8, 10.4), (11.4, 7.0), width=1.8)))
    match state:
        case Overall.IDLE:
            return tray, arrow
        case Overall.WORKING:
            return tray, joined((arc(3.7, 60, -250, 1.9, (8, 6.2)), disc(1.5, (8, 6.2))))
        case Overall.NEEDS_YOU:
            return tray, _triangle(solid=fresh)
        case Overall.FAILED:
            return tray, _crossed(solid=fresh)
        case Overall.OFFLINE:
            slash, gap = line((2.6, 1.6), (13.6, 12.4), width=1.9), line((2.6, 1.6), (13.6, 12.4), width=4.8)
            return cut(tray, gap), slash


def _triangle(*, solid: bool) -> QPainterPath:
    corners = ((8, 1.5), (12.9, 10.0), (3.1, 10.0))
    sign = joined((line((8, 4.4), (8, 6.4), width=1.5), disc(0.85, (8, 8.4))))
    if solid:
        body = polygon(*corners)
        return cut(joined((body, stroked(body, 2.4))), sign)
    outline = stroked(polygon((8, 1.2), (13.0, 9.8), (3.0, 9.8)), 1.4)
    return joined((outline, sign))


def _crossed(*, solid: bool) -> QPainterPath:
    x, y = 8.0, 5.9
    cross = joined((line((x - 2, y - 2), (x + 2, y + 2), width=1.6), line((x - 2, y + 2), (x + 2, y - 2), width=1.6)))
    return cut(disc(5.3, (x, y)), cross) if solid else joined((ring(4.8, 1.3, (x, y)), cross))


def _pixmap(state: Overall, size: int, *, dark: bool, fresh: bool) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_tray(painter, state, QRectF(0, 0, size, size), dark=dark, fresh=fresh)
    painter.end()
    return pixmap
