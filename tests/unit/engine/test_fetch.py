import asyncio
import errno
import gzip
import hashlib
import os
import random
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from desktop.domain.problem import ProblemKind
from desktop.domain.problems import words
from desktop.domain.status import MediaKind
from desktop.engine.fetch import FaultKind, Fetched, Fetcher, FetchFault, FetchJob
from desktop.engine.transfer import Transfer
from desktop.engine.trust import SystemTrust
from tests.unit.engine.wire import RawHandler, http_server, make_certificate, raw_server, replying, tls_server, unused_port

LOCAL = "http://127.0.0.1:1"
"""An account on this computer: its links may point at the servers of these tests."""


def _png(size: int = 5000) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    noise = random.Random(size).randbytes(size)
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", noise) + chunk(b"IEND", b"")


PNG = _png()


def _job(url: str, folder: Path, kind: MediaKind = MediaKind.IMAGE, *, name: str = "fox.part", reserve: int = 0) -> FetchJob:
    return FetchJob(url=url, part=folder / name, kind=kind, account_url=LOCAL, provider="Midjourney", reserve=reserve)


@asynccontextmanager
async def _fetcher(workers: int = 2, *, stall: float = 5.0) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(workers, version="1.2.3", stall_seconds=stall)
    try:
        yield fetcher
    finally:
        await fetcher.close()


def _quiet(_received: int, _total: int | None) -> None:
    """Nobody listens."""


def _fetch(handler: RawHandler, folder: Path, kind: MediaKind = MediaKind.IMAGE, *, stall: float = 5.0) -> Fetched:
    async def main() -> Fetched:
        async with raw_server(handler) as url, _fetcher(stall=stall) as fetcher:
            return await fetcher.fetch(_job(f"{url}/x.png?sig=1", folder, kind), _quiet)

    return asyncio.run(main())


def _fault(data: bytes | RawHandler, folder: Path, kind: MediaKind = MediaKind.IMAGE, *, stall: float = 5.0) -> FetchFault:
    before = sorted(folder.iterdir()) if folder.exists() else []
    with pytest.raises(FetchFault) as caught:
        _fetch(data if callable(data) else replying(data), folder, kind, stall=stall)
    assert (sorted(folder.iterdir()) if folder.exists() else []) == before, "nothing of a failed file stays"
    assert words(caught.value.problem).title
    return caught.value


