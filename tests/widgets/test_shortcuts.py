"""The list of shortcuts: everything that has keys, once, searchable and copied as text."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from desktop.widgets.act_table import KINDS
from desktop.widgets.command import Command
from desktop.widgets.command_list import shortcuts_of
from desktop.widgets.command_table import BUILT_IN, WINDOW_ACTS, WINDOW_MENU, Topic, WindowAct
from desktop.widgets.dialogs.shortcuts import ShortcutsSheet, shortcuts_text
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import CTRL, Ui
from tests.widgets.stage import Stage


def keys_of_commands() -> Counter[str]:
    window = (keys for kind in WINDOW_ACTS.values() for keys in kind.keys)
    return Counter([*window, *(keys for kind in KINDS.values() for keys in kind.keys)])


def test_everything_with_keys_is_listed() -> None:
    listed = {keys for each in shortcuts_of() for keys in each.keys}
    assert keys_of_commands().keys() <= listed


def test_no_keys_are_given_to_two_commands() -> None:
    taken = keys_of_commands()
    taken.update(keys for topic, _, built_in in BUILT_IN if topic is not Topic.PREVIEW for keys in built_in)
    assert {keys: count for keys, count in taken.items() if count > 1} == {}


@pytest.mark.parametrize("keys", [keys for each in shortcuts_of() for keys in each.keys])
def test_keys_are_written_as_qt_reads_them(keys: str) -> None:
    assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_shortcuts_stand_under_their_topics_in_order() -> None:
    topics = list(dict.fromkeys(each.topic for each in shortcuts_of()))
    assert topics == [topic.value for topic in Topic if topic.value in topics]


def test_every_command_is_in_the_menu_or_has_keys() -> None:
    listed = {act for entry in WINDOW_MENU if entry is not None for act in (entry[1] if isinstance(entry, tuple) else (entry,))}
    assert {act for act in WindowAct if act not in listed and not WINDOW_ACTS[act].keys} == set()


def test_text_has_headings_and_a_column_of_keys() -> None:
    text = shortcuts_text(
        [
            Command(name="Find", topic="Window", keys=("Ctrl+F",)),
            Command(name="Undo", topic="Window", keys=("Ctrl+Shift+Z",)),
            Command(name="Open", topic="In the list", keys=("Return",)),
        ]
    )
    assert text.splitlines() == [
        "Window",
        "  Ctrl+F        Find",
        "  Ctrl+Shift+Z  Undo",
        "",
        "In the list",
        "  Return        Open",
    ]


def test_it_is_found_by_name_and_by_keys_and_copied(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = ShortcutsSheet(ui.theme, stage.host, shortcuts_of())
        sheet.open()
        whole = sheet.rows.commands.rowCount()
        sheet.field.setText("ctrl+shift+h")
        rows = [sheet.rows.commands.index(row).data() for row in range(sheet.rows.commands.rowCount())]
        assert rows == ["Window", "Client-safe mode"]
        sheet.field.setText("zebra")
        assert sheet.none.isVisible()
        sheet.field.clear()
        assert sheet.rows.commands.rowCount() == whole
        sheet.copy.click()
        assert "Client-safe mode" in ui.clipboard()
        stage.close()

    ui.run(story)


def test_headings_can_not_be_chosen(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = ShortcutsSheet(ui.theme, stage.host, shortcuts_of())
        model = sheet.rows.commands
        for row in range(model.rowCount()):
            selectable = bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable)
            assert selectable is isinstance(model.row(row), Command)
        assert model.first == 1
        stage.close()

    ui.run(story)


def test_ctrl_slash_opens_it(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        ui.key(window.list, Qt.Key.Key_Slash, CTRL)
        sheet = await ui.sheet(window, "shortcuts")
        sheet.reject()

    ui.run(story)
