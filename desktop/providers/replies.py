"""What all dialects share in reading replies: the body's shape, words of errors, faults and how long to wait."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum
from html import unescape
from urllib.parse import urlsplit

from desktop.domain.language import tr, words_of
from desktop.domain.status import IdKind
from desktop.providers.base import Answer, ApiReply, Fault, FaultKind, Query
from desktop.providers.fields import decode, first_text, moment, number, one_line, text

MAX_WAIT = 3600.0
"""The longest wait, in seconds, that a reply can ask for: some limits are reset in days, and one hour loses nothing."""

_KEYS = re.compile(r"\b(ak_|tsk_|tcli_|whsec_|sk-byts-|sk-|Bearer\s+)[A-Za-z0-9_.\-*]{4,}")
_QUERIES = re.compile(r"(https?://[^\s?\"'<>]+)\?[^\s\"'<>]*")
_TITLE = re.compile(r"<title[^>]{0,200}>(.*?)(?:</title|\Z)", re.IGNORECASE | re.DOTALL)
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^<>]*>")


class Shape(Enum):
    """What a body is."""

    JSON = "json"
    EMPTY = "empty"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Body:
    """A reply's body: its shape, its JSON value, and a short plain excerpt to show."""

    shape: Shape
    value: object
    excerpt: str

    @property
    def fields(self) -> dict[str, object]:
        """The body where it is a JSON object, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """A provider's own words about an error; `codes` in lower case, the most telling first."""

    codes: tuple[str, ...] = ()
    message: str = ""
    request_id: str = ""

    @property
    def code(self) -> str:
        """The most telling code, or ""."""
        return next(iter(self.codes), "")


def body_of(reply: ApiReply) -> Body:
    """Decode a reply's body; it may be anything."""
    written = reply.body.decode("utf-8-sig", "replace").strip()
    if not written:
        return Body(Shape.EMPTY, None, words_of("an empty answer"))
    try:
        return Body(Shape.JSON, decode(written), plain(written, 160))
    except ValueError:
        page = written[:1] == "<" or "html" in reply.headers.get("content-type", "").lower()
        return Body(Shape.PAGE, None, _page_words(written)) if page else Body(Shape.TEXT, None, plain(written, 160))


def plain(written: str, limit: int = 300) -> str:
    """Return a provider's words fit to be shown and kept: one line, keys masked, links without their signed queries."""
    line = " ".join(text(written, limit * 4).split())
    line = _QUERIES.sub(r"\1?…", _KEYS.sub(r"\1…", line))
    return one_line(line, limit)


def error_words(body: Body) -> ErrorWords:
    """Read an error of any usual shape.

    `{"error":{"message","type","code"}}`, `{"error":"text"}`, `{"code","message"|"description"|"detail","suggestion"}`.
    """
    outer = body.fields
    error = outer.get("error")
    source = error if isinstance(error, dict) else outer
    codes = [text(source.get(name), 80).lower() for name in ("code", "type")]
    message = (
        text(error) if isinstance(error, str) else first_text(source, "message", "msg", "error_message", "description", "detail")
    )
    detail = source.get("detail")
    if not message and isinstance(detail, list) and detail and isinstance(detail[0], dict):
        message = text(detail[0].get("msg"))
    message = f"{message} {text(source.get('suggestion'))}".strip()
    request_id = first_text(outer, "request_id", limit=200) or first_text(source, "request_id", limit=200)
    if body.shape in (Shape.PAGE, Shape.TEXT):
        message = body.excerpt
    return ErrorWords(tuple(code for code in codes if code), plain(message), request_id)


def fault(reply: ApiReply, kind: FaultKind, words: ErrorWords, *, wait: float | None = None) -> Answer:
    """Return the answer that is a fault; `wait` holds where the reply asks for no wait itself."""
    asked = retry_after(reply)
    request_id = words.request_id or _header(reply, "x-request-id") or _header(reply, "x-tripo-trace-id")
    return Answer(
        fault=Fault(
            kind=kind,
            message=words.message,
            code=words.code,
            retry_after=wait if asked is None else asked,
            request_id=request_id,
        )
    )


def bad_reply(reply: ApiReply, message: str) -> Answer:
    """Return the answer for a reply that cannot be read; `message` is a short excerpt or says what it was."""
    return fault(reply, FaultKind.BAD_REPLY, ErrorWords(message=message))


def status_fault(reply: ApiReply, body: Body, words: ErrorWords) -> Answer:
    """Return the fault an HTTP status alone tells of. A web page where JSON was due says nothing about a key or an id."""
    status = reply.status
    if status < 400:
        return bad_reply(reply, _redirect_words(reply) if 300 <= status < 400 else body.excerpt)
    if status in (403, 404) and body.shape is Shape.PAGE:
        return bad_reply(reply, body.excerpt)
    return fault(reply, kind_of_status(status), words)


