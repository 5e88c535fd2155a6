"""What ids look like, and what merely looks like one."""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum

from desktop.domain.language import words_of
from desktop.domain.status import IdKind

CRUN, TRIPO, BYTESPIKE, MIDJOURNEY = "crun", "tripo", "bytespike", "midjourney"
ALL = (CRUN, TRIPO, BYTESPIKE, MIDJOURNEY)
LABELS = {CRUN: "crun.ai", TRIPO: "Tripo", BYTESPIKE: "ByteSpike", MIDJOURNEY: "Midjourney"}
OWN_ID = words_of("an id of your own (out_task_id)")

MAX_ID = 128
UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_UUID = re.compile(UUID)
_ULID_TASK = re.compile(r"task_[0-7][0-9A-HJKMNP-TV-Z]{25}")
_GATEWAY_TASK = re.compile(r"task_[A-Za-z0-9]{32}")
_TASK_WORD = re.compile(r"task_(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{3,100}")
_NUMBER = re.compile(r"\d{15,19}", re.ASCII)
_OWN = re.compile(r"\w(?:[\w.#+~-]*\w)?")
_OWN_TOLD = re.compile(r"\w(?:[\w.#+~:/@-]*\w)?")
_FILE_TOKEN = re.compile(rf"(?i)file_(?:{UUID}|[0-9a-f]{{32}})")
_NOT_OWN = re.compile(
    r"[\d.,+-]+|v?\d+(?:\.\d+)+[\w.-]*|\d{1,4}-\d{1,2}-\d{1,4}(?:T.*)?|\d+(?:st|nd|rd|th|[kmgt]?b|px|s|ms|x\d+|min|h)?"
    r"|\S+\.(?:png|jpe?g|webp|gif|avif|mp4|mov|webm|mp3|wav|flac|glb|gltf|fbx|obj|usdz|zip|json|csv|txt|log|py|js|ts|html?|md|"
    r"com|ai|org|net|io|dev)",
    re.IGNORECASE,
)
_FIELD_WORD = re.compile(
    r"(?i)(?:out)?task(?:ids?)?|ids?|provider|title|status|progress|create(?:d)?at|finishedat|prompt|model|result"
    r"|utf8|utf16|base64|sha1|sha256|md5|iso8601|http2|h26[45]"
)
_KEY_PREFIX = re.compile(r"tsk_|tcli_|sk-|whsec_|ak_[A-Za-z0-9]{20,}")


class Form(Enum):
    """The forms of ids in use (docs.crun.ai get-task-info; docs.bytespike.ai tasks-submit; new-api and midjourney-proxy)."""

    UUID = "uuid"
    ULID_TASK = "ulid_task"
    GATEWAY_TASK = "gateway_task"
    TASK_WORD = "task_word"
    NUMBER = "number"


class Weight(IntEnum):
    """How good a piece of evidence is; from NAMED on the provider is told, not guessed."""

    OWN = 1
    FORM = 2
    LABEL = 3
    NAMED = 4
    REPLY = 5
    ADDRESS = 6


@dataclass(frozen=True, slots=True)
class Hint:
    """What the surroundings say about ids near them: whose they are, and where that API lives."""

    provider: str
    reason: str
    origin: str | None = None
    weight: Weight = Weight.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sighting of an id: what it may be, and how much that is worth."""

    task_id: str
    id_kind: IdKind = IdKind.TASK_ID
    providers: tuple[str, ...]
    reason: str
    origin: str | None = None
    weight: Weight


def form_of(token: str) -> Form | None:
    """Return the form of `token`, or None where it has none of the known ones."""
    if len(token) > MAX_ID:
        return None
    if token.startswith("task_"):
        if _ULID_TASK.fullmatch(token):
            return Form.ULID_TASK
        if _GATEWAY_TASK.fullmatch(token):
            return Form.GATEWAY_TASK
        return Form.TASK_WORD if _TASK_WORD.fullmatch(token) else None
    if _UUID.fullmatch(token):
        return Form.UUID
    return Form.NUMBER if _NUMBER.fullmatch(token) else None


def providers_of(form: Form, token: str) -> tuple[str, ...]:
    """Return whose ids have this form, likeliest first; a time-ordered UUID is a weak sign of Tripo's V3."""
    match form:
        case Form.UUID:
            return (TRIPO, CRUN) if token[14] == "7" else (CRUN, TRIPO)
        case Form.ULID_TASK:
            return (BYTESPIKE,)
        case Form.TASK_WORD:
            return (MIDJOURNEY, CRUN)
        case Form.GATEWAY_TASK | Form.NUMBER:
            return (MIDJOURNEY,)


