"""Links and files in the window: nothing of the user's is lost by them, nothing comes up unasked, nothing blocks them."""

import asyncio
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.link import add_link, show_link
from desktop.widgets import opening
from desktop.widgets.arrivals import MOST_OPENED, Arrivals
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.dialogs.not_opened import NotOpenedSheet
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import PlainLabel
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui

ONE, TWO = ("1ec04ced-4b87-44f6-a1b2-000000000001", "1ec04ced-4b87-44f6-a1b2-000000000002")


class Door:
    """A window that takes links, as the program connects them."""

    def __init__(self, ui: Ui, window: Workspace) -> None:
        self._ui = ui
        self.window = window
        self.came = 0
        self.arrivals = Arrivals(window, ui.engine, ui.theme, ui.spawner, self._come)

    def _come(self) -> None:
        self.came += 1

    async def open(self, *what: str) -> str | None:
        """Open links and files."""
        return await self.arrivals.open(what)

    async def add_sheet(self, text: str) -> AddTasksSheet:
        """Wait for the add dialog with `text` in its box."""
        sheet = await self._ui.sheet(self.window, "add")
        assert isinstance(sheet, AddTasksSheet)
        await self._ui.until(lambda: sheet.box.toPlainText() == text)
        return sheet


async def door(ui: Ui) -> Door:
    return Door(ui, await ui.open(many_tasks(2), sample_accounts()))


def sheets() -> list[Sheet]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Sheet) and widget.isVisible()]


