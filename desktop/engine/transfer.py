"""One file from its link to a whole, verified `.part` on the disk. Runs in a worker thread and blocks."""

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import MediaKind
from desktop.engine import faults
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.file_host import FileHosts, fault_of
from desktop.engine.limiter import asked_wait
from desktop.engine.link_guard import LinkGuard, LinkRefused, Resolve, Target
from desktop.engine.part_file import PartFile
from desktop.engine.signatures import HEAD_BYTES, MESSAGES, MediaType, sniff
from desktop.engine.unpack import CODINGS, Unpacker
from desktop.engine.verify import EXPECTED_WORDS, refusal, verify

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

READ_BYTES = 1024 * 1024
MOST_HOPS = 5
PROGRESS_SECONDS = 0.25
LEAST_BYTES = 1024
"""Fewer bytes than this within the time a read may take, and the transfer counts as standing still."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENDED = frozenset({401, 403, 404, 410})
_UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchJob:
    """One file to fetch: `url` into `part`, a new file in an existing folder.

    `kind` is what it should be; `account_url` the base URL of the account whose provider named the link; `provider` its name in
    sentences; `reserve` the bytes that stay free on the disk.
    """

    url: str
    part: Path
    kind: MediaKind
    account_url: str
    provider: str = ""
    reserve: int = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A whole, verified file, on the disk but without its name yet.

    `part` is where it is (not always where it was wanted). `extension` has its dot and is empty where the format is not known.
    """

    part: Path
    size: int
    sha256: str
    media_type: MediaType | None
    extension: str


