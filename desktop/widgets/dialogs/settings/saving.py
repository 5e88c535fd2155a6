"""Settings: where results go, how many are saved at a time, how fast, and how much room stays free."""

from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QAction, QRegularExpressionValidator

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.settings import Settings
from desktop.domain.wording import provider_name
from desktop.providers.registry import PROVIDERS
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.folder_field import FolderField
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.fields import Field, NumberField
from desktop.widgets.labels import tooltip

NO_LIMIT = words_of("No limit")
MOST_SLOTS = 8
_SPEED_WIDTH = 90
_FALLBACK_TIP = words_of("Takes results that are about to be gone while their own folder can't.")


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
        super().__init__(
            theme, name=tr("Speed limit over all files, in MB/s"), placeholder=tr(NO_LIMIT), text=limit_words(kilobytes)
        )
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,5}([.,]\d{0,3})?"), self))

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedWidth(self._theme.px(_SPEED_WIDTH))

    def value(self) -> int:
        """Return the limit in kilobytes a second; 0 for none."""
        return limit_of(self.text())


class SavingPage(Page):
    """Folders, slots, speed, reserve."""

    def __init__(self, theme: Theme, settings: Settings, default_folder: Path) -> None:
        super().__init__(theme)
        folders = dict(settings.provider_folders)
        self.folder = FolderField(theme, name=tr("Folder for results"), placeholder=str(default_folder), text=settings.folder)
        self.providers = {
            provider: FolderField(
                theme,
                name=tr("Folder for {provider}", provider=provider_name(provider)),
                placeholder=tr("In the folder for results"),
                text=folders.get(provider, ""),
            )
            for provider in PROVIDERS
        }
        self._others = tuple((name, path) for name, path in settings.provider_folders if name not in self.providers)
        self.fallback = FolderField(
            theme, name=tr("Fallback folder"), placeholder=tr("In Outtray's own folder"), text=settings.fallback_folder
        )
        self.fallback.field.setToolTip(tooltip(tr(_FALLBACK_TIP)))
        self.auto_save = Check(theme, tr("Save results as soon as they are finished"), checked=settings.auto_save)
        self._slots = settings.save_slots
        self.slots = ChoiceButton(theme, _files(self._slots), name=tr("Files saved at a time"))
        for count in range(1, MOST_SLOTS + 1):
            self.slots.choices.addAction(_files(count)).setData(count)
        self.slots.choices.triggered.connect(self._on_slots)
        self.speed = SpeedField(theme, settings.bandwidth_kb)
        self.reserve = NumberField(theme, name=tr("Space to leave free, in MB"), most=999_999, value=settings.reserve_mb)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_row(tr("Results"), self.folder)
        for provider, field in self.providers.items():
            self.add_row(provider_name(provider), field)
        self.add_row(tr("Fallback"), self.fallback)
        self.add_hint(tr(_FALLBACK_TIP))
        self.add_row("", self.auto_save)
        speed = self.side_by_side(self.slots, self.unit(tr("at a time, at most")), self.speed, self.unit(tr("MB/s in all")))
        self.add_row(tr("Speed"), speed)
        self.add_hint(tr("Both apply at once, also to saves under way."))
        self.add_row(tr("Leave free"), self.side_by_side(self.reserve, self.unit(tr("MB on the disk"))))

    def _on_slots(self, action: QAction) -> None:
        self._slots = int(action.data())
        self.slots.show_text(_files(self._slots))

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


def _files(count: int) -> str:
    return tr_n("{n} file", "{n} files", count)
