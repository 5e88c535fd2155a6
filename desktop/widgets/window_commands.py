"""The window's own commands: one QAction for each, in the menu and as shortcuts that work anywhere in the window."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.language import tr
from desktop.widgets.command_table import WINDOW_ACTS, WINDOW_MENU, WindowAct

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.engine.ports import EngineApi
    from desktop.qt.theme import Theme
    from desktop.widgets.menus import Menu
    from desktop.widgets.workspace import Workspace


class WindowCommands(QObject):
    """QActions of the window. Text fields keep their own meaning of Ctrl+V and Ctrl+Z while the keyboard is in them.

    `safe_changed` tells that client-safe mode went on or off.
    """

    safe_changed = Signal()

    def __init__(self, window: Workspace, menu: Menu, engine: EngineApi, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._engine = engine
        self._theme = theme
        self._actions = {act: self._made(act, run) for act, run in self._runs().items()}
        self._actions[WindowAct.CLIENT_SAFE].setCheckable(True)
        self._fill(menu)
        menu.aboutToShow.connect(self._on_menu)
        theme.changed.connect(self._on_look)
        window.status.safe.clicked.connect(self.toggle_safe)
        self._on_look()
        if sys.platform == "linux":  # elsewhere the system makes a menu's event of it, here of the Menu key alone
            QShortcut(QKeySequence("Shift+F10"), window).activated.connect(self._menu_of_focus)

    def _runs(self) -> dict[WindowAct, Callable[[], None]]:
        window, acts, dialogs = self._window, self._window.acts, self._window.dialogs
        return {
            WindowAct.ADD: window.add_tasks,
            WindowAct.PASTE: window.paste,
            WindowAct.FIND: self._find,
            WindowAct.FILTER: window.filtering.focus_or_leave,
            WindowAct.SAVE_SEARCH: window.searches.ask_save,
            WindowAct.PALETTE: self.open_palette,
            WindowAct.ACCOUNTS: dialogs.accounts,
            WindowAct.SETTINGS: window.open_settings,
            WindowAct.CHECK_ALL: acts.check_all,
            WindowAct.PAUSE_ALL: window.notices.pause_or_resume,
            WindowAct.SAVE_ALL: acts.save_all,
            WindowAct.RETRY_ALL: acts.retry_all,
            WindowAct.OPEN_FOLDER: window.open_folder,
            WindowAct.REBUILD: window.folders.rebuild,
            WindowAct.COSTS: window.task_dialogs.costs,
            WindowAct.NOTICES: window.status.bell.click,
            WindowAct.EXPORT_LIST: self._export_list,
            WindowAct.CLIENT_SAFE: self.toggle_safe,
            WindowAct.GUIDE: dialogs.guide,
            WindowAct.SHORTCUTS: self.open_shortcuts,
            WindowAct.SCRIPTS: dialogs.scripts,
            WindowAct.UPDATES: dialogs.updates_asked.emit,
            WindowAct.DIAGNOSTICS: dialogs.diagnostics,
            WindowAct.ABOUT: dialogs.about,
            WindowAct.QUIT: window.ask_to_quit,
            WindowAct.UNDO: self._undo,
            WindowAct.NEXT_PANE: self._next_pane,
            WindowAct.PREVIOUS_PANE: self._previous_pane,
            WindowAct.CLEAR: self._escape,
        }

    def action(self, act: WindowAct) -> QAction:
        """Return the QAction of a command."""
        return self._actions[act]

    def _made(self, act: WindowAct, run: Callable[[], None]) -> QAction:
        kind = WINDOW_ACTS[act]
        action = QAction(tr(kind.words), self)
        action.setShortcuts([QKeySequence(keys) for keys in kind.keys])
        action.setAutoRepeat(act in (WindowAct.NEXT_PANE, WindowAct.PREVIOUS_PANE))
        action.triggered.connect(run)
        self._window.addAction(action)
        return action

    def _fill(self, menu: Menu) -> None:
        for entry in WINDOW_MENU:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, tuple):
                inner = menu.sub(tr(entry[0]))
                for act in entry[1]:
                    inner.addAction(self._actions[act])
            else:
                menu.addAction(self._actions[entry])

    # -- labels ----------------------------------------------------------------------------------------------------

    def _on_menu(self) -> None:
        """Bring the labels up to date: what pausing would do now, and how many tasks the acts on all are about."""
        self.relabel()
        self._window.acts.start(self._count(), "counts of the menu")

    def relabel(self) -> None:
        """Say what pausing would do now."""
        words = tr("Resume everything") if self._window.notices.all_paused else tr(WINDOW_ACTS[WindowAct.PAUSE_ALL].words)
        self._actions[WindowAct.PAUSE_ALL].setText(words)

    async def _count(self) -> None:
        failed, unsaved = await self._window.acts.failed_and_unsaved()
        for act, count in ((WindowAct.SAVE_ALL, len(unsaved)), (WindowAct.RETRY_ALL, len(failed))):
            text = tr(WINDOW_ACTS[act].words)
            self._actions[act].setText(tr("{command} ({count})", command=text, count=f"{count:,}") if count else text)

    def _on_look(self) -> None:
        action = self._actions[WindowAct.CLIENT_SAFE]
        if action.isChecked() is not self._theme.client_safe:
            action.setChecked(self._theme.client_safe)
            self.safe_changed.emit()

    # -- acts ------------------------------------------------------------------------------------------------------

    def toggle_safe(self) -> None:
        """Hide prompts, costs and account names, or show them again."""
        settings = replace(self._engine.settings(), client_safe=not self._theme.client_safe)
        self._theme.follow(settings)
        self._window.acts.start(self._engine.change_settings(settings), "client-safe mode")
        if settings.client_safe:
            self._window.acts.say(tr("Client-safe mode is on: prompts, costs and account names are hidden."))
        else:
            self._window.acts.say(tr("Client-safe mode is off."))

    def open_palette(self) -> None:
        """Let the user find a command by a few letters."""
        from desktop.widgets.command_list import commands_of

        self.relabel()
        self._window.dialogs.palette(commands_of(self._window, self._engine.settings()))

    def open_shortcuts(self) -> None:
        """Show all shortcuts."""
        from desktop.widgets.command_list import shortcuts_of

        self._window.dialogs.shortcuts(shortcuts_of())

    def _find(self) -> None:
        self._window.bar.search.setFocus()
        self._window.bar.search.selectAll()

    def _export_list(self) -> None:
        self._window.task_dialogs.export_list(self._window.query)

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

    def _menu_of_focus(self) -> None:
        """Open the menu of what has the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None:
            middle = focus.rect().center()
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, focus.mapToGlobal(middle))
            QApplication.sendEvent(focus, asked)

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
