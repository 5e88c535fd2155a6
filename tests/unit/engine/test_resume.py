import asyncio
import gzip
import hashlib
import json
import os
import random
import re
import resource
import signal
import struct
import sys
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pytest

from desktop.domain.problems import words
from desktop.domain.resume import ResumePoint
from desktop.domain.status import MediaKind
from desktop.engine.fetch import FaultKind, Fetched, Fetcher, FetchFault, FetchJob
from desktop.engine.flow import Flow
from desktop.engine.part_file import PartFile
from tests.unit.engine.wire import raw_server

LOCAL = "http://127.0.0.1:1"
OLD = "Sun, 01 Feb 2026 00:00:00 GMT"


def _png(size: int, seed: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    noise = random.Random(seed).randbytes(size)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"teXt", noise) + pixels + chunk(b"IEND", b"")


BODY, OTHER = _png(1_000_000, 1), _png(1_000_000, 2)
CUT = len(BODY) * 6 // 10


@dataclass
class Host:
    """A file host that knows ranges; each field bends one thing. `asked` are the request heads it got, in lower case."""

    body: bytes = BODY
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"v1"', "Content-Type": "image/png"})
    cut: int | None = CUT
    ranges: bool = True
    conditions: bool = True
    stand: bool = False
    rest: Callable[["Host", int], bytes] | None = None
    asked: list[str] = field(default_factory=list)
    sent: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        asked = head.decode("latin-1").lower()
        self.asked.append(asked)
        first = re.search(r"\nrange: bytes=(\d+)-", asked)
        condition = re.search(r"\nif-range: (.*?)\r", asked)
        validators = {self.headers.get(name, "").lower() for name in ("ETag", "Last-Modified")}
        if first is None or not self.ranges or (self.conditions and (condition is None or condition[1] not in validators)):
            data = self.reply("200 OK", self.body, {})
            end = None if self.cut is None else len(data) - len(self.body) + self.cut
        elif self.rest is not None:
            data, end = self.rest(self, int(first[1])), None
        else:
            data, end = self.part(int(first[1])), None
        writer.write(data[:end])
        await writer.drain()
        self.sent.set()
        if self.stand:
            await asyncio.sleep(30)

    def reply(self, status: str, body: bytes, more: dict[str, str]) -> bytes:
        said = {"Content-Length": str(len(body)), **self.headers, **more}
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in said.items() if value)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body

    def part(self, first: int, **more: str) -> bytes:
        stated = f"bytes {first}-{len(self.body) - 1}/{len(self.body)}"
        given = {name.replace("_", "-"): value for name, value in more.items()}
        return self.reply("206 Partial Content", self.body[first:], {"Content-Range": stated, **given})


@asynccontextmanager
async def _fetcher(*, stall: float = 5.0, rate: int | None = None) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(2, version="1", stall_seconds=stall, rate=rate)
    try:
        yield fetcher
    finally:
        await fetcher.close()


def _flows(monkeypatch: pytest.MonkeyPatch) -> list[Flow]:
    """Return a list that gets each transfer's count of bytes, which the reading thread keeps."""
    flows: list[Flow] = []

    def made(*args: object) -> Flow:
        flows.append(Flow(*args))  # type: ignore[arg-type]
        return flows[-1]

    monkeypatch.setattr("desktop.engine.fetch.Flow", made)
    return flows


def _quiet(_received: int, _total: int | None) -> None:
    """Nobody listens."""


@dataclass
class Saving:
    """Tries to save one file, and what is remembered between them."""

    folder: Path
    point: ResumePoint | None = None
    told: list[tuple[int, int | None]] = field(default_factory=list)

    def note(self, point: ResumePoint) -> None:
        self.point = point

    def job(self, url: str, name: str = "fox.part", kind: MediaKind = MediaKind.IMAGE) -> FetchJob:
        return FetchJob(
            url=f"{url}/fox.png?sig=1",
            part=self.folder / name,
            kind=kind,
            account_url=LOCAL,
            provider="Midjourney",
            reserve=0,
            resume=self.point,
        )

    async def fetch(self, url: str, *, stall: float = 5.0, name: str = "fox.part") -> Fetched | FetchFault:
        self.told.clear()
        async with _fetcher(stall=stall) as fetcher:
            try:
                return await fetcher.fetch(self.job(url, name), lambda *told: self.told.append(told), self.note)
            except FetchFault as fault:
                return fault

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


