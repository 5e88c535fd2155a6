"""The inbox in the settings, and the lines for scripts."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.domain.events import Notice
from desktop.domain.snippets import snippets
from desktop.engine.inbox_notices import ADDED, TOPIC, UNTAKEN
from desktop.qt.appearance import Appearance
from desktop.widgets.dialogs.scripts import LineBox, ScriptsSheet
from desktop.widgets.dialogs.settings.sheet import SettingsSheet
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import Ui
from tests.widgets.stage import Stage

LINES = snippets(("outtray", "--profile", "/home/ada/a profile"), "/home/ada/Inbox", "linux")


class Opened(QObject):
    """Takes the folders that would be opened in the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note a folder."""
        self.paths.append(url.toLocalFile())


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Folders are not opened in the file manager but noted."""
    taker = Opened()
    QDesktopServices.setUrlHandler("file", taker, "take")  # type: ignore[arg-type]  # its stub wants bytes, which it refuses
    yield taker
    QDesktopServices.unsetUrlHandler("file")


# -- settings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/home/ada/Inbox", ""])
def test_the_inbox_is_chosen_and_switched_off_by_emptying(ui: Ui, path: str) -> None:
    async def story() -> None:
        stage = Stage(ui)
        stage.engine._settings = replace(stage.engine.settings(), inbox="/somewhere")
        sheet = stage.settings("inbox")
        assert sheet.inbox.folder.path() == "/somewhere"
        sheet.inbox.folder.show_path(path)
        sheet.save.click()
        await ui.until(lambda: stage.engine.called("change_settings"))
        assert stage.engine.settings().inbox == path
        stage.close()

    ui.run(story)


