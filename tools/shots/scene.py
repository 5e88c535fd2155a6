"""The window as the states find it, and what they do to it."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from desktop.domain.badge import badge_of
from desktop.domain.events import Notice
from desktop.domain.query import ListQuery
from desktop.domain.report import FileChange
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import Task
from desktop.engine.board import Update
from desktop.owner import Opened
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.banner import RENAMES
from desktop.widgets.main_window import MainWindow
from desktop.widgets.outside import Outside
from tools.shots.camera import Shown
from tools.shots.samples import keys_for, saving_part
from tools.shots.words import say

SIZE = (1240, 790)
PLACE = QPoint(24, 24)
_LOOKS = 100
_UNTIL_SECONDS = 8.0

type Pose = Callable[["Scene"], AbstractAsyncContextManager[Shown]]
"""Brings the window into a state, and out of it again; says what the picture is of."""


class Scene:
    """The window over an engine that asks nobody: what is posed stays as it is."""

    def __init__(self, window: MainWindow, theme: Theme, opened: Opened) -> None:
        assert window.workspace is not None
        self.window = window
        self.theme = theme
        self.engine = opened.engine
        self.workspace = window.workspace
        self.spawner = Spawner(lambda name, error: say(f"{name}: {error!r}"))
        self._settings = Settings()

    @property
    def outside(self) -> Outside:
        """The notices, the notifications and the tray."""
        found = self.workspace.findChild(Outside)
        assert found is not None
        return found

    async def begin(self) -> None:
        """Put everything in its place."""
        self._place()
        await self.engine.ready()
        self._settings = self.engine.settings()
        keys = keys_for([state.account for state in self.engine.accounts()])
        for account_id, key in keys.items():
            await self.engine.set_key(account_id, key, session_only=True)
        for task in await self.tasks():
            if badge_of(task) is Badge.FINISHED_NOT_SAVED and (part := saving_part(task)) is not None:
                change = FileChange(part, FileState.SAVING, received=12_100_000)
                await self.engine._board.apply([Update(task.id, change)])  # noqa: SLF001  # nothing is saved here in earnest
        await self.pictures()

    async def rest(self) -> None:
        """Bring the window back to where every state begins."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog | QMenu) and widget.isVisible():
                widget.close()
        self.workspace.previews.close()
        self.workspace.toast.dismiss()
        self.workspace.list.clearSelection()
        if self.engine.settings() != self._settings:
            await self.put(**{name: getattr(self._settings, name) for name in Settings.__dataclass_fields__})
        if not self.workspace.filters.none or self.workspace.query != ListQuery():
            await self.ask(ListQuery())
        self.workspace.notices.show_notice(Notice(RENAMES, None))
        self.workspace.list.scrollToTop()
        self._place()
        await asyncio.sleep(0.06)

    def end(self) -> None:
        """Leave nothing behind."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()

    def _place(self) -> None:
        QCursor.setPos(self.window.screen().geometry().bottomRight())
        place = QRect(PLACE.x(), PLACE.y(), *SIZE)
        if self.window.geometry() != place:
            self.window.setGeometry(place)

    # -- what states do ------------------------------------------------------------------------------------------------

    async def tasks(self) -> list[Task]:
        """Return every task of the list."""
        return list(await self.engine.tasks(await self.engine.ids(ListQuery())))

    async def find(self, badge: Badge, kind: MediaKind | None = None, *, files: int = 0) -> Task:
        """Return the first task with a badge, of a kind, with at least so many files."""
        return next(
            task
            for task in await self.tasks()
            if badge_of(task) is badge and kind in (None, task.kind) and len(task.files) >= files
        )

    async def select(self, *tasks: Task) -> None:
        """Select tasks in the list, and wait until the details show them."""
        ids = [task.id for task in tasks]
        for _ in range(100):
            if [task.id for task in self.workspace.selection.tasks] == ids:
                return
            self.workspace.list.select_ids(ids)
            await asyncio.sleep(0.03)

    async def ask(self, query: ListQuery) -> None:
        """Let the list show a query."""
        self.workspace.filters.show_query(query)
        await asyncio.sleep(0.15)

    async def put(self, **changes: object) -> None:
        """Change settings, as the settings dialog does."""
        before = self.engine.settings()
        after = replace(before, **changes)  # type: ignore[arg-type]  # the callers name fields of it
        await self.engine.change_settings(after)
        self.workspace.dialogs.settings_changed.emit((before, after))
        self.workspace.tasks.apply_settings(after)
        await asyncio.sleep(0.15)

    async def pictures(self) -> None:
        """Wait until every saved task in sight shows its picture."""
        for _ in range(_LOOKS):
            view, model = self.workspace.list, self.workspace.model
            seen = [task for row in view.visible_rows() if (task := model.task_at(row)) is not None]
            if seen and all(view.picture_of(task) is not None for task in seen if any(file.path for file in task.files)):
                return
            await asyncio.sleep(0.1)

    def sheet(self, name: str) -> QWidget:
        """Return the open dialog of a kind."""
        found = self.workspace.dialogs.sheet(name) or self.workspace.task_dialogs.sheet(name)
        assert found is not None, name
        return found

    @staticmethod
    async def until(there: Callable[[], bool]) -> None:
        """Wait until something is so, which takes a moment. Raises TimeoutError."""
        async with asyncio.timeout(_UNTIL_SECONDS):
            while not there():  # noqa: ASYNC110  # looks at the window as a user does
                await asyncio.sleep(0.03)

    async def opened(self, name: str) -> QWidget:
        """Return the dialog of a kind once it is open."""
        for _ in range(100):
            if (self.workspace.dialogs.sheet(name) or self.workspace.task_dialogs.sheet(name)) is not None:
                break
            await asyncio.sleep(0.03)
        return self.sheet(name)

    @staticmethod
    def now() -> datetime:
        """Return the time."""
        return datetime.now(UTC)
