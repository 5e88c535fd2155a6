"""Settings: the inbox, a folder whose text files are added from."""

from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.language import sentences, tr, tr_n
from desktop.domain.problems import words
from desktop.domain.settings import Settings
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.files import os_problem
from desktop.storage.inbox import unfit_sentence, waiting_in
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.folder_field import FolderField
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.labels import Ink

if TYPE_CHECKING:
    import asyncio


class InboxPage(Page):
    """The inbox folder; an empty field switches it off. It can't be within the `default_folder` for results, nor another one.

    Files that are in a folder already are counted before it becomes the inbox: they would be taken, too.
    """

    def __init__(self, theme: Theme, settings: Settings, spawner: Spawner, default_folder: Path) -> None:
        super().__init__(theme)
        self._spawner = spawner
        self._results = _results(settings, default_folder)
        self._before = settings.inbox
        self._running: asyncio.Task[None] | None = None
        self.folder = FolderField(theme, name=tr("Inbox folder"), placeholder=tr("Off"), text=settings.inbox)
        self.open = Button(theme, tr("Open it"))
        self.open.setAccessibleName(tr("Open the inbox folder"))
        self.add_row(tr("Inbox"), self.folder)
        self.add_hint(
            tr(
                "Tasks are added from each text file that comes into this folder: .txt, .json, .csv or .log. The file then moves "
                "to “done” in it, or to “failed” with a text that says why. Leave the field empty for no inbox."
            )
        )
        self.add_row("", self.side_by_side(self.open))
        self.said = self.add_hint("")
        self.open.clicked.connect(self._on_open)
        self.folder.field.textChanged.connect(self._on_typed)
        self._show_advice()

    def _show_advice(self) -> None:
        self.said.set_ink(Ink.MUTED)
        self.said.setText(tr("Scripts write a file under another ending, such as .tmp, and rename it when it is whole."))
        self.open.setEnabled(bool(self.folder.path()) and not self.folder.fault())

    def _on_typed(self) -> None:
        self._show_advice()
        self.stop()
        if self.open.isEnabled() and self.folder.path() != self._before:
            self._start(self._warned(Path(self.folder.path())), "look into the inbox")
        self.changed.emit()

    async def _warned(self, folder: Path) -> None:
        count = await in_daemon_thread("look into the inbox", lambda: waiting_in(folder))
        if count:
            self.said.set_ink(Ink.WARNING)
            self.said.setText(
                tr_n(
                    "{n} text file is in this folder already. It is taken and moved, too.",
                    "{n} text files are in this folder already. They are taken and moved, too.",
                    count,
                )
            )

    def _on_open(self) -> None:
        self.open.setEnabled(False)
        self._start(self._opened(Path(self.folder.path())), "open the inbox")

    async def _opened(self, folder: Path) -> None:
        """Open the folder in the file manager, and make it before where it isn't there."""
        try:
            await in_daemon_thread("make the inbox", partial(folder.mkdir, exist_ok=True))
        except OSError as error:
            self.said.set_ink(Ink.DANGER)
            self.said.setText(sentences(words(os_problem(error, folder)).title, tr("Choose another folder.")))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        self.open.setEnabled(True)

    def _start(self, work: Coroutine[object, object, None], name: str) -> None:
        self.stop()
        self._running = self._spawner.spawn(work, name=name)

    def stop(self) -> None:
        """Wait for no folder any more."""
        if self._running is not None:
            self._running.cancel()

    @override
    def fault(self) -> str:
        if not self.folder.path():
            return ""
        return self.folder.fault() or unfit_sentence(Path(self.folder.path()), self._results)

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(settings, inbox=self.folder.path())


def _results(settings: Settings, default_folder: Path) -> Sequence[Path]:
    """Return the folders that results are saved to."""
    chosen = (settings.folder, *(path for _, path in settings.provider_folders), *(rules.folder for rules in settings.projects))
    return (default_folder, *(Path(path) for path in chosen if path))