def _ok(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _chunked(body: bytes, *, ended: bool = True) -> bytes:
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    coded = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + coded + (b"0\r\n\r\n" if ended else b"")


# -- good ends -------------------------------------------------------------------------------------------------------


def test_a_file_arrives_whole_hashed_and_named_by_its_content(tmp_path: Path) -> None:
    fetched = _fetch(replying(_ok(PNG, b"Content-Type: text/plain")), tmp_path)
    assert fetched.part == tmp_path / "fox.part"
    assert fetched.part.read_bytes() == PNG
    assert (fetched.size, fetched.sha256) == (len(PNG), hashlib.sha256(PNG).hexdigest())
    assert fetched.media_type is not None
    assert (fetched.media_type.mime, fetched.extension) == ("image/png", ".png")


@pytest.mark.parametrize(
    "reply",
    [
        _chunked(PNG),
        b"HTTP/1.1 200 OK\r\n\r\n" + PNG,
        b"HTTP/1.0 200 OK\r\n\r\n" + PNG,
        _ok(gzip.compress(PNG), b"Content-Encoding: gzip"),
        _ok(gzip.compress(PNG[:400]) + gzip.compress(PNG[400:]), b"Content-Encoding: gzip"),
        _ok(zlib.compress(PNG), b"Content-Encoding: deflate"),
        _ok(PNG, b"Content-Encoding: aws-chunked"),
        _ok(PNG, b"Content-Range: bytes 0-%d/%d" % (len(PNG) - 1, len(PNG)), status=b"206 Partial Content"),
    ],
    ids=["chunked", "until-close", "http-1.0", "gzip", "gzip-members", "deflate", "aws-chunked", "206-whole"],
)
def test_every_way_to_send_a_whole_file_is_understood(reply: bytes, tmp_path: Path) -> None:
    assert _fetch(replying(reply), tmp_path).part.read_bytes() == PNG


@pytest.mark.parametrize("pieces", ["small", "large", "mixed"])
def test_bytes_are_the_same_however_they_come(pieces: str, tmp_path: Path) -> None:
    body = _png(3_000_000)
    rng = random.Random(pieces)
    steps = {"small": (1, 9000), "large": (2_000_000, 2_000_001), "mixed": (1, 900_000)}[pieces]

    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        at = 0
        while at < len(body):
            step = rng.randrange(*steps)
            writer.write(body[at : at + step])
            await writer.drain()
            at += step

    fetched = _fetch(handler, tmp_path)
    assert fetched.part.read_bytes() == body
    assert fetched.sha256 == hashlib.sha256(body).hexdigest()


def test_the_request_carries_no_key_and_no_cookie(tmp_path: Path) -> None:
    heads: list[bytes] = []

    async def handler(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(_ok(PNG, b"Set-Cookie: a=b; Path=/"))

    async def main() -> None:
        async with raw_server(handler) as url, _fetcher(1) as fetcher:
            for name in ("a.part", "b.part"):
                await fetcher.fetch(_job(f"{url}/x.png?sig=a%2Fb", tmp_path, name=name), _quiet)

    asyncio.run(main())
    for head in heads:
        names = sorted(line.partition(b":")[0].lower() for line in head.split(b"\r\n")[1:] if line)
        assert names == [b"accept", b"accept-encoding", b"host", b"user-agent"]
        assert head.startswith(b"GET /x.png?sig=a%2Fb HTTP/1.1\r\n")
        assert b"Accept-Encoding: identity" in head
        assert b"User-Agent: Outtray/1.2.3" in head


def test_small_files_of_one_host_share_a_connection(tmp_path: Path) -> None:
    async def main() -> None:
        peers: set[object] = set()

        async def handler(request: web.BaseRequest) -> web.Response:
            assert request.transport is not None
            peers.add(request.transport.get_extra_info("peername"))
            return web.Response(body=PNG)

        async with http_server(handler) as url, _fetcher(1) as fetcher:
            for number in range(8):
                await fetcher.fetch(_job(f"{url}/{number}", tmp_path, name=f"{number}.part"), _quiet)
        assert len(peers) == 1

    asyncio.run(main())


def test_an_idle_connection_that_was_closed_is_opened_anew(tmp_path: Path) -> None:
    async def main() -> None:
        async with raw_server(replying(_ok(PNG))) as url, _fetcher(1) as fetcher:
            for number in range(5):  # the server closes after each reply without saying so
                await fetcher.fetch(_job(url, tmp_path, name=f"{number}.part"), _quiet)

    asyncio.run(main())


def test_progress_is_told_on_the_loop_and_ends_with_all_bytes(tmp_path: Path) -> None:
    body = _png(400_000)
    told: list[tuple[int, int | None]] = []

    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        for at in range(0, len(body), 1000):
            writer.write(body[at : at + 1000])
            await writer.drain()
            await asyncio.sleep(0.001)

    async def main() -> float:
        loop = asyncio.get_running_loop()

        def progress(received: int, total: int | None) -> None:
            assert asyncio.get_running_loop() is loop
            told.append((received, total))

        async with raw_server(handler) as url, _fetcher() as fetcher:
            start = time.monotonic()
            await fetcher.fetch(_job(url, tmp_path), progress)
            return time.monotonic() - start

    took = asyncio.run(main())
    assert {total for _, total in told} == {len(body)}
    assert told[-1] == (len(body), len(body))
    assert told == sorted(told)
    assert 2 < len(told) <= 4 * took + 2, "at most four a second, the first soon, and the last at the end"


def test_no_more_files_are_fetched_at_a_time_than_there_are_workers(tmp_path: Path) -> None:
    async def main() -> None:
        now_open = 0
        most: list[int] = []

        async def handler(_request: web.BaseRequest) -> web.Response:
            nonlocal now_open
            now_open += 1
            most.append(now_open)
            await asyncio.sleep(0.02)
            now_open -= 1
            return web.Response(body=PNG)

        async def run(fetcher: Fetcher, url: str, batch: str) -> int:
            most.clear()
            jobs = [_job(url, tmp_path, name=f"{batch}{number}.part") for number in range(12)]
            await asyncio.gather(*(fetcher.fetch(job, _quiet) for job in jobs))
            return max(most)

        async with http_server(handler) as url, _fetcher(2) as fetcher:
            assert await run(fetcher, url, "a") == 2
            fetcher.set_workers(4)
            assert await run(fetcher, url, "b") == 4
            fetcher.set_workers(1)
            assert await run(fetcher, url, "c") == 1

    asyncio.run(main())


# -- what stands in the folder already ---------------------------------------------------------------------------------


def test_a_foreign_part_file_is_neither_appended_to_nor_replaced(tmp_path: Path) -> None:
    foreign = tmp_path / "fox.part"
    foreign.write_bytes(b"somebody's")
    fetched = _fetch(replying(_ok(PNG)), tmp_path)
    assert foreign.read_bytes() == b"somebody's"
    assert fetched.part == tmp_path / "fox (2).part"
    assert fetched.part.read_bytes() == PNG
    _fault(_ok(PNG[:-50]), tmp_path)
    assert foreign.read_bytes() == b"somebody's"


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    fault = _fault(_ok(PNG), tmp_path / "Renders")
    assert fault.kind is FaultKind.FOLDER_GONE
    assert fault.problem.fact("folder") == str(tmp_path / "Renders")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FetchFault) as caught:
        _fetch(replying(_ok(PNG)), tmp_path / "file")
    assert caught.value.kind is FaultKind.FOLDER_GONE


def test_the_reserve_is_kept_free(tmp_path: Path) -> None:
    async def main() -> None:
        async with raw_server(replying(_ok(PNG))) as url, _fetcher() as fetcher:
            await fetcher.fetch(_job(url, tmp_path, reserve=10**18), _quiet)

    with pytest.raises(FetchFault) as caught:
        asyncio.run(main())
    assert caught.value.kind is FaultKind.DISK_FULL
    assert (caught.value.received, caught.value.total) == (0, len(PNG))
    assert words(caught.value.problem).title.startswith(f"Not enough space in “{tmp_path.name}” (needs ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("call", "number", "kind"),
    [
        ("write", errno.ENOSPC, FaultKind.DISK_FULL),
        ("fsync", errno.ENOSPC, FaultKind.DISK_FULL),
        ("fsync", errno.EIO, FaultKind.FOLDER_GONE),
        ("write", errno.EROFS, FaultKind.READ_ONLY),
    ],
)
def test_trouble_of_the_disk_while_writing_is_named(
    call: str, number: int, kind: FaultKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"desktop.engine.part_file.os.{call}", failing)
    fault = _fault(_ok(PNG), tmp_path)
    assert (fault.kind, fault.received, fault.total) == (kind, len(PNG), len(PNG))


# -- what the host says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, FaultKind.LINK_ENDED),
        (403, FaultKind.LINK_ENDED),
        (404, FaultKind.LINK_ENDED),
        (410, FaultKind.LINK_ENDED),
        (429, FaultKind.RATE_LIMITED),
        (400, FaultKind.SERVER),
        (416, FaultKind.SERVER),
        (500, FaultKind.SERVER),
        (503, FaultKind.SERVER),
        (304, FaultKind.SERVER),
    ],
)
def test_a_status_says_what_is_to_be_done(status: int, kind: FaultKind, tmp_path: Path) -> None:
    fault = _fault(_ok(b"no", b"Retry-After: 7", status=b"%d No" % status), tmp_path)
    assert (fault.kind, fault.status) == (kind, status)
    if kind in (FaultKind.RATE_LIMITED, FaultKind.SERVER):
        assert fault.retry_after == 7.0


