"""How each fault changes a reply."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import assert_never

from desktop.rehearsal import faults as f
from desktop.rehearsal.wire import Body, Reply, json_reply, text_reply

_PAGE = """<!doctype html><html><head><title>Just a moment...</title></head>
<body><h1>Checking your browser</h1><p>Please wait while we check your connection.</p></body></html>
"""
_BLOCK = b'{"filler":"' + b"x" * 65_000 + b'"},'


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a turn needs to know: the server's words for an HTTP error, and the due reply.

    `expired` is the due reply to an expired link; `other_medium` is another kind of media (None: no file is
    wanted); `retagged` the due reply with another ETag; `elsewhere` is the same path and query on the other origin.
    """

    trouble: Callable[[int], Reply]
    due: Callable[[], Reply]
    expired: Callable[[], Reply]
    retagged: Callable[[], Reply]
    other_medium: Body | None
    elsewhere: str
    now: float
    has_maintenance: bool


def reply_of(turn: f.Turn | None, scene: Scene) -> Reply:
    """Return the reply that `turn` makes of the due one."""
    match turn:
        case None:
            return scene.due()
        case f.Expired():
            return scene.expired()
        case f.Retagged():
            return scene.retagged()
        case f.Refused(status) | f.ServerError(status):
            return scene.trouble(status)
        case f.Maintenance():
            return scene.trouble(455 if scene.has_maintenance else 503)
        case f.TooMany():
            return scene.trouble(429).having(*_waits(turn, scene.now))
        case f.Redirected(status):
            return Reply(status=status, media_type="text/plain", headers=(("Location", scene.elsewhere),))
        case f.Dropped(fraction):
            due = scene.due()
            return replace(due, stop_at=int(due.body.size * fraction), reset=True)
        case f.Truncated():
            return _short(turn, scene.due())
        case f.Html() | f.Empty() | f.Garbage() | f.Huge() | f.WrongBytes():
            return _strange(turn, scene)
        case _:
            assert_never(turn)


def _strange(turn: f.Html | f.Empty | f.Garbage | f.Huge | f.WrongBytes, scene: Scene) -> Reply:
    match turn:
        case f.Html(status):
            return text_reply(_PAGE, status, "text/html; charset=utf-8")
        case f.Empty(status):
            return text_reply("", status, "application/json")
        case f.Garbage():
            return text_reply('{"code": 200, "message": "success", "data": {"task_', media_type="application/json")
        case f.Huge(size):
            return Reply(body=_huge(size))
        case f.WrongBytes():
            return _wrong(turn, scene)
        case _:
            assert_never(turn)


def _waits(turn: f.TooMany, now: float) -> list[tuple[str, str]]:
    headers = []
    if turn.retry_after is not None:
        at = datetime.fromtimestamp(now + turn.retry_after, UTC)
        headers.append(("Retry-After", format_datetime(at, usegmt=True) if turn.as_date else f"{turn.retry_after:g}"))
    if turn.reset_in is not None:
        headers.append(("X-RateLimit-Reset", str(int(now + turn.reset_in))))
    return headers


def _short(turn: f.Truncated, due: Reply) -> Reply:
    size = int(due.body.size * turn.fraction)
    return replace(due, body=due.body.cut(0, size)) if turn.lies else replace(due, stop_at=size)


def _huge(size: int) -> Body:
    head, tail = b'{"code":200,"data":[', b"0]}"
    return Body((head, *[_BLOCK] * max(0, (size - len(head) - len(tail)) // len(_BLOCK)), tail))


def _wrong(turn: f.WrongBytes, scene: Scene) -> Reply:
    if turn.kind == "html":
        return text_reply(_PAGE, 200, "text/html; charset=utf-8")
    if turn.kind == "json" or scene.other_medium is None:
        return json_reply({"error": "http_get_image_failed"})
    return replace(scene.due(), status=200, body=scene.other_medium)
