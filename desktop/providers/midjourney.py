"""Midjourney gateways: github novicezk/midjourney-proxy, trueai-org/midjourney-proxy, and new-api relays such as crazyrouter.

`GET /mj/task/{id}/fetch` answers a bare object (docs.crazyrouter.com, midjourney/query), `POST /mj/task/list-by-condition`
a bare array that leaves unknown ids out, in an order of its own, and may hold the same id twice. A bare proxy answers an
unknown id with 200 and nothing, new-api with 400 and "task_no_found".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlsplit

from desktop.domain.account import HeaderStyle
from desktop.domain.language import words_of
from desktop.domain.report import Report
from desktop.domain.status import IdKind, MediaKind, Remote
from desktop.providers.base import Answer, ApiReply, ApiRequest, Dialect, FaultKind, FixedPace, ProbeVerdict, Query, Spec
from desktop.providers.fields import first_moment, first_text, mapping, moment, text, whole
from desktop.providers.links import LinkRules
from desktop.providers.midjourney_files import answer_in_words, answers_in_words, shelve_files, title_of, version_of
from desktop.providers.probes import key_works, unclear_or_rejected
from desktop.providers.replies import (
    Body,
    ErrorWords,
    Shape,
    bad_reply,
    body_of,
    checked_ids,
    covers,
    error_words,
    fault,
    not_found,
    plain,
    same_id,
    status_fault,
)
from desktop.providers.shelf import Shelf, kind_of_parts
from desktop.providers.states import State, StatusTable, progress_of

SPEC = Spec(
    provider="midjourney",
    dialect="midjourney",
    name="Midjourney",
    default_base_url="https://api.crazyrouter.com",
    trimmed_paths=("/mj", "/mj/task"),
    presets=(
        ("crazyrouter", "https://api.crazyrouter.com"),
        (words_of("crazyrouter, East Asia"), "https://cn.crazyrouter.com"),
        (words_of("crazyrouter, older address"), "https://crazyrouter.com"),
    ),
    headers=(HeaderStyle.BEARER, HeaderStyle.MJ_API_SECRET),
    pace=FixedPace(4.0, slow_after=120.0, slow_seconds=15.0),
    batch=50,
    key_prefixes=("sk-",),
)

STATUSES = StatusTable(
    {
        "": Remote.WAITING,
        "not_start": Remote.WAITING,
        "submitted": Remote.WAITING,
        "queued": Remote.WAITING,
        "in_progress": Remote.GENERATING,
        "modal": Remote.NEEDS_INPUT,
        "success": Remote.DONE,
        "failure": Remote.FAILED,
        "cancel": Remote.CANCELLED,
    }
)
"""The proxies' enums; new-api's rows begin with an empty word, and its generic tasks with QUEUED."""

_GATEWAY = "This gateway"
_BILLING = "https://crazyrouter.com"
_NO_TASK = re.compile(r"task_?\s?(no|not)_?\s?(found|exist)|task does not exist|任务不存在|数据未找到", re.IGNORECASE)
_BANNED_WORD = 24
_OF_ONE_STATE = ("imageUrl", "imageUrls", "videoUrl", "videoUrls", "failReason", "progress", "finishTime")
_MARKS = ("status", "action", "submitTime", "progress", "imageUrl")


def dialect(base_url: str) -> Dialect:
    """Return the dialect for an account whose API lives at `base_url`, with or without `/mj` at its end."""
    prefix = "" if urlsplit(base_url).path.rstrip("/").lower().endswith("/mj") else "/mj"
    host = urlsplit(base_url).hostname or ""
    ours = any(host == urlsplit(url).hostname for _, url in SPEC.presets)
    return Dialect(
        spec=replace(SPEC, billing_url=_BILLING) if ours else SPEC,
        build=partial(_build, prefix),
        read=partial(_read, LinkRules(base_url)),
        probe=lambda: ApiRequest("POST", f"{prefix}/task/list-by-condition", json={"ids": []}),
        read_probe=_read_probe,
    )


def _build(prefix: str, query: Query) -> ApiRequest:
    ids = checked_ids(query, batch=SPEC.batch, kinds=SPEC.id_kinds)
    if len(ids) == 1:
        return ApiRequest("GET", f"{prefix}/task/{quote(ids[0][1], safe='')}/fetch")
    return ApiRequest("POST", f"{prefix}/task/list-by-condition", json={"ids": [task_id for _, task_id in ids]})


def _read(links: LinkRules, query: Query, reply: ApiReply) -> Answer:
    body = body_of(reply)
    many = len(set(query.ids)) > 1
    if not 200 <= reply.status < 300:
        return _read_error(query, reply, body, many=many)
    return _read_many(links, query, reply, body) if many else _read_one(links, query, reply, body)


def _read_one(links: LinkRules, query: Query, reply: ApiReply, body: Body) -> Answer:
    if body.shape is Shape.EMPTY or (body.shape is Shape.JSON and body.value is None):
        return not_found(query)
    item = _unwrapped(body.fields)
    if not _is_task(item):
        return _read_error(query, reply, body, many=False)
    return Answer(reports=(_report(links, *query.ids[0], item),))


def _read_many(links: LinkRules, query: Query, reply: ApiReply, body: Body) -> Answer:
    listed = body.value
    for name in ("data", "result", "tasks", "list"):
        if isinstance(listed, dict) and isinstance(listed.get(name), list):
            listed = listed[name]
    if not isinstance(listed, list):
        return bad_reply(reply, body.excerpt) if body.shape is not Shape.JSON else _read_error(query, reply, body, many=True)
    tasks = [item for item in listed if isinstance(item, dict) and text(item.get("id"), 600)]
    if listed and not tasks:
        return bad_reply(reply, body.excerpt)
    return covers(
        query,
        lambda task_id: _merged([item for item in tasks if same_id(task_id, item["id"])]),
        lambda kind, task_id, item: Answer(reports=(_report(links, kind, task_id, item),)),
    )


def _read_error(query: Query, reply: ApiReply, body: Body, *, many: bool) -> Answer:
    words = error_words(body)
    if many and reply.status in (404, 405, 501):
        return fault(reply, FaultKind.NO_BATCH, words)
    code = whole(body.fields.get("code"))
    missing = _NO_TASK.search(f"{words.message} {words.code}") is not None or (code == 3 and reply.status < 401)
    if missing:
        return fault(reply, FaultKind.NO_BATCH, words) if many else not_found(query)
    if reply.status == 404 and body.shape in (Shape.JSON, Shape.EMPTY) and not words.message.startswith("Invalid URL"):
        return not_found(query)
    kind = _kind(reply.status, code, words) if body.fields else None
    return fault(reply, kind, words) if kind is not None else status_fault(reply, body, words)


def _kind(status: int, code: int | None, words: ErrorWords) -> FaultKind | None:
    """Sort an error by the gateway's own code; None where the HTTP status says it all."""
    if "insufficient_quota" in words.codes or "insufficient_user_quota" in words.codes:
        return FaultKind.OUT_OF_CREDITS
    if status == 401 or "invalid_api_key" in words.codes:
        return FaultKind.KEY_REJECTED
    if code in (23, 30) or "rate_limit_exceeded" in words.codes:
        return FaultKind.RATE_LIMITED
    return FaultKind.REFUSED if status < 400 and (words.codes or words.message) else None


