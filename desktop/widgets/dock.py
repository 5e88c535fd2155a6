"""The program's icon in the dock or taskbar: how far saving has come, where the system shows that. On macOS only the number is."""

import os
import sys
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.domain.events import Budget
from desktop.domain.identity import desktop_id
from desktop.domain.saving_progress import SavingProgress
from desktop.domain.task import Task
from desktop.engine.launcher_entry import LauncherEntry, Shown


class Icon(Protocol):
    """Something that shows progress. Neither call waits or raises."""

    def show(self, wanted: Shown) -> None:
        """Show this from now on."""
        ...

    def close(self) -> None:
        """Show nothing any more."""
        ...


class Dock:
    """Follows the tasks and the budget, and shows on the icon how far saving has come."""

    def __init__(self, icon: Icon | None) -> None:
        self._icon = icon
        self._progress = SavingProgress()
        self._shown = Shown()

    def on_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Take in tasks that came or changed."""
        self._progress.heard(tasks)

    def on_removed(self, ids: tuple[int, ...]) -> None:
        """Take in that tasks left the list."""
        self._progress.forget(ids)

    def show(self, budget: Budget, *, urgent: bool) -> None:
        """Show how things stand now."""
        shown = Shown(self._progress.fraction(budget.saving), urgent)
        if self._icon is not None and shown != self._shown:
            self._shown = shown
            self._icon.show(shown)

    def close(self) -> None:
        """Show nothing any more."""
        if self._icon is not None:
            self._icon.close()


def system_icon(window: QWidget) -> Icon | None:
    """Return what shows progress on this system."""
    if sys.platform == "win32":
        return _Button(window)
    return LauncherEntry(desktop_id(os.environ)) if sys.platform.startswith("linux") else None


if sys.platform == "win32":
    from desktop.qt.windows_shell import Taskbar

    class _Button:
        """The button of `window` in the taskbar. A window that was never shown has none."""

        def __init__(self, window: QWidget) -> None:
            self._window = window
            self._taskbar = Taskbar()

        def show(self, wanted: Shown) -> None:
            if self._window.isVisible():
                self._taskbar.show(int(self._window.winId()), wanted.progress, urgent=wanted.urgent)

        def close(self) -> None:
            self.show(Shown())
