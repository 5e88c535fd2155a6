"""The sign that client-safe mode is on, in the status line."""

from typing import override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import aligned, paint_frame, paint_ring

_HEIGHT = 22


class SafeSign(Button):
    """A filled pill with a word; pressing it is asking for the mode to end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Client-safe"))
        self.setFont(theme.fonts.badge)
        said = tr("Client-safe mode is on: prompts, costs and account names are hidden. Press to show them again.")
        self.setAccessibleName(tr("Client-safe mode is on"))
        self.setAccessibleDescription(said)
        self.setToolTip(tooltip(said))
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.label) + self._theme.px(20), self._theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, whole = self._theme.tokens, QRectF(self.rect())
        fill = tokens.primary_pressed if self.isDown() else tokens.primary_hover if self.underMouse() else tokens.primary
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, whole, fill, None, radius=whole.height() / 2)
        if self.hasFocus():
            paint_ring(painter, whole, tokens.accent_text, inset=1.0, radius=whole.height() / 2)
        painter.setFont(self.font())
        painter.setPen(tokens.accent_text)
        painter.drawText(whole, aligned(self.layoutDirection(), middle=True), self.label)
        painter.end()
