"""The glyphs of controls and of kinds of media, as outlines on a 16 x 16 grid."""

import math
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from desktop.qt.strokes import Layer, disc, joined, line, polygon, ring, rounded, stroked


class Glyph(StrEnum):
    """Glyphs besides those of the badges."""

    LIST = "list"
    GRID = "grid"
    COLUMNS = "columns"
    DENSITY = "density"
    FILTER = "filter"
    MENU = "menu"
    MORE = "more"
    SEARCH = "search"
    CHEVRON_DOWN = "chevron_down"
    CHEVRON_UP = "chevron_up"
    CHEVRON_RIGHT = "chevron_right"
    CLOSE = "close"
    CHECK = "check"
    PLUS = "plus"
    FOLDER = "folder"
    COPY = "copy"
    PLAY = "play"
    PAUSE = "pause"
    TRAY = "tray"
    WARNING = "warning"
    OFFLINE = "offline"
    KEY = "key"
    BELL = "bell"
    STAR = "star"
    STAR_EMPTY = "star_empty"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    MODEL = "model"
    TEXT = "text"
    FILE = "file"


@cache
def glyph_layers(glyph: Glyph) -> tuple[Layer, ...]:
    """Return the outlines of a glyph."""
    return (Layer(joined(_paths(glyph))),)


def _paths(glyph: Glyph) -> tuple[QPainterPath, ...]:
    """Return the parts of a glyph; their union is what is painted."""
    return _layout_paths(glyph) or _control_paths(glyph) or _thing_paths(glyph) or _media_paths(glyph)


def _control_paths(glyph: Glyph) -> tuple[QPainterPath, ...]:
    match glyph:
        case Glyph.MORE:
            return tuple(disc(1.25, (x, 8)) for x in (3.4, 8.0, 12.6))
        case Glyph.SEARCH:
            return (ring(4.6, 1.5, (6.8, 6.8)), line((10.4, 10.4), (13.8, 13.8), width=1.7))
        case Glyph.CHEVRON_DOWN:
            return (line((4.2, 6.2), (8, 10), (11.8, 6.2), width=1.6),)
        case Glyph.CHEVRON_UP:
            return (line((4.2, 9.8), (8, 6), (11.8, 9.8), width=1.6),)
        case Glyph.CHEVRON_RIGHT:
            return (line((6.2, 4.2), (10, 8), (6.2, 11.8), width=1.6),)
        case Glyph.CLOSE:
            return (line((4, 4), (12, 12), width=1.6), line((4, 12), (12, 4), width=1.6))
        case Glyph.CHECK:
            return (line((3, 8.6), (6.4, 12), (13, 4.4), width=1.8),)
        case Glyph.PAUSE:
            return (line((5.4, 3.4), (5.4, 12.6), width=2.0), line((10.6, 3.4), (10.6, 12.6), width=2.0))
        case Glyph.PLUS:
            return (line((8, 3), (8, 13), width=1.7), line((3, 8), (13, 8), width=1.7))
        case _:
            return ()


def _layout_paths(glyph: Glyph) -> tuple[QPainterPath, ...]:
    match glyph:
        case Glyph.LIST | Glyph.MENU:
            return tuple(line((2.5, y), (13.5, y), width=1.5) for y in (4.0, 8.0, 12.0))
        case Glyph.GRID:
            return tuple(rounded(x, y, 5, 5, 1.2) for x in (2.3, 8.7) for y in (2.3, 8.7))
        case Glyph.COLUMNS:
            return (stroked(rounded(2.2, 2.7, 11.6, 10.6, 1.6), 1.4), *(line((x, 2.9), (x, 13.1), width=1.3) for x in (6.1, 9.9)))
        case Glyph.FILTER:
            return tuple(line((8 - half, y), (8 + half, y), width=1.5) for half, y in ((5.8, 4.0), (3.6, 8.0), (1.4, 12.0)))
        case Glyph.DENSITY:
            return tuple(line((2.5, y), (13.5, y), width=1.2) for y in (2.8, 5.4, 8.0, 10.6, 13.2))
        case _:
            return ()


