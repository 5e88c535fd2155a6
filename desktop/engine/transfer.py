"""One file from its link to a whole, verified `.part` on the disk. Runs in a worker thread and blocks."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from desktop.domain.language import words_of
from desktop.domain.problem import ProblemKind, problem
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
)
from desktop.domain.status import MediaKind
from desktop.engine import faults
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.file_host import FileHosts, fault_of
from desktop.engine.flow import Flow
from desktop.engine.limiter import asked_wait
from desktop.engine.link_guard import LinkGuard, LinkRefused, Target
from desktop.engine.part_file import Claims, PartFile, size_of
from desktop.engine.placeholders import message_stand_in
from desktop.engine.reply import Reply
from desktop.engine.signatures import HEAD_BYTES, MESSAGES, MediaType, sniff
from desktop.engine.verify import EXPECTED_WORDS, Verdict, refusal, verify

MOST_HOPS = 5
LEAST_KEPT_BYTES = 256 * 1024
"""An interrupted file with fewer bytes than this is not worth continuing."""

CHECKPOINT_SECONDS = 5.0
CHECKPOINT_BYTES = 64 * 1024 * 1024

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENDED = frozenset({401, 403, 404, 410})
_MEDIA = frozenset({MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.MODEL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchJob:
    """One file to fetch: `url` into `part`, a new file in an existing folder, or on from `resume`.

    `kind` is what it should be; `account_url` the base URL of the account whose provider named the link; `provider` its name in
    sentences; `reserve` the bytes that stay free on the disk. The file at `resume.path` is ours: where it can't be continued it
    is deleted as soon as the first bytes of another one are there.
    """

    url: str
    part: Path
    kind: MediaKind
    account_url: str
    provider: str = ""
    reserve: int = 500_000_000
    resume: ResumePoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A whole, verified file, on the disk but without its name yet.

    `part` is where it is (not always where it was wanted). `extension` has its dot and is empty where the format is not known.
    `width` and `height` are in pixels, `seconds` is how long it plays; None where the file does not say. `point` is what a later
    run can prove it again by, without a request.
    """

    part: Path
    size: int
    sha256: str
    media_type: MediaType | None
    extension: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    point: ResumePoint | None = None


