"""How the tasks are shown, as it is chosen in the window: at once on the screen, then in the settings."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from desktop.domain.settings import Layout, Settings
from desktop.engine.ports import EngineApi
from desktop.widgets.layout_switch import LayoutSwitch
from desktop.widgets.task_views import TaskViews

type Start = Callable[[Coroutine[Any, Any, None], str], None]
"""Starts an act of the engine, named for its troubles."""


class ViewSettings(QObject):
    """Lets `switch` and `views` follow what is chosen, and keeps it. `start` runs what the engine has to do."""

    def __init__(self, engine: EngineApi, switch: LayoutSwitch, views: TaskViews, start: Start, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._switch = switch
        self._views = views
        self._start = start
        self._chosen: dict[str, Any] = {}
        switch.layout_chosen.connect(self.set_layout)
        switch.compact_toggled.connect(self.set_compact)
        switch.picture_moved.connect(self._preview_picture)
        switch.picture_chosen.connect(self._set_picture)

    def set_layout(self, layout: Layout) -> None:
        """Show the tasks as list, grid or columns from now on."""
        self._choose(layout=layout)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Show low rows or high ones from now on."""
        self._choose(compact=compact)

    def _preview_picture(self, px: int) -> None:
        self._views.apply_settings(self._settings(thumbnail_px=px))

    def _set_picture(self, px: int) -> None:
        self._choose(thumbnail_px=px)

    def _choose(self, **change: Any) -> None:
        self._chosen |= change
        settings = self._settings()
        self._views.apply_settings(settings)
        self._switch.show_settings(settings)
        self._start(self._keep(), "how tasks are shown")

    def _settings(self, **change: Any) -> Settings:
        """Return the settings with what was chosen since the engine wrote them."""
        return replace(self._engine.settings(), **self._chosen | change)

    async def _keep(self) -> None:
        chosen = dict(self._chosen)
        await self._engine.change_settings(self._settings())
        self._chosen = {name: value for name, value in self._chosen.items() if chosen.get(name) != value}