def _is_whole(outcome: Fetched | FetchFault, body: bytes) -> None:
    assert isinstance(outcome, Fetched), words(outcome.problem)
    assert outcome.part.read_bytes() == body
    assert (outcome.size, outcome.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert [path.name for path in outcome.part.parent.iterdir()] == [outcome.part.name], "nothing else is left over"


def _run(folder: Path, host: Host, then: Callable[[Host], None] = lambda _: None) -> tuple[Saving, Fetched | FetchFault]:
    """Cut a transfer off, change the host by `then`, and try again."""

    async def main() -> tuple[Saving, Fetched | FetchFault]:
        saving = Saving(folder)
        async with raw_server(host.serve) as url:
            first = await saving.fetch(url)
            assert isinstance(first, FetchFault)
            assert first.kind is FaultKind.CUT
            host.cut = None
            then(host)
            return saving, await saving.fetch(url, name="later.part")

    return asyncio.run(main())


# -- going on ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [{"ETag": '"v1"'}, {"Last-Modified": OLD, "Date": "Sun, 01 Mar 2026 00:00:00 GMT"}, {"ETag": '"v1"', "Last-Modified": OLD}],
)
def test_a_cut_transfer_goes_on_where_it_stopped(headers: dict[str, str], tmp_path: Path) -> None:
    host = Host(headers=headers)
    saving, outcome = _run(tmp_path, host)
    _is_whole(outcome, BODY)
    assert f"range: bytes={CUT}-" in host.asked[1]
    assert len(host.asked) == 2
    assert saving.point is not None
    assert (saving.point.size, saving.point.total) == (CUT, len(BODY))
    assert "sig" not in saving.point.source
    assert saving.told[-1] == (len(BODY), len(BODY))


