"""Client-safe mode over the whole window: no prompt, cost or account name is painted, said, offered or listed."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.events import AccountState
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.query import Group
from desktop.domain.settings import Layout, Settings
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import Cost, Task
from desktop.storage.glance import Glance
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.glance import glanced
from desktop.widgets.glance_rows import GlancedRows
from desktop.widgets.hand_over import why_not
from desktop.widgets.menus import Menu
from desktop.widgets.workspace import Workspace
from tests.fakes.seen import texts_of, texts_of_menu
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import Ui

SECRET = "secret-"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus without a screen


def accounts() -> tuple[AccountState, ...]:
    """Two accounts of one provider, so that one is to be told from the other."""
    return tuple(
        AccountState(
            Account(
                id=f"crun/secret-{name}",
                provider="crun",
                name=f"secret-{name}",
                base_url="https://api.crun.ai",
                header=HeaderStyle.BEARER,
                colour=colour,
            ),
            key_source="keyring",
        )
        for name, colour in (("studio", "blue"), ("client", "orange"))
    )


def secrets() -> list[Task]:
    """A saved picture, a song that waits, two failures and an answer, all of them full of secrets."""
    file = replace(
        many_tasks(1)[0].files[0],
        name="secret-fox-1.png",
        path="/renders/secret-fox-1.png",
        state=FileState.SAVED,
        notes=("Saved as secret-fox-1.png",),
    )
    cut = problem(ProblemKind.FILE_MISSING, path="/renders/secret-fox-1.png")
    lost = replace(file, part="2", state=FileState.MISSING, problem=cut)
    unknown = problem(ProblemKind.NOT_FOUND, provider="crun", account="secret-studio")
    refused = problem(ProblemKind.GENERATION_FAILED, provider="crun", reason="secret-fox is no word")
    first, second, third, fourth, fifth = (
        replace(
            task,
            account_id="crun/secret-studio",
            prompt=f"secret-fox {task.id}, dusk",
            title="" if task.id % 2 else f"secret-fox {task.id}",
            tags=("secret-tag",),
            cost=Cost(charged=7.0, unit="secret-credits"),
            notes=("Copied to /nas/secret-fox-1.png",),
            files=(),
        )
        for task in many_tasks(5)
    )
    return [
        replace(first, files=(file, lost)),
        replace(second, remote=Remote.GENERATING, final=False),
        replace(third, remote=Remote.NOT_FOUND, problem=unknown),
        replace(fourth, remote=Remote.FAILED, problem=refused),
        replace(fifth, text_result="secret-answer", kind=MediaKind.TEXT),
    ]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that our own painting puts on the screen."""
    texts: list[str] = []
    draw = QPainter.drawText

    def noting(painter: QPainter, *what: object) -> object:
        texts.extend(each for each in what if isinstance(each, str))
        return draw(painter, *what)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(QPainter, "drawText", noting)
    return texts


def told(root: QWidget) -> list[str]:
    """Return the secrets in what `root` shows and says."""
    return [f"{where}: {text}" for where, text in texts_of(root) if SECRET in text]


def told_by_menus() -> list[str]:
    menus = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Menu) and widget.isVisible()]
    found = [text for menu in menus for _, text in texts_of_menu(menu) if SECRET in text]
    for menu in menus:
        menu.close()
    return found


def safely(window: Workspace, painted: list[str]) -> None:
    """Check all that can be seen and heard at the moment."""
    painted.clear()
    window.window().grab()
    assert [text for text in painted if SECRET in text] == []
    assert told(window.window()) == []
    for sheet in QApplication.topLevelWidgets():
        if sheet.isVisible() and not isinstance(sheet, Menu):
            sheet.grab()
            assert told(sheet) == []
    assert [text for text in painted if SECRET in text] == []


async def in_layout(ui: Ui, window: Workspace, layout: Layout) -> None:
    settings = replace(ui.engine.settings(), layout=layout)
    await ui.engine.change_settings(settings)
    window.on_settings((settings, settings))
    await asyncio.sleep(0)


