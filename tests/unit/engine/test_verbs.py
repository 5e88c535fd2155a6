"""Rules of the verbs that no command line shows: how an owner with a long list stays answerable."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.task import Task
from desktop.engine import verbs as verbs_module
from desktop.engine.handover_client import Json
from desktop.engine.task_json import task_json
from desktop.engine.verbs import PAGE, Verbs
from tests.fakes.clock import ManualClock
from tests.fakes.engine_parts import ScriptedProvider, at_work, tripo

COUNT = PAGE * 2 + 10


@pytest.mark.parametrize("verb", ["list", "watch"])
def test_a_long_list_is_told_page_by_page_with_turns_for_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    turn, made = 0, Counter[int]()

    def counted(task: Task, *args: object) -> Json:
        made[turn] += 1
        return task_json(task, *args)  # type: ignore[arg-type]  # passed on as they came

    async def turns() -> None:
        nonlocal turn
        while True:
            await asyncio.sleep(0)
            turn += 1

    async def run() -> list[Json]:
        nonlocal made
        async with at_work(tmp_path, clock=ManualClock(), client=lambda _, clock: ScriptedProvider(clock, tripo())) as rig:
            account = await rig.scripted()
            await rig.track(account, [f"t{number}" for number in range(COUNT)])
            monkeypatch.setattr(verbs_module, "task_json", counted)
            ticking = asyncio.create_task(turns())
            told: list[Json] = []
            async for line in Verbs(rig.engine, rig.clock, "the test").run(verb, {}):
                data = line.get("data")
                told += data if isinstance(data, list) else [line] if "event" in line else []
                if len(told) >= COUNT:
                    break
            ticking.cancel()
            return told

    assert len(asyncio.run(run())) == COUNT
    assert sum(made.values()) == COUNT
    assert max(made.values()) <= PAGE
