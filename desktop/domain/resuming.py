"""Whether an interrupted transfer may go on where it stopped: what to ask a file host, and what its answer allows.

Pure. The bytes that come are added to those on the disk only where a validator proves both to be of one version of the file
(RFC 9110, 8.8, 13.1.5, 14.2 and 15.3.7); whatever else is answered begins the file anew. Headers are given in lower case.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from desktop.domain.language import words_of
from desktop.domain.resume import ResumePoint

_STRONG = re.compile(r'"[\x21\x23-\x7e]+"')
_RANGE = re.compile(r"bytes +([0-9]+)-([0-9]+)/([0-9]+)", re.IGNORECASE)
_PLAIN = frozenset({"", "identity"})
_MESSAGES = frozenset({"text/html", "application/xhtml+xml", "application/json", "text/json", "application/problem+json"})
_WHOLE = frozenset({200, 203, 204, 205})
_SAME_CLOCK = timedelta(seconds=1)
_OTHER_CLOCK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Ask for the whole file."""

    @property
    def headers(self) -> dict[str, str]:
        """What to send besides the usual."""
        return {}


@dataclass(frozen=True, slots=True)
class Continue:
    """Ask for what is missing behind `point`, on condition that the file is still the same."""

    point: ResumePoint

    @property
    def headers(self) -> dict[str, str]:
        """What to send besides the usual."""
        return {"Range": f"bytes={self.point.size}-", "If-Range": self.point.etag or self.point.last_modified}


@dataclass(frozen=True, slots=True)
class Complete:
    """Ask nothing: every byte is on the disk, only its proof is missing."""

    point: ResumePoint


@dataclass(frozen=True, slots=True)
class TakeWhole:
    """The body is the file from its start, of `total` bytes (None: not said); what is on the disk is of no use."""

    total: int | None


@dataclass(frozen=True, slots=True)
class Append:
    """The body belongs behind the first `offset` bytes and brings the file to `total`."""

    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The body can't be trusted to continue the file: leave it unread and ask for the whole file instead."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer is not the file; what is on the disk stays as it is. `reason` says why where the status alone doesn't."""

    reason: str = ""


type Plan = Fresh | Continue | Complete
"""How to go about getting a file."""

type Ruling = TakeWhole | Append | AskAgain | Refused
"""What an answer allows."""


def source_of(url: str) -> str:
    """Return `url` without its query, as :attr:`ResumePoint.source` has it; empty where it can't be read."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{f':{port}' if port is not None else ''}{parts.path}" if host else ""


def plan(point: ResumePoint | None, url: str, on_disk: int | None) -> Plan:
    """Return how to get the file at `url`; `on_disk` is the size of the file at `point.path` (None: it is not there)."""
    if point is None or on_disk is None or on_disk < point.size or not 0 < point.size <= point.total:
        return Fresh()
    if not point.source or point.source != source_of(url) or not (_is_strong(point.etag) or point.last_modified):
        return Fresh()
    return Complete(point) if point.size == point.total else Continue(point)


def judge(asked: Fresh | Continue, status: int, headers: Mapping[str, str], *, media: bool) -> Ruling:
    """Return what the answer to `asked` allows. `media` tells that the file can be neither a web page nor JSON."""
    if status in _WHOLE:
        return TakeWhole(length_of(headers))
    if status == 416:
        return (
            AskAgain()
            if isinstance(asked, Continue)
            else Refused(words_of("it has no such part of the file, though all of it was asked for"))
        )
    if status != 206:
        return Refused()
    return _judge_rest(asked.point, headers, media=media) if isinstance(asked, Continue) else _judge_unasked(headers)


def basis(url: str, status: int, headers: Mapping[str, str], now: datetime, *, media: bool) -> ResumePoint | None:
    """Return what a whole file that begins to come from `url` can be continued by, its path and size still empty.

    None where nothing could prove later that the rest belongs to it: no length, a content coding, no strong validator. A web
    page's or JSON's content type where `media` is due counts as well, as the rest would be refused for it.
    """
    total = length_of(headers)
    if status not in (200, 206) or not total or coding_of(headers) not in _PLAIN or headers.get("accept-ranges") == "none":
        return None
    if media and _content_type(headers) in _MESSAGES:
        return None
    etag = headers.get("etag", "").strip()
    etag = etag if _is_strong(etag) else ""
    modified = headers.get("last-modified", "").strip()
    modified = modified if etag or _is_proof(modified, headers.get("date", ""), now) else ""
    if not etag and not modified:
        return None
    return ResumePoint(path="", size=0, total=total, source=source_of(url), etag=etag, last_modified=modified)


def length_of(headers: Mapping[str, str]) -> int | None:
    """Return the length the reply states; None where it has none, or is sent in chunks (RFC 9112, 6.3)."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return None
    stated = headers.get("content-length", "").partition(",")[0].strip()
    return int(stated) if stated.isascii() and stated.isdigit() else None


def coding_of(headers: Mapping[str, str]) -> str:
    """Return the reply's content coding, empty where it has none."""
    return headers.get("content-encoding", "").strip().lower()


def _judge_rest(point: ResumePoint, headers: Mapping[str, str], *, media: bool) -> Ruling:
    if media and _content_type(headers) in _MESSAGES:
        return Refused(words_of("it sent a message instead of the rest of the file"))
    length = length_of(headers)
    belongs = (
        _content_type(headers) != "multipart/byteranges"
        and coding_of(headers) in _PLAIN
        and _range(headers) == (point.size, point.total - 1, point.total)
        and length in (None, point.total - point.size)
        and _is_same(point, headers)
    )
    return Append(point.size, point.total) if belongs else AskAgain()


def _judge_unasked(headers: Mapping[str, str]) -> Ruling:
    """Judge a 206 that nobody asked for: it may hold everything all the same."""
    if _content_type(headers) == "multipart/byteranges":
        return Refused(words_of("it sent several pieces of the file in one, which nobody asked for"))
    given = _range(headers)
    if given is None:
        return Refused(words_of("it sent a part of the file without saying which"))
    first, last, total = given
    if (first, last + 1) == (0, total):
        return TakeWhole(total)
    return Refused(words_of("it sent a part of the file only, which nobody asked for"))


def _is_same(point: ResumePoint, headers: Mapping[str, str]) -> bool:
    """Tell whether a 206 names the validator it was asked with, and none that differs.

    Some hosts send the range and never look at If-Range: only the validator in their answer proves which version it is of.
    """
    etag, modified = headers.get("etag", "").strip(), headers.get("last-modified", "").strip()
    if point.etag:
        return etag == point.etag and (not modified or not point.last_modified or modified == point.last_modified)
    return modified == point.last_modified


def _is_strong(etag: str) -> bool:
    return _STRONG.fullmatch(etag) is not None


def _is_proof(modified: str, date: str, now: datetime) -> bool:
    """Tell whether the file was modified long enough ago that no two versions can bear this date (RFC 9110, 8.8.2.2)."""
    at, sent = _moment(modified), _moment(date)
    if at is None:
        return False
    return sent - at >= _SAME_CLOCK if sent is not None else now - at >= _OTHER_CLOCK


def _moment(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _range(headers: Mapping[str, str]) -> tuple[int, int, int] | None:
    """Return the first byte, the last byte and the total of a `Content-Range`."""
    found = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if found is None:
        return None
    first, last, total = (int(number) for number in found.groups())
    return first, last, total


def _content_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
