"""Asking the desktop's file manager, over D-Bus, to show files selected in their folder."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.FileManager1"


class FileManagerCall(QObject):
    """One call of ShowItems (freedesktop.org, "file manager interface"). `refused` is emitted where nobody does it."""

    refused = Signal()

    def __init__(self, uris: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._uris = list(uris)

    def start(self) -> None:
        """Ask; the object deletes itself when the answer is there."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self.refused.emit()
            self.deleteLater()
            return
        message = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems")
        message.setArguments([self._uris, ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        watcher.finished.connect(self._on_answered)

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        if watcher.isError():
            self.refused.emit()
        self.deleteLater()