def test_a_transfer_may_be_cut_many_times(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(cut=300_000)
        host.rest = lambda host, first: host.part(first)[: 300_000 + 200]
        async with raw_server(host.serve) as url:
            outcome: Fetched | FetchFault | None = None
            while not isinstance(outcome, Fetched):
                outcome = await saving.fetch(url)
                assert saving.names == ["fox.part"]
            _is_whole(outcome, BODY)
        assert 3 <= len(host.asked) <= 5

    asyncio.run(main())


def test_a_restart_finds_no_more_than_what_was_on_the_disk(tmp_path: Path) -> None:
    """What follows the bytes that were synced may be anything after a crash."""

    def crash(host: Host) -> None:
        part = tmp_path / "fox.part"
        part.write_bytes(part.read_bytes() + bytes(70_000))

    _is_whole(_run(tmp_path, Host(), crash)[1], BODY)


def test_a_file_that_is_all_here_is_proven_without_a_request(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(cut=None)
        async with raw_server(host.serve) as url:
            fetched = await saving.fetch(url)
            assert isinstance(fetched, Fetched)
            saving.point = fetched.point
            _is_whole(await saving.fetch(url), BODY)
        assert len(host.asked) == 1

    asyncio.run(main())


def test_a_point_whose_file_is_gone_or_shorter_starts_over(tmp_path: Path) -> None:
    for data in (None, BODY[: CUT - 1]):

        def lose(_host: Host, data: bytes | None = data) -> None:
            (tmp_path / "fox.part").unlink()
            if data is not None:
                (tmp_path / "fox.part").write_bytes(data)

        host = Host()
        outcome = _run(tmp_path, host, lose)[1]
        _is_whole(outcome, BODY)
        assert "range:" not in host.asked[1]
        assert isinstance(outcome, Fetched)
        outcome.part.unlink()


@pytest.mark.parametrize("how", ["second name", "link", "pipe"])
def test_a_part_that_is_not_ours_alone_starts_over_and_is_not_written_to(how: str, tmp_path: Path) -> None:
    """A process that was killed between link and unlink leaves the whole result under both names."""
    outside = tmp_path / "outside"
    outside.mkdir()
    saved = outside / "fox.png"

    def share(_host: Host) -> None:
        part = tmp_path / "in" / "fox.part"
        part.rename(saved)
        saved.write_bytes(BODY)
        match how:
            case "second name":
                os.link(saved, part)
            case "link":
                part.symlink_to(saved)
            case _:
                os.mkfifo(part)

    (tmp_path / "in").mkdir()
    host = Host()
    outcome = _run(tmp_path / "in", host, share)[1]
    _is_whole(outcome, BODY)
    assert saved.read_bytes() == BODY
    assert "range:" not in host.asked[1]
    assert isinstance(outcome, Fetched)
    assert not outcome.part.samefile(saved)


@pytest.mark.parametrize("how", ["second name", "link", "shorter"])
def test_a_part_that_changes_hands_at_the_last_moment_is_left_alone(how: str, tmp_path: Path) -> None:
    part, other = tmp_path / "fox.part", tmp_path / "fox.png"
    other.write_bytes(BODY[: CUT - 1] if how == "shorter" else BODY)
    match how:
        case "link":
            part.symlink_to(other)
        case _:
            os.link(other, part)
    if how == "shorter":
        other.unlink()
    before = part.read_bytes()
    with pytest.raises(FetchFault) as caught:
        PartFile(part, expected=len(BODY), reserve=0, held=CUT)
    assert caught.value.kind is FaultKind.CUT, "it passes by itself: the next try starts over"
    assert (caught.value.received, caught.value.total) == (CUT, len(BODY))
    assert part.read_bytes() == before


# -- starting over -------------------------------------------------------------------------------------------------------


def _changed(**headers: str) -> Callable[[Host], None]:
    def change(host: Host) -> None:
        host.body, host.headers = OTHER, {name.replace("_", "-"): value for name, value in headers.items()}

    return change


def _rest(answer: Callable[[Host, int], bytes]) -> Callable[[Host], None]:
    def change(host: Host) -> None:
        host.body, host.conditions = OTHER, False
        host.rest = answer

    return change


def _without_ranges(host: Host) -> None:
    host.body, host.ranges = OTHER, False


@pytest.mark.parametrize(
    "then",
    [
        _changed(ETag='"v2"'),
        _changed(ETag='W/"v1"'),
        _changed(),
        _without_ranges,
        _rest(lambda host, first: host.part(first, ETag='"v2"')),
        _rest(lambda host, first: host.part(first, ETag="")),
        _rest(lambda host, first: host.part(first, Content_Range=f"bytes 0-{len(BODY) - 1}/{len(BODY)}")),
        _rest(lambda host, first: host.part(first, Content_Range=f"bytes {first}-{len(BODY) - 1}/{len(BODY) + 9}")),
        _rest(lambda host, first: host.part(first - 5)),
        _rest(lambda host, first: host.part(first, Content_Range="")),
        _rest(lambda host, first: host.part(first, Content_Encoding="gzip")),
        _rest(lambda host, first: host.part(first, Content_Type="multipart/byteranges; boundary=x")),
        _rest(lambda host, _first: host.reply("416 Range Not Satisfiable", b"", {"Content-Range": f"bytes */{len(BODY)}"})),
    ],
    ids=[
        "etag",
        "weak",
        "no-validator",
        "200",
        "206-etag",
        "206-no-etag",
        "206-range",
        "206-total",
        "206-earlier",
        "206-unsaid",
        "206-packed",
        "206-multipart",
        "416",
    ],
)
def test_whatever_may_be_another_file_is_fetched_from_its_start(then: Callable[[Host], None], tmp_path: Path) -> None:
    host = Host()
    _, outcome = _run(tmp_path, host, then)
    _is_whole(outcome, OTHER)
    assert "range: " in host.asked[1]
    assert len(host.asked) <= 3


def test_what_starts_over_never_takes_the_name_it_was_noted_under(tmp_path: Path) -> None:
    """Else a crash before the next note would leave another version's bytes under the old note."""

    async def main() -> None:
        saving, host = Saving(tmp_path), Host()
        async with raw_server(host.serve) as url:
            await saving.fetch(url)
            _changed(ETag='"v2"')(host)
            noted, saving.point = saving.point, saving.point
            await saving.fetch(url)
            assert noted is not None
            assert saving.point is not None
            assert saving.point.path != noted.path
            assert saving.names == ["fox (2).part"]

    asyncio.run(main())


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": 'W/"v1"'},
        {},
        {"ETag": '"v1"', "Transfer-Encoding": "chunked", "Content-Length": ""},
        {"ETag": '"v1"', "Content-Encoding": "gzip"},
        {"ETag": '"v1"', "Content-Type": "text/html"},
    ],
    ids=["weak", "none", "chunked", "gzip", "html"],
)
def test_what_could_not_be_proven_later_is_not_kept(headers: dict[str, str], tmp_path: Path) -> None:
    body = BODY
    if "Transfer-Encoding" in headers:
        body = b"%x\r\n%s\r\n" % (len(BODY), BODY)
    if "Content-Encoding" in headers:
        body = gzip.compress(BODY, 1)
    host = Host(body=body, headers=headers)

    async def main() -> None:
        saving = Saving(tmp_path)
        async with raw_server(host.serve) as url:
            outcome = await saving.fetch(url)
        assert isinstance(outcome, FetchFault)
        assert outcome.kind is FaultKind.CUT
        assert saving.point is None
        assert saving.names == []

    asyncio.run(main())


