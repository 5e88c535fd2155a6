"""The start, timed: when a first frame with content was on the screen, and when the list itself was, which answers to the user."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.storage.glance import Glance
    from desktop.widgets.workspace import Workspace


class Watch:
    """Prints when the first paint of some content, and then that of the list itself, is on the screen.

    Both in seconds after `spawned`, the CLOCK_MONOTONIC of whoever started this process, taken just before: interpreter start,
    imports and everything else are in them.
    """

    def __init__(self, spawned: float) -> None:
        self._spawned = spawned
        self._seen_at = 0.0
        self._told = False
        self._filters: list[object] = []

    def first(self, widget: "QWidget") -> None:
        """Note the first paint of `widget`."""
        self._look(widget, lambda: True, self._note)

    def content(self, widget: "QWidget", shows: Callable[[], bool]) -> None:
        """Tell of the first paint of `widget` for which `shows` holds; that is the end of it."""
        self._look(widget, shows, self._tell)

    def _look(self, widget: "QWidget", shows: Callable[[], bool], then: Callable[[], None]) -> None:
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

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            content_at = time.monotonic() - self._spawned
            sys.stdout.write(f"{self._seen_at or content_at} {content_at}\n")
            sys.stdout.flush()


def start_watched(spawned: float, argv: Sequence[str]) -> int:
    """Carry out `argv` as the program does, with a watch on its window."""
    import gc

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
    return run(argv)
