"""The switch that has Outtray start at login: it shows the system's own entry, and changes it only when the settings are saved."""

import threading
from pathlib import Path
from typing import override

import pytest

from desktop.storage.login import LoginEntry, LoginTrouble, XdgAutostart
from desktop.widgets.dialogs.settings.sheet import SettingsSheet
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import Ui


class Slow(LoginEntry):
    """An entry that answers when it is let."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.trouble = ""

    @override
    def is_on(self) -> bool:
        assert threading.current_thread() is not threading.main_thread()
        assert self.go.wait(10)
        if self.trouble:
            raise LoginTrouble(self.trouble)
        return True

    @override
    def put(self, *, on: bool) -> None:
        assert threading.current_thread() is not threading.main_thread()
        raise LoginTrouble("It can't be written.")

    @override
    def mend(self) -> bool:
        return False


async def opened(ui: Ui, window: Workspace, entry: LoginEntry | None) -> SettingsSheet:
    window.dialogs._login = entry
    window.dialogs.settings("starting")
    sheet = await ui.sheet(window, "settings")
    assert isinstance(sheet, SettingsSheet)
    return sheet


def test_the_switch_is_the_systems_own_entry(ui: Ui, tmp_path: Path) -> None:
    entry = XdgAutostart(tmp_path, ("/usr/bin/outtray", "--hidden"))

    async def story() -> None:
        window = await ui.open(many_tasks(1))
        for on in (True, False):
            sheet = await opened(ui, window, entry)
            await ui.until(sheet.starting.start.isEnabled)
            assert sheet.starting.start.isChecked() is not on
            sheet.starting.start.click()
            assert entry.is_on() is not on
            sheet.save.click()
            await ui.until(lambda: window.dialogs.sheet("settings") is None)
            assert entry.is_on() is on

    ui.run(story)


def test_a_dialog_that_is_left_changes_nothing(ui: Ui, tmp_path: Path) -> None:
    entry = XdgAutostart(tmp_path, ("/usr/bin/outtray", "--hidden"))

    async def story() -> None:
        window = await ui.open(many_tasks(1))
        sheet = await opened(ui, window, entry)
        await ui.until(sheet.starting.start.isEnabled)
        sheet.starting.start.click()
        sheet.reject()
        await ui.until(lambda: window.dialogs.sheet("settings") is None)
        assert not entry.is_on()

    ui.run(story)


@pytest.mark.parametrize("words", ["login", "sign in", "update"])
def test_the_section_is_found_by_what_people_call_it(ui: Ui, tmp_path: Path, words: str) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        sheet = await opened(ui, window, XdgAutostart(tmp_path, ("/usr/bin/outtray", "--hidden")))
        sheet.search.setText(words)
        assert sheet.found["starting"]
        sheet.search.clear()
        sheet.reject()

    ui.run(story)


def test_what_fails_is_said_in_the_dialog_and_the_settings_are_stored_all_the_same(ui: Ui) -> None:
    entry = Slow()

    async def story() -> None:
        window = await ui.open(many_tasks(1))
        sheet = await opened(ui, window, entry)
        assert not sheet.starting.start.isEnabled()
        entry.go.set()
        await ui.until(sheet.starting.start.isEnabled)
        assert sheet.starting.start.isChecked()
        sheet.starting.start.click()
        sheet.notices.saved.click()
        sheet.save.click()
        await ui.until(lambda: sheet.trouble.text() == "It can't be written.")
        assert window.dialogs.sheet("settings") is sheet
        assert ui.engine.settings().notify_saved is sheet.notices.saved.isChecked()
        sheet.reject()

    ui.run(story)


@pytest.mark.parametrize("leave", [True, False])
def test_an_entry_that_can_not_be_read_or_takes_its_time_holds_nothing_up(ui: Ui, leave: bool) -> None:
    entry = Slow()
    entry.trouble = "It can't be read."

    async def story() -> None:
        window = await ui.open(many_tasks(1))
        sheet = await opened(ui, window, entry)
        if not leave:
            entry.go.set()
            await ui.until(lambda: sheet.starting.starting.text() == "It can't be read.")
            assert not sheet.starting.start.isEnabled()
        sheet.save.click()
        await ui.until(lambda: window.dialogs.sheet("settings") is None)
        entry.go.set()

    ui.run(story)


def test_where_the_system_has_no_such_thing_there_is_no_switch(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        sheet = await opened(ui, window, None)
        assert not sheet.starting.start.isVisible()
        sheet.reject()

    ui.run(story)
