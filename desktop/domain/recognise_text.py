"""Ids in lines: alone on one, in tables, and in prose and logs, where what stands before an id says what it is."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.language import tr, words_of
from desktop.domain.recognise_forms import (
    ALL,
    LABELS,
    MIDJOURNEY,
    UUID,
    Evidence,
    Hint,
    Weight,
    evidence_of,
    form_of,
    is_false_friend,
    is_own_id,
    own,
    told,
)
from desktop.domain.recognise_json import provider_named
from desktop.domain.recognise_urls import Address, addresses
from desktop.domain.status import IdKind

_WRAPPING = " =\t\"'`“”‘’,;•*<>()[]{}|·–—"
_BULLET = re.compile(r"^(?:>\s?)*\s*(?:[-*•·–+]\s+|\d{1,4}[.)]\s+|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+\s*)?")
_LABEL = re.compile(
    r"(?i)(?<![a-z0-9])(?P<own>out[_-]?)?(?P<name>task[_ -]?id|taskid|mj[_-]?id|task|job[_ ]?id)"
    r"[\\\"'`*]{0,3}\s{0,4}(?:[:：=#]|\bis\b)\s{0,4}[\\\"'`(\[<*]{0,3}(?P<id>[^\s\\\"'`,;&<>(){}\[\]|*]{2,128})"
)
_FORMS = re.compile(
    rf"(?<![A-Za-z0-9_/\\-])(?<!::)(?:{UUID}|task_(?=[A-Za-z0-9_]*\d)[A-Za-z0-9_-]{{6,64}}|[0-9]{{15,19}})"
    r"(?![A-Za-z0-9_/\\-])(?!\.\w)"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BEFORE = re.compile(r"([A-Za-z]+)(?:[\s_.-]?(?:id|ids|uuid|no|number|value))?[\"'`*\s:=#(<\[]*$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"(?i)trace|req(?:uest)?|token|session|nonce|file|upload|user|account|org(?:ani[sz]ation)?|client|correlation|span|event|webhook"
    r"|delivery|asset|suno|clip|instance|discord|channel|guild|secret|key|sig(?:nature)?|invoice|order|customer|transaction|install"
    r"|device|message|msg|prompt|bot|app(?:lication)?|hash|etag|cookie|conversation|thread|run|build|commit|batch|tenant|subscription|payment"
)
_TALK_OF_TASKS = re.compile(r"(?i)task|midjourney|\bmj\b|imagine|\bjob\b|upscale|任务|任務|タスク|aufgabe|tâche|tarea")
_NAMES = re.compile(r"(?i)(?<![a-z0-9])(crun|tripo(?:3d)?|bytespike|midjourney|mj|crazyrouter)(?![a-z0-9])")
_ID_COLUMNS = ("taskid", "outtaskid", "task", "mjid", "jobid", "id", "taskuuid", "uuid")
_KNOWN_COLUMNS = frozenset((*_ID_COLUMNS, "provider", "service", "platform", "title", "name", "status", "prompt", "idkind"))
_PROVIDER_COLUMNS = ("provider", "service", "platform", "account")
_DELIMITERS = "\t;|,"
_MAX_CELL = 400
_NEAR = 120


@dataclass(frozen=True, slots=True)
class Header:
    """A table's head: which columns hold ids, and the one that names the provider."""

    delimiter: str
    columns: tuple[str, ...]

    def read(self, cells: Sequence[str]) -> list[Evidence]:
        """Return the id of one row; the `task_id` column goes before any other."""
        row = dict(zip(self.columns, (cell.strip(_WRAPPING) for cell in cells), strict=False))
        name = next((row[c] for c in _PROVIDER_COLUMNS if row.get(c)), "")
        provider = provider_named(name)
        hint = Hint(provider, words_of("the provider column")) if provider else None
        for column in _ID_COLUMNS:
            token = row.get(column, "")
            if token and (found := _cell(token, column, hint, row.get("idkind", ""))):
                return [found]
        return []


