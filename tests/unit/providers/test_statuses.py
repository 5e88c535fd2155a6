"""Every status word of every dialect, and words on no list."""

import json

import pytest

from desktop.domain.report import Report
from desktop.domain.status import IdKind, Remote
from desktop.providers.base import ApiReply, Query
from desktop.providers.registry import dialect_for
from tests.unit.providers.fixtures import AT

V2 = "https://api.tripo3d.ai/v2/openapi"
V3 = "https://openapi.tripo3d.ai/v3"
CRUN = "https://api.crun.ai"
BYTESPIKE = "https://llm.bytespike.ai"
GATEWAY = "https://api.crazyrouter.com"

LISTED = [
    ("crun", CRUN, "pending", Remote.WAITING, False),
    ("crun", CRUN, "running", Remote.GENERATING, False),
    ("crun", CRUN, "success", Remote.DONE, True),
    ("crun", CRUN, "failed", Remote.FAILED, True),
    *[
        row
        for base in (V2, V3)
        for row in (
            ("tripo", base, "queued", Remote.WAITING, False),
            ("tripo", base, "running", Remote.GENERATING, False),
            ("tripo", base, "success", Remote.DONE, True),
            ("tripo", base, "failed", Remote.FAILED, True),
            ("tripo", base, "banned", Remote.BLOCKED, True),
            ("tripo", base, "expired", Remote.TIMED_OUT, True),
            ("tripo", base, "cancelled", Remote.CANCELLED, True),
        )
    ],
    ("tripo", V2, "unknown", Remote.UNKNOWN, True),
    ("bytespike", BYTESPIKE, "pending", Remote.WAITING, False),
    ("bytespike", BYTESPIKE, "queued", Remote.WAITING, False),
    ("bytespike", BYTESPIKE, "running", Remote.GENERATING, False),
    ("bytespike", BYTESPIKE, "completed", Remote.DONE, True),
    ("bytespike", BYTESPIKE, "failed", Remote.FAILED, True),
    ("bytespike", BYTESPIKE, "cancelled", Remote.CANCELLED, True),
    ("midjourney", GATEWAY, "", Remote.WAITING, False),
    ("midjourney", GATEWAY, None, Remote.WAITING, False),
    ("midjourney", GATEWAY, "NOT_START", Remote.WAITING, False),
    ("midjourney", GATEWAY, "SUBMITTED", Remote.WAITING, False),
    ("midjourney", GATEWAY, "QUEUED", Remote.WAITING, False),
    ("midjourney", GATEWAY, "IN_PROGRESS", Remote.GENERATING, False),
    ("midjourney", GATEWAY, "MODAL", Remote.NEEDS_INPUT, False),
    ("midjourney", GATEWAY, "SUCCESS", Remote.DONE, True),
    ("midjourney", GATEWAY, "FAILURE", Remote.FAILED, True),
    ("midjourney", GATEWAY, "CANCEL", Remote.CANCELLED, True),
]
BASES = [("crun", CRUN), ("tripo", V2), ("tripo", V3), ("bytespike", BYTESPIKE), ("midjourney", GATEWAY)]
UNLISTED: list[object] = [
    "Succeeded",
    "QUEUED_V2",
    "canceled",
    "done",
    "EXPIRED!",
    3,
    True,
    ["success"],
    {"status": "success"},
    "x" * 500,
]


def report_of(provider: str, base: str, status: object) -> Report:
    task = {"task_id": "an-id", "id": "an-id", "status": status}
    body = {"crun": {"code": 200, "data": task}, "tripo": {"code": 0, "status": "success", "data": task}}.get(provider, task)
    reply = ApiReply(200, {}, json.dumps(body).encode(), AT)
    answer = dialect_for(provider, base).read(Query(((IdKind.TASK_ID, "an-id"),)), reply)
    assert answer.fault is None
    (report,) = answer.reports
    return report


@pytest.mark.parametrize(("provider", "base", "word", "remote", "final"), LISTED)
def test_each_word_means_what_its_table_says(provider: str, base: str, word: str | None, remote: Remote, final: bool) -> None:
    for written in (word, f" {word} ", word.upper(), word.lower()) if word else (word,):
        report = report_of(provider, base, written)
        assert (report.remote, report.final) == (remote, final)
        assert report.remote_raw == (written or "").strip()


@pytest.mark.parametrize(("provider", "base"), BASES)
@pytest.mark.parametrize("word", UNLISTED, ids=lambda word: str(word)[:20])
def test_an_unlisted_word_decides_nothing_and_is_kept(provider: str, base: str, word: object) -> None:
    report = report_of(provider, base, word)
    assert (report.remote, report.final) == (Remote.UNKNOWN, False)
    if isinstance(word, str):
        assert word.startswith(report.remote_raw)
        assert report.remote_raw


@pytest.mark.parametrize(("provider", "base"), [found for found in BASES if found[0] != "midjourney"])
@pytest.mark.parametrize("word", ["", None])
def test_no_word_decides_nothing_where_no_table_has_it(provider: str, base: str, word: str | None) -> None:
    report = report_of(provider, base, word)
    assert (report.remote, report.final, report.remote_raw) == (Remote.UNKNOWN, False, "")


def test_unknown_is_not_final_where_the_reply_is_of_v3() -> None:
    assert not report_of("tripo", V3, "unknown").final
