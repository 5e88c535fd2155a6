"""crun.ai: TaskInfo for images and video, and for Suno songs (docs.crun.ai, get-task-info and suno-task-info).

`GET /api/v1/client/job/TaskInfo?task_id=` answers `{"code", "message", "data"}`; code 200 means that the task was found,
whatever became of it. The code may stand in the body, the HTTP status or both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from desktop.domain.account import HeaderStyle
from desktop.domain.language import words_of
from desktop.domain.report import Report
from desktop.domain.status import MediaKind, Remote
from desktop.domain.task import Cost
from desktop.providers.base import Answer, ApiReply, ApiRequest, Dialect, FaultKind, FixedPace, ProbeVerdict, Query, Spec
from desktop.providers.fields import first_amount, first_moment, first_text, items, mapping, one_line, opened, text, whole
from desktop.providers.links import LinkRules
from desktop.providers.media import kind_of_model
from desktop.providers.probes import MADE_UP_UUID, verdict_of
from desktop.providers.replies import (
    Body,
    ErrorWords,
    Shape,
    bad_reply,
    body_of,
    checked_ids,
    error_words,
    fault,
    kind_of_status,
    not_found,
    plain,
    same_id,
    status_fault,
)
from desktop.providers.shelf import Shelf, kind_of_parts
from desktop.providers.states import State, StatusTable, progress_of
from desktop.providers.suno import Song, shelve_songs, song_facts, song_items

KEPT = timedelta(days=14)
"""How long crun.ai keeps the files of a finished task; Suno's own links are not covered by it."""

SPEC = Spec(
    provider="crun",
    dialect="crun",
    name="crun.ai",
    default_base_url="https://api.crun.ai",
    trimmed_paths=("/api/v1/client/job/TaskInfo", "/api/v1/client/job", "/api/v1/client", "/api/v1"),
    presets=(("crun.ai", "https://api.crun.ai"), (words_of("crun.ai, mainland China"), "https://api.crunai.com")),
    headers=(HeaderStyle.X_API_KEY, HeaderStyle.BEARER),
    pace=FixedPace(15.0, slow_after=1800.0, slow_seconds=30.0),
    per_second=8.0,
    key_prefixes=("ak_",),
    keep_for=KEPT,
    billing_url="https://crun.ai",
)

STATUSES = StatusTable({"pending": Remote.WAITING, "running": Remote.GENERATING, "success": Remote.DONE, "failed": Remote.FAILED})
"""docs.crun.ai, get-task-info, "Task Status Enum"."""

_GENERATION_FAILED = 501


def dialect(base_url: str) -> Dialect:
    """Return the dialect for an account whose API lives at `base_url`."""
    return Dialect(
        spec=SPEC,
        build=build,
        read=partial(read, LinkRules(base_url)),
        probe=lambda: _request(MADE_UP_UUID),
        read_probe=_read_probe,
    )


def build(query: Query) -> ApiRequest:
    """Return the request about one task. Any id is asked about: the documented length of 36 is not kept by its own examples."""
    ((_, task_id),) = checked_ids(query, batch=1, kinds=SPEC.id_kinds)
    return _request(task_id)


def read(links: LinkRules, query: Query, reply: ApiReply) -> Answer:
    """Read a TaskInfo reply."""
    body = body_of(reply)
    data = mapping(body.fields.get("data"))
    code = _code(reply, body)
    if ("status" in data or "task_id" in data) and code in (200, _GENERATION_FAILED):
        if not same_id(query.ids[0][1], data.get("task_id")):
            return bad_reply(reply, f"an answer about another task, {plain(text(data.get('task_id')), 60)}")
        return Answer(reports=(_report(links, query, data),))
    return _without_task(query, reply, body, code)


def _request(task_id: str) -> ApiRequest:
    return ApiRequest("GET", "/api/v1/client/job/TaskInfo", params=(("task_id", task_id),))


def _code(reply: ApiReply, body: Body) -> int:
    code = whole(body.fields.get("code"))
    good = 200 <= reply.status < 300
    if code is None:
        return 200 if good else reply.status
    return reply.status if code == 200 and not good else code


def _without_task(query: Query, reply: ApiReply, body: Body, code: int) -> Answer:
    words = error_words(body)
    if not body.fields or code < 200:
        if reply.status == 404 and body.shape is Shape.EMPTY:
            return not_found(query)
        return status_fault(reply, body, words)
    if code == 404 or (code == 200 and "data" in body.fields and not opened(body.fields["data"])):
        return not_found(query)
    if code == _GENERATION_FAILED and whole(body.fields.get("code")) == code:
        return Answer(reports=(_failed(query, body, words),))
    if code < 400:
        return bad_reply(reply, body.excerpt)
    return fault(reply, kind_of_status(code), words)