def test_a_400_that_speaks_of_expiry_is_an_ended_link(tmp_path: Path) -> None:
    body = b"<Error><Code>ExpiredToken</Code></Error>"
    assert _fault(_ok(body, status=b"400 Bad Request"), tmp_path).kind is FaultKind.LINK_ENDED


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (_ok(PNG)[:-100], FaultKind.CUT),
        (_chunked(PNG, ended=False), FaultKind.CUT),
        (_chunked(PNG)[:-900], FaultKind.CUT),
        (_ok(gzip.compress(PNG)[:-200], b"Content-Encoding: gzip"), FaultKind.CUT),
        (_ok(gzip.compress(PNG) + gzip.compress(b"more")[:-3], b"Content-Encoding: gzip"), FaultKind.CUT),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PNG)[:5], FaultKind.CUT),
        (_ok(b"not packed", b"Content-Encoding: gzip"), FaultKind.SERVER),
        (_ok(PNG, b"Content-Encoding: br"), FaultKind.SERVER),
        (_ok(PNG, b"Content-Range: bytes 0-%d/99999" % (len(PNG) - 1), status=b"206 Partial Content"), FaultKind.SERVER),
        (_ok(PNG, b"Content-Range: bytes 5-%d/%d" % (len(PNG) + 4, len(PNG) + 5), status=b"206 Partial"), FaultKind.SERVER),
        (_ok(PNG, status=b"206 Partial Content"), FaultKind.SERVER),
        (_ok(PNG[:-20]), FaultKind.CUT),
        (_ok(b""), FaultKind.EMPTY),
        (b"HTTP/1.1 204 No Content\r\n\r\n", FaultKind.EMPTY),
        (b"HTTP/1.1 200 OK\r\n\r\n", FaultKind.EMPTY),
        (b"", FaultKind.CUT),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FaultKind.CUT),
        (_ok(b"\x07\x08 noise \x00\x01" * 90), FaultKind.WRONG_BYTES),
    ],
)
def test_a_reply_that_is_not_the_whole_file_keeps_nothing(reply: bytes, kind: FaultKind, tmp_path: Path) -> None:
    assert _fault(reply, tmp_path).kind is kind


