r"""A query of the list as a line of text that people can read, and back: how saved searches are kept.

`status:saved provider:tripo project:"Red fox" fox` are named values, in any order, and the words to search for. A value with a
space or a quotation mark stands in quotation marks, `\"` and `\\` inside them. What names nothing that is known here is
searched for.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from desktop.domain.query import Group, ListQuery, Order, View
from desktop.domain.status import Badge, MediaKind

_PIECE: Final = re.compile(r'([a-z]+):("(?:[^"\\]|\\.)*"|[^\s"]\S*)(?=\s|$)', re.DOTALL)
_BACKWARDS: Final = "backwards"
_TEXT: Final = "text"
_MOST_DAYS: Final = 100_000


def saved_text(query: ListQuery) -> str:
    """Return a query as text: what differs from the plain list, then what is searched for."""
    named = [f"{name}:{_quoted(value)}" for name, value in _values(query)]
    return " ".join([*named, _searched(query.text)]).strip() if query.text else " ".join(named)


def saved_query(text: str) -> ListQuery:
    """Return the query that a text stands for."""
    query, rest, at = ListQuery(), "", 0
    for piece in _PIECE.finditer(text):
        if piece.start() and not text[piece.start() - 1].isspace():
            continue
        read = _read(query, piece[1], _unquoted(piece[2]))
        if read is not None:
            rest += text[at : piece.start()].rstrip() if not rest else f" {text[at : piece.start()].strip()}"
            query, at = read, piece.end()
    words = " ".join(part for part in (rest.strip(), text[at:].strip()) if part)
    return replace(query, text=words) if words else query


def _values(query: ListQuery) -> Iterator[tuple[str, str]]:
    plain = ListQuery()
    for name, field in _FIELDS.items():
        value = getattr(query, field)
        if value is not None and value != getattr(plain, field):
            yield name, str(value)
    if query.backwards:
        yield "order", _BACKWARDS
    for name, field in (("sort", "order"), ("group", "group")):
        if (value := getattr(query, field)) != getattr(plain, field):
            yield name, str(value)


_FIELDS: Final = {
    "view": "view",
    "status": "badge",
    "provider": "provider",
    "account": "account_id",
    "project": "project",
    "kind": "kind",
    "model": "model",
    "tag": "tag",
    "days": "days",
}
"""The names in the text, and the fields of a query they stand for."""

_ENUMS: Final[dict[str, type[StrEnum]]] = {"view": View, "status": Badge, "kind": MediaKind, "sort": Order, "group": Group}


def _read(query: ListQuery, name: str, value: str) -> ListQuery | None:
    """Return a query with one named value; None where the name or the value is not known."""
    if name == _TEXT:
        return replace(query, text=value) if not query.text else None
    if name == "order":
        return replace(query, backwards=True) if value == _BACKWARDS else None
    field = {**_FIELDS, "sort": "order", "group": "group"}.get(name)
    if field is None:
        return None
    if name in _ENUMS:
        return _with(query, field, _ENUMS[name], value) if value in _ENUMS[name] else None
    if name == "days":
        return _with(query, field, int, value) if value.isascii() and value.isdecimal() and int(value) <= _MOST_DAYS else None
    return _with(query, field, str, value)


def _with(query: ListQuery, field: str, make: Callable[[str], object], value: str) -> ListQuery:
    return replace(query, **{field: make(value)})  # type: ignore[arg-type]  # the fields and their types are paired above


def _searched(text: str) -> str:
    """Return words to search for as they are where they read back as they are, else named."""
    return text if saved_query(text) == ListQuery(text=text) else f"{_TEXT}:{_quoted(text)}"


def _quoted(value: str) -> str:
    if value and not re.search(r'[\s"\\]', value):
        return value
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL) if value.startswith('"') else value
