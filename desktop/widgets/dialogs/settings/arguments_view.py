"""Shows the arguments of a command as boxes, so that it is seen where each begins and ends."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.language import tr
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_frame

_HEIGHT = 22
_GAP = 4
_WIDTH = 200
_PAD = 7


class ArgumentsView(QWidget):
    """A box for each argument, in lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.arguments: tuple[str, ...] = ()
        self.setFont(theme.fonts.mono)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_arguments(self, arguments: Sequence[str]) -> None:
        """Show other arguments."""
        self.arguments = tuple(arguments)
        program, *rest = self.arguments or ("",)
        told = tr("Program {program}, arguments: {arguments}", program=program, arguments=", ".join(rest) or tr("none"))
        self.setAccessibleName(told if program else tr("No command"))
        self.setVisible(bool(self.arguments))
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _boxes(self, width: int) -> list[tuple[QRect, str]]:
        metrics, high = QFontMetrics(self.font()), self._theme.px(_HEIGHT)
        boxes: list[tuple[QRect, str]] = []
        left = top = 0
        for argument in self.arguments:
            text = metrics.elidedText(one_line(argument), Qt.TextElideMode.ElideMiddle, max(40, width - 2 * _PAD))
            wide = max(high, metrics.horizontalAdvance(text) + 2 * _PAD)
            if left and left + wide > width:
                left, top = 0, top + high + _GAP
            boxes.append((QRect(left, top, wide, high), text))
            left += wide + _GAP
        return boxes

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() + 1 for box, _ in self._boxes(width)), default=0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.heightForWidth(max(self.width(), _WIDTH)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for number, (box, text) in enumerate(self._boxes(self.width())):
            paint_frame(painter, QRectF(box), tokens.pane if number else tokens.selection, tokens.hairline, radius=5)
            painter.setPen(tokens.text)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()