def test_every_bad_answer_has_its_own_sentence(tmp_path: Path) -> None:
    packed, ranged = gzip.compress(PNG), b"206 Partial Content"
    answers = {
        "short": _ok(PNG)[:-100],
        "chunks that end early": _chunked(PNG)[:-900],
        "packed, ends early": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed[:-200],
        "packed, of another length": _ok(packed, b"Content-Encoding: gzip").replace(b"%d" % len(packed), b"99999", 1),
        "not packed": _ok(b"not packed", b"Content-Encoding: gzip"),
        "packed otherwise": _ok(PNG, b"Content-Encoding: br"),
        "a range": _ok(PNG, b"Content-Range: bytes 5-%d/%d" % (len(PNG) + 4, len(PNG) + 5), status=ranged),
        "a range that is not said": _ok(PNG, status=ranged),
        "several ranges": _ok(PNG, b"Content-Type: multipart/byteranges; boundary=x", status=ranged),
        "no such range": _ok(b"", status=b"416 Range Not Satisfiable"),
        "in trouble": _ok(b"", status=b"503 Service Unavailable"),
        "broken": _ok(b"", status=b"500 Internal Server Error"),
        "nothing": _ok(b""),
        "a page": _ok(b"<html>"),
        "JSON": _ok(b'{"error": 1}'),
        "noise": _ok(b"\x07\x08 noise \x00\x01" * 90),
        "cut off": _ok(PNG[:-20]),
    }
    said = {}
    for name, answer in answers.items():
        wording = words(_fault(answer, tmp_path).problem)
        said[f"{wording.title} {wording.hint}"] = name
    assert sorted(said.values()) == sorted(answers)


