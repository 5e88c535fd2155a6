"""Whether archives and documents are whole: ZIP (PKWARE APPNOTE 6.3, 4.3), with it USDZ and 3MF, and PDF."""

import struct

from desktop.domain.language import tr, words_of
from desktop.engine.wholeness_view import WHOLE, Look, Short, View, cut, damaged

_END_BYTES = 22 + 0xFFFF
_MOST_DIRECTORY = 16 * 1024 * 1024
_ALL_ONES = 0xFFFFFFFF


def archive(view: View) -> Look:
    """Check that the directory stands where its end record says, and that all it lists lies before it."""
    tail = view.at(max(0, view.size - _END_BYTES), _END_BYTES)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return cut(words_of("it ends before its table of contents"))
    end = view.size - len(tail) + at
    count, size, offset = struct.unpack("<HII", tail[at + 10 : at + 20])
    if count == 0xFFFF or _ALL_ONES in (size, offset):
        end, count, size, offset = _large(view, end) or (end, count, size, offset)
    shift = end - size - offset  # what stands before the archive
    if shift < 0:
        return cut(tr("{n} bytes before its table of contents are missing", n=f"{-shift:,}"))
    if not count:
        return damaged(words_of("it has nothing in it"))
    return WHOLE if size > _MOST_DIRECTORY else _entries(view, view.need(end - size, size), shift, end - size) or WHOLE


def _large(view: View, end: int) -> tuple[int, int, int, int] | None:
    """Return the ZIP64 end record: its place, the count of entries, the directory's size and offset."""
    if view.at(end - 20, 4) != b"PK\x06\x07":
        return None
    for at in (view.little(end - 12, 8), end - 76):
        if view.at(at, 4) == b"PK\x06\x06":
            return at, view.little(at + 32, 8), view.little(at + 40, 8), view.little(at + 48, 8)
    return None


def _entries(view: View, directory: bytes, shift: int, limit: int) -> Look | None:
    at, starts = 0, []
    while at + 46 <= len(directory) and directory[at : at + 4] == b"PK\x01\x02":
        (length,) = struct.unpack_from("<I", directory, at + 20)
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        (start,) = struct.unpack_from("<I", directory, at + 42)
        if start != _ALL_ONES and start + shift + 30 + name + (length if length != _ALL_ONES else 0) > limit:
            return damaged(words_of("a file in it reaches beyond its end"))
        if start != _ALL_ONES:
            starts.append(start + shift)
        at += 46 + name + extra + comment
    if not at:
        return damaged(words_of("its table of contents can't be read"))
    for start in {*starts[:1], *starts[-1:]}:
        if view.at(start, 4) != b"PK\x03\x04":
            return damaged(words_of("a file in it is not where its table of contents says"))
    return None


def usdz(view: View) -> Look:
    """Check the archive, and that its first file is a scene (openusd.org, USDZ File Format Specification)."""
    look = archive(view)
    if look.flaw is not None:
        return look
    try:
        name = view.need(30, view.little(26, 2)).lower()
    except Short:
        return cut(words_of("it ends before its first file"))
    return WHOLE if name.endswith((b".usdc", b".usda", b".usd")) else damaged(words_of("its first file is not a scene"))


def pdf(view: View) -> Look:
    """Look for the end mark (ISO 32000-1, 7.5.5)."""
    return WHOLE if b"%%EOF" in view.tail else cut(words_of("it ends before its end mark"))
