"""Addresses: which provider's API or pages they belong to, and the id in them, if any."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import SplitResult, unquote, urlsplit

from desktop.domain.account import origin_of
from desktop.domain.language import tr, words_of
from desktop.domain.recognise_forms import (
    BYTESPIKE,
    CRUN,
    LABELS,
    MIDJOURNEY,
    TRIPO,
    Evidence,
    Hint,
    Weight,
    evidence_of,
    form_of,
    is_false_friend,
    told,
)
from desktop.domain.status import IdKind

MAX_ADDRESS = 8192
DOMAINS = {
    "crun.ai": CRUN,
    "crunai.com": CRUN,
    "tripo3d.ai": TRIPO,
    "tripo3d.com": TRIPO,
    "bytespike.ai": BYTESPIKE,
    "crazyrouter.com": MIDJOURNEY,
}
PICTURE = words_of("a picture's address")
API_PATHS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"/api/v1/client/job/"), CRUN, words_of("a TaskInfo address")),
    (re.compile(r"/v2/openapi/task(?:/(?:watch/)?(?P<id>[^/]+))?/?$"), TRIPO, words_of("a Tripo task address")),
    (re.compile(r"/v3/tasks/(?P<id>[^/]+)/?$"), TRIPO, words_of("a Tripo task address")),
    (re.compile(r"/v1/videos/tasks/(?P<id>[^/]+)/?$"), BYTESPIKE, words_of("a ByteSpike task address")),
    (
        re.compile(r"/v1/tasks/(?:stream|cancel|query|submit)(?:/(?P<id>[^/]+))?/?$"),
        BYTESPIKE,
        words_of("a ByteSpike task address"),
    ),
    (re.compile(r"/mj/task/(?P<id>[^/]+)/(?:fetch|image-seed|cancel)/?$"), MIDJOURNEY, words_of("a fetch address")),
    (re.compile(r"/mj/image/(?P<id>[^/.]+)[^/]*$"), MIDJOURNEY, PICTURE),
    (re.compile(r"/mj/(?:task|submit|insight-face)/[^/]+/?$"), MIDJOURNEY, words_of("a Midjourney address")),
)
_TOKEN = re.compile(r"[^\s\"'<>`|\\^，。；：、！？（）「」【】]+")
_SCHEME = re.compile(r"(?:https?|wss?)://", re.IGNORECASE)
_NEXT_URL = re.compile(r"[,;](?=(?:https?|wss?)://)", re.IGNORECASE)
_BARE = re.compile(r"^[(\[{=]*(?:[\w-]+=)?(?P<rest>(?P<host>[\w.-]+\.[a-z]{2,}(?::\d+)?)?/.*)", re.IGNORECASE)
_MEDIA_HOST = re.compile(r"(?i)(?:^|\.)(?:cdn\w*|media|static|data|download|docs?|assets?|files?|images?|discordapp|midjourney)\.")
_MEDIA_PATH = re.compile(r"(?i)\.[a-z0-9]{2,5}$")
_SAMPLE = re.compile(r"[{}<>:$*]|^(?:list|batch|id|task_?id|taskid|x+|your.*|query|stream|cancel)$", re.IGNORECASE)
_FOREIGN_FOLDER = re.compile(r"(?i)(?:file|upload|user|workspace|project|team)s?|share|org")
_BEHIND = ").,;:]}!="
_TASK_PARAMETERS = frozenset({"taskid", "task"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a line: where it stands, whose it is, and the evidence it holds."""

    start: int
    end: int
    hint: Hint | None
    evidence: tuple[Evidence, ...] = ()


def addresses(line: str) -> Iterator[Address]:
    """Yield the addresses in `line`, also API paths without a host and known hosts without a scheme."""
    for match in _TOKEN.finditer(line) if "/" in line else ():
        if "/" not in match[0]:
            continue
        at = match.start()
        if len(match[0]) > MAX_ADDRESS:
            yield Address(at, match.end(), None)
            continue
        for piece in _NEXT_URL.split(match[0]):
            hint, evidence = read_address(piece)
            if hint is not None or evidence or _SCHEME.search(piece):
                yield Address(at, at + len(piece), hint, evidence)
            at += len(piece) + 1