def test_a_cut_transfer_says_how_far_it_came(tmp_path: Path) -> None:
    fault = _fault(b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n" + _png(18_000_000)[:18_000_000], tmp_path)
    assert (fault.received, fault.total) == (18_000_000, 30_000_000)
    assert words(fault.problem).title == "The download stopped at 60 % (18 MB of 30 MB)."


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        (MediaKind.IMAGE, b"<!doctype html><title>Just a moment", "Midjourney's server sent a web page instead of a picture."),
        (MediaKind.VIDEO, b'{"error": "no such file"}', "Midjourney's server sent a JSON message instead of a video."),
        (MediaKind.MODEL, b"rate limited", "Midjourney's server sent plain text instead of a 3D model."),
        (MediaKind.AUDIO, b"<?xml version='1.0'?><Error/>", "Midjourney's server sent an XML message instead of a sound file."),
        (MediaKind.OTHER, b"<html>", "Midjourney's server sent a web page instead of a file."),
        (MediaKind.VIDEO, PNG, "Midjourney's server sent a picture instead of a video."),
    ],
)
def test_wrong_bytes_are_named(kind: MediaKind, body: bytes, title: str, tmp_path: Path) -> None:
    fault = _fault(_ok(body, b"Content-Type: image/png"), tmp_path, kind)
    assert (fault.kind, fault.problem.kind) == (FaultKind.WRONG_BYTES, ProblemKind.WRONG_BYTES)
    assert words(fault.problem).title == title


def test_a_web_page_is_refused_before_anything_touches_the_folder(tmp_path: Path) -> None:
    # The folder does not exist: any attempt to make a file in it would be the fault that is raised.
    assert _fault(_ok(b"<html>" + b"a" * 100_000), tmp_path / "nowhere").kind is FaultKind.WRONG_BYTES


@pytest.mark.parametrize("pause", [5.0, 0.05])
def test_a_transfer_that_stands_still_or_only_trickles_is_given_up(pause: float, tmp_path: Path) -> None:
    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + PNG)
        while True:
            await writer.drain()
            await asyncio.sleep(pause)
            writer.write(b".")

    assert _fault(handler, tmp_path, stall=0.3).kind is FaultKind.STALLED


def test_a_host_that_does_not_answer_counts_as_standing_still(tmp_path: Path) -> None:
    async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    assert _fault(silent, tmp_path, stall=0.2).kind is FaultKind.STALLED


@pytest.mark.parametrize("url", [f"http://127.0.0.1:{unused_port()}/x", "https://no-such-host.invalid/x"])
def test_a_host_that_is_not_there_is_unreachable(url: str, tmp_path: Path) -> None:
    async def main() -> None:
        async with _fetcher() as fetcher:
            await fetcher.fetch(_job(url, tmp_path), _quiet)

    with pytest.raises(FetchFault) as caught:
        asyncio.run(main())
    assert caught.value.kind is FaultKind.UNREACHABLE


# -- redirects, addresses, certificates --------------------------------------------------------------------------------


def test_redirects_are_followed_without_a_key(tmp_path: Path) -> None:
    async def main() -> None:
        seen: list[dict[str, str]] = []

        async def target(request: web.BaseRequest) -> web.Response:
            seen.append(dict(request.headers))
            return web.Response(body=PNG)

        async with http_server(target) as other:

            async def first(request: web.BaseRequest) -> web.Response:
                step = int(request.path.strip("/"))
                place = f"{other}/x" if step == 4 else f"../{step + 1}"
                return web.Response(status=(301, 302, 303, 307, 308)[step], headers={"Location": place, "Set-Cookie": "a=b"})

            async with http_server(first) as url, _fetcher() as fetcher:
                await fetcher.fetch(_job(f"{url}/0", tmp_path), _quiet)
        assert {name.lower() for name in seen[0]} == {"host", "user-agent", "accept", "accept-encoding"}

    asyncio.run(main())


