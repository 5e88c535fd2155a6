"""The thirteen shapes of status: no two alike without their colours."""

import math
from functools import cache
from typing import assert_never

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QTransform

from desktop.domain.status import Badge
from desktop.qt.strokes import Layer, arc, common, cut, disc, inverted_where, joined, line, polygon, ring, rounded, stroked

_TICK = ((4.7, 8.3), (7.1, 10.7), (11.4, 5.6))


@cache
def badge_layers(badge: Badge) -> tuple[Layer, ...]:  # noqa: C901 - one arm a badge
    """Return the outlines of a badge's glyph."""
    match badge:
        case Badge.WAITING:
            return (Layer(ring(6.2, 1.7)),)
        case Badge.GENERATING:
            return (Layer(ring(6.2, 1.9), 0.32), Layer(arc(6.2, 90, -130, 1.9)))
        case Badge.FINISHED_NOT_SAVED:
            return (Layer(joined((_tray(), _arrow()))),)
        case Badge.SAVING:
            return (Layer(_solid_arrow()),)
        case Badge.SAVED:
            return (Layer(cut(disc(7.2), line(*_TICK, width=1.8))),)
        case Badge.PARTLY_SAVED:
            return (Layer(_half_disc_with_tick()),)
        case Badge.FAILED:
            return (Layer(joined((stroked(_octagon(6.8), 1.6), _cross(2.2)))),)
        case Badge.BLOCKED:
            return (Layer(joined((ring(6.2, 1.7), line((3.7, 12.3), (12.3, 3.7), width=1.7)))),)
        case Badge.NEEDS_YOU:
            return (Layer(cut(_triangle(), _exclamation())),)
        case Badge.GONE:
            return (Layer(_broken_link()),)
        case Badge.CANCELLED:
            return (Layer(joined((ring(6.2, 1.7), line((4.8, 8), (11.2, 8), width=2.2)))),)
        case Badge.PAUSED:
            return (Layer(joined((rounded(3.4, 2.6, 3.4, 10.8, 1.2), rounded(9.2, 2.6, 3.4, 10.8, 1.2)))),)
        case Badge.FILE_MOVED:
            return (Layer(_page_with_question()),)
        case _:
            assert_never(badge)


def _tray() -> QPainterPath:
    return line((1.9, 9.6), (1.9, 13.9), (14.1, 13.9), (14.1, 9.6), width=1.8)


def _arrow() -> QPainterPath:
    return joined((line((8, 1.9), (8, 9.4), width=1.8), line((4.9, 6.7), (8, 9.8), (11.1, 6.7), width=1.8)))


def _solid_arrow() -> QPainterPath:
    shaft = rounded(6.6, 1.4, 2.8, 8, 1.2)
    head = polygon((2.8, 8.0), (13.2, 8.0), (8, 14.0))
    return joined((shaft, head, stroked(head, 1.2)))


def _half_disc_with_tick() -> QPainterPath:
    half = QPainterPath()
    half.addRect(QRectF(8, 0, 8, 16))
    body = joined((ring(6.4, 1.6), common(disc(7.2), half)))
    return inverted_where(body, line(*_TICK, width=1.7))


def _octagon(radius: float) -> QPainterPath:
    corners = [math.radians(22.5 + 45 * corner) for corner in range(8)]
    return polygon(*((8 + radius * math.cos(angle), 8 + radius * math.sin(angle)) for angle in corners))


def _cross(reach: float) -> QPainterPath:
    low, high = 8 - reach, 8 + reach
    return joined((line((low, low), (high, high), width=1.7), line((low, high), (high, low), width=1.7)))


def _triangle() -> QPainterPath:
    body = polygon((8, 2.5), (14.2, 13.2), (1.8, 13.2))
    return joined((body, stroked(body, 2.2)))


def _exclamation() -> QPainterPath:
    return joined((line((8, 5.9), (8, 9.2), width=1.8), disc(1.05, (8, 11.9))))


def _broken_link() -> QPainterPath:
    left, right = QPainterPath(), QPainterPath()
    left.moveTo(5.7, 5.1)
    left.arcTo(QRectF(0.6, 5.1, 5.8, 5.8), 90, 180)
    left.lineTo(5.7, 10.9)
    right.moveTo(10.3, 5.1)
    right.arcTo(QRectF(9.6, 5.1, 5.8, 5.8), 90, -180)
    right.lineTo(10.3, 10.9)
    cracks = (line((8, 1.6), (8, 3.4), width=1.5), line((8, 12.6), (8, 14.4), width=1.5))
    turned = QTransform().translate(8, 8).rotate(-45).translate(-8, -8)
    return turned.map(joined((stroked(left, 1.7), stroked(right, 1.7), *cracks)))


def _page_with_question() -> QPainterPath:
    page = polygon((2.9, 1.4), (9.7, 1.4), (13.1, 4.8), (13.1, 14.6), (2.9, 14.6))
    hook = QPainterPath()
    hook.arcMoveTo(QRectF(5.9, 4.6, 4.2, 4.0), 180)
    hook.arcTo(QRectF(5.9, 4.6, 4.2, 4.0), 180, -225)
    hook.lineTo(8, 9.7)
    return joined((stroked(page, 1.5), stroked(hook, 1.4), disc(0.95, (8, 12.0))))
