"""The contract of every dialect: over all fixtures, over any reply, over any query."""

import json
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.recognise_forms import LABELS
from desktop.domain.report import Report
from desktop.domain.status import IdKind, Remote
from desktop.domain.wording import provider_name
from desktop.providers.addresses import Reach, reach_of
from desktop.providers.base import Answer, ApiReply, Dialect, ProbeVerdict, Query
from desktop.providers.registry import PROVIDERS, dialect_for, spec_for
from desktop.providers.states import VERDICTS
from tests.unit.providers.fixtures import AT, Fixture, all_fixtures, differences, id_pair, plain

FIXTURES = all_fixtures()
BASES = (
    ("crun", "https://api.crun.ai"),
    ("tripo", "https://openapi.tripo3d.ai/v3"),
    ("tripo", "https://api.tripo3d.ai/v2/openapi"),
    ("bytespike", "https://llm.bytespike.ai"),
    ("midjourney", "https://api.crazyrouter.com"),
    ("midjourney", "http://127.0.0.1:8080"),
)
DIALECTS = [pytest.param(provider, base, id=f"{provider}-{urlsplit(base).hostname}") for provider, base in BASES]
ONE = Query(((IdKind.TASK_ID, "1711217942120945"),))
TWO = Query(((IdKind.TASK_ID, "1711217942120945"), (IdKind.TASK_ID, "d6956973-2f17-43d4-8514-af6cc3a2f55d")))
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def name_of(fixture: Fixture) -> str:
    return f"{fixture.provider}/{fixture.path.stem}"


def queries(dialect: Dialect) -> tuple[Query, ...]:
    return (ONE, TWO) if dialect.spec.batch > 1 else (ONE,)


def keeps_contract(query: Query, answer: Answer, base_url: str) -> None:
    asked = set(query.ids)
    answered = Counter([(report.id_kind, report.task_id) for report in answer.reports] + list(answer.not_found))
    assert set(answered) <= asked, "answers about ids that were not asked about"
    assert all(count == 1 for count in answered.values()), "answers about an id twice"
    assert answer.fault is not None or set(answered) == asked, "says nothing about an id"
    assert answer.fault is None or not answered
    if answer.fault is not None:
        assert answer.fault.retry_after is None or 0 <= answer.fault.retry_after <= 3600
        assert len(answer.fault.message) <= 400
        assert "\n" not in answer.fault.message
    for report in answer.reports:
        keeps_report_contract(report, base_url)


def keeps_report_contract(report: Report, base_url: str) -> None:
    assert report.progress is None or 0 <= report.progress <= 100
    if report.remote is not Remote.UNKNOWN:
        assert report.final == (report.remote in VERDICTS)
    assert not report.parts or report.remote is Remote.DONE
    assert report.remote is Remote.DONE or report.text_result is None
    assert len({part.part for part in report.parts}) == len(report.parts)
    urls = [url for part in report.parts for url in part.urls]
    assert len(set(urls)) == len(urls)
    for part in report.parts:
        assert part.urls or part.text
        assert not {"/", "\\", "\0"} & set(part.name + part.part)
        assert part.part.strip(".")
        assert part.name.startswith(part.part)
    for url in urls:
        is_safe(url, base_url)
    for seconds in (
        report.seconds_left,
        report.estimated_seconds,
        report.queue_position,
        report.cost.charged,
        report.cost.estimated,
    ):
        assert seconds is None or seconds >= 0
    for time in (report.created_at, report.finished_at):
        assert time is None or (time.utcoffset() == timedelta(0) and 2015 <= time.year < 2100)
    for words in (report.title, report.prompt, report.model, report.reason, report.remote_raw, *report.tags):
        words.encode("utf-8")
    assert "\n" not in report.title
    json.dumps(report.raw, ensure_ascii=False, indent=1).encode("utf-8")


def is_safe(url: str, base_url: str) -> None:
    parts = urlsplit(url)
    base = urlsplit(base_url)
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url
    assert len(url) <= 4096
    assert parts.hostname
    assert parts.username is None
    assert parts.path
    assert parts.scheme == "https" or (parts.scheme == "http" and base.scheme == "http")
    if reach_of(base.hostname or "") is Reach.PUBLIC:
        assert reach_of(parts.hostname) is not Reach.LOOPBACK


