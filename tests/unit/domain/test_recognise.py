"""Recognising ids in pasted text: a corpus, and rules that hold for every text."""

import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.recognise import Found, Recognised, recognise
from desktop.domain.status import IdKind

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(CORPUS.glob("*.txt"))
CRUN_ID = "d6956973-2f17-43d4-8514-af6cc3a2f55d"
CRUN_REPLY = f'{{"code":200,"data":{{"task_id":"{CRUN_ID}"}}}}'
TRIPO_REPLY = f'{{"code":0,"data":{{"task_id":"{CRUN_ID}"}}}}'
KEY = "ak_" + "0a1b2c3d" * 4


@dataclass(frozen=True)
class Case:
    """A pasted text, and what must (and must not) be found in it."""

    text: str
    ids: list[list[str]]
    nots: list[str]
    keys: list[str]


def read_case(path: Path) -> Case:
    text, _, expected = path.read_bytes().decode().rpartition("=====\n")
    lines = [line.split(" ") for line in expected.splitlines()]
    return Case(
        text,
        [line for line in lines if line[0] not in ("not", "key")],
        [line[1] for line in lines if line[0] == "not"],
        [" ".join(line[1:]) for line in lines if line[0] == "key"],
    )


def described(found: Found) -> list[str]:
    return [found.task_id, found.id_kind.value, ",".join(found.providers), *([found.origin] if found.origin else [])]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_corpus_gives_the_expected_ids_in_order(path: Path) -> None:
    case = read_case(path)
    result = recognise(case.text)
    assert [described(found) for found in result.found] == case.ids
    assert not {found.task_id for found in result.found} & set(case.nots)
    assert [f"{key.provider or '-'} {key.masked}" for key in result.keys] == case.keys


def test_corpus_is_large_enough() -> None:
    assert len(CASES) >= 30


def reason(text: str) -> str:
    return recognise(text).found[0].reason


def test_reasons_say_what_the_evidence_is() -> None:
    assert reason(CRUN_ID) == "both have ids like this"
    assert reason("1711217942120945") == "the form of the id"
    assert reason(CRUN_REPLY) == "a crun.ai reply"
    assert reason("https://a.example/mj/task/1711217942120945/fetch") == "a fetch address"
    assert reason("my-render-001") == "an id of your own (out_task_id)"
    assert reason(f"the tripo one is {CRUN_ID}") == "the line names Tripo"


def test_only_evidence_beyond_the_form_counts_as_told() -> None:
    assert not recognise(CRUN_ID).found[0].told
    assert recognise(TRIPO_REPLY).found[0].told
    assert recognise(f"https://openapi.tripo3d.ai/v3/tasks/{CRUN_ID}").found[0].told


def test_better_evidence_wins_and_the_first_place_is_kept() -> None:
    text = f"{CRUN_ID}\nmy-render-001\n{TRIPO_REPLY}"
    first, second = recognise(text).found
    assert (first.task_id, first.providers, first.reason) == (CRUN_ID, ("tripo",), "a Tripo reply")
    assert second.task_id == "my-render-001"


def test_a_plain_word_is_an_id_only_where_ids_are_told_to_be_own_ones() -> None:
    assert recognise("herolamp").found == ()
    (found,) = recognise("herolamp", own_ids=True).found
    assert (found.task_id, found.id_kind) == ("herolamp", IdKind.OUT_TASK_ID)


def test_an_address_of_a_picture_on_loopback_names_no_origin() -> None:
    (found,) = recognise("http://localhost:3000/mj/image/1711217942120945").found
    assert found.origin is None


def test_a_key_shows_no_more_than_its_last_four_characters() -> None:
    result = recognise(f"x-api-key: {KEY}")
    assert KEY not in repr(result)
    assert [(key.masked, key.value) for key in result.keys] == [("ak_…2c3d", KEY)]


@pytest.mark.parametrize("before", ["", "task_id: ", '{"task_id":"', "task_id,title\n", "https://api.crun.ai/v3/tasks?key=", "- "])
@pytest.mark.parametrize("key", [KEY, "tsk_abc12345", "tcli_abc12345", "sk-byts-abc12345", "sk-abcdefgh12345678", "whsec_abc12345"])
def test_a_key_is_never_an_id_wherever_it_stands(before: str, key: str) -> None:
    after = '"}' if before.startswith("{") else ",x" if "," in before else ""
    result = recognise(before + key + after)
    assert result.found == ()
    assert [found.value for found in result.keys] == [key]


