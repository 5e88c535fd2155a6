"""Finds task ids, and keys that are none, in anything a user pastes or drops."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.domain.intake import FoundKey
from desktop.domain.recognise_forms import Evidence, Weight, own
from desktop.domain.recognise_json import Json, documents, read_document
from desktop.domain.recognise_keys import find_keys
from desktop.domain.recognise_text import (
    Header,
    cells_of,
    first_cell,
    header_of,
    line_hint,
    read_prose,
    read_row,
    read_token,
    rows_of,
)
from desktop.domain.recognise_urls import addresses
from desktop.domain.status import IdKind

_MARK = "\ufffc"
_INVISIBLE = "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\0"
_CLEANED = str.maketrans(dict.fromkeys(_INVISIBLE + _MARK, "") | {"\u00a0": " ", "\u3000": " ", "“": '"', "”": '"'})
_HYPHENS = re.compile(r"(?<=[0-9A-Fa-f])[\u2010-\u2013](?=[0-9A-Fa-f])")
_CONTINUED = re.compile(r"[ \t][\\^`]\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One id in a text.

    `providers` are those it may belong to, likeliest first; `told` says that the text names the one provider (a reply's
    envelope, an address, a column), where otherwise the id's form is all there is. `reason` completes "because …".
    `origin` is `scheme://host[:port]` of the API the text names, if any.
    """

    task_id: str
    id_kind: IdKind
    providers: tuple[str, ...]
    reason: str
    origin: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """All ids and keys in a text, each once, in its order."""

    found: tuple[Found, ...] = ()
    keys: tuple[FoundKey, ...] = ()


def recognise(text: str, *, own_ids: bool = False) -> Recognised:
    """Find the ids in `text`: lines, CSV, JSON, curl commands, logs, addresses, mail. Never raises; linear in its length.

    A word of unknown form counts only where it stands alone (a line, a cell, a field) and looks made up ("my-render-001");
    `own_ids` tells that the text is a list of such ids, so that any word alone on its line counts.
    """
    text = _HYPHENS.sub("-", text.translate(_CLEANED))
    keys = find_keys(text)
    secrets = frozenset(key.value for key in keys)
    return Recognised(_merged(e for e in _evidence(text, own_ids=own_ids) if e.task_id not in secrets), keys)


def _evidence(text: str, *, own_ids: bool) -> list[Evidence]:
    body = text.lstrip()
    header = header_of(body.partition("\n")[0])
    if header is not None:
        try:
            return [e for cells in rows_of(body, header) for e in _row(cells, header, own_ids=own_ids)]
        except csv.Error:
            pass  # not a table after all, or one with a broken quote: read as lines below
    return list(_lines(text, own_ids=own_ids))


def _row(cells: list[str], header: Header, *, own_ids: bool) -> list[Evidence]:
    found = header.read(cells) if len(cells) > 1 else []
    if found or len(cells) == len(header.columns):
        return found
    return [e for line in header.delimiter.join(cells).splitlines() for e in _line(line, own_ids=own_ids)]


def _lines(text: str, *, own_ids: bool) -> Iterator[Evidence]:
    """Yield the ids of each line, a JSON document counting as one mark in the line it begins in."""
    marked, waiting = _marked(text)
    lines = _CONTINUED.sub(" ", marked).splitlines()
    header: Header | None = None
    for number, line in enumerate(lines):
        if not line.strip():
            header = None
        elif _MARK in line:
            yield from _with_documents(line, waiting)
        elif new_header := _header(line):
            header = new_header
        elif header is not None and (cells := header.read(_cells(line, header))):
            yield from cells
        else:
            yield from _line(line, own_ids=own_ids) or _column(lines, number)


def _marked(text: str) -> tuple[str, Iterator[Json]]:
    """Return `text` with each JSON document replaced by a mark, and the documents in order."""
    spans = documents(text)
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], _MARK]
        at = span.end
    return "".join([*pieces, text[at:]]), iter([span.document for span in spans])


def _header(line: str) -> Header | None:
    lowered = line[:2000].lower()
    return header_of(line) if "id" in lowered or "task" in lowered else None


def _cells(line: str, header: Header) -> list[str]:
    try:
        return cells_of(line, header.delimiter)
    except csv.Error:
        return []


def _with_documents(line: str, waiting: Iterator[Json]) -> Iterator[Evidence]:
    count = line.count(_MARK)
    words = line.replace(_MARK, " ")
    places = list(addresses(words))
    hint = line_hint(words, places)
    yield from read_prose(words, places)
    for _ in range(count):
        yield from read_document(next(waiting), hint, _of_text)


def _line(line: str, *, own_ids: bool = False) -> list[Evidence]:
    if found := read_token(line, any_word=own_ids):
        return [found]
    places = list(addresses(line))
    try:
        row = [] if any(place.evidence for place in places) else read_row(line)
    except csv.Error:
        row = []
    return row or read_prose(line, places)


def _column(lines: list[str], number: int) -> list[Evidence]:
    """Return the id that begins this row, where a neighbour row begins alike: two make a table."""
    try:
        here = first_cell(lines[number])
        if here is None:
            return []
        near = [first_cell(lines[n]) for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    except csv.Error:
        return []
    return [own(here[0])] if any(cell is not None and cell[1] == here[1] for cell in near) else []


def _of_text(text: str) -> list[Evidence]:
    return [e for line in text.splitlines() for e in read_prose(line)]


def _merged(evidence: Iterable[Evidence]) -> tuple[Found, ...]:
    """Return each id once, where it first stood, as its best evidence has it; of equals, the first."""
    best: dict[str, Evidence] = {}
    for new in evidence:
        old = best.get(new.task_id)
        if old is None:
            best[new.task_id] = new
            continue
        winner, other = (new, old) if new.weight > old.weight else (old, new)
        if winner.origin is None and other.origin is not None and set(winner.providers) >= set(other.providers):
            winner = replace(winner, origin=other.origin)
        best[new.task_id] = winner
    return tuple(
        Found(
            task_id=e.task_id,
            id_kind=e.id_kind,
            providers=e.providers,
            reason=e.reason,
            origin=e.origin,
            told=e.weight >= Weight.NAMED,
        )
        for e in best.values()
    )
