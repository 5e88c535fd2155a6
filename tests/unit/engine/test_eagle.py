"""Eagle: files are handed over while it runs, and wait while it doesn't."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from desktop.domain.settings import ProjectRules
from desktop.engine.eagle import ARRIVED, WAITING
from tests.fakes.clock import START, ManualClock
from tests.unit.engine.after_save_rig import KEY, Rig, at_work
from tests.unit.engine.wire import raw_server, unused_port

RULES = ProjectRules(name="", eagle=True)
GOOD = {"status": "success"}


@dataclass
class Eagle:
    """Stands where Eagle's local server stands."""

    port: int = field(default_factory=unused_port)
    reply: object = field(default_factory=lambda: dict(GOOD))
    status: int = 200
    items: list[dict[str, object]] = field(default_factory=list)
    requests: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        assert (request.method, request.path) == ("POST", "/api/item/addFromPaths")
        told = json.loads(await request.read())
        assert list(told) == ["items"]
        self.requests += 1
        self.items += told["items"]
        return web.json_response(self.reply, status=self.status)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run Eagle."""
        runner = web.ServerRunner(web.Server(self.answer), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


async def _waits(rig: Rig) -> None:
    """Return once all that is left is to wait for the next try."""
    clock = rig.clock
    assert isinstance(clock, ManualClock)
    await rig.until(lambda: rig.after.under_way() == 0 and clock.sleeping == 1)
    assert await rig.open()


async def _ends(rig: Rig) -> None:
    """Let time pass until nothing is left to do."""
    for _ in range(500):
        if not await rig.open():
            return
        await rig.pass_by(1.0)
        await asyncio.sleep(0.005)
    raise AssertionError("It never ended.")


def test_the_files_are_handed_over_with_name_tags_words_and_their_server(tmp_path: Path) -> None:
    async def story() -> None:
        eagle = Eagle()
        async with eagle.open(), at_work(tmp_path, RULES, eagle_url=eagle.url) as rig:
            task = await rig.saves("a.glb", "b.glb", prompt=f"A lamp\n{KEY}", tags=("wood", "Tripo"), model="v3", project="Film")
            await rig.over()
            assert await rig.notes(task) == ()
        assert eagle.requests == 1
        assert eagle.items == [
            {
                "path": str(tmp_path / "results" / f"{name}.glb"),
                "name": name,
                "website": "https://files.example/",
                "tags": ["wood", "Tripo", "v3", "Film"],
                "annotation": "A lamp\n[hidden]\nTripo task-0",
            }
            for name in ("a", "b")
        ]

    asyncio.run(story())


def test_files_wait_without_a_word_while_eagle_is_closed_and_arrive_once_it_is_open(tmp_path: Path) -> None:
    async def story() -> None:
        eagle = Eagle()
        async with at_work(tmp_path, RULES, eagle_url=eagle.url) as rig:
            tasks = [await rig.saves(f"{number}.glb") for number in range(3)]
            await _waits(rig)
            for _ in range(9):
                await rig.pass_by(30.0)
                await _waits(rig)
            assert [await rig.notes(task) for task in tasks] == [(), (), ()]
            async with eagle.open():
                await _ends(rig)
            assert [await rig.notes(task) for task in tasks] == [(), (), ()]
        assert sorted(str(item["name"]) for item in eagle.items) == ["0", "1", "2"]

    asyncio.run(story())


def test_after_ten_minutes_it_is_said_once_that_they_wait_and_later_that_they_arrived(tmp_path: Path) -> None:
    async def story() -> None:
        eagle = Eagle()
        async with at_work(tmp_path, RULES, eagle_url=eagle.url) as rig:
            task = await rig.saves("a.glb")
            for _ in range(19):
                await _waits(rig)
                await rig.pass_by(30.0)
            assert await rig.notes(task) == ()
            for _ in range(4):
                await _waits(rig)
                await rig.pass_by(30.0)
            await _waits(rig)
            assert await rig.notes(task) == (WAITING,)
            async with eagle.open():
                await _ends(rig)
            assert await rig.notes(task) == (WAITING, ARRIVED)

    asyncio.run(story())


def test_what_waits_for_eagle_is_handed_over_at_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        eagle = Eagle()
        async with at_work(tmp_path, RULES, eagle_url=eagle.url) as rig:
            task = await rig.saves("a.glb")
            await _waits(rig)
        clock = ManualClock(START + timedelta(days=1))
        async with eagle.open(), at_work(tmp_path, RULES, eagle_url=eagle.url, clock=clock) as rig:
            await rig.over()
            assert await rig.notes(task) == ()
        assert len(eagle.items) == 1

    asyncio.run(story())


@pytest.mark.parametrize(
    ("status", "reply", "said"),
    [
        (
            200,
            {"status": "error", "message": f"no library, key={KEY}."},
            "Eagle did not take the files: no library, key=[hidden]. ",
        ),
        (500, {"status": "error", "data": "busy"}, "Eagle did not take the files: busy. "),
        (404, ["odd"], "Eagle did not take the files. "),
    ],
)
def test_what_eagle_refuses_is_a_remark_in_its_words(tmp_path: Path, status: int, reply: object, said: str) -> None:
    async def story() -> None:
        eagle = Eagle(status=status, reply=reply)
        async with eagle.open(), at_work(tmp_path, RULES, eagle_url=eagle.url) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            assert await rig.notes(task) == (f"After saving: {said}Add them there by hand.",)

    asyncio.run(story())


def test_files_are_not_handed_over_twice_where_eagle_may_have_them(tmp_path: Path) -> None:
    heads: list[bytes] = []

    async def cut(head: bytes, _: asyncio.StreamWriter) -> None:
        heads.append(head)

    async def story() -> None:
        async with raw_server(cut) as url, at_work(tmp_path, RULES, eagle_url=url) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            said = "After saving: Eagle did not say whether it has the files. Look there, and add what is missing by hand."
            assert await rig.notes(task) == (said,)
        assert len(heads) == 1

    asyncio.run(story())
