"""The icon in the dock or taskbar follows what is saved, and the order to quit that comes from outside the window is obeyed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import QSettings

from desktop.domain.events import Budget
from desktop.domain.status import Badge, FileState
from desktop.engine.launcher_entry import Shown
from desktop.qt import notifications
from desktop.qt.spawn import Spawner
from desktop.widgets.dock import Icon
from desktop.widgets.main_window import MainWindow
from desktop.widgets.outside import Outside
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import NOW, badge_tasks, many_tasks
from tests.widgets.conftest import Ui

TASKS = badge_tasks(NOW)


class Noted(Icon):
    """Notes what it is to show."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []

    @override
    def show(self, wanted: Shown) -> None:
        self.shown.append(wanted)

    @override
    def close(self) -> None:
        self.shown.append(Shown())


def test_the_icon_shows_how_far_saving_has_come_and_that_it_is_over(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "ON_BUS", False)
    monkeypatch.setattr("desktop.widgets.outside.ON_BUS", False)
    task = TASKS[Badge.SAVING]

    async def story() -> None:
        window = await ui.open(TASKS.values())
        spawner, icon = Spawner(lambda _, error: ui.errors.append(error)), Noted()
        out = Outside(window, ui.engine, ui._bridges[0], ui.theme, spawner, ui._now, dock_icon=icon)
        files = tuple(replace(f, state=FileState.SAVING, size=100, received=50, held=False) for f in task.files)
        ui.engine.put(replace(task, files=files))
        ui.engine.set_budget(Budget(saving=len(files)))
        await ui.until(lambda: icon.shown and icon.shown[-1].progress == 0.5)
        ui.engine.put(replace(task, files=tuple(replace(f, state=FileState.SAVED) for f in files)))
        ui.engine.set_budget(Budget())
        await ui.until(lambda: icon.shown[-1].progress is None)
        out.stop()
        assert icon.shown[-1] == Shown()
        await spawner.close(2)

    ui.run(story)


def remembered(ini: Path) -> object:
    return QSettings(str(ini), QSettings.Format.IniFormat).value("window/geometry")


def _close(window: MainWindow) -> None:
    window.close()


@pytest.mark.parametrize("order", [_close, MainWindow.leave])
def test_at_the_end_of_the_session_nothing_is_asked(ui: Ui, order: Callable[[MainWindow], None]) -> None:
    async def story() -> None:
        window, frame = await unsaved(ui)
        frame.session_ends = lambda: True
        order(frame)
        assert len(ui.quits) == 1
        assert window.guard.sheet is None

    ui.run(story)


def test_the_windows_place_is_remembered_before_anything_ends(ui: Ui, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("desktop.widgets.main_window.SETTLED_MS", 0)

    async def story() -> None:
        frame = (await ui.open(many_tasks(2))).window()
        assert isinstance(frame, MainWindow)
        await ui.until(lambda: remembered(tmp_path / "window.ini") == frame.saveGeometry())
        frame.resize(frame.width() - 37, frame.height() - 11)
        assert remembered(tmp_path / "window.ini") != frame.saveGeometry()
        await ui.until(lambda: remembered(tmp_path / "window.ini") == frame.saveGeometry())

    ui.run(story)


def test_the_systems_order_to_quit_asks_first_where_results_would_be_lost(ui: Ui) -> None:
    async def story() -> None:
        window, frame = await unsaved(ui)
        frame.leave()
        await ui.until(lambda: window.guard.sheet is not None)
        assert ui.quits == []

    ui.run(story)


async def unsaved(ui: Ui) -> tuple[Workspace, MainWindow]:
    window = await ui.open([TASKS[Badge.FINISHED_NOT_SAVED], *many_tasks(2)])
    frame = window.window()
    assert isinstance(frame, MainWindow)
    return window, frame