def test_a_folder_that_holds_other_files_is_refused(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        for path, said in (
            ("/renders/Outtray", "results are saved to"),
            (str(Path.home()), "holds other files"),
            ("x", "whole path"),
        ):
            sheet.show_section("saving")
            sheet.inbox.folder.show_path(path)
            sheet.save.click()
            assert sheet.section == "inbox"
            assert said in sheet.trouble.text()
        assert stage.engine.called("change_settings") == []
        stage.close()

    ui.run(story)


def test_the_folder_is_made_and_opened(ui: Ui, tmp_path: Path, opened: Opened) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings("inbox")
        assert not sheet.inbox.open.isEnabled()
        sheet.inbox.folder.show_path(str(tmp_path / "new"))
        sheet.inbox.open.click()
        await ui.until(lambda: opened.paths == [str(tmp_path / "new")])
        assert (tmp_path / "new").is_dir()
        await ui.until(sheet.inbox.open.isEnabled)
        sheet.inbox.folder.show_path(str(tmp_path / "no" / "such"))
        sheet.inbox.open.click()
        await ui.until(lambda: "isn't available (it does not exist)" in sheet.inbox.said.text())
        assert sheet.inbox.open.isEnabled()
        sheet.inbox.folder.show_path(str(tmp_path / "new"))
        assert sheet.inbox.said.text().startswith("Scripts write"), "what was said of another folder goes"
        stage.close()

    ui.run(story)


def test_files_that_would_be_taken_at_once_are_told_before(ui: Ui, tmp_path: Path) -> None:
    for name in ("notes.txt", "budget.csv", "lamp.png"):
        (tmp_path / name).write_text("mine")

    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings("inbox")
        sheet.inbox.folder.show_path(str(tmp_path))
        await ui.until(lambda: sheet.inbox.said.text().startswith("2 text files are in this folder already."))
        (tmp_path / "empty").mkdir()
        sheet.inbox.folder.show_path(str(tmp_path / "empty"))
        assert sheet.inbox.said.text().startswith("Scripts write")
        stage.close()

    ui.run(story)


def test_a_folder_that_never_answers_outlives_no_page(ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(Path, "mkdir", lambda *_given, **_named: let_go.wait(10))

    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings("inbox")
        sheet.inbox.folder.show_path(str(tmp_path / "new"))
        sheet.inbox.open.click()
        await ui.until(lambda: stage._spawner.names == ("open the inbox",))
        sheet.reject()
        QCoreApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
        await ui.until(lambda: not stage._spawner.names and not isValid(sheet))
        stage.close()

    try:
        ui.run(story)
    finally:
        let_go.set()


def test_the_inbox_is_found_by_what_it_does(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        for typed in ("inbox", "json", "rename it"):
            sheet.search.setText(typed)
            assert "inbox" in sheet.found
        stage.close()

    ui.run(story)


# -- lines ---------------------------------------------------------------------------------------------------------


def test_a_button_copies_exactly_the_line_beside_it(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = ScriptsSheet(ui.theme, stage.host, LINES)
        sheet.open()
        assert [box.toPlainText() for box in sheet.boxes] == [each.line for each in LINES]
        for button, snippet in zip(sheet.copies, LINES, strict=True):
            button.click()
            assert QGuiApplication.clipboard().text() == snippet.line
            assert snippet.title in button.accessibleName()
            assert snippet.title in sheet.trouble.text()
        stage.close()

    ui.run(story)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_line_is_shown_whole_at_any_size_of_text(ui: Ui, percent: int) -> None:
    async def story() -> None:
        ui.theme.show(Appearance(percent=percent))
        stage = Stage(ui)
        sheet = ScriptsSheet(ui.theme, stage.host, LINES)
        sheet.open()
        await ui.until(lambda: all(box.verticalScrollBar().maximum() == 0 for box in sheet.boxes))
        stage.close()
        await ui.until(lambda: not isValid(sheet))
        ui.theme.show(Appearance())

    ui.run(story)


@pytest.mark.parametrize("pixels", range(10, 20))
def test_no_font_makes_rows_higher_than_the_box_expects(ui: Ui, pixels: int) -> None:
    async def story() -> None:
        host = QWidget()
        host.resize(640, 700)
        box = LineBox(ui.theme, "Python", "x" * 900)
        font = QFont(ui.theme.fonts.mono)
        font.setPixelSize(pixels)
        box.setFont(font)
        box.setParent(host)
        box.resize(600, 20)
        host.show()
        await ui.until(lambda: box.verticalScrollBar().maximum() == 0)
        assert box.document().firstBlock().layout().lineCount() > 5
        host.deleteLater()

    ui.run(story)


def test_the_lines_are_walked_by_keyboard(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = ScriptsSheet(ui.theme, stage.host, LINES)
        sheet.open()
        await ui.until(sheet.close_button.hasFocus)
        for box, button in zip(sheet.boxes, sheet.copies, strict=True):
            for each in (box, button):
                ui.key(sheet, Qt.Key.Key_Tab)
                assert each.hasFocus()
        stage.close()

    ui.run(story)


def test_help_has_the_lines_and_leads_to_the_inbox_where_there_is_none(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        window.dialogs.profile = Path("/home/ada/a profile")
        next(action for action in window.actions() if action.text() == "For scripts…").trigger()
        sheet = await ui.sheet(window, "scripts")
        assert isinstance(sheet, ScriptsSheet)
        assert all("/home/ada/a profile" in box.toPlainText() for box in sheet.boxes[:5])
        assert len(sheet.boxes) == len(LINES) - 1
        sheet.choose.click()
        settings = await ui.sheet(window, "settings")
        assert isinstance(settings, SettingsSheet)
        assert settings.section == "inbox"

    ui.run(story)


def test_the_notices_of_the_inbox_lead_to_its_folders(ui: Ui, opened: Opened) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        await ui.engine.change_settings(replace(ui.engine.settings(), inbox="/home/ada/Inbox"))
        for topic in (ADDED, TOPIC, UNTAKEN):
            window.notices.show_notice(Notice(topic, "Words."))
        added, trouble, failed = (window.banners.banner(topic) for topic in (ADDED, TOPIC, UNTAKEN))
        assert added is not None
        assert added.button is None
        assert failed is not None
        assert failed.button is not None
        failed.button.click()
        assert opened.paths == ["/home/ada/Inbox/failed"]
        assert trouble is not None
        assert trouble.button is not None
        trouble.button.click()
        sheet = await ui.sheet(window, "settings")
        assert isinstance(sheet, SettingsSheet)
        assert sheet.section == "inbox"

    ui.run(story)
