"""Finding: the chips and their counts, type-to-search, the empty result, saved searches."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.query import Facets, Group, ListQuery, Order, View
from desktop.domain.saved_search import saved_query
from desktop.domain.settings import Layout, Settings
from desktop.domain.status import Badge, MediaKind
from desktop.domain.task import Task
from desktop.widgets import facet_count, search_counts
from desktop.widgets.chip import Chip
from desktop.widgets.command_list import commands_of
from desktop.widgets.command_table import WindowAct
from desktop.widgets.empty_words import empty_sentence
from desktop.widgets.filter_words import (
    MOST_CHOICES,
    Narrow,
    chip_name,
    choices_of,
    left_out,
    narrowed_to,
    suggested_name,
)
from desktop.widgets.sidebar import Place
from desktop.widgets.workspace import Workspace
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, plain_task, sample_accounts
from tests.widgets.conftest import CTRL, Ui

MENU = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu without a screen

FACETS = Facets(
    badges={Badge.SAVED: 3},
    providers={"tripo": 2, "crun": 1},
    kinds={MediaKind.MODEL: 2, MediaKind.IMAGE: 1},
    models={f"model {n:02}": n for n in range(1, MOST_CHOICES + 6)},
    tags={"hero": 2},
    projects={"winter": 1, "Autumn": 2},
    days={1: 1, 7: 2, 30: 3},
)


def found(facets: Facets | None, narrow: Narrow, chosen: object = None, *, counted: bool = True) -> list[tuple[str, int | None]]:
    return [(choice.words, choice.count) for choice in choices_of(narrow, facets, chosen, counted=counted)]


# -- words ---------------------------------------------------------------------------------------------------------


def test_a_menu_lists_values_by_name_with_their_counts() -> None:
    assert found(FACETS, Narrow.PROVIDER) == [("crun.ai", 1), ("Tripo", 2)]
    assert found(FACETS, Narrow.KIND) == [("3D model", 2), ("Picture", 1)]
    assert found(FACETS, Narrow.PROJECT) == [("Autumn", 2), ("winter", 1)]
    assert found(FACETS, Narrow.DAYS) == [("Last 24 hours", 1), ("Last 7 days", 2), ("Last 30 days", 3)]


def test_the_status_menu_lists_every_badge_whatever_its_count() -> None:
    assert dict(found(FACETS, Narrow.BADGE)) == dict.fromkeys([words for words, _ in found(FACETS, Narrow.BADGE)], 0) | {"Saved": 3}
    assert len(found(None, Narrow.BADGE)) == len(Badge)


def test_what_is_chosen_is_in_the_menu_even_where_nothing_has_it() -> None:
    assert ("gone", 0) in found(FACETS, Narrow.TAG, "gone")
    assert found(FACETS, Narrow.DAYS, 3)[1] == ("Last 3 days", 0)


def test_a_menu_names_the_values_of_the_most_tasks_and_says_how_many_it_leaves_out() -> None:
    named = found(FACETS, Narrow.MODEL)
    assert (len(named), named[0], left_out(Narrow.MODEL, FACETS)) == (MOST_CHOICES, ("model 06", 6), 5)
    assert left_out(Narrow.TAG, FACETS) == left_out(Narrow.MODEL, None) == 0


def test_counts_of_another_query_are_not_shown() -> None:
    assert found(FACETS, Narrow.TAG, counted=False) == [("hero", None)]


def test_a_chip_says_what_it_narrows_to_and_what_that_leaves() -> None:
    assert chip_name(Narrow.BADGE, None, 12) == "Status"
    assert chip_name(Narrow.BADGE, Badge.SAVED, 12) == "Status: Saved, 12 tasks"
    assert chip_name(Narrow.DAYS, 7, None) == "Date: Last 7 days"


def test_values_that_went_through_a_menu_are_what_the_query_asks_for() -> None:
    query = ListQuery()
    for way, value in ((Narrow.BADGE, "saved"), (Narrow.KIND, "image"), (Narrow.DAYS, 7), (Narrow.TAG, "hero")):
        query = narrowed_to(query, way, value)
    assert query == ListQuery(badge=Badge.SAVED, kind=MediaKind.IMAGE, days=7, tag="hero")
    assert type(query.badge) is Badge
    assert type(query.kind) is MediaKind
    assert narrowed_to(query, Narrow.BADGE, None).badge is None


def test_a_search_is_named_after_what_it_looks_for() -> None:
    query = ListQuery(view=View.STARRED, text=" fox ", provider="tripo", days=7)
    assert suggested_name(query) == "fox · Tripo · Last 7 days · Starred"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (ListQuery(text="fox", kind=MediaKind.IMAGE), "No tasks match “fox”."),
        (ListQuery(kind=MediaKind.IMAGE), "No tasks match these filters."),
        (ListQuery(badge=Badge.GONE, days=7), "No tasks match these filters."),
        (ListQuery(badge=Badge.GONE), "No tasks are “Gone” here."),
    ],
)
def test_an_empty_result_says_what_it_looked_for(query: ListQuery, sentence: str) -> None:
    assert empty_sentence(query) == sentence


# -- the window ----------------------------------------------------------------------------------------------------


def some_tasks() -> list[Task]:
    tasks = list(badge_tasks(NOW).values())
    return [replace(task, project="Winter film" if task.id % 2 else "Lamp kit", own_tags=("hero",)) for task in tasks]


async def opened(ui: Ui, tasks: Iterable[Task] | None = None) -> Workspace:
    window = await ui.open(some_tasks() if tasks is None else tasks, sample_accounts())
    window.window().activateWindow()
    await ui.until(window.window().isActiveWindow)
    return window


async def shown(ui: Ui, window: Workspace, query: ListQuery) -> None:
    """Wait until the list shows what `query` selects."""
    ids = list(await ui.engine.ids(query))
    await ui.until(lambda: window.query == query and window.model.ids() == ids)


def chip(window: Workspace, way: Narrow) -> Chip:
    return window.bar.status if way is Narrow.BADGE else window.filter_bar.chips[way]


async def menu_of(ui: Ui, window: Workspace, way: Narrow) -> dict[str, int]:
    """Open a chip's menu, wait for its counts, and return its lines."""
    menu = chip(window, way).button.choices
    menu.popup(QPoint(10, 10))
    await ui.until(lambda: window.filtering.counts.fitting and any("\t" in action.text() for action in menu.actions()))
    lines = dict(action.text().split("\t") for action in menu.actions() if "\t" in action.text())
    menu.close()
    return {words: int(count) for words, count in lines.items()}


