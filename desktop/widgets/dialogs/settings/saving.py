"""Settings: where results go, how many are saved at a time, how fast, and how much room stays free."""

from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QAction, QRegularExpressionValidator

from desktop.domain.settings import Settings
from desktop.domain.wording import count_words, provider_name
from desktop.providers.registry import PROVIDERS
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.folder_field import FolderField
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.fields import Field, NumberField
from desktop.widgets.labels import tooltip

NO_LIMIT = "No limit"
MOST_SLOTS = 8
_FALLBACK_TIP = "Takes results that are about to be gone while their own folder can't."


def limit_words(kilobytes: int) -> str:
    """Return a speed limit as megabytes a second: "1.5"; empty for none."""
    return f"{kilobytes / 1000:.3f}".rstrip("0").rstrip(".") if kilobytes else ""


def limit_of(text: str) -> int:
    """Return the kilobytes a second that a text in megabytes says; 0 for none. A comma may stand for the point."""
    try:
        megabytes = float(text.strip().replace(",", ".") or 0)
    except ValueError:
        return 0
    return max(1, round(megabytes * 1000)) if megabytes > 0 else 0


class SpeedField(Field):
    """A field for a speed limit in MB/s; empty for none."""

    def __init__(self, theme: Theme, kilobytes: int) -> None:
        super().__init__(theme, name="Speed limit over all files, in MB/s", placeholder=NO_LIMIT, text=limit_words(kilobytes))
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,5}([.,]\d{0,3})?"), self))
        self.setFixedWidth(90)

    def value(self) -> int:
        """Return the limit in kilobytes a second; 0 for none."""
        return limit_of(self.text())


class SavingPage(Page):
    """Folders, slots, speed, reserve."""

    def __init__(self, theme: Theme, settings: Settings, default_folder: Path) -> None:
        super().__init__(theme)
        folders = dict(settings.provider_folders)
        self.folder = FolderField(theme, name="Folder for results", placeholder=str(default_folder), text=settings.folder)
        self.providers = {
            provider: FolderField(
                theme,
                name=f"Folder for {provider_name(provider)}",
                placeholder="In the folder for results",
                text=folders.get(provider, ""),
            )
            for provider in PROVIDERS
        }
        self._others = tuple((name, path) for name, path in settings.provider_folders if name not in self.providers)
        self.fallback = FolderField(
            theme, name="Fallback folder", placeholder="In Outtray's own folder", text=settings.fallback_folder
        )
        self.fallback.field.setToolTip(tooltip(_FALLBACK_TIP))
        self.auto_save = Check(theme, "Save results as soon as they are finished", checked=settings.auto_save)
        self._slots = settings.save_slots
        self.slots = ChoiceButton(theme, count_words(self._slots, "file"), name="Files saved at a time")
        for count in range(1, MOST_SLOTS + 1):
            self.slots.choices.addAction(count_words(count, "file")).setData(count)
        self.slots.choices.triggered.connect(self._on_slots)
        self.speed = SpeedField(theme, settings.bandwidth_kb)
        self.reserve = NumberField(theme, name="Space to leave free, in MB", most=999_999, value=settings.reserve_mb)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_row("Results", self.folder)
        for provider, field in self.providers.items():
            self.add_row(provider_name(provider), field)
        self.add_row("Fallback", self.fallback)
        self.add_hint(_FALLBACK_TIP)
        self.add_row("", self.auto_save)
        speed = self.side_by_side(self.slots, self.unit("at a time, at most"), self.speed, self.unit("MB/s in all"))
        self.add_row("Speed", speed)
        self.add_hint("Both apply at once, also to saves under way.")
        self.add_row("Leave free", self.side_by_side(self.reserve, self.unit("MB on the disk")))

    def _on_slots(self, action: QAction) -> None:
        self._slots = int(action.data())
        self.slots.show_text(count_words(self._slots, "file"))

    @override
    def fault(self) -> str:
        fields = (self.folder, *self.providers.values(), self.fallback)
        return next((fault for field in fields if (fault := field.fault())), "")

    @override
    def apply(self, settings: Settings) -> Settings:
        chosen = tuple((provider, field.path()) for provider, field in self.providers.items() if field.path())
        return replace(
            settings,
            folder=self.folder.path(),
            provider_folders=(*chosen, *self._others),
            fallback_folder=self.fallback.path(),
            auto_save=self.auto_save.isChecked(),
            save_slots=self._slots,
            bandwidth_kb=self.speed.value(),
            reserve_mb=self.reserve.value(),
        )