def read_address(text: str) -> tuple[Hint | None, tuple[Evidence, ...]]:
    """Return whose address `text` is and what ids it names; neither for anybody else's, a file's or a broken one."""
    try:
        parts, origin = _split(text.replace("&amp;", "&"))
    except ValueError:
        return None, ()
    query = _query(parts.query)
    for pattern, provider, reason in API_PATHS:
        if match := pattern.search(parts.path):
            hint = Hint(provider, reason, _believable(origin, reason), Weight.ADDRESS)
            return hint, _api_ids(hint, unquote(match.groupdict().get("id") or ""), query)
    host = (parts.hostname or "").lower()
    if _MEDIA_HOST.search(host) or _MEDIA_PATH.search(parts.path) or not (host or query):
        return None, ()
    provider_of_host = DOMAINS.get(".".join(host.split(".")[-2:]))
    if provider_of_host is None:
        return None, tuple(e for name, v in query if name == "taskid" and (e := evidence_of(v, weight=Weight.LABEL)))
    is_api = host.split(".")[0] in ("api", "openapi", "llm", "cn")
    hint = Hint(
        provider_of_host,
        tr("a {provider} page address", provider=LABELS[provider_of_host]),
        origin if is_api else None,
        Weight.ADDRESS,
    )
    return hint, _page_ids(hint, parts.path, query)


def _split(text: str) -> tuple[SplitResult, str | None]:
    scheme = _SCHEME.search(text)
    if scheme:
        parts = urlsplit(text[scheme.start() :].rstrip(_BEHIND))
        return parts, origin_of(parts.geturl().replace("ws", "http", 1) if parts.scheme[:2] == "ws" else parts.geturl())
    bare = _BARE.match(text)
    if bare is None:
        return urlsplit(""), None
    known = bare["host"] and ".".join(bare["host"].lower().split(":")[0].split(".")[-2:]) in DOMAINS
    parts = urlsplit(("https://" if known else "/" if bare["host"] else "") + bare["rest"].rstrip(_BEHIND))
    return parts, origin_of(parts.geturl()) if known else None


def _believable(origin: str | None, reason: str) -> str | None:
    """Return `origin` unless it is a picture's on loopback: badly set-up gateways print those (QuantumNous/new-api issue 144)."""
    host = urlsplit(origin).hostname if origin else None
    return None if reason == PICTURE and host in ("localhost", "127.0.0.1", "::1") else origin


def _query(query: str) -> list[tuple[str, str]]:
    pairs = (item.partition("=") for item in query.split("&")) if query else ()
    return [(name.lower().replace("_", ""), unquote(value)) for name, _, value in pairs]


def _api_ids(hint: Hint, segment: str, query: list[tuple[str, str]]) -> tuple[Evidence, ...]:
    found = [told(segment, hint)] if _is_id(segment) else []
    for name, value in query:
        if name == "taskid" and _is_id(value):
            found.append(told(value, hint))
        elif name == "outtaskid" and _is_id(value):
            found.append(told(value, hint, IdKind.OUT_TASK_ID))
    return tuple(found)


def _page_ids(hint: Hint, path: str, query: list[tuple[str, str]]) -> tuple[Evidence, ...]:
    segments = [unquote(s) for s in path.split("/")]
    named = [s for before, s in pairwise(segments) if not _FOREIGN_FOLDER.fullmatch(before)]
    named += [value for name, value in query if name in _TASK_PARAMETERS or name == "id"]
    return tuple(e for value in named if form_of(value) and (e := evidence_of(value, hint)))


def _is_id(text: str) -> bool:
    return 4 <= len(text) <= 128 and text.isprintable() and not _SAMPLE.search(text) and not is_false_friend(text)