class Control:
    """How the loop stops a transfer: a flag, and the closing of the socket it reads from."""

    def __init__(self) -> None:
        self.cancelled = Event()
        self._abort: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Stop the transfer, from any thread."""
        self.cancelled.set()
        abort = self._abort
        if abort is not None:
            try:
                abort()
            except (OSError, ValueError, RuntimeError):
                return  # closed already: the transfer sees the flag

    def reading(self, abort: Callable[[], None]) -> None:
        """Note how to interrupt the read that follows. Raises FetchFault where it was cancelled already."""
        self._abort = abort
        self.check()

    def check(self) -> None:
        """Raise FetchFault where it was cancelled."""
        if self.cancelled.is_set():
            raise faults.cancelled()


class Transfer:
    """One run of a job. `tell` hears how many bytes came, of how many, a few times a second."""

    def __init__(
        self,
        job: FetchJob,
        control: Control,
        tell: Callable[[int, int | None], None],
        *,
        hosts: FileHosts,
        resolve: Resolve,
        now: Callable[[], datetime],
        stall_seconds: float,
    ) -> None:
        self._job = job
        self._control = control
        self._tell = tell
        self._hosts = hosts
        self._guard = LinkGuard(job.account_url, resolve)
        self._now = now
        self._stall_seconds = stall_seconds
        self._host = ""
        self._received = 0
        self._total: int | None = None

    def run(self) -> Fetched:
        """Fetch the file. Raises FetchFault; then nothing is left of it."""
        try:
            return self._follow()
        except Exception as exc:
            if self._control.cancelled.is_set():
                raise faults.cancelled() from exc
            raise fault_of(exc, self._host, self._received, self._total) from exc

    def _follow(self) -> Fetched:
        url = self._job.url
        for _ in range(MOST_HOPS + 1):
            self._control.check()
            target = self._check(url)
            response = self._hosts.open(target)
            try:
                self._control.reading(response.shutdown)
                if response.status not in _REDIRECTS or "location" not in response.headers:
                    return self._receive(response)
                url = _joined(url, response.headers["location"])
            finally:
                response.close()
        raise LinkRefused(self._host, "it leads from one address to the next without end")

    def _check(self, url: str) -> Target:
        try:
            target = self._guard.check(url)
        except LinkRefused as refused:
            self._host = refused.host
            raise
        self._host = target.host
        return target

    # -- one reply ---------------------------------------------------------------------------------------------------

    def _receive(self, response: "BaseHTTPResponse") -> Fetched:
        self._judge(response)
        self._total = _length(response)
        self._tell(0, self._total)
        pieces = self._unpacked(response)
        head = b""
        for piece in pieces:
            head += piece
            if len(head) >= HEAD_BYTES:
                break
        self._refuse_message(head)
        expected = self._total if _coding(response) not in CODINGS else None
        with PartFile(self._job.part, expected=expected, reserve=self._job.reserve) as part:
            part.write(head)
            for piece in pieces:
                part.write(piece)
            sha256 = part.finish()
            found, extension = self._verify(part)
            self._control.check()
            part.sync()
            self._control.check()
        self._tell(self._received, self._total)
        return Fetched(
            part=part.path,
            size=part.size,
            sha256=sha256,
            media_type=found,
            extension=extension,
        )

    def _judge(self, response: "BaseHTTPResponse") -> None:
        status = response.status
        wait = asked_wait({name.lower(): value for name, value in response.headers.items()}, self._now())
        if status in _ENDED or (status == 400 and b"expired" in response.read1(2048).lower()):
            raise faults.link_ended(status)
        if status == 429:
            raise faults.host_trouble(self._host, kind=FaultKind.RATE_LIMITED, status=status, retry_after=wait)
        if status not in (200, 203, 204, 205, 206):
            raise faults.host_trouble(self._host, status=status, retry_after=wait)
        if status == 206 and not _is_whole_range(response.headers):
            raise faults.host_trouble(self._host, "it sent a part of the file only", status=status)
        if _coding(response) in _UNREADABLE:
            raise faults.host_trouble(self._host, "it packed the file in a way we can't read", status=status)

    def _refuse_message(self, head: bytes) -> None:
        """Raise for nothing at all, and for a web page or message where a file was due: before any of it is on the disk."""
        if not head:
            expected = EXPECTED_WORDS[self._job.kind]
            facts = {"got": "an empty file", "expected": expected, "provider": self._job.provider}
            raise FetchFault(FaultKind.EMPTY, problem(ProblemKind.WRONG_BYTES, **facts))
        found = sniff(head)
        if found in MESSAGES and (wrong := refusal(found, self._job.kind, head, self._job.provider)) is not None:
            raise FetchFault(FaultKind.WRONG_BYTES, wrong)

    def _verify(self, part: PartFile) -> tuple[MediaType | None, str]:
        verdict = verify(part.path, part.size, self._job.kind, self._job.provider)
        if verdict.problem is not None:
            kind = FaultKind.CUT if verdict.cut_off else FaultKind.WRONG_BYTES
            raise FetchFault(kind, verdict.problem, received=self._received, total=self._total)
        return verdict.media_type, verdict.extension

    # -- the bytes ---------------------------------------------------------------------------------------------------

    def _unpacked(self, response: "BaseHTTPResponse") -> Iterator[bytes]:
        if _coding(response) not in CODINGS:
            yield from self._pieces(response)
            return
        unpacker = Unpacker()
        try:
            for piece in self._pieces(response):
                yield from unpacker.unpack(piece)
        except zlib.error as exc:
            raise faults.host_trouble(self._host, "what it packed can't be unpacked") from exc
        if unpacker.cut:
            raise faults.cut(self._received, self._total)

    def _pieces(self, response: "BaseHTTPResponse") -> Iterator[bytes]:
        """Yield what each read brings, at once: so that slow transfers are seen to move, and can be stopped."""
        told = window = time.monotonic()
        in_window = 0
        while piece := response.read1(READ_BYTES, decode_content=False):
            self._control.check()
            self._received += len(piece)
            in_window += len(piece)
            now = time.monotonic()
            if now - told >= PROGRESS_SECONDS:
                told = now
                self._tell(self._received, self._total)
            if now - window >= self._stall_seconds:
                if in_window < LEAST_BYTES:
                    raise faults.cut(self._received, self._total, stalled=True)
                window, in_window = now, 0
            yield piece
        self._control.check()
        if self._total is not None and self._received != self._total:
            raise faults.cut(self._received, self._total)


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads. Headers come as Latin-1; addresses in them are UTF-8."""
    place = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, place)
    except ValueError:
        return place  # the guard says what is wrong with it


def _coding(response: "BaseHTTPResponse") -> str:
    return response.headers.get("content-encoding", "").strip().lower()


def _length(response: "BaseHTTPResponse") -> int | None:
    """Return the length the reply states; None where it has none, or is sent in chunks (RFC 9112, 6.3)."""
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        return None
    stated = response.headers.get("content-length", "").partition(",")[0].strip()
    return int(stated) if stated.isascii() and stated.isdigit() else None


def _is_whole_range(headers: Mapping[str, str]) -> bool:
    """Tell whether a 206 that nobody asked for holds everything all the same: `bytes 0-(n-1)/n`."""
    unit, _, given = headers.get("content-range", "").partition(" ")
    span, _, total = given.partition("/")
    first, _, last = span.partition("-")
    return unit == "bytes" and first == "0" and last.isdigit() and total.isdigit() and int(last) + 1 == int(total)
