"""The icon in the tray: what it shows, and that the window it hides can always be brought back."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.domain.events import Budget
from desktop.domain.overall import Overall, Standings, overall_line
from desktop.domain.settings import Scheme
from desktop.qt.theme import Theme
from desktop.qt.tray_icons import SIZES, paint_tray
from desktop.widgets.tray import Tray
from tests.fakes.display import screen
from tests.fakes.session_bus import NotificationService, TrayWatcher, session_bus

ROOT = Path(__file__).parents[2]
RISK = frozenset({1, 2})


# -- what it says ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standings", "overall", "line"),
    [
        (Standings(), Overall.IDLE, "Nothing to do"),
        (Standings(paused=True, budget=Budget(watched=3)), Overall.IDLE, "Paused"),
        (Standings(budget=Budget(watched=12)), Overall.WORKING, "Watching 12 tasks"),
        (Standings(budget=Budget(watched=12, saving=1)), Overall.WORKING, "Saving 1 file"),
        (Standings(budget=Budget(watched=12), failed=2), Overall.FAILED, "2 tasks failed"),
        (Standings(budget=Budget(watched=12), failed=2, needs_you=1), Overall.NEEDS_YOU, "1 task needs you"),
        (Standings(budget=Budget(at_risk=RISK), needs_you=1), Overall.NEEDS_YOU, "2 results are at risk"),
        (Standings(budget=Budget(offline=True, at_risk=RISK), failed=1), Overall.OFFLINE, "Offline. 2 results are at risk"),
        (Standings(budget=Budget(offline=True)), Overall.OFFLINE, "Offline. Checking continues when the connection returns"),
    ],
)
def test_the_worst_state_wins(standings: Standings, overall: Overall, line: str) -> None:
    assert standings.overall is overall
    assert overall_line(standings) == line


def picture(state: Overall, size: int, *, dark: bool = False, fresh: bool = True) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    paint_tray(painter, state, QRectF(0, 0, size, size), dark=dark, fresh=fresh)
    painter.end()
    return image


def pixels(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [16, 22, 32, 64])
def test_each_state_has_a_shape_of_its_own(size: int) -> None:
    shapes = [[pixel.alpha() > 127 for pixel in pixels(picture(state, size))] for state in Overall]
    for first, second in combinations(shapes, 2):
        differing = sum(a is not b for a, b in zip(first, second, strict=True))
        assert differing >= size * size * 0.07


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dark", [False, True])
def test_colour_is_for_trouble_that_nobody_has_seen(dark: bool) -> None:
    for state in Overall:
        for fresh in (False, True):
            colourful = any(p.alpha() > 200 and p.saturation() > 90 for p in pixels(picture(state, 32, dark=dark, fresh=fresh)))
            assert colourful is (fresh and state in (Overall.NEEDS_YOU, Overall.FAILED))


@pytest.mark.usefixtures("qapp")
def test_the_icon_comes_in_the_sizes_panels_ask_for() -> None:
    assert {16, 22, 32, 64} <= set(SIZES)


def test_without_a_tray_the_icon_waits_and_says_that_it_is_not_there(qapp: QApplication) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    tray = Tray(Theme(qapp, Scheme.LIGHT), qapp)
    tray.wish(wished=True)
    assert not tray.there
    tray.show_standings(Standings(budget=Budget(watched=2, awake=True), paused=False))
    assert tray.tip == "Outtray: Watching 2 tasks"
    assert [action.text() for action in tray.menu.actions() if action.isVisible() and not action.isSeparator()] == [
        "Watching 2 tasks",
        "This computer is kept awake",
        "Open Outtray",
        "Save everything that is not saved",
        "Pause everything",
        "Quit",
    ]
    tray.show_standings(Standings(paused=True))
    assert tray.pause.text() == "Resume everything"
    assert not tray.awake.isVisible()
    tray.stop()


# -- on a screen, with and without a tray ------------------------------------------------------------------------------


class Stage:
    """A window in a process of its own, and the desktop around it."""

    def __init__(self, process: asyncio.subprocess.Process, watcher: TrayWatcher | None, notes: NotificationService) -> None:
        self._process = process
        self.watcher = watcher
        self.notes = notes

    async def do(self, command: str) -> dict[str, Any]:
        """Have the window do something; return how it stands then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{command}\n".encode())
        line = await self._process.stdout.readline()
        assert line, "the window's process ended"
        state: dict[str, Any] = json.loads(line)
        return state

    async def until(self, **wanted: object) -> dict[str, Any]:
        """Wait until the window stands as wanted."""
        while True:
            state = await self.do("look")
            if all(state[name] == value for name, value in wanted.items()):
                return state

    async def click(self) -> None:
        """Click the icon."""
        assert self.watcher is not None
        address = DBusAddress("/StatusNotifierItem", self.watcher.items[-1], "org.kde.StatusNotifierItem")
        await self.watcher.send(new_method_call(address, "Activate", "ii", (5, 5)))


