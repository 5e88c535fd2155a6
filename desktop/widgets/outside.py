"""What the window has to do with the world around it: notices, notifications, the icon in the tray, being hidden and found again.

Made once the window is filled: nothing here is needed for its first list.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.events import Budget
from desktop.domain.language import tr
from desktop.domain.overall import Standings
from desktop.domain.query import View
from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import EngineApi
from desktop.qt.activation import bring_forward
from desktop.qt.bridge import EngineBridge
from desktop.qt.macos import activity
from desktop.qt.notifications import ON_BUS, Note, Notifications
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dock import Dock, Icon
from desktop.widgets.hidden_start import TRAY_SECONDS, stay_hidden
from desktop.widgets.notice_centre import Entry, NoticeCentre
from desktop.widgets.notice_popover import NoticePopover
from desktop.widgets.toast import Offer
from desktop.widgets.tray import LOOK_MS, Tray
from desktop.widgets.workspace import Workspace

_FIRST_HIDDEN = 0
"""The key of the note that says once where the window went."""

REOPENS = sys.platform == "darwin"
"""Whether a click on the program's icon in the dock makes it the active one and leaves the rest to it."""

_JUST_NOW = 0.4
"""Seconds. A click on the icon takes the keyboard from the window first; so lately it counts as having had it."""


