"""The details of tasks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from desktop.domain.language import tr
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.engine.names import SHORTENED
from tools.shots.scene import Pose, Scene


@asynccontextmanager
async def details(scene: Scene, badge: Badge, kind: MediaKind | None = None) -> AsyncIterator[None]:
    """Show the details of the first task with a badge, of a kind."""
    await scene.select(await scene.find(badge, kind))
    yield


@asynccontextmanager
async def several(scene: Scene) -> AsyncIterator[None]:
    """Show what several tasks come to."""
    await scene.select(*(await scene.tasks())[4:9])
    yield


@asynccontextmanager
async def nothing(scene: Scene) -> AsyncIterator[None]:
    """Select nothing."""
    scene.workspace.list.clearSelection()
    yield


@asynccontextmanager
async def notes(scene: Scene) -> AsyncIterator[None]:
    """Show files of which some are not wanted and some held, with remarks."""
    task = await scene.find(Badge.SAVED, MediaKind.MODEL, files=5)
    await scene.select(task)
    first, second, third, *rest = task.files
    told = (
        replace(first, width=1024, height=1024, notes=(tr(SHORTENED),)),
        replace(second, state=FileState.WANTED, path=None, chosen=False),
        replace(third, state=FileState.QUEUED, path=None, held=True, received=4_000_000, size=9_000_000),
    )
    scene.workspace.details.show_tasks((replace(task, files=(*told, *rest)),))
    yield


@asynccontextmanager
async def ending(scene: Scene) -> AsyncIterator[None]:
    """Show a paused task whose result is about to be gone."""
    task = await scene.find(Badge.SAVED, MediaKind.MODEL, files=5)
    await scene.select(task)
    ends = scene.now() + timedelta(seconds=100)
    files = tuple(replace(file, state=FileState.QUEUED, path=None, expires_at=ends) for file in task.files)
    scene.workspace.details.show_tasks((replace(task, files=files, paused=True),))
    yield


DETAILS: dict[str, Pose] = {
    f"details-{badge.value.replace('_', '-')}": partial(details, badge=badge) for badge in Badge if badge is not Badge.SAVED
} | {
    "details-saved": partial(details, badge=Badge.SAVED, kind=MediaKind.MODEL),
    "details-saved-song": partial(details, badge=Badge.SAVED, kind=MediaKind.AUDIO),
    "details-several": several,
    "details-nothing": nothing,
    "details-notes": notes,
    "details-ending": ending,
}
