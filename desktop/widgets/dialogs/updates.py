"""Looking for a newer Outtray: its notes, its installer with the way it makes, and opening that."""

from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum, auto
from pathlib import Path
from typing import assert_never

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, words_of
from desktop.domain.update import HOME, Found, Installer, Newer, Refused, Unfit, Updates, UpToDate, notes_in
from desktop.domain.wording import size_words
from desktop.engine.update_faults import UpdateTrouble
from desktop.engine.updates import Updater
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import TextBox
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.progress_bar import ProgressBar

type WithFile = Callable[[Path], Awaitable[str | None]]
"""Opens or shows a file; returns a sentence where that wasn't possible."""

_NOTES_HEIGHT = 168
_UNPACKED = frozenset({"portable"})
"""The channels whose file is unpacked by hand: nothing of it is opened."""

_READY = words_of("“{name}” is in “{folder}”, and it is what the makers of Outtray signed.")
_HOW = words_of("Open it, and quit Outtray when the installer asks for that.")
_HOW_UNPACKED = words_of("Quit Outtray, then unpack it in place of the folder that Outtray runs from. Your tasks aren't in there.")


class Step(Enum):
    """How far it has come. ASTRAY: there is no list to go by, or nothing in it for this computer."""

    OFF = auto()
    LOOKING = auto()
    NOTHING = auto()
    ASTRAY = auto()
    OFFERED = auto()
    DOWNLOADING = auto()
    READY = auto()
    OPENED = auto()


