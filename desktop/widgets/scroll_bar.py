"""A slim scroll bar: a rounded handle on the ground it lies on."""

from collections.abc import Callable
from operator import attrgetter
from typing import override

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider

from desktop.domain.language import tr
from desktop.qt.colours import Tokens
from desktop.qt.theme import Theme

WIDTH = 10
"""Width of a scroll bar, in px."""


class SlimScrollBar(QScrollBar):
    """A scroll bar in the theme's colours. The whole of it is its groove; Page Up, Down and the wheel work as ever."""

    def __init__(
        self, theme: Theme, ground: Callable[[Tokens], QColor], orientation: Qt.Orientation = Qt.Orientation.Vertical
    ) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._ground = ground
        self.setAccessibleName(tr("Scroll bar"))
        theme.changed.connect(self.update)

    def _handle(self) -> QRectF:
        """Return where the handle is, as the style reckons it, so that the mouse finds it where it is painted."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        rect = self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self)
        return QRectF(rect).adjusted(2, 2, -2, -2)

    @override
    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        return QSize(WIDTH, usual.height()) if self.orientation() is Qt.Orientation.Vertical else QSize(usual.width(), WIDTH)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground(self._theme.tokens))
        if self.maximum() > self.minimum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            handle = self._handle()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.handle_hover if self.isSliderDown() or self.underMouse() else tokens.handle)
            radius = min(handle.width(), handle.height()) / 2
            painter.drawRoundedRect(handle, radius, radius)
        painter.end()


def slim(
    area: QAbstractScrollArea,
    theme: Theme,
    ground: Callable[[Tokens], QColor] = attrgetter("background"),
    *,
    reserved: bool = False,
) -> None:
    """Give `area` a slim vertical scroll bar on one of the theme's grounds.

    With `reserved` its room is kept free while there is nothing to scroll, so that the content never moves sideways.
    """
    area.setVerticalScrollBar(SlimScrollBar(theme, ground))
    if reserved:
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
