"""Other looks of the window, small pieces of it, and the guide."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from desktop.domain.overall import Overall
from desktop.domain.settings import Contrast, Layout
from desktop.domain.status import Badge, MediaKind
from desktop.qt.tray_icons import paint_tray
from desktop.widgets.dialogs.settings.sheet import SECTIONS
from tools.shots.camera import Shown
from tools.shots.scene import Pose, Scene
from tools.shots.states_dialogs import DIALOGS
from tools.shots.states_installed import INSTALLED
from tools.shots.states_list import LISTS, layout
from tools.shots.states_settings import SETTINGS

_PANELS = ("#1B1F26", "#F2F4F7")
_ICON = 22


@asynccontextmanager
async def looked(scene: Scene, changes: dict[str, object], pose: Pose) -> AsyncIterator[Shown]:
    """Take a pose, with other settings of the look."""
    await scene.put(**changes)
    async with pose(scene) as shown:
        yield shown


@asynccontextmanager
async def narrow(scene: Scene) -> AsyncIterator[None]:
    """Make the window as small as it gets."""
    await scene.select(await scene.find(Badge.SAVED, MediaKind.MODEL))
    scene.window.resize(scene.window.minimumSize())
    yield


@asynccontextmanager
async def guide(scene: Scene) -> AsyncIterator[QWidget]:
    """Open the guide."""
    scene.workspace.dialogs.guide()
    shown = scene.workspace.dialogs.guide_window
    assert shown is not None
    shown.move(40, 40)
    await asyncio.sleep(0.3)
    yield shown
    shown.close()


@asynccontextmanager
async def tray_icons(scene: Scene) -> AsyncIterator[QImage]:
    """Paint each state of the icon on a dark panel and a light one; below it as it is once the trouble is known."""
    scale = scene.window.devicePixelRatioF()
    states = tuple(Overall)
    picture = QImage(QSize(44 * len(states), 44 * 4) * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    for row, (panel, fresh) in enumerate((panel, fresh) for panel in _PANELS for fresh in (True, False)):
        painter.fillRect(0, 44 * row, 44 * len(states), 44, QColor(panel))
        for column, state in enumerate(states):
            place = QRectF(44 * column + 11, 44 * row + 11, _ICON, _ICON)
            paint_tray(painter, state, place, dark=panel == _PANELS[0], fresh=fresh)
    painter.end()
    yield picture


_FIRST = next(iter(SECTIONS))

LOOKING: dict[str, Pose] = {
    "narrow": narrow,
    "client-safe": partial(looked, changes={"client_safe": True}, pose=LISTS["list-at-work"]),
    "high-contrast": partial(looked, changes={"contrast": Contrast.HIGH}, pose=LISTS["list-at-work"]),
    "high-contrast-settings": partial(looked, changes={"contrast": Contrast.HIGH}, pose=SETTINGS[f"settings-{_FIRST}"]),
    "text-200": partial(looked, changes={"text_percent": 200}, pose=LISTS["list-at-work"]),
    "text-200-grid": partial(looked, changes={"text_percent": 200}, pose=partial(layout, which=Layout.GRID)),
    "text-200-settings": partial(looked, changes={"text_percent": 200}, pose=SETTINGS["settings-look"]),
    "text-200-add-tasks": partial(looked, changes={"text_percent": 200}, pose=DIALOGS["add-tasks"]),
    **{
        f"text-200-{name}": partial(looked, changes={"text_percent": 200}, pose=INSTALLED[name])
        for name in ("updates-newer", "diagnostics-trouble", "scripts", "licences", "not-opened")
    },
    "text-200-settings-inbox": partial(looked, changes={"text_percent": 200}, pose=SETTINGS["settings-inbox"]),
    "text-200-settings-starting": partial(looked, changes={"text_percent": 200}, pose=SETTINGS["settings-starting"]),
    "tray-icons": tray_icons,
    "guide": guide,
}

MIRRORED: dict[str, Pose] = {f"rtl-{name}": pose for name, pose in LISTS.items()} | {
    f"rtl-{name}": pose
    for name, pose in (*DIALOGS.items(), *SETTINGS.items())
    if name in ("add-tasks", "accounts", "costs", "settings-look", "settings-names", "palette", "notices")
}
