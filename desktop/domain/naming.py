"""Names of saved files: a small template language, and paths that are valid on Windows, macOS and Linux at once.

A template is text with tokens in braces and `/` between folders, such as `{date}/{provider}/{title|prompt:40} {task:8}{part}`:

- `{provider}` `{account}` `{kind}` `{model}` `{title}` `{prompt}` `{project}` `{tag}`: as they are called.
- `{seed}` is what the prompt names as such (`--seed 7`).
- `{task}` is the task's id; `{task:8}` 8 characters of it, those that differ most between tasks.
- `{part}` names one file of several (" model", " audio-1") and is empty for a task with one file; `{n}` is its number. Files cut
  from another one (tiles of a grid) leave that one's name as it is.
- `{date}` and `{time}` are the task's end, else its start, in local time; `{date:YYYY-MM}` shows
  parts of it (YYYY YY MM DD HH mm ss), and `/` among them makes folders.
- `{w}x{h}` and `{seconds}` are empty while unknown.
- `{title|prompt:40}` takes the first that is not empty; a number is the most characters; `slug`, `upper`, `lower` follow a
  colon too: `{title:20:slug}`.
- `[ - {title}]` is left out where one of its tokens is empty.
- `{{`, `}}`, `[[` and `]]` stand for the brackets themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import IntEnum
from hashlib import sha256
from math import isfinite
from pathlib import PurePosixPath
from typing import assert_never

from desktop.domain.naming_template import (
    TIMES,
    WORDS,
    Alternative,
    Literal,
    Optional,
    Piece,
    Template,
    TemplateError,
    Token,
    parse,
)
from desktop.domain.naming_text import MAX_PART, MAX_PATH, clean, cut_bytes, cut_characters, has_content, safe_part, size_of, slug
from desktop.domain.task import ResultFile, Task

__all__ = ["FileName", "NameFacts", "Template", "TemplateError", "facts_of", "file_name", "file_path", "parse"]

_DEFAULT_PATTERNS = {"date": "YYYY-MM-DD", "time": "HH-mm"}
_MAX_READ = 1000
_MAX_TASK = 60
_MAX_PART_NAME = 40
_MAX_EXTENSION = 10
_SLACK = 1  # a name that a system keeps for itself grows by one character
_SEED = re.compile(r"(?:^|\s)--seed[ =](\d{1,20})(?!\S)")  # docs.midjourney.com, "Seeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """What a template may name of one file. `at` is local time; `part` is empty where the task has one file; `n` counts from 1."""

    provider: str
    account: str
    kind: str
    task: str
    at: datetime
    part: str = ""
    n: int = 1
    model: str = ""
    title: str = ""
    prompt: str = ""
    project: str = ""
    tag: str = ""
    seed: str = ""
    w: int | None = None
    h: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's path below the root folder, and whether it had to lose something to fit every system's limits."""

    path: PurePosixPath
    shortened: bool = False


class _Rank(IntEnum):
    """What is shortened first where a name is too long."""

    WORDS = 0
    TEMPLATE_TEXT = 1
    DETAIL = 2
    KEPT = 3


@dataclass(frozen=True, slots=True)
class _Text:
    """A rendered piece of a path; :data:`_FOLDER` stands between two parts."""

    text: str
    rank: _Rank


_FOLDER = _Text("/", _Rank.KEPT)


def facts_of(task: Task, file: ResultFile, *, index: int, account_name: str, zone: tzinfo | None) -> NameFacts:
    """Return what a template may name of `file`, the `index`-th (from 0) of `task`; times in `zone` (None: UTC)."""
    return NameFacts(
        provider=task.ref.provider,
        account=account_name,
        kind=file.kind.value,
        task=task.ref.task_id,
        at=(task.finished_at or task.born_at).astimezone(zone or UTC),
        part=file.part if file.made_from or sum(not f.made_from for f in task.files) > 1 else "",
        n=index + 1,
        model=task.model,
        title=task.title,
        prompt=task.prompt,
        project=task.project or "",
        tag=task.tags[0] if task.tags else "",
        seed=found[1] if (found := _SEED.search(task.prompt)) else "",
        w=file.width,
        h=file.height,
        seconds=file.seconds,
    )


def file_path(template: Template, facts: NameFacts, extension: str, room: int = MAX_PATH) -> PurePosixPath:
    """Return the path of :func:`file_name`."""
    return file_name(template, facts, extension, room).path


def file_name(template: Template, facts: NameFacts, extension: str, room: int = MAX_PATH) -> FileName:
    """Return the path of a file below the root folder, `extension` ("glb", ".glb" or "") behind it.

    The same facts give the same path. It is relative, never empty, without `..`, at most 120 bytes a part and `room` (240) in all,
    without characters that a system forbids. Names too long lose characters of titles and prompts first, never of the task's id.
    """
    ending = _extension(extension)
    rendered = _parts(_render(template.pieces, facts))
    parts = [_shrunk(part, MAX_PART - _SLACK) for part in rendered]
    parts[-1] = _shrunk(parts[-1], MAX_PART - _SLACK - size_of(ending))
    whole = [text for part in parts for text in (_FOLDER, *part)][1:]
    parts = _parts(_shrunk(whole, min(room, MAX_PATH) - _SLACK * len(parts) - size_of(ending)))
    folders = [folder for part in parts[:-1] if (folder := safe_part(_joined(part)))]
    name = safe_part(_joined(parts[-1]), ending)
    path = PurePosixPath(*folders, name or _plain_name(facts, ending))
    if size_of(str(path)) <= min(room, MAX_PATH) and _fits(path):
        return FileName(path, parts != rendered)
    return FileName(PurePosixPath(_plain_name(facts, ending)), shortened=True)


