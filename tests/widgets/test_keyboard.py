"""What the keyboard does in the window, where it goes, and what needs it."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.status import Remote
from desktop.widgets.actions import Act
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, NONE, Ui


def test_f6_walks_through_the_panes(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        window.window().activateWindow()
        window.bar.search.setFocus()
        await ui.until(window.window().isActiveWindow)
        for pane in (window.side, window.list):
            ui.key(window, Qt.Key.Key_F6)
            assert window.focusWidget() is pane

    ui.run(story)


def test_shift_f6_walks_back(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        window.list.setFocus()
        for pane in (window.side, window.bar.search):
            ui.key(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
            assert window.focusWidget() is pane

    ui.run(story)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system makes a menu's event of it")
def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        await ui.select(window, 1)
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        window.list.setFocus()
        asked: list[QPoint] = []
        window.tasks.menu_asked.disconnect()
        window.tasks.menu_asked.connect(asked.append)
        ui.key(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        assert len(asked) == 1

    ui.run(story)


@pytest.mark.parametrize(("key", "act"), [(Qt.Key.Key_Space, Act.PREVIEW), (Qt.Key.Key_Delete, Act.REMOVE)])
def test_a_key_held_down_acts_once(ui: Ui, key: Qt.Key, act: Act) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        await ui.select(window, 2)
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        window.list.setFocus()
        done: list[object] = []
        action = window.actions_on_tasks.action(act)
        action.triggered.disconnect()
        action.triggered.connect(lambda: done.append(act))
        for repeated in (False, True, True):
            QApplication.sendEvent(window.list, QKeyEvent(QEvent.Type.KeyPress, key, NONE, "", repeated))
        assert len(done) == 1

    ui.run(story)


def test_return_held_down_opens_once(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        await ui.select(window, 2)
        opened: list[object] = []
        window.tasks.opened.disconnect()
        window.tasks.opened.connect(opened.append)
        for repeated in (False, True, True):
            QApplication.sendEvent(window.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "", repeated))
        assert opened == [[2]]

    ui.run(story)


def test_ctrl_c_copies_the_id_where_nothing_is_saved(ui: Ui) -> None:
    async def story() -> None:
        waiting = replace(many_tasks(1)[0], files=(), remote=Remote.WAITING, final=False)
        window = await ui.open([waiting])
        await ui.select(window, 1)
        ui.key(window.list, Qt.Key.Key_C, CTRL)
        assert ui.clipboard() == waiting.ref.task_id
        assert window.toast.label.text() == "Task id copied."

    ui.run(story)


def test_a_removal_can_be_taken_back_after_its_toast_is_gone(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        await ui.select(window, 2)
        ui.key(window.list, Qt.Key.Key_Delete)
        await ui.until(lambda: window.model.rowCount() == 2)
        window.acts.say("Something else was done.")
        assert not window.toast.undo_button.isVisible()
        ui.key(window.list, Qt.Key.Key_Escape)
        assert not window.toast.isVisible()
        ui.key(window.list, Qt.Key.Key_Z, CTRL)
        await ui.until(lambda: window.model.rowCount() == 3)
        assert not window.toast.undoable

    ui.run(story)


def test_the_keyboard_comes_back_to_the_list_from_the_toast_and_the_search(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        window.acts.say("Done.", window.filters.clear)
        window.toast.undo_button.setFocus()
        ui.key(window.toast.undo_button, Qt.Key.Key_Escape)
        assert window.focusWidget() is window.list
        window.bar.search.setFocus()
        window.bar.search.setText("picture")
        ui.key(window.bar.search, Qt.Key.Key_Escape)
        assert window.bar.search.text() == ""
        assert window.focusWidget() is window.bar.search
        ui.key(window.bar.search, Qt.Key.Key_Down)
        assert window.focusWidget() is window.list

    ui.run(story)


def test_the_row_under_the_keyboard_is_ringed_and_a_click_takes_the_ring_away(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        ui.key(window.list, Qt.Key.Key_Down)
        assert window.list.ringed
        QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
        assert not window.list.ringed

    ui.run(story)


def test_a_new_project_needs_a_name(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.dialogs.add_tasks("crun:abc", new_project=True)
        sheet = await ui.sheet(window, "add")
        assert isinstance(sheet, AddTasksSheet)
        await ui.until(sheet.add.isEnabled)
        sheet.add.click()
        assert sheet.trouble.text().startswith("Give the new project a name")
        sheet.project.name.setText("Citrus market")
        sheet.add.click()
        await ui.until(lambda: ui.engine.called("add"))
        assert ui.engine.task(1).project == "Citrus market"

    ui.run(story)


def test_a_growing_dialog_stays_inside_the_window(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.window().move(0, 0)
        window.dialogs.add_tasks()
        sheet = await ui.sheet(window, "add")
        assert isinstance(sheet, AddTasksSheet)
        sheet.move(40, window.height() - 300)
        sheet.box.setPlainText(" ".join(f"crun:{n}" for n in range(40)))
        await ui.until(lambda: sheet.table.isVisible() and sheet.height() > 400)
        assert sheet.frameGeometry().bottom() <= window.window().frameGeometry().bottom()
        sheet.reject()

    ui.run(story)
