"""Shapes the window's own controls are painted with."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle

from desktop.qt.theme import Theme

RADIUS = 7
"""Corner radius of controls, in px."""


def paint_dot(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Paint an account's dot into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(rect)
    painter.restore()


def dot_icon(colour: QColor, dpr: float) -> QIcon:
    """Return an account's dot as the icon of a menu entry."""
    pixmap = QPixmap(round(16 * dpr), round(16 * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_dot(painter, QRectF(3, 3, 10, 10), colour)
    painter.end()
    return QIcon(pixmap)


def paint_frame(painter: QPainter, rect: QRectF, fill: QColor, border: QColor | None, *, radius: float = RADIUS) -> None:
    """Paint a rounded surface with a border of one pixel (None: none)."""
    painter.setPen(QPen(border, 1) if border is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if border is not None else rect, radius, radius)


def paint_ring(painter: QPainter, rect: QRectF, colour: QColor, *, inset: float = 0.0, radius: float = RADIUS) -> None:
    """Paint the 2 px ring that shows where the keyboard is."""
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1 + inset, 1 + inset, -1 - inset, -1 - inset), radius - inset, radius - inset)


def placed(direction: Qt.LayoutDirection, within: QRectF, rect: QRectF) -> QRectF:
    """Return `rect`, laid out from the left, where it stands in a window read in `direction`: mirrored in `within` or as it is."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return rect
    return rect.translated(within.left() + within.right() - rect.left() - rect.right(), 0)


def aligned(direction: Qt.LayoutDirection, *, middle: bool = False, end: bool = False) -> int:
    """Return the flags of one line of text in the height's middle: at the beginning of the line, in its middle or at its `end`."""
    across = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft
    return int(QStyle.visualAlignment(direction, across | Qt.AlignmentFlag.AlignVCenter))


def button_fill(theme: Theme) -> QColor:
    """Buttons lie on panes: white on light ones, and on dark ones the pane's own colour, as the design has it."""
    return theme.tokens.pane if theme.dark else theme.tokens.field
