"""What the user does about saving: cancel, retry, pause, rename, rebuild, find; and the notices that offer it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.domain.badge import badge_of
from desktop.domain.events import Budget
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.query import View
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.widgets.actions import Act
from desktop.widgets.banner import Banner
from desktop.widgets.choices import save_label
from desktop.widgets.dialogs.accounts import AccountsSheet
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.dialogs.rename import RenameSheet
from desktop.widgets.dialogs.settings.sheet import SettingsSheet
from desktop.widgets.sidebar import Place
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, sample_accounts
from tests.widgets.conftest import Ui

MENU = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu without a screen


def finished(number: int, *states: FileState) -> Task:
    task = many_tasks(number)[number - 1]
    files = tuple(
        replace(task.files[0], part=str(place), state=state, path=None) for place, state in enumerate(states or (FileState.QUEUED,))
    )
    return replace(task, files=files)


def said(window: Workspace) -> str:
    return window.toast.label.text()


def places(window: Workspace) -> list[str]:
    model = window.side.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def menu_texts(window: Workspace) -> list[str]:
    return [action.text() for action in window.bar.menu.actions()]


# -- cancel and retry ----------------------------------------------------------------------------------------------


def test_cancelling_gives_up_what_is_not_saved_and_undo_wants_it_again(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished(1, FileState.QUEUED, FileState.SAVED), finished(2, FileState.FAILED), many_tasks(3)[2]])
        await ui.select(window, 3, 2, 1)
        cancel = window.actions_on_tasks.action(Act.CANCEL)
        assert cancel.text() == "Cancel saving 2 of 3"
        cancel.trigger()
        await ui.until(lambda: window.toast.undoable)
        assert said(window) == "Saving of 2 files cancelled."
        assert ui.engine.called("cancel") == [(2, 1)]
        window.toast.undo_button.click()
        await ui.until(lambda: len(ui.engine.called("want_files")) == 2)
        assert ui.engine.called("want_files") == [(2, ("0",)), (1, ("0",))]

    ui.run(story)


def test_what_is_saved_or_unfinished_cannot_be_cancelled(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values())
        for badge in (Badge.SAVED, Badge.GENERATING, Badge.FAILED):
            await ui.select(window, tasks[badge].id)
            assert not window.actions_on_tasks.action(Act.CANCEL).isEnabled()

    ui.run(story)


def test_saving_several_again_is_called_retry_where_all_were_tried() -> None:
    saved = many_tasks(4)
    failed = [finished(1, FileState.FAILED), finished(2, FileState.FAILED, FileState.SAVED)]
    assert save_label([*failed, *saved[2:]]) == "Retry 2 of 4"
    assert save_label([*failed, finished(3)]) == "Save 3"
    assert save_label(saved) == "Save 0 of 4"


def test_files_that_are_not_wanted_are_nothing_to_save(ui: Ui) -> None:
    async def story() -> None:
        task = finished(1)
        window = await ui.open([replace(task, files=(replace(task.files[0], chosen=False),))])
        await ui.select(window, 1)
        assert not window.actions_on_tasks.action(Act.SAVE).isEnabled()
        assert window.details.one.badge.badge is Badge.CANCELLED

    ui.run(story)


def test_the_menu_says_how_many_are_unsaved_and_failed_and_acts_on_them(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished(1), finished(2, FileState.FAILED), many_tasks(3)[2]])
        window.bar.menu.aboutToShow.emit()
        await ui.until(lambda: "Save everything that is not saved (2)" in menu_texts(window))
        retry = next(action for action in window.bar.menu.actions() if action.text() == "Retry all that failed (1)")
        retry.trigger()
        await ui.until(lambda: ui.engine.called("save") == [(2,)])
        window.acts.save_all()
        await ui.until(lambda: len(ui.engine.called("save")) == 2)
        window.acts.retry_all()
        await ui.until(lambda: said(window) == "Nothing failed to be saved.")
        window.acts.save_all()
        await ui.until(lambda: said(window) == "Everything that can be saved is saved.")

    ui.run(story)


# -- pausing -------------------------------------------------------------------------------------------------------


def test_everything_is_paused_and_resumed_from_the_menu_and_the_banner(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        window.notices.pause_or_resume()
        await ui.until(lambda: window.banners.banner("paused") is not None)
        assert window.status.watching.text() == "Paused"
        window.bar.menu.aboutToShow.emit()
        assert "Resume everything" in menu_texts(window)
        banner = window.banners.banner("paused")
        assert banner is not None
        assert [button.label for button in banner.buttons] == ["Resume"]
        banner.buttons[0].click()
        await ui.until(lambda: not window.banners.isVisible())
        assert ui.engine.called("pause_all") == [True, False]
        window.bar.menu.aboutToShow.emit()
        assert "Pause everything" in menu_texts(window)

    ui.run(story)


@MENU
def test_an_account_is_paused_and_resumed_from_its_menu(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.side.menu_asked.emit(("crun/Studio", QPoint(10, 10)))
        menu = window.account_menu.menu
        assert menu is not None
        assert [action.text() for action in menu.actions()] == ["Pause “Studio”", "Edit…"]
        menu.actions()[0].trigger()
        await ui.until(
            lambda: "Studio — crun.ai, 0, paused" in [p.replace("crun.ai, paused", "crun.ai, 0, paused") for p in places(window)]
        )
        menu.close()
        window.side.menu_asked.emit(("crun/Studio", QPoint(10, 10)))
        menu = window.account_menu.menu
        assert menu is not None
        menu.actions()[0].trigger()
        await ui.until(lambda: ui.engine.called("pause_account") == [("crun/Studio", True), ("crun/Studio", False)])
        menu.close()

    ui.run(story)


def test_an_account_is_paused_in_the_accounts_dialog(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.dialogs.accounts()
        sheet = await ui.sheet(window, "accounts")
        assert isinstance(sheet, AccountsSheet)
        sheet.pause.click()
        await ui.until(lambda: sheet.pause.label == "Resume")
        assert ui.engine.called("pause_account") == [("crun/Studio", True)]
        sheet.reject()

    ui.run(story)


# -- folders in trouble --------------------------------------------------------------------------------------------


def full(folder: str) -> Problem:
    return problem(ProblemKind.DISK_FULL, folder=folder, needs="210 MB", free="35 MB")


def test_a_full_disk_has_one_banner_a_folder_that_goes_by_itself(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        for folder in ("/a", "/b", "/a"):
            ui.engine.notice(f"folder:{folder}", f"Not enough space in “{folder}”.", full(folder))
        await ui.until(lambda: len(window.banners.texts()) == 2)
        banner = window.banners.banner("folder:/a")
        assert banner is not None
        assert [button.label for button in banner.buttons] == ["Choose another folder", "Try again"]
        banner.buttons[1].click()
        await ui.until(lambda: len(ui.engine.called("retry_folders")) == 1)
        ui.engine.notice("folder:/a", None)
        await ui.until(lambda: window.banners.texts() == ["Not enough space in “/b”."])
        ui.engine.notice("folder:/b", None)
        await ui.until(lambda: not window.banners.isVisible())

    ui.run(story)


def test_choosing_another_folder_opens_the_settings_at_saving(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        window.open_settings()
        sheet = await ui.sheet(window, "settings")
        assert isinstance(sheet, SettingsSheet)
        sheet.show_section("look")
        ui.engine.notice("folder:/a", "Not enough space.", full("/a"))
        await ui.until(lambda: window.banners.banner("folder:/a") is not None)
        banner = window.banners.banner("folder:/a")
        assert banner is not None
        banner.buttons[0].click()
        assert window.dialogs.sheet("settings") is sheet
        assert sheet.section == "saving"
        sheet.reject()

    ui.run(story)


def test_a_banner_makes_no_window_wider_and_none_of_its_buttons_is_cut(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        ui.engine.notice("folder:/a", "Not enough space in “Renders”, which is a long name for a folder.", full("/a"))
        await ui.until(window.banners.isVisible)
        banner = window.banners.findChild(Banner)
        assert banner is not None
        for width in (820, 1000, 1400):
            window.window().resize(width, 600)
            await ui.until(partial(fits, window, banner, width))

    ui.run(story)


def fits(window: Workspace, banner: Banner, width: int) -> bool:
    """Tell whether the window is `width` px wide, and all of the banner's buttons are within it, whole."""
    right = (button.mapTo(banner, QPoint(button.width(), 0)).x() for button in banner.buttons)
    whole = all(button.width() >= button.sizeHint().width() for button in banner.buttons)
    return window.width() == width and whole and max(right) <= banner.width()


