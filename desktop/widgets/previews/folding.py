"""A bar of two halves: side by side, or one below the other where large text leaves no room for both."""

from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.controls import Area

_MARGIN = 14
_BESIDE = QBoxLayout.Direction.LeftToRight
_BELOW = QBoxLayout.Direction.TopToBottom


class FoldingBar(Area):
    """Holds `first`, which takes what room is left, and `second`, which keeps its size. `room` is what `first` needs, in px."""

    def __init__(self, theme: Theme, *, room: int, upright: int = 8) -> None:
        super().__init__(theme)
        self._room = room
        self.first = QHBoxLayout()
        self.second = QHBoxLayout()
        self._box = QBoxLayout(_BESIDE, self)
        self._box.setContentsMargins(_MARGIN, upright, _MARGIN, upright)
        self._box.setSpacing(8)
        for half, share in ((self.first, 1), (self.second, 0)):
            half.setSpacing(8)
            self._box.addLayout(half, share)
        self.second.addStretch(1)

    def fill(self, first: tuple[QWidget, ...], second: tuple[QWidget, ...], *, wide: QWidget | None = None) -> None:
        """Put widgets into both halves; `wide` takes the room that is left in the first."""
        for widget in first:
            self.first.addWidget(widget, 1 if widget is wide else 0)
        if wide is None:
            self.first.addStretch(1)
        for widget in second:
            self.second.addWidget(widget)

    def _fold(self) -> None:
        needed = self._theme.px(self._room) + self.second.sizeHint().width() + 2 * _MARGIN
        direction = _BESIDE if needed <= self.width() else _BELOW
        if self._box.direction() is not direction:
            self._box.setDirection(direction)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)


def timeline(theme: Theme, *, room: int) -> FoldingBar:
    """Return a bar that runs from left to right in every language, as time does on players."""
    bar = FoldingBar(theme, room=room)
    bar.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return bar
