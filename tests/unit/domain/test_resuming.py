import datetime as dt
from dataclasses import dataclass, replace
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from desktop.domain.resume import ResumePoint
from desktop.domain.resuming import (
    Append,
    AskAgain,
    Complete,
    Continue,
    Fresh,
    Refused,
    TakeWhole,
    basis,
    judge,
    plan,
    source_of,
)

URL = "https://files.example/a/fox.mp4?Signature=new"
NOW = dt.datetime(2026, 3, 1, 12, 0, 0, tzinfo=dt.UTC)
OLD = format_datetime(NOW - dt.timedelta(days=1), usegmt=True)
POINT = ResumePoint(path="/r/fox.part", size=600, total=1000, source="https://files.example/a/fox.mp4", etag='"v1"')
DATED = replace(POINT, etag="", last_modified=OLD)
REST = {"content-range": "bytes 600-999/1000", "content-length": "400", "etag": '"v1"', "content-type": "video/mp4"}


# -- whether to go on ----------------------------------------------------------------------------------------------------


def test_going_on_asks_for_the_rest_of_the_same_version() -> None:
    asked = plan(POINT, URL, 700)
    assert isinstance(asked, Continue)
    assert asked.headers == {"Range": "bytes=600-", "If-Range": '"v1"'}
    dated = plan(DATED, URL, 600)
    assert isinstance(dated, Continue)
    assert dated.headers == {"Range": "bytes=600-", "If-Range": OLD}


@pytest.mark.parametrize(
    ("point", "url", "on_disk"),
    [
        (None, URL, 600),
        (POINT, URL, None),
        (POINT, URL, 599),
        (replace(POINT, size=0), URL, 600),
        (replace(POINT, size=1001), URL, 2000),
        (replace(POINT, etag='W/"v1"'), URL, 600),
        (replace(POINT, etag=""), URL, 600),
        (POINT, "https://other.example/a/fox.mp4", 600),
        (POINT, "https://files.example:8443/a/fox.mp4", 600),
        (POINT, "http://files.example/a/fox.mp4", 600),
        (POINT, "https://files.example/b/fox.mp4", 600),
        (replace(POINT, source=""), "https://[", 600),
    ],
)
def test_without_proof_of_being_the_same_the_whole_file_is_asked_for(
    point: ResumePoint | None, url: str, on_disk: int | None
) -> None:
    assert plan(point, url, on_disk) == Fresh()


def test_a_file_whose_bytes_are_all_here_is_not_asked_for() -> None:
    whole = replace(POINT, size=1000)
    assert plan(whole, URL, 1000) == Complete(whole)


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://u:p@Files.Example/a?b=c#d", "https://files.example/a"),
        ("http://[::1]:8/x", "http://[::1]:8/x"),
        ("https://files.example:99999/x", ""),
        ("no address", ""),
    ],
)
def test_a_source_is_a_link_without_its_secrets(url: str, source: str) -> None:
    assert source_of(url) == source


# -- what an answer allows -----------------------------------------------------------------------------------------------


def test_the_rest_of_the_same_version_is_appended() -> None:
    assert judge(Continue(POINT), 206, REST, media=True) == Append(600, 1000)
    dated = {**REST, "etag": 'W/"any"', "last-modified": OLD}
    assert judge(Continue(DATED), 206, dated, media=True) == Append(600, 1000)
    chunked = {**REST, "transfer-encoding": "chunked"} | {"content-length": ""}
    assert judge(Continue(POINT), 206, chunked, media=True) == Append(600, 1000)


@pytest.mark.parametrize(
    "change",
    [
        {"content-range": "bytes 599-999/1000"},
        {"content-range": "bytes 600-998/1000"},
        {"content-range": "bytes 600-999/2000"},
        {"content-range": "bytes 600-999/*"},
        {"content-range": "bytes */1000"},
        {"content-range": "items 600-999/1000"},
        {"content-range": ""},
        {"content-length": "399"},
        {"content-length": "1000"},
        {"etag": '"v2"'},
        {"etag": 'W/"v1"'},
        {"etag": ""},
        {"content-encoding": "gzip"},
        {"content-type": "multipart/byteranges; boundary=x"},
    ],
    ids=str,
)
def test_a_rest_that_may_be_of_another_file_is_left_unread(change: dict[str, str]) -> None:
    assert judge(Continue(POINT), 206, {**REST, **change}, media=True) == AskAgain()


@pytest.mark.parametrize("modified", ["", format_datetime(NOW, usegmt=True)])
def test_a_rest_of_another_date_is_left_unread(modified: str) -> None:
    assert judge(Continue(DATED), 206, {**REST, "last-modified": modified}, media=True) == AskAgain()


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json", "Application/XHTML+xml"])
def test_a_message_in_place_of_the_rest_is_refused_where_media_is_due(content_type: str) -> None:
    rest = {**REST, "content-type": content_type}
    assert isinstance(judge(Continue(POINT), 206, rest, media=True), Refused)
    assert judge(Continue(POINT), 206, rest, media=False) == Append(600, 1000)


