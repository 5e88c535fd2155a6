"""Contact sheets and exports, from the act to the file."""

import csv
import io
import json
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Settings
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.engine.export import sheet_items
from desktop.qt.whole_picture import read_picture
from desktop.widgets.actions import Act
from desktop.widgets.contact_sheet import SheetForm, SheetWish, make_sheet
from desktop.widgets.dialogs.contact import MOST, ContactSheet
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a file dialog without a screen
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def pictured(number: int, folder: Path, **fields: object) -> Task:
    path = folder / f"{number} 赤狐.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkRed)
    assert image.save(str(path))
    file = ResultFile(
        part="1", name=path.name, kind=MediaKind.IMAGE, state=FileState.SAVED, path=str(path), size=2_000_000, sha256="cd" * 32
    )
    return replace(many_tasks(number)[number - 1], files=(file,), kind=MediaKind.IMAGE, **fields)  # type: ignore[arg-type]  # of Task


def wish(tasks: list[Task], form: SheetForm, *, prompts: bool = True) -> SheetWish:
    items = tuple(sheet_items(tasks, prompts=prompts))
    return SheetWish(items=items, title="Zoo: a/b <c>", form=form, prompts=prompts, family="DejaVu Sans", today=TODAY)


def in_thread(made: SheetWish) -> bytes:
    got: list[bytes] = []
    thread = threading.Thread(target=lambda: got.append(make_sheet(made)))
    thread.start()
    thread.join()
    return got[0]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (9, 1), (40, 5)])
def test_a_pdf_has_as_many_pages_as_its_cards_need(qapp: QApplication, tmp_path: Path, count: int, expected: int) -> None:
    pdf = in_thread(wish([pictured(n, tmp_path, prompt="") for n in range(1, count + 1)], SheetForm.PDF))
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == expected


def test_prompts_make_cards_higher_and_stop_at_five_lines(qapp: QApplication, tmp_path: Path) -> None:
    def count(prompt: str) -> int:
        tasks = [pictured(n, tmp_path, prompt=prompt) for n in range(1, 25)]
        return pages(in_thread(wish(tasks, SheetForm.PDF)))

    assert count("") < count("🦊 a red fox " * 60) == count("狐" * 4000)


def test_a_file_that_went_away_or_has_no_picture_is_on_the_sheet_all_the_same(qapp: QApplication, tmp_path: Path) -> None:
    task = pictured(1, tmp_path)
    Path(task.files[0].path or "").unlink()
    song = replace(pictured(2, tmp_path), files=(replace(task.files[0], kind=MediaKind.AUDIO, name="song.mp3"),))
    assert pages(in_thread(wish([task, song], SheetForm.PDF))) == 1
    assert b"<img" not in in_thread(wish([task, song], SheetForm.HTML))


def test_a_page_embeds_small_pictures(qapp: QApplication, tmp_path: Path) -> None:
    page = in_thread(wish([pictured(1, tmp_path)], SheetForm.HTML)).decode()
    assert "data:image/jpeg;base64," in page
    assert "赤狐" in page
    assert "Zoo: a/b &lt;c&gt;" in page


def test_the_title_makes_a_name_that_every_system_takes(tmp_path: Path, qapp: QApplication) -> None:
    assert wish([], SheetForm.PDF).file_name == "Zoo a b c"
    assert replace(wish([], SheetForm.PDF), title="??").file_name == "Contact sheet"


async def saved_to(ui: Ui, window: Workspace, path: Path) -> None:
    await ui.until(lambda: window.task_dialogs.picker is not None)
    picker = window.task_dialogs.picker
    assert picker is not None
    picker.fileSelected.emit(str(path))
    picker.reject()
    await ui.until(lambda: window.toast.label.text() == f"“{path.name}” is written.")


@pytest.mark.parametrize("form", list(SheetForm))
def test_a_contact_sheet_is_written_where_the_user_says(ui: Ui, tmp_path: Path, form: SheetForm) -> None:
    async def story() -> None:
        window = await ui.open([pictured(n, tmp_path, prompt="a fox", project="Zoo") for n in (1, 2)])
        await ui.select(window, 2, 1)
        window.actions_on_tasks.action(Act.CONTACT_SHEET).trigger()
        sheet = window.task_dialogs.sheet("contact")
        assert isinstance(sheet, ContactSheet)
        assert sheet.name.text() == "Zoo"
        sheet.show_form(form)
        sheet.prompts.setChecked(True)
        sheet.go.click()
        out = tmp_path / f"out.{form.value}"
        await saved_to(ui, window, out)
        assert out.read_bytes().startswith(
            {SheetForm.PDF: b"%PDF", SheetForm.HTML: b"<!doctype", SheetForm.CSV: b"\xef\xbb\xbf"}[form]
        )
        assert form is SheetForm.PDF or b"a fox" in out.read_bytes()
        window.toast.offer_button.click()
        await ui.until(lambda: ui.desk.shown == [[str(out)]])

    ui.run(story)


