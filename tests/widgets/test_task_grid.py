"""The grid, and what holds for every view: two dimensions, groups, one selection, one place."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.query import ListQuery
from desktop.domain.settings import Layout
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.qt.loop import loop_factory
from desktop.qt.order import steps_between
from desktop.widgets import hand_over
from desktop.widgets.task_grid.layout import LEAST_PX, MOST_PX, card_layout, card_measures
from desktop.widgets.task_grid.words import pill_words
from tests.fakes.engine import FakeEngine
from tests.fakes.task_stage import CTRL, GROUPED, SHIFT, GroupedEngine, Stage
from tests.fakes.tasks import NOW, badge_tasks, sample_accounts

type Make = Callable[..., Stage]
GRID_WIDTH = 700
"""Three cards fit."""


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Make]:
    made: list[Stage] = []
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:

        def stage(engine: FakeEngine, layout: Layout = Layout.GRID, query: ListQuery = GROUPED, *, height: int = 700) -> Stage:
            made.append(Stage(qapp, runner, engine, layout, GRID_WIDTH, height))
            made[-1].query(query)
            return made[-1]

        yield stage
        for each in made:
            each.end()


@pytest.fixture
def grid(make: Make) -> Stage:
    """Rows 0-6 in a group of seven (lines of 3, 3, 1), 7-8 in one of two, 9-48 in one of forty."""
    return make(GroupedEngine(7, 2, 40))


# -- geometry ------------------------------------------------------------------------------------------------------


@given(width=st.integers(120, 3000), picture=st.integers(LEAST_PX, MOST_PX), unit=st.sampled_from([1.0, 1.5, 3.0]))
def test_cards_fill_the_line_and_never_overlap(width: int, picture: int, unit: float) -> None:
    how = card_measures(width, picture, unit)
    assert how.left + how.across * how.width + (how.across - 1) * how.gap <= width
    assert how.gap >= 0
    assert how.across == 1 or how.width >= picture
    at = card_layout(QRectF(0, 0, how.width, how.height), picture, unit)
    assert at.picture.bottom() < at.title.top() < at.title.bottom() < at.foot.top()
    assert at.foot.bottom() <= how.height


def test_four_small_pictures_stand_in_a_line_as_in_the_design() -> None:
    how = card_measures(684, 152, 1.0)
    assert how.across == 4
    assert how.line == pytest.approx(197, abs=4)


def test_pictures_larger_than_the_window_stand_alone() -> None:
    assert card_measures(200, MOST_PX, 1.0).across == 1


# -- words ---------------------------------------------------------------------------------------------------------


def test_the_badge_of_a_card_says_what_matters_most() -> None:
    tasks = badge_tasks(NOW)
    said = {badge: pill_words(task, NOW) for badge, task in tasks.items()}
    assert said[Badge.FINISHED_NOT_SAVED] == "Gone in 4 min"
    assert said[Badge.SAVING] == "40 %"
    assert said[Badge.PARTLY_SAVED] == "4 of 5"
    assert said[Badge.SAVED] == ""


# -- keyboard ------------------------------------------------------------------------------------------------------


def test_arrows_go_in_two_dimensions_and_over_headings(grid: Stage) -> None:
    assert grid.view.arranged().across == 3
    grid.view.select_ids([2])
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert [grid.press(key) for key in keys] == [2, 5, 6, 7, 9, 7, 6]
    assert grid.view.selected_ids() == [7]


def test_home_end_and_pages_reach_everything(grid: Stage) -> None:
    grid.view.select_ids([1])
    assert grid.press(Qt.Key.Key_End) == 48
    assert grid.press(Qt.Key.Key_Home) == 0
    downs = [grid.press(Qt.Key.Key_PageDown) for _ in range(30)]
    assert downs[0] >= 3
    assert downs[-1] == 48
    assert downs == sorted(downs)


def test_arrows_left_and_right_are_turned_in_scripts_from_the_right(grid: Stage) -> None:
    grid.views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid.view.select_ids([2])
    assert grid.view.item_rect(1).left() < grid.view.item_rect(0).left()
    assert grid.press(Qt.Key.Key_Left) == 2
    assert grid.view.indexAt(grid.view.item_rect(2).center()).row() == 2


def test_shift_selects_in_the_order_of_reading(grid: Stage) -> None:
    grid.click(1)
    grid.press(Qt.Key.Key_Down, SHIFT)
    assert grid.view.selected_ids() == [2, 3, 4, 5]
    grid.press(Qt.Key.Key_Up, SHIFT)
    assert grid.view.selected_ids() == [2]
    grid.click(4, SHIFT)
    assert grid.view.selected_ids() == [2, 3, 4, 5]
    grid.click(0, CTRL)
    assert grid.view.selected_ids() == [1, 2, 3, 4, 5]


def test_a_selection_with_shift_goes_on_where_it_began_in_another_view(grid: Stage) -> None:
    grid.click(1)
    grid.apply(layout=Layout.LIST)
    grid.press(Qt.Key.Key_Down, SHIFT)
    assert grid.view.selected_ids() == [2, 3]


def test_space_asks_for_a_preview_in_every_view(grid: Stage) -> None:
    asked: list[object] = []
    grid.views.preview_asked.connect(asked.append)
    for layout in Layout:
        grid.apply(layout=layout)
        grid.view.select_ids([4])
        grid.press(Qt.Key.Key_Space)
    assert asked == [[4]] * 3


def test_letters_begin_a_search_in_every_view(grid: Stage) -> None:
    typed: list[str] = []
    grid.views.typed.connect(typed.append)
    for layout, letter in zip(Layout, "fü狐", strict=True):
        grid.apply(layout=layout)
        grid.view.select_ids([4])
        grid.view.keyboardSearch(letter)
        grid.press(Qt.Key.Key_Space)
    QTest.keyClicks(grid.view, "fO")
    assert typed == [*"fü狐", "f", "O"]
    assert grid.view.selected_ids() == [4]


# -- the mouse -----------------------------------------------------------------------------------------------------


def test_a_heading_can_not_be_selected(grid: Stage) -> None:
    grid.click(1)
    QTest.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert not grid.view.indexAt(QPoint(60, 20)).isValid()
    assert grid.view.selected_ids() == []


def test_a_drag_over_empty_room_selects_what_it_touches(grid: Stage) -> None:
    first, last = grid.view.item_rect(0), grid.view.item_rect(4)
    area = QRect(first.center(), last.center())
    assert sorted(grid.view._rows_in(area)) == [0, 1, 3, 4]


@pytest.mark.parametrize("layout", list(Layout))
def test_pulling_a_selected_item_drags_all_that_are_selected(grid: Stage, layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[list[int]] = []

    def note(_view: QWidget, tasks: Sequence[Task], _picture: QPixmap | None, *, safe: bool) -> str:
        assert not safe
        dragged.append([task.id for task in tasks])
        return "Nothing of it is saved."

    monkeypatch.setattr(hand_over, "start_drag", note)
    said: list[object] = []
    grid.views.said.connect(said.append)
    grid.apply(layout=layout)
    grid.view.select_ids([2, 3])
    place = grid.view.item_rect(2).intersected(grid.view.viewport().rect()).center()
    QTest.mousePress(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    for step in (4, 12):
        QTest.mouseMove(grid.view.viewport(), place + QPoint(step, step))
    assert dragged == [[2, 3]]
    assert said == ["Nothing of it is saved."]
    assert grid.view.selected_ids() == [2, 3]


def test_pulling_over_empty_room_selects_and_drags_nothing(grid: Stage) -> None:
    gap = grid.view.item_rect(6).bottomRight() + QPoint(40, -20)
    assert not grid.view.indexAt(gap).isValid()
    QTest.mousePress(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=gap)
    for place in (gap - QPoint(60, 20), grid.view.item_rect(3).center()):
        QTest.mouseMove(grid.view.viewport(), place)
    QTest.mouseRelease(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=grid.view.item_rect(3).center())
    assert grid.view.selected_ids() == [4, 5, 7]


# -- one selection, one place --------------------------------------------------------------------------------------


def test_selection_and_current_task_outlive_a_change_of_layout(grid: Stage) -> None:
    grid.view.select_ids([3, 5, 40])
    for layout in (Layout.LIST, Layout.COLUMNS, Layout.GRID):
        grid.apply(layout=layout)
        assert grid.view.selected_ids() == [3, 5, 40]
        assert grid.row == 2


def test_the_current_task_is_seen_where_it_was_after_a_change_of_layout(grid: Stage) -> None:
    grid.view.select_ids([30])
    grid.view.show_at(29, 150)
    for layout in (Layout.LIST, Layout.COLUMNS, Layout.GRID):
        grid.apply(layout=layout)
        assert grid.view.offset_of(29) == 150


def test_a_current_task_out_of_sight_stays_there_and_the_top_one_is_kept(grid: Stage) -> None:
    grid.apply(layout=Layout.LIST)
    grid.view.select_ids([1])
    grid.view.verticalScrollBar().setValue(1500)
    top = grid.view.visible_rows().start
    grid.apply(layout=Layout.GRID)
    assert top in grid.view.visible_rows()
    assert 0 not in grid.view.visible_rows()


def test_a_view_is_made_when_it_is_first_shown(grid: Stage) -> None:
    assert list(grid.views._pages) == [Layout.GRID]
    grid.apply(layout=Layout.LIST)
    grid.apply(layout=Layout.GRID)
    assert list(grid.views._pages) == [Layout.GRID, Layout.LIST]


@pytest.mark.parametrize("picture", [96, 320])
def test_the_current_task_stays_in_sight_while_cards_change_their_size(grid: Stage, picture: int) -> None:
    grid.view.select_ids([44])
    grid.apply(thumbnail_px=picture)
    rect = grid.view.item_rect(43)
    assert grid.view.viewport().rect().contains(rect.adjusted(0, 0, -1, -1))


def test_the_current_task_stays_in_sight_while_the_window_changes_its_size(grid: Stage) -> None:
    grid.view.select_ids([30])
    for width in (300, 1500, 700):
        grid.views.resize(width, 700)
        grid.views.grab()
        assert grid.view.viewport().rect().contains(grid.view.item_rect(29).adjusted(0, 0, -1, -1))


def test_what_is_seen_stays_in_its_place_when_a_group_comes(grid: Stage) -> None:
    engine = grid.engine
    assert isinstance(engine, GroupedEngine)
    grid.view.verticalScrollBar().setValue(900)
    top = grid.view.visible_rows().start
    number, offset = grid.model.id_at(top), grid.view.offset_of(top)
    engine.groups = (7, 2, 40, 5)
    grid.run_until(lambda: grid.model.rowCount() == 54, act=grid.model.refresh)
    row = grid.model.row_of(number)
    assert row is not None
    assert grid.view.offset_of(row) == offset


def test_what_is_seen_stays_in_its_place_when_tasks_above_it_are_grouped_anew(grid: Stage) -> None:
    engine = grid.engine
    assert isinstance(engine, GroupedEngine)
    grid.view.verticalScrollBar().setValue(1400)
    top = grid.view.visible_rows().start
    offset, height = grid.view.offset_of(top), grid.view.arranged().height
    engine.groups = (1, 1, 1, 1, 1, 4, 40)
    grid.run_until(lambda: len(grid.model.sections.parts) == 7, act=grid.model.refresh)
    assert grid.view.arranged().height > height
    assert grid.view.offset_of(top) == offset


# -- reading aloud -------------------------------------------------------------------------------------------------


def test_items_are_read_with_their_group_and_their_place_in_it(grid: Stage) -> None:
    interface = QAccessible.queryAccessibleInterface(grid.view)
    assert interface.role() is QAccessible.Role.List
    assert interface.childCount() == 49
    item = interface.child(8)
    assert item.text(QAccessible.Text.Name) == "Saved, Picture 9, crun.ai, 1 file, 6.1 MB"
    assert item.text(QAccessible.Text.Description) == "Group 1, 2 of 2"


def test_without_groups_the_place_is_that_in_the_whole_list(make: Make) -> None:
    stage = make(GroupedEngine(7, 2), query=ListQuery())
    item = QAccessible.queryAccessibleInterface(stage.view).child(8)
    assert item.text(QAccessible.Text.Description) == "9 of 9"


# -- time ----------------------------------------------------------------------------------------------------------


def test_a_tick_paints_only_cards_that_count_down(make: Make) -> None:
    stage = make(FakeEngine(badge_tasks(NOW).values(), sample_accounts()), query=ListQuery(), height=2000)
    stage.views.grab()
    rows: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.view, "update", lambda index: rows.append(index.row()))
        stage.view._on_tick()
        assert rows == []
        stage.now = NOW + timedelta(minutes=3)
        stage.view._on_tick()
    task = stage.model.task_at(rows[0])
    assert [task.title if task is not None else ""] == ["Brass desk lamp, art-deco, game-ready"]
    assert len(rows) == 1


def test_only_the_view_that_is_shown_ticks(grid: Stage) -> None:
    first = grid.view
    grid.apply(layout=Layout.LIST)
    assert not first._timer.isActive()
    assert grid.view._timer.isActive()


# -- figures -------------------------------------------------------------------------------------------------------


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


@pytest.mark.parametrize("groups", [(100_000,), (1000,) * 100])
def test_100_000_tasks_change_their_layout_at_once(make: Make, groups: tuple[int, ...]) -> None:
    stage = make(GroupedEngine(*groups))
    stage.view.select_ids([50_000])
    took: dict[Layout, list[float]] = {layout: [] for layout in Layout}
    for layout in (*Layout, *Layout, *Layout):
        started = time.perf_counter()
        stage.run_until(lambda: True, act=partial(stage.apply, layout=layout))
        stage.run_until(lambda: True, act=stage.view.viewport().repaint)
        took[layout].append(time.perf_counter() - started)
        stage.settle()
    assert max(min(times) for times in took.values()) < 0.05


def test_a_card_at_the_top_of_100_000_costs_no_walk_over_all(make: Make) -> None:
    engine = GroupedEngine(100_000)
    stage = make(engine)
    took: list[float] = []

    def insert() -> None:
        stage.view.verticalScrollBar().setValue(100_000)
        steps = steps_between(stage.model._ids, [0, *stage.model._ids])
        took.append(seconds(lambda: stage.model._apply(steps)) + seconds(stage.view.doItemsLayout))

    stage.run_until(lambda: bool(took), act=insert)
    stage.settle()
    assert took[0] < 0.1
    assert stage.view.arranged().count == 100_001


def test_the_end_of_100_000_is_reached_without_their_records(make: Make) -> None:
    stage = make(GroupedEngine(100_000))
    bar = stage.view.verticalScrollBar()
    stage.run_until(lambda: stage.model.task_at(99_999) is not None, act=lambda: bar.setValue(bar.maximum()))
    assert stage.view.visible_rows().stop == 100_000
