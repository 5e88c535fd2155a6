"""Acts on tasks: stars, tags, projects, the archive, the trash, copies; each with its words and its way back."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.report import MarkChange
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.engine.ports import Trashed
from desktop.storage.trouble import DatabaseTrouble
from desktop.widgets.act_table import KINDS, MENU, Act, Group, act_words
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.dialogs.new_project import NewProjectSheet
from desktop.widgets.dialogs.tags import TagsSheet
from desktop.widgets.hand_over import GNOME_COPIED, drag_data
from desktop.widgets.menus import Menu
from desktop.widgets.sidebar import Command
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import NOW, badge_tasks, many_tasks
from tests.widgets.conftest import CTRL, Ui


def picture_task(number: int, path: Path, size: int = 1_000_000) -> Task:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    file = ResultFile(
        part="1", name=path.name, kind=MediaKind.IMAGE, state=FileState.SAVED, path=str(path), size=size, sha256="ab" * 32
    )
    return replace(many_tasks(number)[number - 1], files=(file,), kind=MediaKind.IMAGE)


def said(window: Workspace) -> str:
    return window.toast.label.text()


def trigger(window: Workspace, act: Act) -> None:
    window.actions_on_tasks.action(act).trigger()


def test_every_act_has_words_and_a_place_in_the_menu() -> None:
    flat = [act for entry in MENU if entry for act in (entry.acts if isinstance(entry, Group) else (entry,))]
    assert sorted(flat) == sorted(Act)
    assert set(KINDS) == set(Act)
    assert all(act_words(act) for act in Act)


def test_no_two_acts_share_a_key() -> None:
    keys = [key for kind in KINDS.values() for key in kind.keys]
    assert len(keys) == len(set(keys))


def test_starring_marks_what_has_no_star_and_undo_spares_the_rest(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(3)
        window = await ui.open([replace(tasks[0], starred=True), *tasks[1:]])
        await ui.select(window, 3, 2, 1)
        trigger(window, Act.STAR)
        await ui.until(lambda: window.toast.undoable)
        assert said(window) == "2 tasks starred."
        await ui.until(lambda: window.actions_on_tasks.action(Act.STAR).text() == "Unstar")
        window.toast.undo_button.click()
        await ui.until(lambda: [ui.engine.task(n).starred for n in (1, 2, 3)] == [True, False, False])

    ui.run(story)


def test_one_star_is_seen_and_not_said(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        await ui.select(window, 1)
        trigger(window, Act.STAR)
        await ui.until(lambda: ui.engine.task(1).starred)
        assert not window.toast.isVisible()

    ui.run(story)


def test_archiving_says_so_even_of_one_and_comes_back(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        await ui.select(window, 1)
        trigger(window, Act.ARCHIVE)
        await ui.until(lambda: said(window) == "1 task archived. Its files stay.")
        assert ui.engine.called("mark") == [((1,), MarkChange(archived=True))]
        window.toast.undo_button.click()
        await ui.until(lambda: not ui.engine.task(1).archived)

    ui.run(story)


def test_tasks_go_into_a_project_and_each_back_to_its_own(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(3)
        window = await ui.open([replace(tasks[0], project="A"), replace(tasks[1], project="B"), replace(tasks[2], project=None)])
        await ui.select(window, 3, 2, 1)
        menu = Menu(ui.theme, window)
        window.actions_on_tasks.fill_projects(menu)
        texts = [action.text() for action in menu.actions()]
        assert texts == ["A", "B", "", "No project", "New project…"]
        menu.actions()[0].trigger()
        await ui.until(lambda: window.toast.undoable)
        assert said(window) == "2 tasks moved to “A”."
        assert {ui.engine.task(n).project for n in (1, 2, 3)} == {"A"}
        window.toast.undo_button.click()
        await ui.until(lambda: [ui.engine.task(n).project for n in (1, 2, 3)] == ["A", "B", None])

    ui.run(story)


def test_a_new_project_needs_a_name(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([replace(many_tasks(1)[0], project=None)])
        await ui.select(window, 1)
        window.actions_on_tasks.new_project_asked.emit(window.actions_on_tasks.tasks)
        sheet = window.task_dialogs.sheet("project")
        assert isinstance(sheet, NewProjectSheet)
        assert not sheet.go.isEnabled()
        sheet.name.setText("  Red   fox ")
        sheet.go.click()
        await ui.until(lambda: ui.engine.task(1).project == "Red fox")

    ui.run(story)


def test_the_trash_dialog_names_number_and_size_and_undo_brings_all_back(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(n, tmp_path / f"{n}.png", 16_000_000) for n in (1, 2, 3)])
        await ui.select(window, 3, 2, 1)
        trigger(window, Act.TRASH)
        sheet = window.task_dialogs.sheet("trash")
        assert isinstance(sheet, ConfirmSheet)
        assert sheet.windowTitle() == "Move 3 files (48 MB) to Trash?"
        assert (sheet.verb.label, sheet.cancel.label) == ("Move to Trash", "Cancel")
        assert sheet.cancel.hasFocus() or sheet.focusWidget() is sheet.cancel
        sheet.verb.click()
        await ui.until(lambda: window.model.rowCount() == 0 and window.toast.undoable)
        window.toast.undo_button.click()
        await ui.until(lambda: window.model.rowCount() == 3)
        assert ui.engine.called("trash") == [(3, 2, 1)]
        assert ui.engine.called("untrash") == [1]

    ui.run(story)


def test_what_could_not_be_brought_back_comes_with_another_undo(ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "1.png")])
        untrash = ui.engine.untrash

        async def nothing_back(batch: int) -> Trashed:
            return Trashed(batch=batch, files=0, sentence="“1.png” could not be put back.", left=1)

        monkeypatch.setattr(ui.engine, "untrash", nothing_back)
        window.acts.marks.trash([ui.engine.task(1)])
        await ui.until(lambda: window.toast.undoable)
        window.toast.undo_button.click()
        await ui.until(lambda: said(window) == "“1.png” could not be put back.")
        assert window.toast.undoable
        monkeypatch.setattr(ui.engine, "untrash", untrash)
        window.toast.undo_button.click()
        await ui.until(lambda: window.model.rowCount() == 1)
        assert not window.toast.undoable

    ui.run(story)


def test_what_is_wrong_with_the_task_list_is_said(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_ids: Sequence[int]) -> None:
        raise DatabaseTrouble("The disk that holds the task list is full.")

    async def story() -> None:
        window = await ui.open(many_tasks(1))
        monkeypatch.setattr(ui.engine, "remove", full)
        window.acts.remove([1], have_files=False)
        await ui.until(lambda: said(window) == "The disk that holds the task list is full.")

    ui.run(story)


def test_cancelling_the_trash_dialog_moves_nothing(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "1.png")])
        await ui.select(window, 1)
        trigger(window, Act.TRASH)
        sheet = window.task_dialogs.sheet("trash")
        assert isinstance(sheet, ConfirmSheet)
        sheet.cancel.click()
        assert ui.engine.called("trash") == []

    ui.run(story)


def test_tags_are_added_and_taken_away_as_chips(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(2)
        window = await ui.open([replace(tasks[0], own_tags=("fox", "old")), replace(tasks[1], own_tags=("fox",))])
        await ui.select(window, 2, 1)
        trigger(window, Act.TAGS)
        await ui.until(lambda: window.task_dialogs.sheet("tags") is not None)
        sheet = window.task_dialogs.sheet("tags")
        assert isinstance(sheet, TagsSheet)
        assert set(sheet.tags) == {"fox", "old"}
        sheet.drop("old")
        sheet.field.setText("FOX, #snow ,")
        ui.key(sheet.field, Qt.Key.Key_Return)
        assert sheet.isVisible()
        assert set(sheet.tags) == {"fox", "snow"}
        sheet.go.click()
        await ui.until(lambda: window.toast.undoable)
        assert said(window) == "Tags of 2 tasks changed."
        assert [set(ui.engine.task(n).own_tags) for n in (1, 2)] == [{"fox", "snow"}, {"fox", "snow"}]
        window.toast.undo_button.click()
        await ui.until(lambda: [set(ui.engine.task(n).own_tags) for n in (1, 2)] == [{"fox", "old"}, {"fox"}])

    ui.run(story)


def test_a_tag_that_only_some_have_stays_so_unless_it_is_touched(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(2)
        window = await ui.open([replace(tasks[0], own_tags=("fox",)), tasks[1]])
        await ui.select(window, 2, 1)
        trigger(window, Act.TAGS)
        await ui.until(lambda: window.task_dialogs.sheet("tags") is not None)
        sheet = window.task_dialogs.sheet("tags")
        assert isinstance(sheet, TagsSheet)
        sheet.go.click()
        assert ui.engine.called("mark") == []

    ui.run(story)


def test_ctrl_c_copies_the_file_for_every_kind_of_program_and_the_picture(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "red fox.png"
        window = await ui.open([picture_task(1, path)])
        await ui.select(window, 1)
        ui.key(window.list, Qt.Key.Key_C, CTRL)
        clipboard = QGuiApplication.clipboard()
        assert said(window) == "1 file copied."
        assert [url.toLocalFile() for url in clipboard.mimeData().urls()] == [str(path)]
        assert clipboard.text() == str(path)
        assert bytes(clipboard.mimeData().data(GNOME_COPIED).data()) == b"copy\n" + f"file://{tmp_path}/red%20fox.png".encode()
        await ui.until(lambda: clipboard.mimeData().hasFormat("image/png"))
        assert QImage.fromData(clipboard.mimeData().data("image/png")).width() == 40
        assert clipboard.mimeData().hasUrls()

    ui.run(story)


def test_a_picture_decoded_too_late_does_not_overwrite_what_was_copied_since(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "a.png")])
        await ui.select(window, 1)
        trigger(window, Act.COPY_FILES)
        trigger(window, Act.COPY_ID)
        await ui.until(lambda: not any("picture" in name for name in window._spawner.names))
        assert ui.clipboard() == ui.engine.task(1).ref.task_id
        assert not QGuiApplication.clipboard().mimeData().hasFormat("image/png")

    ui.run(story)


def test_copy_picture_copies_the_picture_alone(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "a.png")])
        await ui.select(window, 1)
        trigger(window, Act.COPY_PICTURE)
        await ui.until(lambda: said(window) == "Picture copied.")
        data = QGuiApplication.clipboard().mimeData()
        assert data.hasFormat("image/png")
        assert not data.hasUrls()

    ui.run(story)


def test_a_picture_is_copied_only_after_the_helper_opened_it(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "a.png")])
        ui.examiner.fit.clear()
        await ui.select(window, 1)
        trigger(window, Act.COPY_PICTURE)
        await ui.until(lambda: said(window).startswith("This picture can't be read"))
        assert ui.examiner.asked == [str(tmp_path / "a.png")]

    ui.run(story)


def test_a_broken_picture_is_not_copied_and_says_so(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        task = picture_task(1, tmp_path / "a.png")
        (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
        window = await ui.open([task])
        await ui.select(window, 1)
        trigger(window, Act.COPY_PICTURE)
        await ui.until(lambda: said(window).startswith("This picture can't be read"))

    ui.run(story)


def test_space_asks_for_the_quick_view(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        asked: list[tuple[Task, ...]] = []
        window.actions_on_tasks.preview_asked.connect(asked.append)
        await ui.select(window, 2)
        window.window().activateWindow()
        window.list.setFocus()
        await ui.until(window.window().isActiveWindow)
        ui.key(window.list, Qt.Key.Key_Space)
        assert [[task.id for task in tasks] for tasks in asked] == [[2]]
        assert window.list.selected_ids() == [2]

    ui.run(story)


def test_the_menu_groups_copies_and_exports_and_holds_only_what_fits(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open([picture_task(1, tmp_path / "a.png"), badge_tasks(NOW)[Badge.GENERATING]])
        menu = Menu(ui.theme, window)
        await ui.select(window, 1)
        window.actions_on_tasks.fill(menu)
        texts = [action.text() for action in menu.actions() if action.text()]
        assert texts[:4] == ["Quick view", "Open", "Open with…", "Show in folder"]
        assert {"Star", "Tags…", "Move to project", "Archive", "Copy", "Export", "Remove", "Move to Trash…"} <= set(texts)
        window.actions_on_tasks.fill(menu)
        assert [action.text() for action in menu.actions() if action.text()] == texts

    ui.run(story)


def entered(place: QPoint, data: QMimeData) -> QDragEnterEvent:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Qt has no other way yet to make one
        return QDragEnterEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drop_on(window: Workspace, project: str, data: QMimeData) -> bool:
    """Drop `data` on a project of the side bar; return whether it was taken."""
    side = window.side
    row = next(row for row in range(side.model().rowCount()) if side.model().index(row, 0).data() == project)
    place = side.visualRect(side.model().index(row, 0)).center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = entered(place, data)
    QApplication.sendEvent(side.viewport(), entering)
    event = QDropEvent(QPointF(place), copy, data, left, none)
    event.ignore()
    QApplication.sendEvent(side.viewport(), event)
    return event.isAccepted()


def test_tasks_dropped_on_a_project_move_there_with_a_way_back(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(2)
        window = await ui.open([replace(tasks[0], project="Zoo"), replace(tasks[1], project=None)])
        assert drop_on(window, "Zoo", drag_data([tasks[1]], []))
        await ui.until(lambda: said(window) == "1 task moved to “Zoo”.")
        assert ui.engine.task(2).project == "Zoo"
        window.toast.undo_button.click()
        await ui.until(lambda: ui.engine.task(2).project is None)

    ui.run(story)


def test_a_view_takes_no_tasks_and_a_project_takes_nothing_else(ui: Ui) -> None:
    async def story() -> None:
        tasks = many_tasks(1)
        window = await ui.open([replace(tasks[0], project="Zoo")])
        assert not drop_on(window, "Saved", drag_data(tasks, []))
        foreign = QMimeData()
        foreign.setData("application/x-other", b"[1]")
        assert not drop_on(window, "Zoo", foreign)
        assert ui.engine.called("set_project") == []

    ui.run(story)


def test_tasks_dragged_over_the_window_are_not_read_for_ids(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        data = drag_data(many_tasks(1), [str(tmp_path / "lyrics.txt")])
        event = entered(QPoint(5, 5), data)
        event.ignore()
        window.dragEnterEvent(event)
        assert not event.isAccepted()

    ui.run(story)


def test_new_project_in_the_side_bar_is_for_the_selected_tasks(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        window.on_command(Command.NEW_PROJECT)
        assert window.dialogs.sheet("add") is not None, "without a selection, new tasks are added to it"
        window.dialogs.sheet("add").reject()  # type: ignore[union-attr]  # it is open
        await ui.select(window, 2)
        window.on_command(Command.NEW_PROJECT)
        assert isinstance(window.task_dialogs.sheet("project"), NewProjectSheet)

    ui.run(story)