def may_own(provider: str, task_id: str) -> bool:
    """Tell whether `provider` could know a task by `task_id`; ByteSpike knows tasks by any id their maker chose."""
    form = form_of(task_id)
    match form:
        case None | Form.TASK_WORD:
            return True
        case Form.ULID_TASK:
            return provider == BYTESPIKE
        case Form.UUID | Form.GATEWAY_TASK | Form.NUMBER:
            return provider == BYTESPIKE or provider in providers_of(form, task_id)


def kind_for(provider: str, task_id: str) -> IdKind:
    """Return which kind of id `task_id` is to `provider`: what is not of ByteSpike's own form was chosen by its user."""
    own_form = form_of(task_id) is Form.ULID_TASK
    return IdKind.OUT_TASK_ID if provider == BYTESPIKE and not own_form else IdKind.TASK_ID


def is_own_id(token: str, *, strict: bool = True) -> bool:
    """Tell whether `token` may be an id its user chose.

    `strict` wants a digit, an underscore or two hyphens in it, and no slash: it may be any word. Otherwise it was told to be one.
    """
    allowed = _OWN if strict else _OWN_TOLD
    if not 2 <= len(token) <= MAX_ID or not allowed.fullmatch(token) or is_false_friend(token) or "://" in token:
        return False
    if not strict:
        return True
    if _NOT_OWN.fullmatch(token) or _FIELD_WORD.fullmatch(re.sub(r"[\W_]", "", token)):
        return False
    return any(c.isdigit() for c in token) or "_" in token or token.count("-") >= 2


def is_false_friend(token: str) -> bool:
    """Tell whether `token` is a key, an upload token or a button's id: never a task."""
    return bool(_KEY_PREFIX.match(token) or _FILE_TOKEN.fullmatch(token) or "::" in token)


def evidence_of(
    token: str, hint: Hint | None = None, *, weight: Weight = Weight.FORM, kind: IdKind | None = None
) -> Evidence | None:
    """Return what `token`, by its form, is taken for where `hint` narrows it; None for a form nobody has."""
    form = form_of(token)
    if form is None or is_false_friend(token):
        return None
    providers = providers_of(form, token)
    if hint is not None and (hint.provider in providers or hint.weight > Weight.NAMED or form is Form.TASK_WORD):
        return told(token, hint, kind)
    reason = words_of("both have ids like this") if len(providers) > 1 else words_of("the form of the id")
    return Evidence(task_id=token, providers=providers, reason=reason, weight=weight)


def told(token: str, hint: Hint, kind: IdKind | None = None) -> Evidence:
    """Return evidence for `token` whose provider the surroundings tell."""
    return Evidence(
        task_id=token,
        id_kind=kind or kind_for(hint.provider, token),
        providers=(hint.provider,),
        reason=hint.reason,
        origin=hint.origin,
        weight=hint.weight,
    )


def own(token: str, *, weight: Weight = Weight.OWN) -> Evidence:
    """Return evidence for an id its user chose: only ByteSpike keeps those (docs.bytespike.ai, tasks-query)."""
    return Evidence(task_id=token, id_kind=IdKind.OUT_TASK_ID, providers=(BYTESPIKE,), reason=OWN_ID, weight=weight)