@pytest.mark.parametrize("layout", Layout)
def test_no_layout_and_no_details_tell_a_secret(ui: Ui, painted: list[str], layout: Layout) -> None:
    async def story() -> None:
        window = await ui.open(secrets(), accounts())
        window.window().resize(1700, 900)
        await in_layout(ui, window, layout)
        window.window().grab()
        assert any(SECRET in text for text in painted)
        window.commands.toggle_safe()
        await ui.until(lambda: ui.engine.settings().client_safe)
        for task in secrets():
            await ui.select(window, task.id)
            await ui.until(window.details.one.isVisible)
            safely(window, painted)
            if task.files:
                window.details.one.files.open_menu(window.details.one.files.line_at(0), QPoint(0, 0))
            assert told_by_menus() == []
            window.on_menu(QPoint(0, 0))
            assert told_by_menus() == []
        window.filters.show_query(replace(window.query, group=Group.PROMPT))
        await ui.until(lambda: bool(window.model.sections))
        await ui.select(window, 1, 2)
        safely(window, painted)
        window.commands.toggle_safe()
        await ui.until(lambda: not ui.engine.settings().client_safe)
        painted.clear()
        window.window().grab()
        assert any(SECRET in text for text in painted)

    ui.run(story)


def test_no_dialog_tells_a_secret(ui: Ui, painted: list[str]) -> None:
    async def story() -> None:
        window = await ui.open(secrets(), accounts())
        ui.engine.raw[1] = "secret-raw"
        window.commands.toggle_safe()
        await ui.until(lambda: ui.engine.settings().client_safe)
        await ui.select(window, 1)
        dialogs = window.dialogs
        for opens in (
            dialogs.accounts,
            lambda: dialogs.account_form(accounts()[0]),
            dialogs.settings,
            window.commands.open_palette,
            lambda: window.task_dialogs.tags(window.selection.tasks),
            lambda: window.task_dialogs.contact_sheet(window.selection.tasks),
            lambda: dialogs.raw_reply(window.selection.tasks[0]),
            lambda: dialogs.rename([1]),
            window.task_dialogs.costs,
            window.previews.toggle,
        ):
            opens()
            await asyncio.sleep(0.02)
            safely(window, painted)
            for widget in QApplication.topLevelWidgets():
                if widget.isVisible() and widget is not window.window():
                    widget.close()

    ui.run(story)


def test_the_ids_found_name_no_account(ui: Ui, painted: list[str]) -> None:
    async def story() -> None:
        window = await ui.open(secrets(), accounts())
        window.commands.toggle_safe()
        await ui.until(lambda: ui.engine.settings().client_safe)
        window.dialogs.add_tasks("one two")
        sheet = await ui.sheet(window, "add")
        assert isinstance(sheet, AddTasksSheet)
        await ui.until(lambda: sheet.table.rows_model.rowCount() == 2)
        sheet.table._ask(0)
        assert told_by_menus() == []
        row = sheet.table.rows_model.rows[0]
        known = replace(row, choice=row.choices[1], reason="crun.ai “secret-client” is your only account with ids like this")
        sheet.table.rows_model.replace_row(0, known)
        assert "Account 2" in sheet.table.rows_model.words(known)[1]
        safely(window, painted)
        sheet.reject()

    ui.run(story)


def test_menus_of_accounts_number_them(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(secrets(), accounts())
        window.commands.toggle_safe()
        await ui.until(lambda: ui.engine.settings().client_safe)
        window.dialogs.other_accounts.ask([window.model.task_at(0) or secrets()[0]], window)
        menu = window.dialogs.other_accounts.menu
        assert menu is not None
        assert menu.actions()[0].text() == "Account 2"
        menu.actions()[0].trigger()
        await ui.until(lambda: ui.engine.called("assign"))
        await ui.until(lambda: "“Account 2”" in window.toast.label.text())
        window.account_menu.ask(("crun/secret-studio", QPoint(0, 0)))
        assert window.account_menu.menu is not None
        assert window.account_menu.menu.actions()[0].text() == "Pause “Account 1”"
        assert told_by_menus() == []

    ui.run(story)


def test_why_a_task_can_t_be_dragged_does_not_name_its_prompt() -> None:
    for task in secrets():
        assert SECRET not in why_not([task], safe=True)


def test_the_first_frame_tells_no_secret(ui: Ui, painted: list[str]) -> None:
    settings = Settings(client_safe=True)
    ui.theme.follow(settings)
    host = QWidget()
    host.resize(1400, 700)
    seen = Glance(tuple(secrets()), tuple(state.account for state in accounts()), settings)
    rows = glanced(ui.theme, seen, host)
    rows.resize(1400, 700)
    host.grab()
    assert painted
    assert isinstance(rows, GlancedRows)
    assert rows._delegate.account_of(seen.tasks[0]) is None
    assert [text for text in painted if SECRET in text] == []
    ui.theme.follow(Settings())
    host.deleteLater()
