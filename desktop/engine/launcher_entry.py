"""Progress on the program's icon in docks and taskbars of Linux desktops: KDE's, Ubuntu's and others that hear this signal.

wiki.ubuntu.com, Unity/LauncherAPI: com.canonical.Unity.LauncherEntry, Update. The number on the icon is sent by Qt, the same way.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desktop.storage.worker import Worker, WorkerClosed

GAP_SECONDS = 0.25
"""The least time between two signals."""

_INTERFACE = "com.canonical.Unity.LauncherEntry"
_PATH = "/com/canonical/unity/launcherentry/outtray"
_STEPS = 200
"""Progress is told in so many steps: less is not seen on an icon."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the icon: progress from 0 to 1 (None: none), and whether it asks for attention."""

    progress: float | None = None
    urgent: bool = False


class LauncherEntry:
    """Sends what is to be shown for `desktop_id`, in a thread of its own; nothing waits for it.

    Without a bus nothing happens. The connection stays open: a dock forgets what came from one that is gone.
    """

    def __init__(self, desktop_id: str) -> None:
        self._uri = f"application://{desktop_id}.desktop"
        self._worker = Worker("outtray dock")
        self._wanted = self._sent = Shown()
        self._posted = False
        self._bus: Any = None
        self._silent = False

    def show(self, wanted: Shown) -> None:
        """Show this from now on. Returns at once."""
        if wanted.progress is not None:
            wanted = Shown(round(wanted.progress * _STEPS) / _STEPS, wanted.urgent)
        self._wanted = wanted
        if not self._posted and not self._silent and wanted != self._sent:
            self._posted = True
            try:
                self._worker.post(self._send)
            except WorkerClosed:
                self._silent = True

    def close(self, seconds: float = 0.0) -> None:
        """Show nothing any more, and wait at most `seconds` for that; with the end of the process it is forgotten anyway."""
        self.show(Shown())
        self._silent = True
        with suppress(WorkerClosed):
            self._worker.post(self._hang_up)
        self._worker.close()
        self._worker.join(seconds)

    def _send(self) -> None:
        self._posted = False
        wanted = self._wanted
        if wanted == self._sent:
            return
        self._sent = wanted
        try:
            self._emit(wanted)
        except Exception as error:  # noqa: BLE001  # a library and a service of the desktop: whatever it is, it is logged
            self._silent = True
            logger.debug("no progress on the icon in the dock: %s", error)
            return
        if not self._silent:
            time.sleep(GAP_SECONDS)

    def _hang_up(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            with suppress(OSError):
                bus.close()

    def _emit(self, wanted: Shown) -> None:
        from jeepney import DBusAddress, new_signal  # type: ignore[import-untyped]  # as below: it ships no types
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

        if self._bus is None:
            self._bus = open_dbus_connection("SESSION")
        properties = {
            "progress": ("d", wanted.progress or 0.0),
            "progress-visible": ("b", wanted.progress is not None),
            "urgent": ("b", wanted.urgent),
        }
        address = DBusAddress(_PATH, None, _INTERFACE)
        self._bus.send(new_signal(address, "Update", "sa{sv}", (self._uri, properties)))
