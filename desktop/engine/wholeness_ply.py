"""Whether PLY files are whole: the counts in their header against what follows it (Turk, "The PLY Polygon File Format")."""

import struct
from dataclasses import dataclass, field

from desktop.domain.language import tr, words_of
from desktop.engine.wholeness_view import MOST_SCANNED, WHOLE, Look, Short, View, cut, damaged, promised

_HEADER_BYTES = 64 * 1024
_MOST_WALKED = 5_000_000
_SAMPLES = 64
"""How many faces are looked at where all seem to have as many corners as the first."""

_WIDTHS = {
    **dict.fromkeys(("char", "uchar", "int8", "uint8"), 1),
    **dict.fromkeys(("short", "ushort", "int16", "uint16"), 2),
    **dict.fromkeys(("int", "uint", "float", "int32", "uint32", "float32"), 4),
    **dict.fromkeys(("double", "float64", "int64", "uint64"), 8),
}


@dataclass(slots=True)
class _Kind:
    """An element: how many, and its properties as (width, width of the list's count or zero)."""

    count: int
    properties: list[tuple[int, int]] = field(default_factory=list)

    @property
    def stride(self) -> int | None:
        """Bytes of each, None where lists make them differ."""
        return None if any(lists for _, lists in self.properties) else sum(width for width, _ in self.properties)


def ply(view: View) -> Look:
    """Check that the points and faces announced are there."""
    data = view.at(0, _HEADER_BYTES)
    end = data.find(b"end_header")
    if end < 0:
        return (
            cut(words_of("it ends inside its header")) if len(data) < _HEADER_BYTES else damaged(words_of("its header has no end"))
        )
    start = data.find(b"\n", end) + 1
    if not start:
        return cut(words_of("it ends before its first point"))
    try:
        form, kinds = _header(data[:end].decode("latin-1"))
    except (ValueError, KeyError, IndexError):
        return damaged(words_of("its header can't be read"))
    if form == "ascii":
        return _lines(view, start, kinds)
    try:
        return _binary(view, start, kinds, "little" if form == "binary_little_endian" else "big")
    except Short:
        return cut(words_of("it ends before its last face"))


def _header(text: str) -> tuple[str, list[_Kind]]:
    form, kinds = "", list[_Kind]()
    for line in text.splitlines():
        match line.split():
            case ["format", name, *_]:
                form = name
            case ["element", _, count]:
                kinds.append(_Kind(max(0, int(count))))
            case ["property", "list", count, item, *_]:
                kinds[-1].properties.append((_WIDTHS[item], _WIDTHS[count]))
            case ["property", item, *_]:
                kinds[-1].properties.append((_WIDTHS[item], 0))
    if form not in ("ascii", "binary_little_endian", "binary_big_endian"):
        raise ValueError("no format")
    return form, kinds


def _lines(view: View, start: int, kinds: list[_Kind]) -> Look:
    if view.size > MOST_SCANNED:
        return WHOLE
    due = sum(kind.count for kind in kinds)
    came = view.count(b"\n", start) or view.count(b"\r", start)
    last = view.tail.splitlines()[-1:] if not view.tail.endswith((b"\n", b"\r")) else []
    if came + len(last) < due:
        return cut(tr("its header promises {due} lines where {came} came", due=f"{due:,}", came=f"{came:,}"))
    used = [kind for kind in kinds if kind.count]
    if last and used and came + 1 == due and _is_half(last[0].split(), used[-1]):
        return cut(words_of("its last line stops in its middle"))
    return WHOLE


def _is_half(values: list[bytes], kind: _Kind) -> bool:
    needs = 0
    for _, lists in kind.properties:
        if lists and needs < len(values) and values[needs].isdigit():
            needs += int(values[needs][:9])
        needs += 1
    return len(values) < needs


def _binary(view: View, at: int, kinds: list[_Kind], order: str) -> Look:
    for kind in kinds:
        stride = kind.stride
        if stride is not None:
            end: int | None = at + kind.count * stride
        else:
            end = _uniform(view, at, kind, order, last=kind is kinds[-1]) or _walked(view, at, kind, order)
        if end is None:
            return WHOLE  # more faces than may be counted here
        if end > view.size:
            return promised(words_of("its header"), end, view.size)
        at = end
    return WHOLE


def _uniform(view: View, at: int, kind: _Kind, order: str, *, last: bool) -> int | None:
    """Return the end of a file whose faces are all like the first; None where they are not, or something follows."""
    if not last or not kind.count:
        return None
    one = _behind(view.at(at, 4096), 0, kind, order)
    if not one or at + one * kind.count != view.size:
        return None
    places = {at + one * ((kind.count - 1) * sample // (_SAMPLES - 1)) for sample in range(_SAMPLES)}
    alike = all(_behind(view.at(place, one), 0, kind, order) == one for place in places)
    return view.size if alike else None


def _walked(view: View, at: int, kind: _Kind, order: str) -> int | None:
    if kind.count > _MOST_WALKED:
        return None
    data, place = view.at(at, 1 << 20), 0
    for _ in range(kind.count):
        while (behind := _behind(data, place, kind, order)) is None:
            at += place
            more = view.at(at, max(1 << 20, 2 * (len(data) - place)))
            if len(more) <= len(data) - place:
                raise Short
            data, place = more, 0
        place = behind
    return at + place


def _behind(data: bytes, at: int, kind: _Kind, order: str) -> int | None:
    """Return where the element at `at` ends, None where `data` ends before."""
    letter = "<" if order == "little" else ">"
    for width, lists in kind.properties:
        if not lists:
            at += width
            continue
        if at + lists > len(data):
            return None
        (count,) = struct.unpack_from(letter + {1: "B", 2: "H", 4: "I", 8: "Q"}[lists], data, at)
        at += lists + count * width
    return at if at <= len(data) else None
