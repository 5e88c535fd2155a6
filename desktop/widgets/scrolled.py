"""A page that scrolls where there is no room for it."""

from collections.abc import Callable
from operator import attrgetter
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from desktop.qt.colours import Tokens
from desktop.qt.theme import Theme
from desktop.widgets.scroll_bar import slim


def height_for(layout: QLayout, width: int) -> int:
    """Return how high what a layout holds is at a width, words that wrap included."""
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


class Scrolled(QScrollArea):
    """A page without a ground of its own, as wide as there is room and as high as its words need at that width.

    Qt's own area makes a page no higher than its smallest size, in which words that wrap are cut.
    """

    def __init__(
        self, theme: Theme, page: QWidget, ground: Callable[[Tokens], QColor] = attrgetter("background"), *, reserved: bool = False
    ) -> None:
        super().__init__()
        self._page = page
        slim(self, theme, ground, reserved=reserved)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)

    def _fit(self) -> None:
        layout = self._page.layout()
        if layout is not None:
            self._page.setMinimumHeight(height_for(layout, self.viewport().width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)
