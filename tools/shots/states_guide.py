"""What the guide shows: a dialog or a part of the window by itself, and each badge."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import Badge, MediaKind
from desktop.qt.badge import badge_size, paint_badge
from tools.shots.scene import Pose, Scene
from tools.shots.states_dialogs import DIALOGS
from tools.shots.states_installed import INSTALLED
from tools.shots.states_list import list_at_work
from tools.shots.states_preview import large
from tools.shots.states_settings import SETTINGS


@asynccontextmanager
async def alone(scene: Scene, pose: Pose) -> AsyncIterator[QWidget | None]:
    """Show a dialog without the window below it."""
    async with pose(scene):
        await asyncio.sleep(0.3)
        yield QApplication.activeModalWidget()


@asynccontextmanager
async def needs_you(scene: Scene) -> AsyncIterator[QRect]:
    """Show the upper part of the details of a task whose key is refused."""
    task = await scene.find(Badge.NEEDS_YOU)
    await scene.select(task)
    refused = replace(task, problem=problem(ProblemKind.KEY_REJECTED, provider="Midjourney"), prompt="")
    details = scene.workspace.details
    details.show_tasks((refused,))
    await asyncio.sleep(0.2)
    box = details.one.problem
    bottom = box.mapTo(details, QPoint(0, box.height())).y() + 12
    yield QRect(details.mapToGlobal(QPoint(0, 0)), QSize(details.width(), bottom))


@asynccontextmanager
async def model(scene: Scene) -> AsyncIterator[QWidget | None]:
    """Show the quick view of a model by itself."""
    async with large(scene, badge=Badge.SAVED, kind=MediaKind.MODEL, seconds=2.5):
        yield scene.workspace.previews.view


@asynccontextmanager
async def badge(scene: Scene, which: Badge) -> AsyncIterator[QImage]:
    """Show a badge on nothing."""
    scale = scene.window.devicePixelRatioF()
    size = badge_size(which, scene.theme.fonts.badge)
    picture = QImage(round((size.width() + 2) * scale), round((size.height() + 2) * scale), QImage.Format.Format_ARGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_badge(painter, QPointF(1, 1 + size.height() / 2), which, scene.theme)
    painter.end()
    yield picture


BADGES: dict[str, Pose] = {f"badge-{which.value.replace('_', '-')}": partial(badge, which=which) for which in Badge}

GUIDE: dict[str, Pose] = {
    "guide-list": list_at_work,
    "guide-add": partial(alone, pose=DIALOGS["add-tasks"]),
    "guide-names": partial(alone, pose=SETTINGS["settings-names"]),
    "guide-needs-you": needs_you,
    "guide-quick-view": model,
    "guide-palette": partial(alone, pose=DIALOGS["palette"]),
    "guide-costs": partial(alone, pose=DIALOGS["costs"]),
    "guide-updates": partial(alone, pose=INSTALLED["updates-newer"]),
    "guide-diagnostics": partial(alone, pose=INSTALLED["diagnostics-trouble"]),
    **BADGES,
}
