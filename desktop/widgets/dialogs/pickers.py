"""Choices shown by more than a word: an account's colour."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from desktop.domain.language import tr, words_of
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.paint import dot_icon

_NAMES = {
    "blue": words_of("Blue"),
    "orange": words_of("Orange"),
    "green": words_of("Green"),
    "purple": words_of("Purple"),
    "red": words_of("Red"),
    "teal": words_of("Teal"),
    "pink": words_of("Pink"),
    "grey": words_of("Grey"),
}


def colour_words(colour: str) -> str:
    """Return the name of an account's colour as it is shown."""
    return tr(_NAMES.get(colour, colour.capitalize()))


class ColourChoice(ChoiceButton):
    """A menu of account colours by name, each with its dot."""

    def __init__(self, theme: Theme, colours: Sequence[str], chosen: str) -> None:
        super().__init__(theme, colour_words(chosen), name=tr("Colour"))
        self.colour = chosen
        dpr = self.devicePixelRatioF()
        for colour in colours:
            action = self.choices.addAction(dot_icon(theme.account_colour(colour), dpr), colour_words(colour))
            action.setData(colour)
        self.choices.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        self.colour = str(action.data())
        self.show_text(colour_words(self.colour))
