"""Glyphs: each one paints, stays inside its square, and cannot be taken for another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.domain.status import Badge, MediaKind
from desktop.qt.badge_glyphs import badge_layers
from desktop.qt.control_glyphs import glyph_layers
from desktop.qt.icons import Glyph, app_icon, badge_icon, glyph_icon, glyph_of, paint_badge_glyph, paint_glyph
from desktop.qt.strokes import GRID

SIDE = 13


def canvas(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def badge_mask(badge: Badge) -> frozenset[tuple[int, int]]:
    """The pixels a badge's glyph covers at its size in the list, whatever its colour."""
    image = canvas(SIDE)
    painter = QPainter(image)
    paint_badge_glyph(painter, badge, QRectF(0, 0, SIDE, SIDE), QColor("black"))
    painter.end()
    return frozenset((x, y) for x in range(SIDE) for y in range(SIDE) if image.pixelColor(x, y).alpha() > 127)


@pytest.mark.parametrize(("one", "other"), list(combinations(Badge, 2)))
def test_two_badges_differ_in_shape_alone(qapp: QApplication, one: Badge, other: Badge) -> None:
    first, second = badge_mask(one), badge_mask(other)
    differing = len(first ^ second) / len(first | second)
    assert differing > 0.12, f"{one} and {other} differ in {differing:.0%} of their pixels"


@pytest.mark.parametrize("badge", list(Badge))
def test_a_badges_glyph_stays_in_its_square(qapp: QApplication, badge: Badge) -> None:
    whole = QRectF(0, 0, GRID, GRID)
    assert all(whole.contains(layer.path.boundingRect()) for layer in badge_layers(badge))


@pytest.mark.parametrize("glyph", list(Glyph))
def test_a_glyph_paints_inside_its_square(qapp: QApplication, glyph: Glyph) -> None:
    boxes = [layer.path.boundingRect() for layer in glyph_layers(glyph)]
    assert all(QRectF(0, 0, GRID, GRID).contains(box) and box.width() > 3 for box in boxes)


def test_a_glyph_is_painted_in_the_colour_given(qapp: QApplication) -> None:
    image = canvas(32)
    painter = QPainter(image)
    paint_glyph(painter, Glyph.PLAY, QRectF(0, 0, 32, 32), QColor("#2563EB"))
    painter.end()
    assert image.pixelColor(14, 16) == QColor("#2563EB")


def test_curves_are_smooth(qapp: QApplication) -> None:
    """Qt's set operations flatten small curves to polygons; a ring painted large must keep its radius all round."""
    (layer,) = badge_layers(Badge.WAITING)
    outline = layer.path.toFillPolygon()
    radii = [((p.x() - 8) ** 2 + (p.y() - 8) ** 2) ** 0.5 for p in outline.toList()]
    assert all(min(abs(r - 7.05), abs(r - 5.35)) < 0.05 for r in radii)
    assert len(radii) > 40


def test_each_kind_of_media_has_its_own_glyph() -> None:
    assert len({glyph_of(kind) for kind in MediaKind}) == len(MediaKind)


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_icons_are_sharp_at_their_scale(qapp: QApplication, dpr: float) -> None:
    for icon in (glyph_icon(Glyph.SEARCH, QColor("black"), 16, dpr), badge_icon(Badge.SAVED, QColor("black"), 16, dpr)):
        pixmap = icon.pixmap(QSize(16, 16), dpr)
        assert pixmap.width() == round(16 * dpr)
        assert pixmap.devicePixelRatio() == dpr


def test_the_applications_icon_comes_in_desktop_sizes(qapp: QApplication) -> None:
    sizes = {size.width() for size in app_icon(QColor("#2563EB")).availableSizes()}
    assert {16, 32, 48, 256} <= sizes