def kind_of_status(status: int) -> FaultKind:
    """Sort an HTTP status, or a body code of the same meaning; 455 is crun.ai's for maintenance, 505 for "switched off"."""
    match status:
        case 401 | 403:
            return FaultKind.KEY_REJECTED
        case 402:
            return FaultKind.OUT_OF_CREDITS
        case 429:
            return FaultKind.RATE_LIMITED
        case 455 | 503:
            return FaultKind.MAINTENANCE
        case 505:
            return FaultKind.REFUSED
        case 408 | 425:
            return FaultKind.SERVER
        case _:
            return FaultKind.SERVER if status >= 500 else FaultKind.REFUSED


def retry_after(reply: ApiReply) -> float | None:
    """Return how many seconds a reply asks to wait, at most :data:`MAX_WAIT`; None where it asks for no wait, or one that is over.

    Retry-After as seconds or as a date (RFC 9110, section 10.2.3); else X-RateLimit-Reset as unix time (docs.bytespike.ai,
    rate limits) or, where it is too small for one, as seconds.
    """
    asked = _header(reply, "retry-after")
    seconds = number(asked)
    if seconds is None and asked:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - reply.at.timestamp()
        except (ValueError, OverflowError):
            seconds = None
    if seconds is None:
        reset = _header(reply, "x-ratelimit-reset")
        at = moment(reset)
        seconds = number(reset) if at is None else at.timestamp() - reply.at.timestamp()
        if at is None and seconds is not None and seconds > 1e8:
            seconds = None
    return None if seconds is None or seconds <= 0 else min(MAX_WAIT, seconds)


def not_found(query: Query) -> Answer:
    """Return the answer that the provider knows none of the ids."""
    return Answer(not_found=query.ids)


def single_id(query: Query) -> tuple[IdKind, str]:
    """Return the one id of a query. Raises ValueError for none, several, or one that cannot stand in a request."""
    ids = checked_ids(query, batch=1, kinds=(IdKind.TASK_ID, IdKind.OUT_TASK_ID))
    return ids[0]


def checked_ids(query: Query, *, batch: int, kinds: tuple[IdKind, ...]) -> tuple[tuple[IdKind, str], ...]:
    """Return the ids of a query, each once. Raises ValueError for a query that cannot be asked."""
    ids = tuple(dict.fromkeys(query.ids))
    if not 1 <= len(ids) <= batch:
        raise ValueError(f"asks about {len(ids)} ids, from 1 to {batch} are possible")
    for kind, task_id in ids:
        if kind not in kinds:
            raise ValueError(f"cannot ask by {kind.value}")
        if not task_id.strip() or task_id in (".", "..") or len(task_id) > 512 or not task_id.isprintable():
            raise ValueError("no id of a task")
    return ids


def same_id(asked: str, returned: object) -> bool:
    """Tell whether a reply is about the id asked for; a reply that names none is. Letters' case does not matter.

    Some gateways print an id as a number, which loses leading zeros.
    """
    named = text(returned, 600)
    if not named:
        return True
    if isinstance(returned, int):
        return named == asked.strip() or named == asked.strip().lstrip("0")
    return named.lower() == asked.strip().lower()


def covers[Item](query: Query, find: Callable[[str], Item | None], read: Callable[[IdKind, str, Item], Answer]) -> Answer:
    """Return one answer for a batch: what `read` makes of each id that `find` has, and the ids it has not."""
    answers = [
        read(kind, task_id, found) if (found := find(task_id)) is not None else Answer(not_found=((kind, task_id),))
        for kind, task_id in dict.fromkeys(query.ids)
    ]
    return Answer(
        reports=tuple(report for answer in answers for report in answer.reports),
        not_found=tuple(missing for answer in answers for missing in answer.not_found),
    )


def excerpt_of(value: object) -> str:
    """Return a JSON value as a short plain excerpt."""
    return plain(json.dumps(value, ensure_ascii=False)[:2000], 160)


def _header(reply: ApiReply, name: str) -> str:
    return text(reply.headers.get(name, ""), 200)


def _page_words(written: str) -> str:
    head = written[:20_000]
    title = _TITLE.search(head)
    words = title.group(1) if title is not None else _TAGS.sub(" ", _SILENT.sub(" ", head))
    found = plain(unescape(words), 120)
    return tr("a web page: {title}", title=found) if found else words_of("a web page")


def _redirect_words(reply: ApiReply) -> str:
    try:
        host = urlsplit(_header(reply, "location")).hostname or ""
    except ValueError:
        host = ""
    return tr("a redirect to {host}", host=plain(host, 100)) if host else words_of("a redirect")
