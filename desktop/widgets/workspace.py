"""What the window holds: side bar, toolbar, list, details and status line, put together and connected."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.events import AccountState, Notice
from desktop.domain.language import tr
from desktop.domain.query import ListQuery
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
from desktop.widgets.centre import Centre
from desktop.widgets.close_guard import CloseGuard
from desktop.widgets.controls import Area, Ground, Hairline, stack_up
from desktop.widgets.details.panel import DetailsPanel
from desktop.widgets.dialog_desk import DialogDesk
from desktop.widgets.dialogs.pasted_files import dropped_paths, takes
from desktop.widgets.empty import EmptyView
from desktop.widgets.file_desk import FileDesk
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.filtering import Filtering
from desktop.widgets.folder_acts import FolderActs
from desktop.widgets.list_filters import ListFilters
from desktop.widgets.menus import Menu
from desktop.widgets.notice_desk import NoticeDesk
from desktop.widgets.pane_widths import DETAILS, SIDE_BAR, PaneWidths
from desktop.widgets.previews.desk import PreviewDesk
from desktop.widgets.project_drops import ProjectDrops
from desktop.widgets.saved_searches import SavedSearches
from desktop.widgets.search_counts import SearchCounts
from desktop.widgets.selection import Selection
from desktop.widgets.sidebar import Command, SideBar, entries
from desktop.widgets.status_line import StatusLine
from desktop.widgets.tally import Tally
from desktop.widgets.task_area.view import TaskView
from desktop.widgets.task_dialogs import TaskDialogs
from desktop.widgets.task_views import TaskViews
from desktop.widgets.toast import Offer, Toast
from desktop.widgets.toolbar import TopBar
from desktop.widgets.view_settings import ViewSettings
from desktop.widgets.window_commands import WindowCommands
from desktop.widgets.wiring import wire

if TYPE_CHECKING:
    from desktop.storage.login import LoginEntry
    from desktop.widgets.previews.content import Examines

_TICK_MS = 1000


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Workspace(QWidget):
    """The content of the window. `quit_requested` is emitted when the user wants to leave and nothing (more) stands against it.

    `default_folder` is where results go while the settings name none.
    `on_try_samples` starts the sample tasks; without it the button is not there. `notice` is shown from the start. `login` is the
    system's record that Outtray starts at login, where it has one.
    """

    quit_requested = Signal()

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        theme: Theme,
        spawner: Spawner,
        thumbnails: Thumbnails,
        examiner: "Examines",
        *,
        default_folder: Path,
        now: Callable[[], datetime] = utc_now,
        on_try_samples: Callable[[], None] | None = None,
        desk: FileDesk | None = None,
        notice: Notice | None = None,
        login: "LoginEntry | None" = None,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._bridge = bridge
        self._theme = theme
        self._spawner = spawner
        self._now = now
        self._default_folder = default_folder
        self._desk = desk or FileDesk(self)
        self._stopped = False
        self.setAcceptDrops(True)
        self._login = login
        self._make_parts(thumbnails, examiner, on_try_samples)
        self._lay_out()
        self._make_timers()
        wire(self, engine, bridge)
        self._apply_settings(engine.settings())
        if notice is not None:
            self.notices.show_notice(notice)
        self.on_accounts(engine.accounts())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.set_query(self.query)
        self.tally.recount()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make_parts(self, thumbnails: Thumbnails, examiner: "Examines", on_try_samples: Callable[[], None] | None) -> None:
        theme, engine, spawner = self._theme, self._engine, self._spawner
        self.bar = TopBar(theme)
        self.side = SideBar(theme)
        self.model = TaskListModel(engine, self._bridge, spawner, self._now, self)
        self.tasks = TaskViews(self.model, theme, thumbnails, self._now, engine.settings())
        self.filters = ListFilters(self.bar, self.side, self.model, self)
        self.filter_bar = FilterBar(theme, self.side)
        self.filtering = Filtering(engine, spawner, theme, self.bar, self.filter_bar, self.filters, self.model)
        self.empty = EmptyView(theme, on_try_samples)
        self.tally = Tally(engine, self._bridge, spawner, self)
        self.centre = Centre(self.model, self.tasks, self.empty, self.filters, self.tally)
        self.banners = BannerStack(theme)
        self.status = StatusLine(theme, spawner, self._now, lambda: engine.settings().paused)
        self.acts = Acts(engine, spawner, self._folder_name, self)
        self.searches = SavedSearches(engine, theme, self.acts, self.filters, self)
        self.search_counts = SearchCounts(engine, spawner, self.searches)
        self.actions_on_tasks = TaskActions(self.acts, self._desk, self, self.list, projects=self.tally.projects, examiner=examiner)
        self.details = DetailsPanel(
            theme, thumbnails, engine, spawner, self.actions_on_tasks, self._now, standing=self.model.standing
        )
        self.selection = Selection(self.tasks, self.model, engine, self._bridge, spawner)
        self.view_settings = ViewSettings(engine, self.bar.switch, self.tasks, self.acts.start, self)
        self.dialogs = DialogDesk(
            engine,
            self._bridge,
            theme,
            spawner,
            self.acts,
            self.actions_on_tasks,
            self,
            default_folder=self._default_folder,
            projects=self.tally.projects,
            examiner=examiner,
            login=self._login,
        )
        self.task_dialogs = TaskDialogs(
            engine, theme, spawner, self.acts, self.actions_on_tasks, self, self.folder, examiner=examiner
        )
        self.previews = PreviewDesk(
            theme,
            examiner,
            thumbnails,
            spawner,
            self,
            list_view=lambda: self.tasks.shown,
            selected=lambda: self.selection.tasks,
            now=self._now,
        )
        self.drops = ProjectDrops(self.side)
        self.folders = FolderActs(engine, theme, self.acts, self, self.folder)
        self.notices = NoticeDesk(engine, self._bridge, self.banners, self.dialogs, self.acts, self.folders)
        self.account_menu = PauseMenu(engine, theme, self.acts, self)
        self.guard = CloseGuard(engine, self._bridge, spawner, theme, self, self._now)
        self.commands = WindowCommands(self, self.bar.menu, engine, theme)

    def _lay_out(self) -> None:
        theme = self._theme
        middle = Area(theme, Ground.BACKGROUND)
        stack_up(middle, self.banners, self.filter_bar, self.centre)
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
        PaneWidths(self, theme, ((self.side, *SIDE_BAR), (self.details, *DETAILS)))
        self.details.hide()
        self._details_line.hide()
        bar, side, toast = self.bar, self.side, self.toast
        head = (bar.search, *bar.status.controls, bar.filter_button, bar.order, *bar.switch.controls)
        for first, second in pairwise(
            (*head, bar.menu_button, bar.add_button, side, self.list, toast.undo_button, toast.offer_button, toast.close_button)
        ):
            QWidget.setTabOrder(first, second)

    def _make_timers(self) -> None:
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self.status.tick)
        self._clock.timeout.connect(self.details.tick)

    # -- what the window shows -------------------------------------------------------------------------------------

    @property
    def panes(self) -> list[QWidget]:
        """The areas that the keyboard walks through, as far as they are shown."""
        middle: list[QWidget] = [self.banners, self.filter_bar, self.list, self.empty, self.toast]
        panes = [self.bar.search, self.side, *middle, self.details]
        return [pane for pane in panes if pane.isVisible()]

    @property
    def list(self) -> TaskView:
        """The view of the tasks that is shown: list, grid or columns."""
        return self.tasks.shown

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self.filters.query

    def folder(self) -> Path:
        """Return where results are saved."""
        chosen = self._engine.settings().folder
        return Path(chosen) if chosen else self._default_folder

    def on_command(self, command: Command) -> None:
        """Do what the side bar was asked for."""
        if command is Command.CONNECT:
            self.dialogs.connect_provider()
        elif tasks := self.selection.chosen():
            self.task_dialogs.new_project(tasks)
        else:
            self.dialogs.add_tasks(new_project=True)

    def on_first_run(self, first_run: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Keep the details out of sight while there is no task at all."""
        self.details.setVisible(not first_run)
        self._details_line.setVisible(not first_run)

    def show_side_bar(self) -> None:
        """Show the counts in the side bar."""
        counts, safe = self.tally.counts, self._theme.client_safe
        searches = self.search_counts.by_name
        self.side.show_entries(entries(counts, self._engine.accounts(), self.side.place, searches=searches, safe=safe))

    def on_accounts(self, accounts: tuple[AccountState, ...]) -> None:
        """Follow the accounts."""
        self.tasks.set_accounts(accounts)
        self.details.set_accounts(accounts)
        self.show_side_bar()

    def on_settings(self, change: tuple[Settings, Settings]) -> None:
        """Follow the settings, given as they were and are."""
        self._apply_settings(change[1])

    def _apply_settings(self, settings: Settings) -> None:
        self._theme.follow(settings)
        self.tasks.apply_settings(settings)
        self.bar.show_settings(settings)
        self.status.show_folder(self.folder())

    # -- what the user does ----------------------------------------------------------------------------------------

    def add_tasks(self) -> None:
        """Open the add dialog."""
        self.dialogs.add_tasks()

    def paste(self) -> None:
        """Open the add dialog with what the clipboard holds."""
        from desktop.widgets.dialogs.clipboard_offer import text_in

        data = QGuiApplication.clipboard().mimeData()
        if data.formats() and dropped_paths(data):
            self.dialogs.add_tasks(files=data)
        elif (text := text_in(data)).strip():
            self.dialogs.add_tasks(text)
        else:
            self.acts.say(tr("The clipboard holds no text to add."))

    def open_settings(self) -> None:
        """Open the settings."""
        self.dialogs.settings()

    def ask_to_quit(self) -> None:
        """Quit, or ask first where results would be lost."""
        if not self._stopped:
            self.guard.ask()

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to what stands in its place."""
        self.centre.focus()

    def on_opened(self, _ids: object) -> None:
        """Open the selected task's file, or show the files of several in their folder."""
        actions = self.actions_on_tasks
        actions.run(Act.OPEN if len(actions.tasks) == 1 else Act.REVEAL)

    def on_menu(self, place: QPoint) -> None:
        """Show at `place` what can be done with the selected tasks."""
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_on_tasks.fill(menu)
        if not menu.isEmpty():
            menu.popup(place)

    def open_folder(self) -> None:
        """Open the folder results are saved to."""
        self.actions_on_tasks.open_folder(self.folder())

    def on_said(self, said: tuple[str, Callable[[], None] | None, Offer | None]) -> None:
        """Show a sentence, with its undo and offer."""
        self.toast.say(*said)

    def show_tasks(self, ids: Sequence[int]) -> None:
        """Select tasks; where a filter hides them, show all first."""
        if any(self.model.row_of(number) is None for number in ids):
            self.filters.show_all()
        self.selection.restore(ids)

    def _folder_name(self) -> str:
        return self.folder().name or str(self.folder())

    def on_released(self) -> None:
        """Leave: nothing stands against it any more."""
        self.stop()
        self.quit_requested.emit()

    def stop(self) -> None:
        """Start nothing more by itself; called before the engine stops."""
        self._stopped = True
        self._clock.stop()
        self.tally.stop()
        self.status.stop()
        self.selection.stop()
        self.filtering.stop()
        self.search_counts.stop()
        self.previews.close()
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
