"""Whether pictures are whole, and how large they are: PNG, JPEG, GIF, WebP, BMP, TIFF, SVG.

A quick look at the ends says yes to nearly every file; only what fails it is walked through before it is refused. The headers
are read here, and not by Pillow, which refuses pictures that open everywhere (a text chunk of more than a megabyte, a wrong
checksum in a chunk nobody needs) and reads a WebP whole.
"""

import struct
import zlib

from desktop.domain.language import words_of
from desktop.engine.wholeness_view import WHOLE, Look, Short, View, cut, damaged, promised

_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PNG_END = b"IEND\xaeB`\x82"
_MOST_STEPS = 100_000


def png(view: View) -> Look:
    """Check the header chunk and its sum, then for the closing chunk (w3.org/TR/png-3, 5.2 and 11.2)."""
    length, name, width, height, depth, colour = struct.unpack(">I4sIIBB", view.need(8, 18))
    if name != b"IHDR" or length != 13 or zlib.crc32(view.need(12, 17)) != view.big(29, 4):
        return damaged(words_of("its header is not that of a picture"))
    if not width or not height or depth not in _PNG_DEPTHS.get(colour, ()):
        return damaged(words_of("its header describes no picture"))
    seen = Look(width=width, height=height)
    return seen if _PNG_END in view.tail else _png_chunks(view) or seen


def _png_chunks(view: View) -> Look | None:
    at = 8
    for _ in range(_MOST_STEPS):
        if at + 8 > view.size:
            return cut(words_of("it ends before its closing chunk"))
        length, name = struct.unpack(">I4s", view.need(at, 8))
        if at + 12 + length > view.size:
            return promised(words_of("its last chunk"), length, view.size - at - 8)
        if name == b"IEND":
            return None
        at += 12 + length
    return cut(words_of("it ends before its closing chunk"))


def jpeg(view: View) -> Look:
    """Walk the segments up to the picture data, then look for the mark at its end (ITU-T T.81, B.1 and B.2)."""
    at, seen = 2, WHOLE
    for _ in range(_MOST_STEPS):
        mark, kind = view.need(at, 2)
        if mark != 0xFF:
            break  # stray bytes, which decoders skip
        if kind == 0xFF or kind == 1 or 0xD0 <= kind <= 0xD8:
            at += 1 if kind == 0xFF else 2
            continue
        if kind == 0xD9:
            return damaged(words_of("it ends without a picture in it"))
        if kind == 0xDA:
            break
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", view.need(at + 5, 4))
            seen = Look(width=width or None, height=height or None)
        at += 2 + max(2, view.big(at + 2, 2))
    tail_at = max(at, view.size - len(view.tail))
    ended = b"\xff\xd9" in view.tail[tail_at - view.size + len(view.tail) :] or view.find(b"\xff\xd9", at) >= 0
    return seen if ended else cut(words_of("it ends before the end of its picture data"))


def gif(view: View) -> Look:
    """Look for the trailer behind a finished block, zeros or anything else behind it (GIF89a, 17 to 27)."""
    width, height = struct.unpack("<HH", view.need(6, 4))
    seen = Look(width=width or None, height=height or None)
    if view.tail.rstrip(b"\0").endswith(b"\0;"):
        return seen
    try:
        return _gif_blocks(view) or seen
    except Short:
        return cut(words_of("it ends inside one of its pictures"))


def _gif_blocks(view: View) -> Look | None:
    at, pictures = 13 + _table(view.need(10, 1)[0]), 0
    while mark := view.at(at, 1):
        if mark == b";":
            return None if pictures else damaged(words_of("it has no picture in it"))
        if mark == b"!":
            at = _behind_blocks(view, at + 2)
        elif mark == b",":
            at = _behind_blocks(view, at + 11 + _table(view.need(at + 9, 1)[0]))
            pictures += 1
        else:
            return None if pictures and mark != b"\0" else damaged(words_of("it goes on with what is no part of a picture"))
    return cut(words_of("it ends before its closing mark"))


def _table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind_blocks(view: View, at: int) -> int:
    while length := view.need(at, 1)[0]:
        at += length + 1
    return at + 1


def webp(view: View) -> Look:
    """Check the length behind "RIFF" and the first chunk's header (RFC 9649, 2.3 to 2.7)."""
    length, chunk = view.little(4, 4), view.need(12, 4)
    if length + 8 > view.size:
        return promised(words_of("its header"), length + 8, view.size)
    match chunk:
        case b"VP8 " if view.need(23, 3) == b"\x9d\x01\x2a":
            return Look(width=view.little(26, 2) & 0x3FFF, height=view.little(28, 2) & 0x3FFF)
        case b"VP8L" if view.need(20, 1) == b"\x2f":
            bits = view.little(21, 4)
            return Look(width=(bits & 0x3FFF) + 1, height=(bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            return Look(width=view.little(24, 3) + 1, height=view.little(27, 3) + 1)
    return damaged(words_of("its header describes no picture"))


def bmp(view: View) -> Look:
    """Check the length in the file header (learn.microsoft.com, BITMAPFILEHEADER)."""
    length = view.little(2, 4)
    if length > view.size:
        return promised(words_of("its header"), length, view.size)
    width, height = struct.unpack("<ii", view.need(18, 8))
    return Look(width=abs(width) or None, height=abs(height) or None)


def tiff(view: View) -> Look:
    """Check that the directory and the picture's strips or tiles lie within the file (TIFF 6.0, sections 2 and 15)."""
    order = "<" if view.head[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack(order + "I", view.need(4, 4))
        (count,) = struct.unpack(order + "H", view.need(at, 2))
        entries = struct.iter_unpack(order + "HHI4s", view.need(at + 2, 12 * count))
    except Short:
        return cut(words_of("it ends before its directory"))
    fields = {tag: _numbers(view, order, kind, many, inline) for tag, kind, many, inline in entries}
    ends = [
        start + length
        for starts, lengths in ((273, 279), (324, 325))
        for start, length in zip(fields.get(starts, ()), fields.get(lengths, ()), strict=False)
    ]
    if max(ends, default=0) > view.size:
        return promised(words_of("its directory"), max(ends), view.size)
    width, height = fields.get(256, ()), fields.get(257, ())
    return Look(width=width[0] if width else None, height=height[0] if height else None)


def _numbers(view: View, order: str, kind: int, many: int, inline: bytes) -> tuple[int, ...]:
    width = {3: 2, 4: 4}.get(kind)
    if width is None or not 0 < many <= 1 << 20:
        return ()
    length = many * width
    data = inline if length <= 4 else view.need(struct.unpack(order + "I", inline)[0], length)
    return struct.unpack(f"{order}{many}{'H' if width == 2 else 'I'}", data[:length])


def svg(view: View) -> Look:
    """Look for the closing tag of the drawing."""
    ended = b"</svg>" in view.tail.lower() or b":svg>" in view.tail
    return WHOLE if ended else cut(words_of("it ends before its closing tag"))
