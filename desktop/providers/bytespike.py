"""ByteSpike: `POST /v1/tasks/query` by `task_id` or by `out_task_id` (docs.bytespike.ai, tasks-query).

The answer is a bare object in which fields that do not apply are absent; it has neither progress nor times. Other pages of the
documentation show the same tasks with `result` or `result_url` in place of `output`, and a status `queued`; they are read too.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from desktop.domain.account import HeaderStyle
from desktop.domain.report import Part, Report
from desktop.domain.status import IdKind, MediaKind, Remote
from desktop.domain.task import Cost
from desktop.providers.base import Answer, ApiReply, ApiRequest, Dialect, EstimatePace, FaultKind, ProbeVerdict, Query, Spec
from desktop.providers.fields import first_amount, first_moment, first_text, items, mapping, one_line, text
from desktop.providers.links import LinkRules
from desktop.providers.media import kind_of_key, kind_of_model
from desktop.providers.probes import verdict_of
from desktop.providers.replies import (
    Body,
    ErrorWords,
    Shape,
    bad_reply,
    body_of,
    checked_ids,
    error_words,
    fault,
    not_found,
    plain,
    same_id,
    status_fault,
)
from desktop.providers.shelf import Shelf, kind_of_parts
from desktop.providers.states import State, StatusTable, progress_of

LINKS_LIVE = timedelta(hours=24)
"""How long a signed link lives by the model pages; the page of the query itself says nothing."""

SPEC = Spec(
    provider="bytespike",
    dialect="bytespike",
    name="ByteSpike",
    default_base_url="https://llm.bytespike.ai",
    trimmed_paths=("/v1/tasks/query", "/v1/tasks", "/v1"),
    presets=(("ByteSpike", "https://llm.bytespike.ai"),),
    headers=(HeaderStyle.BEARER, HeaderStyle.X_API_KEY),
    pace=EstimatePace(),
    id_kinds=(IdKind.TASK_ID, IdKind.OUT_TASK_ID),
    key_prefixes=("sk-byts-",),
    link_lifetime=LINKS_LIVE,
    billing_url="https://bytespike.ai",
    same_key_rule=True,
)

STATUSES = StatusTable(
    {
        "pending": Remote.WAITING,
        "queued": Remote.WAITING,
        "running": Remote.GENERATING,
        "completed": Remote.DONE,
        "failed": Remote.FAILED,
        "cancelled": Remote.CANCELLED,
    }
)
"""docs.bytespike.ai, tasks-query; `queued` from the model pages."""

_FAULTS: Mapping[str, FaultKind] = {
    "invalid_api_key": FaultKind.KEY_REJECTED,
    "permission_denied": FaultKind.KEY_REJECTED,
    "insufficient_balance": FaultKind.OUT_OF_CREDITS,
    "quota_exceeded": FaultKind.OUT_OF_CREDITS,
    "rate_limit_error": FaultKind.RATE_LIMITED,
    "rate_limit_exceeded": FaultKind.RATE_LIMITED,
    "concurrency_limit": FaultKind.RATE_LIMITED,
    "invalid_param": FaultKind.REFUSED,
    "model_not_found": FaultKind.REFUSED,
    "model_not_in_group": FaultKind.REFUSED,
}
_NOT_FOUND = ("task_not_found", "not_found")
_CONTENT = re.compile(
    r"content_?(policy|filter|moderation|blocked|violation|rejected)|moderation|policy_violation|prompt_(blocked|rejected)"
    r"|safety|nsfw|sensitive_(content|word)|^451$"
)
_MADE_UP = "task_00000000000000000000000000"
_LINK_KEYS = ("url", "video_url", "image_url", "audio_url", "model_url")


def dialect(base_url: str) -> Dialect:
    """Return the dialect for an account whose API lives at `base_url`."""
    return Dialect(
        spec=SPEC,
        build=build,
        read=partial(read, LinkRules(base_url)),
        probe=lambda: build(Query(((IdKind.TASK_ID, _MADE_UP),))),
        read_probe=_read_probe,
    )


def build(query: Query) -> ApiRequest:
    """Return the request about one task: exactly one of the two ids, both together are refused with 400."""
    ((kind, task_id),) = checked_ids(query, batch=1, kinds=SPEC.id_kinds)
    return ApiRequest("POST", "/v1/tasks/query", json={kind.value: task_id})


def read(links: LinkRules, query: Query, reply: ApiReply) -> Answer:
    """Read a reply to a query."""
    body = body_of(reply)
    data = body.fields
    if "status" not in data and isinstance(data.get("data"), dict):
        data = mapping(data["data"])
    if 200 <= reply.status < 300 and _is_task(data):
        kind, task_id = query.ids[0]
        if not same_id(task_id, data.get(kind.value)):
            return bad_reply(reply, f"an answer about another task, {plain(text(data.get(kind.value)), 60)}")
        return Answer(reports=(_report(links, kind, task_id, data),))
    return _read_error(query, reply, body)


def _is_task(data: Mapping[str, object]) -> bool:
    """Tell a task from an error that has a `status` too."""
    if "status" not in data or isinstance(data.get("error"), dict):
        return STATUSES.read(data.get("status")).remote is not Remote.UNKNOWN or ("error" not in data and "task_id" in data)
    return True


def _read_error(query: Query, reply: ApiReply, body: Body) -> Answer:
    words = error_words(body)
    if reply.status == 451 or (words.code and _CONTENT.search(words.code) is not None and reply.status < 500):
        return Answer(reports=(_blocked(query, body, words),))
    if any(code in _NOT_FOUND for code in words.codes) or (reply.status == 404 and body.shape in (Shape.JSON, Shape.EMPTY)):
        return not_found(query)
    kind = next((_FAULTS[code] for code in words.codes if code in _FAULTS), None)
    if kind is not None and reply.status != 401 and reply.status < 500:
        return fault(reply, kind, words, wait=2.0 if "concurrency_limit" in words.codes else None)
    return status_fault(reply, body, words)


def _blocked(query: Query, body: Body, words: ErrorWords) -> Report:
    kind, task_id = query.ids[0]
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=Remote.BLOCKED,
        remote_raw="",
        final=True,
        reason=words.message,
        reason_code=words.code or "451",
        raw=body.value,
    )


def _report(links: LinkRules, kind: IdKind, task_id: str, data: Mapping[str, object]) -> Report:
    reason, code = _reason(data)
    state = _state(data.get("status"), code)
    bad_end = state.remote in (Remote.FAILED, Remote.BLOCKED)
    given = mapping(data.get("params"))
    prompt = first_text(data, "prompt") or first_text(given, "prompt")
    model = first_text(data, "model", limit=200) or first_text(given, "model", limit=200)
    guess = kind_of_model(model)
    parts = _parts(links, data, guess) if state.remote is Remote.DONE else ()
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=state.remote,
        remote_raw=state.raw,
        final=state.final,
        progress=progress_of(state, data.get("progress")),
        title=one_line(prompt or first_text(data, "out_task_id")),
        prompt=prompt,
        model=model.rpartition("/")[2],
        kind=kind_of_parts(parts) or guess,
        parts=parts,
        estimated_seconds=first_amount(data, "estimated_seconds"),
        cost=Cost(
            estimated=first_amount(data, "estimated_credits"),
            charged=first_amount(data, "credits_used", "credits") if state.final else None,
        ),
        created_at=first_moment(data, "submitted_at", "created_at"),
        finished_at=first_moment(data, "completed_at", "finished_at") if state.final else None,
        reason=reason if bad_end else "",
        reason_code=code if bad_end else "",
        raw=data,
    )


def _reason(data: Mapping[str, object]) -> tuple[str, str]:
    error = mapping(data.get("error"))
    message = first_text(data, "error_message") or first_text(error, "message") or text(data.get("error"))
    return plain(message, 1000), first_text(data, "error_code", limit=80) or first_text(error, "code", "type", limit=80)


def _state(value: object, code: str) -> State:
    state = STATUSES.read(value)
    refused = state.remote is Remote.FAILED and _CONTENT.search(code.lower()) is not None
    return replace(state, remote=Remote.BLOCKED) if refused else state


def _parts(links: LinkRules, data: Mapping[str, object], guess: MediaKind | None) -> tuple[Part, ...]:
    shelf = Shelf(links, LINKS_LIVE)
    for name in ("output", "result", "result_url"):
        for place, item in enumerate(items(data.get(name)), 1):
            _shelve_item(shelf, str(place), item, guess)
        if shelf.parts():
            break
    return shelf.parts()


def _shelve_item(shelf: Shelf, part: str, item: object, guess: MediaKind | None) -> None:
    if not isinstance(item, dict):
        shelf.add(part, (item,), kind=guess)
        return
    word = text(item.get("type"), 40)
    first = True
    for key in _LINK_KEYS:
        link = item.get(key)
        link = link.get("url") if isinstance(link, dict) else link
        name = part if first else f"{part}-{key.removesuffix('_url')}"
        if shelf.add(name, (link,), kind=kind_of_key(key) or guess, type_word=word if first else ""):
            first = False
    if first:
        shelf.add_text(part, text(item.get("text")))


def _read_probe(reply: ApiReply) -> tuple[ProbeVerdict, str]:
    query = Query(((IdKind.TASK_ID, _MADE_UP),))
    answer = read(LinkRules(SPEC.default_base_url), query, reply)
    return verdict_of(SPEC.name, answer, good=(FaultKind.OUT_OF_CREDITS,))