def _unwrapped(fields: dict[str, object]) -> dict[str, object]:
    """Return the task of an object; a relay's wrapping is taken off only where the outer object is no task itself."""
    if not _is_task(fields):
        for name in ("data", "result"):
            inner = mapping(fields.get(name))
            if _is_task(inner):
                return inner
    return fields


def _is_task(item: Mapping[str, object]) -> bool:
    return "id" in item or any(name in item for name in _MARKS)


def _merged(items: Sequence[dict[str, object]]) -> dict[str, object] | None:
    """Return one task for several rows of the same id: the final or newest one, its gaps filled from the others.

    Files and reasons are taken only from rows in the same state: a row that is still running holds a preview that dies.
    """
    if not items:
        return None
    ranked = sorted(items, key=_rank)
    best = STATUSES.read(ranked[-1].get("status"))
    merged: dict[str, object] = {}
    for item in ranked:
        other = STATUSES.read(item.get("status")).remote is not best.remote
        merged.update(
            (name, value)
            for name, value in item.items()
            if value not in (None, "", [], {}) and not (other and name in _OF_ONE_STATE)
        )
    return {**merged, "status": ranked[-1].get("status")}


def _rank(item: Mapping[str, object]) -> tuple[int, float]:
    state = STATUSES.read(item.get("status"))
    times = [found.timestamp() for name in ("submitTime", "startTime", "finishTime") if (found := moment(item.get(name)))]
    return (2 if state.remote is Remote.DONE else int(state.final)), max(times, default=0.0)


def _report(links: LinkRules, kind: IdKind, task_id: str, item: Mapping[str, object]) -> Report:
    state, reason, code = _end(item)
    action = text(item.get("action"), 80).upper()
    shelf = Shelf(links)
    if state.remote is Remote.DONE:
        shelve_files(shelf, item, action)
    words = answer_in_words(item, action) if state.remote is Remote.DONE else ""
    prompt = first_text(item, "prompt", "promptEn") or first_text(mapping(item.get("properties")), "finalPrompt")
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=state.remote,
        remote_raw=state.raw,
        final=state.final,
        progress=progress_of(state, item.get("progress")),
        title=title_of(words or prompt),
        prompt=prompt,
        model=version_of(prompt, item),
        action=action,
        kind=_kind_made(action) or kind_of_parts(shelf.parts()),
        parts=shelf.parts(),
        text_result=words or None,
        may_lack_files=answers_in_words(action),
        created_at=first_moment(item, "submitTime"),
        finished_at=first_moment(item, "finishTime") if state.final else None,
        reason=reason,
        reason_code=code,
        raw=item,
    )


def _end(item: Mapping[str, object]) -> tuple[State, str, str]:
    """Return a task's state, and the reason and code of a bad end; "refused" is believed to a code alone."""
    state = STATUSES.read(item.get("status"))
    if not state.final or state.remote is Remote.DONE:
        return state, "", ""
    code = text(item.get("code"), 80)
    if state.remote is Remote.FAILED and whole(code) == _BANNED_WORD:
        state = replace(state, remote=Remote.BLOCKED)
    return state, plain(first_text(item, "failReason"), 1000), code


def _kind_made(action: str) -> MediaKind | None:
    if answers_in_words(action):
        return MediaKind.TEXT
    if "VIDEO" in action:
        return MediaKind.VIDEO
    return MediaKind.IMAGE if action else None


def _read_probe(reply: ApiReply) -> tuple[ProbeVerdict, str]:
    body = body_of(reply)
    if 200 <= reply.status < 300 and isinstance(body.value, list):
        return key_works(_GATEWAY)
    answer = _read_error(Query(()), reply, body, many=True)
    found = answer.fault
    return unclear_or_rejected(_GATEWAY, found.kind if found is not None else FaultKind.BAD_REPLY, body.excerpt)