def _fits(path: PurePosixPath) -> bool:
    return all(size_of(part) <= MAX_PART for part in path.parts)


def _plain_name(facts: NameFacts, ending: str) -> str:
    """Return the name of last resort: the task's id and the file's part."""
    part = cut_bytes(clean(facts.part), _MAX_PART_NAME)
    return safe_part(f"{_task(facts.task, None)} {part}", ending) or f"file{ending}"


def _extension(extension: str) -> str:
    kept = "".join(c for c in extension.lower() if c.isascii() and c.isalnum())[:_MAX_EXTENSION]
    return f".{kept}" if kept else ""


def _joined(texts: Sequence[_Text]) -> str:
    return "".join(text.text for text in texts)


def _parts(texts: Sequence[_Text]) -> list[list[_Text]]:
    parts: list[list[_Text]] = [[]]
    for text in texts:
        if text is _FOLDER:
            parts.append([])
        else:
            parts[-1].append(text)
    return parts


def _shrunk(texts: Sequence[_Text], most: int) -> list[_Text]:
    """Return `texts` within `most` bytes: the longest of the lowest rank are cut first, to one length, the task's id never."""
    result = list(texts)
    for rank in (_Rank.WORDS, _Rank.TEMPLATE_TEXT, _Rank.DETAIL):
        excess = size_of(_joined(result)) - most
        if excess > 0:
            sizes = [size_of(text.text) for text in result if text.rank is rank]
            level = _level(sizes, sum(sizes) - excess)
            result = [_Text(cut_bytes(text.text, level), rank) if text.rank is rank else text for text in result]
    return result


def _level(sizes: Sequence[int], budget: int) -> int:
    """Return the greatest length to which `sizes` may be cut so that their sum stays within `budget`."""
    for index, size in enumerate(sorted(sizes)):
        share = max(budget, 0) // (len(sizes) - index)
        if size > share:
            return share
        budget -= size
    return max(sizes, default=0)


def _render(pieces: Sequence[Piece], facts: NameFacts) -> list[_Text]:
    out: list[_Text] = []
    for piece in pieces:
        match piece:
            case Literal(text):
                out += _split(text, _Rank.TEMPLATE_TEXT)
            case Token():
                out += _token(piece, facts, after=_joined(out)[-1:])
            case Optional(inner):
                if all(_joined(_token(p, facts, after="")) for p in inner if isinstance(p, Token)):
                    out += _render(inner, facts)
            case _:
                assert_never(piece)
    return out


def _split(text: str, rank: _Rank) -> list[_Text]:
    return [t for folder in text.split("/") for t in (_FOLDER, _Text(clean(folder), rank))][1:]


def _token(token: Token, facts: NameFacts, *, after: str) -> list[_Text]:
    for alternative in token.alternatives:
        name = alternative.name
        if name in TIMES:
            return _split(_time(facts.at, alternative.pattern or _DEFAULT_PATTERNS[name]), _Rank.DETAIL)
        value = _value(alternative, facts)
        if not has_content(value):
            continue
        if name == "part":
            value = f" {value}" if after.isalnum() or after in (")", "]") else value
        rank = _Rank.KEPT if name == "task" else _Rank.WORDS if name in WORDS else _Rank.DETAIL
        return [_Text(value, rank)]
    return []


def _value(alternative: Alternative, facts: NameFacts) -> str:
    name = alternative.name
    if name == "task":
        return _filtered(_task(facts.task, alternative.most), alternative)
    raw = getattr(facts, name)
    text = _number(raw) if isinstance(raw, float) else "" if raw is None else str(raw)
    text = clean(text[:_MAX_READ]).strip()
    if name == "part":
        text = cut_bytes(text, _MAX_PART_NAME)
    text = _filtered(text, alternative)
    return text if alternative.most is None else cut_characters(text, alternative.most)


def _number(value: float) -> str:
    """Return seconds with one decimal, none where it is zero; nothing for what is no number."""
    return f"{value:.1f}".removesuffix(".0") if isfinite(value) else ""


def _filtered(text: str, alternative: Alternative) -> str:
    for name in alternative.filters:
        text = slug(text) if name == "slug" else text.upper() if name == "upper" else text.lower()
    return clean(text) if alternative.filters else text


def _task(task_id: str, most: int | None) -> str:
    """Return the id, or `most` characters of it: its head where that is random (a version 4 UUID), else its tail.

    Ids that begin with the time (ULIDs, version 7 UUIDs, midjourney-proxy's numbers) differ at their end. An id too long for a
    name, or with nothing a name can hold, keeps its head and a digest.
    """
    text = clean(task_id).strip(" .-")
    if not has_content(text) or size_of(text) > _MAX_TASK:
        text = f"{cut_bytes(text, _MAX_TASK - 9)}-{sha256(task_id.encode('utf-8', 'replace')).hexdigest()[:8]}".strip(" .-")
    if most is None or len(text) <= most:
        return text
    begins_random = len(text) == 36 and text[14] == "4" and text.count("-") == 4
    return (text[:most] if begins_random else text[-most:]).strip(" .-")


def _time(at: datetime, pattern: str) -> str:
    values = {
        "YYYY": f"{at.year:04}",
        "YY": f"{at.year % 100:02}",
        "MM": f"{at.month:02}",
        "DD": f"{at.day:02}",
        "HH": f"{at.hour:02}",
        "mm": f"{at.minute:02}",
        "ss": f"{at.second:02}",
    }
    return re.sub("YYYY|YY|MM|DD|HH|mm|ss", lambda found: values[found[0]], pattern)
