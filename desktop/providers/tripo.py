"""Tripo: the V3 API as it runs today and the V2 API of its reference page, one reader for both.

V2 (docs.tripo3d.ai, "Get your task result"): `GET /task/{id}`, `POST /task/batch`, unix seconds, bare keys in `output`.
V3 (developers.tripo3d.ai): `GET /v3/tasks/{id}`, `POST /v3/tasks/list`, ISO times, keys ending `_url`; its envelope has a
`status` of its own beside the task's, which is never read. Which API is asked is decided by the account's base URL; which one
answered is seen from the reply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from urllib.parse import quote, urlsplit

from desktop.domain.account import HeaderStyle
from desktop.domain.language import sentences, tr, words_of
from desktop.domain.report import Report
from desktop.domain.status import IdKind, Remote
from desktop.domain.task import Cost
from desktop.providers.base import Answer, ApiReply, ApiRequest, Dialect, FaultKind, LeftTimePace, ProbeVerdict, Query, Spec
from desktop.providers.fields import first_amount, first_moment, first_text, mapping, number, one_line, text, whole
from desktop.providers.links import LinkRules
from desktop.providers.probes import key_works, unclear_or_rejected
from desktop.providers.replies import (
    Body,
    bad_reply,
    body_of,
    checked_ids,
    covers,
    error_words,
    excerpt_of,
    fault,
    kind_of_status,
    not_found,
    plain,
    same_id,
    status_fault,
)
from desktop.providers.shelf import Shelf, kind_of_parts
from desktop.providers.states import State, StatusTable, progress_of
from desktop.providers.tripo_files import answer_words, answers_in_words, kind_made, shelve_output

LINKS_LIVE = timedelta(minutes=5)
"""How long a file's link lives by the reference page, counted from the reply."""

SPEC = Spec(
    provider="tripo",
    dialect="tripo-v3",
    name="Tripo",
    default_base_url="https://openapi.tripo3d.ai/v3",
    trimmed_paths=("/v3", "/v3/tasks", "/v3/tasks/list"),
    base_path="/v3",
    presets=(
        ("Tripo", "https://openapi.tripo3d.ai/v3"),
        (words_of("Tripo, mainland China"), "https://openapi.tripo3d.com/v3"),
        (words_of("Tripo V2 (older)"), "https://api.tripo3d.ai/v2/openapi"),
        (words_of("Tripo V2 (older), mainland China"), "https://api.tripo3d.com/v2/openapi"),
    ),
    headers=(HeaderStyle.BEARER,),
    pace=LeftTimePace(),
    batch=100,
    key_prefixes=("tsk_",),
    link_lifetime=LINKS_LIVE,
    billing_url="https://platform.tripo3d.ai",
    same_key_rule=True,
)

SPEC_V2 = replace(
    SPEC,
    dialect="tripo-v2",
    default_base_url="https://api.tripo3d.ai/v2/openapi",
    trimmed_paths=("/v2", "/v2/openapi", "/v2/openapi/task"),
    base_path="/v2/openapi",
)

_WORDS: Mapping[str, Remote] = {
    "queued": Remote.WAITING,
    "running": Remote.GENERATING,
    "success": Remote.DONE,
    "failed": Remote.FAILED,
    "banned": Remote.BLOCKED,
    "expired": Remote.TIMED_OUT,
    "cancelled": Remote.CANCELLED,
}

STATUSES_V2 = StatusTable({**_WORDS, "unknown": Remote.UNKNOWN}, final_words=frozenset({"unknown"}))
"""docs.tripo3d.ai, "Get your task result": eight words, of which `unknown` is finalised."""

STATUSES_V3 = StatusTable(_WORDS)
"""V3 has five words; `banned` and `expired` can mean but one thing, `unknown` is not on its list and so not final."""

_CONTENT_POLICY = "2008"
_NO_SUCH_TASK = 2001
_FAULTS: Mapping[int, FaultKind] = {
    2: FaultKind.KEY_REJECTED,
    1000: FaultKind.SERVER,
    1001: FaultKind.SERVER,
    1002: FaultKind.KEY_REJECTED,
    1005: FaultKind.KEY_REJECTED,
    1007: FaultKind.RATE_LIMITED,
    2000: FaultKind.RATE_LIMITED,
    2010: FaultKind.OUT_OF_CREDITS,
}


