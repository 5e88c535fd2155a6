"""The window's own commands: the menu, and the shortcuts that work anywhere in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from desktop.widgets.workspace import Workspace

_PAUSE, _RESUME = "Pause everything", "Resume everything"
_SAVE, _RETRY = "Save everything that is not saved", "Retry all that failed"


class WindowCommands(QObject):
    """QActions of the window. Text fields keep their own meaning of Ctrl+V and Ctrl+Z while the keyboard is in them."""

    def __init__(self, window: Workspace, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        acts, dialogs = window.acts, window.dialogs
        self._add(menu, "Add tasks…", window.add_tasks, "Ctrl+N")
        self._add(menu, "Paste task ids", window.paste, "Ctrl+V")
        self._add(menu, "Find", self._find, "Ctrl+F")
        menu.addSeparator()
        self._add(menu, "Accounts…", dialogs.accounts)
        self._add(menu, "Settings…", window.open_settings, "Ctrl+,")
        menu.addSeparator()
        self._add(menu, "Check all", acts.check_all, "Shift+F5")
        self._pause = self._add(menu, _PAUSE, window.notices.pause_or_resume, "Ctrl+Shift+P")
        self._save = self._add(menu, _SAVE, acts.save_all, "Ctrl+Shift+S")
        self._retry = self._add(menu, _RETRY, acts.retry_all)
        menu.addSeparator()
        self._add(menu, "Open the folder", window.open_folder)
        self._add(menu, "Rebuild from folder…", window.folders.rebuild)
        menu.aboutToShow.connect(self._on_menu)
        menu.addSeparator()
        self._add(menu, "About Outtray", dialogs.about)
        self._add(menu, "Quit", window.ask_to_quit, "Ctrl+Q")
        self._add(None, "Undo", self._undo, "Ctrl+Z")
        self._add(None, "Next pane", self._next_pane, "F6")
        self._add(None, "Previous pane", self._previous_pane, "Shift+F6")
        self._add(None, "Clear search", self._escape, "Esc")

    def _on_menu(self) -> None:
        """Bring the labels up to date: what pausing would do now, and how many tasks the acts on all are about."""
        self._pause.setText(_RESUME if self._window.notices.all_paused else _PAUSE)
        self._window.acts.start(self._count(), "counts of the menu")

    async def _count(self) -> None:
        failed, unsaved = await self._window.acts.failed_and_unsaved()
        for action, text, count in ((self._save, _SAVE, len(unsaved)), (self._retry, _RETRY, len(failed))):
            action.setText(f"{text} ({count:,})" if count else text)

    def _add(self, menu: QMenu | None, text: str, slot: Callable[[], None], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        self._window.addAction(action)
        if menu is not None:
            menu.addAction(action)
        return action

    def _find(self) -> None:
        self._window.bar.search.setFocus()
        self._window.bar.search.selectAll()

    def _undo(self) -> None:
        if self._window.toast.undoable:
            self._window.toast.undo()

    def _escape(self) -> None:
        """Close the toast; where there is none, clear the search; else go back to the list."""
        window = self._window
        if window.toast.isVisible():
            window.toast.dismiss()
        elif window.bar.search.text():
            window.bar.clear_search()
        else:
            window.focus_list()

    def _next_pane(self) -> None:
        self._walk(1)

    def _previous_pane(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        panes = self._window.panes
        focus = QApplication.focusWidget()
        at = next((i for i, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1)
        _focus_into(panes[(max(at, 0) + step if at >= 0 or step < 0 else 0) % len(panes)])


def _focus_into(pane: QWidget) -> None:
    """Give the keyboard to a pane, or to the first control in it that takes it."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return
