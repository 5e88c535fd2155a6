"""Small drawing vocabulary for glyphs: strokes, rings, arcs and discs as filled outlines on a 16 x 16 grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

GRID = 16.0
"""The side of the square every glyph is drawn in."""

_FINE = 64.0
"""Qt flattens curves in set operations to steps of about a unit: they are done this much larger."""

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layer:
    """One outline of a glyph, filled at `opacity` (0 to 1)."""

    path: QPainterPath
    opacity: float = 1.0


def line(*points: Point, width: float = 1.6, closed: bool = False) -> QPainterPath:
    """Return the outline of a line through `points` with round ends and corners."""
    return stroked(polygon(*points, closed=closed), width)


def polygon(*points: Point, closed: bool = True) -> QPainterPath:
    """Return the path through `points`."""
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if closed:
        path.closeSubpath()
    return path


def stroked(path: QPainterPath, width: float) -> QPainterPath:
    """Return the outline of `path` drawn with a round pen."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width * _FINE)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return _shrunk(stroker.createStroke(_grown(path)).simplified())


def disc(radius: float, centre: Point = (8.0, 8.0)) -> QPainterPath:
    """Return a filled circle."""
    path = QPainterPath()
    path.addEllipse(QPointF(*centre), radius, radius)
    return path


def ring(radius: float, width: float = 1.6, centre: Point = (8.0, 8.0)) -> QPainterPath:
    """Return a circle's line; `radius` is that of its middle."""
    return cut(disc(radius + width / 2, centre), disc(radius - width / 2, centre))


def arc(radius: float, start: float, span: float, width: float, centre: Point = (8.0, 8.0)) -> QPainterPath:
    """Return part of a circle's line, in degrees counter-clockwise from three o'clock."""
    box = QRectF(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, span)
    return stroked(path, width)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> QPainterPath:
    """Return a filled rounded rectangle."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def joined(paths: Sequence[QPainterPath]) -> QPainterPath:
    """Return the union of `paths`."""
    whole = QPainterPath()
    for path in paths:
        whole = whole.united(_grown(path))
    return _shrunk(whole)


def cut(path: QPainterPath, other: QPainterPath) -> QPainterPath:
    """Return `path` without `other`."""
    return _shrunk(_grown(path).subtracted(_grown(other)))


def common(path: QPainterPath, other: QPainterPath) -> QPainterPath:
    """Return what `path` and `other` both cover."""
    return _shrunk(_grown(path).intersected(_grown(other)))


def inverted_where(path: QPainterPath, other: QPainterPath) -> QPainterPath:
    """Return `path` with `other` cut out where they overlap and added where they do not."""
    return joined((cut(path, other), cut(other, path)))


def _grown(path: QPainterPath) -> QPainterPath:
    return QTransform.fromScale(_FINE, _FINE).map(path)


def _shrunk(path: QPainterPath) -> QPainterPath:
    return QTransform.fromScale(1 / _FINE, 1 / _FINE).map(path)