class Outside(QObject):
    """Owns the notices, the notifications and the tray of `workspace`, and connects them with it.

    A window that is not `lasting` (the samples') has no icon in the tray, and ends when it is closed. One that starts `hidden`
    stays so where an icon brings it back, else it is minimised. `dock_icon` shows progress.
    """

    def __init__(
        self,
        workspace: Workspace,
        engine: EngineApi,
        bridge: EngineBridge,
        theme: Theme,
        spawner: Spawner,
        now: Callable[[], datetime],
        *,
        lasting: bool = True,
        hidden: bool = False,
        dock_icon: Icon | None = None,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._engine = engine
        self._theme = theme
        self._spawner = spawner
        self._now = now
        self._left_at = 0.0
        self._stopped = False
        self._lasting = workspace.guard.lasting = lasting
        self._budget = engine.budget()
        self.tray = Tray(theme, self)
        self.notifications = Notifications(spawner, self.tray.show_message, self)
        self.centre = NoticeCentre(engine, bridge, spawner, self.notifications, now=now, focused=self._focused, parent=self)
        self.popover: NoticePopover | None = None
        self._guarding = QTimer(self, interval=LOOK_MS)
        self._guarding.timeout.connect(self._on_guard)
        self._dock = Dock(dock_icon)
        self._work_on = activity(tr("Outtray watches your tasks and saves their results."))
        self._connect(bridge)
        self._window.installEventFilter(self)
        self.tray.wish(wished=lasting and engine.settings().tray)
        self._show_standings()
        spawner.spawn(self.centre.begin(), name="notices")
        if hidden:
            spawner.spawn(self._begin_hidden(), name="hidden start")
        else:
            self._look_for_host()

    async def _begin_hidden(self) -> None:
        seconds = TRAY_SECONDS if self._lasting and self._engine.settings().tray else 0.0
        if await stay_hidden(self._window, self._find_icon, seconds=seconds):
            self._guarding.start()

    async def _find_icon(self) -> bool:
        """Tell whether the icon is there, after looking anew."""
        if ON_BUS and self._engine.settings().tray:
            await self._find_host()
        self.tray.wish(wished=self._lasting and self._engine.settings().tray)
        return self._haven()

    @property
    def _window(self) -> QWidget:
        return self._workspace.window()

    def _connect(self, bridge: EngineBridge) -> None:
        workspace, tray, centre = self._workspace, self.tray, self.centre
        workspace.status.bell.clicked.connect(self.open_notices)
        workspace.guard.haven = self._haven
        app = QGuiApplication.instance()
        if REOPENS and isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_app_state)
        workspace.guard.hidden_first.connect(self._say_where)
        workspace.guard.needed.connect(self._come_if_hidden)
        workspace.notices.away_asked.connect(self._open_rescue)
        workspace.dialogs.settings_changed.connect(self._on_settings)
        workspace.selection.changed.connect(self._on_selected)
        workspace.tally.counted.connect(self._show_standings)
        bridge.budget_changed.connect(self._on_budget)
        bridge.tasks_added.connect(self._dock.on_tasks)
        bridge.tasks_changed.connect(self._dock.on_tasks)
        bridge.tasks_removed.connect(self._dock.on_removed)
        bridge.notice_raised.connect(self._show_standings)
        tray.toggled.connect(self._toggle)
        tray.open_asked.connect(self.come_forward)
        tray.save_asked.connect(workspace.acts.save_all)
        tray.pause_asked.connect(workspace.notices.pause_or_resume)
        tray.quit_asked.connect(workspace.ask_to_quit)
        tray.message_clicked.connect(self.notifications.tray_clicked)
        centre.changed.connect(self._on_notices)
        centre.urgent.connect(self._say_inside)
        self._theme.changed.connect(self._on_look)
        self.notifications.show_asked.connect(self._on_show_asked)
        self.notifications.folder_asked.connect(self._on_folder_asked)

    def stop(self) -> None:
        """Announce nothing more, and take the icon away."""
        self._stopped = True
        self._guarding.stop()
        self.centre.stop()
        self.tray.stop()
        self._dock.close()
        self._window.removeEventFilter(self)

    # -- the window ----------------------------------------------------------------------------------------------------

    def come_forward(self) -> None:
        """Bring the window before the others, wherever it is."""
        bring_forward(self._window)

    def _come_if_hidden(self) -> None:
        if not self._window.isVisible() or self._window.isMinimized():
            self.come_forward()

    def _on_app_state(self, state: Qt.ApplicationState) -> None:
        if state is _ACTIVE and not self._stopped and not self._window.isVisible():
            self.come_forward()

    def _toggle(self) -> None:
        window = self._window
        in_use = window.isActiveWindow() or time.monotonic() - self._left_at < _JUST_NOW
        if window.isVisible() and not window.isMinimized() and in_use and self._haven():
            window.hide()
        else:
            self.come_forward()

    def _haven(self) -> bool:
        return self.tray.there

    def _focused(self) -> bool:
        window = self._window
        return window.isVisible() and not window.isMinimized() and QGuiApplication.applicationState() is _ACTIVE

    def _on_guard(self) -> None:
        """Bring a hidden window back where the icon that would do so is gone."""
        if not self._window.isVisible() and not self._haven():
            self._window.showMinimized()
        self._look_for_host()

    def _look_for_host(self) -> None:
        if ON_BUS and self._engine.settings().tray:
            self._spawner.spawn(self._find_host(), name="tray")

    async def _find_host(self) -> None:
        from desktop.engine.tray_host import tray_is_drawn

        self.tray.drawn = await in_daemon_thread("tray", tray_is_drawn) is not False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.WindowDeactivate:
                self._left_at = time.monotonic()
            case QEvent.Type.Hide:
                self._guarding.start()
            case QEvent.Type.Show:
                self._guarding.stop()
        return super().eventFilter(watched, event)

    def _say_where(self) -> None:
        self.notifications.show(
            Note(
                key=_FIRST_HIDDEN,
                title=tr("Outtray keeps working"),
                body=tr("Results are still saved. Click its icon to open the window; its menu has “Quit”."),
            )
        )

    # -- notices -------------------------------------------------------------------------------------------------------

    def open_notices(self) -> None:
        """Open the list of notices above the bell."""
        if self.popover is None:
            self.popover = NoticePopover(self._theme, self.centre, self._workspace)
            self.popover.show_asked.connect(self.show_entry)
        self.popover.open_above(self._workspace.status.bell, self._now())

    def show_entry(self, entry: Entry) -> None:
        """Show the tasks of an entry in the list."""
        self.come_forward()
        self.centre.saw(entry.told.ids)
        self._workspace.show_tasks(entry.told.ids)

    def _on_show_asked(self, key: int) -> None:
        entry = self.centre.entry(key)
        if entry is not None:
            self.show_entry(entry)
        else:
            self.come_forward()

    def _on_folder_asked(self, key: int) -> None:
        entry = self.centre.entry(key)
        if entry is not None and entry.told.folder:
            self.centre.saw(entry.told.ids)
            self._workspace.actions_on_tasks.open_folder(Path(entry.told.folder))

    def _say_inside(self, entry: Entry) -> None:
        self._workspace.acts.say(
            entry.said(safe=self._theme.client_safe).title, offer=Offer(tr("Show"), lambda: self.show_entry(entry))
        )

    def _on_look(self) -> None:
        if self._theme.client_safe:
            self.centre.be_discreet()

    def _on_selected(self, tasks: tuple[Task, ...]) -> None:
        if self._focused():
            self.centre.saw(task.id for task in tasks)

    def _on_notices(self) -> None:
        bad = self.centre.fresh_trouble
        self._workspace.status.bell.show_unread(self.centre.unread, bad=bad)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.setBadgeNumber(self.centre.unread)
        self._show_standings()

    def _open_rescue(self) -> None:
        self._workspace.acts.start(self._rescue(), "rescue report")

    async def _rescue(self) -> None:
        from desktop.widgets.dialogs.rescue import RescueSheet

        away = await self._engine.away()
        if away is None:
            return
        sheet = RescueSheet(self._theme, self._workspace, self._engine, self._spawner, away)
        sheet.show_asked.connect(self._workspace.show_tasks)
        sheet.open()

    # -- the tray ------------------------------------------------------------------------------------------------------

    def _on_settings(self, change: tuple[Settings, Settings]) -> None:
        self.tray.wish(wished=self._lasting and change[1].tray)

    def _on_budget(self, budget: Budget) -> None:
        self._budget = budget
        self._show_standings()

    def _show_standings(self) -> None:
        counts = self._workspace.tally.counts.views
        self._dock.show(self._budget, urgent=self.centre.fresh_trouble)
        self._work_on(bool(self._budget.watched or self._budget.saving) and not self._workspace.notices.all_paused)
        self.tray.show_standings(
            Standings(
                budget=self._budget,
                needs_you=counts.get(View.NEEDS_YOU, 0),
                failed=self.centre.unseen_failures,
                paused=self._workspace.notices.all_paused,
                fresh=self.centre.fresh_trouble,
            )
        )


_ACTIVE = Qt.ApplicationState.ApplicationActive
