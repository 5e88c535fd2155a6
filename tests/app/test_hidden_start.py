"""A start at login, as a real process on a screen of its own: out of sight where a tray draws its icon, else minimised."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.display import screen
from tests.fakes.outtray import ROOT, Outtray
from tests.fakes.session_bus import TrayWatcher, session_bus

DRIVER = Path(__file__).with_name("hidden_driver.py")


class Desktop:
    """A screen and a bus, and Outtray on them."""

    def __init__(self, outtray: Outtray, environ: dict[str, str], seconds: float) -> None:
        self._outtray = outtray
        self._environ = outtray.environ | environ | {"PYTHONPATH": str(ROOT), "HOME": str(outtray.home)}
        self._seconds = seconds

    async def start(self, *args: str) -> asyncio.subprocess.Process:
        """Start Outtray."""
        line = [str(DRIVER), str(self._seconds), "--profile", str(self._outtray.profile.root), *args]
        return await asyncio.create_subprocess_exec(sys.executable, *line, env=self._environ, cwd=ROOT)

    def states(self) -> list[str]:
        """Return how each window of Outtray's that was ever shown stands: "visible", "minimised"."""
        states = []
        for number in re.findall(r'(0x[0-9a-f]+) "Outtray"', self._told("xwininfo", "-root", "-tree")):
            shown, hints = (self._told(*tool, "-id", number) for tool in (("xwininfo",), ("xprop",)))
            if "IsViewable" in shown:
                states.append("minimised" if "Initial state is Iconic" in hints else "visible")
        return states

    def _told(self, *command: str) -> str:
        return subprocess.run(command, env=self._environ, capture_output=True, text=True, check=False).stdout

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something that happens in another process."""
        while not condition():  # noqa: ASYNC110  # as said
            await asyncio.sleep(0.05)

    def answers(self) -> bool:
        """Tell whether the window's process carries out verbs."""
        return self._outtray.profile.socket.exists()


@asynccontextmanager
async def desktop(outtray: Outtray, seconds: float) -> AsyncIterator[Desktop]:
    with session_bus(outtray.folder) as address, screen() as environ:
        before = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        try:
            async with asyncio.timeout(60):
                yield Desktop(
                    outtray,
                    {"DISPLAY": environ["DISPLAY"], "QT_QPA_PLATFORM": "xcb", "DBUS_SESSION_BUS_ADDRESS": address},
                    seconds,
                )
        finally:
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = before


async def end(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    assert await process.wait() == 0


@pytest.mark.parametrize("late", [False, True])
def test_where_a_tray_draws_the_icon_nothing_else_is_seen_until_a_second_start_asks_for_the_window(
    outtray: Outtray, late: bool
) -> None:
    async def story() -> None:
        watcher = TrayWatcher()
        async with desktop(outtray, 30) as d:
            if not late:
                await watcher.start()
            process = await d.start("--hidden")
            await d.until(d.answers)
            if late:
                await watcher.start()
            await d.until(lambda: watcher.items)
            await asyncio.sleep(1.0)  # nothing is to happen in that time
            assert d.states() == []
            again = await d.start("--hidden")  # a second login is no reason to come forward
            assert await again.wait() == 0
            assert d.states() == []
            second = await d.start()
            assert await second.wait() == 0
            await d.until(lambda: d.states() == ["visible"])
            await end(process)
            await watcher.stop()

    asyncio.run(story())


@pytest.mark.parametrize("watched", [False, True])
def test_where_no_icon_is_drawn_the_window_is_minimised(outtray: Outtray, watched: bool) -> None:
    async def story() -> None:
        watcher = TrayWatcher(host=False)
        async with desktop(outtray, 1.0) as d:
            if watched:
                await watcher.start()
            process = await d.start("--hidden")
            await d.until(d.states)
            assert d.states() == ["minimised"]
            await end(process)
            if watched:
                await watcher.stop()

    asyncio.run(story())
