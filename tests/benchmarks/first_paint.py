"""One start of a window, timed: `first_paint.py <spawned at> bare`, or `first_paint.py <spawned at> outtray <profile folder>`.

`spawned at` is the parent's CLOCK_MONOTONIC in seconds, taken just before it started this process. Prints how many seconds
later the window had been painted, and how many seconds later its content had (rows with their records, or the page of an empty
list), then ends at once. The clock is the system's, so interpreter start, imports and everything else are in the figures.
"""

import gc
import os
import sys
import time
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow, QWidget

    from desktop.widgets.main_window import MainWindow


def watch_paints(spawned: float, window: "QMainWindow", contents: "dict[QWidget, Callable[[], bool]]") -> None:
    """Report when the first paint of `window` is on the screen, and when that of one of `contents` is whose condition holds."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        window_at = 0.0

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, self._note)  # runs once the paint has been flushed
                if any(watched is widget and shows() for widget, shows in contents.items()):
                    QTimer.singleShot(0, self._report)
            return False

        def _note(self) -> None:
            self.window_at = self.window_at or time.monotonic() - spawned

        def _report(self) -> None:
            sys.stdout.write(f"{self.window_at} {time.monotonic() - spawned}\n")
            sys.stdout.flush()
            os._exit(0)

    watch = Watch(window)
    for each in (window, *contents):
        each.installEventFilter(watch)


def bare(spawned: float) -> None:
    """Show the window every program could show: one text field, no code of ours."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    field = QTextEdit(window)
    window.setCentralWidget(field)
    window.resize(1240, 790)
    watch_paints(spawned, window, {field.viewport(): lambda: True})
    window.show()
    app.exec()


def outtray(spawned: float, profile: str) -> None:
    """Start the program as its command does, but for a watch on its window."""
    from desktop.app import Application
    from desktop.cli import main

    gc.disable()  # as the program does before it loads the window

    from desktop.widgets.main_window import MainWindow

    show = MainWindow.show

    def show_watched(window: "MainWindow") -> None:
        rows = window.list.viewport()
        watch_paints(
            spawned,
            window,
            {rows: lambda: bool(window.model.rowCount()) and window.model.task_at(0) is not None, window.empty: lambda: True},
        )
        show(window)

    setattr(MainWindow, "show", show_watched)  # noqa: B010  # a plain assignment would need an ignore for its type
    main(["--profile", profile], Application())


if __name__ == "__main__":
    match sys.argv[1:]:
        case [at, "bare"]:
            bare(float(at))
        case [at, "outtray", folder]:
            outtray(float(at), folder)
