"""The views of the tasks over an engine in memory, on the mended loop, without the rest of the window."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import override

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.query import Group, Listing, ListQuery, Section
from desktop.domain.settings import Layout, Scheme, Settings
from desktop.domain.task import Task
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.task_area.view import TaskView
from desktop.widgets.task_views import TaskViews
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import NOW, plain_task, sample_accounts

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class GroupedEngine(FakeEngine):
    """`groups` tasks each, numbered from 1 from top to bottom, whatever the query; grouped where it asks for that."""

    def __init__(self, *groups: int) -> None:
        super().__init__((), sample_accounts())
        self.groups = groups

    @override
    async def listing(self, query: ListQuery) -> Listing:
        ids = range(1, sum(self.groups) + 1)
        if query.group is Group.NONE:
            return Listing(ids)
        return Listing(ids, tuple(Section(f"Group {at}", count) for at, count in enumerate(self.groups)))

    @override
    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        return [plain_task(number) for number in ids]


GROUPED = ListQuery(group=Group.PROJECT)


class Stage:
    """The views and what they stand on. `errors` are those of coroutines."""

    def __init__(
        self, app: QApplication, runner: asyncio.Runner, engine: FakeEngine, layout: Layout, width: int, height: int
    ) -> None:
        self._runner = runner
        self.errors: list[BaseException] = []
        self.now = NOW
        self.engine = engine
        self.settings = Settings(layout=layout)
        self.bridge = EngineBridge(engine)
        self.theme = Theme(app, Scheme.LIGHT)
        self.thumbnails = Thumbnails()
        self.model = TaskListModel(engine, self.bridge, Spawner(self._on_error), self._now)
        self.views = TaskViews(self.model, self.theme, self.thumbnails, self._now, self.settings)
        self.views.set_accounts(sample_accounts())
        self.loads = 0
        self.model.loaded.connect(self._on_loaded)
        self.host = QWidget()
        self.host.resize(width, height)
        self.views.setParent(self.host)
        self.views.resize(width, height)
        self.host.show()

    @property
    def view(self) -> TaskView:
        """The view that is shown."""
        return self.views.shown

    @property
    def row(self) -> int:
        """The current row."""
        return self.view.currentIndex().row()

    def query(self, query: ListQuery) -> None:
        """Show what `query` asks for."""
        before = self.loads
        self.run_until(lambda: self.loads > before, act=lambda: self.model.set_query(query))

    def apply(self, **changes: object) -> None:
        """Change settings."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # the callers name fields of it
        self.views.apply_settings(self.settings)

    def settle(self) -> None:
        """Let what is seen be fetched."""
        self.run_until(lambda: all(self.model.task_at(row) is not None for row in self.view.visible_rows()))

    def run_until(self, condition: Callable[[], bool], *, act: Callable[[], object] = bool) -> None:
        """Do `act` on the running loop and let it run until `condition` holds."""

        async def wait() -> None:
            act()
            while not condition() and not self.errors:  # noqa: ASYNC110 - Qt's timers set no asyncio event
                await asyncio.sleep(0.001)

        self._runner.run(asyncio.wait_for(wait(), 20))
        assert self.errors == []

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> int:
        """Press a key in the view; return the current row."""
        QTest.keyClick(self.view, key, modifiers)
        return self.row

    def click(self, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click an item."""
        place = self.view.item_rect(row).center()
        assert self.view.viewport().rect().contains(place)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, QPoint(place))

    def end(self) -> None:
        """Let go of everything."""
        self.model.close()
        self.bridge.close()
        self.thumbnails.close()
        self.host.close()
        self.host.deleteLater()

    def _now(self) -> datetime:
        return self.now

    def _on_loaded(self) -> None:
        self.loads += 1

    def _on_error(self, _name: str, error: BaseException) -> None:
        self.errors.append(error)
