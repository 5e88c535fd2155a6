"""Progress on the icon in the dock, as a dock hears it: over a real bus."""

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]  # as the next one: it ships no types
from jeepney.io.asyncio import Proxy, open_dbus_router  # type: ignore[import-untyped]

from desktop.domain.identity import desktop_id
from desktop.engine.launcher_entry import GAP_SECONDS, LauncherEntry, Shown
from tests.fakes.session_bus import on_bus

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="docks of Linux desktops")


def hear(folder: Path, story: Callable[["asyncio.Queue[Any]"], Coroutine[object, object, None]]) -> None:
    """Run a story while listening as a dock does."""
    rule = MatchRule(type="signal", interface="com.canonical.Unity.LauncherEntry", member="Update")

    async def whole() -> None:
        queue: asyncio.Queue[Any] = asyncio.Queue()
        async with open_dbus_router("SESSION") as router:
            await Proxy(message_bus, router).AddMatch(rule)
            with router.filter(rule, queue=queue):
                async with asyncio.timeout(20):
                    await story(queue)

    with on_bus(folder):
        asyncio.run(whole())


async def told(queue: "asyncio.Queue[Any]") -> tuple[str, dict[str, Any]]:
    uri, properties = (await queue.get()).body
    return uri, {name: value for name, (_, value) in properties.items()}


def test_a_dock_hears_of_progress_and_of_its_end(tmp_path: Path) -> None:
    async def story(queue: "asyncio.Queue[Any]") -> None:
        entry = LauncherEntry(desktop_id({}))
        entry.show(Shown(0.251, urgent=True))
        assert await told(queue) == (
            "application://outtray.desktop",
            {"progress": 0.25, "progress-visible": True, "urgent": True},
        )
        await asyncio.to_thread(entry.close, 5)
        assert await told(queue) == (
            "application://outtray.desktop",
            {"progress": 0.0, "progress-visible": False, "urgent": False},
        )

    hear(tmp_path, story)


def test_a_burst_becomes_at_most_four_signals_a_second_and_the_last_one_counts(tmp_path: Path) -> None:
    async def story(queue: "asyncio.Queue[Any]") -> None:
        entry = LauncherEntry("app.outtray.Outtray")
        began = time.monotonic()
        heard: list[dict[str, Any]] = []
        for step in range(101):
            entry.show(Shown(step / 100))
            await asyncio.sleep(0.005)
        with suppress(TimeoutError):
            while not heard or heard[-1]["progress"] != 1.0:
                uri, properties = await asyncio.wait_for(told(queue), 2)
                assert uri == "application://app.outtray.Outtray.desktop"
                heard.append(properties)
        assert heard[-1]["progress"] == 1.0
        assert len(heard) <= 2 + (time.monotonic() - began) / GAP_SECONDS
        await asyncio.to_thread(entry.close, 5)

    hear(tmp_path, story)


def test_nothing_is_sent_twice(tmp_path: Path) -> None:
    async def story(queue: "asyncio.Queue[Any]") -> None:
        entry = LauncherEntry(desktop_id({}))
        for _ in range(3):
            entry.show(Shown())
        entry.show(Shown(0.5))
        assert (await told(queue))[1]["progress"] == 0.5
        entry.show(Shown(0.5))
        entry.show(Shown(0.5001))
        await asyncio.to_thread(entry.close, 5)
        assert (await told(queue))[1]["progress-visible"] is False
        assert queue.empty()

    hear(tmp_path, story)


def test_without_a_bus_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    entry = LauncherEntry(desktop_id({}))
    for step in range(5):
        entry.show(Shown(step / 5))
    entry.close(5)
    entry.show(Shown(0.5))
