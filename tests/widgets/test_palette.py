"""The command palette: what a few letters find, and what is done with it."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain.language import speak
from desktop.domain.query import View
from desktop.domain.saved_search import saved_query
from desktop.widgets.command import Command, letters_score, matching
from desktop.widgets.command_list import commands_of
from desktop.widgets.command_table import WINDOW_ACTS, WindowAct
from desktop.widgets.dialogs.settings.sections import SECTIONS
from desktop.widgets.palette import Palette
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui
from tests.widgets.stage import Stage


def command(name: str, english: str = "", *, topic: str = "", why_not: str = "", run: Callable[[], None] | None = None) -> Command:
    return Command(name=name, english=english or name, topic=topic, why_not=why_not, run=run or (lambda: None))


def names(commands: Sequence[Command]) -> list[str]:
    return [each.name for each in commands]


# -- finding -------------------------------------------------------------------------------------------------------


def test_nothing_typed_leaves_all_in_their_order() -> None:
    commands = [command("Save now"), command("Add tasks…")]
    assert matching(commands, "  ") == commands


def test_the_beginning_of_a_word_goes_before_letters_within_one() -> None:
    commands = [command("Unsave"), command("Copy and save"), command("Save now")]
    assert names(matching(commands, "save")) == ["Save now", "Copy and save", "Unsave"]


def test_first_letters_of_words_find_a_command() -> None:
    commands = [command("Show in folder"), command("Copy task id"), command("Save everything that is not saved")]
    assert names(matching(commands, "cti"))[0] == "Copy task id"
    assert names(matching(commands, "sif"))[0] == "Show in folder"


def test_letters_in_another_order_find_nothing() -> None:
    assert matching([command("Save now")], "won") == []


def test_each_word_typed_must_be_found_in_any_order() -> None:
    commands = [command("Copy path"), command("Copy prompt")]
    assert names(matching(commands, "prompt copy")) == ["Copy prompt"]


def test_the_users_words_and_the_english_ones_both_find() -> None:
    commands = [command("添加任务…", "Add tasks…"), command("设置…", "Settings…")]
    assert names(matching(commands, "添加")) == ["添加任务…"]
    assert names(matching(commands, "settings")) == ["设置…"]


def test_accents_and_case_do_not_matter() -> None:
    assert matching([command("Café Übersicht")], "cafe uber") != []


def test_a_topic_finds_its_commands() -> None:
    commands = [command("Fox film", topic="Projects"), command("Save now", topic="Selected tasks")]
    assert names(matching(commands, "projects")) == ["Fox film"]


def test_what_can_be_done_goes_before_what_can_not() -> None:
    commands = [command("Save it", why_not="select a task first"), command("Save me")]
    assert names(matching(commands, "save")) == ["Save me", "Save it"]


def test_a_word_found_whole_counts_more_than_scattered_letters() -> None:
    whole, scattered = letters_score("star", "star"), letters_score("star", "show the archive ready")
    assert whole is not None
    assert scattered is not None
    assert whole > scattered


# -- the palette ---------------------------------------------------------------------------------------------------


def opened(stage: Stage, commands: Sequence[Command]) -> Palette:
    palette = Palette(stage.ui.theme, stage.host, commands)
    palette.open()
    return palette


def test_typing_narrows_and_return_does_the_first(ui: Ui) -> None:
    done: list[str] = []

    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [command("Add tasks…"), command("Save now", run=lambda: done.append("saved"))])
        palette.picked.connect(lambda picked: picked.run())
        QTest.keyClicks(palette.field, "sav")
        assert palette.rows.commands.rowCount() == 1
        ui.key(palette.field, Qt.Key.Key_Return)
        assert done == ["saved"]
        stage.close()

    ui.run(story)


def test_arrows_choose_and_go_round(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [command("One"), command("Two"), command("Three")])
        chosen = []
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
            ui.key(palette.field, key)
            chosen.append(palette.rows.currentIndex().row())
        assert chosen == [1, 0, 2, 0]
        ui.key(palette.field, Qt.Key.Key_PageDown)
        assert palette.rows.currentIndex().row() == 2
        stage.close()

    ui.run(story)


def test_what_can_not_be_done_says_why_and_stays(ui: Ui) -> None:
    done: list[str] = []

    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [command("Save now", why_not="select a task first", run=lambda: done.append("saved"))])
        ui.key(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()
        assert palette.trouble.text() == "“Save now” can't be done now: select a task first."
        assert done == []
        stage.close()

    ui.run(story)


def test_escape_leaves_without_doing_anything(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [command("Quit")])
        picked: list[object] = []
        palette.picked.connect(picked.append)
        ui.key(palette.field, Qt.Key.Key_Escape)
        assert not palette.isVisible()
        assert picked == []
        stage.close()

    ui.run(story)


def test_what_matches_nothing_is_said(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [command("Quit")])
        palette.field.setText("zebra")
        assert palette.none.isVisible()
        assert not palette.rows.isVisible()
        ui.key(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()
        stage.close()

    ui.run(story)


def test_rows_are_read_with_keys_reason_and_topic(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        palette = opened(stage, [Command(name="Save now", topic="Selected tasks", keys=("Ctrl+S",), why_not="select a task first")])
        model = palette.rows.commands
        assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Save now, Ctrl+S, select a task first, Selected tasks"
        assert palette.rows.accessibleName()
        assert palette.field.accessibleName()
        stage.close()

    ui.run(story)


def test_it_opens_within_50_ms(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        commands = [command(f"Command {n}", topic="Window") for n in range(120)]
        took = []
        for _ in range(4):
            begun = time.perf_counter()
            palette = opened(stage, commands)
            palette.grab()
            took.append(time.perf_counter() - begun)
            palette.reject()
        assert min(took) < 0.05
        stage.close()

    ui.run(story)


@pytest.mark.parametrize("percent", [100, 300])
def test_rows_are_as_high_as_their_text(ui: Ui, percent: int) -> None:
    async def story() -> None:
        stage = Stage(ui)
        settings = stage.engine.settings()
        ui.theme.follow(replace(settings, text_percent=percent))
        palette = opened(stage, [command("Save now")])
        height = palette.rows.itemDelegate().sizeHint(QStyleOptionViewItem(), palette.rows.commands.index(0)).height()
        assert height >= palette.rows.fontMetrics().height()
        palette.reject()
        ui.theme.follow(settings)
        stage.close()

    ui.run(story)


# -- in the window -------------------------------------------------------------------------------------------------


def test_ctrl_k_finds_every_kind_of_command(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        ui.key(window.list, Qt.Key.Key_K, CTRL)
        palette = await ui.sheet(window, "palette")
        assert isinstance(palette, Palette)
        listed = {palette.rows.commands.index(row).data() for row in range(palette.rows.commands.rowCount())}
        assert {"Add tasks…", "Save now", "Needs you", "Settings: Names", "Client-safe mode", "Notices", "Show as: Grid"} <= listed
        palette.reject()

    ui.run(story)


def test_what_was_picked_is_done(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        window.commands.open_palette()
        palette = await ui.sheet(window, "palette")
        assert isinstance(palette, Palette)
        QTest.keyClicks(palette.field, "settings names")
        ui.key(palette.field, Qt.Key.Key_Return)
        sheet = await ui.sheet(window, "settings")
        assert window.dialogs.sheet("palette") is None
        sheet.reject()

    ui.run(story)


def test_acts_on_tasks_say_why_they_can_not_be_done(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        window.actions_on_tasks.set_tasks(())
        by_name = {each.english: each for each in commands_of(window, ui.engine.settings())}
        assert by_name["Copy task id"].why_not == "select a task first"
        window.actions_on_tasks.set_tasks(many_tasks(2))
        by_name = {each.english: each for each in commands_of(window, ui.engine.settings())}
        assert by_name["Show the raw reply"].why_not == "for one task at a time"
        assert by_name["Copy task id"].enabled

    ui.run(story)


def test_every_command_of_the_window_and_every_section_is_there_once(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        listed = [each for each in commands_of(window, ui.engine.settings()) if each.english]
        english = {each.english for each in listed}
        assert [each for each, count in Counter((each.topic, each.english) for each in listed).items() if count > 1] == []
        assert {WINDOW_ACTS[act].words for act in (WindowAct.QUIT, WindowAct.GUIDE, WindowAct.CHECK_ALL)} <= english
        assert {f"Settings: {words}" for words in SECTIONS.values()} <= english

    ui.run(story)


def test_saved_searches_and_projects_lead_to_their_tasks(ui: Ui) -> None:
    async def story() -> None:
        tasks = [replace(many_tasks(3)[0], project="Fox film"), *many_tasks(3)[1:]]
        window = await ui.open(tasks, sample_accounts())
        settings = replace(ui.engine.settings(), searches=(("Saved foxes", "status:saved fox"),))
        by_name = {each.name: each for each in commands_of(window, settings)}
        by_name["Fox film"].run()
        assert window.query.project == "Fox film"
        by_name["Saved foxes"].run()
        assert window.query == saved_query("status:saved fox")
        assert window.bar.search.text() == "fox"
        by_name["Needs you"].run()
        assert window.query.view is View.NEEDS_YOU

    ui.run(story)


def test_names_are_the_languages_and_english_stays_beside_them(ui: Ui) -> None:
    async def story() -> None:
        speak(lambda text, _number: f"«{text}»")
        window = await ui.open(many_tasks(1), sample_accounts())
        quit_it = next(each for each in commands_of(window, ui.engine.settings()) if each.english == "Quit")
        assert quit_it.name == "«Quit»"

    try:
        ui.run(story)
    finally:
        speak(None)
