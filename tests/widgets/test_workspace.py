"""The window as a whole: what it shows for which tasks, filters, paste, names of controls."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.domain.events import Budget, Notice
from desktop.domain.query import View
from desktop.domain.settings import Scheme
from desktop.domain.status import Badge, FileState
from desktop.qt.appearance import Appearance
from desktop.widgets.actions import Act
from desktop.widgets.banner import Banner
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.sidebar import Place
from desktop.widgets.window_memory import WindowMemory
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, plain_task, sample_accounts
from tests.widgets.conftest import CTRL, Ui

HTML = '<b>bold</b> <img src="/etc/passwd"> & <a href="x">y</a>'


def test_an_empty_list_is_the_first_run(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        assert window.empty.isVisible()
        assert window.empty.first_run
        assert not window.details.isVisible()
        assert "No tasks to check" in window.status.watching.text()
        window.empty.samples_button.click()
        assert ui.tried == ["samples"]

    ui.run(story)


def test_without_samples_their_button_is_not_there(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(samples=False)
        assert window.empty.add_button.isVisible()
        assert not window.empty.samples_button.isVisible()

    ui.run(story)


def test_the_first_task_ends_the_first_run(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        ui.engine.put(plain_task(1))
        await ui.until(lambda: window.list.isVisible() and window.details.isVisible())

    ui.run(story)


def test_a_search_without_match_offers_to_clear_it(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        window.bar.search.setText("fox")
        await ui.until(window.empty.isVisible)
        assert window.empty.sentence.text() == "No tasks match “fox”."
        window.empty.clear_button.click()
        await ui.until(lambda: window.list.isVisible() and window.model.rowCount() == 3)
        assert window.bar.search.text() == ""

    ui.run(story)


def test_the_side_bar_filters_and_keeps_the_search(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        window.side.place_chosen.emit(Place(View.NEEDS_YOU))
        await ui.until(lambda: window.model.rowCount() == 2)
        window.bar.search.setText("lamp kit")
        await ui.until(lambda: window.model.rowCount() == 1)
        assert window.query.view is View.NEEDS_YOU

    ui.run(story)


def test_the_side_bar_is_walked_by_keyboard(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(badge_tasks(NOW).values(), sample_accounts())
        window.side.setFocus()
        ui.key(window.side, Qt.Key.Key_Down)
        await ui.until(lambda: window.query.view is View.ACTIVE)

    ui.run(story)


def test_counts_follow_the_tasks(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))

        def said() -> list[str]:
            model = window.side.model()
            return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]

        assert "All, 3" in said()
        ui.engine.put(plain_task(9))
        await ui.until(lambda: "All, 4" in said())

    ui.run(story)


def test_html_in_a_title_is_shown_as_typed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([plain_task(1, title=HTML)])
        await ui.select(window, 1)
        assert window.details.one.title.text() == HTML
        for label in window.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()

    ui.run(story)


def test_details_show_facts_files_and_the_state(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        await ui.select(window, tasks[Badge.FINISHED_NOT_SAVED].id)
        one = window.details.one
        assert one.badge.badge is Badge.FINISHED_NOT_SAVED
        assert one.primary.label == "Pause"
        assert one.facts.value("Account") == "Studio"
        assert one.facts.value("Cost") == "20 credits (charged)"
        assert one.files.model().rowCount() == 5
        await ui.select(window, tasks[Badge.SAVED].id)
        assert one.primary.label == "Show in folder"

    ui.run(story)


def test_a_problem_says_what_to_do_and_does_it(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        await ui.select(window, tasks[Badge.NEEDS_YOU].id)
        box = window.details.one.problem
        assert box.isVisible()
        assert box.button.label == "Replace key"
        box.button.click()
        form = await ui.sheet(window, "form")
        assert "Client A" in form.windowTitle()
        form.reject()

    ui.run(story)


def test_several_tasks_show_sums_and_counts_on_buttons(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        window.list.selectAll()
        await ui.until(lambda: len(window.selection.tasks) == len(tasks))
        several = window.details.several
        assert several.title.text() == "13 tasks selected"
        assert several.buttons[Act.REMOVE].label == "Remove 13"
        assert "not reported" in several.sums.value("Cost")
        assert " of 13" in several.buttons[Act.SAVE].label

    ui.run(story)


def test_delete_removes_and_undo_restores_rows_and_selection(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(5))
        await ui.select(window, 4, 2)
        ui.key(window.list, Qt.Key.Key_Delete)
        await ui.until(lambda: window.model.rowCount() == 3 and window.toast.isVisible())
        assert window.toast.label.text() == "2 tasks removed. Files kept in Outtray."
        window.toast.undo_button.click()
        await ui.until(lambda: window.model.rowCount() == 5)
        await ui.until(lambda: window.list.selected_ids() == [4, 2])
        assert ui.engine.called("restore") == [(4, 2)]

    ui.run(story)


def test_ctrl_z_takes_back_a_removal(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.REMOVE).trigger()
        await ui.until(lambda: window.toast.undoable)
        window.toast.undo()
        await ui.until(lambda: window.model.rowCount() == 2)

    ui.run(story)


def test_a_refused_act_is_said_in_words(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        ui.engine.refusal = "The profile is closing. Try again after the next start."
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.REMOVE).trigger()
        await ui.until(lambda: window.toast.label.text() == ui.engine.refusal)

    ui.run(story)


def test_paste_anywhere_opens_the_add_dialog_filled(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        QGuiApplication.clipboard().setText("crun:task_1\ncrun:task_2")
        window.window().activateWindow()
        window.list.setFocus()
        await ui.until(window.window().isActiveWindow)
        ui.key(window.list, Qt.Key.Key_V, CTRL)
        sheet = await ui.sheet(window, "add")
        assert isinstance(sheet, AddTasksSheet)
        assert sheet.box.toPlainText() == "crun:task_1\ncrun:task_2"
        assert ui.engine.called("add") == []
        sheet.reject()

    ui.run(story)


def test_paste_into_the_search_field_stays_there(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        QGuiApplication.clipboard().setText("fox")
        window.window().activateWindow()
        window.bar.search.setFocus()
        await ui.until(window.window().isActiveWindow)
        ui.key(window.bar.search, Qt.Key.Key_V, CTRL)
        assert window.bar.search.text() == "fox"
        assert window.dialogs.sheet("add") is None

    ui.run(story)


def test_a_dropped_file_is_read_into_the_add_dialog(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        path = ui._ini.with_name("ids.csv")
        path.write_text("crun:one\ncrun:two\n")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
        sheet = await ui.sheet(window, "add")
        assert isinstance(sheet, AddTasksSheet)
        await ui.until(lambda: sheet.add.label == "Add 2 tasks")
        sheet.reject()

    ui.run(story)


def test_copy_prompt_and_id(ui: Ui) -> None:
    async def story() -> None:
        task = replace(plain_task(1), prompt="a red fox")
        window = await ui.open([task])
        await ui.select(window, 1)
        window.actions_on_tasks.action(Act.COPY_PROMPT).trigger()
        assert ui.clipboard() == "a red fox"
        window.actions_on_tasks.action(Act.COPY_ID).trigger()
        assert ui.clipboard() == task.ref.task_id

    ui.run(story)


def test_show_in_folder_gets_our_own_paths_only(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        partly = tasks[Badge.PARTLY_SAVED]
        await ui.select(window, partly.id)
        window.actions_on_tasks.action(Act.REVEAL).trigger()
        await ui.until(lambda: ui.desk.shown)
        saved = [file.path for file in partly.files if file.state is FileState.SAVED]
        assert ui.desk.shown == [saved]

    ui.run(story)


def test_notices_come_and_go(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        ui.engine.notice("offline", "You are offline. Checking continues when the connection returns.")
        await ui.until(window.banners.isVisible)
        assert window.banners.texts() == ["You are offline. Checking continues when the connection returns."]
        ui.engine.notice("offline", None)
        await ui.until(lambda: not window.banners.isVisible())

    ui.run(story)


def test_a_window_of_samples_says_so_until_that_is_closed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), notice=Notice("samples", "These are sample tasks."), subject="Sample tasks")
        assert window.window().windowTitle() == "Outtray — Sample tasks"
        assert window.banners.isVisible()
        assert window.banners.texts() == ["These are sample tasks."]
        banner = window.banners.findChild(Banner)
        assert banner is not None
        banner.close_button.click()
        assert not window.banners.isVisible()

    ui.run(story)


def test_the_status_menu_has_its_glyphs_once_it_opens_and_in_the_colours_of_the_day(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        menu = window.bar.status.button.choices

        def glyphs() -> list[QIcon]:
            return [action.icon() for action in menu.actions() if action.data() is not None]

        assert glyphs() == []
        menu.aboutToShow.emit()
        light = glyphs()
        assert len(light) == len(Badge)
        assert not any(icon.isNull() for icon in light)
        ui.theme.set_scheme(Scheme.DARK)
        menu.aboutToShow.emit()
        assert glyphs()[0].pixmap(16).toImage() != light[0].pixmap(16).toImage()

    ui.run(story)


def test_the_status_line_shows_the_polling_budget(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        ui.engine.set_budget(Budget(watched=12, per_second=1.4, allowed=8.0, saving=2, bytes_per_second=18e6))
        await ui.until(lambda: window.status.rate.text() == "1.4 of 8 requests/s")
        assert window.status.watching.text() == "Watching 12 tasks"
        assert window.status.saving.text() == "Saving 2 files · 18 MB/s"

    ui.run(story)


def test_every_control_has_a_name(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(badge_tasks(NOW).values(), sample_accounts())
        await ui.select(window, badge_tasks(NOW)[Badge.NEEDS_YOU].id)
        window.dialogs.add_tasks("x y")
        window.dialogs.accounts()
        window.dialogs.account_form()
        window.open_settings()
        kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
        unnamed = [
            f"{type(widget).__name__} in {type(widget.parent()).__name__}"
            for widget in QApplication.allWidgets()
            if isinstance(widget, kinds) and not isinstance(widget, QHeaderView) and not widget.accessibleName() and _ours(widget)
        ]
        assert unnamed == []
        for name in ("form", "accounts", "add", "settings"):
            (await ui.sheet(window, name)).reject()

    ui.run(story)


def _ours(widget: QWidget) -> bool:
    """Tell whether a widget's class is one of ours; Qt's own inner parts (a corner button, a spin box's field) are not."""
    return type(widget).__module__.startswith("desktop.")


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_nothing_is_wider_than_the_smallest_window(ui: Ui, scheme: Scheme) -> None:
    async def story() -> None:
        ui.theme.set_scheme(scheme)
        window = await ui.open(badge_tasks(NOW).values(), sample_accounts())
        window.window().resize(900, 600)
        await ui.until(lambda: window.width() == 900)
        for button in window.bar.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.accessibleName()
                assert button.geometry().right() <= window.bar.width()

    ui.run(story)


def test_the_theme_is_followed_live(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))

        def pane() -> str:
            return window.bar.grab().toImage().pixelColor(4, 4).name()

        light = pane()
        ui.theme.set_scheme(Scheme.DARK)
        assert pane() != light
        assert pane() == ui.theme.tokens.pane.name()

    ui.run(story)


def test_the_window_comes_back_where_it_was(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.window().resize(800, 640)
        window.ask_to_quit()
        await ui.until(lambda: ui.quits)
        again = await ui.open()
        assert (again.window().width(), again.window().height()) == (800, 640)

    ui.run(story)


def test_a_place_that_is_on_no_screen_is_not_used(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.window().move(50_000, 50_000)
        WindowMemory(ui._ini).store(window.window(), Appearance(scheme=Scheme.LIGHT))
        again = await ui.open()
        centre = again.window().geometry().center()
        assert any(screen.geometry().contains(centre) for screen in QGuiApplication.screens())

    ui.run(story)