def test_prompts_are_not_offered_while_a_client_looks_on(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([pictured(1, tmp_path, prompt="secret")])
        await ui.engine.change_settings(Settings(client_safe=True))
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.CONTACT_SHEET).trigger()
        sheet = window.task_dialogs.sheet("contact")
        assert isinstance(sheet, ContactSheet)
        assert sheet.prompts.isHidden()
        wishes: list[SheetWish] = []
        sheet.wanted.disconnect()
        sheet.wanted.connect(wishes.append)
        sheet.prompts.setChecked(True)
        sheet.go.click()
        assert [item.prompt for item in wishes[0].items] == [""]
        assert "赤狐" not in wishes[0].items[0].name, "files are called by their prompts"

    ui.run(story)


def test_a_sheet_of_nothing_saved_or_of_too_much_is_refused_in_words(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        unsaved = replace(many_tasks(1)[0], files=())
        window = await ui.open([unsaved])
        window.task_dialogs.contact_sheet([unsaved])
        assert window.task_dialogs.sheet("contact") is None
        assert "saved files" in window.toast.label.text()
        window.task_dialogs.contact_sheet([pictured(1, tmp_path)] * (MOST + 1))
        sheet = window.task_dialogs.sheet("contact")
        assert isinstance(sheet, ContactSheet)
        assert not sheet.go.isEnabled()
        assert "2,000" in sheet.trouble.text()
        sheet.reject()

    ui.run(story)


def test_selected_tasks_are_exported_as_csv_and_json(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([pictured(n, tmp_path) for n in (1, 2, 3)])
        await ui.select(window, 3, 1)
        for act, out in ((Act.EXPORT_CSV, tmp_path / "t.csv"), (Act.EXPORT_JSON, tmp_path / "t.json")):
            window.actions_on_tasks.action(act).trigger()
            await saved_to(ui, window, out)
        rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
        records = json.loads((tmp_path / "t.json").read_text())
        wanted = [ui.engine.task(n).ref.task_id for n in (3, 1)]
        assert [row["Task id"] for row in rows] == wanted == [record["task_id"] for record in records]

    ui.run(story)


def test_files_are_opened_for_a_sheet_by_the_helper_alone(ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def noting(path: str, side: int) -> QImage | None:
        opened.append(path)
        return read_picture(path, side)

    monkeypatch.setattr("desktop.widgets.contact_sheet.read_picture", noting)
    poster = tmp_path / "poster.png"
    pictured(9, tmp_path)
    (tmp_path / "9 赤狐.png").rename(poster)
    monkeypatch.setattr(ui.examiner, "poster", lambda path, _kind, _stamp: str(poster) if "1 " in path else None)

    async def story() -> None:
        tasks = [pictured(n, tmp_path) for n in (1, 2)]
        window = await ui.open(tasks)
        window.task_dialogs.contact_sheet(tasks)
        sheet = window.task_dialogs.sheet("contact")
        assert isinstance(sheet, ContactSheet)
        sheet.show_form(SheetForm.HTML)
        sheet.go.click()
        await saved_to(ui, window, tmp_path / "sheet.html")
        assert set(opened) == {str(poster)}
        assert len(ui.examiner.asked) == 2

    ui.run(story)


def test_the_whole_list_is_exported_as_it_is_filtered(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([pictured(1, tmp_path, project="Zoo"), pictured(2, tmp_path, project=None)])
        window.task_dialogs.export_list(replace(window.query, project="Zoo"))
        await saved_to(ui, window, tmp_path / "list.json")
        assert [record["project"] for record in json.loads((tmp_path / "list.json").read_text())] == ["Zoo"]

    ui.run(story)


def test_the_kind_that_was_chosen_counts_and_not_the_ending_alone(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([pictured(1, tmp_path)])
        window.task_dialogs.export_list(window.query)
        await ui.until(lambda: window.task_dialogs.picker is not None)
        picker = window.task_dialogs.picker
        assert picker is not None
        picker.filterSelected.emit("JSON (*.json)")
        assert picker.selectedFiles()[0].endswith(".json")
        await saved_to(ui, window, tmp_path / "list.csv")  # what a system's own dialog may answer
        await ui.until(lambda: "is written" in window.toast.label.text())
        assert len(json.loads((tmp_path / "list.csv").read_text())) == 1

    ui.run(story)


def test_a_folder_on_a_drive_that_does_not_answer_keeps_no_dialog_waiting(
    ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()
    asked: list[bool] = []

    class Away(Path):
        @override
        def is_dir(self, *, follow_symlinks: bool = True) -> bool:
            asked.append(threading.current_thread() is threading.main_thread())
            return answer.wait(30)

    async def story() -> None:
        window = await ui.open([pictured(1, tmp_path)])
        monkeypatch.setattr(window.task_dialogs, "_folder", lambda: Away(tmp_path))
        window.task_dialogs.export_list(window.query)
        await ui.until(lambda: window.task_dialogs.picker is not None)
        picker = window.task_dialogs.picker
        assert picker is not None
        assert Path(picker.selectedFiles()[0]).parent == Path.home()
        answer.set()
        picker.reject()

    ui.run(story)
    assert asked == [False]


def test_a_folder_that_takes_no_file_is_said_in_words(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([pictured(1, tmp_path)])
        window.task_dialogs.export_csv([ui.engine.task(1)])
        await ui.until(lambda: window.task_dialogs.picker is not None)
        picker = window.task_dialogs.picker
        assert picker is not None
        picker.fileSelected.emit(str(tmp_path / "missing" / "t.csv"))
        picker.reject()
        await ui.until(lambda: "can't be written" in window.toast.label.text())

    ui.run(story)
