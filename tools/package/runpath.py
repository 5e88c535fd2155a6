"""Takes search paths of the machine that built a library out of it: a stranger who may write there would be run by our users."""

import struct
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
"""Of a library with 64 bits and the low byte first, the one kind that is built here."""

_DYNAMIC, _NULL, _STRINGS, _RPATH, _RUNPATH, _LOAD = 2, 0, 5, 15, 29, 1
"""Kinds of segments (PT_DYNAMIC, PT_LOAD) and of entries (DT_…): refspecs.linuxbase.org, "ELF-64 Object File Format"."""

_ENTRY = struct.Struct("<qQ")


def drop_foreign_paths(path: Path) -> bool:
    """Take DT_RPATH and DT_RUNPATH out of a library where they name an absolute folder; return whether it was changed."""
    contents = bytearray(path.read_bytes())
    if contents[:6] != _MAGIC:
        return False
    segments = list(_segments(contents))
    for kind, start, _, size in segments:
        if kind == _DYNAMIC and _without_foreign(contents, start, size, segments):
            path.write_bytes(contents)
            return True
    return False


def _segments(contents: bytearray) -> Iterator[tuple[int, int, int, int]]:
    """Tell of each segment its kind, its place in the file, its place in memory, and its size."""
    (table,) = struct.unpack_from("<Q", contents, 32)
    size, count = struct.unpack_from("<HH", contents, 54)
    for index in range(count):
        kind, _, start, address, _, length = struct.unpack_from("<IIQQQQ", contents, table + index * size)
        yield kind, start, address, length


def _without_foreign(contents: bytearray, start: int, size: int, segments: list[tuple[int, int, int, int]]) -> bool:
    """Close up the dynamic entries over those that are foreign; what becomes free at the end reads as the end."""
    entries = [_ENTRY.unpack_from(contents, start + offset) for offset in range(0, size - size % _ENTRY.size, _ENTRY.size)]
    strings = next((_in_file(value, segments) for tag, value in entries if tag == _STRINGS), None)
    if strings is None:
        return False
    kept = [entry for entry in entries if entry[0] not in (_RPATH, _RUNPATH) or not _is_foreign(contents, strings + entry[1])]
    for index, entry in enumerate(kept + [(_NULL, 0)] * (len(entries) - len(kept))):
        _ENTRY.pack_into(contents, start + index * _ENTRY.size, *entry)
    return len(kept) < len(entries)


def _in_file(address: int, segments: list[tuple[int, int, int, int]]) -> int | None:
    return next((address - at + start for kind, start, at, size in segments if kind == _LOAD and at <= address < at + size), None)


def _is_foreign(contents: bytearray, at: int) -> bool:
    paths = contents[at : contents.index(b"\0", at)].split(b":")
    return any(path.startswith(b"/") for path in paths)
