"""One start of a window, timed: `first_paint.py <spawned at> bare`, or `first_paint.py <spawned at> outtray <profile folder>`.

`spawned at` is the parent's CLOCK_MONOTONIC in seconds, taken just before it started this process. Prints how many seconds
later the first frame with content had been painted (rows with their records, or the page of an empty list), and how many
seconds later the list itself had, which answers to the user; then ends at once. The clock is the system's, so interpreter
start, imports and everything else are in the figures.
"""

import gc
import os
import sys
import time
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.storage.glance import Glance
    from desktop.widgets.workspace import Workspace


class Watch:
    """Reports when the first paint of some content is on the screen, and when that of the list itself is."""

    def __init__(self, spawned: float) -> None:
        self._spawned = spawned
        self._seen_at = 0.0
        self._filters: list[object] = []

    def first(self, widget: "QWidget") -> None:
        """Note the first paint of `widget`."""
        self._look(widget, lambda: True, self._note)

    def content(self, widget: "QWidget", shows: "Callable[[], bool]") -> None:
        """Report, and end, at the first paint of `widget` for which `shows` holds."""
        self._look(widget, shows, self._report)

    def _look(self, widget: "QWidget", shows: "Callable[[], bool]", then: "Callable[[], None]") -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        class Filter(QObject):
            @override
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() is QEvent.Type.Paint and shows():
                    QTimer.singleShot(0, then)  # runs once the paint has been flushed
                return False

        self._filters.append(Filter(widget))
        widget.installEventFilter(self._filters[-1])  # type: ignore[arg-type]  # a Filter

    def _note(self) -> None:
        self._seen_at = self._seen_at or time.monotonic() - self._spawned

    def _report(self) -> None:
        content_at = time.monotonic() - self._spawned
        sys.stdout.write(f"{self._seen_at or content_at} {content_at}\n")
        sys.stdout.flush()
        os._exit(0)


def bare(spawned: float) -> None:
    """Show the window every program could show: one text field, no code of ours."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    field = QTextEdit(window)
    window.setCentralWidget(field)
    window.resize(1240, 790)
    watch = Watch(spawned)
    watch.content(field.viewport(), lambda: True)
    window.show()
    app.exec()


def outtray(spawned: float, profile: str) -> None:
    """Start the program as its command does, but for a watch on its window."""
    from desktop.entry import run

    gc.disable()  # as the program does before it loads the window

    from desktop.widgets.main_window import MainWindow

    glance, furnish = MainWindow.show_glance, MainWindow.furnish

    def glance_watched(window: MainWindow, seen: "Glance") -> None:
        glance(window, seen)
        watch.first(next(child for child in window.children() if child.objectName() == "glance"))  # type: ignore[arg-type]

    def furnish_watched(window: MainWindow, workspace: "Workspace") -> None:
        model = workspace.model
        watch.content(workspace.list.viewport(), lambda: bool(model.rowCount()) and model.task_at(0) is not None)
        watch.content(workspace.empty, lambda: True)
        furnish(window, workspace)

    watch = Watch(spawned)
    setattr(MainWindow, "show_glance", glance_watched)  # noqa: B010  # a plain assignment would need an ignore for its type
    setattr(MainWindow, "furnish", furnish_watched)  # noqa: B010  # as above
    run(["--profile", profile])


if __name__ == "__main__":
    match sys.argv[1:]:
        case [at, "bare"]:
            bare(float(at))
        case [at, "outtray", folder]:
            outtray(float(at), folder)