def test_a_bearer_token_in_the_form_of_an_id_is_a_key() -> None:
    result = recognise(
        f"curl https://api.crazyrouter.com/mj/task/1711217942120945/fetch -H 'Authorization: Bearer {CRUN_ID}'\n{CRUN_ID}"
    )
    assert [found.task_id for found in result.found] == ["1711217942120945"]
    assert [(key.provider, key.value) for key in result.keys] == [("midjourney", CRUN_ID)]


NASTY = st.sampled_from(
    ["{", "}", "[", "]", '"', "\\", "'", ",", ";", "\t", "|", "\n", "\r\n", "\0", "\ufffc", "\ud800", "://", "https://[",
     "task_id", ":", "=", '{"task_id":', '{"code":200,"data":{"task_id":"', CRUN_ID,
     "task_01HQX9F2P6Y8VEX3CRZ8GXJVD9", "1711217942120945", "a-1",
     "/v3/tasks/", "/mj/task/", "::", "%", "http://a:99999/mj/image/1234567", "٣" * 16, "id,title\n", '""', "Bearer ", KEY]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(NASTY, st.text(max_size=8)), max_size=30).map("".join))
def test_no_text_breaks_it_and_every_id_stands_in_the_text(text: str) -> None:
    result = recognise(text)
    assert isinstance(result, Recognised)
    ids = [found.task_id for found in result.found]
    assert len(ids) == len(set(ids))
    assert all(found.providers and found.reason for found in result.found)
    assert not set(ids) & {key.value for key in result.keys}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.uuids(), min_size=1, max_size=8, unique=True), st.sampled_from(["\n", "\r\n", ", ", "\n\n- ", "\t", " ", " and "])
)
def test_every_id_is_found_in_its_order_whatever_separates_them(ids: list[uuid.UUID], separator: str) -> None:
    assert [found.task_id for found in recognise(separator.join(map(str, ids))).found] == [str(i) for i in ids]


@settings(max_examples=100, deadline=None)
@given(
    st.uuids(),
    st.recursive(
        st.just(None), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner), max_leaves=8
    ),
)
def test_pasting_the_same_text_twice_finds_the_same(task: uuid.UUID, noise: object) -> None:
    text = f'{{"task_id":"{task}","noise":{str(noise).replace("None", "null").replace(chr(39), chr(34))}}}'
    once = recognise(text)
    assert [found.task_id for found in once.found] == [str(task)]
    assert recognise(text + "\n" + text) == once


def seconds(text: str) -> float:
    """Return what reading `text` costs in seconds of the processor, whatever else the machine does."""
    start = time.process_time()
    recognise(text)
    return time.process_time() - start


def test_a_thousand_lines_take_less_than_300_ms() -> None:
    ids = [uuid.UUID(int=n * 7919 << 64, version=4) for n in range(1000)]
    log = "\n".join(f'2026-11-21 10:00 INFO "POST /v1" {{"code":200,"data":{{"task_id":"{i}"}}}}' for i in ids)
    csv = "task_id,provider,title\n" + "\n".join(f"{i},crun,Lamp" for i in ids)
    for text in (log, csv, "\n".join(map(str, ids))):
        assert min(seconds(text) for _ in range(3)) < 0.3
        assert len(recognise(text).found) == 1000


UNITS = ["{", '{"', '{"a":[', "[[1,", "}{", '"', '\\"', "task_id=", "task_", "a-", CRUN_ID + "-", "/v3/tasks/", "https://a/,", "a,",
         "1711217942120945 ", "Bearer ", "> ", "'", "x.y.", "::", " ", "\n"]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_of_the_text_not_with_its_square(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (20_000, 320_000))
    assert min(seconds(large) for _ in range(2)) < 16 * 4 * max(min(seconds(small) for _ in range(3)), 0.002)


def test_five_megabytes_are_read_in_seconds() -> None:
    line = f'2026-11-21 10:00:00 INFO worker submitted {{"code":200,"message":"ok","data":{{"task_id":"{CRUN_ID}"}}}} in 3 ms\n'
    assert seconds(line * (5_000_000 // len(line))) < 20
