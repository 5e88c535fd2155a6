"""Settings: the inbox, a folder whose text files are added from."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.inbox import unfit_sentence
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.folder_field import FolderField
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.labels import Ink


class InboxPage(Page):
    """The inbox folder; an empty field switches it off. It can't be the `default_folder` for results, nor another one for them."""

    def __init__(self, theme: Theme, settings: Settings, spawner: Spawner, default_folder: Path) -> None:
        super().__init__(theme)
        self._spawner = spawner
        self._results = _results(settings, default_folder)
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
        self.said = self.add_hint(tr("Scripts write a file under another ending, such as .tmp, and rename it when it is whole."))
        self.open.clicked.connect(self._on_open)
        self.folder.field.textChanged.connect(self._on_typed)
        self._on_typed()

    def _on_typed(self) -> None:
        self.open.setEnabled(bool(self.folder.path()) and not self.folder.fault())
        self.changed.emit()

    def _on_open(self) -> None:
        self.open.setEnabled(False)
        self._spawner.spawn(self._opened(Path(self.folder.path())), name="open the inbox")

    async def _opened(self, folder: Path) -> None:
        """Open the folder in the file manager, and make it before where it isn't there."""
        try:
            await in_daemon_thread("make the inbox", partial(folder.mkdir, exist_ok=True))
        except OSError as error:
            self.said.set_ink(Ink.DANGER)
            self.said.setText(
                tr(
                    "“{folder}” can't be made ({reason}). Choose another folder.",
                    folder=folder,
                    reason=error.strerror or str(error),
                )
            )
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        finally:
            self._on_typed()

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
