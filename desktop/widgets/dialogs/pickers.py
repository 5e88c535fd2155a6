"""Choices shown by more than a word: an account's colour."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.paint import dot_icon


class ColourChoice(ChoiceButton):
    """A menu of account colours by name, each with its dot."""

    def __init__(self, theme: Theme, colours: Sequence[str], chosen: str) -> None:
        super().__init__(theme, chosen.capitalize(), name="Colour")
        self.colour = chosen
        dpr = self.devicePixelRatioF()
        for colour in colours:
            action = self.choices.addAction(dot_icon(theme.account_colour(colour), dpr), colour.capitalize())
            action.setData(colour)
        self.choices.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        self.colour = str(action.data())
        self.show_text(self.colour.capitalize())
