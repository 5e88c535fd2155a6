"""What comes to the window from outside: links, and files that were opened with the program."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import EngineApi
from desktop.qt.activation import lend_token
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.workspace import Workspace

if TYPE_CHECKING:
    from desktop.domain.link import Asked
    from desktop.widgets.opening import Opening


MOST_OPENED = 200
"""How many links and files are opened at a time."""

_ON_SCREEN_SECONDS = 0.1
"""How long a window that was hidden takes to be known to the window manager again."""


class Arrivals(QObject):
    """Takes links and files for `workspace`; `come_forward` brings its window before the others. The list must be ready."""

    def __init__(
        self, workspace: Workspace, engine: EngineApi, theme: Theme, spawner: Spawner, come_forward: Callable[[], None]
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._engine = engine
        self._theme = theme
        self._spawner = spawner
        self._come_forward = come_forward
        self._opening: Opening | None = None
        self._stopped = False

    def stop(self) -> None:
        """Open nothing more: the window is about to go."""
        self._stopped = True
        if self._opening is not None:
            self._opening.stop()

    def come_forward(self, token: str = "") -> bool:
        """Bring the window forward, with the token that its desktop gave for that; return False once stopped."""
        if self._stopped:
            return False
        lend_token(token, self)
        self._come_forward()
        if token and QGuiApplication.platformName() == "xcb":
            self._spawner.spawn(self._come_forward_on_x11(token), name="come forward")
        return True

    async def _come_forward_on_x11(self, startup_id: str) -> None:
        from desktop.qt.x11_activation import come_forward

        await asyncio.sleep(_ON_SCREEN_SECONDS)
        window = int(self._workspace.window().winId())
        await in_daemon_thread("come forward", lambda: come_forward(window, startup_id))

    def take(self, *what: str) -> None:
        """Open what the system hands to this program."""
        self.come_forward()
        self._spawner.spawn(self.open(what), name="open")

    async def open(self, what: Sequence[str]) -> str | None:
        """Open links and files; return what was refused, in sentences. The window shows those as well. None once stopped."""
        asked = await in_daemon_thread("links", lambda: _read(what))
        refused = "" if self._stopped else await self._ours().open(asked)
        return None if self._stopped else refused

    def _ours(self) -> "Opening":
        if self._opening is None:
            from desktop.widgets.opening import Opening

            self._opening = Opening(self._workspace, self._engine, self._theme)
        return self._opening


def _read(what: Sequence[str]) -> list["Asked"]:
    """Read what is to be opened, in a thread: what finds ids is imported with the first."""
    from desktop.domain.link import Refused, asked_of

    asked = [asked_of(one) for one in what[:MOST_OPENED]]
    if len(what) > MOST_OPENED:
        asked.append(Refused(tr("Not all was opened: Outtray opens {most} links and files at a time.", most=MOST_OPENED)))
    return asked
