"""What this program is, and the licences of what it brings along."""

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import __version__
from desktop.domain.language import sentences, tr
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.build import Build, Channel
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import TextBox

LICENCES = "LICENCES.txt"
"""The index in the folder of licences that a frozen copy has (tools/package/licences.py)."""


class AboutSheet(Sheet):
    """Name, version, how this copy came, and what it does with keys. `licences_asked` is offered where there are texts to show."""

    licences_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget, build: Build, *, licences: bool) -> None:
        words = tr(
            "Watches AI-generation tasks by their ids and saves the results before their links die. "
            "Keys stay in your system keychain and go to your providers alone."
        )
        licence = tr("Outtray's own code is under the MIT licence.")
        whole = tr("This copy as a whole is passed on under the GNU GPL, version 3: it holds Qt Quick 3D.") if licences else ""
        version = tr("Version {version}.", version=__version__)
        super().__init__(theme, parent, "Outtray", sentences(version, origin_words(build), words, licence, whole), width=440)
        if licences:
            button = self.add_cancel(tr("Licences"))
            button.clicked.disconnect(self.reject)
            button.clicked.connect(self.licences_asked)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()


class LicencesSheet(Sheet):
    """The licences of everything that this copy brings along; `folder` holds the index and the texts."""

    def __init__(self, theme: Theme, parent: QWidget, folder: Path, spawner: Spawner) -> None:
        super().__init__(theme, parent, tr("Licences"), tr("The texts are in the folder “{folder}”.", folder=folder), width=640)
        self.text = TextBox(theme, name=tr("Licences"), placeholder=tr("Reading…"), read_only=True)
        self.text.setMinimumHeight(360)
        self.body.addWidget(self.text)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        reading = spawner.spawn(self._read(folder / LICENCES), name="licences")
        self.finished.connect(reading.cancel)

    async def _read(self, index: Path) -> None:
        try:
            self.text.setPlainText(await in_daemon_thread("licences", lambda: index.read_text(encoding="utf-8", errors="replace")))
        except OSError as error:
            self.complain(
                tr("The list of licences can't be read: {reason}. Install Outtray again.", reason=error.strerror or error)
            )


def origin_words(build: Build) -> str:
    """Return how a copy came, as a sentence."""
    if build.updated_by:
        return tr("Installed and updated by {name}.", name=build.updated_by)
    match build.channel:
        case Channel.SOURCE:
            return tr("Run from its source.")
        case Channel.PORTABLE:
            return tr("The portable copy.")
        case Channel.DEB:
            return tr("Installed from the Debian package.")
        case Channel.FLATPAK:
            return tr("Installed by Flatpak.")
        case Channel.WINDOWS | Channel.MACOS:
            return ""
        case _:
            assert_never(build.channel)
