"""The window's way to a newer version, against a real server on loopback."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from shiboken6 import isValid

from desktop.domain.events import Notice
from desktop.domain.settings import Settings
from desktop.furniture import SPAWNED_SECONDS
from desktop.storage.build import Build, Channel
from desktop.storage.own_program import Installed
from desktop.widgets.banner import PROGRAM, UPDATE
from desktop.widgets.command_table import WINDOW_MENU, WindowAct
from desktop.widgets.dialogs.updates import Step, UpdatesSheet
from desktop.widgets.program_watch import ProgramWatch
from desktop.widgets.update_desk import AGAIN_MS, REFUSED, UpdateDesk
from desktop.widgets.workspace import Workspace
from tests.fakes.update_site import INSTALLER, NOTES, NOW, Signer, Site, endless, file_entry, said, site, updater
from tests.widgets.conftest import Ui
from tests.widgets.stage import Stage

SIGNER = Signer()


class Scene:
    """A window with an update desk, and what it had the system open."""

    def __init__(self, ui: Ui, there: Site, folder: Path, *, opens: bool = True, **other: Any) -> None:
        self.ui = ui
        self.there = there
        self.folder = folder
        self.opened: list[QUrl] = []
        self.opens = opens
        self.updater = updater(there.list_url, folder, SIGNER, **other)
        there.publish(SIGNER.list(**said(file_entry(there.file_url))))
        there.publish_file()

    async def start(self, *, updates: bool = False, by_itself: bool = True) -> Workspace:
        self.window = await self.ui.open()
        self.ui.engine._settings = replace(self.ui.engine.settings(), updates=updates)
        self.desk = UpdateDesk(
            self.window,
            self.ui.engine.settings,
            self.ui.theme,
            self.ui.spawner,
            self.updater,
            by_itself=by_itself,
            opener=self._open,
            files=self.ui.desk,
        )
        return self.window

    def _open(self, address: QUrl) -> bool:
        self.opened.append(address)
        return self.opens

    async def sheet(self, step: Step) -> UpdatesSheet:
        """Ask for the sheet by its command, and wait until it has come to `step`."""
        self.window.commands.action(WindowAct.UPDATES).trigger()
        sheet = self.desk.sheet
        assert sheet is not None
        await self.ui.until(lambda: sheet.step is step)
        return sheet

    def notices(self) -> list[str]:
        return self.window.banners.texts()


def play(ui: Ui, story: Callable[[Site], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with site() as there:
            await story(there)

    ui.run(whole)


def test_the_help_menu_and_the_palette_know_the_command() -> None:
    menus = [entry for entry in WINDOW_MENU if isinstance(entry, tuple)]
    assert any(WindowAct.UPDATES in acts for _, acts in menus)


def test_notes_are_shown_as_letters_then_the_proved_installer_is_opened(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start()
        there.publish(SIGNER.list(**said(file_entry(there.file_url), notes={"en": f"<b>{NOTES}</b>"})))
        sheet = await scene.sheet(Step.OFFERED)
        ui.engine._settings = replace(ui.engine.settings(), updates=True)
        scene.desk.look_if_due()
        assert "the day's look for updates" not in ui.spawner.names, "the sheet is looking"
        assert sheet.notes.toPlainText() == f"<b>{NOTES}</b>"
        assert sheet.subtitle.text() == "Outtray 1.2 is there; you have 1.1. Its installer takes 512 KB to download."
        assert sheet.go.label == "Download"
        assert not sheet.show_button.isVisible()
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)
        path = tmp_path / "Downloads" / "outtray_1.2_amd64.deb"
        assert path.read_bytes() == INSTALLER
        assert scene.opened == [], "nothing is opened before the user says so"
        assert "is what the makers of Outtray signed. Open it" in sheet.subtitle.text()
        sheet.show_button.click()
        await ui.until(lambda: ui.desk.shown == [[str(path)]])
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.OPENED)
        assert scene.opened == [QUrl.fromLocalFile(str(path))]
        assert not sheet.page_button.isVisible()
        assert sheet.leave.hasFocus()
        sheet.go.click()
        await ui.until(lambda: len(scene.opened) == 2)

    play(ui, story)


def test_an_installer_swapped_after_its_download_is_not_opened(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start()
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)
        (tmp_path / "Downloads" / "outtray_1.2_amd64.deb").write_bytes(INSTALLER[:-1] + b"!")
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.OFFERED)
        assert scene.opened == []
        assert "was changed or moved after it was downloaded, so it isn't opened" in sheet.trouble.text()
        assert sheet.go.isEnabled()

    play(ui, story)


def test_leaving_while_the_file_is_proved_opens_nothing(ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start()
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)
        monkeypatch.setattr("desktop.engine.updates._is_it", lambda *_: let_go.wait(10))
        sheet.go.click()
        await ui.until(lambda: not sheet.go.isEnabled())
        sheet.show_button.click()
        await ui.until(sheet.go.isEnabled)
        sheet.go.click()
        await ui.until(lambda: not sheet.go.isEnabled())
        sheet.reject()
        QCoreApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
        await ui.until(lambda: not ui.spawner.names and not isValid(sheet))
        let_go.set()
        assert scene.opened == []

    try:
        play(ui, story)
    finally:
        let_go.set()


def test_a_list_that_is_not_believed_offers_nothing(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start()
        there.publish(Signer().list(**said(file_entry(there.file_url))))
        sheet = await scene.sheet(Step.ASTRAY)
        sheet.page_button.click()
        assert scene.opened == [QUrl("https://outtray.app/")]
        assert sheet.trouble.text().startswith("The update list is signed with a key that this Outtray doesn't know")
        assert sheet.go.label == "Check again"
        assert not sheet.notes.isVisible()
        there.publish(SIGNER.list(**said(file_entry(there.file_url))))
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.OFFERED)
        assert not sheet.trouble.isVisible()

    play(ui, story)


def test_a_swapped_installer_is_said_and_can_be_tried_again(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start()
        there.publish_file(INSTALLER[:-1] + b"!")
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await ui.until(lambda: bool(sheet.trouble.text()))
        assert "isn't the one that the update list names" in sheet.trouble.text()
        assert (sheet.step, list((tmp_path / "Downloads").iterdir())) == (Step.OFFERED, [])
        there.publish_file()
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)

    play(ui, story)


@pytest.mark.parametrize("by_key", [True, False])
def test_leaving_during_a_download_leaves_nothing_half(ui: Ui, tmp_path: Path, by_key: bool) -> None:
    async def story(there: Site) -> None:
        scene, started = Scene(ui, there, tmp_path), asyncio.Event()
        await scene.start()
        there.publish_file(endless(started))
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await started.wait()
        downloads = tmp_path / "Downloads"
        await ui.until(lambda: downloads.exists() and list(downloads.iterdir()))
        assert sheet.bar.isVisible()
        assert sheet.leave.label == "Cancel"
        if by_key:
            ui.key(sheet, Qt.Key.Key_Escape)
        else:
            sheet.leave.click()
        await ui.until(lambda: not list(downloads.iterdir()))
        assert scene.desk.sheet is None
        await ui.until(lambda: not ui.spawner.names)

    play(ui, story)


def test_quitting_during_a_download_takes_no_time_and_leaves_nothing_half(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene, started = Scene(ui, there, tmp_path), asyncio.Event()
        await scene.start()
        there.publish_file(endless(started))
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await started.wait()
        downloads = tmp_path / "Downloads"
        await ui.until(lambda: downloads.exists() and list(downloads.iterdir()))
        assert await ui.spawner.close(SPAWNED_SECONDS) == ()
        assert list(downloads.iterdir()) == []

    play(ui, story)


def test_where_nothing_opens_it_the_sheet_says_so_and_stays(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path, opens=False)
        await scene.start()
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)
        sheet.go.click()
        await ui.until(lambda: bool(sheet.trouble.text()))
        assert sheet.trouble.text() == "No program on this computer opens “outtray_1.2_amd64.deb”. Show it in its folder."
        assert sheet.step is Step.READY

    play(ui, story)


def test_a_portable_copy_is_unpacked_by_hand(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path, build=Build(channel=Channel.PORTABLE))
        await scene.start()
        entry = file_entry(f"{there.url}/outtray-1.2-linux.tar.gz", channel="portable")
        there.publish(SIGNER.list(**said(entry)))
        there.replies["/outtray-1.2-linux.tar.gz"] = INSTALLER
        sheet = await scene.sheet(Step.OFFERED)
        sheet.go.click()
        await ui.until(lambda: sheet.step is Step.READY)
        assert not sheet.go.isVisible()
        assert "unpack it in place of the folder that Outtray runs from" in sheet.subtitle.text()

    play(ui, story)


def test_a_copy_that_others_update_says_who_and_asks_nobody(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path, build=Build(channel=Channel.DEB, updated_by="Debian"))
        await scene.start(updates=True)
        sheet = await scene.sheet(Step.OFF)
        assert sheet.subtitle.text() == "This Outtray came with Debian, which also updates it."
        assert not sheet.go.isVisible()
        assert sheet.leave.label == "Close"
        sheet.leave.click()
        scene.desk.look_if_due()
        await ui.until(lambda: not ui.spawner.names)
        assert (there.heads, scene.notices()) == ([], [])

    play(ui, story)


def test_the_days_look_is_off_until_it_is_wished(ui: Ui, tmp_path: Path) -> None:
    assert not Settings().updates

    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        window = await scene.start()
        scene.desk.look_if_due()
        await ui.until(lambda: not ui.spawner.names)
        assert there.heads == []
        before = ui.engine.settings()
        ui.engine._settings = replace(before, updates=True)
        window.dialogs.settings_changed.emit((before, ui.engine.settings()))
        await ui.until(lambda: scene.notices() == ["Outtray 1.2 is there."])
        scene.desk.look_if_due()
        await ui.until(lambda: not ui.spawner.names)
        assert len(there.heads) == 1, "once a day"

    play(ui, story)


def test_the_look_comes_by_itself_and_none_once_the_application_ends(
    ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.widgets.update_desk.FIRST_MS", 5)

    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        await scene.start(updates=True)
        await ui.until(lambda: scene.notices() == ["Outtray 1.2 is there."])
        assert scene.desk._timer.interval() == AGAIN_MS
        await ui.spawner.close(SPAWNED_SECONDS)
        scene.desk.look_if_due()

    play(ui, story)


def test_the_notice_opens_the_sheet_and_goes(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        window = await scene.start(updates=True)
        scene.desk.look_if_due()
        await ui.until(lambda: window.banners.banner(UPDATE) is not None)
        banner = window.banners.banner(UPDATE)
        assert banner is not None
        assert banner.button is not None
        banner.button.click()
        await ui.until(lambda: scene.desk.sheet is not None and scene.desk.sheet.step is Step.OFFERED)
        assert scene.notices() == []

    play(ui, story)


def test_the_days_look_is_silent_about_what_was_installed_under_it(ui: Ui, tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path)
        window = await scene.start(updates=True)
        ProgramWatch(window, ui.spawner, lambda: Installed.OTHER).look()
        await ui.until(lambda: window.banners.banner(PROGRAM) is not None)
        window.banners.show_notice(Notice(PROGRAM, None))
        scene.desk.look_if_due()
        await ui.until(lambda: there.heads and not ui.spawner.names)
        assert scene.notices() == [], "closed or not, it was said"

    play(ui, story)


def test_the_days_look_tells_of_a_list_withheld_and_is_silent_offline(ui: Ui, tmp_path: Path) -> None:
    at = [NOW]

    async def story(there: Site) -> None:
        scene = Scene(ui, there, tmp_path, now=lambda: at[0])
        window = await scene.start(updates=True)
        there.fails = 500
        scene.desk.look_if_due()
        await ui.until(lambda: there.heads and not ui.spawner.names)
        assert scene.notices() == []
        there.fails = 0
        at[0] += timedelta(days=101)
        scene.desk.look_if_due()
        await ui.until(lambda: window.banners.banner(REFUSED) is not None)
        assert "and no newer one came" in scene.notices()[0]

    play(ui, story)


def test_the_setting_is_stored_and_closed_where_others_update(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        page = stage.settings("starting").starting
        page.updates.click()
        assert page.apply(stage.engine.settings()).updates
        stage.close()
        window = await ui.open()
        window.dialogs.updates_off = "This Outtray came with Debian, which also updates it."
        window.dialogs.settings("starting")
        sheet: Any = await ui.sheet(window, "settings")
        assert not sheet.starting.updates.isEnabled()
        wished = replace(ui.engine.settings(), updates=True)
        assert sheet.starting.apply(wished).updates, "a setting that isn't in force here stays as it was"

    ui.run(story)
