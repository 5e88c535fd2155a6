"""The list in its layouts, what stands in its place, and the notices over it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.away import Away, away_words
from desktop.domain.events import Budget, Notice
from desktop.domain.language import sentences, tr
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.query import Group, ListQuery, Order, View
from desktop.domain.settings import Layout
from desktop.domain.status import Badge, MediaKind
from desktop.domain.wording import date_words
from desktop.engine.save_acts import PAUSED_TEXT
from desktop.widgets.dialogs.rescue import RescueSheet
from tools.shots.scene import SIZE, Pose, Scene

_SAVED_BY_DAY = ListQuery(view=View.SAVED, group=Group.DAY)
_TALL = 1240
"""A window in which every badge is seen."""


@asynccontextmanager
async def first_run(_: Scene) -> AsyncIterator[None]:
    """Leave the empty list as it is."""
    yield


@asynccontextmanager
async def list_at_work(scene: Scene) -> AsyncIterator[None]:
    """Show the list with a task that is being saved."""
    await scene.select(await scene.find(Badge.SAVING))
    soon = scene.now() + timedelta(seconds=7)
    scene.workspace.status.show_budget(
        Budget(watched=3, next_check_at=soon, per_second=0.4, allowed=16, saving=1, bytes_per_second=6_200_000)
    )
    yield


@asynccontextmanager
async def list_at_rest(scene: Scene) -> AsyncIterator[None]:
    """Show what is saved, and a model's details."""
    await scene.ask(ListQuery(view=View.SAVED))
    await scene.select(await scene.find(Badge.SAVED, MediaKind.MODEL, files=5))
    yield


@asynccontextmanager
async def every_badge(scene: Scene) -> AsyncIterator[None]:
    """Show each badge, in compact rows."""
    scene.window.resize(SIZE[0], _TALL)
    await scene.put(compact=True)
    await scene.ask(ListQuery(order=Order.STATUS))
    await scene.select(await scene.find(Badge.FILE_MOVED))
    yield


@asynccontextmanager
async def layout(scene: Scene, which: Layout, *, query: ListQuery | None = None, compact: bool = False) -> AsyncIterator[None]:
    """Show the tasks of a query in a layout."""
    await scene.put(layout=which, compact=compact)
    await scene.ask(query or ListQuery())
    await scene.select(await scene.find(Badge.SAVED, MediaKind.IMAGE, files=3))
    scene.workspace.list.scrollToTop()
    if which is not Layout.COLUMNS:
        await scene.pictures()
    yield


@asynccontextmanager
async def searched(scene: Scene, text: str) -> AsyncIterator[None]:
    """Search."""
    await scene.ask(ListQuery(text=text))
    yield


@asynccontextmanager
async def empty(scene: Scene, view: View) -> AsyncIterator[None]:
    """Show why a view is empty."""
    scene.workspace.empty.show_query(ListQuery(view=view))
    scene.workspace.centre.setCurrentWidget(scene.workspace.empty)
    yield
    scene.workspace.centre.settle()


@asynccontextmanager
async def notice(scene: Scene, *notices: Notice) -> AsyncIterator[None]:
    """Show notices over the list."""
    for each in notices:
        scene.workspace.notices.show_notice(each)
    yield
    for each in notices:
        scene.workspace.notices.show_notice(Notice(each.topic, None))


@asynccontextmanager
async def offline(scene: Scene) -> AsyncIterator[None]:
    """Be offline."""
    async with notice(scene, Notice("offline", "")):
        yield


@asynccontextmanager
async def disk_full(scene: Scene) -> AsyncIterator[None]:
    """Have no space left."""
    why = problem(ProblemKind.DISK_FULL, folder="/Volumes/Renders", needs="210 MB", free="35 MB", reserve="500 MB")
    wording = words(why)
    async with notice(scene, Notice("folder:/Volumes/Renders", f"{wording.title} {wording.hint}", why)):
        yield


@asynccontextmanager
async def restored(scene: Scene) -> AsyncIterator[None]:
    """Have the list restored from a copy."""
    told = tr("The task list was damaged and has been restored from {day}.", day=date_words(scene.now() - timedelta(days=1)))
    async with notice(scene, Notice("database", sentences(told, tr("Tasks added after that are missing.")))):
        yield


@asynccontextmanager
async def paused(scene: Scene) -> AsyncIterator[None]:
    """Pause everything."""
    async with notice(scene, Notice("paused", tr(PAUSED_TEXT))):
        yield


async def _away(scene: Scene) -> Away:
    by_badge: dict[Badge, list[int]] = {}
    for badge in (Badge.SAVED, Badge.GONE, Badge.FINISHED_NOT_SAVED):
        by_badge[badge] = list(await scene.engine.ids(ListQuery(badge=badge)))
    saved, gone, still = by_badge[Badge.SAVED][:7], by_badge[Badge.GONE], by_badge[Badge.FINISHED_NOT_SAVED]
    return Away(
        since=scene.now() - timedelta(days=2, hours=3),
        until=scene.now(),
        finished=(*saved, *gone, *still),
        saved=tuple(saved),
        recovered=tuple(saved[-2:]),
        gone=tuple(gone),
        open=tuple(still),
    )


@asynccontextmanager
async def away(scene: Scene) -> AsyncIterator[None]:
    """Come back after two days."""
    async with notice(scene, Notice("away", away_words(await _away(scene)))):
        yield


@asynccontextmanager
async def rescue(scene: Scene) -> AsyncIterator[QWidget | None]:
    """Open the rescue report."""
    sheet = RescueSheet(scene.theme, scene.workspace, scene.engine, scene.spawner, await _away(scene))
    sheet.open()
    await asyncio.sleep(0.2)
    yield None


FIRST_RUN: dict[str, Pose] = {"first-run": first_run}

LISTS: dict[str, Pose] = {
    "list-at-work": list_at_work,
    "list-at-rest": list_at_rest,
    "every-badge": every_badge,
    "list-by-day": partial(layout, which=Layout.LIST, query=_SAVED_BY_DAY),
    "list-compact": partial(layout, which=Layout.LIST, compact=True),
    "grid-by-day": partial(layout, which=Layout.GRID, query=_SAVED_BY_DAY),
    "grid": partial(layout, which=Layout.GRID),
    "columns": partial(layout, which=Layout.COLUMNS),
    "search": partial(searched, text="lamp"),
    "search-none": partial(searched, text="fox zebra"),
}

EMPTY: dict[str, Pose] = {f"empty-{view.value.replace('_', '-')}": partial(empty, view=view) for view in View}

BANNERS: dict[str, Pose] = {
    "offline": offline,
    "disk-full": disk_full,
    "database-restored": restored,
    "paused": paused,
    "away": away,
    "rescue-report": rescue,
}