def _failed(query: Query, body: Body, words: ErrorWords) -> Report:
    kind, task_id = query.ids[0]
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=Remote.FAILED,
        remote_raw="",
        final=True,
        reason=words.message,
        reason_code=words.code,
        raw=body.value,
    )


def _report(links: LinkRules, query: Query, data: Mapping[str, object]) -> Report:
    kind, task_id = query.ids[0]
    state = STATUSES.read(data.get("status"))
    facts = _facts(data)
    shelf = Shelf(links)
    kept = state.remote is Remote.DONE and _shelve(shelf, data.get("result"), facts)
    parts = shelf.parts()
    reason, reason_code = _reason(state, data)
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=state.remote,
        remote_raw=state.raw,
        final=state.final,
        progress=progress_of(state, data.get("progress")),
        title=facts.title,
        prompt=facts.prompt,
        model=facts.model,
        action=facts.action,
        kind=kind_of_parts(parts) or facts.kind,
        tags=facts.tags,
        parts=parts,
        cost=_cost(state, data),
        created_at=first_moment(data, "create_at", "created_at"),
        finished_at=first_moment(data, "complete_at", "completed_at") if state.final else None,
        keep_for=KEPT if kept else None,
        reason=reason,
        reason_code=reason_code,
        raw=data,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the request for a task, and its songs, tell of it."""

    title: str
    prompt: str
    model: str
    action: str
    kind: MediaKind | None
    tags: tuple[str, ...]
    songs: tuple[Song, ...]


def _facts(data: Mapping[str, object]) -> _Facts:
    param = mapping(data.get("param"))
    given = mapping(param.get("input"))
    songs = song_items(data.get("result"))
    vendor, _, bare = text(param.get("model"), 200).rpartition("/")
    suno = vendor.lower() == "suno" or bool(songs)
    music = song_facts(songs, given)
    prompt = first_text(given, "prompt", "text", "lyrics", "description") or music.prompt
    return _Facts(
        title=one_line(music.title or first_text(given, "title") or prompt),
        prompt=prompt,
        model=music.model if suno and music.model else bare or first_text(data, "model_version", limit=200),
        action=bare if suno else "",
        kind=MediaKind.AUDIO if suno else _kind_asked_for(f"{vendor}/{bare}", given, data),
        tags=music.tags,
        songs=tuple(songs),
    )


def _shelve(shelf: Shelf, result: object, facts: _Facts) -> bool:
    """Put a result's files on the shelf; return whether crun.ai's own copies are among them.

    The documentation names both `media_url` and `media_urls`; each may be a string or a list, the result itself too.
    """
    result = opened(result)
    fields = result if isinstance(result, dict) else {"media_urls": result}
    listed = [*items(fields.get("media_urls")), *items(fields.get("media_url"))]
    if facts.songs:
        copies = dict.fromkeys(shelf.links.clean(_link(item)) for item in listed)
        return shelve_songs(shelf, facts.songs, [url for url in copies if url is not None])
    stored = [
        shelf.add(str(place), (_link(item),), kind=facts.kind, type_word=_type_word(item)) for place, item in enumerate(listed, 1)
    ]
    return any(stored)


def _link(item: object) -> object:
    return first_text(item, "url", "media_url") if isinstance(item, dict) else item


def _type_word(item: object) -> str:
    return text(item.get("type"), 40) if isinstance(item, dict) else ""


def _kind_asked_for(model: str, given: Mapping[str, object], data: Mapping[str, object]) -> MediaKind | None:
    if (found := kind_of_model(f"{model} {text(data.get('model_version'), 200)}")) is not None:
        return found
    wanted = text(given.get("output_format"), 20).lower()
    if wanted in ("png", "jpg", "jpeg", "webp"):
        return MediaKind.IMAGE
    return MediaKind.VIDEO if wanted in ("mp4", "webm", "mov") else None


def _reason(state: State, data: Mapping[str, object]) -> tuple[str, str]:
    if state.remote is not Remote.FAILED:
        return "", ""
    result = opened(data.get("result"))
    if not isinstance(result, dict):
        return plain(text(result) or first_text(data, "message", "error"), 1000), ""
    return plain(first_text(result, "message", "msg", "error", "detail"), 1000), text(result.get("code"), 80)


def _cost(state: State, data: Mapping[str, object]) -> Cost:
    credits_ = first_amount(data, "credits")
    return Cost(charged=credits_) if state.final else Cost(estimated=credits_)


def _read_probe(reply: ApiReply) -> tuple[ProbeVerdict, str]:
    query = Query(((SPEC.id_kinds[0], MADE_UP_UUID),))
    return verdict_of(SPEC.name, read(LinkRules(SPEC.default_base_url), query, reply), good=(FaultKind.OUT_OF_CREDITS,))