def header_of(line: str) -> Header | None:
    """Return the table's head `line` is, or None: it names a column of ids and nothing in it is one."""
    if len(line) > 2000:
        return None
    for delimiter in _DELIMITERS:
        cells = [re.sub(r"[\W_]", "", c).lower() for c in line.strip(" |\r").split(delimiter)]
        if len(cells) > 1 and set(cells) & set(_ID_COLUMNS) and (len(cells) > 2 or set(cells) <= _KNOWN_COLUMNS):
            return Header(delimiter, tuple(cells))
    return None


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line of a table."""
    if len(line) > 100_000:
        return []
    text = line.strip().strip("|") if delimiter == "|" else line
    return next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])


def read_token(line: str, *, any_word: bool = False) -> Evidence | None:
    """Return what a line that is one word is taken for, or None."""
    token = _BULLET.sub("", line[:_MAX_CELL], count=1).strip(_WRAPPING).rstrip("\\") if len(line) < _MAX_CELL else ""
    if not token or any(c.isspace() for c in token):
        return None
    if found := evidence_of(token.rstrip(".:!"), weight=Weight.LABEL):
        return found
    return own(token) if is_own_id(token, strict=not any_word) else None


def read_row(line: str) -> list[Evidence]:
    """Return the ids of a line that is a row of a table without a head."""
    for delimiter in _DELIMITERS:
        if delimiter not in line:
            continue
        cells = [c.strip(_WRAPPING) for c in cells_of(line, delimiter)]
        hint = next((Hint(p, words_of("the provider in the same row")) for c in cells if (p := provider_named(c))), None)
        formed = [e for c in cells if (e := evidence_of(c, hint, weight=Weight.LABEL))]
        if formed and len(cells) > 1:
            mixed = any(form_of(c) is None and _FORMS.search(c) for c in cells)
            return [] if mixed else formed
        if len(cells) > 1 and (hint or all(is_own_id(c) for c in cells if c)):
            return [told(c, hint) if hint else own(c) for c in cells if is_own_id(c)]
    return []


def first_cell(line: str) -> tuple[str, int] | None:
    """Return the id of its user's own that begins a row, and how many cells the row has; None for anything else."""
    for delimiter in _DELIMITERS:
        if delimiter in line and len(cells := cells_of(line, delimiter)) > 1:
            token = cells[0].strip(_WRAPPING)
            return (token, len(cells)) if is_own_id(token) and any(c.isdigit() for c in token) else None
    return None


def read_prose(line: str, seen: Sequence[Address] | None = None) -> list[Evidence]:
    """Return the ids in a line of prose or of a log: in addresses, after a name such as `task_id=`, or by their form."""
    places = list(addresses(line)) if seen is None else seen
    rest, found = _without(line, places), [(a.start, e) for a in places for e in a.evidence]
    hint = None if any(a.evidence for a in places) else line_hint(rest, places)
    found += [(m.start("id"), e) for m in _LABEL.finditer(rest) if (e := _labelled(m, hint))]
    found += [(m.start(), e) for m in _FORMS.finditer(rest) if _speaks_of_task(m, rest, hint) and (e := evidence_of(m[0], hint))]
    return [e for _, e in sorted(found, key=lambda item: item[0])]


def line_hint(line: str, places: Sequence[Address]) -> Hint | None:
    """Return whose ids stand in `line`: those of the one provider whose addresses are in it, or whose name is."""
    told_by = [a.hint for a in places if a.hint]
    if told_by:
        hint = told_by[0]
        return Hint(hint.provider, hint.reason, hint.origin) if all(h.provider == hint.provider for h in told_by) else None
    names = {p for m in _NAMES.finditer(line) if (p := provider_named(m[0]))}
    return Hint(provider := names.pop(), tr("the line names {provider}", provider=LABELS[provider])) if len(names) == 1 else None


def _without(line: str, places: Sequence[Address]) -> str:
    """Return `line` with its addresses blanked out, so that nothing in them is read twice."""
    pieces, at = [], 0
    for place in places:
        pieces += [line[at : place.start], " " * (place.end - place.start)]
        at = place.end
    return "".join([*pieces, line[at:]])


def _labelled(match: re.Match[str], hint: Hint | None) -> Evidence | None:
    token, name = match["id"].rstrip(".:!?"), re.sub(r"[\W_]", "", match["name"]).lower()
    if match["own"] and name == "taskid":
        return own(token, weight=Weight.LABEL) if is_own_id(token, strict=False) else None
    if found := evidence_of(token, hint, weight=Weight.LABEL):
        return found
    if name not in ("taskid", "mjid") or form_of(token) or not is_own_id(token) or not any(c.isdigit() for c in token):
        return None
    if hint is None:
        return Evidence(task_id=token, providers=ALL, reason=words_of("the name task_id"), weight=Weight.LABEL)
    return told(token, hint, IdKind.TASK_ID)


def _speaks_of_task(match: re.Match[str], line: str, hint: Hint | None) -> bool:
    before = _HUMP.sub("_", line[max(0, match.start() - 48) : match.start()])
    word = _BEFORE.search(before)
    if word and _FOREIGN.fullmatch(word[1]):
        return False
    is_plain = not match[0].isdigit() or (hint is not None and hint.provider == MIDJOURNEY)
    return is_plain or bool(_TALK_OF_TASKS.search(line[max(0, match.start() - _NEAR) : match.end() + _NEAR]))


def _cell(token: str, column: str, hint: Hint | None, kind: str) -> Evidence | None:
    if is_false_friend(token):
        return None
    if column == "outtaskid" or kind == IdKind.OUT_TASK_ID:
        return own(token, weight=Weight.NAMED) if is_own_id(token, strict=False) else None
    if found := evidence_of(token, hint, weight=Weight.LABEL):
        return found
    if column in ("id", "uuid") and token.isdigit():
        return None
    if hint is not None:
        return told(token, hint) if is_own_id(token, strict=False) else None
    return own(token) if is_own_id(token, strict=column != "taskid") else None


def rows_of(text: str, header: Header) -> Iterator[list[str]]:
    """Yield the rows below a head at the top of `text`; a quoted cell may hold line breaks. Raises csv.Error."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter=header.delimiter, skipinitialspace=True)
    next(rows, None)
    yield from rows
