"""Every switch does what it says, where it is meant to, and as often."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

import httpx
import pytest

from desktop.domain.status import Badge
from desktop.rehearsal.builders import LOST, images
from desktop.rehearsal.faults import (
    Behaviour,
    Dropped,
    Empty,
    Expired,
    Fault,
    Garbage,
    Html,
    Huge,
    Latency,
    Maintenance,
    Redirected,
    Refused,
    ServerError,
    Slow,
    TooMany,
    Truncated,
    WrongBytes,
)
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, Server
from tests.unit.rehearsal.client import BEGIN, MEDIA, Client, Clock, running

TASK = Sample(
    server=Server.CRUN, task_id=make_id(Server.CRUN, "faults"), files=images("dusk.png", "grid.jpg"), waiting=0, generating=0
)
OTHER = replace(TASK, task_id=make_id(Server.CRUN, "other"))


@pytest.mark.parametrize(
    ("behaviour", "holds"),
    [
        (TooMany(), lambda reply: reply.status_code == 429 and "retry-after" not in reply.headers),
        (TooMany(retry_after=7), lambda reply: reply.headers["retry-after"] == "7" and reply.json()["code"] == 429),
        (TooMany(retry_after=7, as_date=True), lambda reply: reply.headers["retry-after"] == "Sat, 21 Nov 2026 22:26:47 GMT"),
        (TooMany(reset_in=9), lambda reply: reply.headers["x-ratelimit-reset"] == str(int(BEGIN + 9))),
        (ServerError(502), lambda reply: reply.status_code == 502),
        (Maintenance(), lambda reply: (reply.status_code, reply.json()["code"]) == (455, 455)),
        (Refused(402), lambda reply: (reply.status_code, reply.json()["code"]) == (402, 402)),
        (Html(), lambda reply: reply.status_code == 200 and reply.text.startswith("<!doctype html>")),
        (Empty(), lambda reply: (reply.status_code, reply.content) == (200, b"")),
        (Garbage(), lambda reply: reply.text.startswith('{"code"') and not reply.text.endswith("}")),
        (Huge(3_000_000), lambda reply: len(reply.content) > 2_900_000),
        (Redirected(307), lambda reply: reply.status_code == 307),
    ],
)
def test_a_query_can_go_wrong_in_every_way(behaviour: Behaviour, holds: Callable[[httpx.Response], bool]) -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(behaviour, server=Server.CRUN)
        assert holds(client.ask(TASK))


def test_a_query_can_be_cut_off_before_and_in_its_reply() -> None:
    with running(TASK) as (client, _):
        for fraction in (0.0, 0.5):
            client.rehearsal.set_fault(Dropped(fraction), times=1)
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                client.ask(TASK)
        assert client.ask(TASK).status_code == 200
        assert [seen.status for seen in client.rehearsal.record.all()] == [0, 200, 200]
        assert [seen.complete for seen in client.rehearsal.record.all()] == [False, False, True]


def test_a_fault_strikes_so_many_times_after_so_many_requests() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(ServerError(), times=2, after=1)
        assert [client.ask(TASK).status_code for _ in range(5)] == [200, 500, 500, 200, 200]


def test_a_fault_strikes_its_task_only() -> None:
    with running(TASK, OTHER) as (client, _):
        client.rehearsal.set_fault(ServerError(503), task_id=OTHER.task_id)
        assert [client.ask(task).status_code for task in (TASK, OTHER)] == [200, 503]
        client.rehearsal.clear_faults()
        assert client.ask(OTHER).status_code == 200


def test_a_fault_of_a_sample_strikes_its_queries_and_not_its_files() -> None:
    task = replace(TASK, faults=(Fault(behaviour=TooMany(retry_after=1), times=1),))
    with running(task) as (client, _):
        assert [client.ask(task).status_code for _ in range(2)] == [429, 200]
        assert client.http.get(client.links(task)[0]).status_code == 200


def test_a_fault_of_one_file_leaves_the_others_alone() -> None:
    first, second = TASK.files
    task = replace(TASK, files=(replace(first, faults=LOST), second))
    assert (task.expect, task.expect_files) == (Badge.PARTLY_SAVED, 1)
    with running(task) as (client, _):
        assert [client.http.get(link).status_code for link in client.links(task)] == [404, 200]


@pytest.mark.parametrize("status", [403, 404, 410, 500])
def test_the_file_host_refuses_so_many_times(status: int) -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Refused(status), server=Server.FILES, file="image-1", times=2)
        link = client.links(TASK)[0]
        assert [client.http.get(link).status_code for _ in range(3)] == [status, status, 200]


def test_a_link_can_be_taken_for_expired() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Expired(), file="image-1.png", times=1)
        assert [client.http.get(client.links(TASK)[0]).status_code for _ in range(2)] == [403, 200]
        assert [seen.link_expired for seen in client.rehearsal.record.all(Server.FILES)] == [True, False]


def test_a_file_can_end_early_and_be_taken_up_again() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Truncated(0.6), server=Server.FILES, times=1)
        link, got = client.links(TASK)[0], b""
        with suppress(httpx.RemoteProtocolError), client.http.stream("GET", link) as reply:
            for chunk in reply.iter_raw():
                got += chunk
        assert len(got) == int(int(reply.headers["content-length"]) * 0.6)
        rest = client.http.get(link, headers={"Range": f"bytes={len(got)}-", "If-Range": reply.headers["etag"]})
        assert rest.status_code == 206
        assert got + rest.content == client.http.get(link).content


def test_a_short_file_can_lie_about_its_length() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Truncated(0.5, lies=True), file="image-1")
        reply = client.http.get(client.links(TASK)[0])
    assert int(reply.headers["content-length"]) == len(reply.content) < (MEDIA / "dusk.png").stat().st_size
    assert client.rehearsal.files_served == {}


@pytest.mark.parametrize(
    ("kind", "media_type", "begin"),
    [("html", "text/html", b"<!doctype"), ("json", "application/json", b"{"), ("media", "image/png", b"\xff")],
)
def test_a_file_can_be_something_else(kind: str, media_type: str, begin: bytes) -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(WrongBytes(kind), file="image-1")  # type: ignore[arg-type]  # one of its three words
        reply = client.http.get(client.links(TASK)[0])
    assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (200, media_type)
    assert reply.content.startswith(begin)


def test_a_redirect_leads_to_another_origin_which_sees_what_is_sent() -> None:
    with running(TASK) as (client, _):
        link = client.links(TASK)[0]
        client.rehearsal.set_fault(Redirected(), server=Server.FILES)
        client.rehearsal.set_fault(Redirected(), server=Server.CRUN)
        file = client.http.get(link, follow_redirects=True)
        key = client.rehearsal.key(Server.CRUN)
        client.http.get(
            client.rehearsal.base_urls["crun"] + "/api/v1/client/job/TaskInfo",
            params={"task_id": TASK.task_id},
            headers={"x-api-key": key},
            follow_redirects=True,
        )
        record = client.rehearsal.record
        leaks = record.holding(key, Server.FILES, Server.ELSEWHERE)
    assert file.content.startswith(b"\x89PNG")
    assert (record.count(Server.ELSEWHERE), [seen.path for seen in leaks]) == (2, ["/api/v1/client/job/TaskInfo"])


def test_a_file_comes_as_slowly_as_asked() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Slow(200_000), file="image-1")
        client.rehearsal.set_fault(Latency(0.1), file="image-1")
        link = client.links(TASK)[0]
        begin = monotonic()
        size = len(client.http.get(link).content)
        assert monotonic() - begin >= 0.1 + 0.9 * size / 200_000


def test_stopping_does_not_wait_for_slow_files() -> None:
    with running(TASK) as (client, _):
        client.rehearsal.set_fault(Slow(100), file="image-1")
        with client.http.stream("GET", client.links(TASK)[0]) as reply:
            assert reply.status_code == 200
            begin = monotonic()
            client.rehearsal.stop()
            assert monotonic() - begin < 2
    assert client.rehearsal.record.all(Server.FILES)[0].complete is False


def test_started_again_it_has_the_same_addresses_and_tasks() -> None:
    clock = Clock()
    rehearsal = Rehearsal([TASK], media=MEDIA, clock=clock).start()
    with httpx.Client(trust_env=False) as http:
        addresses = rehearsal.base_urls
        rehearsal.stop()
        with pytest.raises(httpx.ConnectError):
            http.get(addresses["crun"])
        rehearsal.start()
        assert rehearsal.base_urls == addresses
        assert Client(rehearsal, http).ask(TASK).json()["data"]["status"] == "success"
        rehearsal.stop()
    assert [thread for thread in threading.enumerate() if thread.name == "rehearsal"] == []


def test_a_port_that_is_taken_is_an_error_of_start() -> None:
    rehearsal = Rehearsal(media=MEDIA).start()
    port = int(rehearsal.origin(Server.CRUN).rpartition(":")[2])
    rehearsal.stop()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(OSError, match="address"):
            rehearsal.start()
    rehearsal.start()
    rehearsal.stop()


def test_each_origin_keys_and_its_own_port() -> None:
    with running() as (client, _):
        connections = client.rehearsal.connections
        origins = {client.rehearsal.origin(server) for server in Server}
    assert len(origins) == len(Server)
    assert len({connection.key for connection in connections}) == 5
    assert all(connection.key not in repr(connection) for connection in connections)
    assert {connection.provider for connection in connections} == {"crun", "tripo", "bytespike", "midjourney"}


def test_the_record_says_who_asked_for_what() -> None:
    with running(TASK) as (client, clock):
        clock.move(2)
        client.http.get(client.links(TASK)[1], headers={"X-Trace": "7"})
        asked, fetched = client.rehearsal.record.all()
        record = client.rehearsal.record
    assert (asked.server, asked.method, asked.query_names, asked.task_ids) == ("crun", "GET", ("task_id",), (TASK.task_id,))
    assert (fetched.file, fetched.headers["x-trace"], fetched.at, fetched.status) == ("image-2", "7", BEGIN + 2, 200)
    assert (record.busiest_second(Server.FILES), record.most_at_once(Server.FILES)) == (1, 1)
    assert record.count(Server.CRUN, status=200, task_id=TASK.task_id) == 1
    assert record.holding(client.rehearsal.key(Server.CRUN)) == (asked,)
