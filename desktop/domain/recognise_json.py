"""Ids in JSON: documents anywhere in a text, replies known by their envelope, and anybody's own files."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.domain.language import tr, words_of
from desktop.domain.recognise_forms import (
    ALL,
    BYTESPIKE,
    CRUN,
    MIDJOURNEY,
    TRIPO,
    Evidence,
    Form,
    Hint,
    Weight,
    evidence_of,
    form_of,
    is_false_friend,
    is_own_id,
    own,
    told,
)
from desktop.domain.recognise_urls import read_address
from desktop.domain.status import IdKind

type Json = Mapping[str, "Json"] | list["Json"] | str | int | float | bool | None
"""A decoded document."""

_OPENING = re.compile(r"[{\[]")
_INSIDE = re.compile(r'"(?:[^"\\\n]++|\\.)*+"|\\.|[{}\[\]]')
_OPEN = {"}": "{", "]": "["}
_LEVELS = 8
_SHORTEST = 8
_STRING_LEVELS = 3
_SKIPPED = frozenset(["input", "inputs", "param", "params", "properties", "buttons", "missed", "headers", "displays"])
_SETTLED_SKIPPED = _SKIPPED | {"output", "result", "request", "metadata"}
_MJ_FIELDS = frozenset(["failReason", "promptEn", "submitTime", "startTime", "finishTime", "imageUrl", "buttons", "botType"])
_TRIPO_FIELDS = frozenset(["running_left_time", "queuing_num", "consumed_credit", "credits_consumed", "create_time"])
_CRUN_FIELDS = frozenset(["create_at", "complete_at", "duration_s", "param", "model_version"])
_BYTESPIKE_FIELDS = frozenset(["estimated_credits", "estimated_seconds", "credits_used"])
_DISCORD_FIELDS = frozenset(["channel_id", "guild_id", "author", "nonce", "webhook_id", "discriminator"])
_PROVIDER_NAMES = {
    "crun": CRUN, "crunai": CRUN, "tripo": TRIPO, "tripo3d": TRIPO, "tripoai": TRIPO, "bytespike": BYTESPIKE,
    "midjourney": MIDJOURNEY, "mj": MIDJOURNEY, "midjourneyproxy": MIDJOURNEY, "crazyrouter": MIDJOURNEY,
}  # fmt: skip
CRUN_REPLY = Hint(CRUN, words_of("a crun.ai reply"), weight=Weight.REPLY)
TRIPO_REPLY = Hint(TRIPO, words_of("a Tripo reply"), weight=Weight.REPLY)
BYTESPIKE_REPLY = Hint(BYTESPIKE, words_of("a ByteSpike reply"), weight=Weight.REPLY)
MIDJOURNEY_REPLY = Hint(MIDJOURNEY, words_of("a Midjourney reply"), weight=Weight.REPLY)


@dataclass(frozen=True, slots=True)
class Span:
    """A JSON document in a text."""

    start: int
    end: int
    document: Json


def documents(text: str) -> list[Span]:
    """Return the JSON objects and lists in `text`, outermost first; linear in its length."""
    found: list[Span] = []
    queue = [(node, 0) for node in reversed(_brackets(text))]
    while queue:
        (start, end, inner), level = queue.pop()
        document = _decode(text[start:end]) if end - start >= _SHORTEST else {}
        if document is not None:
            if _is_worth_reading(document):
                found.append(Span(start, end, document))
        elif level < _LEVELS:
            queue.extend((node, level + 1) for node in reversed(inner))
    return found


def read_document(document: Json, hint: Hint | None, read_text: Callable[[str], list[Evidence]]) -> list[Evidence]:
    """Return the ids `document` names; where none is named as one, those that stand in its texts (found by `read_text`)."""
    named = list(_named(document, hint))
    return named or list(_in_texts(document, hint, read_text))


def provider_named(text: object) -> str | None:
    """Return the provider a field such as `provider` or `account` ("crun/Studio") names, or None."""
    if not isinstance(text, str):
        return None
    return _PROVIDER_NAMES.get(re.sub(r"\.(?:ai|com)$|[\s_-]", "", text.partition("/")[0].strip().lower()))


type _Node = tuple[int, int, list["_Node"]]


def _brackets(text: str) -> list[_Node]:
    """Return the balanced bracket pairs of `text` as a forest; strings count only inside of brackets, and end with their line."""
    stack: list[tuple[str, int, list[_Node]]] = []
    top: list[_Node] = []
    at = 0
    while match := (_INSIDE if stack else _OPENING).search(text, at):
        token, at = match[0], match.end()
        if token in "{[":
            stack.append((token, match.start(), []))
        elif token in "}]":
            if stack[-1][0] == _OPEN[token]:
                _, start, inner = stack.pop()
                (stack[-1][2] if stack else top).append((start, at, inner))
            else:
                _abandon(stack, top)
    _abandon(stack, top)
    return top


def _abandon(stack: list[tuple[str, int, list[_Node]]], top: list[_Node]) -> None:
    for _, _, inner in stack:
        top.extend(inner)
    stack.clear()


def _decode(text: str) -> Json:
    """Return the document `text` is, also where a shell's quoting put backslashes before its quotes; None where it is none."""
    for attempt in (text, text.replace('\\"', '"')) if '\\"' in text[:200] else (text,):
        try:
            document: Json = json.loads(attempt, parse_int=_integer, strict=False)
        except (ValueError, RecursionError):
            continue
        return document
    return None


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits


