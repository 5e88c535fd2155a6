"""Settings: starting at login, and looking for updates."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, override

from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.domain.update import HOME
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.login import LoginEntry, LoginTrouble
from desktop.widgets.check import Check
from desktop.widgets.dialogs.settings.page import Page

if TYPE_CHECKING:
    import asyncio


class StartingPage(Page):
    """Starting at login, and updates; `updates_off` says why none are looked for.

    Starting at login is the system's own record `login`, read and written in a thread, changed only where the user changed the box.
    """

    def __init__(
        self, theme: Theme, settings: Settings, spawner: Spawner, login: LoginEntry | None = None, updates_off: str = ""
    ) -> None:
        super().__init__(theme)
        self._login = login
        self._starts: bool | None = None
        self._reading: asyncio.Task[None] | None = None
        self.start = Check(theme, tr("Start Outtray when you sign in"))
        if login is not None:
            self.start.setEnabled(False)
            self.add_row(tr("Sign-in"), self.start)
            self.starting = self.add_hint(tr("At login it starts out of sight and goes on watching and saving."))
            self._reading = spawner.spawn(self._read(login), name="start at login")
        self.updates = Check(theme, tr("Look for updates once a day"), checked=settings.updates and not updates_off)
        self.updates.setEnabled(not updates_off)
        self.add_row(tr("Updates"), self.updates)
        self.add_hint(
            updates_off
            or tr("Asks {host} for a signed list and tells it nothing of you. Nothing is installed by itself.", host=HOME)
        )

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
    def apply(self, settings: Settings) -> Settings:
        return replace(settings, updates=self.updates.isChecked()) if self.updates.isEnabled() else settings
