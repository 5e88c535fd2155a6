"""The badge: a pill with a shape and a word, the same wherever a task's state is shown."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop.domain.language import tr
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.qt.icons import paint_badge_glyph
from desktop.qt.theme import Theme

HEIGHT = 20.0
"""Height of the pill at 100 % text, in px."""

GLYPH = 13.0
_BEFORE, _BETWEEN, _AFTER = 6.0, 5.0, 8.0
_DESIGNED = 12
"""The size of the word's font in the design, in px."""


def badge_size(badge: Badge, font: QFont, *, word: str = "", room: float | None = None) -> QSizeF:
    """Return how much room a badge takes with its word, or with `word`, in `font`; without one where `room` is too small."""
    scale = _scale(font)
    width = QFontMetricsF(font).horizontalAdvance(word or tr(BADGE_WORDS[badge])) + (_BEFORE + GLYPH + _BETWEEN + _AFTER) * scale
    return QSizeF(width if room is None or width <= room else (_BEFORE + GLYPH + _BEFORE) * scale, HEIGHT * scale)


def paint_badge(
    painter: QPainter, left_centre: QPointF, badge: Badge, theme: Theme, *, room: float | None = None, word: str = ""
) -> QRectF:
    """Paint a badge whose left edge's middle is `left_centre`; return the pill.

    `word` stands in it in place of the badge's own. Where `room` (px) is too small for the word, the shape stands alone in the
    pill: a word is never cut.
    """
    colours = theme.badge(badge)
    font = theme.fonts.badge
    size, scale = badge_size(badge, font, word=word, room=room), _scale(font)
    worded = size.width() > (_BEFORE + GLYPH + _BEFORE) * scale
    pill = QRectF(left_centre.x(), left_centre.y() - size.height() / 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.fill)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    from_right = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = GLYPH * scale
    left = pill.right() - _BEFORE * scale - side if from_right else pill.left() + _BEFORE * scale
    paint_badge_glyph(painter, badge, QRectF(left, pill.center().y() - side / 2, side, side), colours.text)
    if worded:
        painter.setFont(font)
        painter.setPen(colours.text)
        start = pill.left() + _AFTER * scale if from_right else left + side + _BETWEEN * scale
        painter.drawText(QPointF(start, baseline(pill, font)), word or tr(BADGE_WORDS[badge]))
    painter.restore()
    return pill


def _scale(font: QFont) -> float:
    """Return how much larger than in the design a badge is with its word in `font`."""
    return font.pixelSize() / _DESIGNED


def baseline(rect: QRectF, font: QFont) -> float:
    """Return where the letters of one line of `font` stand when it is centred in `rect`, on a whole pixel."""
    metrics = QFontMetricsF(font)
    return float(round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2))
