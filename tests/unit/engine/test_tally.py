"""What a running Outtray counts and tells of itself."""

import asyncio
from collections.abc import AsyncGenerator

from desktop.engine.handover_client import Json
from desktop.engine.live_facts import LiveFacts
from desktop.engine.tally import Tally
from desktop.storage.redaction import Redactor


def test_answers_are_counted_by_provider_and_class() -> None:
    tally = Tally()
    for outcome, seconds in (("2xx", 0.1), ("2xx", 0.3), ("429", 0.2), ("timeout", 1.0)):
        tally.count("crun", outcome, seconds)
    tally.count("tripo", "401", 0.05)
    assert tally.told() == {
        "crun": {"requests": 4, "answers": {"2xx": 2, "429": 1, "timeout": 1}, "mean ms": 400, "slowest ms": 1000},
        "tripo": {"requests": 1, "answers": {"401": 1}, "mean ms": 50, "slowest ms": 50},
    }


def test_what_is_told_holds_no_key_and_every_other_verb_goes_on_to_the_engine() -> None:
    facts = LiveFacts(Tally(), Redactor(["a-shapeless-PLANTED-key"]))
    facts.add("window", lambda: {"title": "a-shapeless-PLANTED-key", "scale": 2.0})

    async def run(verb: str, args: Json) -> AsyncGenerator[Json]:
        yield {"data": [verb, args]}

    async def story() -> tuple[list[Json], list[Json]]:
        beside = facts.beside(run)
        return [line async for line in beside("doctor", {})], [line async for line in beside("list", {"a": 1})]

    told, other = asyncio.run(story())
    data = told[0]["data"]
    assert isinstance(data, dict)
    assert data["window"] == {"title": "[hidden]", "scale": 2.0}
    assert told[-1] == {"exit": 0}
    assert other == [{"data": ["list", {"a": 1}]}]
