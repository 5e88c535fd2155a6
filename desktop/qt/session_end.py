"""The end of the session as Qt tells it. What is unsaved is on disk already, so nothing waits and nothing is asked then."""

import sys
import time
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QSessionManager

ENDING_SECONDS = 60.0
"""How long the session counts as ending once it was said to; another program may have stopped that, which nobody tells."""


class Manager(Protocol):
    """What is used of :class:`QSessionManager`."""

    def setRestartCommand(self, command: list[str], /) -> None:  # noqa: N802  # Qt's name
        """Have the next session start this."""
        ...

    def setRestartHint(self, hint: QSessionManager.RestartHint, /) -> None:  # noqa: N802  # as above
        """Say whether the next session starts anything."""
        ...


class SessionEnd(QObject):
    """Hears that the user signs out. The next session is to open `profile` again; None: nothing (the samples).

    Qt tells it on Windows, and on X11 where it was built with session management, which PySide6's own wheels are not: there, and
    on Wayland, the program is ended by a signal, or the display goes away.
    """

    def __init__(self, app: QGuiApplication, profile: Path | None) -> None:
        super().__init__(app)
        self._profile = profile
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
        self.save_state(manager)

    def save_state(self, manager: Manager) -> None:
        """Say how a session that is taken up again starts the program: Qt would add options of its own."""
        if self._profile is None:
            manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
            return
        from desktop.engine.login import profile_options, program
        from desktop.storage.build import read_build
        from desktop.storage.login import HIDDEN
        from desktop.storage.paths import resources

        shown = any(window.isVisible() for window in QGuiApplication.topLevelWindows())
        options = () if shown else (HIDDEN,)
        manager.setRestartCommand([*program(read_build(resources())), *profile_options(self._profile), *options])
