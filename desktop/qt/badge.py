"""The badge: a pill with a shape and a word, the same wherever a task's state is shown."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop.domain.status import BADGE_WORDS, Badge
from desktop.qt.icons import paint_badge_glyph
from desktop.qt.theme import Theme

HEIGHT = 20.0
"""Height of the pill in px."""

GLYPH = 13.0
_BEFORE, _BETWEEN, _AFTER = 6.0, 5.0, 8.0


def badge_size(badge: Badge, font: QFont) -> QSizeF:
    """Return how much room a badge takes with its word in `font`."""
    word = QFontMetricsF(font).horizontalAdvance(BADGE_WORDS[badge])
    return QSizeF(_BEFORE + GLYPH + _BETWEEN + word + _AFTER, HEIGHT)


def paint_badge(painter: QPainter, left_centre: QPointF, badge: Badge, theme: Theme, *, room: float | None = None) -> QRectF:
    """Paint a badge whose left edge's middle is `left_centre`; return the pill.

    Where `room` (px) is too small for the word, the shape stands alone in the pill: a word is never cut.
    """
    colours = theme.badge(badge)
    font = theme.fonts.badge
    size = badge_size(badge, font)
    worded = room is None or size.width() <= room
    width = size.width() if worded else _BEFORE + GLYPH + _BEFORE
    pill = QRectF(left_centre.x(), left_centre.y() - HEIGHT / 2, width, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.fill)
    painter.drawRoundedRect(pill, HEIGHT / 2, HEIGHT / 2)
    glyph = QRectF(pill.left() + _BEFORE, pill.center().y() - GLYPH / 2, GLYPH, GLYPH)
    paint_badge_glyph(painter, badge, glyph, colours.text)
    if worded:
        painter.setFont(font)
        painter.setPen(colours.text)
        painter.drawText(QPointF(glyph.right() + _BETWEEN, baseline(pill, font)), BADGE_WORDS[badge])
    painter.restore()
    return pill


def baseline(rect: QRectF, font: QFont) -> float:
    """Return where the letters of one line of `font` stand when it is centred in `rect`, on a whole pixel."""
    metrics = QFontMetricsF(font)
    return float(round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2))