# -- fixtures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", FIXTURES, ids=name_of)
def test_each_fixture_is_read_as_it_says(fixture: Fixture) -> None:
    answer = fixture.dialect.read(fixture.query, fixture.reply)
    expected = fixture.told["expect"]
    wanted_missing = [plain(id_pair(found)) for found in expected["not_found"]]
    found = plain(answer)
    assert not differences({**expected, "not_found": wanted_missing}, found)
    keeps_contract(fixture.query, answer, fixture.base_url)


@pytest.mark.parametrize("fixture", [found for found in FIXTURES if "method" in found.told["request"]], ids=name_of)
def test_each_request_is_built_as_its_fixture_says(fixture: Fixture) -> None:
    request = plain(fixture.dialect.build(fixture.query))
    wanted = {key: value for key, value in fixture.told["request"].items() if key != "ids"}
    assert not differences(wanted, request)


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
@pytest.mark.parametrize("fixture", FIXTURES, ids=name_of)
def test_no_dialect_stumbles_over_a_reply_of_another(provider: str, base: str, fixture: Fixture) -> None:
    dialect = dialect_for(provider, base)
    for query in queries(dialect):
        keeps_contract(query, dialect.read(query, fixture.reply), base)
    verdict, sentence = dialect.read_probe(fixture.reply)
    assert sentence.endswith((".", "”."))
    assert verdict in ProbeVerdict


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_has_fixtures_of_each_outcome(provider: str) -> None:
    mine = [fixture.told["expect"] for fixture in FIXTURES if fixture.provider == provider]
    assert any(expect["not_found"] for expect in mine)
    kinds = {expect["fault"]["kind"] for expect in mine if expect["fault"]}
    assert {"key_rejected", "out_of_credits", "rate_limited", "server", "refused", "bad_reply"} <= kinds
    remotes = {report.get("remote") for expect in mine for report in expect["reports"]}
    assert {"waiting", "generating", "done", "failed", "unknown"} <= remotes


# -- any reply ---------------------------------------------------------------------------------------------------------

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        [
            "success",
            "SUCCESS",
            "completed",
            "failed",
            "https://x.example/a.png",
            "http://localhost/a",
            "65%",
            ONE.ids[0][1],
            -1,
            0.65,
            10**400,
        ]
    )
)
KEY_WORDS = """
code data status task_id id result output tasks missed error message media_url media_urls suno_data suno_audio_url title tags
param input prompt imageUrl imageUrls videoUrl videoUrls properties finalPrompt progress url type model model_url model_urls
error_code error_message credits_used submitTime create_at created_at action
"""
KEYS = st.sampled_from(KEY_WORDS.split()) | st.text(max_size=6)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8), max_leaves=25)
STATUSES = st.sampled_from(
    [200, 200, 200, 201, 204, 301, 400, 401, 402, 403, 404, 405, 408, 422, 429, 451, 455, 500, 501, 502, 503, 505]
)
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "x-ratelimit-reset", "content-type", "location", "x-request-id"]),
    st.text(max_size=20) | st.sampled_from(["7", "-3", "nan", "1e400", "Sat, 21 Nov 2026 12:01:30 GMT", "1795262440", "http://[x"]),
    max_size=3,
)


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
@FUZZ
@given(status=STATUSES, headers=HEADERS, body=st.binary(max_size=200))
def test_any_bytes_are_read(provider: str, base: str, status: int, headers: dict[str, str], body: bytes) -> None:
    read_all(provider, base, ApiReply(status, headers, body, AT))


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
@FUZZ
@given(status=STATUSES, headers=HEADERS, value=VALUES)
def test_any_json_is_read(provider: str, base: str, status: int, headers: dict[str, str], value: object) -> None:
    read_all(provider, base, ApiReply(status, headers, json.dumps(value).encode(), AT))