@dataclass(frozen=True, slots=True)
class _Api:
    """One of the two APIs below a base URL: its paths and how to tell its replies."""

    v2: bool
    prefix: str
    links: LinkRules

    @property
    def single(self) -> str:
        return f"{self.prefix}/task/" if self.v2 else f"{self.prefix}/tasks/"

    @property
    def many(self) -> str:
        return f"{self.prefix}/task/batch" if self.v2 else f"{self.prefix}/tasks/list"

    @property
    def balance(self) -> str:
        return f"{self.prefix}/user/balance" if self.v2 else f"{self.prefix}/account/balance"


def speaks_v2(base_url: str) -> bool:
    """Tell whether a base URL is one of the V2 API: its path contains `/v2`."""
    return "v2" in urlsplit(base_url).path.lower().split("/")


def dialect(base_url: str) -> Dialect:
    """Return the dialect for an account whose API lives at `base_url`, with or without the version at its end."""
    spec = SPEC_V2 if speaks_v2(base_url) else SPEC
    api = _Api(spec is SPEC_V2, _prefix(base_url), LinkRules(base_url))
    return Dialect(
        spec=spec,
        build=partial(_build, api),
        read=partial(_read, api),
        probe=lambda: ApiRequest("GET", api.balance),
        read_probe=_read_probe,
    )


def _prefix(base_url: str) -> str:
    """Return what a base URL lacks of the version's path."""
    names = urlsplit(base_url).path.lower().strip("/").split("/")
    if "v2" in names:
        return "/openapi" if names[-1] == "v2" else ""
    return "" if "v3" in names else "/v3"


def _build(api: _Api, query: Query) -> ApiRequest:
    ids = checked_ids(query, batch=SPEC.batch, kinds=SPEC.id_kinds)
    if len(ids) == 1:
        return ApiRequest("GET", api.single + quote(ids[0][1], safe=""))
    return ApiRequest("POST", api.many, json={"task_ids": [task_id for _, task_id in ids]})


def _read(api: _Api, query: Query, reply: ApiReply) -> Answer:
    body = body_of(reply)
    many = len(set(query.ids)) > 1
    data = body.fields.get("data", body.fields if "task_id" in body.fields else None)
    if 200 <= reply.status < 300 and whole(body.fields.get("code")) in (0, None) and (data or (many and data == [])):
        return _read_many(api, query, reply, data) if many else _read_one(api, query, reply, data)
    return _read_error(query, reply, body, many=many)


def _read_one(api: _Api, query: Query, reply: ApiReply, data: object) -> Answer:
    fields = mapping(data)
    if "status" not in fields and "task_id" not in fields:
        return bad_reply(reply, excerpt_of(data))
    if not same_id(query.ids[0][1], fields.get("task_id")):
        return bad_reply(reply, f"an answer about another task, {plain(text(fields.get('task_id')), 60)}")
    return Answer(reports=(_report(api, *query.ids[0], fields),))


def _read_many(api: _Api, query: Query, reply: ApiReply, data: object) -> Answer:
    listed = data.get("tasks") if isinstance(data, dict) else data
    found: dict[str, object] = {}
    if isinstance(listed, dict):
        found = {name.lower(): detail for name, detail in listed.items() if same_id(name, mapping(detail).get("task_id"))}
    elif isinstance(listed, list):
        for detail in listed:
            name = text(mapping(detail).get("task_id"), 600).lower()
            if not _is_final(found.get(name)):
                found[name] = detail
        if listed and not any(found):
            return bad_reply(reply, excerpt_of(data))
    elif not isinstance(data, dict) or not isinstance(data.get("missed"), list):
        return bad_reply(reply, excerpt_of(data))
    return covers(
        query,
        lambda task_id: found.get(task_id.lower()),
        lambda kind, task_id, detail: Answer(reports=(_report(api, kind, task_id, mapping(detail), raw=detail),)),
    )


def _read_error(query: Query, reply: ApiReply, body: Body, *, many: bool) -> Answer:
    """Read both layers of errors; the body's code says more than the HTTP status, except that 401 is always the key."""
    words = error_words(body)
    code = whole(body.fields.get("code"))
    if many and reply.status in (404, 405, 501):
        return fault(reply, FaultKind.NO_BATCH, words)
    if reply.status == 401 or code is None:
        return status_fault(reply, body, words)
    if code == _NO_SUCH_TASK or (reply.status == 404 and not _is_route_code(code)):
        return not_found(query)
    if reply.status == 429 or reply.status >= 500:
        return status_fault(reply, body, words)
    if code in _FAULTS:
        return fault(reply, _FAULTS[code], words)
    if code == 0 and reply.status < 400:
        return bad_reply(reply, body.excerpt)
    if 1000 < code < 3000 or _is_route_code(code):
        return fault(reply, FaultKind.REFUSED, words)
    return fault(reply, kind_of_status(reply.status) if reply.status >= 400 else FaultKind.SERVER, words)


