"""A check box of the design, whose words wrap and are shown as typed."""

from typing import override

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_frame, paint_ring

_BOX = 18
_GAP = 8
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class Check(QCheckBox):
    """A box to tick, with its sentence."""

    def __init__(self, theme: Theme, text: str, *, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme = theme
        self._words = text
        self.setAccessibleName(text)
        self.setFont(theme.fonts.body)
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def _text_rect(self, width: int) -> QRect:
        room = QRect(_BOX + _GAP, 0, max(40, width - _BOX - _GAP), 1000)
        return QFontMetrics(self.font()).boundingRect(room, _FLAGS, self._words)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(28, self._text_rect(width).height() + 8)

    @override
    def sizeHint(self) -> QSize:
        width = min(380, _BOX + _GAP + QFontMetrics(self.font()).horizontalAdvance(self._words) + 4)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 28)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._text_rect(self.width()).height()
        top = (self.height() - height) / 2
        box = QRectF(0, top + (QFontMetrics(self.font()).height() - _BOX) / 2, _BOX, _BOX)
        paint_frame(painter, box, tokens.primary if self.isChecked() else tokens.field, tokens.muted, radius=4)
        if self.isChecked():
            paint_glyph(painter, Glyph.CHECK, box.adjusted(2, 2, -2, -2), tokens.accent_text)
        if self.hasFocus():
            paint_ring(painter, box, tokens.accent, radius=4)
        painter.setFont(self.font())
        painter.setPen(tokens.text)
        painter.drawText(QRect(_BOX + _GAP, round(top), self.width() - _BOX - _GAP, height), _FLAGS, self._words)
        painter.end()
