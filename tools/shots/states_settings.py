"""The settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from desktop.widgets.dialogs.settings.sheet import SECTIONS, SettingsSheet
from tools.shots.scene import Pose, Scene

_TEMPLATE = "{kind}/{title|prompt:40} {task:8}{part}"


@asynccontextmanager
async def section(scene: Scene, name: str, *, typed: str = "", template: str = "") -> AsyncIterator[None]:
    """Open the settings at a section."""
    scene.workspace.dialogs.settings(name)
    sheet = scene.workspace.dialogs.sheet("settings")
    assert isinstance(sheet, SettingsSheet)
    if typed:
        sheet.search.setText(typed)
    if template:
        sheet.names.template.setText(template)
    yield


@asynccontextmanager
async def rename(scene: Scene) -> AsyncIterator[None]:
    """Offer new names."""
    await scene.put(template=_TEMPLATE)
    scene.workspace.dialogs.rename([task.id for task in await scene.tasks()])
    await scene.opened("rename")
    yield


SETTINGS: dict[str, Pose] = {f"settings-{name}": partial(section, name=name) for name in SECTIONS} | {
    "settings-search": partial(section, name="look", typed="colo"),
    "settings-fault": partial(section, name="names", template="{titel}/{task:8}"),
    "rename": rename,
}