def test_a_link_that_comes_while_tasks_are_being_added_waits_for_its_own_dialog(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        at = await door(ui)
        await at.open(add_link(["crun:one"]))
        sheet = await at.add_sheet("crun:one")
        await ui.until(sheet.add.isEnabled)
        added, plain = asyncio.Event(), ui.engine.add

        async def slowly(*args: object, **more: object) -> object:
            await added.wait()
            return await plain(*args, **more)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(ui.engine, "add", slowly)
        sheet.add.click()
        await at.open(add_link([TWO]))
        added.set()
        await ui.until(lambda: at.window.dialogs.sheet("add") not in (None, sheet))
        (await at.add_sheet(TWO)).reject()
        assert [call[0] for call in ui.engine.calls].count("add") == 1

    ui.run(story)


def test_a_click_on_its_way_adds_nothing_that_a_link_has_just_brought(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        for link, text, count in (("crun:one", "crun:one", 1), ("crun:two", "crun:one\ncrun:two", 2)):
            await at.open(add_link([link]))
            sheet = await at.add_sheet(text)
            assert not sheet.add.isEnabled()
            await ui.until(partial(_has_rows, sheet, count))
            sheet.add.click()
            ui.key(sheet, Qt.Key.Key_Return, CTRL)
            await ui.until(sheet.add.isEnabled)
            assert ui.engine.called("add") == []
        (await at.add_sheet("crun:one\ncrun:two")).reject()

    ui.run(story)


def _has_rows(sheet: AddTasksSheet, count: int) -> bool:
    return sheet.table.rows_model.rowCount() == count


def test_rows_that_somebody_chose_stay_as_they_are(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        await at.open(add_link(["abc"]))
        sheet = await at.add_sheet("abc")
        await ui.until(lambda: sheet.table.rows_model.rows)
        sheet.table.choice_made.emit((0, sheet.table.rows_model.rows[0].choices[0]))
        await ui.until(sheet.add.isEnabled)
        await at.open(add_link([TWO]))
        assert sheet.box.toPlainText() == "abc"
        assert sheet.add.isEnabled()
        sheet.reject()
        (await at.add_sheet(TWO)).reject()

    ui.run(story)


def test_a_links_project_takes_the_place_of_none_that_the_user_chose(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        at.window.dialogs.add_tasks(new_project=True)
        sheet = await at.add_sheet("")
        sheet.project.name.setText("Winter film")
        await at.open(add_link([ONE], project="Fox film"))
        await at.add_sheet(ONE)
        assert sheet.project.project() == "Winter film"
        sheet.reject()

    ui.run(story)


def test_nothing_comes_up_over_a_window_that_was_put_away(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        frame = at.window.window()
        for away, back in ((frame.hide, frame.show), (frame.showMinimized, frame.showNormal)):
            away()
            await at.open(add_link([ONE]))
            await asyncio.sleep(1.5 * opening.LOOK_MS / 1000)
            assert sheets() == []
            back()
            (await at.add_sheet(ONE)).reject()

    ui.run(story)


def test_a_file_on_a_drive_that_does_not_answer_is_given_up(ui: Ui, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers, plain = threading.Event(), opening._read

    def read(path: Path) -> object:
        if path.name.startswith("far"):
            answers.wait(20)
        return plain(path)

    async def story() -> None:
        (tmp_path / "far.txt").write_text(ONE)
        at = await door(ui)
        try:
            refused = await at.open(str(tmp_path / "far.txt"))
        finally:
            answers.set()
        assert refused == "“far.txt” was not opened: its drive doesn't answer."
        await ui.until(sheets)
        for sheet in sheets():
            sheet.reject()

    monkeypatch.setattr(opening, "READ_SECONDS", 0.1)
    monkeypatch.setattr(opening, "_read", read)
    ui.run(story)


def test_a_files_name_turns_no_sentence_round_and_does_not_fill_the_dialog(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        at = await door(ui)
        (odd := tmp_path / f"\u202etxt.{'x' * 200}.txt").write_text(ONE)
        assert await at.open(str(odd)) == ""
        sheet = await at.add_sheet(ONE)
        assert "\u202e" not in sheet.origin.text()
        assert f"“txt.{'x' * 36}…”" in sheet.origin.text()
        sheet.reject()

    ui.run(story)


def test_a_file_of_the_type_that_packages_register_is_opened(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        at = await door(ui)
        (file := tmp_path / "lamps.outtray").write_text(ONE)
        assert await at.open(str(file)) == ""
        (await at.add_sheet(ONE)).reject()

    ui.run(story)


def test_more_than_a_start_may_open_is_refused_in_the_window(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        refused = await at.open(*[show_link(1)] * MOST_OPENED, add_link([ONE]))
        assert refused == "Not all was opened: Outtray opens 200 links and files at a time."
        await ui.until(sheets)
        (sheet,) = sheets()
        assert isinstance(sheet, NotOpenedSheet)
        assert sheet.said == (refused,)
        sheet.reject()

    ui.run(story)


def test_a_window_that_is_about_to_go_takes_nothing_and_says_so(ui: Ui) -> None:
    async def story() -> None:
        at = await door(ui)
        under_way = asyncio.ensure_future(at.open(add_link([ONE])))
        await asyncio.sleep(0)
        at.arrivals.stop()
        assert await under_way is None
        assert await at.open(add_link([ONE])) is None
        assert not at.arrivals.come_forward("token")
        assert at.came == 0
        assert sheets() == []

    ui.run(story)


def test_a_sentence_with_the_widest_word_from_outside_is_seen_whole(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        at = await door(ui)
        wide = "W" * 200
        (file := tmp_path / f"{wide}.txt").write_text(ONE)
        await at.open(
            f"https://{wide}", f"outtray://add?id=a1&provider={wide[:79]}", f"/tmp/{wide}.png", f"outtray://{wide}", str(file)
        )
        sheet = await at.add_sheet(ONE)
        assert _clipped(sheet) == []
        sheet.reject()
        await ui.until(lambda: any(isinstance(sheet, NotOpenedSheet) for sheet in sheets()))
        (refused,) = sheets()
        assert _clipped(refused) == []
        refused.reject()

    ui.run(story)


def _clipped(sheet: Sheet) -> list[str]:
    labels = [label for label in sheet.findChildren(PlainLabel) if label.isVisible()]
    return [label.text() for label in labels if label.mapTo(sheet, label.rect().bottomRight()).x() >= sheet.width()]
