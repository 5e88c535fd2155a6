"""A bar that fills as something comes."""

from typing import override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from desktop.qt.theme import Theme
from desktop.widgets.paint import paint_frame, placed

_HEIGHT = 8
_WHOLE = 1000


class ProgressBar(QProgressBar):
    """A bar of the design, read out by assistive programs under `name`."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setRange(0, _WHOLE)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_share(self, done: int, total: int) -> None:
        """Fill it by how much of `total` is done."""
        self.setValue(min(_WHOLE, done * _WHOLE // total) if total > 0 else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        whole, tokens = QRectF(self.rect()), self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, whole, tokens.track, None, radius=whole.height() / 2)
        if self.value() > 0:
            done = QRectF(whole)
            done.setWidth(max(whole.height(), whole.width() * self.value() / _WHOLE))
            paint_frame(painter, placed(self.layoutDirection(), whole, done), tokens.accent, None, radius=whole.height() / 2)
        painter.end()
