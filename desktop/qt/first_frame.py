"""The first frame: a window on the screen before the program behind it is imported."""

from typing import override

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

PAINT_MS = 500
"""How long the first frame is waited for (a window may start out of sight)."""


def show_first_frame(window: QWidget) -> None:
    """Show `window` and return once it was painted. Only before the application's own loop runs: nothing of asyncio exists yet."""
    loop = QEventLoop()
    watch = _PaintWatch(window, loop)
    window.installEventFilter(watch)
    window.show()
    QTimer.singleShot(PAINT_MS, loop.quit)
    loop.exec()
    window.removeEventFilter(watch)


class _PaintWatch(QObject):
    """Ends `loop` in the turn after a window was painted, when the frame has left for the screen."""

    def __init__(self, window: QWidget, loop: QEventLoop) -> None:
        super().__init__()
        self._window = window
        self._loop = loop

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)
        return False
