"""What blocks in a thread (a slow disk, an endless text) does not hold up the end of the program."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from desktop.domain.settings import Settings
from desktop.storage.settings import SettingsStore
from tests.fakes.engine_parts import Rig, at_work

type Act = Callable[[Rig], Coroutine[object, object, object]]

ACTS: dict[str, Act] = {
    "reading a pasted text": lambda rig: rig.engine.examine("t1"),
    "writing accounts": lambda rig: rig.engine.add_account("tripo", "Studio"),
    "writing settings": lambda rig: rig.engine.change_settings(Settings(reserve_mb=2)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_blocks_does_not_hold_up_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    begun, let_go = threading.Event(), threading.Event()

    def blocked(*_: object, **__: object) -> None:
        begun.set()
        let_go.wait(10)

    async def run() -> None:
        async with at_work(tmp_path) as rig:
            monkeypatch.setattr("desktop.engine.intake._recognised", blocked)
            monkeypatch.setattr(SettingsStore, "_write", blocked)
            acting = asyncio.ensure_future(act(rig))
            assert await asyncio.to_thread(begun.wait, 10)
            acting.cancel()
            await asyncio.wait([acting])

    at = time.monotonic()
    try:
        asyncio.run(run())
        assert time.monotonic() - at < 5
    finally:
        let_go.set()