def pick(window: Workspace, way: Narrow, words: str) -> None:
    actions = chip(window, way).button.choices.actions()
    next(action for action in actions if action.text().split("\t")[0] == words).trigger()


def focused() -> object:
    return QApplication.focusWidget()


def test_the_filters_are_out_of_sight_until_they_are_asked_for(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        assert window.filter_bar.isHidden()
        assert window.filter_bar.chips == {}
        window.bar.filter_button.click()
        assert window.filter_bar.isVisible()
        assert window.bar.filter_button.isChecked()
        window.bar.filter_button.click()
        assert window.filter_bar.isHidden()

    ui.run(story)


def test_ctrl_shift_f_goes_to_the_filters_and_back_to_the_list(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        both = CTRL | Qt.KeyboardModifier.ShiftModifier
        ui.key(window.list, Qt.Key.Key_F, both)
        assert focused() is chip(window, Narrow.PROVIDER).button
        for way in (Narrow.KIND, Narrow.PROJECT, Narrow.MODEL, Narrow.TAG, Narrow.DAYS):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            assert focused() is chip(window, way).button, (window.focusWidget().accessibleName(), way)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert focused() is window.list
        ui.key(window.list, Qt.Key.Key_F, both)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert focused() is window.side
        ui.key(window.side, Qt.Key.Key_F, both)
        ui.key(window.focusWidget(), Qt.Key.Key_F, both)
        assert window.filter_bar.isHidden()
        assert focused() is window.list

    ui.run(story)


@MENU
def test_a_menu_says_what_each_value_would_leave_given_the_rest(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filtering.toggle()
        assert await menu_of(ui, window, Narrow.PROVIDER) == {"crun.ai": 5, "Tripo": 4, "ByteSpike": 3, "Midjourney": 1}
        pick(window, Narrow.PROVIDER, "Tripo")
        await shown(ui, window, ListQuery(provider="tripo"))
        assert await menu_of(ui, window, Narrow.KIND) == {"3D model": 4}
        assert sum((await menu_of(ui, window, Narrow.BADGE)).values()) == 4
        assert (await menu_of(ui, window, Narrow.PROVIDER))["crun.ai"] == 5, "its own field left out"

    ui.run(story)


def test_an_active_chip_names_itself_and_is_cleared_by_its_cross_and_by_delete(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.narrow(Narrow.BADGE, "saved")
        await shown(ui, window, ListQuery(badge=Badge.SAVED))
        status = window.bar.status
        assert status.button.accessibleName() == "Status: Saved, 1 task"
        assert window.filter_bar.isHidden(), "the status is seen in the toolbar"
        assert status.clear_button.isVisible()
        assert status.clear_button.accessibleName() == "Clear “Status”"
        status.clear_button.setFocus()
        status.clear_button.click()
        assert window.query == ListQuery()
        assert not status.clear_button.isVisible()
        assert focused() is status.button, "the keyboard stays"
        assert status.button.accessibleName() == "Status"
        window.filters.narrow(Narrow.BADGE, "gone")
        ui.key(status.button, Qt.Key.Key_Delete)
        assert window.query == ListQuery()

    ui.run(story)


def test_a_narrowed_list_shows_its_filters_by_itself_and_who_hides_them_sees_how_many(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.show_query(ListQuery(kind=MediaKind.MODEL, tag="hero"))
        assert window.filter_bar.isVisible()
        window.bar.filter_button.click()
        assert window.filter_bar.isHidden()
        assert window.bar.filter_button.label == "2"
        assert window.bar.filter_button.accessibleName() == "Filter: 2 in force"
        window.bar.search.setText("lamp")
        await ui.until(lambda: window.query.text == "lamp")
        assert window.filter_bar.isHidden(), "as it was left"
        window.filters.show_query(ListQuery(provider="tripo"))
        assert window.filter_bar.isVisible()
        window.filter_bar.clear_button.click()
        assert window.query == ListQuery()
        assert window.filter_bar.isHidden()
        assert window.bar.filter_button.label == ""

    ui.run(story)


def test_chips_stay_in_another_view_and_a_place_of_the_side_bar_is_no_filter(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.narrow(Narrow.PROVIDER, "tripo")
        window.filters.narrow(Narrow.PROJECT, "Lamp kit")
        window.side.place_chosen.emit(Place(View.NEEDS_YOU))
        assert window.query == ListQuery(view=View.NEEDS_YOU, provider="tripo", project="Lamp kit")
        window.filters.clear_filters()
        assert window.query == ListQuery(view=View.NEEDS_YOU)
        window.side.place_chosen.emit(Place(project="Lamp kit"))
        assert window.filters.narrowed == ()
        window.side.place_chosen.emit(Place())
        assert window.query == ListQuery()

    ui.run(story)


def test_another_project_is_another_place(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.side.place_chosen.emit(Place(project="Lamp kit"))
        window.filters.narrow(Narrow.PROJECT, "Winter film")
        assert window.side.place == Place(project="Winter film")
        window.filters.narrow(Narrow.PROJECT, None)
        assert (window.side.place, window.query) == (Place(), ListQuery())

    ui.run(story)


def test_tags_are_out_of_sight_in_client_safe_mode(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.show_query(ListQuery(tag="hero"))
        await ui.until(chip(window, Narrow.TAG).isVisible)
        assert chip(window, Narrow.TAG).button.label == "hero"
        window.commands.toggle_safe()
        assert chip(window, Narrow.TAG).isHidden()
        assert "hero" not in chip(window, Narrow.TAG).button.accessibleName()
        window.commands.toggle_safe()
        assert chip(window, Narrow.TAG).isVisible()

    ui.run(story)


def test_filters_without_a_match_offer_to_clear_them(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.side.place_chosen.emit(Place(View.NEEDS_YOU))
        window.filters.narrow(Narrow.KIND, "text")
        await ui.until(window.empty.isVisible)
        assert window.empty.sentence.text() == "No tasks match these filters."
        assert window.empty.clear_button.label == "Clear filters"
        window.empty.clear_button.click()
        await shown(ui, window, ListQuery(view=View.NEEDS_YOU))
        window.bar.search.setText("nowhere")
        await ui.until(window.empty.isVisible)
        assert window.empty.clear_button.label == "Clear search"

    ui.run(story)


# -- what is asked of the database ---------------------------------------------------------------------------------


def test_nothing_is_counted_while_the_chips_are_out_of_sight(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facet_count, "QUIET_MS", 1)

    async def story() -> None:
        window = await opened(ui)
        asked = counting(ui.engine, monkeypatch)
        window.bar.search.setText("lamp")
        await shown(ui, window, ListQuery(text="lamp"))
        window.filtering.counts._timer.timeout.connect(lambda: pytest.fail("It counts."))
        assert not window.filtering.counts._timer.isActive()
        assert asked == []

    ui.run(story)


def test_the_counts_are_asked_for_once_typing_has_paused_and_never_for_a_query_of_before(
    ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        window = await opened(ui)
        asked = counting(ui.engine, monkeypatch)
        window.filtering.toggle()
        counts = window.filtering.counts
        for text in ("l", "la", "lam"):
            window.filters.show_query(ListQuery(text=text))
            await shown(ui, window, ListQuery(text=text))
            assert counts._timer.isActive()
        assert asked == []
        await ui.until(lambda: counts.fitting)
        assert asked == [ListQuery(text="lam")]
        window.filters.sort(Order.TITLE, backwards=False)
        await shown(ui, window, ListQuery(text="lam", order=Order.TITLE))
        assert counts.fitting, "another order has the same counts"
        assert not counts._timer.isActive()

    ui.run(story)


def test_a_count_under_way_is_dropped_by_the_next_keystroke(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        window = await opened(ui)
        begun, ended = [], []

        async def slow(query: ListQuery) -> Facets:
            begun.append(query)
            try:
                if query.text == "l":
                    await asyncio.Event().wait()
                return FACETS
            finally:
                ended.append(query)

        monkeypatch.setattr(ui.engine, "facets", slow)
        window.filters.show_query(ListQuery(text="l"))
        window.filtering.counts.ask()
        await ui.until(lambda: begun)
        window.filters.show_query(ListQuery(text="la"))
        await ui.until(lambda: ended == [ListQuery(text="l")])
        assert window.filtering.counts.facets is None
        window.filtering.counts.ask()
        await ui.until(lambda: window.filtering.counts.facets is FACETS)

    ui.run(story)


@MENU
def test_a_menu_opened_after_tasks_changed_counts_again(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui, [plain_task(1)])
        assert (await menu_of(ui, window, Narrow.BADGE))["Saved"] == 1
        ui.engine.put(plain_task(2))
        await ui.until(lambda: window.filtering.counts._stale)
        menu = window.bar.status.button.choices
        menu.popup(QPoint(10, 10))
        await ui.until(lambda: any(action.text() == "Saved\t2" for action in menu.actions()))
        menu.close()

    ui.run(story)


def counting(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[ListQuery]:
    """Note what the counts are asked of."""
    asked: list[ListQuery] = []
    answer = engine.facets

    async def noted(query: ListQuery) -> Facets:
        asked.append(query)
        return await answer(query)

    monkeypatch.setattr(engine, "facets", noted)
    return asked


# -- type to search ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", list(Layout))
def test_typing_in_the_list_begins_a_search(ui: Ui, layout: Layout) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.view_settings.set_layout(layout)
        window.bar.search.setText("old")
        await ui.until(lambda: window.query.text == "old")
        window.bar.clear_search()
        window.list.setFocus()
        QTest.keyClicks(window.list, "l")
        assert focused() is window.bar.search
        QTest.keyClicks(window.bar.search, "amp kit")
        await shown(ui, window, ListQuery(text="lamp kit"))
        ui.key(window.bar.search, Qt.Key.Key_Escape)
        assert window.query == ListQuery()
        ui.key(window.bar.search, Qt.Key.Key_Escape)
        assert focused() is window.list

    ui.run(story)


def test_the_search_says_what_it_looks_in_even_where_there_is_no_room_for_it(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.window().resize(900, 600)
        await ui.until(lambda: window.bar.search.placeholderText() == "Search")
        assert window.bar.search.accessibleDescription() == "Search prompts, titles, models, ids…"

    ui.run(story)


# -- saved searches ------------------------------------------------------------------------------------------------


def said(window: Workspace) -> list[str]:
    model = window.side.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


async def saved(ui: Ui, window: Workspace, name: str) -> None:
    """Save what is shown under a name."""
    window.commands.action(WindowAct.SAVE_SEARCH).trigger()
    sheet = window.searches.sheet
    assert sheet is not None
    sheet.name.setText(name)
    sheet.go.click()
    await ui.until(lambda: name in dict(ui.engine.settings().searches))


def test_a_narrowed_list_can_be_saved_and_is_found_again(ui: Ui) -> None:
    query = ListQuery(text="lamp", provider="tripo", order=Order.TITLE, group=Group.DAY)

    async def story() -> None:
        window = await opened(ui)
        window.filtering.toggle()
        assert window.filter_bar.save_button.isHidden(), "there is nothing to save"
        assert "Searches" not in said(window)
        window.filters.show_query(query)
        assert window.filter_bar.save_button.isVisible()
        window.filter_bar.save_button.click()
        sheet = window.searches.sheet
        assert sheet is not None
        assert sheet.name.text() == "lamp · Tripo"
        sheet.name.setText("  Lamps   at Tripo ")
        ui.key(sheet.name, Qt.Key.Key_Return)
        await ui.until(lambda: ui.engine.settings().searches)
        (name, text) = ui.engine.settings().searches[0]
        assert (name, saved_query(text)) == ("Lamps at Tripo", query)
        assert any(line.startswith("Lamps at Tripo") for line in said(window))
        assert window.side.place == Place(search=name)
        window.side.place_chosen.emit(Place())
        assert window.query == ListQuery(order=Order.TITLE, group=Group.DAY), "who leaves a search leaves all of it"
        assert window.bar.search.text() == ""
        window.side.place_chosen.emit(Place(search=name))
        await shown(ui, window, query)
        assert window.bar.search.text() == "lamp"

    ui.run(story)


def test_a_search_that_is_changed_is_not_shown_as_the_saved_one(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.show_query(ListQuery(project="Lamp kit", days=7))
        await saved(ui, window, "Lamps")
        window.filters.sort(Order.TITLE, backwards=False)
        assert window.side.place == Place(search="Lamps"), "the order is another matter"
        window.filters.narrow(Narrow.DAYS, 30)
        assert window.side.place == Place(project="Lamp kit")

    ui.run(story)


def test_nothing_to_save_is_said(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.commands.action(WindowAct.SAVE_SEARCH).trigger()
        assert window.searches.sheet is None
        assert window.toast.label.text().startswith("Search or filter first")

    ui.run(story)


def test_a_name_that_is_taken_is_replaced_on_saving_and_refused_on_renaming(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        for days, name in ((7, "Week"), (30, "Month")):
            window.filters.show_query(ListQuery(days=days))
            await saved(ui, window, name)
        window.searches.ask_save()
        sheet = window.searches.sheet
        assert sheet is not None
        sheet.name.setText("Week")
        assert sheet.go.label == "Replace"
        sheet.go.click()
        await ui.until(lambda: ui.engine.settings().searches == (("Week", "days:30"), ("Month", "days:30")))
        window.searches.ask_rename("Week")
        sheet = window.searches.sheet
        assert sheet is not None
        sheet.name.setText("Month")
        assert not sheet.go.isEnabled()
        assert sheet.trouble.text() == "There is a search of this name. Choose another name."
        sheet.reject()

    ui.run(story)


def test_a_saved_search_is_renamed_and_removed_by_keyboard_and_the_removal_can_be_undone(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.show_query(ListQuery(days=7))
        await saved(ui, window, "Week")
        await ui.select(window, badge_tasks(NOW)[Badge.SAVED].id)
        window.side.setFocus()
        QTest.keyClick(window.side, Qt.Key.Key_F2)
        assert window.dialogs.sheet("rename") is None, "F2 is about the search, not about the selected task's files"
        sheet = window.searches.sheet
        assert sheet is not None
        sheet.name.setText("This week")
        sheet.go.click()
        await ui.until(lambda: ui.engine.settings().searches == (("This week", "days:7"),))
        assert window.side.place == Place(search="This week")
        window.side.setFocus()
        QTest.keyClick(window.side, Qt.Key.Key_Delete)
        await ui.until(lambda: ui.engine.settings().searches == ())
        assert window.model.rowCount() > 0, "no task is removed"
        assert window.query == ListQuery(days=7)
        assert "Searches" not in said(window)
        window.toast.undo()
        await ui.until(lambda: ui.engine.settings().searches == (("This week", "days:7"),))
        assert any(line.startswith("This week") for line in said(window))

    ui.run(story)


def test_a_saved_search_says_how_many_tasks_it_finds(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_counts, "REST_MS", 1)

    async def story() -> None:
        window = await opened(ui, many_tasks(3))
        assert not window.search_counts._timer.isActive(), "there is no search to count"
        window.filters.show_query(ListQuery(badge=Badge.SAVED))
        await saved(ui, window, "All saved")
        await ui.until(lambda: "All saved, 3" in said(window))
        ui.engine.put(plain_task(9))
        await ui.until(lambda: "All saved, 4" in said(window))

    ui.run(story)


@MENU
def test_the_menu_of_a_saved_search_renames_and_removes_it(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.filters.show_query(ListQuery(days=7))
        await saved(ui, window, "Week")
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(window.side.viewport(), event)
        menu = window.searches.menu
        assert menu is not None
        assert [action.text() for action in menu.actions()] == ["Rename…", "Remove"]
        menu.actions()[1].trigger()
        await ui.until(lambda: ui.engine.settings().searches == ())

    ui.run(story)


def test_the_palette_goes_to_a_saved_search(ui: Ui) -> None:
    async def story() -> None:
        window = await opened(ui)
        settings = Settings(searches=(("Week", "days:7"),))
        command = next(each for each in commands_of(window, settings) if each.name == "Week")
        command.run()
        await shown(ui, window, ListQuery(days=7))

    ui.run(story)


def test_every_view_is_in_the_side_bar_with_its_count(ui: Ui) -> None:
    async def story() -> None:
        tasks = [replace(task, starred=task.id == 1) for task in some_tasks()]
        window = await opened(ui, [*tasks, replace(plain_task(99), archived=True)])
        lines = said(window)
        for line in ("All, 13", "Active, 3", "Not saved yet, 3", "Expires soon, 1", "Needs you, 2", "Saved, 1", "Starred, 1"):
            assert line in lines
        assert "Archive, 1" in lines

    ui.run(story)