def _is_worth_reading(document: Json) -> bool:
    if isinstance(document, list):
        return any(_is_worth_reading(item) if isinstance(item, dict) else _is_item(item) for item in document[:50])
    return isinstance(document, dict) and bool(document)


def _is_item(item: Json) -> bool:
    return isinstance(item, list) or bool(form_of(_text(item)))


def _text(value: object) -> str:
    """Return an id as text: numbers keep their digits, anything else than text is no id."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip() if isinstance(value, int) or len(value) < 200 else ""


def _named(document: Json, hint: Hint | None) -> Iterator[Evidence]:
    """Yield the ids that fields name, in order. Below an object with its own id, a bare `id` is something else's."""
    queue: list[tuple[Json, Hint | None, bool, int]] = [(document, hint, False, 0)]
    while queue:
        node, near, settled, strings = queue.pop()
        if isinstance(node, list):
            queue.extend((item, near, settled, strings) for item in reversed(node) if not isinstance(item, str | int))
            if not settled:
                yield from (e for item in node if (e := evidence_of(_text(item), near)))
        elif isinstance(node, str):
            decoded = _decode(node) if strings < _STRING_LEVELS and node.lstrip()[:1] in ("{", "[") else None
            if isinstance(decoded, dict | list):
                queue.append((decoded, near, settled, strings + 1))
            elif not settled and "://" in node[:9]:
                address, evidence = read_address(node)
                yield from evidence if address and address.weight is Weight.ADDRESS else ()
        elif isinstance(node, dict):
            inner, evidence_here = _object(node, near, settled=settled)
            yield from evidence_here
            below = settled or bool(evidence_here) or bool(node.keys() & _DISCORD_FIELDS)
            skipped = _SETTLED_SKIPPED if below else _SKIPPED
            queue.extend(
                (value, inner, below, strings)
                for key, value in reversed(node.items())
                if _is_container(value) and key.lower() not in skipped and not _plain_key(key).endswith("ids")
            )


def _is_container(value: Json) -> bool:
    return isinstance(value, dict | list) or (isinstance(value, str) and value.lstrip()[:4].startswith(("{", "[", "http", "ws")))


def _object(node: Mapping[str, Json], near: Hint | None, *, settled: bool) -> tuple[Hint | None, list[Evidence]]:
    """Return whose this object is, and the ids its own fields name."""
    hint = _better(_envelope(node), _user_hint(node), near)
    fields = {_plain_key(key): value for key, value in node.items()}
    ids = [e for key in ("taskids", "ids", "outtaskids") for e in _listed(key, fields.get(key), hint)]
    task_id, out_id = _text(fields.get("taskid")), _text(fields.get("outtaskid"))
    if task_id and fields.get("idkind") == IdKind.OUT_TASK_ID:
        task_id, out_id = "", task_id
    if task_id and (found := _task_id(task_id, hint)):
        return hint, [found, *ids]
    if out_id and is_own_id(out_id, strict=False):
        return hint, [told(out_id, hint or Hint(BYTESPIKE, words_of("the name out_task_id")), IdKind.OUT_TASK_ID), *ids]
    data = fields.get("data")
    if hint is MIDJOURNEY_REPLY and (result := _text(fields.get("result"))) and not is_false_friend(result):
        ids.append(told(result, hint))
    elif settled or (isinstance(data, dict) and "task_id" in data) or node.keys() & _DISCORD_FIELDS:
        return hint, ids
    elif (bare := _text(fields.get("id") or fields.get("task"))) and (hint is MIDJOURNEY_REPLY or form_of(bare)):
        ids += [found] if (found := _task_id(bare, hint)) else []
    ids += _mapped(fields.get("tasks"), hint)
    return hint, ids