class UpdatesSheet(Sheet):
    """Looks as soon as it opens. Closing it stops what is under way and leaves nothing half.

    `open_file` and `reveal` are given files that were proved; `open_page` opens the home page. `language` is what
    the notes are wanted in.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        updater: Updater,
        spawner: Spawner,
        *,
        open_file: WithFile,
        reveal: WithFile,
        open_page: Callable[[], object],
        language: str,
    ) -> None:
        super().__init__(theme, parent, tr("Updates"), width=540)
        self._updater = updater
        self._spawner = spawner
        self._open_file = open_file
        self._reveal = reveal
        self._open_page = open_page
        self._language = language
        self._installer: Installer | None = None
        self._path: Path | None = None
        self._running: Callable[[], object] = _nothing
        self.step = Step.OFF
        self._make_parts()
        self.finished.connect(self._on_finished)
        theme.changed.connect(self._fit_notes)
        if updater.off:
            self._come_to(Step.OFF, updater.off)
        else:
            self._look()

    def _make_parts(self) -> None:
        self.notes = TextBox(self.theme, name=tr("What is new"), read_only=True)
        self.notes.setFont(self.theme.fonts.body)
        self._fit_notes()
        self.bar = ProgressBar(self.theme, name=tr("Download"))
        self.came = PlainLabel(self.theme, ink=Ink.MUTED)
        for part in (self.notes, self.bar, self.came):
            part.hide()
            self.body.addWidget(part)
        self.show_button = self.add_cancel(tr("Show in folder"))
        self.show_button.clicked.disconnect(self.reject)
        self.show_button.clicked.connect(self._on_show)
        self.page_button = self.add_cancel(tr("Open {address}", address=HOME))
        self.page_button.clicked.disconnect(self.reject)
        self.page_button.clicked.connect(self._open_page)
        self.foot.addStretch(1)
        self.leave = self.add_cancel()
        self.go = self.add_primary(tr("Download"))
        self.go.clicked.connect(self._on_go)

    def _fit_notes(self) -> None:
        self.notes.setFixedHeight(self.theme.px(_NOTES_HEIGHT))

    # -- steps -----------------------------------------------------------------------------------------------------

    def _come_to(self, step: Step, words: str, trouble: str = "") -> None:
        """Show a step with its words; what went wrong on the way to it stands above the buttons."""
        self.step = step
        self.subtitle.setText(words)
        self.subtitle.setVisible(bool(words))
        self.complain(trouble)
        by_hand = self._installer is not None and self._installer.channel in _UNPACKED
        verb = _VERBS[step] if step is not Step.READY or not by_hand else ""
        self.go.show_text(tr(verb) if verb else "")
        self.go.setVisible(bool(verb))
        self.show_button.setVisible(step in (Step.READY, Step.OPENED))
        self.page_button.setVisible(step is Step.ASTRAY)
        self.go.setEnabled(True)
        self.leave.show_text(tr("Cancel") if step in (Step.LOOKING, Step.DOWNLOADING) else tr("Close"))
        for part in (self.bar, self.came):
            part.setVisible(step is Step.DOWNLOADING)
        focus = self.go if verb and step is not Step.OPENED else self.show_button if step is Step.READY else self.leave
        focus.setFocus()
        self.fit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, trouble or words))

    def _on_go(self) -> None:
        match self.step:
            case Step.NOTHING | Step.ASTRAY:
                self._look()
            case Step.OFFERED:
                self._download()
            case Step.READY | Step.OPENED:
                self._start(self._open(), "open an installer")
            case Step.OFF | Step.LOOKING | Step.DOWNLOADING:
                pass
            case _:
                assert_never(self.step)

    def _start(self, work: Coroutine[object, object, None], name: str) -> None:
        self._running()
        self.go.setEnabled(True)
        self._running = self._spawner.spawn(work, name=name).cancel

    def _on_finished(self) -> None:
        self._running()

    # -- looking ---------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._come_to(Step.LOOKING, tr("Asking {host} for the list of updates…", host=self._updater.host))
        self._start(self._looked(), "look for updates")

    async def _looked(self) -> None:
        try:
            found = await self._updater.look()
        except UpdateTrouble as trouble:
            self._come_to(Step.ASTRAY, tr("The list of updates didn't come."), trouble.sentence)
            return
        self._show(found)

    def _show(self, found: Found) -> None:
        match found:
            case UpToDate():
                words = tr("Outtray {version} is the newest there is.", version=self._updater.version)
                self._come_to(Step.NOTHING, words)
            case Refused():
                self._come_to(Step.ASTRAY, tr("The list of updates isn't believed."), found.sentence)
            case Unfit():
                self._show_notes(found.updates)
                self._come_to(Step.ASTRAY, found.sentence)
            case Newer():
                self._installer = found.installer
                self._show_notes(found.updates)
                self._come_to(Step.OFFERED, self._offer_words(found))
            case _:
                assert_never(found)

    def _show_notes(self, updates: Updates) -> None:
        notes = notes_in(updates, self._language)
        self.notes.setPlainText(notes)
        self.notes.setVisible(bool(notes))

    def _offer_words(self, found: Newer) -> str:
        return tr(
            "Outtray {version} is there; you have {installed}. Its installer takes {size} to download.",
            version=found.updates.version,
            installed=self._updater.version,
            size=size_words(found.installer.size),
        )

    # -- downloading -----------------------------------------------------------------------------------------------

    def _download(self) -> None:
        assert self._installer is not None
        self._on_progress(0, self._installer.size)
        self._come_to(Step.DOWNLOADING, tr("Downloading “{name}”…", name=self._installer.name))
        self._start(self._downloaded(self._installer), "download an update")

    def _on_progress(self, received: int, total: int | None) -> None:
        self.bar.show_share(received, total or 0)
        self.came.setText(tr("{done} of {total}", done=size_words(received), total=size_words(total)))

    async def _downloaded(self, installer: Installer) -> None:
        try:
            self._path = await self._updater.download(installer, self._on_progress)
        except UpdateTrouble as trouble:
            self._come_to(Step.OFFERED, tr("“{name}” wasn't downloaded.", name=installer.name), trouble.sentence)
            return
        self._come_to(Step.READY, self._ready_words(self._path, installer))

    def _ready_words(self, path: Path, installer: Installer) -> str:
        how = tr(_HOW_UNPACKED) if installer.channel in _UNPACKED else tr(_HOW)
        return tr("{before} {sentence}", before=tr(_READY, name=path.name, folder=path.parent.name), sentence=how)

    # -- opening ---------------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        """Prove the file once more, for it lay on the disk, then open it."""
        assert self._path is not None
        assert self._installer is not None
        self.go.setEnabled(False)
        try:
            await self._updater.prove(self._path, self._installer)
        except UpdateTrouble as trouble:
            self._come_to(Step.OFFERED, tr("“{name}” isn't opened.", name=self._path.name), trouble.sentence)
            return
        said = await self._open_file(self._path)
        if said is None:
            self._come_to(Step.OPENED, tr("The system opens the installer. Quit Outtray when it asks for that."))
        else:
            self.go.setEnabled(True)
            self.complain(said)

    def _on_show(self) -> None:
        if self._path is not None:
            self._start(self._shown(self._path), "show an installer")

    async def _shown(self, path: Path) -> None:
        self.complain(await self._reveal(path) or "")


_VERBS = {
    Step.OFF: "",
    Step.LOOKING: "",
    Step.NOTHING: words_of("Check again"),
    Step.ASTRAY: words_of("Check again"),
    Step.OFFERED: words_of("Download"),
    Step.DOWNLOADING: "",
    Step.READY: words_of("Open the installer"),
    Step.OPENED: words_of("Open the installer"),
}
"""What the primary button does at each step; empty where there is none."""


def _nothing() -> None:
    """Nothing is under way."""
