"""Settings: what is announced, when nothing is, the icon in the tray, starting at login, and looking for updates."""

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator

from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.domain.update import HOME
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.login import LoginEntry, LoginTrouble
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.fields import Field

if TYPE_CHECKING:
    import asyncio

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
    """The kinds of notices, quiet hours, the tray, starting at login, updates; `updates_off` says why none are looked for.

    Starting at login is the system's own record `login`, read and written in a thread, changed only where the user changed the box.
    """

    def __init__(
        self, theme: Theme, settings: Settings, spawner: Spawner, login: LoginEntry | None = None, updates_off: str = ""
    ) -> None:
        super().__init__(theme)
        self._login = login
        self._starts: bool | None = None
        self._reading: asyncio.Task[None] | None = None
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
        self.start = Check(theme, tr("Start Outtray when you sign in"))
        if login is not None:
            self.start.setEnabled(False)
            self.add_row(tr("Sign-in"), self.start)
            self.starting = self.add_hint(tr("It starts out of sight and goes on watching and saving."))
            self._reading = spawner.spawn(self._read(login), name="start at login")
        self.updates = Check(theme, tr("Look for updates once a day"), checked=settings.updates and not updates_off)
        self.updates.setEnabled(not updates_off)
        self.add_row(tr("Updates"), self.updates)
        self.add_hint(
            updates_off
            or tr("Asks {host} for a signed list and tells it nothing of you. Nothing is installed by itself.", host=HOME)
        )
        for field in (self.begin, self.end):
            field.textChanged.connect(self.changed)

    def stop(self) -> None:
        """Read nothing any more: the dialog is closed."""
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self, login: LoginEntry) -> None:
        try:
            self._starts = await in_daemon_thread("login", login.is_on)
        except LoginTrouble as trouble:
            self.starting.setText(trouble.sentence)
            return
        self.start.setChecked(self._starts)
        self.start.setEnabled(True)

    @override
    async def store(self) -> str:
        wished = self.start.isChecked()
        if self._login is None or self._starts is None or wished is self._starts:
            return ""
        try:
            await in_daemon_thread("login", partial(self._login.put, on=wished))
        except LoginTrouble as trouble:
            return trouble.sentence
        self._starts = wished
        return ""

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
            updates=self.updates.isChecked() if self.updates.isEnabled() else settings.updates,
        )
