"""Shows the arguments of a command as boxes, so that it is seen where each begins and ends."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_frame

_HEIGHT = 22
_GAP = 4
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
        theme.changed.connect(self.update)

    def show_arguments(self, arguments: Sequence[str]) -> None:
        """Show other arguments."""
        self.arguments = tuple(arguments)
        program, *rest = self.arguments or ("",)
        self.setAccessibleName(f"Program {program}, arguments: {', '.join(rest) or 'none'}" if program else "No command")
        self.setVisible(bool(self.arguments))
        self.updateGeometry()
        self.update()

    def _boxes(self, width: int) -> list[tuple[QRect, str]]:
        metrics = QFontMetrics(self.font())
        boxes: list[tuple[QRect, str]] = []
        left = top = 0
        for argument in self.arguments:
            text = metrics.elidedText(one_line(argument), Qt.TextElideMode.ElideMiddle, max(40, width - 2 * _PAD))
            wide = max(_HEIGHT, metrics.horizontalAdvance(text) + 2 * _PAD)
            if left and left + wide > width:
                left, top = 0, top + _HEIGHT + _GAP
            boxes.append((QRect(left, top, wide, _HEIGHT), text))
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
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

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
