"""Settings: what is announced, when nothing is, and the icon in the tray."""

import sys
from dataclasses import replace
from typing import override

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator

from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.fields import Field

_WIDTH = 76


class TimeField(Field):
    """A field for a time of day as "22:00"; empty for none."""

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(theme, name=name, placeholder="–", text=text)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,2}(:\d{0,2})?"), self))

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedWidth(self._theme.px(_WIDTH))

    def value(self) -> str | None:
        """Return the time as "07:05", empty for none; None where what was typed is no time of day."""
        typed = self.text().strip()
        if not typed:
            return ""
        hours, _, minutes = typed.partition(":")
        if not hours or int(hours) > 23 or int(minutes or 0) > 59:
            return None
        return f"{int(hours):02}:{int(minutes or 0):02}"


class NoticesPage(Page):
    """The kinds of notices, quiet hours, the tray."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self.saved = Check(theme, tr("Results were saved"), checked=settings.notify_saved)
        self.failed = Check(theme, tr("A generation or a saving failed"), checked=settings.notify_failed)
        self.needs_you = Check(
            theme, tr("Something needs you: a key, the disk, a result about to be gone"), checked=settings.notify_needs_you
        )
        self.begin = TimeField(theme, settings.quiet_from, name=tr("Quiet from, as hours and minutes"))
        self.end = TimeField(theme, settings.quiet_until, name=tr("Quiet until, as hours and minutes"))
        where = tr("Show Outtray in the menu bar") if sys.platform == "darwin" else tr("Show Outtray in the tray")
        self.tray = Check(theme, where, checked=settings.tray)
        self.add_hint(tr("Notices come while the window is not in front, together where many things happen at once."), beside=False)
        for place, check in enumerate((self.saved, self.failed, self.needs_you)):
            self.add_row("" if place else tr("Tell me when"), check)
        hours = self.side_by_side(self.unit(tr("from")), self.begin, self.unit(tr("until")), self.end)
        self.add_row(tr("Quiet hours"), hours)
        self.add_hint(tr("Nothing is announced then; it waits in the window. Leave both empty for no quiet hours."))
        self.add_row(tr("Tray"), self.tray)
        self.add_hint(tr("Closing the window then leaves Outtray at work in the background."))
        for field in (self.begin, self.end):
            field.textChanged.connect(self.changed)

    @override
    def fault(self) -> str:
        begin, end = self.begin.value(), self.end.value()
        if begin is None or end is None:
            return tr("Quiet hours: write times as 22:00.")
        if bool(begin) is not bool(end):
            return tr("Quiet hours need both times, or none.")
        return ""

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(
            settings,
            notify_saved=self.saved.isChecked(),
            notify_failed=self.failed.isChecked(),
            notify_needs_you=self.needs_you.isChecked(),
            quiet_from=self.begin.value() or "",
            quiet_until=self.end.value() or "",
            tray=self.tray.isChecked(),
        )