@pytest.mark.parametrize("place", ["/again", "http://169.254.169.254/latest/meta-data/", "ftp://127.0.0.1/x", "http://[::1"])
def test_redirects_to_nowhere_good_are_refused(place: str, tmp_path: Path) -> None:
    reply = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % place.encode()
    assert _fault(reply, tmp_path).kind is FaultKind.REFUSED_LINK


def _by_name(
    folder: Path, certificate_for: str, *, trusted: bool = True, days: int = 2, lookups: list[tuple[str, ...]] | None = None
) -> tuple[Fetched | FetchFault, list[str], list[str]]:
    """Fetch `https://files.example` from a server on loopback; return the outcome, the Host headers seen, the names looked up."""
    looked_up: list[str] = []
    answers = lookups or [("127.0.0.1",)]

    def resolve(host: str, _port: int) -> tuple[str, ...]:
        if host == "127.0.0.1":
            return ("127.0.0.1",)
        looked_up.append(host)
        return answers[min(len(looked_up), len(answers)) - 1]

    async def main(port: int) -> Fetched | FetchFault:
        fetcher = Fetcher(1, version="1", resolve=resolve, trust=SystemTrust(), connect_seconds=0.5)
        try:
            return await fetcher.fetch(_job(f"https://files.example:{port}/x", folder), _quiet)
        except FetchFault as fault:
            return fault
        finally:
            await fetcher.close()

    heads: list[bytes] = []
    tls, certificate = make_certificate(folder, certificate_for, days=days)
    with pytest.MonkeyPatch.context() as patch, tls_server(tls, _ok(PNG, b"Connection: close"), heads) as port:
        if trusted:
            patch.setenv("SSL_CERT_FILE", str(certificate))
        outcome = asyncio.run(main(port))
    hosts = [line for head in heads for line in head.decode().splitlines() if line.startswith("Host: ")]
    return outcome, hosts, looked_up


def test_the_connection_goes_to_the_checked_address_but_speaks_to_the_name(tmp_path: Path) -> None:
    rebinding: list[tuple[str, ...]] = [("127.0.0.1",), ("169.254.169.254",)]
    outcome, hosts, looked_up = _by_name(tmp_path, "files.example", lookups=rebinding)
    assert isinstance(outcome, Fetched)
    assert hosts[0].startswith("Host: files.example:")
    assert looked_up == ["files.example"], "looked up once, so that a second answer cannot differ"


