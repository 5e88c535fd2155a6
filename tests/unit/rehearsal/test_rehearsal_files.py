"""The file host: links that end, ranges, and files that are valid, distinct and as long as asked for."""

import json
import struct
import zlib
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest

from desktop.rehearsal.builders import images, single
from desktop.rehearsal.faults import Retagged
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.marks import MARKS, MEDIA_TYPES
from desktop.rehearsal.sample import API_SERVERS, Sample, SampleFile, Server
from tests.unit.rehearsal.client import MEDIA, Client, running

FILES = sorted(path for path in MEDIA.iterdir() if path.suffix in MARKS)


def ended(server: Server, media: str = "dusk.png", pad: int = 0) -> Sample:
    return Sample(
        server=server, task_id=make_id(server, media), files=single("image", media, pad), waiting=0, generating=0, action="IMAGINE"
    )


def link_of(client: Client, task: Sample) -> str:
    (link,) = client.links(task)
    return link


@pytest.mark.parametrize("server", API_SERVERS)
def test_a_link_ends_and_a_new_query_gives_a_new_one(server: Server) -> None:
    task = ended(server)
    with running(task, link_seconds=5) as (client, clock):
        old = link_of(client, task)
        clock.move(4)
        alive = client.http.get(old)
        clock.move(1)
        dead = client.http.get(old)
        fresh = client.http.get(link_of(client, task))
        seen = client.rehearsal.record.all(Server.FILES)
    assert [reply.status_code for reply in (alive, dead, fresh)] == [200, 403, 200]
    assert [(one.link_age, one.link_expired) for one in seen] == [(4, False), (5, True), (0, False)]


@pytest.mark.parametrize("server", API_SERVERS)
def test_a_forged_link_is_refused(server: Server) -> None:
    task = ended(server)
    with running(task) as (client, clock):
        parts = urlsplit(link_of(client, task))
        clock.move(1)
        later = urlsplit(link_of(client, task))
        mixed = dict(parse_qsl(later.query)) | {key: v for key, v in parse_qsl(parts.query) if key in ("sig", "Signature", "hm")}
        forged = client.http.get(urlunsplit(parts._replace(query=urlencode(mixed))))
        bare = client.http.get(urlunsplit(parts._replace(query="")))
    assert (forged.status_code, bare.status_code) == (403, 403)


def test_each_links_own_lifetime_is_the_providers() -> None:
    task = ended(Server.TRIPO_V2)
    with running(task) as (client, clock):
        link = link_of(client, task)
        clock.move(299)
        before = client.http.get(link).status_code
        clock.move(1)
        after = client.http.get(link).status_code
    assert (before, after) == (200, 403)


def test_a_file_can_be_had_in_parts() -> None:
    task = ended(Server.CRUN, pad=200_000)
    with running(task) as (client, _):
        link = link_of(client, task)
        whole = client.http.get(link)
        etag, date = whole.headers["etag"], whole.headers["last-modified"]

        def part(span: str, **more: str) -> tuple[int, bytes, str]:
            reply = client.http.get(link, headers={"Range": span, **{key.replace("_", "-"): value for key, value in more.items()}})
            return reply.status_code, reply.content, reply.headers.get("content-range", "")

        body, size = whole.content, len(whole.content)
        assert part("bytes=10-99") == (206, body[10:100], f"bytes 10-99/{size}")
        assert part("bytes=70000-") == (206, body[70_000:], f"bytes 70000-{size - 1}/{size}")
        assert part("bytes=-5") == (206, body[-5:], f"bytes {size - 5}-{size - 1}/{size}")
        assert part(f"bytes={size}-") == (416, b"", f"bytes */{size}")
        assert part("bytes=1-2", If_Range=etag)[0] == 206
        assert part("bytes=1-2", If_Range=date)[0] == 206
        assert part("bytes=1-2", If_Range='"other"') == (200, body, "")
        assert part("pages=1-2") == (200, body, "")


def test_a_retagged_file_is_sent_from_its_start_to_whoever_has_a_part_of_the_former_one() -> None:
    task = ended(Server.CRUN, pad=200_000)
    with running(task) as (client, _):
        link = link_of(client, task)
        whole = client.http.get(link)
        client.rehearsal.set_fault(Retagged(), server=Server.FILES, times=3)
        former = [{"Range": "bytes=70000-", "If-Range": whole.headers[name]} for name in ("etag", "last-modified")]
        anew = [client.http.get(link, headers=headers) for headers in former]
        now = {"Range": "bytes=70000-", "If-Range": anew[0].headers["etag"]}
        rest = client.http.get(link, headers=now)
        back = client.http.get(link, headers=now)
    assert [(reply.status_code, reply.content) for reply in anew] == [(200, whole.content)] * 2
    assert all(anew[0].headers[name] != whole.headers[name] for name in ("etag", "last-modified"))
    assert (rest.status_code, rest.content) == (206, whole.content[70_000:])
    assert (back.status_code, back.content) == (200, whole.content), "the fault is over: the former tag is back"
    assert all(seen.complete for seen in client.rehearsal.record.all(Server.FILES))


