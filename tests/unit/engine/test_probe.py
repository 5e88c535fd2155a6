"""Rules of testing a key: one cheap request over real sockets, one sentence."""

import asyncio
import time
from pathlib import Path

import pytest

from desktop.engine.ports import KeyTest
from desktop.rehearsal.faults import Refused, TooMany
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import API_SERVERS, Server
from tests.fakes.engine_parts import MEDIA, at_work


def probe(folder: Path, rehearsal: Rehearsal, server: Server, key: str | None = None) -> KeyTest:
    """Return what testing the key of one account says."""

    async def run() -> KeyTest:
        async with at_work(folder) as rig:
            accounts = await rig.connect(rehearsal, server, key=key)
            return await rig.engine.test_account(accounts[server].id)

    return asyncio.run(run())


@pytest.mark.parametrize("server", API_SERVERS)
def test_a_good_key_is_told_from_a_bad_one_by_one_request(tmp_path: Path, server: Server) -> None:
    with Rehearsal(media=MEDIA) as rehearsal:
        good = probe(tmp_path / "good", rehearsal, server)
        assert good.good is True
        assert rehearsal.record.count() == 1
        bad = probe(tmp_path / "bad", rehearsal, server, "sk-" + "0" * 40)
        assert bad.good is False
        assert bad.sentence.endswith((".", ".”"))


def test_without_a_key_nothing_is_sent(tmp_path: Path) -> None:
    with Rehearsal(media=MEDIA) as rehearsal:
        told = probe(tmp_path, rehearsal, Server.TRIPO, "")
        assert told.good is None
        assert "key" in told.sentence
        assert rehearsal.record.count() == 0


def test_a_server_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    rehearsal = Rehearsal(media=MEDIA).start()
    rehearsal.stop()
    told = probe(tmp_path, rehearsal, Server.CRUN)
    assert told.good is None
    assert "127.0.0.1" in told.sentence


def test_a_provider_in_trouble_says_nothing_of_the_key(tmp_path: Path) -> None:
    with Rehearsal(media=MEDIA) as rehearsal:
        rehearsal.set_fault(Refused(502), server=Server.CRUN)
        assert probe(tmp_path, rehearsal, Server.CRUN).good is None


def test_a_long_hold_is_said_instead_of_waited_for(tmp_path: Path) -> None:
    async def run(rehearsal: Rehearsal) -> KeyTest:
        async with at_work(tmp_path) as rig:
            accounts = await rig.connect(rehearsal, Server.CRUN)
            await rig.track(accounts["crun"], ["5f0c7f3e-0000-4000-8000-000000000001"])
            await rig.until(lambda _: rig.engine.accounts()[0].slow_until is not None)
            return await rig.engine.test_account(accounts["crun"].id)

    with Rehearsal(media=MEDIA) as rehearsal:
        rehearsal.set_fault(TooMany(retry_after=600), server=Server.CRUN)
        began = time.monotonic()
        told = asyncio.run(run(rehearsal))
        assert told.good is None
        assert "wait" in told.sentence
        assert time.monotonic() - began < 10.0
        assert rehearsal.record.count(Server.CRUN) == 1
