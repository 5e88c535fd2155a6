"""The headings of groups, painted by the views between their lines."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop.qt.badge import baseline
from desktop.qt.text import elided
from desktop.qt.theme import Theme

_ROOM = 28
"""What a heading takes besides its line of text, in px; most of it above."""

_BELOW = 8
_LEFT, _RIGHT = 14, 8


def heading_height(theme: Theme) -> int:
    """Return the height of a heading in px."""
    return round(QFontMetricsF(theme.fonts.badge).height()) + _ROOM


def paint_heading(painter: QPainter, rect: QRectF, words: str, count: int, theme: Theme) -> None:
    """Paint "Yesterday · 31" into `rect`; of words that are too long the end is left out, never the number."""
    font = theme.fonts.badge
    metrics = QFontMetricsF(font)
    number = f" · {count:,}"
    line = QRectF(rect.left() + _LEFT, rect.bottom() - _BELOW - metrics.height(), rect.width() - _LEFT - _RIGHT, metrics.height())
    shown = elided(words, metrics, line.width() - metrics.horizontalAdvance(number)) + number
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.tokens.muted)
    mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = rect.right() - _LEFT - metrics.horizontalAdvance(shown) if mirrored else line.left()
    painter.drawText(round(left), round(baseline(line, font)), shown)
    painter.restore()
