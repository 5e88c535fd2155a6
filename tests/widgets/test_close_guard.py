"""Closing: results are not lost without a question."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.query import ListQuery
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.storage.trouble import DatabaseTrouble
from desktop.widgets.close_guard import loss_words
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, sample_accounts
from tests.widgets.conftest import Ui


def finished() -> Task:
    return badge_tasks(NOW)[Badge.FINISHED_NOT_SAVED]


async def asked(ui: Ui, window: Workspace) -> None:
    window.window().close()
    await ui.until(lambda: window.guard.sheet is not None)


def test_with_everything_saved_closing_quits(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3))
        assert not window.window().close()
        await ui.until(lambda: ui.quits == ["quit"])

    ui.run(story)


def test_who_can_not_read_the_list_any_more_can_still_quit(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_query: ListQuery) -> Sequence[int]:
        raise DatabaseTrouble("The task list is damaged.")

    async def story() -> None:
        window = await ui.open([finished()], sample_accounts())
        monkeypatch.setattr(ui.engine, "ids", broken)
        window.window().close()
        await ui.until(lambda: ui.quits == ["quit"])

    ui.run(story)


def test_closing_with_unsaved_results_asks_and_cancel_stays(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished()], sample_accounts())
        await asked(ui, window)
        assert window.guard.sheet is not None
        assert window.guard.sheet.windowTitle() == "1 result is not saved; it is gone in 4 min."
        window.guard.sheet.cancel.click()
        await ui.until(lambda: window.guard.sheet is None)
        assert window.isVisible()
        assert ui.quits == []

    ui.run(story)


def test_quit_anyway_quits_without_saving(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished()], sample_accounts())
        await asked(ui, window)
        assert window.guard.sheet is not None
        window.guard.sheet.quit.click()
        await ui.until(lambda: ui.quits == ["quit"])
        assert ui.engine.called("save") == []

    ui.run(story)


def test_save_first_saves_and_then_quits(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished(), *many_tasks(2)], sample_accounts())
        ui.engine.gate = asyncio.Event()
        await asked(ui, window)
        sheet = window.guard.sheet
        assert sheet is not None
        sheet.save.click()
        await ui.until(lambda: sheet.save.label == "Saving…")
        assert ui.quits == []
        ui.engine.gate.set()
        await ui.until(lambda: ui.quits == ["quit"])
        assert ui.engine.called("save") == [(finished().id,)]

    ui.run(story)


def test_save_first_that_fails_stays_and_says_so(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished()], sample_accounts())
        ui.engine.gate = asyncio.Event()
        await asked(ui, window)
        sheet = window.guard.sheet
        assert sheet is not None
        sheet.save.click()
        await ui.until(lambda: sheet.save.label == "Saving…")
        full = problem(ProblemKind.DISK_FULL, folder="Renders")
        files = tuple(replace(file, state=FileState.QUEUED) for file in finished().files)
        ui.engine.put(replace(finished(), files=files, problem=full))
        ui.engine.save_fails = True
        ui.engine.gate.set()
        await ui.until(lambda: "could not be saved" in sheet.trouble.text())
        assert ui.quits == []
        sheet.quit.click()
        await ui.until(lambda: ui.quits == ["quit"])

    ui.run(story)


def test_a_paused_result_counts_as_unsaved(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([replace(finished(), paused=True)], sample_accounts())
        await asked(ui, window)
        assert window.guard.sheet is not None
        window.guard.sheet.save.click()
        await ui.until(lambda: ui.quits == ["quit"])
        assert ui.engine.called("resume") == [(finished().id,)]

    ui.run(story)


def test_closing_twice_asks_once(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([finished()], sample_accounts())
        window.window().close()
        window.window().close()
        await ui.until(lambda: window.guard.sheet is not None)
        sheet = window.guard.sheet
        window.window().close()
        assert window.guard.sheet is sheet
        assert sheet is not None
        sheet.reject()

    ui.run(story)


def test_the_loss_is_named_in_words() -> None:
    three = [replace(finished(), id=number) for number in (1, 2, 3)]
    assert loss_words(three, NOW) == "3 results are not saved; one is gone in 4 min."
    endless = replace(finished(), files=tuple(replace(file, expires_at=None) for file in finished().files))
    assert loss_words([endless], NOW) == "1 result is not saved."
