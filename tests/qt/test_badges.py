"""Each of the thirteen badges is painted whole: pill, shape and word, in both schemes and at both scales."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Scheme
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.qt.badge import GLYPH, HEIGHT, badge_size, paint_badge
from desktop.qt.theme import Theme

MARGIN = 10


@pytest.fixture(params=[Scheme.LIGHT, Scheme.DARK], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return Theme(qapp, request.param)


@pytest.fixture(params=[1.0, 2.0], ids=["1x", "2x"])
def dpr(request: pytest.FixtureRequest) -> float:
    return float(request.param)


def painted(badge: Badge, theme: Theme, dpr: float, *, room: float | None = None) -> tuple[QImage, QRectF]:
    """Return a badge on the list's ground with a margin all round, and its pill."""
    size = badge_size(badge, theme.fonts.badge)
    width, height = round(size.width()) + 2 * MARGIN, round(size.height()) + 2 * MARGIN
    image = QImage(round(width * dpr), round(height * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(theme.tokens.background)
    painter = QPainter(image)
    pill = paint_badge(painter, QPointF(MARGIN, height / 2), badge, theme, room=room)
    painter.end()
    return image, pill


def colours_in(image: QImage, rect: QRectF, dpr: float) -> set[str]:
    xs = range(round(rect.left() * dpr), round(rect.right() * dpr))
    ys = range(round(rect.top() * dpr), round(rect.bottom() * dpr))
    return {image.pixelColor(x, y).name() for x in xs for y in ys}


def columns_with_ink(image: QImage, rect: QRectF, ink: QColor, fill: QColor, dpr: float) -> list[int]:
    """Return the columns of `rect` where some pixel is nearer to `ink` than to `fill`."""

    def far(one: QColor, other: QColor) -> int:
        return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())

    found = []
    for x in range(round(rect.left() * dpr), round(rect.right() * dpr)):
        pixels = (image.pixelColor(x, y) for y in range(round(rect.top() * dpr), round(rect.bottom() * dpr)))
        if any(far(pixel, ink) < far(pixel, fill) for pixel in pixels):
            found.append(x)
    return found


def parts(pill: QRectF) -> tuple[QRectF, QRectF]:
    """Return where the shape stands and where the word stands."""
    glyph = QRectF(pill.left() + 5, pill.top(), GLYPH + 2, HEIGHT)
    return glyph, QRectF(glyph.right(), pill.top(), pill.right() - glyph.right() - 2, HEIGHT)


@pytest.mark.parametrize("badge", list(Badge))
def test_a_badge_shows_its_fill_its_shape_and_its_whole_word(theme: Theme, badge: Badge, dpr: float) -> None:
    image, pill = painted(badge, theme, dpr)
    colours = theme.badge(badge)
    glyph, word = parts(pill)
    assert colours.fill.name() in colours_in(image, pill, dpr)
    assert columns_with_ink(image, glyph, colours.text, colours.fill, dpr)
    inked = columns_with_ink(image, word, colours.text, colours.fill, dpr)
    expected = QFontMetricsF(theme.fonts.badge).horizontalAdvance(BADGE_WORDS[badge]) * dpr
    assert inked[-1] - inked[0] > expected - 5 * dpr, "the word is cut"
    assert inked[-1] < (pill.right() - 5) * dpr, "the word touches the end of the pill"


@pytest.mark.parametrize("badge", list(Badge))
def test_a_badges_letters_stay_inside_the_pill_from_top_to_bottom(theme: Theme, badge: Badge, dpr: float) -> None:
    image, pill = painted(badge, theme, dpr)
    colours = theme.badge(badge)
    for strip in (QRectF(pill.left(), pill.top() - 4, pill.width(), 5), QRectF(pill.left(), pill.bottom() - 1, pill.width(), 5)):
        assert colours.text.name() not in colours_in(image, strip, dpr)


@pytest.mark.parametrize("badge", list(Badge))
def test_where_the_word_has_no_room_the_shape_stands_alone(theme: Theme, badge: Badge) -> None:
    image, pill = painted(badge, theme, 1.0, room=30)
    assert pill.width() <= 30
    after = QRectF(pill.right() + 1, pill.top(), image.width() - pill.right() - 2, HEIGHT)
    assert colours_in(image, after, 1.0) == {theme.tokens.background.name()}


def test_badges_are_as_wide_as_their_words(theme: Theme) -> None:
    widths = {badge: badge_size(badge, theme.fonts.badge).width() for badge in Badge}
    assert max(widths, key=lambda badge: widths[badge]) is Badge.FINISHED_NOT_SAVED
    assert widths[Badge.FINISHED_NOT_SAVED] < 160
