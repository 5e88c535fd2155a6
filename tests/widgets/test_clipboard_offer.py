"""The clipboard is offered once, when the add dialog opens, and only where that helps."""

import asyncio

from PySide6.QtGui import QGuiApplication

from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from tests.fakes.tasks import plain_task, sample_accounts
from tests.widgets.conftest import Ui


async def opened(ui: Ui, clipboard: str, text: str = "") -> AddTasksSheet:
    QGuiApplication.clipboard().setText(clipboard)
    window = await ui.open([plain_task(1)], sample_accounts())
    window.dialogs.add_tasks(text)
    sheet = await ui.sheet(window, "add")
    assert isinstance(sheet, AddTasksSheet)
    if clipboard:
        await ui.until(lambda: clipboard in ui.engine.called("examine"))
        await asyncio.sleep(0.01)
    return sheet


def test_new_ids_in_the_clipboard_are_offered_and_taken_by_a_click(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, "crun:one tripo:two")
        assert sheet.offer.words.text() == "The clipboard holds 2 new ids."
        assert not sheet.offer.isHidden()
        sheet.offer.use.click()
        assert sheet.box.toPlainText() == "crun:one tripo:two"
        assert sheet.offer.isHidden()
        await ui.until(lambda: sheet.add.label == "Add 2 tasks")
        sheet.reject()

    ui.run(story)


def test_nothing_is_offered_that_is_tracked_or_unclear(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, plain_task(1).ref.task_id)
        assert sheet.offer.isHidden()
        sheet.reject()

    ui.run(story)


def test_the_offer_goes_when_the_user_types(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, "crun:one")
        assert not sheet.offer.isHidden()
        sheet.box.insertPlainText("t")
        assert sheet.offer.isHidden()
        sheet.reject()

    ui.run(story)


def test_a_text_that_was_pasted_already_leaves_the_clipboard_alone(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, "crun:one", text="tripo:two")
        assert sheet.offer.isHidden()
        assert sheet.box.toPlainText() == "tripo:two"
        sheet.reject()

    ui.run(story)
