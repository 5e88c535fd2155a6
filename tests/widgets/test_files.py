"""The files of a task in the details: what each line says, and what can be done with one file."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import ResultFile, Task
from desktop.widgets.details.file_delegate import ROW
from desktop.widgets.details.file_lines import FileAct, file_lines, file_words
from desktop.widgets.details.files_box import FilesBox
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import plain_task
from tests.widgets.conftest import Ui


def a_file(part: str, state: FileState = FileState.WANTED, **fields: object) -> ResultFile:
    file = ResultFile(part=part, name=f"{part}.png", kind=MediaKind.IMAGE, state=state)
    return replace(file, **fields)  # type: ignore[arg-type]  # the tests name fields of a file


def a_task(files: Sequence[ResultFile], **fields: object) -> Task:
    task = replace(plain_task(1), remote=Remote.DONE, files=tuple(files))
    return replace(task, **fields)  # type: ignore[arg-type]  # the tests name fields of a task


async def box_of(ui: Ui, files: Sequence[ResultFile]) -> tuple[Workspace, FilesBox]:
    window = await ui.open([a_task(files)])
    await ui.select(window, 1)
    box = window.details.one.files
    window.window().activateWindow()
    await ui.until(window.window().isActiveWindow)
    box.setFocus()
    box.setCurrentIndex(box.model().index(0, 0))
    return window, box


def click(box: FilesBox, place: QPoint) -> None:
    QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (a_file("a", FileState.SAVED, size=84_000, width=1024, height=768), "1024 × 768 · 84 KB"),
        (a_file("a", FileState.SAVED, size=4_700_000, seconds=192.0), "3:12 · 4.7 MB"),
        (a_file("a", FileState.SAVED, size=84_000), "84 KB"),
        (a_file("a", FileState.SAVING, size=100, received=41), "41 %"),
        (a_file("a", FileState.QUEUED, size=100, received=41, held=True), "Paused at 41 %"),
        (a_file("a", held=True), "Paused"),
        (a_file("a", chosen=False), "Not wanted"),
        (a_file("a", FileState.FAILED, chosen=False), "Not wanted"),
        (a_file("a", FileState.FAILED), "Not saved"),
        (a_file("a", FileState.SAVED, size=1000, chosen=False), "1 KB"),
    ],
)
def test_a_line_says_how_its_file_fares(file: ResultFile, said: str) -> None:
    assert file_words(file) == said


@pytest.mark.parametrize(
    ("file", "acts"),
    [
        (a_file("a", FileState.SAVED, path="/r/a.png"), [FileAct.OPEN, FileAct.REVEAL]),
        (a_file("a", FileState.SAVING), [FileAct.HOLD, FileAct.DROP]),
        (a_file("a", FileState.FAILED), [FileAct.HOLD, FileAct.DROP]),
        (a_file("a", held=True), [FileAct.RELEASE, FileAct.DROP]),
        (a_file("a", chosen=False), [FileAct.WANT]),
        (a_file("a", FileState.GONE), []),
        (a_file("a", FileState.MISSING), []),
    ],
)
def test_a_line_offers_what_fits_its_file(file: ResultFile, acts: list[FileAct]) -> None:
    assert file_lines([file])[0].acts() == acts


def test_views_that_are_held_or_wanted_apart_have_lines_of_their_own() -> None:
    views = [a_file(part) for part in ("front", "left", "back", "right")]
    assert len(file_lines(views)) == 1
    assert len(file_lines([replace(views[0], held=True), *views[1:]])) == 4
    assert len(file_lines([replace(views[0], chosen=False), *views[1:]])) == 4


def test_space_pauses_and_resumes_the_file_under_the_keyboard(ui: Ui) -> None:
    async def story() -> None:
        _, box = await box_of(ui, [a_file("a"), a_file("b")])
        ui.key(box, Qt.Key.Key_Down)
        ui.key(box, Qt.Key.Key_Space)
        await ui.until(lambda: box.line_at(1).state == "Paused")
        assert box.currentIndex().row() == 1
        ui.key(box, Qt.Key.Key_Space)
        await ui.until(lambda: box.line_at(1).state == "Not saved yet")
        assert ui.engine.called("hold_files") == [(1, ("b",), True), (1, ("b",), False)]

    ui.run(story)


def test_delete_gives_a_file_up_and_undo_wants_it_again(ui: Ui) -> None:
    async def story() -> None:
        window, box = await box_of(ui, [a_file("a"), a_file("b")])
        ui.key(box, Qt.Key.Key_Delete)
        await ui.until(lambda: box.line_at(0).unwanted and window.toast.undoable)
        assert window.toast.label.text() == "1 file will not be saved."
        window.toast.undo_button.click()
        await ui.until(lambda: not box.line_at(0).unwanted)
        assert ui.engine.called("want_files") == [(1, ("a",))]
        assert ui.engine.called("remove") == []

    ui.run(story)


@pytest.mark.parametrize("how", ["return", "click"])
def test_a_file_that_is_not_wanted_can_be_saved_after_all(ui: Ui, how: str) -> None:
    async def story() -> None:
        _, box = await box_of(ui, [a_file("a"), a_file("b", chosen=False)])
        index = box.model().index(1, 0)
        box.setCurrentIndex(index)
        if how == "return":
            ui.key(box, Qt.Key.Key_Return)
        else:
            click(box, box._delegate.save_rect(box.visualRect(index), box.line_at(1)).center())
        await ui.until(lambda: ui.engine.called("want_files") == [(1, ("b",))])
        await ui.until(lambda: not box.line_at(1).unwanted)

    ui.run(story)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu without a screen
def test_the_dots_open_the_menu_of_their_line(ui: Ui) -> None:
    async def story() -> None:
        _, box = await box_of(ui, [a_file("a", FileState.SAVED, path="/r/a.png", size=1), a_file("b", FileState.SAVING)])
        index = box.model().index(1, 0)
        click(box, box._delegate.more_rect(box.visualRect(index), box.line_at(1)).center())
        menu = box.menu
        assert menu is not None
        assert [action.text() for action in menu.actions()] == ["Pause", "Don't save it"]
        menu.actions()[0].trigger()
        await ui.until(lambda: ui.engine.called("hold_files") == [(1, ("b",), True)])
        menu.close()

    ui.run(story)


def test_a_click_beside_the_dots_does_nothing(ui: Ui) -> None:
    async def story() -> None:
        _, box = await box_of(ui, [a_file("a"), a_file("b", chosen=False)])
        click(box, box.visualRect(box.model().index(1, 0)).topLeft() + QPoint(20, 10))
        assert box.menu is None
        assert [name for name, _ in ui.engine.calls if name.endswith("_files")] == []

    ui.run(story)


def test_notes_stand_below_their_file_and_are_read_aloud(ui: Ui) -> None:
    async def story() -> None:
        note = "Name shortened to fit Windows' limit, which is 240 letters for the whole path, folders and all of it."
        files = [a_file("a", FileState.SAVED, path="/r/a.png", size=1, notes=(note,)), a_file("b")]
        window, box = await box_of(ui, files)
        await ui.until(lambda: box.height() > 2 * ROW + 16)
        assert box.visualRect(box.model().index(1, 0)).bottom() < box.height()
        assert box.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == f"a.png, 1 B, {note}"
        ui.engine.put(a_task([a_file("a"), a_file("b")]))
        await ui.until(lambda: box.height() == 2 * ROW)
        assert not window.details.one.notes.isVisible()

    ui.run(story)


def test_notes_of_the_task_stand_below_its_files(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([a_task([a_file("a")], notes=("The command failed.", "<b>Eagle</b> isn't running."))])
        await ui.select(window, 1)
        assert window.details.one.notes.isVisible()
        assert window.details.one.notes.text() == "The command failed.\n<b>Eagle</b> isn't running."
        assert window.details.one.notes.textFormat() is Qt.TextFormat.PlainText

    ui.run(story)


def test_a_refused_act_on_a_file_is_said(ui: Ui) -> None:
    async def story() -> None:
        window, box = await box_of(ui, [a_file("a")])
        ui.engine.refusal = "This task is no longer on the list."
        ui.key(box, Qt.Key.Key_Space)
        await ui.until(lambda: window.toast.label.text() == ui.engine.refusal)

    ui.run(story)