def test_too_little_to_be_worth_it_is_not_kept(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(cut=250_000)
        async with raw_server(host.serve) as url:
            assert isinstance(await saving.fetch(url), FetchFault)
        assert saving.point is None
        assert saving.names == []

    asyncio.run(main())


# -- keeping what there is -----------------------------------------------------------------------------------------------


def _message(status: str, **headers: str) -> Callable[[Host], None]:
    def change(host: Host) -> None:
        def answer(host: Host, first: int) -> bytes:
            if status.startswith("206"):
                return host.part(first, **headers)
            return host.reply(status, b"<!doctype html><title>Just a moment", {"Content-Type": "text/html", **headers})

        host.rest = answer

    return change


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        (_message("200 OK"), FaultKind.WRONG_BYTES),
        (_message("206 Partial Content", Content_Type="text/html"), FaultKind.SERVER),
        (_message("206 Partial Content", Content_Type="application/json"), FaultKind.SERVER),
        (_message("403 Forbidden"), FaultKind.LINK_ENDED),
        (_message("404 Not Found"), FaultKind.LINK_ENDED),
        (_message("429 Too Many Requests"), FaultKind.RATE_LIMITED),
        (_message("503 Service Unavailable"), FaultKind.SERVER),
    ],
)
def test_an_answer_without_the_file_leaves_what_there_is(then: Callable[[Host], None], kind: FaultKind, tmp_path: Path) -> None:
    saving, outcome = _run(tmp_path, Host(), then)
    assert isinstance(outcome, FetchFault)
    assert outcome.kind is kind
    assert (tmp_path / "fox.part").read_bytes() == BODY[:CUT]
    assert saving.names == ["fox.part"]
    assert saving.point is not None
    assert saving.point.size == CUT


def test_a_redirect_that_ends_in_a_web_page_appends_nothing(tmp_path: Path) -> None:
    def then(host: Host) -> None:
        def answer(host: Host, first: int) -> bytes:
            if "/login" in host.asked[-1]:
                return host.reply("200 OK", b"<html>Please sign in</html>", {"Content-Type": "text/html"})
            return host.reply("302 Found", b"", {"Location": "/login"})

        host.rest = answer

    saving, outcome = _run(tmp_path, Host(), then)
    assert isinstance(outcome, FetchFault)
    assert words(outcome.problem).title == "Midjourney's server sent a web page instead of a picture."
    assert (tmp_path / "fox.part").read_bytes() == BODY[:CUT]
    assert saving.point is not None


def test_wrong_content_is_removed_though_it_could_be_continued(tmp_path: Path) -> None:
    """A rest that only claims to belong to the file is caught by the proof at the end."""
    saving, outcome = _run(tmp_path, Host(), _rest(lambda host, first: host.part(first)))
    assert isinstance(outcome, Fetched), "the two bodies are alike but for their noise, which no proof sees"
    outcome.part.unlink()

    def cut_off(host: Host) -> None:
        host.rest = lambda host, first: replace(host, body=BODY[:-20] + bytes(20)).part(first)

    saving, outcome = _run(tmp_path, Host(), cut_off)
    assert isinstance(outcome, FetchFault)
    assert saving.names == []


