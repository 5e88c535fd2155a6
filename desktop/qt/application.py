"""The application object: on macOS links and files come to it as events, also before there is a window for them."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

type Open = Callable[[str], None]
"""Opens one link or file."""


class OuttrayApplication(QApplication):
    """Keeps what is to be opened until somebody opens it.

    `quit_asked` is emitted where the system asks the program to quit: at the session's end, or by the menu that macOS gives it.
    """

    quit_asked = Signal()

    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self._waiting: list[str] = []
        self._open: Open | None = None

    def open_with(self, opener: Open | None) -> None:
        """Give what is to be opened to `opener` from now on, and what came before; None: keep it."""
        self._open = opener
        waiting, self._waiting = self._waiting, []
        for what in waiting:
            self._deliver(what)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            url = event.url()
            self._deliver(
                event.file() if url.isLocalFile() or url.isEmpty() else url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            )
            return True
        if event.type() is QEvent.Type.Quit:  # Qt would close the windows, and ours hide when they are closed
            event.ignore()
            self.quit_asked.emit()
            return True
        return super().event(event)

    def _deliver(self, what: str) -> None:
        if self._open is None:
            self._waiting.append(what)
        else:
            self._open(what)
