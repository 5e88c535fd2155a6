"""Notifications outside the window: over D-Bus where that is the desktop's way, else through the icon in the tray."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.engine.bus_notes import FOLDER, BusNotes, Note
from desktop.qt.activation import lend_token
from desktop.qt.spawn import Spawner

ON_BUS = sys.platform.startswith("linux")
"""Whether this system shows notifications by org.freedesktop.Notifications; Qt's tray messages need a visible icon there."""

__all__ = ["Note", "Notifications"]


class Notifications(QObject):
    """Shows notes. `show_asked` and `folder_asked` carry the key of the note that the user clicked.

    `by_tray` shows a note through the tray icon, where there is one; only the last of those can be clicked.
    """

    show_asked = Signal(int)
    folder_asked = Signal(int)

    def __init__(self, spawner: Spawner, by_tray: Callable[[Note], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spawner = spawner
        self._by_tray = by_tray
        self._bus: BusNotes | None = None
        self._last = 0

    def show(self, note: Note) -> None:
        """Show a note, as far as this desktop shows any."""
        if not ON_BUS:
            self._on_refused(note)
            return
        if self._bus is None:
            self._bus = BusNotes(self._on_acted, self._on_refused)
            self._spawner.spawn(self._bus.run(), name="notifications")
        self._bus.show(note)

    def withdraw(self, key: int) -> None:
        """Take a note away whose tasks were seen."""
        if self._bus is not None:
            self._bus.withdraw(key)

    def tray_clicked(self) -> None:
        """Take in that the message at the tray icon was clicked."""
        self.show_asked.emit(self._last)

    def _on_refused(self, note: Note) -> None:
        self._last = note.key
        self._by_tray(note)

    def _on_acted(self, key: int, act: str, token: str) -> None:
        if token:
            lend_token(token, self)
        (self.folder_asked if act == FOLDER else self.show_asked).emit(key)