# -- names and places ----------------------------------------------------------------------------------------------


async def rename_sheet(ui: Ui, window: Workspace) -> RenameSheet:
    window.actions_on_tasks.action(Act.RENAME).trigger()
    sheet = await ui.sheet(window, "rename")
    assert isinstance(sheet, RenameSheet)
    await ui.until(lambda: not sheet.subtitle.text().startswith("Reading"))
    return sheet


def test_renaming_shows_old_and_new_names_first_and_can_be_undone(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        ui.engine.name_faults[1] = "A file of this name is in use by another program."
        await ui.select(window, 3, 2, 1)
        window.side.setFocus()
        sheet = await rename_sheet(ui, window)
        assert sheet.go.label == "Rename 2 files"
        shown = sheet.table.names
        assert shown.index(0, 1).data() == "A file of this name is in use by another program."
        assert str(shown.index(1, 0).data()).endswith("1.png")
        assert "crun/Picture" in str(shown.index(1, 1).data())
        assert sheet.trouble.text().startswith("1 file can't have the new name")
        assert ui.engine.called("rename") == []
        sheet.go.click()
        await ui.until(lambda: window.toast.undoable)
        assert window.window().focusWidget() is window.list
        assert ui.engine.called("rename") == [(3, 2, 1)]
        assert said(window) == "2 files renamed."
        window.toast.undo_button.click()
        await ui.until(lambda: ui.engine.called("undo_rename") == [7])

    ui.run(story)


def test_files_that_have_their_names_already_are_left_alone(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        ui.engine._settings = Settings(template="{n}")
        await ui.select(window, 1)
        sheet = await rename_sheet(ui, window)
        assert "already" in sheet.subtitle.text()
        assert not sheet.go.isEnabled()
        assert sheet.cancel.label == "Close"
        sheet.reject()

    ui.run(story)


def test_a_plan_that_is_refused_is_explained(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        await ui.select(window, 1)
        ui.engine.refusal = "The folder for results isn't there. Connect its drive."
        sheet = await rename_sheet(ui, window)
        assert sheet.trouble.text() == ui.engine.refusal
        assert not sheet.go.isEnabled()
        sheet.reject()

    ui.run(story)


@MENU
def test_the_list_is_rebuilt_from_a_folder_and_says_what_came_back(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.folders.rebuild()
        picker = window.folders.picker
        assert picker is not None
        picker.fileSelected.emit("/renders/old")
        picker.reject()
        await ui.until(lambda: said(window) == "3 tasks came back from “old”; 2 were on the list.")
        assert ui.engine.called("rebuild") == [Path("/renders/old")]
        assert window.folders.picker is None

    ui.run(story)


def test_moved_files_are_looked_for_where_files_are_saved(ui: Ui) -> None:
    async def story() -> None:
        moved = badge_tasks(NOW)[Badge.FILE_MOVED]
        window = await ui.open([moved])
        ui.engine.elsewhere[moved.id] = None
        await ui.select(window, moved.id)
        assert window.details.one.find_moved.isVisible()
        window.details.one.find_moved.click()
        await ui.until(lambda: said(window) == "1 file found in a new place.")
        assert ui.engine.called("find_moved") == [((moved.id,), None)]
        await ui.until(lambda: not window.details.one.find_moved.isVisible())

    ui.run(story)


@pytest.mark.parametrize("act", [Act.REVEAL, Act.OPEN])
def test_a_file_that_is_not_there_when_it_is_wanted_is_marked_and_can_be_found(ui: Ui, act: Act) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        path = str(ui.engine.task(1).files[0].path)
        ui.desk.lost.add(path)
        ui.engine.lost.add(path)
        await ui.select(window, 1)
        window.actions_on_tasks.action(act).trigger()
        await ui.until(window.toast.offer_button.isVisible)
        assert said(window) == "The file isn't where it was saved any more. Find it, save it again, or put it back."
        assert badge_of(ui.engine.task(1)) is Badge.FILE_MOVED
        assert window.toast.offer_button.label == "Find moved files…"
        ui.engine.elsewhere[1] = None
        window.toast.offer_button.click()
        await ui.until(lambda: said(window) == "1 file found in a new place.")
        assert not window.toast.offer_button.isVisible()

    ui.run(story)


def test_a_file_that_is_found_when_it_is_wanted_needs_no_search(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        path = str(ui.engine.task(1).files[0].path)
        ui.desk.lost.add(path)
        ui.engine.relinked[path] = "/renders/elsewhere/1.png"
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.REVEAL).trigger()
        await ui.until(lambda: said(window) == "The file was moved, and found in its new place. Open it from there.")
        assert not window.toast.offer_button.isVisible()

    ui.run(story)


def test_a_file_whose_drive_is_away_is_not_offered_to_be_found(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        ui.desk.lost.add(str(ui.engine.task(1).files[0].path))
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.REVEAL).trigger()
        await ui.until(lambda: ui.engine.called("look_for_files") == [(1,)])
        await ui.until(lambda: "isn't where it was saved" in said(window))
        assert not window.toast.offer_button.isVisible()

    ui.run(story)


@MENU
def test_moved_files_that_are_not_there_are_looked_for_in_a_folder_the_user_names(ui: Ui) -> None:
    async def story() -> None:
        moved = badge_tasks(NOW)[Badge.FILE_MOVED]
        window = await ui.open([moved])
        ui.engine.elsewhere[moved.id] = Path("/archive")
        await ui.select(window, moved.id)
        window.actions_on_tasks.action(Act.FIND_MOVED).trigger()
        await ui.until(lambda: window.findChild(ConfirmSheet, "find moved") is not None)
        sheet = window.findChild(ConfirmSheet, "find moved")
        assert isinstance(sheet, ConfirmSheet)
        assert not window.toast.isVisible()
        assert sheet.focusWidget() is sheet.verb
        assert "The moved files are not in the folders for results" in sheet.windowTitle()
        sheet.verb.click()
        picker = window.folders.picker
        assert picker is not None
        picker.fileSelected.emit("/archive")
        picker.reject()
        await ui.until(lambda: said(window) == "1 file found in a new place.")
        assert ui.engine.called("find_moved") == [((moved.id,), None), ((moved.id,), Path("/archive"))]

    ui.run(story)


# -- at risk -------------------------------------------------------------------------------------------------------


def test_what_is_at_risk_has_a_view_that_is_there_only_while_something_is(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        lamp = tasks[Badge.FINISHED_NOT_SAVED]
        window = await ui.open(tasks.values())
        assert not any(place.startswith("At risk") for place in places(window))
        ui.engine.set_budget(Budget(at_risk=frozenset({lamp.id})))
        await ui.until(lambda: "At risk, 1" in places(window))
        window.side.place_chosen.emit(Place(View.AT_RISK))
        window.side.show_place(Place(View.AT_RISK))
        await ui.until(lambda: list(window.model.ids()) == [lamp.id])
        ui.engine.set_budget(Budget())
        await ui.until(lambda: window.model.rowCount() == 0)
        await ui.until(lambda: "At risk, 0" in places(window))
        assert window.empty.sentence.text().startswith("Nothing is at risk")
        window.side.place_chosen.emit(Place())
        window.side.show_place(Place())
        ui.engine.put(tasks[Badge.SAVED])
        await ui.until(lambda: not any(place.startswith("At risk") for place in places(window)))

    ui.run(story)


def test_a_row_and_the_details_say_that_a_result_is_at_risk(ui: Ui) -> None:
    async def story() -> None:
        lamp = badge_tasks(NOW)[Badge.FINISHED_NOT_SAVED]
        window = await ui.open([lamp], sample_accounts())
        await ui.select(window, lamp.id)
        row = window.model.index(0, 0)

        def aloud() -> str:
            return str(row.data(Qt.ItemDataRole.AccessibleTextRole))

        assert window.details.one.detail.text() == "Gone in 4 min"
        ui.engine.set_budget(Budget(at_risk=frozenset({lamp.id})))
        await ui.until(lambda: aloud().endswith("At risk: gone in 4 min"))
        await ui.until(lambda: window.details.one.detail.text() == "At risk: gone in 4 min")
        await ui.engine.pause_account("tripo/Studio", paused=True)
        await ui.until(lambda: aloud().endswith("At risk: gone in 4 min, paused"))

    ui.run(story)


def test_the_end_of_a_result_counts_down_in_the_details(ui: Ui) -> None:
    async def story() -> None:
        lamp = badge_tasks(NOW)[Badge.FINISHED_NOT_SAVED]
        window = await ui.open([lamp], sample_accounts())
        await ui.select(window, lamp.id)
        ui.now = NOW + timedelta(seconds=200)
        await ui.until(lambda: window.details.one.detail.text() == "Gone in 1 min")

    ui.run(story)
