"""Whether a file of a known format is whole, told from its ends and from the lengths written in it."""

import os
import struct
from collections.abc import Callable
from typing import BinaryIO

from desktop.engine import signatures as sig
from desktop.engine.signatures import MediaType

TAIL_BYTES = 64 * 1024


def is_whole(file: BinaryIO, found: MediaType, head: bytes, size: int) -> bool:
    """Return False where `file`, of the format `found` and of `size` bytes, ends too early. `head` is its beginning."""
    check = _CHECKS.get(found)
    if check is None:
        return True
    try:
        return check(_Bytes(file, head, size))
    except (struct.error, IndexError):
        return False


class _Bytes:
    """A file seen by the checks: its size, its head, its tail, and any place in between."""

    def __init__(self, file: BinaryIO, head: bytes, size: int) -> None:
        self._file = file
        self.head = head
        self.size = size

    @property
    def tail(self) -> bytes:
        return self.at(max(0, self.size - TAIL_BYTES), TAIL_BYTES)

    def at(self, offset: int, length: int) -> bytes:
        if offset + length <= len(self.head):
            return self.head[offset : offset + length]
        self._file.seek(offset, os.SEEK_SET)
        return self._file.read(length)


def _png(data: _Bytes) -> bool:
    return b"IEND\xaeB`\x82" in data.tail


def _jpeg(data: _Bytes) -> bool:
    return b"\xff\xd9" in data.tail[2:]


def _gif(data: _Bytes) -> bool:
    return data.tail.rstrip(b"\0").endswith(b";")


def _riff(data: _Bytes) -> bool:
    """Tell whether the length after "RIFF" covers the rest; 0 and all ones are written by encoders that stream."""
    length = int.from_bytes(data.head[4:8], "little")
    return data.head[:4] == b"RF64" or length in (0, 0xFFFFFFFF) or length + 8 <= data.size


def _aiff(data: _Bytes) -> bool:
    return int.from_bytes(data.head[4:8], "big") + 8 <= data.size


def _bmp(data: _Bytes) -> bool:
    return int.from_bytes(data.head[2:6], "little") <= data.size


def _boxes(data: _Bytes, needed: frozenset[bytes]) -> bool:
    """Tell whether the top-level boxes (ISO 14496-12, 4.2) end where the file ends, one of `needed` among them."""
    offset, seen = 0, set[bytes]()
    while offset + 8 <= data.size:
        size, name = struct.unpack(">I4s", data.at(offset, 8))
        if size == 0:  # reaches to the end of the file, whatever that is
            return bool((seen | {name}) & needed)
        if size == 1:
            (size,) = struct.unpack(">Q", data.at(offset + 8, 8))
        if name == b"\0\0\0\0" or size < 8:
            break  # padding or tags behind the last box
        seen.add(name)
        offset += size
    return bool(seen & needed) and offset <= data.size


def _film(data: _Bytes) -> bool:
    return _boxes(data, frozenset({b"moov", b"moof"}))


def _still(data: _Bytes) -> bool:
    return _boxes(data, frozenset({b"meta", b"moov"}))


def _webm(data: _Bytes) -> bool:
    """Tell whether the Segment's length, where it is written, stays within the file (RFC 8794, 4)."""
    header, width = _vint(data.head, 4)
    at = 4 + width + header
    element = data.at(at, 16)
    if element[:4] != b"\x18S\x80g":
        return False
    length, width = _vint(element, 4)
    return length == (1 << 7 * width) - 1 or at + 4 + width + length <= data.size


def _vint(data: bytes, at: int) -> tuple[int, int]:
    """Return an EBML number and how many bytes it takes."""
    width = 9 - data[at].bit_length()
    if width > 8:
        raise IndexError("no EBML number")
    return int.from_bytes(data[at : at + width], "big") & (1 << 7 * width) - 1, width


def _mp3(data: _Bytes) -> bool:
    if not data.head.startswith(b"ID3"):
        return True
    length = 0
    for seven_bits in data.head[6:10]:
        length = length << 7 | seven_bits & 0x7F
    return length + 10 < data.size


def _ogg(data: _Bytes) -> bool:
    """Tell whether the last page (RFC 3533, 6) is complete."""
    tail = data.tail
    at = tail.rfind(b"OggS")
    if at < 0:
        return False
    segments = tail[at + 26]
    return at + 27 + segments + sum(tail[at + 27 : at + 27 + segments]) <= len(tail)


def _glb(data: _Bytes) -> bool:
    """Tell whether the header's length is the file's and its first chunk lies within (Khronos glTF 2.0, 4.4.2; version 1 too)."""
    version, length, chunk = struct.unpack("<III", data.head[4:16])
    return version in (1, 2) and length == data.size and chunk + 20 <= length


def _zip(data: _Bytes) -> bool:
    """Tell whether the central directory stands where its end record says."""
    tail = data.at(max(0, data.size - TAIL_BYTES - 1024), TAIL_BYTES + 1024)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return False
    size, offset = struct.unpack("<II", tail[at + 12 : at + 20])
    return 0xFFFFFFFF in (size, offset) or offset + size <= data.size - len(tail) + at


def _gltf(data: _Bytes) -> bool:
    return data.tail.rstrip().endswith(b"}")


def _svg(data: _Bytes) -> bool:
    return b"</svg>" in data.tail.lower() or data.tail.rstrip().endswith(b"/>")


def _stl(data: _Bytes) -> bool:
    return is_binary_stl(data.head, data.size) or b"endsolid" in data.tail


def is_binary_stl(head: bytes, size: int) -> bool:
    """Tell whether the count of triangles in `head` is what makes up `size`: binary STL has no other signature."""
    return len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little")


_CHECKS: dict[MediaType, Callable[[_Bytes], bool]] = {
    sig.PNG: _png,
    sig.JPEG: _jpeg,
    sig.GIF: _gif,
    sig.WEBP: _riff,
    sig.WAV: _riff,
    sig.AVI: _riff,
    sig.AIFF: _aiff,
    sig.BMP: _bmp,
    sig.AVIF: _still,
    sig.HEIC: _still,
    sig.MP4: _film,
    sig.MOV: _film,
    sig.M4A: _film,
    sig.WEBM: _webm,
    sig.MATROSKA: _webm,
    sig.MP3: _mp3,
    sig.OGG: _ogg,
    sig.GLB: _glb,
    sig.GLTF: _gltf,
    sig.STL: _stl,
    sig.ZIP: _zip,
    sig.USDZ: _zip,
    sig.THREE_MF: _zip,
    sig.SVG: _svg,
}