def _better(*hints: Hint | None) -> Hint | None:
    """Return the weightiest hint, completed with an origin a lighter one of the same provider knows."""
    known = [h for h in hints if h is not None]
    best = max(known, key=lambda h: h.weight if h.weight is not Weight.ADDRESS else Weight.NAMED, default=None)
    if best is None or best.origin is not None:
        return best
    origin = next((h.origin for h in known if h.origin and h.provider == best.provider), None)
    return best if origin is None else replace(best, origin=origin)


def _envelope(node: Mapping[str, Json]) -> Hint | None:
    """Return whose reply this object is (docs.crun.ai, docs.tripo3d.ai, docs.bytespike.ai, midjourney-proxy's sources)."""
    code, data, keys = node.get("code"), node.get("data"), node.keys()
    if isinstance(data, dict) and ("task_id" in data or "tasks" in data) and not isinstance(code, bool):
        return {200: CRUN_REPLY, 0: TRIPO_REPLY}.get(code) if isinstance(code, int) else None
    if code in (1, 21, 22) and "result" in keys and ("description" in keys or "properties" in keys):
        return MIDJOURNEY_REPLY
    if "id" in keys and (keys & _MJ_FIELDS or ("action" in keys and "progress" in keys)):
        return MIDJOURNEY_REPLY
    if "task_id" in keys and keys & _TRIPO_FIELDS:
        return TRIPO_REPLY
    if "task_id" in keys and keys & _CRUN_FIELDS:
        return CRUN_REPLY
    has_id = "task_id" in keys or "out_task_id" in keys
    return BYTESPIKE_REPLY if has_id and keys & _BYTESPIKE_FIELDS else None


def _user_hint(node: Mapping[str, Json]) -> Hint | None:
    for key in ("provider", "account"):
        if provider := provider_named(node.get(key)):
            return Hint(provider, tr("the field “{field}”", field=key))
    if "customId" in node and "taskId" in node:
        return Hint(MIDJOURNEY, words_of("a Midjourney request"))
    return None


def _task_id(token: str, hint: Hint | None) -> Evidence | None:
    """Return what an id that a field calls one is taken for: any form will do."""
    if is_false_friend(token):
        return None
    form = form_of(token)
    if hint is not None and not (form is Form.ULID_TASK and hint.provider != BYTESPIKE):
        return told(token, hint, IdKind.TASK_ID)
    if found := evidence_of(token, weight=Weight.LABEL):
        return found
    if not is_own_id(token, strict=False):
        return None
    return Evidence(task_id=token, providers=ALL, reason=words_of("the name task_id"), weight=Weight.LABEL)


def _listed(key: str, value: Json, hint: Hint | None) -> list[Evidence]:
    tokens = [_text(item) for item in value] if isinstance(value, list) else []
    if key == "outtaskids":
        return [own(token, weight=Weight.LABEL) for token in tokens if is_own_id(token, strict=False)]
    return [e for token in tokens if (e := evidence_of(token, hint, weight=Weight.LABEL))]


def _mapped(value: Json, hint: Hint | None) -> list[Evidence]:
    """Return the ids of a batch reply that maps each to its task, where the task does not repeat it."""
    if not isinstance(value, dict):
        return []
    return [
        e for key, task in value.items() if not (isinstance(task, dict) and "task_id" in task) and (e := evidence_of(key, hint))
    ]


def _in_texts(document: Json, hint: Hint | None, read_text: Callable[[str], list[Evidence]]) -> Iterator[Evidence]:
    """Yield the ids in an object's texts, read as "name: text" so that names such as `request_id` rule theirs out."""
    queue: list[tuple[str, Json]] = [("", document)]
    while queue:
        key, node = queue.pop()
        if isinstance(node, dict):
            queue.extend((str(k), v) for k, v in reversed(node.items()) if str(k).lower() not in _SETTLED_SKIPPED - {"result"})
            yield from (e for k in node if form_of(str(k)) is Form.UUID and (e := evidence_of(str(k), hint)))
        elif isinstance(node, list):
            queue.extend((key, item) for item in reversed(node))
        elif isinstance(node, str) and key != "jobId":
            yield from read_text(f"{key}: {node}" if key else node)


def _plain_key(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).lower()
