"""What hangs under the pointer during a drag: a thumbnail, a card below it for several files, and how many they are."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.domain.status import MediaKind
from desktop.qt.icons import glyph_of, paint_glyph

_SIDE = 96
_MARGIN = 12
_STEP = 4
_RADIUS = 6.0
_BUBBLE = 22.0
_OPACITY = 0.92


def drag_picture(view: QWidget, picture: QPixmap | None, kind: MediaKind, count: int) -> QPixmap:
    """Return the picture of a drag of `count` files, as sharp as `view`'s screen; without a thumbnail a card with its kind."""
    card = _card_size(picture)
    steps = min(count - 1, 2) if count > 1 else 0
    whole = QSizeF(card.width() + 2 * _MARGIN + steps * _STEP, card.height() + 2 * _MARGIN + steps * _STEP)
    dpr = view.devicePixelRatioF()
    result = QPixmap(QSize(round(whole.width() * dpr), round(whole.height() * dpr)))
    result.setDevicePixelRatio(dpr)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(_OPACITY)
    first = QRectF(_MARGIN, _MARGIN, card.width(), card.height())
    palette = view.window().palette()
    for step in range(steps, 0, -1):
        _paint_card(painter, first.translated(step * _STEP, step * _STEP), palette)
    _paint_first(painter, first, picture, kind, palette)
    painter.setOpacity(1.0)
    if count > 1:
        _paint_bubble(painter, first, f"{count:,}", view, palette)
    painter.end()
    return result


def _card_size(picture: QPixmap | None) -> QSizeF:
    if picture is None or picture.isNull():
        return QSizeF(72, 60)
    return picture.deviceIndependentSize().scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio)


def _paint_card(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(palette.color(QPalette.ColorRole.Window))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def _paint_first(painter: QPainter, rect: QRectF, picture: QPixmap | None, kind: MediaKind, palette: QPalette) -> None:
    _paint_card(painter, rect, palette)
    if picture is None or picture.isNull():
        middle = QRectF(rect.center().x() - 14, rect.center().y() - 14, 28, 28)
        paint_glyph(painter, glyph_of(kind), middle, palette.color(QPalette.ColorRole.PlaceholderText))
        return
    shape = QPainterPath()
    shape.addRoundedRect(rect, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(rect, picture, QRectF(picture.rect()))
    painter.restore()


def _paint_bubble(painter: QPainter, card: QRectF, text: str, view: QWidget, palette: QPalette) -> None:
    font = view.font()
    font.setPixelSize(12)
    font.setBold(True)
    width = max(_BUBBLE, QFontMetricsF(font).horizontalAdvance(text) + 12)
    bubble = QRectF(card.right() - width + _MARGIN - 2, card.top() - _MARGIN + 2, width, _BUBBLE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.color(QPalette.ColorRole.Highlight)))
    painter.drawRoundedRect(bubble, _BUBBLE / 2, _BUBBLE / 2)
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
    painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), text)
