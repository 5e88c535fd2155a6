"""Whether files of chunks and pages are whole: WAV, AVI, AIFF and OGG."""

import struct

from desktop.domain.language import words_of
from desktop.engine.wholeness_view import Look, View, cut, damaged, promised

_STREAMED = 0x7FFFF000
"""Encoders that stream write zero, or a number from here on, where a length is not known yet."""
_PAGE_BYTES = 27 + 255 + 255 * 255
_MOST_CHUNKS = 10_000


def wav(view: View) -> Look:
    """Check the lengths of the file and of its data chunk (EBU Tech 3306; learn.microsoft.com, RIFF)."""
    length = view.little(4, 4)
    if view.head[:4] == b"RIFF" and _over(length + 8, view):
        return promised(words_of("its header"), length + 8, view.size)
    at, rate, large = 12, 0, 0
    for _ in range(_MOST_CHUNKS):
        if at + 8 > view.size:
            return cut(words_of("it ends before its sound"))
        name, length = struct.unpack("<4sI", view.need(at, 8))
        if name == b"data":
            break
        if name == b"fmt ":
            rate = view.little(at + 16, 4)
        elif name == b"ds64":
            large = view.little(at + 16, 8)
        at += 8 + length + length % 2
    else:
        return damaged(words_of("it has no sound in it"))
    if length == 0xFFFFFFFF and large and large < 1 << 62:
        length = large
    came = view.size - at - 8
    if came < length < _STREAMED or (large == length and came < length):
        return promised(words_of("its sound"), length, came)
    played = length if 0 < length <= came else came
    return Look(seconds=round(played / rate, 3) if rate else None)


def avi(view: View) -> Look:
    """Check the length behind "RIFF"; the size stands in the header at its fixed place (learn.microsoft.com, AVI RIFF)."""
    length = view.little(4, 4)
    if _over(length + 8, view):
        return promised(words_of("its header"), length + 8, view.size)
    if view.at(24, 4) != b"avih":
        return Look()
    step, frames, width, height = view.little(32, 4), view.little(48, 4), view.little(64, 4), view.little(68, 4)
    return Look(width=width or None, height=height or None, seconds=round(step * frames / 1e6, 3) or None)


def aiff(view: View) -> Look:
    """Check the length behind "FORM" (AIFF 1.3)."""
    length = view.big(4, 4)
    return promised(words_of("its header"), length + 8, view.size) if _over(length + 8, view) else Look()


def _over(end: int, view: View) -> bool:
    """Tell whether a chunk that ends at `end` is cut; the byte that makes its length even may be missing."""
    return view.size + 1 < end < _STREAMED


def ogg(view: View) -> Look:
    """Check that the last page is complete (RFC 3533, 6)."""
    start = max(0, view.size - 2 * _PAGE_BYTES)
    tail = view.at(start, 2 * _PAGE_BYTES)
    at = tail.rfind(b"OggS\0")
    if at < 0:
        return cut(words_of("its last page is not complete"))
    segments = view.need(start + at + 26, 1)[0]
    length = 27 + segments + sum(view.need(start + at + 27, segments))
    if at + length > len(tail):
        return promised(words_of("its last page"), length, len(tail) - at)
    if (rest := tail[at + length : at + length + 4]) and b"OggS".startswith(rest):
        return cut(words_of("it ends inside the header of its next page"))
    samples, hertz = int.from_bytes(tail[at + 6 : at + 14], "little"), 0
    if view.at(28, 7) == b"\x01vorbis":
        hertz = view.little(40, 4)
    elif view.at(28, 8) == b"OpusHead":
        hertz = 48000
    known = hertz and 0 < samples < 1 << 48
    return Look(seconds=round(samples / hertz, 3) if known else None)
