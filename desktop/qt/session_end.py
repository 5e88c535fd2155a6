"""The end of the session as Qt tells it. What is unsaved is on disk already, so nothing waits and nothing is asked then."""

import sys
import time

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QSessionManager

ENDING_SECONDS = 60.0
"""How long the session counts as ending once it was said to; another program may have stopped that, which nobody tells."""


class SessionEnd(QObject):
    """Hears that the user signs out."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._until = 0.0
        app.commitDataRequest.connect(self.begin, Qt.ConnectionType.DirectConnection)
        app.saveStateRequest.connect(self._on_save_state, Qt.ConnectionType.DirectConnection)

    def is_near(self) -> bool:
        """Tell whether the user is signing out: closing asks nothing then."""
        if sys.platform == "darwin":  # Qt does not tell it there
            from desktop.qt.macos import quits_for_sign_out

            if quits_for_sign_out():
                self.begin()
        return time.monotonic() < self._until

    def begin(self, _manager: QSessionManager | None = None) -> None:
        """Take in that the session is about to end. The order to quit comes by itself, unless another program stops that."""
        self._until = time.monotonic() + ENDING_SECONDS

    def _on_save_state(self, manager: QSessionManager) -> None:
        """Say how a session that is taken up again starts the program: Qt would add options of its own."""
        from desktop.engine.login import program
        from desktop.storage.build import read_build
        from desktop.storage.paths import resources

        manager.setRestartCommand(program(read_build(resources())))
