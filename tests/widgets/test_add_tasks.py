"""The add dialog: what it shows before anything is added, and what it refuses."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.domain.intake import Choice, Intake, IntakeRow, IntakeState
from desktop.domain.status import IdKind
from desktop.widgets.dialogs.account_form import AccountForm
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.dialogs.intake_table import IntakeTable, two_lines
from desktop.widgets.dialogs.pasted_files import LARGEST, Unreadable, read_files
from desktop.widgets.labels import tooltip
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks, plain_task, sample_accounts
from tests.widgets.conftest import Ui

_LONG_REASON = "both have ids like this: crun.ai or Tripo"


async def opened(ui: Ui, window: Workspace, text: str = "") -> AddTasksSheet:
    window.dialogs.add_tasks(text)
    sheet = await ui.sheet(window, "add")
    assert isinstance(sheet, AddTasksSheet)
    return sheet


def states(sheet: AddTasksSheet) -> list[IntakeState]:
    return [row.state for row in sheet.table.rows_model.rows]


def test_the_table_follows_what_is_typed_and_nothing_is_added(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window)
        assert not sheet.add.isEnabled()
        sheet.box.setPlainText("crun:one tripo:two")
        await ui.until(lambda: sheet.add.label == "Add 2 tasks")
        assert states(sheet) == [IntakeState.NEW, IntakeState.NEW]
        sheet.box.setPlainText("")
        await ui.until(lambda: not states(sheet))
        sheet.reject()
        assert ui.engine.called("add") == []

    ui.run(story)


def test_add_tracks_the_new_rows_in_the_project(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        sheet = await opened(ui, window, "crun:one")
        sheet.project.start_new()
        sheet.project.name.setText("  Winter   film ")
        await ui.until(sheet.add.isEnabled)
        sheet.add.click()
        await ui.until(lambda: window.model.rowCount() == 2)
        assert ui.engine.task(2).project == "Winter film"
        await ui.until(lambda: window.dialogs.sheet("add") is None)
        await ui.until(lambda: window.list.selected_ids() == [2])

    ui.run(story)


def test_an_unclear_row_is_left_out_until_somebody_chooses(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window, "abc")
        await ui.until(lambda: states(sheet) == [IntakeState.UNCLEAR])
        assert not sheet.add.isEnabled()
        tripo = next(c for c in sheet.table.rows_model.rows[0].choices if c.provider == "tripo")
        sheet.table.choice_made.emit((0, tripo))
        await ui.until(lambda: sheet.add.label == "Add 1 task")
        assert sheet.table.rows_model.rows[0].choice == tripo
        sheet.reject()

    ui.run(story)


def test_choosing_the_owner_of_a_tracked_task_shows_that_it_is_tracked(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window, "task_00000001")
        await ui.until(lambda: states(sheet) == [IntakeState.UNCLEAR])
        ui.engine.put(plain_task(1))
        sheet.table.choice_made.emit((0, Choice("crun", "crun/Studio", "https://api.crun.ai")))
        await ui.until(lambda: states(sheet) == [IntakeState.TRACKED])
        assert not sheet.add.isEnabled()
        sheet.reject()

    ui.run(story)


def test_tracked_tasks_can_be_shown(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        sheet = await opened(ui, window, "task_00000002")
        await ui.until(sheet.show_tracked.isVisible)
        assert "1 already tracked" in sheet.found.text()
        sheet.show_tracked.click()
        await ui.until(lambda: window.list.selected_ids() == [2])

    ui.run(story)


def test_a_key_is_refused_and_offered_to_be_stored(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window, "sk-planted-0123456789 crun:one")
        await ui.until(sheet.store_key.isVisible)
        assert "planted" not in sheet.key_words.text()
        assert [row.task_id for row in sheet.table.rows_model.rows] == ["one"]
        sheet.store_key.click()
        form = await ui.sheet(window, "form")
        assert isinstance(form, AccountForm)
        assert form.key.text() == "sk-planted-0123456789"
        assert form.key.echoMode() is form.key.EchoMode.Password
        form.name.setText("New one")
        form.save.click()
        await ui.until(lambda: "planted" not in sheet.box.toPlainText())
        assert ui.engine.keys["crun/New one"] == "sk-planted-0123456789"
        sheet.reject()

    ui.run(story)


def test_a_refusal_stays_in_the_dialog_with_the_text(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window, "crun:one")
        ui.engine.refusal = "The disk is full. Make room and add again."
        await ui.until(sheet.add.isEnabled)
        sheet.add.click()
        await ui.until(lambda: sheet.trouble.text() == ui.engine.refusal)
        assert sheet.box.toPlainText() == "crun:one"
        assert sheet.add.isEnabled()
        sheet.reject()

    ui.run(story)


def test_html_in_an_id_is_shown_as_typed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window, "crun:<b>one</b>")
        await ui.until(lambda: states(sheet) == [IntakeState.NEW])
        index = sheet.table.rows_model.index(0, 0)
        assert index.data(Qt.ItemDataRole.DisplayRole) == "<b>one</b>"
        assert index.data(Qt.ItemDataRole.ToolTipRole) is None
        sheet.reject()

    ui.run(story)


def test_a_file_that_is_too_large_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "huge.log"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        read_files([path])


def test_files_are_read_in_the_encodings_people_have(tmp_path: Path) -> None:
    names = {"utf-8-sig": "a.txt", "utf-16": "b.csv", "utf-8": "c.json"}
    for encoding, name in names.items():
        (tmp_path / name).write_text("Füchse 1", encoding=encoding)
    assert [read_files([tmp_path / name]) for name in names.values()] == ["Füchse 1"] * 3


def test_a_missing_file_is_said_in_words(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        sheet = await opened(ui, window)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile("/nowhere/ids.txt")])
        sheet.take_files(data)
        await ui.until(lambda: "can't be read" in sheet.trouble.text())
        sheet.reject()

    ui.run(story)


def test_a_long_reason_is_shown_whole_on_two_lines_and_as_a_tip(qapp: QApplication, ui: Ui) -> None:
    table = IntakeTable(ui.theme)
    table.resize(718, 200)
    table.rows_model.show_rows(
        [IntakeRow(task_id="1ec04ced", id_kind=IdKind.TASK_ID, state=IntakeState.UNCLEAR, reason=_LONG_REASON)]
    )
    table.show()
    index = table.rows_model.index(0, 2)
    metrics = QFontMetrics(ui.theme.fonts.detail)
    lines = two_lines(_LONG_REASON, metrics, table.columnWidth(2) - 16)
    assert " ".join(lines) == _LONG_REASON
    assert index.data(Qt.ItemDataRole.ToolTipRole) == tooltip(_LONG_REASON)
    assert two_lines("x" * 500, metrics, 100)[0].endswith("…")
    assert len(two_lines("word " * 99, metrics, 100)) == 2
    table.close()


def test_a_late_answer_about_an_older_text_is_not_shown(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        first = asyncio.Event()
        examine = ui.engine.examine

        async def slow(text: str, *, account_id: str | None = None, id_kind: IdKind | None = None) -> Intake:
            found = await examine(text, account_id=account_id, id_kind=id_kind)
            if text == "crun:old":
                await first.wait()
            return found

        ui.engine.examine = slow  # type: ignore[method-assign]  # a slower engine
        sheet = await opened(ui, window, "crun:old")
        await ui.until(lambda: ui.engine.called("examine") == ["crun:old"])
        sheet.box.setPlainText("crun:new")
        await ui.until(lambda: [row.task_id for row in sheet.table.rows_model.rows] == ["new"])
        first.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [row.task_id for row in sheet.table.rows_model.rows] == ["new"]
        sheet.reject()

    ui.run(story)
