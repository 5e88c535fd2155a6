"""Whatever a file host sends instead of the file: it is never fetched as good, and each has a sentence of its own."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.problems import words
from desktop.engine.fetch import Fetched, Fetcher, FetchFault, FetchJob
from tests.unit.engine import bodies
from tests.unit.engine.bad_bodies import BAD_BODIES, IMAGE, BadBody, reply
from tests.unit.engine.wire import raw_server, replying

LOCAL = "http://127.0.0.1:1"


async def _fetch(fetcher: Fetcher, body: BadBody, folder: Path) -> Fetched | FetchFault:
    async with raw_server(replying(body.reply)) as url:
        job = FetchJob(
            url=f"{url}/{body.name}",
            part=folder / f"{body.name}.part",
            kind=body.kind,
            account_url=LOCAL,
            provider="Tripo",
            reserve=0,
        )
        try:
            return await fetcher.fetch(job, lambda _received, _total: None)
        except FetchFault as fault:
            return fault


def _outcomes(folder: Path, cases: list[BadBody]) -> dict[str, Fetched | FetchFault]:
    async def main() -> dict[str, Fetched | FetchFault]:
        fetcher = Fetcher(2, version="1", stall_seconds=5)
        try:
            return {body.name: await _fetch(fetcher, body, folder) for body in cases}
        finally:
            await fetcher.close()

    return asyncio.run(main())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Title and hint by name; a body that was taken for good has none, and nothing of the others may stay in the folder."""
    folder = tmp_path_factory.mktemp("bad")
    outcomes = _outcomes(folder, BAD_BODIES)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == [], "nothing of a refused file stays"
    sentences = {name: words(fault.problem) for name, fault in outcomes.items() if isinstance(fault, FetchFault)}
    return {name: (said.title, said.hint) for name, said in sentences.items()}


def test_the_corpus_is_as_wide_as_it_says() -> None:
    assert len(BAD_BODIES) >= 45
    assert not [name for name, times in Counter(body.name for body in BAD_BODIES).items() if times > 1]


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: body.name)
def test_a_bad_body_is_never_fetched_as_good(body: BadBody, told: dict[str, tuple[str, str]]) -> None:
    assert body.name in told, "taken for a good file"
    title, hint = told[body.name]
    assert title.endswith(".")
    assert len(hint) > 20
    assert not re.search(r"\{\w+\}", title + hint), "a fact is missing"


def test_each_bad_body_has_a_sentence_of_its_own(told: dict[str, tuple[str, str]]) -> None:
    by_sentence: dict[tuple[str, str], list[str]] = {}
    for name, sentence in told.items():
        by_sentence.setdefault(sentence, []).append(name)
    assert {sentence: names for sentence, names in by_sentence.items() if len(names) > 1} == {}


def test_the_sentences_of_the_specification(told: dict[str, tuple[str, str]]) -> None:
    assert told["html"][0] == "Tripo's server sent a web page instead of a picture."
    assert told["html"][1] == "Nothing was saved. It begins with “<!DOCTYPE html>”. Try again."
    assert told["glb-wrong-length"] == (
        "Tripo's server sent a cut-off 3D model instead of a whole one.",
        "Nothing was saved. Its header promises 2,048 bytes where 184 came. Try again.",
    )
    assert told["206-wrong-range"][0].endswith(": it sent a part of the file only, which nobody asked for.")
    assert told["short"][0].startswith("The download stopped at ")


def test_the_same_way_brings_a_good_body(tmp_path: Path) -> None:
    good = BadBody("good", IMAGE, reply(bodies.picture("PNG")))
    outcome = _outcomes(tmp_path, [good])["good"]
    assert isinstance(outcome, Fetched)
    assert outcome.part.read_bytes() == bodies.picture("PNG")