def _thing_paths(glyph: Glyph) -> tuple[QPainterPath, ...]:
    match glyph:
        case Glyph.FOLDER:
            return (line((1.8, 12.8), (1.8, 3.4), (6.2, 3.4), (7.8, 5.2), (14.2, 5.2), (14.2, 12.8), width=1.5, closed=True),)
        case Glyph.COPY:
            return (stroked(rounded(5.4, 5.4, 8.4, 8.4, 1.4), 1.5), line((10.4, 2.2), (2.2, 2.2), (2.2, 10.4), width=1.5))
        case Glyph.TRAY:
            head = line((4.9, 6.4), (8, 9.5), (11.1, 6.4), width=1.5)
            return (line((1.6, 9.2), (1.6, 14.2), (14.4, 14.2), (14.4, 9.2), width=1.5), line((8, 1.6), (8, 9.2), width=1.5), head)
        case Glyph.WARNING:
            body = line((8, 2.2), (14.4, 13.4), (1.6, 13.4), width=1.5, closed=True)
            return (body, line((8, 6.2), (8, 9.2), width=1.5), disc(0.95, (8, 11.4)))
        case Glyph.OFFLINE:
            return (*_waves(), line((2.4, 2.4), (13.6, 13.6), width=1.6))
        case Glyph.KEY:
            shaft = line((8.2, 8), (14.2, 8), (14.2, 10.6), width=1.5)
            return (ring(3.2, 1.5, (4.9, 8)), shaft, line((11.4, 8), (11.4, 10), width=1.5))
        case Glyph.BELL:
            body = line(
                (2.6, 11.8),
                (4.2, 9.6),
                (4.2, 6.6),
                (5.4, 4.0),
                (8, 3.0),
                (10.6, 4.0),
                (11.8, 6.6),
                (11.8, 9.6),
                (13.4, 11.8),
                width=1.5,
                closed=True,
            )
            return (body, line((6.8, 14.0), (9.2, 14.0), width=1.6), line((8, 1.6), (8, 2.6), width=1.5))
        case Glyph.STAR:
            return (_star(),)
        case Glyph.STAR_EMPTY:
            return (stroked(_star_body(), 1.3),)
        case _:
            return ()


def _media_paths(glyph: Glyph) -> tuple[QPainterPath, ...]:
    match glyph:
        case Glyph.PLAY:
            body = polygon((4.4, 2.6), (13.4, 8), (4.4, 13.4))
            return (body, stroked(body, 1.0))
        case Glyph.IMAGE:
            hills = line((2, 11.6), (5.8, 7.4), (8.6, 10.4), (10.6, 8.6), (14, 11.8), width=1.4)
            return (stroked(rounded(1.7, 2.7, 12.6, 10.6, 1.8), 1.4), hills, disc(1.2, (10.9, 5.8)))
        case Glyph.VIDEO:
            lens = line((10.8, 6.9), (14.4, 4.6), (14.4, 11.4), (10.8, 9.1), width=1.4)
            return (stroked(rounded(1.6, 3.6, 9.2, 8.8, 1.8), 1.4), lens)
        case Glyph.AUDIO:
            stems = line((6.2, 11.8), (6.2, 3.4), (13.2, 2), (13.2, 10.4), width=1.4)
            return (disc(2.3, (4.6, 12)), disc(2.3, (11.6, 10.6)), stems)
        case Glyph.MODEL:
            cube = line((8, 1.6), (13.8, 4.8), (13.8, 11.2), (8, 14.4), (2.2, 11.2), (2.2, 4.8), width=1.4, closed=True)
            return (cube, line((2.4, 4.9), (8, 8), (13.6, 4.9), width=1.4), line((8, 8), (8, 14.2), width=1.4))
        case Glyph.TEXT:
            lines = (line((5.4, y), (10.6, y), width=1.2) for y in (7.4, 9.6, 11.8))
            return (_page(), *lines)
        case _:
            return (_page(),)


def _star_body() -> QPainterPath:
    reaches = (6.6, 2.9)
    turns = [(reaches[n % 2], math.pi * n / 5) for n in range(10)]
    return polygon(*((8 + reach * math.sin(turn), 8.6 - reach * math.cos(turn)) for reach, turn in turns))


def _star() -> QPainterPath:
    return joined((_star_body(), stroked(_star_body(), 1.0)))


def _page() -> QPainterPath:
    outline = line((3, 1.6), (9.6, 1.6), (13, 5), (13, 14.4), (3, 14.4), width=1.4, closed=True)
    return joined((outline, line((9.4, 1.8), (9.4, 5.2), (12.8, 5.2), width=1.2)))


def _waves() -> tuple[QPainterPath, ...]:
    waves = []
    for reach in (3.0, 6.4):
        path = QPainterPath()
        box = QRectF(8 - reach, 12.4 - reach, 2 * reach, 2 * reach)
        path.arcMoveTo(box, 135)
        path.arcTo(box, 135, -90)
        waves.append(stroked(path, 1.5))
    return (*waves, disc(1.2, (8, 12.4)))