@pytest.mark.parametrize("how", ["stall", "cancel", "close"])
def test_a_stall_and_every_calling_off_keep_what_came_and_say_so_first(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(stand=True)
        async with raw_server(host.serve) as url:
            fetcher = Fetcher(1, version="1", stall_seconds=0.3 if how == "stall" else 5.0)
            flows = _flows(monkeypatch)
            task = asyncio.create_task(fetcher.fetch(saving.job(url), _quiet, saving.note))
            await host.sent.wait()
            async with asyncio.timeout(20):
                while not flows or flows[0].received < CUT:  # noqa: ASYNC110  # what a thread does sets no asyncio event
                    await asyncio.sleep(0.005)
            if how == "cancel":
                task.cancel()
            if how == "close":
                await fetcher.close()
            await asyncio.wait([task])
            noted = saving.point
            assert task.cancelled() if how == "cancel" else task.exception() is not None
            assert noted is not None
            assert (tmp_path / "fox.part").read_bytes() == BODY[: noted.size]
            await fetcher.close()
            host.stand, host.cut = False, None
            _is_whole(await saving.fetch(url), BODY)
            assert "range: " in host.asked[1]

    asyncio.run(main())


def test_without_somebody_who_remembers_nothing_is_kept(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host()
        async with raw_server(host.serve) as url, _fetcher() as fetcher:
            with pytest.raises(FetchFault):
                await fetcher.fetch(saving.job(url), _quiet)
        assert saving.names == []

    asyncio.run(main())


def test_a_file_that_another_transfer_still_holds_is_left_to_it(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host()
        async with raw_server(host.serve) as url, _fetcher() as fetcher:
            with pytest.raises(FetchFault):
                await fetcher.fetch(saving.job(url), _quiet, saving.note)
            host.stand, host.rest = True, lambda host, first: host.part(first)[: 200 + 50_000]
            held = asyncio.create_task(fetcher.fetch(saving.job(url), _quiet, saving.note))
            async with asyncio.timeout(5):
                while (tmp_path / "fox.part").stat().st_size == CUT and len(host.asked) < 2:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
            host.stand, host.cut = False, None
            other = await fetcher.fetch(saving.job(url, "other.part"), _quiet)
            assert other.part.read_bytes() == BODY
            assert "range:" not in host.asked[2]
            assert (tmp_path / "fox.part").exists()
            held.cancel()
            await asyncio.wait([held])

    asyncio.run(main())


# -- a killed process ----------------------------------------------------------------------------------------------------


SAVER = """
import asyncio, dataclasses, json, pathlib, sys
from desktop.domain.status import MediaKind
from desktop.engine.fetch import Fetcher, FetchJob

async def main():
    url, folder = sys.argv[1:]
    job = FetchJob(url=f"{url}/fox.png", part=pathlib.Path(folder, "fox.part"), kind=MediaKind.IMAGE, account_url=url, reserve=0)
    note = lambda point: print(json.dumps(dataclasses.asdict(point)), flush=True)
    await Fetcher(1, version="1").fetch(job, lambda *_: None, note)

asyncio.run(main())
"""


def test_a_killed_program_goes_on_after_its_last_note(tmp_path: Path) -> None:
    body = _png(80_000_000, 3)

    async def main() -> None:
        host = Host(body=body, cut=75_000_000, stand=True)
        async with raw_server(host.serve) as url:
            run = (sys.executable, "-c", SAVER, url, str(tmp_path))
            killed = await asyncio.create_subprocess_exec(*run, stdout=asyncio.subprocess.PIPE)
            assert killed.stdout is not None
            noted = json.loads(await killed.stdout.readline())
            await host.sent.wait()
            killed.send_signal(signal.SIGKILL)
            await killed.wait()
            saving = Saving(tmp_path, point=ResumePoint(**noted))
            host.cut, host.stand = None, False
            assert saving.point is not None
            assert (tmp_path / "fox.part").stat().st_size >= saving.point.size >= 64 * 1024 * 1024
            _is_whole(await saving.fetch(url), body)
        assert f"range: bytes={saving.point.size}-" in host.asked[1]
        assert asdict(saving.point) == noted

    asyncio.run(main())


# -- a full disk ---------------------------------------------------------------------------------------------------------


@contextmanager
def _small_files(most: int) -> Iterator[None]:
    """Let no file of this process grow beyond `most` bytes: to a writer that is a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_keeps_what_fits_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(cut=None)
        async with raw_server(host.serve) as url:
            with _small_files(700_000):
                full = await saving.fetch(url)
            assert isinstance(full, FetchFault)
            assert full.kind is FaultKind.DISK_FULL
            assert full.total == len(BODY)
            assert full.received >= 700_000
            assert saving.point is not None
            assert 256 * 1024 <= saving.point.size <= 700_000
            assert (tmp_path / "fox.part").read_bytes()[: saving.point.size] == BODY[: saving.point.size]
            _is_whole(await saving.fetch(url), BODY)
            assert "range: " in host.asked[1]

    asyncio.run(main())


def test_no_room_for_the_rest_leaves_what_there_is(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host()
        async with raw_server(host.serve) as url, _fetcher() as fetcher:
            with pytest.raises(FetchFault):
                await fetcher.fetch(saving.job(url), _quiet, saving.note)
            host.cut = None
            with pytest.raises(FetchFault) as caught:
                await fetcher.fetch(replace(saving.job(url), reserve=10**18), _quiet, saving.note)
            assert caught.value.kind is FaultKind.DISK_FULL
            assert (caught.value.received, caught.value.total) == (CUT, len(BODY))
            _is_whole(await fetcher.fetch(saving.job(url), _quiet, saving.note), BODY)
            assert "range: " in host.asked[2]

    asyncio.run(main())


# -- the rate ------------------------------------------------------------------------------------------------------------


def test_the_rate_holds_for_all_together_and_changes_while_they_run(tmp_path: Path) -> None:
    async def main() -> None:
        saving, host = Saving(tmp_path), Host(cut=None)
        async with raw_server(host.serve) as url, _fetcher(rate=2_000_000, stall=0.2) as fetcher:
            started = time.monotonic()
            jobs = [saving.job(url, f"{number}.part") for number in range(2)]
            await asyncio.gather(*(fetcher.fetch(job, _quiet) for job in jobs))
            assert time.monotonic() - started == pytest.approx(2 * len(BODY) / 2_000_000, rel=0.15)
            fetcher.set_rate(1000)
            slow = asyncio.create_task(fetcher.fetch(saving.job(url, "slow.part"), _quiet))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(slow), 0.5)  # a throttled wait is no stall, though it is longer
            fetcher.set_rate(None)
            assert (await asyncio.wait_for(slow, 0.4)).size == len(BODY)

    asyncio.run(main())


WEIGHED = """
import asyncio, pathlib, resource, sys
from desktop.domain.status import MediaKind
from desktop.engine.fetch import Fetcher, FetchJob

async def main():
    url, folder = sys.argv[1:]
    fetcher = Fetcher(1, version="1")
    for size in (1, 300):
        part = pathlib.Path(folder, f"{size}.part")
        job = FetchJob(url=f"{url}/{size}", part=part, kind=MediaKind.OTHER, account_url=url, reserve=0)
        assert (await fetcher.fetch(job, lambda *_: None, lambda _: None)).size == size * 1_000_000
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

asyncio.run(main())
"""


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    async def serve(head: bytes, writer: asyncio.StreamWriter) -> None:
        size = int(head.split()[1][1:])
        writer.write(b'HTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Length: %d\r\n\r\n' % (size * 1_000_000))
        piece = b"\1" * 1_000_000
        for _ in range(size):
            writer.write(piece)
            await writer.drain()

    async def main() -> None:
        async with raw_server(serve) as url:
            run = (sys.executable, "-c", WEIGHED, url, str(tmp_path))
            weighed = await asyncio.create_subprocess_exec(*run, stdout=asyncio.subprocess.PIPE)
            said, _ = await weighed.communicate()
        small, large = (int(line) for line in said.split())
        assert large - small < 16 * 1024, "in KiB"

    asyncio.run(main())