@st.composite
def bent_fixtures(draw: st.DrawFn) -> tuple[Fixture, object]:
    """Draw a fixture of the wire with one value anywhere in it replaced."""
    fixture = draw(st.sampled_from([found for found in FIXTURES if isinstance(found.told["body"], dict | list)]))
    body = json.loads(json.dumps(fixture.told["body"]))
    value = body
    while isinstance(value, dict | list) and value:
        key = draw(st.sampled_from(sorted(value) if isinstance(value, dict) else list(range(len(value)))))
        if not isinstance(value[key], dict | list) or not value[key] or draw(st.booleans()):
            value[key] = draw(VALUES)
            break
        value = value[key]
    return fixture, body


@settings(FUZZ, max_examples=300)
@given(bent=bent_fixtures())
def test_a_reply_with_one_odd_value_is_read(bent: tuple[Fixture, object]) -> None:
    fixture, body = bent
    reply = ApiReply(fixture.told["status"], {}, json.dumps(body).encode(), AT)
    keeps_contract(fixture.query, fixture.dialect.read(fixture.query, reply), fixture.base_url)


def read_all(provider: str, base: str, reply: ApiReply) -> None:
    dialect = dialect_for(provider, base)
    for query in queries(dialect):
        keeps_contract(query, dialect.read(query, reply), base)
    dialect.read_probe(reply)


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"code":' + b"9" * 5000 + b"}",
        b"\xff\xfe\x00",
        b"<title>" * 20_000,
        b"<script>" * 20_000,
    ],
    ids=["deep list", "deep object", "long number", "no text", "titles", "scripts"],
)
def test_hostile_bodies_are_read(provider: str, base: str, body: bytes) -> None:
    for status in (200, 404, 500):
        read_all(provider, base, ApiReply(status, {}, body, AT))


# -- any query ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
def test_a_query_is_built_alike_each_time_and_only_reads(provider: str, base: str) -> None:
    dialect = dialect_for(provider, base)
    for query in queries(dialect):
        request = dialect.build(query)
        assert request == dialect.build(query)
        assert request.path.startswith("/")
        reading_posts = ("/v1/tasks/query", "/tasks/list", "/task/batch", "/list-by-condition")
        assert request.method == "GET" or (request.method == "POST" and request.path.endswith(reading_posts))


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
@pytest.mark.parametrize("task_id", ["", "  ", ".", "..", "a\nb", "a\x00b", "x" * 600, "\ud800"])
def test_an_id_that_cannot_be_asked_is_refused(provider: str, base: str, task_id: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        dialect_for(provider, base).build(Query(((IdKind.TASK_ID, task_id),)))


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
def test_more_or_fewer_ids_than_possible_are_refused(provider: str, base: str) -> None:
    dialect = dialect_for(provider, base)
    many = tuple((IdKind.TASK_ID, f"id-{place}") for place in range(dialect.spec.batch + 1))
    for ids in ((), many):
        with pytest.raises(ValueError, match="ids"):
            dialect.build(Query(ids))
    dialect.build(Query(many[:-1]))


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
def test_only_bytespike_is_asked_by_out_task_id(provider: str, base: str) -> None:
    dialect = dialect_for(provider, base)
    query = Query(((IdKind.OUT_TASK_ID, "mine"),))
    if provider == "bytespike":
        assert dialect.build(query).json == {"out_task_id": "mine"}
    else:
        with pytest.raises(ValueError, match="out_task_id"):
            dialect.build(query)


@given(task_id=st.text(min_size=1, max_size=30))
def test_an_id_stays_one_segment_of_the_path(task_id: str) -> None:
    for provider, base in BASES:
        dialect = dialect_for(provider, base)
        try:
            request = dialect.build(Query(((IdKind.TASK_ID, task_id),)))
        except ValueError:
            continue
        assert request.path.isascii()
        assert request.path.count("/") == dialect.build(ONE).path.count("/")
        assert not {"?", "#", " "} & set(request.path)


@pytest.mark.parametrize(("provider", "base"), DIALECTS)
def test_the_same_id_twice_is_asked_once(provider: str, base: str) -> None:
    dialect = dialect_for(provider, base)
    assert dialect.build(Query(ONE.ids * 2)) == dialect.build(ONE)


def test_a_provider_has_one_name_everywhere() -> None:
    assert [provider_name(p) for p in PROVIDERS] == [spec_for(p).name for p in PROVIDERS] == [LABELS[p] for p in PROVIDERS]
