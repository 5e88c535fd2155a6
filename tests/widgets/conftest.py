"""The whole window over an engine in memory, driven on the mended loop."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.domain.events import AccountState, Notice
from desktop.domain.settings import Scheme
from desktop.domain.task import Task
from desktop.qt.bridge import EngineBridge
from desktop.qt.loop import loop_factory
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.file_desk import GONE, FileDesk
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.workspace import Workspace
from tests.fakes.engine import NOW, FakeEngine
from tests.fakes.examiner import BlindExaminer

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class RecordingDesk(FileDesk):
    """Notes what would be shown and opened, and starts no program. `lost` are paths of files that are not there."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[list[str]] = []
        self.lost: set[str] = set()

    @override
    async def reveal(self, paths: Iterable[str]) -> str | None:
        self.shown.append(list(paths))
        return GONE if self.lost.issuperset(paths) else None

    @override
    async def open(self, path: str) -> str | None:
        self.shown.append([path])
        return GONE if path in self.lost else None


class Ui:
    """A window and what it stands on. `run` drives a story on the loop; `until` waits inside one."""

    spawner: Spawner

    def __init__(self, app: QApplication, ini: Path) -> None:
        self._app = app
        self._ini = ini
        self.errors: list[BaseException] = []
        self.now = NOW
        self.desk = RecordingDesk()
        self.tried: list[str] = []
        self.quits: list[str] = []
        self._made: list[MainWindow] = []
        self._bridges: list[EngineBridge] = []
        self.theme = Theme(app, Scheme.LIGHT)
        self.thumbnails = Thumbnails()
        self.examiner = BlindExaminer()

    def run(self, story: Callable[[], Coroutine[object, object, None]], *, within: float = 20) -> None:
        """Run `story` to its end; an error of any coroutine the window started fails it."""

        async def whole() -> None:
            self.spawner = Spawner(self._on_error)
            try:
                await asyncio.wait_for(story(), within)
            finally:
                self._end()
                await self.spawner.close(2)
            assert self.errors == []

        with asyncio.Runner(loop_factory=loop_factory(self._app)) as runner:
            runner.run(whole())

    async def open(
        self,
        tasks: Iterable[Task] = (),
        accounts: Iterable[AccountState] = (),
        *,
        samples: bool = True,
        notice: Notice | None = None,
        subject: str = "",
    ) -> Workspace:
        """Show a window with these tasks and wait until the list and the counts are there."""
        self.engine = FakeEngine(tasks, accounts, now=self.now)
        bridge = EngineBridge(self.engine)
        self._bridges.append(bridge)
        window = Workspace(
            self.engine,
            bridge,
            self.theme,
            self.spawner,
            self.thumbnails,
            self.examiner,
            default_folder=Path("/renders/Outtray"),
            now=self._now,
            on_try_samples=self._on_try if samples else None,
            desk=self.desk,
            notice=notice,
        )
        frame = MainWindow(self.theme, WindowMemory(self._ini), subject=subject)
        if not self._ini.exists():
            frame.resize(1240, 790)  # as on a screen of usual size; this one has 800 x 800
        frame.furnish(window)
        frame.quit_requested.connect(self._on_quit)
        self._made.append(frame)
        frame.show()
        await self.until(lambda: window.centre._listed and window.tally.known)
        return window

    async def until(self, condition: Callable[[], object]) -> None:
        """Let the window work until `condition` holds."""
        while not condition():
            assert self.errors == []
            await asyncio.sleep(0.002)

    async def sheet(self, window: Workspace, name: str) -> Sheet:
        """Wait for a dialog and return it."""
        await self.until(lambda: window.dialogs.sheet(name) is not None)
        sheet = window.dialogs.sheet(name)
        assert sheet is not None
        return sheet

    async def select(self, window: Workspace, *ids: int) -> None:
        """Select tasks and wait until the window has followed."""
        window.list.select_ids(ids)
        await self.until(lambda: tuple(t.id for t in window.selection.tasks) == ids)

    def key(self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(widget, key, modifiers)

    def clipboard(self) -> str:
        """Return the clipboard's text."""
        return QGuiApplication.clipboard().text()

    def _now(self) -> datetime:
        return self.now

    def _on_error(self, _name: str, error: BaseException) -> None:
        self.errors.append(error)

    def _on_try(self) -> None:
        self.tried.append("samples")

    def _on_quit(self) -> None:
        self.quits.append("quit")

    def _end(self) -> None:
        for window in self._made:
            if isValid(window):
                if window.workspace is not None:
                    window.workspace.stop()
                window.hide()
                window.deleteLater()
        for bridge in self._bridges:
            bridge.close()
        self._made.clear()
        self._app.sendPostedEvents()

    def close(self) -> None:
        """Let go of what outlives the stories."""
        QGuiApplication.clipboard().clear()  # Qt would free what Python put there only after Python's own end, and crash
        self.thumbnails.close()
        self.theme.set_scheme(Scheme.LIGHT)


@pytest.fixture
def ui(qapp: QApplication, tmp_path: Path) -> Iterator[Ui]:
    """A stage for one window."""
    made = Ui(qapp, tmp_path / "window.ini")
    yield made
    made.close()
