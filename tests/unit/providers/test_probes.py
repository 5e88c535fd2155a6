"""Testing a key with one cheap request."""

import json

import pytest

from desktop.providers.base import ApiReply, ProbeVerdict
from desktop.providers.registry import PROVIDERS, dialect_for, spec_for
from tests.unit.providers.fixtures import AT

V2 = "https://api.tripo3d.ai/v2/openapi"
MADE_UP = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("provider", "base", "method", "path", "json_body"),
    [
        ("crun", "https://api.crun.ai", "GET", "/api/v1/client/job/TaskInfo", None),
        ("tripo", "https://openapi.tripo3d.ai/v3", "GET", "/account/balance", None),
        ("tripo", "https://openapi.tripo3d.ai", "GET", "/v3/account/balance", None),
        ("tripo", V2, "GET", "/user/balance", None),
        ("bytespike", "https://llm.bytespike.ai", "POST", "/v1/tasks/query", {"task_id": "task_" + "0" * 26}),
        ("midjourney", "https://gw.example", "POST", "/mj/task/list-by-condition", {"ids": []}),
    ],
)
def test_a_probe_is_one_request_that_only_reads(provider: str, base: str, method: str, path: str, json_body: object) -> None:
    request = dialect_for(provider, base).probe()
    assert (request.method, request.path, request.json) == (method, path, json_body)
    if provider == "crun":
        assert request.params == (("task_id", MADE_UP),)


def probe(provider: str, status: int, body: object) -> tuple[ProbeVerdict, str]:
    written = body if isinstance(body, str) else json.dumps(body)
    dialect = dialect_for(provider, spec_for(provider).default_base_url)
    return dialect.read_probe(ApiReply(status, {}, written.encode(), AT))


@pytest.mark.parametrize(
    ("provider", "status", "body"),
    [
        ("crun", 404, {"code": 404, "message": "Task not found"}),
        ("crun", 200, {"code": 404, "message": "Task not found", "data": None}),
        ("crun", 402, {"code": 402, "message": "Insufficient credits"}),
        ("tripo", 200, {"code": 0, "data": {"balance": 1234.5, "frozen": 0}}),
        ("bytespike", 404, {"error": {"code": "task_not_found"}}),
        ("midjourney", 200, []),
    ],
)
def test_a_good_key_is_told(provider: str, status: int, body: object) -> None:
    verdict, sentence = probe(provider, status, body)
    assert verdict is ProbeVerdict.GOOD
    assert "accepts this key." in sentence


def test_tripo_says_what_is_left() -> None:
    _, sentence = probe("tripo", 200, {"code": 0, "data": {"balance": 1234.5, "frozen": 0}})
    assert sentence == "Tripo accepts this key. 1,234.5 credits are left."


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("body", ["", {"code": 401, "error": {"message": "no", "code": "invalid_api_key"}}, "<html></html>"])
def test_a_rejected_key_is_told(provider: str, body: object) -> None:
    verdict, sentence = probe(provider, 401, body)
    assert verdict is ProbeVerdict.KEY_REJECTED
    assert "doesn't accept this key" in sentence
    assert ("region" in sentence) == (provider == "tripo")


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html><title>Login</title></html>"),
        (404, "<html></html>"),
        (302, ""),
        (429, ""),
        (503, ""),
        (500, ""),
        (405, ""),
        (200, ""),
    ],
)
def test_an_odd_reply_says_nothing_about_the_key(provider: str, status: int, body: str) -> None:
    verdict, sentence = probe(provider, status, body)
    assert verdict is ProbeVerdict.UNCLEAR
    assert sentence.endswith((".", "”."))