def _is_route_code(code: int) -> bool:
    return code == 4001 or 9000 <= code < 10_000


def _report(api: _Api, kind: IdKind, task_id: str, data: Mapping[str, object], raw: object = None) -> Report:
    state, reason, code = _end(api, data)
    action = text(data.get("type"), 80)
    given = mapping(data.get("input"))
    output = {**mapping(data.get("result")), **mapping(data.get("output"))}
    shelf = Shelf(api.links, LINKS_LIVE)
    if state.remote is Remote.DONE:
        shelve_output(shelf, output, quads=given.get("quad") is True)
    prompt = first_text(given, "prompt", "text_prompt") or first_text(data, "prompt")
    return Report(
        task_id=task_id,
        id_kind=kind,
        remote=state.remote,
        remote_raw=state.raw,
        final=state.final,
        progress=progress_of(state, data.get("progress")),
        title=one_line(prompt),
        prompt=prompt,
        model=first_text(given, "model_version", "model", limit=200),
        action=action,
        kind=kind_made(action) or kind_of_parts(shelf.parts()),
        parts=shelf.parts(),
        text_result=(answer_words(output) or None) if state.remote is Remote.DONE else None,
        may_lack_files=answers_in_words(action, output),
        queue_position=_queue_position(state, data),
        seconds_left=None if state.final else first_amount(data, "running_left_time", "estimated_running_time"),
        cost=Cost(charged=first_amount(data, "consumed_credit", "credits_consumed") if state.final else None),
        created_at=first_moment(data, "create_time", "created_at"),
        finished_at=first_moment(data, "completed_at", "finish_time") if state.final else None,
        reason=reason,
        reason_code=code,
        raw=data if raw is None else raw,
    )


def _end(api: _Api, data: Mapping[str, object]) -> tuple[State, str, str]:
    """Return a task's state, and the reason and code of a bad end."""
    table = STATUSES_V2 if _answered_by_v2(api, data) else STATUSES_V3
    state = table.read(data.get("status"))
    if not state.final or state.remote is Remote.DONE:
        return state, "", ""
    code = first_text(data, "error_code", limit=80)
    if state.remote is Remote.FAILED and code == _CONTENT_POLICY:
        state = replace(state, remote=Remote.BLOCKED)
    return state, plain(first_text(data, "error_message", "error_msg"), 1000), "" if code == "0" else code


def _is_final(detail: object) -> bool:
    return STATUSES_V2.read(mapping(detail).get("status")).final


def _answered_by_v2(api: _Api, data: Mapping[str, object]) -> bool:
    if "create_time" in data or "consumed_credit" in data:
        return True
    return api.v2 and "created_at" not in data and "credits_consumed" not in data


def _queue_position(state: State, data: Mapping[str, object]) -> int | None:
    place = first_amount(data, "queuing_num", "queue_position")
    return int(place) if place is not None and state.remote is Remote.WAITING and place < 1e9 else None


def _read_probe(reply: ApiReply) -> tuple[ProbeVerdict, str]:
    body = body_of(reply)
    data = mapping(body.fields.get("data"))
    if 200 <= reply.status < 300 and whole(body.fields.get("code")) in (0, None) and "balance" in data:
        balance = number(data.get("balance"))
        return key_works(SPEC.name, tr("{n} credits are left.", n=f"{balance:,.10g}") if balance is not None else "")
    found = _read_error(Query(((IdKind.TASK_ID, "balance"),)), reply, body, many=False).fault
    if found is None:
        return unclear_or_rejected(SPEC.name, FaultKind.BAD_REPLY, body.excerpt)
    verdict, sentence = unclear_or_rejected(SPEC.name, found.kind, found.message)
    if verdict is ProbeVerdict.KEY_REJECTED:
        sentence = sentences(sentence, tr("Tripo's keys belong to one region, so try the other region's address too."))
    return verdict, sentence
