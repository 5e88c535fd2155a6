"""The clipboard is offered when the add dialog opens, and read only when the user asks for it."""

from typing import override

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.dialogs.clipboard_offer import text_in
from tests.fakes.tasks import plain_task, sample_accounts
from tests.widgets.conftest import Ui


async def opened(ui: Ui, clipboard: str, text: str = "") -> AddTasksSheet:
    QGuiApplication.clipboard().setText(clipboard)
    window = await ui.open([plain_task(1)], sample_accounts())
    window.dialogs.add_tasks(text)
    sheet = await ui.sheet(window, "add")
    assert isinstance(sheet, AddTasksSheet)
    return sheet


def test_ids_in_the_clipboard_are_taken_by_a_click(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, "crun:one tripo:two")
        assert not sheet.offer.isHidden()
        sheet.offer.use.click()
        assert sheet.box.toPlainText() == "crun:one tripo:two"
        assert sheet.offer.isHidden()
        await ui.until(lambda: sheet.add.label == "Add 2 tasks")
        sheet.reject()

    ui.run(story)


def test_the_clipboard_is_not_read_unasked(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = QClipboard.mimeData

    def noting(clipboard: QClipboard) -> QMimeData:
        asked.append("data")
        return read(clipboard)

    monkeypatch.setattr(QClipboard, "mimeData", noting)
    monkeypatch.setattr(QClipboard, "text", lambda _: asked.append("text"))

    async def story() -> None:
        sheet = await opened(ui, "crun:one")
        assert asked == []
        sheet.offer.use.click()
        assert asked == ["data"]
        sheet.reject()

    ui.run(story)


def test_a_clipboard_without_text_is_said_to_hold_none(ui: Ui) -> None:
    async def story() -> None:
        sheet = await opened(ui, "")
        sheet.offer.use.click()
        assert sheet.offer.words.text() == "The clipboard holds no text to add."
        assert not sheet.offer.isHidden()
        sheet.reject()

    ui.run(story)


def test_an_owner_that_does_not_say_what_it_holds_is_not_asked_again() -> None:
    class Silent(QMimeData):
        @override
        def formats(self) -> list[str]:
            return []

        @override
        def hasText(self) -> bool:
            pytest.fail("each question may take seconds")

    assert text_in(Silent()) == ""


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