@asynccontextmanager
async def stage(folder: Path, *, tray: bool = True, host: bool = True, wished: bool = True) -> AsyncIterator[Stage]:
    """Show the window on a screen and a bus of its own, with or without a tray on it."""
    with session_bus(folder) as address, screen() as environ:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        environ |= {"DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}
        watcher, notes = TrayWatcher(host=host) if tray else None, NotificationService()
        services = [notes, *([watcher] if watcher is not None else [])]
        for service in services:
            await service.start()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.widgets.tray_driver", str(folder / "window.ini"), "tray" if wished else "none",
            stdin=-1, stdout=-1, env=environ, cwd=ROOT,
        )  # fmt: skip
        try:
            async with asyncio.timeout(40):
                yield Stage(process, watcher, notes)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            code = await process.wait()
            for service in services:
                await service.stop()
    assert code == 0


def play(story: Callable[[], Coroutine[object, object, None]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    asyncio.run(story())


def test_closing_hides_into_the_tray_says_so_once_and_a_click_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with stage(tmp_path) as s:
            await s.until(there=True, visible=True, tip="Outtray: Watching 3 tasks")
            await s.do("close")
            await s.until(visible=False, quits=0)
            while not s.notes.shown:  # noqa: ASYNC110  # it comes from another process
                await asyncio.sleep(0.01)
            assert s.notes.shown[0].title == "Outtray keeps working"
            await s.click()
            await s.until(visible=True)
            await s.do("close")
            await s.until(visible=False)
            assert len(s.notes.shown) == 1
            await s.do("risk")
            await s.until(tip="Outtray: 2 results are at risk")

    play(story, monkeypatch)


def test_a_hidden_window_comes_back_when_the_tray_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with stage(tmp_path) as s:
            await s.until(there=True)
            await s.do("close")
            await s.until(visible=False)
            assert s.watcher is not None
            s.watcher.host = False
            await s.until(visible=True, minimised=True, quits=0)

    play(story, monkeypatch)


@pytest.mark.parametrize("tray", [False, True])
def test_without_an_icon_that_is_drawn_closing_asks_once_and_minimises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tray: bool
) -> None:
    async def story() -> None:
        async with stage(tmp_path, tray=tray, host=False) as s:
            await s.until(there=False)
            await s.do("close")
            await s.until(asked=True, visible=True, quits=0)
            await s.do("minimise")
            await s.until(asked=False, minimised=True, quits=0)
            await s.do("restore")
            await s.do("close")
            await s.until(asked=False, minimised=True, quits=0)

    play(story, monkeypatch)


def test_with_the_tray_switched_off_closing_quits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with stage(tmp_path, wished=False) as s:
            await s.until(there=False)
            await s.do("close")
            await s.until(quits=1)

    play(story, monkeypatch)
