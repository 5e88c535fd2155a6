"""Settings: how saved files tell what they are."""

from dataclasses import replace
from typing import override

from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page


class DescribingPage(Page):
    """Descriptions beside files, tags in them, their times."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self.sidecars = Check(theme, tr("Write a description beside each file"), checked=settings.sidecars)
        self.embed = Check(theme, tr("Write tags into PNG pictures"), checked=settings.embed)
        self.times = Check(theme, tr("Date files by when their task was finished"), checked=settings.completion_times)
        rows = (
            (self.sidecars, tr("“fox.png.json” holds prompt, model, ids, credits and times: never a key, never a signed link.")),
            (
                self.embed,
                tr("Only where that loses nothing: what a picture holds already stays, and signed pictures are left alone."),
            ),
            (self.times, tr("Else by when they were saved.")),
        )
        for check, hint in rows:
            self.form.addRow(check)
            self.add_hint(hint, beside=False).setContentsMargins(26, 0, 0, 6)
        self.add_hint(tr("With descriptions or tags, “Rebuild from folder…” brings a lost list back from the files."), beside=False)

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(
            settings,
            sidecars=self.sidecars.isChecked(),
            embed=self.embed.isChecked(),
            completion_times=self.times.isChecked(),
        )