def test_the_next_address_is_tried_where_the_first_is_dead(tmp_path: Path) -> None:
    outcome, _, _ = _by_name(tmp_path, "files.example", lookups=[("127.0.0.2", "127.0.0.1")])
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize(
    ("certificate_for", "trusted", "days", "reason"),
    [
        ("other.example", True, 2, "Hostname mismatch"),
        ("127.0.0.1", True, 2, "Hostname mismatch"),
        ("files.example", True, -1, "certificate has expired"),
        ("files.example", False, 2, "self-signed certificate"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused(
    certificate_for: str, trusted: bool, days: int, reason: str, tmp_path: Path
) -> None:
    outcome, hosts, _ = _by_name(tmp_path, certificate_for, trusted=trusted, days=days)
    assert isinstance(outcome, FetchFault)
    assert outcome.kind is FaultKind.TLS
    assert outcome.problem.kind is ProblemKind.CERTIFICATE
    assert outcome.problem.fact("host") == "files.example"
    assert outcome.problem.fact("reason").startswith(reason)
    assert not hosts


# -- calling off -------------------------------------------------------------------------------------------------------


def _endless(started: asyncio.Event, *, quiet: bool = False) -> RawHandler:
    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        if not quiet:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + PNG + b"\0" * 100_000)
            await writer.drain()
        started.set()
        await asyncio.sleep(30)

    return handler


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # what a thread does sets no asyncio event
            await asyncio.sleep(0.005)


def test_cancelling_stops_at_once_cleans_up_and_frees_the_worker(tmp_path: Path) -> None:
    async def main() -> None:
        started = asyncio.Event()
        async with raw_server(_endless(started)) as url, raw_server(replying(_ok(PNG))) as good, _fetcher(1) as fetcher:
            running = asyncio.create_task(fetcher.fetch(_job(url, tmp_path), _quiet))
            await started.wait()
            await _until(lambda: bool(_names(tmp_path)))
            queued = asyncio.create_task(fetcher.fetch(_job(good, tmp_path, name="queued.part"), _quiet))
            await asyncio.sleep(0)
            before = time.monotonic()
            queued.cancel()
            await asyncio.wait([queued])
            running.cancel()
            await asyncio.wait([running])
            assert time.monotonic() - before < 0.5
            assert running.cancelled()
            assert queued.cancelled()
            assert not _names(tmp_path)
            assert (await fetcher.fetch(_job(good, tmp_path), _quiet)).size == len(PNG)
            assert _names(tmp_path) == ["fox.part"]

    asyncio.run(main())


def test_a_file_that_became_whole_too_late_is_removed_without_holding_up_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, removed_by = threading.Event(), threading.Event(), list[int]()
    really = Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        really(path, missing_ok=missing_ok)
        removed_by.append(threading.get_ident())

    def run(transfer: Transfer) -> Fetched:
        begun.set()
        assert go_on.wait(5)
        part = tmp_path / "fox.part"
        part.write_bytes(PNG)
        return Fetched(part=part, size=len(PNG), sha256="", media_type=None, extension="")

    async def main() -> None:
        async with _fetcher(1) as fetcher:
            running = asyncio.create_task(fetcher.fetch(_job("http://127.0.0.1:1", tmp_path), _quiet))
            assert await asyncio.to_thread(begun.wait, 5)
            running.cancel()
            await asyncio.sleep(0)
            go_on.set()
            await asyncio.wait([running])
            await _until(lambda: bool(removed_by))

    monkeypatch.setattr(Transfer, "run", run)
    monkeypatch.setattr(Path, "unlink", unlink)
    asyncio.run(main())
    assert _names(tmp_path) == []
    assert threading.get_ident() not in removed_by


def test_closing_ends_everything_as_cancelled_within_its_deadline(tmp_path: Path) -> None:
    async def main() -> None:
        started = asyncio.Event()
        async with raw_server(_endless(started)) as url, raw_server(_endless(asyncio.Event(), quiet=True)) as silent:
            fetcher = Fetcher(2, version="1")
            places = (url, silent, url, silent)
            jobs = [_job(place, tmp_path, name=f"{number}.part") for number, place in enumerate(places)]
            running = [asyncio.create_task(fetcher.fetch(job, _quiet)) for job in jobs]
            await started.wait()
            before = time.monotonic()
            await fetcher.close(0.5)
            outcomes = await asyncio.gather(*running, return_exceptions=True)
            assert time.monotonic() - before < 1.0
            assert [o.kind for o in outcomes if isinstance(o, FetchFault)] == [FaultKind.CANCELLED] * 4
            with pytest.raises(FetchFault):
                await fetcher.fetch(jobs[0], _quiet)
        assert not _names(tmp_path)

    asyncio.run(main())


def test_the_program_ends_though_a_worker_hangs() -> None:
    code = """
import asyncio, pathlib, socket, sys
from desktop.domain.status import MediaKind
from desktop.engine.fetch import Fetcher, FetchJob

async def main():
    mute = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{mute.getsockname()[1]}/x"
    fetcher = Fetcher(1, version="1")
    job = FetchJob(url=url, part=pathlib.Path("never.part"), kind=MediaKind.IMAGE, account_url=url)
    task = asyncio.create_task(fetcher.fetch(job, print))
    await asyncio.sleep(0.3)
    await fetcher.close(0.2)

asyncio.run(main())
"""
    before = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert time.monotonic() - before < 5


def test_nothing_is_imported_before_the_first_file() -> None:
    code = "import desktop.engine.fetch, sys; print('urllib3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "False"
