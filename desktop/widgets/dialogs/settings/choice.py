"""A button that shows one of a few values and lets another be chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton


class Choice[V](ChoiceButton):
    """One of `words`: values with what each is called. `changed` tells that another was chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, words: Mapping[V, str], value: V, *, name: str) -> None:
        self._values = list(words)
        self._words = words
        self._value = value
        super().__init__(theme, self._word(), name=name)
        for place, word in enumerate(words.values()):
            self.choices.addAction(word.replace("&", "&&")).setData(place)
        self.choices.triggered.connect(self._on_chosen)

    @property
    def value(self) -> V:
        """The value chosen; the one it began with where that is none of those offered."""
        return self._value

    def choose(self, value: V) -> None:
        """Choose a value."""
        self._value = value
        self.show_text(self._word())
        self.changed.emit()

    def _word(self) -> str:
        return self._words.get(self._value, str(self._value))

    def _on_chosen(self, action: QAction) -> None:
        self.choose(self._values[int(action.data())])
