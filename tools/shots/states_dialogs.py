"""The dialogs, the menus and the notices."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop.domain.announcing import NewsKind, announcement, news_of
from desktop.domain.language import tr
from desktop.domain.status import Badge, MediaKind
from desktop.widgets.close_guard import CloseSheet, StaySheet, loss_words
from desktop.widgets.notice_centre import Entry
from desktop.widgets.toast import Offer
from tools.shots.scene import Pose, Scene

PASTED = """https://api.crun.ai/api/v1/client/job/TaskInfo?taskId=9f2c77aa4c1d9a1b3f0c55f27941aa01
{"code": 0, "data": {"task_id": "1ec04ced-4b87-44f6-a296-beee80777941"}}
2026-11-21 22:14:07 submitted task_id=1712345678901234
my-render-001"""


@asynccontextmanager
async def dialog(scene: Scene, name: str, ask: Callable[[Scene], object]) -> AsyncIterator[None]:
    """Open a dialog that needs no task."""
    ask(scene)
    await scene.opened(name)
    yield


@asynccontextmanager
async def of_tasks(scene: Scene, name: str, ask: Callable[[Scene, list], object]) -> AsyncIterator[None]:  # type: ignore[type-arg]
    """Open a dialog about some saved tasks."""
    tasks = [task for task in await scene.tasks() if task.files and all(file.path for file in task.files)][:4]
    await scene.select(*tasks)
    ask(scene, tasks)
    await scene.opened(name)
    yield


@asynccontextmanager
async def palette(scene: Scene, typed: str = "") -> AsyncIterator[None]:
    """Open the palette, with something typed."""
    await scene.select(await scene.find(Badge.SAVED))
    scene.workspace.commands.open_palette()
    sheet = await scene.opened("palette")
    sheet.field.setText(typed)  # type: ignore[attr-defined]
    yield


@asynccontextmanager
async def menu(scene: Scene) -> AsyncIterator[None]:
    """Open the window's menu."""
    button, shown = scene.workspace.bar.menu_button, scene.workspace.bar.menu
    shown.popup(button.mapToGlobal(QPoint(button.width() - shown.sizeHint().width(), button.height() + 4)))
    yield
    scene.workspace.bar.menu.close()


@asynccontextmanager
async def context_menu(scene: Scene) -> AsyncIterator[None]:
    """Open the menu of a picture."""
    await scene.select(await scene.find(Badge.SAVED, MediaKind.IMAGE))
    view = scene.workspace.list
    scene.workspace.on_menu(view.viewport().mapToGlobal(QPoint(200, 120)))
    yield


@asynccontextmanager
async def quit_question(scene: Scene) -> AsyncIterator[QWidget | None]:
    """Ask before quitting."""
    tasks = [await scene.find(Badge.FINISHED_NOT_SAVED), await scene.find(Badge.SAVING)]
    CloseSheet(scene.theme, scene.workspace, loss_words(tasks, scene.now())).open()
    yield None


@asynccontextmanager
async def stay_question(scene: Scene) -> AsyncIterator[QWidget | None]:
    """Ask what closing means."""
    StaySheet(scene.theme, scene.workspace).open()
    yield None


@asynccontextmanager
async def notices(scene: Scene) -> AsyncIterator[None]:
    """Open the notices, with one of each kind."""
    centre, now = scene.outside.centre, scene.now()
    told = (
        (NewsKind.SAVED, [task for task in await scene.tasks() if task.files][5:13]),
        (NewsKind.FAILED, [await scene.find(Badge.FAILED)]),
        (NewsKind.NEEDS_YOU, [await scene.find(Badge.NEEDS_YOU)]),
        (NewsKind.AT_RISK, [await scene.find(Badge.FINISHED_NOT_SAVED)]),
    )
    entries = [
        Entry(key=key, at=now, told=announcement(news, now), plain=announcement(news, now, named=False), read=key < 2)
        for key, (kind, tasks) in enumerate(told, start=1)
        for news in [[news_of(task, kind, now) for task in tasks]]
    ]
    centre._entries[:] = reversed(entries)  # noqa: SLF001  # nothing happens here in earnest
    centre.changed.emit()
    scene.outside.open_notices()
    yield
    assert scene.outside.popover is not None
    scene.outside.popover.close()
    centre.clear()


@asynccontextmanager
async def toast(scene: Scene) -> AsyncIterator[None]:
    """Show a sentence with an offer."""
    task = await scene.find(Badge.SAVED)
    scene.workspace.toast.say(tr("“{name}” is written.", name="Outtray.csv"), None, Offer(tr("Show in folder"), lambda: None))
    await scene.select(task)
    yield


DIALOGS: dict[str, Pose] = {
    "add-tasks": partial(dialog, name="add", ask=lambda scene: scene.workspace.dialogs.add_tasks(PASTED)),
    "add-nothing": partial(dialog, name="add", ask=lambda scene: scene.workspace.dialogs.add_tasks()),
    "accounts": partial(dialog, name="accounts", ask=lambda scene: scene.workspace.dialogs.accounts()),
    "account-new": partial(dialog, name="form", ask=lambda scene: scene.workspace.dialogs.connect_provider()),
    "shortcuts": partial(dialog, name="shortcuts", ask=lambda scene: scene.workspace.commands.open_shortcuts()),
    "about": partial(dialog, name="about", ask=lambda scene: scene.workspace.dialogs.about()),
    "costs": partial(dialog, name="costs", ask=lambda scene: scene.workspace.task_dialogs.costs()),
    "contact-sheet": partial(of_tasks, name="contact", ask=lambda scene, tasks: scene.workspace.task_dialogs.contact_sheet(tasks)),
    "tags": partial(of_tasks, name="tags", ask=lambda scene, tasks: scene.workspace.task_dialogs.tags(tasks)),
    "project-new": partial(of_tasks, name="project", ask=lambda scene, tasks: scene.workspace.task_dialogs.new_project(tasks)),
    "trash": partial(of_tasks, name="trash", ask=lambda scene, tasks: scene.workspace.task_dialogs.trash(tasks)),
    "raw-reply": partial(of_tasks, name="raw", ask=lambda scene, tasks: scene.workspace.dialogs.raw_reply(tasks[0])),
    "palette": palette,
    "palette-typed": partial(palette, typed="co"),
    "menu": menu,
    "context-menu": context_menu,
    "quit-question": quit_question,
    "stay-question": stay_question,
    "notices": notices,
    "toast": toast,
}
