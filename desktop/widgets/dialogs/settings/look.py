"""Settings: how the window looks."""

from dataclasses import replace
from typing import override

from PySide6.QtGui import QAction

from desktop.domain.settings import Scheme, Settings
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page

SCHEME_WORDS = {Scheme.SYSTEM: "As the system", Scheme.LIGHT: "Light", Scheme.DARK: "Dark"}


class LookPage(Page):
    """Light or dark, and the rows' height."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._scheme = settings.scheme
        self.scheme = ChoiceButton(theme, SCHEME_WORDS[settings.scheme], name="Look")
        for scheme, word in SCHEME_WORDS.items():
            self.scheme.choices.addAction(word).setData(scheme.value)
        self.scheme.choices.triggered.connect(self._on_scheme)
        self.compact = Check(theme, "Compact rows", checked=settings.compact)
        self.add_row("Colours", self.side_by_side(self.scheme))
        self.add_row("List", self.compact)

    def _on_scheme(self, action: QAction) -> None:
        self._scheme = Scheme(action.data())
        self.scheme.show_text(SCHEME_WORDS[self._scheme])

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(settings, scheme=self._scheme, compact=self.compact.isChecked())
