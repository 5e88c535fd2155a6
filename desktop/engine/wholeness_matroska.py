"""Whether WebM and Matroska files are whole (RFC 8794, 4 to 6; RFC 9559, 5)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.language import words_of
from desktop.engine.wholeness_view import Look, Short, View, cut, damaged, promised

_SEGMENT, _CLUSTER, _INFO, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
_MOST_ELEMENTS = 500_000


@dataclass(frozen=True, slots=True)
class _Element:
    """`size` is None where it is not known."""

    name: int
    data: int
    size: int | None


def matroska(view: View) -> Look:
    """Check that the segment's length stays within the file; where none is written, that the last element does."""
    header = _element(view, 0)
    at = header.data + (header.size or 0)
    if at >= view.size:
        return cut(words_of("it ends before its first part"))
    segment = _element(view, at)
    if segment.name != _SEGMENT:
        return damaged(words_of("its header is not followed by a film"))
    if segment.size is not None:
        if segment.data + segment.size > view.size:
            return promised(words_of("its header"), segment.data + segment.size, view.size)
        return _facts(view, segment.data)
    return _streamed(view, segment.data) or _facts(view, segment.data)


def _element(view: View, at: int) -> _Element:
    data = view.at(at, 12)
    name, width = _number(data, 0, most=4)
    size, more = _number(data, width, most=8)
    name |= 1 << 7 * width  # the marker belongs to a name
    return _Element(name, at + width + more, None if size == (1 << 7 * more) - 1 else size)


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return an EBML number and how many bytes it takes."""
    if at >= len(data):
        raise Short
    width = 9 - data[at].bit_length()
    if width > most:
        raise ValueError("no EBML number")
    if at + width > len(data):
        raise Short
    return int.from_bytes(data[at : at + width], "big") & (1 << 7 * width) - 1, width


def _streamed(view: View, at: int) -> Look | None:
    """Walk elements whose parent has no length; clusters without one are walked into."""
    clusters = 0
    for _ in range(_MOST_ELEMENTS):
        if at >= view.size:
            break
        try:
            element = _element(view, at)
        except ValueError:
            break  # something else behind the film
        clusters += element.name == _CLUSTER
        at = element.data + (element.size or 0)
        if element.size is not None and at > view.size:
            return promised(words_of("its last part"), element.size, view.size - element.data)
    return None if clusters else cut(words_of("it ends before its first pictures or sound"))


def _facts(view: View, at: int) -> Look:
    """Read length and size from what stands before the first cluster."""
    length, scale, width, height = 0.0, 1_000_000, None, None
    try:
        for part in _children(view, at, view.size):
            if part.name == _CLUSTER:
                break
            if part.name == _INFO:
                for name, value in _values(view, part):
                    if name == 0x4489 and len(value) in (4, 8):
                        (length,) = struct.unpack(">f" if len(value) == 4 else ">d", value)
                    elif name == 0x2AD7B1:
                        scale = int.from_bytes(value, "big")
            elif part.name == _TRACKS:
                for video in _within(view, part, _TRACK, _VIDEO):
                    sizes = {name: int.from_bytes(value, "big") for name, value in _values(view, video)}
                    width, height = sizes.get(0xB0) or width, sizes.get(0xBA) or height
    except (Short, ValueError):
        return Look()
    seconds = length * scale / 1e9
    return Look(width=width, height=height, seconds=seconds if 0 < seconds < 1e9 else None)


def _children(view: View, at: int, end: int) -> Iterator[_Element]:
    for _ in range(1000):
        if at >= end:
            return
        element = _element(view, at)
        yield element
        if element.size is None:
            return
        at = element.data + element.size


def _within(view: View, parent: _Element, *path: int) -> Iterator[_Element]:
    for element in _children(view, parent.data, parent.data + (parent.size or 0)):
        if element.name == path[0]:
            yield from (element,) if len(path) == 1 else _within(view, element, *path[1:])


def _values(view: View, parent: _Element) -> Iterator[tuple[int, bytes]]:
    for element in _children(view, parent.data, parent.data + (parent.size or 0)):
        yield element.name, view.need(element.data, min(element.size or 0, 64))
