"""Areas, boxes, lines and dots: the window's quiet parts, coloured by the theme."""

from enum import Enum, auto
from typing import override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.paint import button_fill, paint_frame


def stack_up(area: QWidget, *widgets: QWidget, stretched: QWidget | None = None) -> None:
    """Lay widgets out in `area` from top to bottom without gaps; `stretched` (else the last) takes the room that is left."""
    column = QVBoxLayout(area)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is (stretched or widgets[-1]) else 0)


class Hairline(QWidget):
    """A line of one pixel between two areas."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__()
        self._theme = theme
        if orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.hairline)
        painter.end()


class Ground(Enum):
    """What an area is painted with."""

    PANE = auto()
    BACKGROUND = auto()


class Area(QWidget):
    """A plain area of the window in one of the theme's grounds."""

    def __init__(self, theme: Theme, ground: Ground = Ground.PANE) -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), tokens.pane if self._ground is Ground.PANE else tokens.background)
        painter.end()


class Box(QFrame):
    """A frame with a hairline border of radius 9 on the field's ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, QRectF(self.rect()), button_fill(self._theme), self._theme.tokens.hairline, radius=9)
        painter.end()
