"""A sound drawn over its length; it is a slider, so a click, a drag and the arrow keys move in it."""

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_ring
from desktop.widgets.previews.transport import Slider

_BAR, _GAP = 3.0, 2.0
_EDGE = 4.0


class Waveform(Slider):
    """Draws peaks (0 to 1) as bars, those already heard in the accent's colour."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(name)
        self._theme = theme
        self._peaks: tuple[float, ...] = ()
        self.setSingleStep(5000)
        self.setPageStep(15000)
        self.setMinimumHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_peaks(self, peaks: tuple[float, ...]) -> None:
        """Draw another sound."""
        self._peaks = peaks
        self.update()

    @override
    def value_at(self, x: float) -> int:
        share = (x - _EDGE) / max(1.0, self.width() - 2 * _EDGE)
        return round(self.maximum() * min(1.0, max(0.0, share)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(1, int((self.width() - 2 * _EDGE) / (_BAR + _GAP)))
        heard = self.sliderPosition() / max(1, self.maximum()) * count
        room, middle = self.height() / 2 - _EDGE, self.height() / 2
        for number, peak in enumerate(_condensed(self._peaks, count)):
            half = max(1.0, peak * room)
            painter.setBrush(tokens.accent if number < heard else tokens.handle)
            painter.drawRoundedRect(QRectF(_EDGE + number * (_BAR + _GAP), middle - half, _BAR, 2 * half), 1.5, 1.5)
        painter.setBrush(tokens.text)
        x = _EDGE + self.sliderPosition() / max(1, self.maximum()) * (self.width() - 2 * _EDGE)
        painter.drawRect(QRectF(x - 0.75, 2, 1.5, self.height() - 4))
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), tokens.accent)
        painter.end()


def _condensed(peaks: tuple[float, ...], count: int) -> list[float]:
    """Return `count` peaks, each the highest of those it stands for; flat where none are known."""
    if not peaks:
        return [0.0] * count
    result = []
    for number in range(count):
        first = number * len(peaks) // count
        last = max(first + 1, (number + 1) * len(peaks) // count)
        result.append(max(peaks[first:last]))
    return result