def test_head_says_the_length_and_sends_nothing() -> None:
    task = ended(Server.CRUN)
    with running(task) as (client, _):
        link = link_of(client, task)
        head, get = client.http.head(link), client.http.get(link)
    assert head.content == b""
    assert {name: head.headers[name] for name in ("content-length", "etag", "last-modified", "accept-ranges", "content-type")} == {
        "content-length": str(len(get.content)),
        "etag": get.headers["etag"],
        "last-modified": get.headers["last-modified"],
        "accept-ranges": "bytes",
        "content-type": "image/png",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_medium_is_served_valid_and_padded(path: Path) -> None:
    task = ended(Server.CRUN, path.name, pad=150_001)
    with running(task) as (client, _):
        reply = client.http.get(link_of(client, task))
        served = client.rehearsal.served_sha256(task.task_id, "image")
    assert reply.headers["content-type"] == MEDIA_TYPES[path.suffix]
    assert 0 < len(reply.content) - path.stat().st_size - 150_001 < 200
    assert sha256(reply.content).hexdigest() == served
    payload = PAYLOADS[path.suffix]
    assert payload(reply.content) == payload(path.read_bytes())


def test_no_two_files_are_the_same() -> None:
    first = Sample(
        server=Server.CRUN, task_id=make_id(Server.CRUN, "1"), files=images("dusk.png", "dusk.png", "grid.jpg"), generating=0
    )
    second = Sample(server=Server.BYTESPIKE, task_id=make_id(Server.BYTESPIKE, "1"), files=images("dusk.png"), generating=0)
    with running(first, second) as (client, _):
        hashes = [value for task in (first, second) for value in client.rehearsal.served_sha256s(task.task_id).values()]
    assert len(set(hashes)) == 4


def test_files_served_are_those_sent_to_their_end() -> None:
    task = Sample(
        server=Server.CRUN,
        task_id=make_id(Server.CRUN, "s"),
        files=images("dusk.png", "grid.jpg", "tide.mp4"),
        generating=0,
        waiting=0,
    )
    with running(task) as (client, _):
        whole, begun, looked_at = client.links(task)
        client.http.get(whole)
        client.http.get(begun, headers={"Range": "bytes=0-99"})
        client.http.head(looked_at)
        first = dict(client.rehearsal.files_served)
        client.http.get(begun, headers={"Range": "bytes=100-"})
        keys = {key for _, key in client.rehearsal.files_served}
        expected = client.rehearsal.served_sha256(task.task_id, "image-1")
    assert first == {(task.task_id, "image-1"): expected}
    assert keys == {"image-1", "image-2"}


def test_a_medium_that_is_not_there_is_refused_at_once() -> None:
    task = Sample(server=Server.CRUN, task_id="1", files=(SampleFile(key="image", media="nothing.png"),))
    with running() as (client, _), pytest.raises(ValueError, match=r"nothing\.png"):
        client.rehearsal.add(task)


# -- what the formats hold, without our marks and padding ----------------------------------------------------------


def png_payload(data: bytes) -> bytes:
    at, found, name = 8, b"", b""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        assert zlib.crc32(name + chunk) == int.from_bytes(data[at + 8 + size : at + 12 + size])
        found += chunk if name == b"IDAT" else b""
        at += 12 + size
    assert name == b"IEND"
    return zlib.decompress(found)


def jpeg_payload(data: bytes) -> bytes:
    at, found = 2, b""
    assert data[:2] == b"\xff\xd8"
    while data[at : at + 2] != b"\xff\xda":
        assert data[at] == 0xFF
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        found += data[at:end] if data[at + 1] != 0xFE else b""
        at = end
    return found + data[at:]


def webp_payload(data: bytes) -> bytes:
    assert (data[:4], data[8:12], int.from_bytes(data[4:8], "little")) == (b"RIFF", b"WEBP", len(data) - 8)
    at, found = 12, b""
    while at < len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        found += data[at + 8 : at + 8 + size] if name in (b"VP8 ", b"VP8L") else b""
        at += 8 + size + size % 2
    assert at == len(data)
    return found


def mp4_payload(data: bytes) -> bytes:
    at, found = 0, b""
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        found += data[at : at + size] if name != b"free" else b""
        at += size
    assert at == len(data)
    return found


def mp3_payload(data: bytes) -> bytes:
    if data[:3] == b"ID3":
        size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size :]
    assert data[0] == 0xFF
    assert data[1] & 0xE0 == 0xE0
    return data


def glb_payload(data: bytes) -> bytes:
    magic, version, size, json_size, kind = struct.unpack("<4s4I", data[:20])
    assert (magic, version, size, kind, json_size % 4) == (b"glTF", 2, len(data), 0x4E4F534A, 0)
    scene = json.loads(data[20 : 20 + json_size])
    binary_size, binary_kind = struct.unpack("<II", data[20 + json_size : 28 + json_size])
    assert (binary_kind, binary_size) == (0x004E4942, len(data) - 28 - json_size)
    assert binary_size >= scene["buffers"][0]["byteLength"]
    return data[28 + json_size :]


PAYLOADS = {
    ".png": png_payload,
    ".jpg": jpeg_payload,
    ".webp": webp_payload,
    ".mp4": mp4_payload,
    ".mp3": mp3_payload,
    ".glb": glb_payload,
}
