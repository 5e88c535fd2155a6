"""Choices shown by more than a word: an account's colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap

from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.paint import paint_dot


class ColourChoice(ChoiceButton):
    """A menu of account colours by name, each with its dot."""

    def __init__(self, theme: Theme, colours: Sequence[str], chosen: str) -> None:
        super().__init__(theme, chosen.capitalize(), name="Colour")
        self.colour = chosen
        dpr = self.devicePixelRatioF()
        for colour in colours:
            action = self.choices.addAction(_dot_icon(theme, colour, dpr), colour.capitalize())
            action.setData(colour)
        self.choices.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        self.colour = str(action.data())
        self.show_text(self.colour.capitalize())


def _dot_icon(theme: Theme, colour: str, dpr: float) -> QIcon:
    pixmap = QPixmap(round(16 * dpr), round(16 * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_dot(painter, QRectF(3, 3, 10, 10), theme.account_colour(colour))
    painter.end()
    return QIcon(pixmap)
