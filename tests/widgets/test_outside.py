"""The window and the world around it: notices lead to their tasks, the rescue report to its own, closing is remembered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.away import Away, away_words
from desktop.domain.badge import badge_of
from desktop.domain.events import Budget
from desktop.domain.status import Badge
from desktop.qt import notifications
from desktop.qt.spawn import Spawner
from desktop.widgets.close_guard import Closing
from desktop.widgets.command_table import WindowAct
from desktop.widgets.dialogs.rescue import RescueSheet, sections_of
from desktop.widgets.outside import Outside
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui

MENU = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a list that pops up, without a screen
TASKS = badge_tasks(NOW)


@pytest.fixture(autouse=True)
def _no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "ON_BUS", False)
    monkeypatch.setattr("desktop.widgets.outside.ON_BUS", False)


@asynccontextmanager
async def outside(ui: Ui, window: Workspace) -> AsyncIterator[Outside]:
    spawner = Spawner(lambda _, error: ui.errors.append(error))
    made = Outside(window, ui.engine, ui._bridges[0], ui.theme, spawner, ui._now)
    await ui.until(lambda: "notices" not in spawner.names)
    try:
        yield made
    finally:
        made.stop()
        await spawner.close(2)


def fail(ui: Ui) -> int:
    """Let the task that is being made fail; return its number."""
    task = TASKS[Badge.GENERATING]
    ui.engine.put(replace(task, remote=TASKS[Badge.FAILED].remote, problem=TASKS[Badge.FAILED].problem))
    return task.id


@MENU
def test_the_keys_and_the_menu_of_the_window_open_the_notices(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(TASKS.values(), sample_accounts())
        async with outside(ui, window) as out:
            assert window.commands.action(WindowAct.NOTICES) in window.bar.menu.actions()
            window.window().activateWindow()
            await ui.until(window.window().isActiveWindow)
            ui.key(window.list, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
            assert out.popover is not None
            assert out.popover.isVisible()
            out.popover.hide()

    ui.run(story)


def test_client_safe_mode_takes_back_what_the_desktop_shows(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        window = await ui.open(TASKS.values(), sample_accounts())
        async with outside(ui, window) as out:
            withdrawn: list[int] = []
            monkeypatch.setattr(out.centre, "_focused", lambda: False)
            monkeypatch.setattr(out.notifications, "withdraw", withdrawn.append)
            fail(ui)
            await ui.until(lambda: bool(out.centre.entries))
            window.commands.toggle_safe()
            await ui.until(lambda: withdrawn == [out.centre.entries[0].key])
            window.commands.toggle_safe()
            await ui.until(lambda: not ui.theme.client_safe)

    ui.run(story)


@MENU
def test_the_bell_counts_and_show_leads_to_the_task(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(TASKS.values(), sample_accounts())
        async with outside(ui, window) as out:
            number = fail(ui)
            await ui.until(lambda: window.status.bell.unread == 1)
            ui.key(window.list, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
            assert out.popover is not None
            assert window.status.bell.unread == 0
            QTest.keyClick(out.popover.rows[0].show_button, Qt.Key.Key_Return)
            await ui.until(lambda: [task.id for task in window.selection.tasks] == [number])

    ui.run(story)


def test_selecting_the_task_takes_its_notice_as_seen(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(TASKS.values(), sample_accounts())
        async with outside(ui, window) as out:
            out._focused = lambda: True  # type: ignore[method-assign]  # offscreen windows are not always active
            number = fail(ui)
            await ui.until(lambda: window.status.bell.unread == 1)
            await ui.select(window, number)
            assert window.status.bell.unread == 0

    ui.run(story)


def test_the_tray_says_the_worst_and_forgets_failures_that_were_seen(ui: Ui) -> None:
    async def story() -> None:
        running = [TASKS[Badge.GENERATING], *many_tasks(2)]
        window = await ui.open(running, sample_accounts())
        async with outside(ui, window) as out:
            ui.engine.set_budget(Budget(watched=1))
            await ui.until(lambda: out.tray.tip == "Outtray: Watching 1 task")
            fail(ui)
            await ui.until(lambda: out.tray.tip == "Outtray: 1 task failed")
            out.centre.read_all()
            assert out.tray.tip == "Outtray: Watching 1 task"

    ui.run(story)


def test_the_rescue_report_lists_what_happened_and_leads_there(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(TASKS.values(), sample_accounts())
        saved, gone = TASKS[Badge.SAVED].id, TASKS[Badge.GONE].id
        away = Away(since=NOW - timedelta(days=2), until=NOW, finished=(saved, gone), saved=(saved,), gone=(gone,))
        async with outside(ui, window):
            ui.engine.away_report = away
            ui.engine.notice("away", away_words(away))
            await ui.until(lambda: window.banners.banner("away"))
            banner = window.banners.banner("away")
            assert banner is not None
            assert banner.label.text() == "While Outtray was closed for 2 days: 2 finished, 1 saved now, 1 gone."
            assert banner.button is not None
            banner.button.click()
            await ui.until(lambda: window.findChildren(RescueSheet))
            (sheet,) = window.findChildren(RescueSheet)
            await ui.until(lambda: sheet.list.count() == 4)
            headings = [sheet.list.item(row).text() for row in (0, 2)]
            assert headings == ["Saved now (1)", "Gone (1)"]
            sheet.list.setCurrentRow(3)
            QTest.keyClick(sheet.list, Qt.Key.Key_Return)
            await ui.until(lambda: [badge_of(task) for task in window.selection.tasks] == [Badge.GONE])

    ui.run(story)


def test_each_task_of_the_report_stands_in_one_section() -> None:
    away = Away(since=NOW, until=NOW, finished=(1, 2, 3, 4), saved=(1, 2), recovered=(2,), gone=(3,), open=(4,))
    assert [ids for _, ids in sections_of(away)] == [(1,), (2,), (3,), (4,)]


def test_the_offline_notice_follows_the_number_at_risk(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        ui.engine.notice("offline", "You are offline. Checking continues when the connection returns.")
        await ui.until(lambda: window.banners.banner("offline"))
        banner = window.banners.banner("offline")
        assert banner is not None
        ui.engine.set_budget(Budget(offline=True, at_risk=frozenset({1, 2})))
        await ui.until(lambda: banner.label.text().endswith("2 results are at risk."))
        assert window.banners.banner("offline") is banner

    ui.run(story)


def test_without_a_tray_closing_asks_once_while_something_is_watched_and_remembers_the_answer(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        ui.engine.set_budget(Budget(watched=2))
        window.window().close()
        sheet = window.guard.stay_sheet
        assert sheet is not None
        sheet.quit.click()
        await ui.until(lambda: ui.quits == ["quit"])
        assert WindowMemory(tmp_path / "window.ini").closing() == Closing.QUIT

    ui.run(story)


def test_cancelling_the_question_leaves_the_window_open_and_asks_again(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        ui.engine.set_budget(Budget(watched=2))
        for _ in range(2):
            window.window().close()
            sheet = window.guard.stay_sheet
            assert sheet is not None
            sheet.cancel.click()
            await ui.until(lambda: window.guard.stay_sheet is None)
        assert window.isVisible()
        assert ui.quits == []

    ui.run(story)


def test_a_click_in_the_dock_of_macos_brings_a_hidden_window_back(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.widgets.outside.REOPENS", True)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)

    async def story() -> None:
        window = await ui.open(many_tasks(2))
        async with outside(ui, window) as out:
            window.window().hide()
            app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
            assert not window.isVisible()
            app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
            assert window.isVisible()
            out.stop()
            window.window().hide()
            app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
            assert not window.isVisible(), "it is about to go"

    ui.run(story)


def test_the_window_of_the_samples_ends_when_it_is_closed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        ui.engine.set_budget(Budget(watched=2))
        spawner = Spawner(lambda _, error: ui.errors.append(error))
        out = Outside(window, ui.engine, ui._bridges[0], ui.theme, spawner, ui._now, lasting=False)
        window.window().close()
        await ui.until(lambda: ui.quits == ["quit"])
        out.stop()
        await spawner.close(2)

    ui.run(story)
