"""The columns: words, sorting by a click, hiding, the keyboard in the header."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.query import ListQuery, Order
from desktop.domain.settings import Layout, Settings
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Cost
from desktop.qt.loop import loop_factory
from desktop.widgets.task_columns.arrangement import Arrangement, read, written
from desktop.widgets.task_columns.columns import Column, cell_words, column_of, grows
from desktop.widgets.task_columns.header import ColumnHeader
from desktop.widgets.task_columns.view import TaskColumns
from tests.fakes.engine import FakeEngine
from tests.fakes.task_stage import Stage
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, plain_task, sample_accounts


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        made = Stage(qapp, runner, FakeEngine(many_tasks(60), sample_accounts()), Layout.COLUMNS, 700, 600)
        made.query(ListQuery())
        yield made
        made.end()


def columns(stage: Stage) -> TaskColumns:
    page = stage.views.currentWidget()
    assert isinstance(page, TaskColumns)
    return page


def click(header: ColumnHeader, column: Column) -> None:
    place = QPoint(header.sectionViewportPosition(column) + 30, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


# -- words ---------------------------------------------------------------------------------------------------------


def test_cells_say_what_is_known_and_nothing_else() -> None:
    task = replace(plain_task(1), project="Winter film", finished_at=NOW - timedelta(minutes=3), cost=Cost(charged=20))
    account = sample_accounts()[0].account
    said = {column: cell_words(task, column, account, NOW) for column in Column}
    assert said[Column.TITLE] == "Picture 1"
    assert said[Column.ACCOUNT] == "Studio"
    assert said[Column.PROJECT] == "Winter film"
    assert said[Column.KIND] == "Picture"
    assert said[Column.FINISHED] == "3 min ago"
    assert said[Column.SIZE] == "6.1 MB"
    assert said[Column.COST] == "20 credits (charged)"


def test_a_cost_that_is_not_reported_is_no_zero() -> None:
    assert cell_words(plain_task(1), Column.COST, None, NOW) == "–"


def test_a_size_counts_what_is_on_disk() -> None:
    task = plain_task(1)
    waiting = replace(task.files[0], part="2", state=FileState.QUEUED)
    assert cell_words(replace(task, files=(*task.files, waiting)), Column.SIZE, None, NOW) == "6.1 MB"
    assert cell_words(replace(task, files=(waiting,)), Column.SIZE, None, NOW) == ""


# -- sorting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(Order))
def test_every_order_but_the_end_of_links_has_its_column(order: Order) -> None:
    assert (column_of(order) is None) is (order is Order.EXPIRES)


def test_the_newest_first_is_downwards_and_turned_round_upwards() -> None:
    assert not grows(Order.NEWEST, backwards=False)
    assert grows(Order.NEWEST, backwards=True)
    assert grows(Order.OLDEST, backwards=False)
    assert grows(Order.TITLE, backwards=False)


def test_a_click_asks_for_the_order_and_a_second_for_the_other_way_round(stage: Stage) -> None:
    asked: list[tuple[object, bool]] = []
    stage.views.order_asked.connect(lambda order, backwards: asked.append((order, backwards)))
    header = columns(stage).header
    click(header, Column.TITLE)
    stage.query(ListQuery(order=Order.TITLE))
    click(header, Column.TITLE)
    assert asked == [(Order.TITLE, False), (Order.TITLE, True)]


def test_the_view_itself_sorts_nothing(stage: Stage) -> None:
    before = list(stage.model.ids())
    click(columns(stage).header, Column.TITLE)
    assert list(stage.model.ids()) == before


def test_the_created_column_turns_the_oldest_first_round(stage: Stage) -> None:
    asked: list[tuple[object, bool]] = []
    stage.views.order_asked.connect(lambda order, backwards: asked.append((order, backwards)))
    stage.query(ListQuery(order=Order.OLDEST))
    columns(stage).header._on_clicked(Column.CREATED)
    assert asked == [(Order.NEWEST, False)]


def test_a_click_on_the_account_sorts_nothing(stage: Stage) -> None:
    asked: list[object] = []
    stage.views.order_asked.connect(lambda order, _backwards: asked.append(order))
    columns(stage).header._on_clicked(Column.ACCOUNT)
    assert asked == []


# -- columns -------------------------------------------------------------------------------------------------------


def test_the_titles_take_the_room_that_is_left(stage: Stage) -> None:
    stage.views.resize(2400, 600)
    page = columns(stage)
    assert page.header.length() == page.view.viewport().width()
    assert page.view.horizontalScrollBar().maximum() == 0


def test_lines_are_as_wide_as_their_columns_and_scroll_with_the_header(stage: Stage) -> None:
    page = columns(stage)
    assert page.view.item_rect(0).width() == page.header.length()
    bar = page.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert page.header.offset() == bar.maximum() > 0
    assert page.view.item_rect(0).right() + 1 == page.view.viewport().width()


def test_a_column_hidden_by_the_menu_leaves_its_room_to_the_others(stage: Stage) -> None:
    page = columns(stage)
    before = page.header.length()
    menu = page.header.menu()
    action = next(action for action in menu.actions() if action.text() == "Account")
    action.trigger()
    assert page.header.isSectionHidden(Column.ACCOUNT)
    assert page.view.item_rect(0).width() < before
    assert "Title" not in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_clients_see_no_accounts_and_no_costs(stage: Stage) -> None:
    stage.apply(client_safe=True)
    header = columns(stage).header
    assert {column for column in Column if header.isSectionHidden(column)} == {Column.ACCOUNT, Column.COST}
    stage.apply(client_safe=False)
    assert not any(header.isSectionHidden(column) for column in Column)


def test_compact_lines_are_lower(stage: Stage) -> None:
    before = stage.view.item_rect(0).height()
    stage.apply(compact=True)
    assert stage.view.item_rect(0).height() < before


# -- keyboard and reading aloud ------------------------------------------------------------------------------------


def test_the_keyboard_sorts_by_a_column_and_opens_the_menu(stage: Stage) -> None:
    asked: list[tuple[object, bool]] = []
    stage.views.order_asked.connect(lambda order, backwards: asked.append((order, backwards)))
    header = columns(stage).header
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(header, key)
    assert asked == [(Order.PROVIDER, False)]
    opened: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(header, "menu", lambda: _Noting(opened))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(header, event)
    assert event.type() is QEvent.Type.ContextMenu
    assert len(opened) == 1


class _Noting:
    def __init__(self, opened: list[object]) -> None:
        self.popup = opened.append


def test_lines_and_headings_have_names(stage: Stage) -> None:
    interface = QAccessible.queryAccessibleInterface(stage.view)
    assert interface.childCount() == 60
    assert interface.child(1).text(QAccessible.Text.Name).startswith("Saved, Picture 59, crun.ai, 1 file, 6.1 MB")
    assert interface.child(1).text(QAccessible.Text.Description) == "2 of 60"
    header = columns(stage).header
    assert header.accessibleName() == "Columns"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert header.model().headerData(Column.CREATED, Qt.Orientation.Horizontal, role) == "Created, sorted downwards"


@pytest.mark.parametrize("badge", list(Badge))
def test_every_badge_is_painted_in_its_line(stage: Stage, badge: Badge) -> None:
    stage.engine.put(replace(badge_tasks(NOW)[badge], id=1000, added_at=NOW + timedelta(hours=1)))
    stage.run_until(lambda: stage.model.rowCount() == 61)
    rect = stage.view.item_rect(0).translated(stage.view.viewport().pos())
    image = stage.view.grab().toImage()
    found = image.pixelColor(rect.left() + 18, rect.center().y() - 8).name()
    assert found == stage.theme.badge(badge).fill.name()


def test_a_line_is_read_with_its_cells(stage: Stage) -> None:
    interface = QAccessible.queryAccessibleInterface(stage.view)
    said = interface.child(1).text(QAccessible.Text.Name)
    assert said.startswith("Saved, Picture 59, crun.ai, 1 file, 6.1 MB, ")
    assert "Account: Studio" in said
    assert "Kind: Picture" in said
    columns(stage).header._hidden = {Column.KIND}
    columns(stage).header._hide()
    assert "Kind:" not in interface.child(1).text(QAccessible.Text.Name)
    stage.apply(client_safe=True)
    assert "Studio" not in interface.child(1).text(QAccessible.Text.Name)
    stage.apply(layout=Layout.LIST)
    assert "Model:" not in QAccessible.queryAccessibleInterface(stage.view).child(1).text(QAccessible.Text.Name)


def test_a_column_that_sorts_nothing_says_so(stage: Stage) -> None:
    header = columns(stage).header
    role = Qt.ItemDataRole.AccessibleTextRole
    assert header.model().headerData(Column.ACCOUNT, Qt.Orientation.Horizontal, role) == "Account, can't be sorted by"
    assert "sorted by this column" in header.model().headerData(
        Column.ACCOUNT, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )


# -- how the user arranged them ------------------------------------------------------------------------------------


def test_order_widths_and_hidden_columns_come_back(stage: Stage) -> None:
    header = columns(stage).header
    told: list[object] = []
    stage.views.columns_arranged.connect(told.append)
    header.moveSection(header.visualIndex(Column.COST), 0)
    header.resizeSection(Column.MODEL, 210)
    header.menu().actions()[0].trigger()
    stage.run_until(lambda: bool(told))
    assert isinstance(told[0], str)
    stage.views.restore_columns("")
    assert [column for column, _, _ in header.spans()] == list(Column)
    stage.views.restore_columns(told[0])
    assert [column for column, _, _ in header.spans()][:2] == [Column.COST, Column.TITLE]
    assert header.sectionSize(Column.MODEL) == 210
    assert header.isSectionHidden(Column.STATUS)


def test_columns_that_were_arranged_before_they_are_shown_are_so(stage: Stage) -> None:
    stage.views.restore_columns("cost= -kind= status=99")
    header = columns(stage).header
    assert [column for column, _, _ in header.spans()][:2] == [Column.COST, Column.STATUS]
    assert header.sectionSize(Column.STATUS) == 99
    assert header.isSectionHidden(Column.KIND)


def test_widths_of_the_program_itself_are_not_remembered(stage: Stage) -> None:
    told: list[object] = []
    header = columns(stage).header
    stage.views.columns_arranged.connect(told.append)
    stage.views.resize(2400, 600)
    stage.theme.follow(Settings(text_percent=200))
    stage.theme.follow(Settings())
    stage.apply(client_safe=True)
    stage.apply(client_safe=False)
    assert not header._later.isActive()
    assert read(header.arrangement) == Arrangement(widths={})
    assert told == []


def test_a_hidden_column_comes_back_as_wide_as_text_asks_for(stage: Stage) -> None:
    stage.views.restore_columns("-model=120")
    header = columns(stage).header
    stage.theme.follow(Settings(text_percent=200))
    stage.views.restore_columns("model=120")
    assert header.sectionSize(Column.MODEL) == 240
    stage.theme.follow(Settings())
    assert header.sectionSize(Column.MODEL) == 120


def test_the_keyboard_moves_columns_and_changes_their_width(stage: Stage) -> None:
    header = columns(stage).header
    QTest.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [column for column, _, _ in header.spans()][:2] == [Column.TITLE, Column.STATUS]
    before = header.sectionSize(Column.STATUS)
    QTest.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(header, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert header.sectionSize(Column.STATUS) == before + 16


@given(
    order=st.permutations(list(Column)),
    widths=st.dictionaries(st.sampled_from(Column), st.integers(40, 2000)),
    hidden=st.frozensets(st.sampled_from([column for column in Column if column is not Column.TITLE])),
)
def test_what_is_written_is_read(order: list[Column], widths: dict[Column, int], hidden: frozenset[Column]) -> None:
    arrangement = Arrangement(tuple(order), widths, hidden)
    assert read(written(arrangement)) == arrangement


@given(st.text())
def test_a_damaged_arrangement_still_shows_every_column_once(text: str) -> None:
    found = read(text)
    assert sorted(found.order) == sorted(Column)
    assert Column.TITLE not in found.hidden


def test_titles_are_never_hidden_and_widths_stay_usable() -> None:
    found = read("-title=99999 model=7 title=50 cost=-4 shoe=9")
    assert found == Arrangement(
        (Column.TITLE, Column.MODEL, Column.COST, *read("title model cost").order[3:]), {Column.TITLE: 2000, Column.MODEL: 40}
    )
