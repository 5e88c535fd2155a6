"""Whether the program that runs is still the one that is installed: said once where an update or a removal came over it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.domain.events import Notice
from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.spawn import Spawner
from desktop.storage.own_program import Installed
from desktop.widgets.banner import PROGRAM, UPDATE
from desktop.widgets.workspace import Workspace

LOOK_MS = 60_000
"""How often the program's file is looked at; it is too when the window comes to the front."""

_OVER = {Installed.GONE: 2, Installed.OTHER: 1}
"""How many looks one after the other must find it so: while an update is unpacked there may be no file for a moment."""


class ProgramWatch(QObject):
    """Calls `look`, in a thread, and raises a notice in `workspace` the first time that it finds another program, or none.

    That there is none is taken back when the same program is there again.
    """

    def __init__(self, workspace: Workspace, spawner: Spawner, look: Callable[[], Installed]) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._spawner = spawner
        self._look = look
        self._looking = False
        self._found, self._times = Installed.SAME, 0
        self._told: set[Installed] = set()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)

    @property
    def replaced(self) -> bool:
        """Whether the user was told that another program is installed."""
        return Installed.OTHER in self._told

    def look(self) -> None:
        """Look now, unless that is being done or all is said."""
        if not self.replaced and not self._looking and not self._spawner.closed:
            self._looking = True
            self._spawner.spawn(self._take_look(), name="look at the program")

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    async def _take_look(self) -> None:
        try:
            found = await in_daemon_thread("program", self._look)
        finally:
            self._looking = False
        self._times = self._times + 1 if found is self._found else 1
        self._found = found
        if found in _OVER and self._times >= _OVER[found] and found not in self._told:
            self._told.add(found)
            self._tell(found)
        elif found is Installed.SAME and Installed.GONE in self._told:
            self._told.discard(Installed.GONE)
            self._workspace.notices.show_notice(Notice(PROGRAM, None))

    def _tell(self, found: Installed) -> None:
        newer = tr("A newer Outtray is installed. Quit and open it again to use it.")
        removed = tr("Outtray's program was removed or moved. It goes on checking and saving until you quit; previews may fail.")
        if found is Installed.OTHER:
            self._timer.stop()
            self._workspace.notices.show_notice(Notice(UPDATE, None))  # it has been followed
        self._workspace.notices.show_notice(Notice(PROGRAM, newer if found is Installed.OTHER else removed))
