"""Settings: how the window looks. What is chosen is seen at once, and taken back where the dialog is left without saving."""

from collections.abc import Mapping
from dataclasses import replace
from typing import override

from desktop.domain.language import tr, words_of
from desktop.domain.settings import Contrast, Motion, Scheme, Settings
from desktop.qt.appearance import appearance_of
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.accents import AccentBar
from desktop.widgets.dialogs.settings.choice import Choice
from desktop.widgets.dialogs.settings.page import Page

AS_SYSTEM = words_of("As the system")
SCHEMES = {Scheme.SYSTEM: AS_SYSTEM, Scheme.LIGHT: words_of("Light"), Scheme.DARK: words_of("Dark")}
CONTRASTS = {Contrast.SYSTEM: AS_SYSTEM, Contrast.NORMAL: words_of("Normal"), Contrast.HIGH: words_of("High")}
MOTIONS = {Motion.SYSTEM: AS_SYSTEM, Motion.FULL: words_of("Full"), Motion.REDUCED: words_of("Reduced")}
PERCENTS = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
THUMBNAILS = {120: words_of("Small"), 160: words_of("Medium"), 200: words_of("Large"), 280: words_of("Very large")}
LANGUAGES = {"": AS_SYSTEM, "en": "English", "zh_CN": "简体中文"}
"""Languages by their codes; each is called as its readers call it."""


class LookPage(Page):
    """Colours, contrast, accent, text, movement, rows and pictures, language, and what others may see."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._settings = settings
        self.scheme = Choice(theme, _said(SCHEMES), settings.scheme, name=tr("Colours"))
        self.contrast = Choice(theme, _said(CONTRASTS), settings.contrast, name=tr("Contrast"))
        self.accent = AccentBar(theme, settings.accent)
        percents = {percent: f"{percent} %" for percent in PERCENTS}
        self.text = Choice(theme, percents, settings.text_percent, name=tr("Text size"))
        self.motion = Choice(theme, _said(MOTIONS), settings.motion, name=tr("Movement"))
        self.compact = Check(theme, tr("Compact rows"), checked=settings.compact)
        self.thumbnails = Choice(theme, _said(THUMBNAILS), settings.thumbnail_px, name=tr("Size of pictures in the grid"))
        self.language = Choice(theme, _said(LANGUAGES), settings.language, name=tr("Language"))
        self.client_safe = Check(theme, tr("Client-safe: hide prompts, costs and account names"), checked=settings.client_safe)
        self._lay_out()
        for choice in (self.scheme, self.contrast, self.text, self.motion):
            choice.changed.connect(self._show)
        self.accent.changed.connect(self._show)
        self.accent.changed.connect(self.changed)
        self.client_safe.toggled.connect(self._show)

    def _lay_out(self) -> None:
        self.add_row(tr("Colours"), self.side_by_side(self.scheme))
        self.add_row(tr("Contrast"), self.side_by_side(self.contrast))
        self.add_row(tr("Accent"), self.accent)
        self.add_hint(tr("It is made lighter or darker where that is needed to read words on it."))
        self.add_row(tr("Text size"), self.side_by_side(self.text))
        self.add_row(tr("Movement"), self.side_by_side(self.motion))
        self.add_row(tr("List"), self.compact)
        self.add_row(tr("Grid"), self.side_by_side(self.thumbnails))
        self.add_row(tr("Language"), self.side_by_side(self.language))
        self.add_hint(tr("Another language is spoken from the next start on."))
        self.add_row(tr("Privacy"), self.client_safe)
        self.add_hint(tr("For showing your screen to others. Ctrl+Shift+H turns it on and off anywhere."))

    def _show(self) -> None:
        """Let it be seen."""
        self.theme.show(appearance_of(self.apply(self._settings)))

    @override
    def fault(self) -> str:
        return self.accent.fault()

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(
            settings,
            scheme=self.scheme.value,
            contrast=self.contrast.value,
            accent=self.accent.value(),
            text_percent=self.text.value,
            motion=self.motion.value,
            compact=self.compact.isChecked(),
            thumbnail_px=self.thumbnails.value,
            language=self.language.value,
            client_safe=self.client_safe.isChecked(),
        )


def _said[V](words: Mapping[V, str]) -> dict[V, str]:
    """Return table words as they are shown now."""
    return {value: tr(word) for value, word in words.items()}
