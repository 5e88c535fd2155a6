"""Tolerant access to the fields of a decoded JSON reply: a wrong type reads as "not said", never as an error."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

MAX_DEPTH = 64
"""JSON nested deeper than this is no answer about a task; refusing it keeps every later writer of the value safe."""

_EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_PERCENT = re.compile(r"\s*(\d{1,3})(?:\.\d+)?\s*%")
_BARE_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d+)?\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def decode(text: str) -> object:
    """Return `text` as JSON; NaN and infinities read as null, lone surrogates as "?".

    Raises ValueError for anything else: no JSON, nested deeper than :data:`MAX_DEPTH`, a number of thousands of digits.
    """
    try:
        value: object = json.loads(text, parse_constant=lambda _name: None, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _refuse_depth(value)
    if "\\ud" in text or "\\uD" in text:
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def mapping(value: object) -> dict[str, object]:
    """Return a JSON object; a string that holds one is opened; anything else is empty."""
    value = opened(value)
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """Return a JSON array as a list, null as an empty one, and any other value as a list of itself."""
    value = opened(value)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def opened(value: object) -> object:
    """Return what a string holds where it holds a JSON object or array (some relays encode twice), else `value`."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return decode(value)
        except ValueError:
            return value
    return value


def text(value: object, limit: int = 20_000) -> str:
    """Return a string (or a whole number as one), trimmed and without control characters, at most `limit` long."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n")[: limit * 2]).strip()[:limit].strip()


def first_text(source: Mapping[str, object], *keys: str, limit: int = 20_000) -> str:
    """Return the first of `keys` that says anything."""
    return next((found for key in keys if (found := text(source.get(key), limit))), "")


def one_line(value: str, limit: int = 200) -> str:
    """Return the first line of `value` that says anything, its spaces collapsed, cut to `limit` with an ellipsis."""
    line = next((found for part in value.splitlines() if (found := " ".join(part.split()))), "")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def number(value: object) -> float | None:
    """Return a finite number, also one written as a string."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def amount(value: object) -> float | None:
    """Return a number that is not negative: providers write -1 for "does not apply"."""
    found = number(value)
    return found if found is not None and found >= 0 else None


def first_amount(source: Mapping[str, object], *keys: str) -> float | None:
    """Return the first of `keys` that holds an amount."""
    return next((found for key in keys if (found := amount(source.get(key))) is not None), None)


def whole(value: object) -> int | None:
    """Return a whole number of at most 15 digits, also one written as a string."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() and abs(found) < 1e15 else None


def percent(value: object) -> int | None:
    """Return progress as 0 to 100: "65%", 65, "65", 65.4 and the fraction 0.65 or "0.65"; words and negative numbers are None."""
    if isinstance(value, str):
        found = _PERCENT.match(value)
        if found is not None:
            return min(100, int(found.group(1)))
        if _BARE_NUMBER.fullmatch(value) is None:
            return None
    share = amount(value)
    if share is None:
        return None
    if "." in str(value) and share <= 1:
        share *= 100
    return min(100, int(share))


def moment(value: object) -> datetime | None:
    """Return a time in UTC from unix seconds, milliseconds, finer units or ISO 8601; None outside 2015 to 2099.

    Zero, -1 and other fillers are thereby "not said". An ISO time without a zone is taken as UTC.
    """
    try:
        found = _from_iso(value) if isinstance(value, str) and number(value) is None else _from_unix(number(value))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found is not None and _EARLIEST <= found < _LATEST else None


def first_moment(source: Mapping[str, object], *keys: str) -> datetime | None:
    """Return the first of `keys` that holds a time."""
    return next((found for key in keys if (found := moment(source.get(key))) is not None), None)


def _from_iso(value: str) -> datetime:
    found = datetime.fromisoformat(value.strip())
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _from_unix(value: float | None) -> datetime | None:
    if value is None or value <= 0:
        return None
    for bound, unit in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)):
        if value >= bound:
            return datetime.fromtimestamp(value / unit, UTC)
    return datetime.fromtimestamp(value, UTC)


def _finite(digits: str) -> float | None:
    found = float(digits)
    return found if math.isfinite(found) else None


def _refuse_depth(value: object) -> None:
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise ValueError("nested too deeply")


def _children(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
