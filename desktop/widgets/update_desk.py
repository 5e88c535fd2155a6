"""Updates in the window: the sheet where the user asks, and a notice where a look a day is wished and finds something."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.events import Notice
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.domain.update import HOME, Newer, Refused, Unfit, UpToDate
from desktop.engine.update_faults import UpdateTrouble
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.banner import UPDATE
from desktop.widgets.file_desk import FileDesk
from desktop.widgets.program_watch import ProgramWatch
from desktop.widgets.workspace import Workspace

if TYPE_CHECKING:
    from desktop.engine.updates import Updater
    from desktop.widgets.dialogs.updates import UpdatesSheet

FIRST_MS = 8000
"""How long after the start the day's look is made: the tasks go first."""

AGAIN_MS = 3_600_000
"""How often it is seen whether a day has gone by."""

REFUSED = "update refused"
"""The topic of the notice that a list isn't believed."""

logger = logging.getLogger(__name__)


class UpdateDesk(QObject):
    """Opens the sheet over `workspace`. Looks `by_itself` once a day while the settings say so (not in the samples' window).

    `opener` has the system open a file or a page, and tells whether it has a program for that.
    """

    def __init__(
        self,
        workspace: Workspace,
        settings: Callable[[], Settings],
        theme: Theme,
        spawner: Spawner,
        updater: "Updater",
        *,
        by_itself: bool,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        files: FileDesk | None = None,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._settings = settings
        self._theme = theme
        self._spawner = spawner
        self._updater = updater
        self._opener = opener
        self._files = files or FileDesk(self)
        self.sheet: UpdatesSheet | None = None
        workspace.dialogs.updates_off = updater.off
        workspace.dialogs.updates_asked.connect(self.open)
        if by_itself and not updater.off:
            self._timer = QTimer(self, interval=FIRST_MS)
            self._timer.timeout.connect(self._on_time)
            self._timer.start()
            workspace.dialogs.settings_changed.connect(self._on_settings)

    def open(self) -> None:
        """Open the sheet, which looks at once; the notice has done its work then."""
        from desktop.widgets.dialogs.updates import UpdatesSheet

        self._workspace.notices.show_notice(Notice(UPDATE, None))
        self._workspace.notices.show_notice(Notice(REFUSED, None))
        if self.sheet is None:
            self.sheet = UpdatesSheet(
                self._theme,
                self._workspace,
                self._updater,
                self._spawner,
                open_file=self._open_file,
                reveal=self._reveal,
                open_page=self._open_page,
                language=self._settings().language or QLocale().name(),
            )
            self.sheet.finished.connect(self._on_finished)
            self.sheet.open()

    def look_if_due(self) -> None:
        """Look, where that is wished and a day has gone by since the last time."""
        if self._settings().updates and self.sheet is None and not self._spawner.closed:
            self._spawner.spawn(self._look_if_due(), name="the day's look for updates")

    def _on_time(self) -> None:
        self._timer.setInterval(AGAIN_MS)
        self.look_if_due()

    async def _look_if_due(self) -> None:
        if not await self._updater.due():
            return
        try:
            found = await self._updater.look()
        except UpdateTrouble as trouble:
            logger.info("the day's look for updates: %s", trouble.sentence)
            return
        match found:
            case Newer() if self._followed():
                pass
            case Newer(updates=updates):
                notice = Notice(UPDATE, tr("Outtray {version} is there.", version=updates.version))
                self._workspace.notices.show_notice(notice)
            case Refused(sentence=sentence):
                self._workspace.notices.show_notice(Notice(REFUSED, sentence))
            case Unfit() | UpToDate():
                pass

    def _followed(self) -> bool:
        """Return whether the window has told already that a newer copy was installed under it."""
        watch = self._workspace.findChild(ProgramWatch)
        return watch is not None and watch.replaced

    def _on_settings(self, change: tuple[Settings, Settings]) -> None:
        if change[1].updates and not change[0].updates:
            self.look_if_due()

    async def _open_file(self, path: Path) -> str | None:
        if self._opener(QUrl.fromLocalFile(str(path))):
            return None
        return tr("No program on this computer opens “{name}”. Show it in its folder.", name=path.name)

    def _open_page(self) -> None:
        self._opener(QUrl(f"https://{HOME}/", QUrl.ParsingMode.StrictMode))

    async def _reveal(self, path: Path) -> str | None:
        return await self._files.reveal([str(path)])

    def _on_finished(self) -> None:
        self.sheet = None
