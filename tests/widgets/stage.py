"""A plain window for dialogs to stand over, where the whole workspace is not needed."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.qt.spawn import Spawner
from desktop.widgets.dialogs.settings.keeping import EmptyCache
from desktop.widgets.dialogs.settings.sheet import SettingsSheet
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import Ui


class Stage:
    """A window of 1240 x 790 px with an engine of a few tasks."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.engine = FakeEngine(many_tasks(3), sample_accounts(), now=ui.now)
        self._spawner = Spawner(self._on_error)
        self.host = QWidget()
        self.host.resize(1240, 790)
        self.host.show()

    def settings(self, section: str = "", *, empty_cache: EmptyCache | None = None) -> SettingsSheet:
        """Open the settings."""
        sheet = SettingsSheet(
            self.ui.theme,
            self.host,
            self.engine,
            self._spawner,
            default_folder=Path("/renders/Outtray"),
            projects=["Fox film"],
            empty_cache=empty_cache,
        )
        if section:
            sheet.show_section(section)
        sheet.open()
        return sheet

    def _on_error(self, _name: str, error: BaseException) -> None:
        self.ui.errors.append(error)

    def close(self) -> None:
        """Take the window away, with what stands over it."""
        self.host.close()
        self.host.deleteLater()
