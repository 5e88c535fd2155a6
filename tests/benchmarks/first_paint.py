"""One start of a window, timed: `first_paint.py <spawned at> bare`, or `first_paint.py <spawned at> outtray <profile folder>`.

`spawned at` is the parent's CLOCK_MONOTONIC in seconds, taken just before it started this process. Prints how many seconds later the
window had been painted, and how many seconds later its content had (rows with their records, or the page of an empty list), then
ends at once. The clock is the system's, so interpreter start, imports and everything else are in the figures.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit, QWidget


class PaintWatch(QObject):
    """Tells when paints have reached the screen: the first one of a window, then the first one of its content."""

    def __init__(self, app: QApplication, spawned: float, is_content: Callable[[QObject], bool]) -> None:
        super().__init__(app)
        self._spawned = spawned
        self._is_content = is_content
        self._window_at: float | None = None
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            if self._window_at is None and isinstance(watched, QWidget) and watched.isWindow():
                QTimer.singleShot(0, self._note_window)
            if self._is_content(watched):
                QTimer.singleShot(0, self._report)
        return False

    def _note_window(self) -> None:
        if self._window_at is None:
            self._window_at = time.monotonic() - self._spawned

    def _report(self) -> None:
        content_at = time.monotonic() - self._spawned
        print(self._window_at or content_at, content_at, flush=True)
        os._exit(0)


def bare(app: QApplication, spawned: float) -> None:
    """Show the window every program could show: one text field, no code of ours."""
    window = QMainWindow()
    field = QTextEdit(window)
    window.setCentralWidget(field)
    window.resize(1240, 790)
    watch = PaintWatch(app, spawned, lambda painted: painted is field.viewport())
    window.show()
    app.exec()
    del watch


def outtray(app: QApplication, spawned: float, profile: str) -> None:
    """Start the program as its command does."""
    from desktop.app import Application
    from desktop.cli import main

    watch = PaintWatch(app, spawned, _shows_tasks)
    main(["--profile", profile], Application())
    del watch


def _shows_tasks(painted: QObject) -> bool:
    from desktop.widgets.main_window import MainWindow

    window = painted.window() if isinstance(painted, QWidget) else None
    if not isinstance(window, MainWindow):
        return False
    if painted is window.list.viewport():
        return bool(window.model.rowCount()) and window.model.task_at(0) is not None
    return painted is window.empty


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    match sys.argv[1:]:
        case [at, "bare"]:
            bare(application, float(at))
        case [at, "outtray", folder]:
            outtray(application, float(at), folder)