def test_a_whole_body_starts_over() -> None:
    assert judge(Continue(POINT), 200, {"content-length": "1200"}, media=True) == TakeWhole(1200)
    assert judge(Fresh(), 200, {"transfer-encoding": "chunked", "content-length": "5"}, media=True) == TakeWhole(None)


def test_a_range_that_does_not_fit_any_more_is_asked_without_once() -> None:
    assert judge(Continue(POINT), 416, {}, media=True) == AskAgain()
    assert isinstance(judge(Fresh(), 416, {}, media=True), Refused)


@pytest.mark.parametrize("status", [304, 403, 404, 410, 429, 500, 503])
def test_an_answer_without_the_file_leaves_everything_as_it_is(status: int) -> None:
    assert judge(Continue(POINT), status, {}, media=True) == Refused()


def test_every_part_that_nobody_asked_for_has_its_own_reason() -> None:
    several = {"content-type": "multipart/byteranges"}
    answers = [judge(Fresh(), 206, headers, media=True) for headers in ({}, several, {"content-range": "bytes 5-9/10"})]
    reasons = [answer.reason for answer in answers if isinstance(answer, Refused)]
    assert len(set(reasons)) == 3
    assert judge(Fresh(), 206, {"content-range": "bytes 0-9/10"}, media=True) == TakeWhole(10)


# -- what can be continued -----------------------------------------------------------------------------------------------


WHOLE = {"content-length": "1000", "etag": '"v1"', "content-type": "video/mp4"}


def test_what_proves_a_file_is_kept_without_the_query() -> None:
    assert basis(URL, 200, WHOLE, NOW, media=True) == replace(POINT, path="", size=0)
    dated = {**WHOLE, "etag": 'W/"v1"', "last-modified": OLD, "date": format_datetime(NOW, usegmt=True)}
    assert basis(URL, 200, dated, NOW, media=True) == replace(DATED, path="", size=0)


@pytest.mark.parametrize(
    "change",
    [
        {"etag": ""},
        {"etag": 'W/"v1"'},
        {"etag": "v1"},
        {"etag": '""'},
        {"content-length": ""},
        {"content-length": "0"},
        {"transfer-encoding": "chunked"},
        {"content-encoding": "gzip"},
        {"accept-ranges": "none"},
        {"content-type": "text/html"},
    ],
    ids=str,
)
def test_a_file_without_proof_is_never_continued(change: dict[str, str]) -> None:
    assert basis(URL, 200, {**WHOLE, **change}, NOW, media=True) is None


@pytest.mark.parametrize(
    ("age", "date", "proves"),
    [(0, 0, False), (1, 0, True), (59, None, False), (60, None, True)],
    ids=["same second", "a second ago", "no date, young", "no date, old"],
)
def test_a_date_proves_only_what_was_not_changed_within_it(age: int, date: int | None, proves: bool) -> None:
    modified = format_datetime(NOW - dt.timedelta(seconds=age), usegmt=True)
    sent = "" if date is None else format_datetime(NOW, usegmt=True)
    headers = {"content-length": "1000", "last-modified": modified, "date": sent}
    assert (basis(URL, 200, headers, NOW, media=True) is not None) is proves
    assert basis(URL, 200, {**headers, "last-modified": "yesterday"}, NOW, media=True) is None


# -- any sequence of behaviours ------------------------------------------------------------------------------------------


BODIES = {1: bytes(range(60)), 2: bytes(range(90, 180)), 3: bytes(range(180, 240))}
"""The versions of the file: no byte is like another, and two are of the same length."""