class Transfer:
    """One run of a job. `note` hears where it can be continued (None: nobody would, so nothing unfinished stays)."""

    def __init__(
        self,
        job: FetchJob,
        flow: Flow,
        note: Callable[[ResumePoint], None] | None,
        *,
        hosts: FileHosts,
        buffer: memoryview,
        claims: Claims,
        guard: LinkGuard,
        now: Callable[[], datetime],
    ) -> None:
        self._job = job
        self._flow = flow
        self._control = flow.control
        self._note = note
        self._hosts = hosts
        self._buffer = buffer
        self._claims = claims
        self._claimed: list[Path] = []
        self._guard = guard
        self._now = now
        self._host = ""
        self._old: Path | None = None
        self._noted_at = flow.now
        self._noted_bytes = 0

    def run(self) -> Fetched:
        """Fetch the file. Raises FetchFault; then nothing is left of it but what `note` has heard of."""
        try:
            return self._run()
        except Exception as exc:
            fault = self._fault(exc)
            if fault is exc:
                raise
            raise fault from exc
        finally:
            for path in self._claimed:
                self._claims.give_back(path)

    def _fault(self, error: Exception) -> FetchFault:
        if self._control.cancelled.is_set():
            return faults.cancelled()
        return fault_of(error, self._host, self._flow.received, self._flow.total)

    def _run(self) -> Fetched:
        point = self._job.resume
        if point is not None and self._claim(Path(point.path)):
            self._old = Path(point.path)
        found = plan(point, self._job.url, size_of(self._old) if self._old is not None else None)
        if isinstance(found, Complete):
            return self._prove(found.point)
        fetched = self._follow(found)
        if fetched is None:
            fetched = self._follow(Fresh())
        assert fetched is not None, "asking for the whole file is never answered by asking again"
        return fetched

    def _claim(self, path: Path) -> bool:
        free = self._claims.take(path)
        if free:
            self._claimed.append(path)
        return free

    def _follow(self, asked: Fresh | Continue) -> Fetched | None:
        """Ask, wherever it leads; None where the file must be asked for as a whole."""
        url = self._job.url
        for _ in range(MOST_HOPS + 1):
            self._control.check()
            target = self._check(url)
            response = self._hosts.open(target, asked.headers)
            try:
                self._control.reading(response.shutdown)
                if response.status not in _REDIRECTS or "location" not in response.headers:
                    return self._receive(Reply(response, target.host), asked)
                url = _joined(url, response.headers["location"])
            finally:
                response.close()
        raise LinkRefused(self._host, words_of("it leads from one address to the next without end"))

    def _check(self, url: str) -> Target:
        try:
            target = self._guard.check(url)
        except LinkRefused as refused:
            self._host = refused.host
            raise
        self._host = target.host
        return target

    # -- one reply ---------------------------------------------------------------------------------------------------

    def _receive(self, reply: Reply, asked: Fresh | Continue) -> Fetched | None:
        ruling = judge(asked, reply.status, reply.headers, media=self._job.kind in _MEDIA)
        match ruling:
            case AskAgain():
                return None
            case Refused():
                raise self._refused(reply, ruling.reason)
            case Append():
                assert isinstance(asked, Continue)
                return self._append(reply, asked.point)
            case TakeWhole():
                return self._take_whole(reply, ruling.total)

    def _refused(self, reply: Reply, reason: str) -> FetchFault:
        status = reply.status
        wait = asked_wait(reply.headers, self._now())
        if status in _ENDED or (status == 400 and b"expired" in reply.beginning().lower()):
            return faults.link_ended(status)
        kind = FaultKind.RATE_LIMITED if status == 429 else FaultKind.SERVER
        return faults.host_trouble(self._host, reason, kind=kind, status=status, retry_after=wait)

    def _take_whole(self, reply: Reply, total: int | None) -> Fetched:
        self._flow.begin(0, total)
        pieces = reply.pieces(self._flow)
        head = b""
        for piece in pieces:
            head += piece
            if len(head) >= HEAD_BYTES:
                break
        self._refuse_message(head)
        point = basis(self._job.url, reply.status, reply.headers, self._now(), media=self._job.kind in _MEDIA)
        with self._new_part(None if reply.packed else total) as part:
            with self._keeping(part, point):
                part.write(head)
            return self._fill(part, pieces, point)

    def _append(self, reply: Reply, point: ResumePoint) -> Fetched:
        with self._old_part(point, self._job.reserve) as part:
            with self._keeping(part, point):
                self._reread(part, point)
            return self._fill(part, reply.pieces(self._flow), point)

    def _prove(self, point: ResumePoint) -> Fetched:
        with self._old_part(point, reserve=0) as part:
            with self._keeping(part, point):
                self._reread(part, point)
            return self._fill(part, iter(()), point)

    def _reread(self, part: PartFile, point: ResumePoint) -> None:
        self._flow.resume(point.size, point.total)
        part.reread(self._control.check)
        self._flow.begin(point.size, point.total)

    def _refuse_message(self, head: bytes) -> None:
        """Raise for nothing at all, and for a web page or message where a file was due: before any of it is on the disk."""
        if not head:
            expected = EXPECTED_WORDS[self._job.kind]
            facts = {"got": words_of("an empty file"), "expected": expected, "provider": self._job.provider}
            raise FetchFault(FaultKind.EMPTY, problem(ProblemKind.WRONG_BYTES, **facts))
        found = sniff(head)
        if found in MESSAGES and (wrong := refusal(found, self._job.kind, head, self._job.provider)) is not None:
            stand_in = message_stand_in(head)
            ended = stand_in is not None and stand_in.link_ended
            raise FetchFault(FaultKind.LINK_ENDED if ended else FaultKind.WRONG_BYTES, wrong)

    # -- the part file -----------------------------------------------------------------------------------------------

    def _new_part(self, expected: int | None) -> PartFile:
        """Return a new file, never under the name of the one it takes the place of: what was noted of that must not fit it."""
        old = self._old
        if old is not None:
            with contextlib.suppress(OSError):
                old.unlink(missing_ok=True)
        shunned = Path(self._job.resume.path) if self._job.resume is not None else None
        part = PartFile(self._job.part, expected=expected, reserve=self._job.reserve, buffer=self._buffer, shunned=shunned)
        self._claim(part.path)
        return part

    def _old_part(self, point: ResumePoint, reserve: int) -> PartFile:
        path, held = Path(point.path), point.size
        return PartFile(path, expected=point.total, reserve=reserve, buffer=self._buffer, held=held)

    def _fill(self, part: PartFile, pieces: Iterator[bytes], point: ResumePoint | None) -> Fetched:
        """Write `pieces`, then prove that it is the file, and bring it to the disk itself."""
        self._noted_at, self._noted_bytes = self._flow.now, part.size
        with self._keeping(part, point):
            for piece in pieces:
                part.write(piece)
                if point is not None:
                    self._checkpoint_if_due(part, point)
            sha256 = part.finish()
        verdict = self._verify(part)
        with self._keeping(part, point):
            self._control.check()
            part.sync()
            self._control.check()
        return Fetched(
            part=part.path,
            size=part.size,
            sha256=sha256,
            media_type=verdict.media_type,
            extension=verdict.extension,
            width=verdict.width,
            height=verdict.height,
            seconds=verdict.seconds,
            point=_moved(point, part, part.size) if point is not None else None,
        )

    @contextlib.contextmanager
    def _keeping(self, part: PartFile, point: ResumePoint | None) -> Iterator[None]:
        """Let what there is of the file stay where the block is interrupted, and note where it goes on."""
        try:
            yield
        except Exception:
            if point is not None and self._note is not None and (kept := part.keep(LEAST_KEPT_BYTES)):
                self._note(_moved(point, part, kept))
            raise

    def _checkpoint_if_due(self, part: PartFile, point: ResumePoint) -> None:
        flow = self._flow
        if flow.now - self._noted_at < CHECKPOINT_SECONDS and part.size - self._noted_bytes < CHECKPOINT_BYTES:
            return
        if self._note is None or part.size < LEAST_KEPT_BYTES or flow.received == flow.total:
            return
        self._noted_at, self._noted_bytes = flow.now, part.size
        self._note(_moved(point, part, part.checkpoint()))

    def _verify(self, part: PartFile) -> Verdict:
        try:
            verdict = verify(part.path, part.size, self._job.kind, self._job.provider)
        except OSError as exc:
            raise part.fault(exc) from exc
        if verdict.problem is not None:
            ended = FaultKind.LINK_ENDED if verdict.link_ended else FaultKind.WRONG_BYTES
            kind = FaultKind.CUT if verdict.cut_off else ended
            raise FetchFault(kind, verdict.problem, received=self._flow.received, total=self._flow.total)
        return verdict


def _moved(point: ResumePoint, part: PartFile, size: int) -> ResumePoint:
    return replace(point, path=str(part.path), size=size)


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads. Headers come as Latin-1; addresses in them are UTF-8."""
    place = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, place)
    except ValueError:
        return place  # the guard says what is wrong with it
