"""What the window holds: side bar, toolbar, list, details and status line, put together and connected."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import override

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.events import AccountState, Notice
from desktop.domain.query import Counts, ListQuery, View
from desktop.domain.settings import Settings
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.account_menu import PauseMenu
from desktop.widgets.actions import Act, TaskActions
from desktop.widgets.acts import Acts
from desktop.widgets.banner import BannerStack
from desktop.widgets.close_guard import CloseGuard
from desktop.widgets.controls import Area, Ground, Hairline, stack_up
from desktop.widgets.details.panel import DetailsPanel
from desktop.widgets.dialog_desk import DialogDesk
from desktop.widgets.dialogs.pasted_files import dropped_paths, takes
from desktop.widgets.empty import EmptyView
from desktop.widgets.file_desk import FileDesk
from desktop.widgets.folder_acts import FolderActs
from desktop.widgets.list_filters import ListFilters
from desktop.widgets.menus import Menu
from desktop.widgets.notice_desk import NoticeDesk
from desktop.widgets.selection import Selection
from desktop.widgets.sidebar import Command, SideBar, entries
from desktop.widgets.status_line import StatusLine
from desktop.widgets.task_list.view import TaskListView
from desktop.widgets.toast import Offer, Toast
from desktop.widgets.toolbar import TopBar
from desktop.widgets.window_commands import WindowCommands

_COUNT_MS = 100
_TICK_MS = 1000


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Workspace(QWidget):
    """The content of the window. `quit_requested` is emitted when the user wants to leave and nothing (more) stands against it.

    `default_folder` is where results go while the settings name none.
    `on_try_samples` starts the sample tasks; without it the button is not there. `notice` is shown from the start.
    """

    quit_requested = Signal()

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        theme: Theme,
        spawner: Spawner,
        thumbnails: Thumbnails,
        *,
        default_folder: Path,
        now: Callable[[], datetime] = utc_now,
        on_try_samples: Callable[[], None] | None = None,
        desk: FileDesk | None = None,
        notice: Notice | None = None,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._bridge = bridge
        self._theme = theme
        self._spawner = spawner
        self._now = now
        self._default_folder = default_folder
        self._desk = desk or FileDesk(self)
        self._counts = Counts({}, {}, {})
        self._counted = False
        self._stopped = False
        self._listed = False
        self.setAcceptDrops(True)
        self._make_parts(thumbnails, on_try_samples)
        self._lay_out()
        self._make_timers()
        self._connect()
        self._apply_settings(engine.settings())
        if notice is not None:
            self.notices.show_notice(notice)
        self._on_accounts(engine.accounts())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.set_query(self.query)
        self._recount()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make_parts(self, thumbnails: Thumbnails, on_try_samples: Callable[[], None] | None) -> None:
        theme, engine, spawner = self._theme, self._engine, self._spawner
        self.bar = TopBar(theme)
        self.side = SideBar(theme)
        self.model = TaskListModel(engine, self._bridge, spawner, self._now, self)
        self.list = TaskListView(self.model, theme, thumbnails, self._now)
        self.filters = ListFilters(self.bar, self.side, self.model, self)
        self.empty = EmptyView(theme, on_try_samples)
        self.banners = BannerStack(theme)
        self.status = StatusLine(theme, spawner, self._now, lambda: engine.settings().paused)
        self.acts = Acts(engine, spawner, self._folder_name, self)
        self.actions_on_tasks = TaskActions(self.acts, self._desk, self, self.list)
        self.details = DetailsPanel(
            theme, thumbnails, engine, spawner, self.actions_on_tasks, self._now, standing=self.model.standing
        )
        self.selection = Selection(self.list, self.model, engine, self._bridge, spawner)
        self.dialogs = DialogDesk(
            engine,
            self._bridge,
            theme,
            spawner,
            self.acts,
            self.actions_on_tasks,
            self,
            default_folder=self._default_folder,
            projects=self._projects,
        )
        self.folders = FolderActs(engine, theme, self.acts, self, self.folder)
        self.notices = NoticeDesk(engine, self._bridge, self.banners, self.dialogs, self.acts, self.folders)
        self.account_menu = PauseMenu(engine, theme, self.acts, self)
        self.guard = CloseGuard(engine, self._bridge, spawner, theme, self, self._now)
        self.commands = WindowCommands(self, self.bar.menu)

    def _lay_out(self) -> None:
        theme = self._theme
        self._centre = QStackedWidget()
        self._centre.addWidget(self.list)
        self._centre.addWidget(self.empty)
        middle = Area(theme, Ground.BACKGROUND)
        stack_up(middle, self.banners, self._centre)
        self.toast = Toast(theme, middle)
        self._details_line = Hairline(theme, Qt.Orientation.Vertical)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(Hairline(theme, Qt.Orientation.Vertical))
        row.addWidget(middle, 1)
        row.addWidget(self._details_line)
        row.addWidget(self.details)
        whole = Area(theme)
        stack_up(whole, self.bar, Hairline(theme), body, Hairline(theme), self.status, stretched=body)
        stack_up(self, whole)
        self.details.hide()
        self._details_line.hide()
        bar, side, toast = self.bar, self.side, self.toast
        head = (bar.search, bar.status, bar.order, bar.density, bar.menu_button, bar.add_button)
        for first, second in pairwise((*head, side, self.list, toast.undo_button, toast.offer_button, toast.close_button)):
            QWidget.setTabOrder(first, second)

    def _make_timers(self) -> None:
        self._count_timer = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count_timer.timeout.connect(self._recount)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self.status.tick)
        self._clock.timeout.connect(self.details.tick)

    def _connect(self) -> None:
        self.bar.compact_toggled.connect(self._on_compact)
        self.bar.add_button.clicked.connect(self.add_tasks)
        self.side.command_chosen.connect(self._on_command)
        self.empty.add_clicked.connect(self.add_tasks)
        self.empty.connect_clicked.connect(self.dialogs.connect_provider)
        self.empty.cleared.connect(self.filters.clear)
        self._connect_list()
        self._connect_engine()
        self.acts.said.connect(self._on_said)
        self.acts.unsaid.connect(self.toast.unsay)
        self.acts.restored.connect(self.selection.restore)
        self.dialogs.show_asked.connect(self._show_tasks)
        self.dialogs.settings_changed.connect(self._on_settings)
        self.dialogs.rename_confirmed.connect(self.folders.rename)
        self.dialogs.left.connect(self.focus_list)
        self.side.menu_asked.connect(self.account_menu.ask)
        self.account_menu.edit_asked.connect(self.dialogs.account_form)
        self.guard.released.connect(self._on_released)

    def _connect_list(self) -> None:
        actions = self.actions_on_tasks
        self.list.opened.connect(self._on_opened)
        self.list.remove_asked.connect(actions.action(Act.REMOVE).trigger)
        self.list.menu_asked.connect(self._on_menu)
        self.list.copy_asked.connect(actions.copy)
        self.bar.search_left.connect(self.focus_list)
        self.toast.left.connect(self.focus_list)
        self.selection.changed.connect(actions.set_tasks)
        self.selection.changed.connect(self.details.show_tasks)
        actions.raw_asked.connect(self.dialogs.raw_reply)
        actions.rename_asked.connect(self.dialogs.rename)
        actions.find_asked.connect(self.folders.find_moved)
        self.details.acted.connect(self.dialogs.act_on_problem)
        self.dialogs.anchor = self.details.one.problem.button
        self.details.file_opened.connect(actions.open_path)
        self.details.file_revealed.connect(actions.reveal_path)
        self.details.files_asked.connect(self.acts.act_on_files)
        for signal in (self.model.loaded, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._on_rows)

    def _connect_engine(self) -> None:
        bridge = self._bridge
        for signal in (bridge.tasks_added, bridge.tasks_changed, bridge.tasks_removed):
            signal.connect(self._on_tasks)
        self.model.risks_changed.connect(self._on_risks)
        bridge.accounts_changed.connect(self._on_accounts)
        bridge.budget_changed.connect(self.status.show_budget)
        bridge.notice_raised.connect(self.status.tick)
        self.status.show_budget(self._engine.budget())

    # -- what the window shows -------------------------------------------------------------------------------------

    @property
    def panes(self) -> list[QWidget]:
        """The areas that the keyboard walks through, as far as they are shown."""
        panes: list[QWidget] = [self.bar.search, self.side, self.banners, self.list, self.empty, self.toast, self.details]
        return [pane for pane in panes if pane.isVisible()]

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self.filters.query

    def folder(self) -> Path:
        """Return where results are saved."""
        chosen = self._engine.settings().folder
        return Path(chosen) if chosen else self._default_folder

    def _on_command(self, command: Command) -> None:
        if command is Command.CONNECT:
            self.dialogs.connect_provider()
        else:
            self.dialogs.add_tasks(new_project=True)

    def _on_compact(self, compact: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.list.set_compact(compact=compact)
        self.acts.start(self._engine.change_settings(replace(self._engine.settings(), compact=compact)), "compact rows")

    def _on_rows(self) -> None:
        self._listed = True
        self._show_centre()

    def _show_centre(self) -> None:
        """Show the list, or why there is none."""
        if not self._listed:
            return
        rows = self.model.rowCount()
        first_run = rows == 0 and (self.filters.none or (self._counted and not self._counts.views.get(View.ALL, 0)))
        if first_run:
            self.empty.show_first_run()
        elif rows == 0:
            self.empty.show_query(self.query)
        self._centre.setCurrentWidget(self.list if rows else self.empty)
        self.details.setVisible(not first_run)
        self._details_line.setVisible(not first_run)

    def _on_tasks(self, _tasks: object) -> None:
        if not self._count_timer.isActive():
            self._count_timer.start()

    def _on_risks(self) -> None:
        self._on_tasks(())
        self.details.tick()

    def _recount(self) -> None:
        if not self._stopped:
            self._spawner.spawn(self._count(), name="counts")

    async def _count(self) -> None:
        self._counts = await self._engine.counts()
        self._counted = True
        self.side.show_entries(entries(self._counts, self._engine.accounts(), self.side.place))
        self._show_centre()

    def _on_accounts(self, accounts: tuple[AccountState, ...]) -> None:
        self.list.set_accounts(accounts)
        self.details.set_accounts(accounts)
        self.side.show_entries(entries(self._counts, accounts, self.side.place))

    def _on_settings(self, change: tuple[Settings, Settings]) -> None:
        self._apply_settings(change[1])

    def _apply_settings(self, settings: Settings) -> None:
        self._theme.set_scheme(settings.scheme)
        self.list.apply_settings(settings)
        self.bar.show_compact(settings.compact)
        self.status.show_folder(self.folder())

    # -- what the user does ----------------------------------------------------------------------------------------

    def add_tasks(self) -> None:
        """Open the add dialog."""
        self.dialogs.add_tasks()

    def paste(self) -> None:
        """Open the add dialog with what the clipboard holds."""
        data = QGuiApplication.clipboard().mimeData()
        if dropped_paths(data):
            self.dialogs.add_tasks(files=data)
        elif data.hasText() and data.text().strip():
            self.dialogs.add_tasks(data.text())
        else:
            self.acts.say("The clipboard holds no text to add.")

    def open_settings(self) -> None:
        """Open the settings."""
        self.dialogs.settings()

    def ask_to_quit(self) -> None:
        """Quit, or ask first where results would be lost."""
        if not self._stopped:
            self.guard.ask()

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to what stands in its place."""
        (self.list if self.list.isVisible() else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, _ids: object) -> None:
        actions = self.actions_on_tasks
        actions.run(Act.OPEN if len(actions.tasks) == 1 else Act.REVEAL)

    def _on_menu(self, place: QPoint) -> None:
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_on_tasks.fill(menu)
        if not menu.isEmpty():
            menu.popup(place)

    def open_folder(self) -> None:
        """Open the folder results are saved to."""
        self.actions_on_tasks.open_folder(self.folder())

    def _on_said(self, said: tuple[str, Callable[[], None] | None, Offer | None]) -> None:
        self.toast.say(*said)

    def _show_tasks(self, ids: Sequence[int]) -> None:
        """Select tasks; where a filter hides them, show all first."""
        if any(self.model.row_of(number) is None for number in ids):
            self.filters.show_all()
        self.selection.restore(ids)

    def _projects(self) -> Sequence[str]:
        return sorted(self._counts.projects, key=str.casefold)

    def _folder_name(self) -> str:
        return self.folder().name or str(self.folder())

    def _on_released(self) -> None:
        self.stop()
        self.quit_requested.emit()

    def stop(self) -> None:
        """Start nothing more by itself; called before the engine stops."""
        self._stopped = True
        for timer in (self._clock, self._count_timer):
            timer.stop()
        self.status.stop()
        self.selection.stop()
        self.model.close()

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self.status.measure()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        self.dialogs.add_tasks("" if data.hasUrls() else data.text(), files=data if data.hasUrls() else None)
        event.acceptProposedAction()
