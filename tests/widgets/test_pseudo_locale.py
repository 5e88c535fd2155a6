"""Nothing is said that is not in the catalogue: in the pseudo-locale all that is no data stands in brackets."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.badge import badge_of
from desktop.domain.events import AccountState, Budget
from desktop.domain.history import HistoryEntry
from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.problems import words
from desktop.domain.query import View
from desktop.domain.settings import Layout
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task
from desktop.qt.translation import Translation
from desktop.widgets.dialogs.settings.sections import SECTIONS
from desktop.widgets.menus import Menu
from desktop.widgets.sidebar import Place
from desktop.widgets.workspace import Workspace
from tests.fakes.engine import NOW
from tests.fakes.records import a_file, a_task
from tests.fakes.seen import texts_of, texts_of_menu, unspoken
from tests.widgets.conftest import Ui
from tools.catalogue import CATALOGUES


def saved(part: str = "model") -> ResultFile:
    """Return a saved file whose name is recognisable."""
    kind = MediaKind.MODEL if part == "model" else MediaKind.IMAGE
    return a_file(part, state=FileState.SAVED, path="/renders/data:fox.glb", size=4_200_000, kind=kind)


STATES: dict[Badge, dict[str, object]] = {
    Badge.WAITING: {"remote": Remote.WAITING, "queue_position": 4, "checked_at": NOW},
    Badge.GENERATING: {"remote": Remote.GENERATING, "progress": 40, "seconds_left": 90.0},
    Badge.FINISHED_NOT_SAVED: {"remote": Remote.DONE, "files": (a_file(expires_at=NOW),)},
    Badge.SAVING: {"remote": Remote.DONE, "files": (a_file(state=FileState.SAVING, size=100, received=20),)},
    Badge.SAVED: {"remote": Remote.DONE, "files": (saved(), saved("picture"))},
    Badge.PARTLY_SAVED: {"remote": Remote.DONE, "files": (saved(), a_file("picture"))},
    Badge.NEEDS_YOU: {"problem": Problem(ProblemKind.KEY_REJECTED, (("account", "data:studio"), ("provider", "Tripo")))},
    Badge.FAILED: {"remote": Remote.FAILED, "problem": Problem(ProblemKind.GENERATION_FAILED, (("reason", "data:reason"),))},
    Badge.BLOCKED: {"remote": Remote.BLOCKED, "problem": Problem(ProblemKind.REFUSED_BY_RULES)},
    Badge.GONE: {"remote": Remote.DONE, "files": (a_file(state=FileState.GONE, problem=Problem(ProblemKind.DELETED_THERE)),)},
    Badge.CANCELLED: {"remote": Remote.CANCELLED},
    Badge.PAUSED: {"remote": Remote.WAITING, "paused": True},
    Badge.FILE_MOVED: {"remote": Remote.DONE, "files": (a_file(state=FileState.MISSING, path="/renders/data:fox.glb"),)},
}


def tasks() -> list[Task]:
    """Return a task of each badge, whose own words are recognisable."""
    made = []
    for number, state in enumerate(STATES.values(), 1):
        told: dict[str, object] = {
            "id": number,
            "title": f"data:title-{number}",
            "prompt": f"data:prompt-{number}",
            "model": "data:model",
            "action": "data:action",
            "project": "data:project",
            "tags": ("data:tag",),
            "account_id": "data:account",
            "cost": Cost(charged=3),
        }
        task = a_task(task_id=f"data:{number}")
        made.append(replace(task, **{**told, **state}))  # type: ignore[arg-type]
    return made


ACCOUNT = Account(
    id="data:account", provider="tripo", name="data:studio", base_url="https://api.tripo3d.ai", header=HeaderStyle.BEARER
)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    """Everything is said in the pseudo-locale."""
    translation = Translation(qapp, CATALOGUES, pseudo="1")
    translation.use("en")
    yield
    translation.close()


def bare(root: QWidget) -> str:
    """Return what is shown in `root` outside the catalogue."""
    return "\n".join(f"{where}: {text!r}" for where, text in texts_of(root) if unspoken(text))


def bare_menu(menu: QMenu) -> str:
    """Return what a menu says outside the catalogue."""
    return "\n".join(f"{where}: {text!r}" for where, text in texts_of_menu(menu) if unspoken(text))


async def opened(ui: Ui) -> Workspace:
    """Open a window with a task of each badge."""
    return await ui.open(tasks(), [AccountState(ACCOUNT, "keyring", "abcd")])


def test_there_is_a_task_of_each_badge() -> None:
    assert [badge_of(task) for task in tasks()] == list(STATES)
    assert set(STATES) == set(Badge)


def test_the_scan_tells_data_from_texts() -> None:
    assert unspoken("⟦Šåṽéð⟧ data:fox · 4.2 MB, Tripo") == ""
    assert unspoken("⟦ å ⟦b⟧ ç ⟧ Saved") == "Saved"


def test_the_window_says_nothing_outside_the_catalogue(ui: Ui, pseudo: None) -> None:
    async def story() -> None:
        window = await opened(ui)
        ui.engine.set_budget(Budget(watched=3, allowed=4, per_second=0.3, saving=2, bytes_per_second=2e6, next_check_at=NOW))
        await ui.until(window.status.isVisible)
        assert bare(window.window()) == ""

    ui.run(story)


@pytest.mark.parametrize("number", range(1, len(STATES) + 1), ids=[badge.value for badge in STATES])
def test_the_details_and_menu_of_a_task_say_nothing_outside_the_catalogue(ui: Ui, pseudo: None, number: int) -> None:
    async def story() -> None:
        window = await opened(ui)
        steps = (Remote.WAITING, Remote.GENERATING, Remote.DONE)
        ui.engine.histories[number] = [HistoryEntry(NOW, remote, "data:raw", "") for remote in steps]
        await ui.select(window, number)
        assert bare(window.details) == ""
        menu = Menu(ui.theme, window)
        window.actions_on_tasks.fill(menu)
        assert bare_menu(menu) == ""

    ui.run(story)


def test_several_tasks_say_nothing_outside_the_catalogue(ui: Ui, pseudo: None) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.list.select_ids((1, 3, 5, 8))
        await ui.until(lambda: len(window.selection.tasks) == 4)
        assert bare(window.details) == ""
        menu = Menu(ui.theme, window)
        window.actions_on_tasks.fill(menu)
        assert bare_menu(menu) == ""

    ui.run(story)


def test_the_menus_of_the_bar_say_nothing_outside_the_catalogue(ui: Ui, pseudo: None) -> None:
    async def story() -> None:
        window = await opened(ui)
        assert "".join(bare_menu(menu) for menu in window.findChildren(QMenu)) == ""

    ui.run(story)


DIALOGS: dict[str, Callable[[Workspace], object]] = {
    "add": lambda w: w.dialogs.add_tasks("data:id-1 data:id-2 sk-abcdefghijklmnopqrst"),
    "accounts": lambda w: w.dialogs.accounts(),
    "form": lambda w: w.dialogs.account_form(),
    "rename": lambda w: w.dialogs.rename([5]),
    "raw": lambda w: w.dialogs.raw_reply(tasks()[4]),
    "about": lambda w: w.dialogs.about(),
    "palette": lambda w: w.commands.open_palette(),
    "shortcuts": lambda w: w.commands.open_shortcuts(),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_says_nothing_outside_the_catalogue(ui: Ui, pseudo: None, name: str) -> None:
    async def story() -> None:
        window = await opened(ui)
        DIALOGS[name](window)
        sheet = await ui.sheet(window, name)
        assert bare(sheet) == ""
        assert "".join(bare_menu(menu) for menu in sheet.findChildren(QMenu)) == ""

    ui.run(story)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_settings_say_nothing_outside_the_catalogue(ui: Ui, pseudo: None, section: str) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.dialogs.settings(section)
        sheet = await ui.sheet(window, "settings")
        assert bare(sheet) == ""
        assert "".join(bare_menu(menu) for menu in sheet.findChildren(QMenu)) == ""

    ui.run(story)


TASK_DIALOGS: dict[str, Callable[[Workspace], object]] = {
    "trash": lambda w: w.task_dialogs.trash(tasks()[4:5]),
    "tags": lambda w: w.task_dialogs.tags(tasks()[:2]),
    "contact": lambda w: w.task_dialogs.contact_sheet(tasks()[4:5]),
    "costs": lambda w: w.task_dialogs.costs(),
}


@pytest.mark.parametrize("name", TASK_DIALOGS)
def test_a_dialog_of_tasks_says_nothing_outside_the_catalogue(ui: Ui, pseudo: None, name: str) -> None:
    async def story() -> None:
        window = await opened(ui)
        TASK_DIALOGS[name](window)
        await ui.until(lambda: window.task_dialogs.sheet(name) is not None)
        sheet = window.task_dialogs.sheet(name)
        assert sheet is not None
        assert bare(sheet) == ""

    ui.run(story)


@pytest.mark.parametrize("layout", list(Layout))
def test_a_layout_says_nothing_outside_the_catalogue(ui: Ui, pseudo: None, layout: Layout) -> None:
    async def story() -> None:
        window = await opened(ui)
        window.view_settings.set_layout(layout)
        await ui.until(lambda: ui.engine.settings().layout is layout)
        assert bare(window.tasks) == ""

    ui.run(story)


def test_messages_and_notices_say_nothing_outside_the_catalogue(ui: Ui, pseudo: None) -> None:
    async def story() -> None:
        window = await opened(ui)
        ui.engine.notice("folder:/data", words(Problem(ProblemKind.DISK_FULL)).title, Problem(ProblemKind.DISK_FULL))
        window.acts.remove([5], have_files=True)
        await ui.until(window.toast.isVisible)
        await ui.until(window.banners.isVisible)
        assert bare(window.window()) == ""

    ui.run(story)


@pytest.mark.parametrize("view", list(View))
def test_an_empty_place_says_nothing_outside_the_catalogue(ui: Ui, pseudo: None, view: View) -> None:
    async def story() -> None:
        window = await ui.open()
        window.side.place_chosen.emit(Place(view))
        await ui.until(lambda: window.model.query.view is view)
        assert bare(window) == ""

    ui.run(story)
