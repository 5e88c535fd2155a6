"""A check box of the design, whose words wrap and are shown as typed."""

from typing import override

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle

from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_frame, paint_ring, placed

_BOX = 18
_GAP = 8
_HEIGHT = 28
_WIDEST = 380


class Check(QCheckBox):
    """A box to tick, with its sentence."""

    def __init__(self, theme: Theme, text: str, *, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme = theme
        self._words = text
        self.setAccessibleName(text)
        self.setFont(theme.fonts.body)
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def _before(self) -> int:
        """The room of the box and of the gap behind it."""
        return self._theme.px(_BOX + _GAP)

    @property
    def _flags(self) -> int:
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        return int(Qt.TextFlag.TextWordWrap | leading)

    def _text_rect(self, width: int) -> QRect:
        room = QRect(self._before, 0, max(40, width - self._before), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, self._flags, self._words)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(self._theme.px(_HEIGHT), self._text_rect(width).height() + self._theme.px(8))

    @override
    def sizeHint(self) -> QSize:
        width = min(self._theme.px(_WIDEST), self._before + QFontMetrics(self.font()).horizontalAdvance(self._words) + 4)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.px(_HEIGHT))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, off = self._theme.tokens, self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        frame, ink = (tokens.muted, tokens.text) if self.isEnabled() else (off, off)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._text_rect(self.width()).height()
        top = (self.height() - height) / 2
        side, whole = self._theme.px(_BOX), QRectF(self.rect())
        box = QRectF(0, top + (QFontMetrics(self.font()).height() - side) / 2, side, side)
        box = placed(self.layoutDirection(), whole, box)
        filled = self.isChecked() and self.isEnabled()
        paint_frame(painter, box, tokens.primary if filled else tokens.field, frame, radius=4)
        if self.isChecked():
            paint_glyph(painter, Glyph.CHECK, box.adjusted(2, 2, -2, -2), tokens.accent_text if filled else off)
        if self.hasFocus():
            paint_ring(painter, box, tokens.accent, radius=4)
        painter.setFont(self.font())
        painter.setPen(ink)
        words = QRectF(self._before, round(top), self.width() - self._before, height)
        painter.drawText(placed(self.layoutDirection(), whole, words).toRect(), self._flags, self._words)
        painter.end()
