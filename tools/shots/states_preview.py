"""The quick view."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.status import Badge, MediaKind
from desktop.widgets.previews.sign_stage import SignStage
from tools.shots.scene import Pose, Scene

_LOOKS = 100


@asynccontextmanager
async def large(
    scene: Scene, badge: Badge, kind: MediaKind | None, *, tasks: int = 1, seconds: float = 0.6
) -> AsyncIterator[QWidget | None]:
    """Show the first tasks with a badge, of a kind, large."""
    found = [task for task in await scene.tasks() if kind in (None, task.kind)]
    first = await scene.find(badge, kind)
    at = found.index(first)
    await scene.select(*found[at : at + tasks])
    scene.workspace.previews.toggle()
    view = scene.workspace.previews.view
    assert view is not None
    for _ in range(_LOOKS):
        if badge is not Badge.SAVED or not isinstance(view.stage, SignStage | None):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(seconds)
    yield None


PREVIEWS: dict[str, Pose] = {
    "quick-view-image": partial(large, badge=Badge.SAVED, kind=MediaKind.IMAGE),
    "quick-view-two": partial(large, badge=Badge.SAVED, kind=MediaKind.IMAGE, tasks=2),
    "quick-view-video": partial(large, badge=Badge.SAVED, kind=MediaKind.VIDEO, seconds=1.5),
    "quick-view-audio": partial(large, badge=Badge.SAVED, kind=MediaKind.AUDIO, seconds=1.5),
    "quick-view-model": partial(large, badge=Badge.SAVED, kind=MediaKind.MODEL, seconds=2.5),
    "quick-view-text": partial(large, badge=Badge.SAVED, kind=MediaKind.TEXT),
    "quick-view-unsaved": partial(large, badge=Badge.FINISHED_NOT_SAVED, kind=None),
}