@dataclass(frozen=True)
class Host:
    """How a file host answers: which version it has, and where it is honest."""

    version: int
    etag: str
    dated: bool
    heeds_range: bool
    heeds_if_range: bool
    shift: int
    """How far from the place asked for its ranges begin; their headers say what they hold."""
    other_total: bool
    status: int
    length: bool

    @property
    def body(self) -> bytes:
        """The file as it is now."""
        return BODIES[self.version]

    @property
    def tag(self) -> str:
        return {"strong": f'"v{self.version}"', "weak": f'W/"v{self.version % 2}"', "absent": ""}[self.etag]

    @property
    def modified(self) -> str:
        return format_datetime(NOW - dt.timedelta(days=9 - self.version), usegmt=True) if self.dated else ""

    def answer(self, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if self.status != 200:
            return self.status, {"content-type": "text/html"}, b"<html>"
        same = not self.heeds_if_range or headers.get("If-Range") in (self.tag, self.modified)
        said = {"etag": self.tag, "last-modified": self.modified, "date": format_datetime(NOW, usegmt=True)}
        if "Range" not in headers or not self.heeds_range or not same:
            return 200, {**said, **({"content-length": str(len(self.body))} if self.length else {})}, self.body
        first = max(0, int(headers["Range"][6:-1]) + self.shift)
        if first >= len(self.body):
            return 416, said, b""
        total = len(self.body) + (1 if self.other_total else 0)
        return 206, {**said, "content-range": f"bytes {first}-{len(self.body) - 1}/{total}"}, self.body[first:]


HONEST = Host(1, "strong", True, True, True, 0, False, 200, True)
LIES: tuple[dict[str, object], ...] = (
    {},
    {"heeds_range": False},
    {"heeds_if_range": False},
    {"heeds_if_range": False, "etag": "absent", "dated": False},
    {"shift": -7},
    {"shift": 5},
    {"other_total": True},
    {"etag": "weak", "dated": False},
    {"etag": "weak"},
    {"etag": "absent"},
    {"dated": False},
    {"status": 403},
    {"length": False},
)
hosts = st.builds(
    lambda version, first, second: replace(HONEST, version=version, **{**first, **second}),
    st.integers(1, 3),
    st.sampled_from(LIES),
    st.sampled_from(({}, {}, {}, {}, {}, {}, {}, {}, *LIES)),
)


cuts = st.sampled_from([100, 100, 100, 25, 10])


class Resuming(RuleBasedStateMachine):
    """A downloader that is nothing but the rules, against hosts of every kind; it crashes and forgets as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.disk: dict[str, bytes] = {}
        self.point: ResumePoint | None = None
        self.done: list[bytes] = []
        self.names = 0

    @rule(host=hosts, cut=cuts, noted=cuts, junk=st.integers(0, 9), crash=st.sampled_from([False, False, False, True]))
    def fetch(self, host: Host, cut: int, noted: int, junk: int, crash: bool) -> None:
        """Fetch, up to `cut` bytes of the answer; `noted` of what came is remembered, and `junk` follows it on the disk."""
        on_disk = len(self.disk[self.point.path]) if self.point is not None and self.point.path in self.disk else None
        asked = plan(self.point, URL, on_disk)
        if isinstance(asked, Complete):
            self.done.append(self.disk.pop(asked.point.path)[: asked.point.size])
            self.point = None
            return
        if not self.ask(host, asked, cut, noted, junk, crash):
            assert self.ask(host, Fresh(), cut, noted, junk, crash)

    def ask(self, host: Host, asked: Fresh | Continue, cut: int, noted: int, junk: int, crash: bool) -> bool:
        status, headers, body = host.answer(asked.headers)
        ruling = judge(asked, status, headers, media=True)
        if isinstance(ruling, AskAgain | Refused):
            return isinstance(ruling, Refused)
        if isinstance(ruling, Append):
            assert isinstance(asked, Continue)
            path, begun = asked.point.path, self.disk[asked.point.path][: ruling.offset]
            base: ResumePoint | None = asked.point
        else:
            path, begun = self.start_over(), b""
            base = basis(URL, status, headers, NOW, media=True)
        whole = begun + body[:cut]
        ended = cut >= len(body)
        if ended and ruling.total in (None, len(whole)):
            self.done.append(whole)
            return True
        self.disk[path] = whole + bytes(junk)
        kept = min(len(whole), len(begun) + noted)
        if not crash and base is not None and kept:
            self.point = replace(base, path=path, size=kept)
        return True

    def start_over(self) -> str:
        if self.point is not None:
            self.disk.pop(self.point.path, None)
        self.names += 1
        return f"{self.names}.part"

    @rule(version=st.integers(1, 3), etag=st.sampled_from(["strong", "weak", "absent"]), cut=st.integers(1, 50))
    def begin(self, version: int, etag: str, cut: int) -> None:
        """Have something to continue, as most often there is."""
        self.fetch(replace(HONEST, version=version, etag=etag, dated=etag == "absent"), cut, 100, 0, False)

    @rule(loses=st.integers(0, 5))
    def lose_bytes(self, loses: int) -> None:
        """Sometimes an unfinished file is gone, or shorter than it was said to be."""
        if loses == 0:
            self.disk.clear()
        if loses == 1:
            self.disk = {path: data[:-20] for path, data in self.disk.items()}

    @invariant()
    def every_file_is_one_version(self) -> None:
        for body in self.done:
            assert body in BODIES.values()


def test_whatever_the_hosts_do_every_file_is_exactly_one_version() -> None:
    run_state_machine_as_test(
        Resuming,
        settings=settings(
            derandomize=True, max_examples=300, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_simulation_does_continue_files() -> None:
    machine = Resuming()
    machine.fetch(HONEST, 20, 100, 3, False)
    assert machine.point is not None
    assert machine.point.size == 20
    machine.fetch(HONEST, 15, 100, 0, False)
    assert machine.point.size == 35
    machine.fetch(HONEST, 100, 100, 0, False)
    assert machine.done == [HONEST.body]
