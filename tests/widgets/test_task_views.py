"""The views in the window: layouts and their keys, orders and groups, settings that are kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop.domain.query import Group, Order
from desktop.domain.settings import Layout
from desktop.widgets.order_button import GROUP_WORDS, ORDER_WORDS
from desktop.widgets.task_columns.columns import Column
from desktop.widgets.task_columns.view import TaskColumns
from desktop.widgets.task_grid.view import TaskGridView
from desktop.widgets.task_list.view import TaskListView
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui


def choose(window: Workspace, word: str) -> None:
    """Choose an entry of the order menu."""
    next(action for action in window.bar.order.choices.actions() if action.text() == word).trigger()


def test_keys_and_buttons_change_the_layout_and_it_is_kept(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(30), sample_accounts())
        assert isinstance(window.list, TaskListView)
        window.list.setFocus()
        ui.key(window.list, Qt.Key.Key_2, CTRL)
        assert isinstance(window.list, TaskGridView)
        assert window.focusWidget() is window.list
        await ui.until(lambda: ui.engine.settings().layout is Layout.GRID)
        window.bar.switch.buttons[2].click()
        await ui.until(lambda: ui.engine.settings().layout is Layout.COLUMNS)
        assert [button.isChecked() for button in window.bar.switch.buttons] == [False, False, True]
        ui.key(window.list, Qt.Key.Key_1, CTRL)
        assert isinstance(window.list, TaskListView)

    ui.run(story)


def test_the_window_opens_in_the_layout_of_the_settings_and_makes_no_other(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        assert list(window.tasks._pages) == [Layout.LIST]

    ui.run(story)


def test_choices_made_at_once_are_all_kept(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        window.view_settings.set_layout(Layout.COLUMNS)
        window.view_settings.set_compact(compact=True)
        await ui.until(lambda: ui.engine.settings().compact)
        assert ui.engine.settings().layout is Layout.COLUMNS
        assert isinstance(window.tasks.currentWidget(), TaskColumns)

    ui.run(story)


def test_the_slider_is_there_for_the_grid_and_compact_rows_for_the_others(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(30), sample_accounts())
        switch = window.bar.switch
        assert (switch.density.isVisible(), switch.slider.isVisible()) == (True, False)
        switch.buttons[1].click()
        assert (switch.density.isVisible(), switch.slider.isVisible()) == (False, True)
        window.list.grab()
        before = window.list.item_rect(0).width()
        switch.slider.setValue(120)
        assert window.list.item_rect(0).width() < before
        await ui.until(lambda: ui.engine.settings().thumbnail_px == 120)

    ui.run(story)


def test_every_order_can_be_chosen_and_turned_round(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        for order, word in ORDER_WORDS.items():
            choose(window, word)
            assert window.query.order is order
            assert window.bar.order.label == word
        choose(window, "Reverse")
        assert window.query.backwards
        assert window.bar.order.label == "Highest cost, reversed"
        assert window.bar.order.accessibleName() == "Order: Highest cost, reversed"

    ui.run(story)


def test_every_group_can_be_chosen_and_is_shown(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        for group, word in reversed(GROUP_WORDS.items()):
            next(action for action in window.bar.order.groups.actions() if action.text() == word).trigger()
            assert window.query.group is group
            await ui.until(lambda on=group is not Group.NONE: bool(window.model.sections) is on)  # type: ignore[misc]

    ui.run(story)


def test_a_click_on_a_header_sorts_through_the_query(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        window.view_settings.set_layout(Layout.COLUMNS)
        page = window.tasks.currentWidget()
        assert isinstance(page, TaskColumns)
        page.header._on_clicked(Column.TITLE)
        await ui.until(lambda: list(window.model.ids()) == [1, 2, 3])
        page.header._on_clicked(Column.TITLE)
        await ui.until(lambda: list(window.model.ids()) == [3, 2, 1])
        assert (window.query.order, window.query.backwards) == (Order.TITLE, True)
        assert window.bar.order.label == "Title, reversed"

    ui.run(story)


def test_keys_of_acts_work_in_every_view(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(6), sample_accounts())
        for layout, number in ((Layout.GRID, 4), (Layout.COLUMNS, 2)):
            window.view_settings.set_layout(layout)
            await ui.select(window, number)
            ui.key(window.list, Qt.Key.Key_Delete)
            await ui.until(lambda gone=number: window.model.row_of(gone) is None)  # type: ignore[misc]
        assert ui.engine.called("remove") == [(4,), (2,)]

    ui.run(story)


def test_the_keyboard_walks_from_the_side_bar_to_the_view_that_is_shown(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(6), sample_accounts())
        window.view_settings.set_layout(Layout.GRID)
        window.side.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(20):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            if window.focusWidget() is window.list:
                break
        assert window.focusWidget() is window.list

    ui.run(story)


def test_the_controls_of_the_switch_have_names(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        controls = window.bar.switch.controls
        names = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in controls]
        assert names == ["Size of pictures", "Compact rows", "List", "Grid", "Columns"]

    ui.run(story)
