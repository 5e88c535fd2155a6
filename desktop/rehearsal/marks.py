"""Marks and padding that leave a media file valid, so that no two served files are the same.

Each function takes a whole file, a label and a number of bytes to add, and returns a file of the same format.
"""

import json
import struct
import zlib
from collections.abc import Callable, Iterator

from desktop.rehearsal.wire import Body

_BLOCK = bytes(65_536)
_SPACES = b" " * 65_536
_JPEG_SEGMENT = 65_533
_VP8X_HEADER = 10


def mark_png(data: bytes, label: str, pad: int) -> Body:
    """Put a tEXt chunk, and a private chunk of zeros, before IEND (PNG specification, chunk naming)."""
    end = data.rindex(b"\x00\x00\x00\x00IEND")
    text = _png_chunk(b"tEXt", [b"Comment\x00" + label.encode("latin-1", "replace")])
    filler = _png_chunk(b"ouTt", list(_filling(pad, _BLOCK))) if pad else []
    return Body((data[:end], *text, *filler, data[end:]))


def _png_chunk(name: bytes, pieces: list[bytes]) -> list[bytes]:
    crc = zlib.crc32(name)
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
    return [struct.pack(">I", sum(map(len, pieces))) + name, *pieces, struct.pack(">I", crc)]


def mark_jpeg(data: bytes, label: str, pad: int) -> Body:
    """Put comment segments after the JFIF header."""
    at = 4 + int.from_bytes(data[4:6]) if data[2:4] == b"\xff\xe0" else 2
    text = label.encode()
    pieces = [b"\xff\xfe" + (len(text) + 2).to_bytes(2) + text]
    while pad > 0:
        size = min(pad, _JPEG_SEGMENT)
        pieces += [b"\xff\xfe" + (size + 2).to_bytes(2), _BLOCK[:size]]
        pad -= size
    return Body((data[:at], *pieces, data[at:]))


def mark_webp(data: bytes, label: str, pad: int) -> Body:
    """Make it an extended file and put a chunk of our own at its end, where the format allows unknown ones."""
    inner = data[12:]
    if inner[:4] != b"VP8X":
        width, height = _webp_size(inner)
        flags = 0x10 if inner[:4] == b"VP8L" and inner[8 + 4] & 0x10 else 0
        head = struct.pack("<4sIB3x", b"VP8X", _VP8X_HEADER, flags)
        inner = head + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + inner
    text = label.encode()
    size = len(text) + pad
    odd = b"\x00" * (size % 2)
    riff = b"RIFF" + struct.pack("<I", 4 + len(inner) + 8 + size + len(odd)) + b"WEBP"
    return Body((riff, inner, b"OUTT" + struct.pack("<I", size), text, *_filling(pad, _BLOCK), odd))


def _webp_size(chunks: bytes) -> tuple[int, int]:
    if chunks[:4] == b"VP8L":
        bits = int.from_bytes(chunks[9:13], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(chunks[14:16], "little") & 0x3FFF, int.from_bytes(chunks[16:18], "little") & 0x3FFF


def mark_mp4(data: bytes, label: str, pad: int) -> Body:
    """Put a `free` box at the end (ISO 14496-12)."""
    text = label.encode()
    return Body((data, struct.pack(">I4s", 8 + len(text) + pad, b"free"), text, *_filling(pad, _BLOCK)))


def mark_mp3(data: bytes, label: str, pad: int) -> Body:
    """Put an ID3v2.3 tag with a title before the first frame (id3.org, ID3v2.3.0); its padding holds the bytes added."""
    text = b"\x00" + label.encode("latin-1", "replace")
    frame = b"TIT2" + struct.pack(">IH", len(text), 0) + text
    size = len(frame) + pad
    header = b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return Body((header, frame, *_filling(pad, _BLOCK), data))


def mark_glb(data: bytes, label: str, pad: int) -> Body:
    """Put the label into `asset.extras`, and spaces after the JSON (glTF 2.0, binary file format)."""
    length = int.from_bytes(data[12:16], "little")
    scene = json.loads(data[20 : 20 + length])
    scene["asset"]["extras"] = {"task": label}
    text = json.dumps(scene, separators=(",", ":")).encode()
    spaces = pad + -(len(text) + pad) % 4
    rest = data[20 + length :]
    size = len(text) + spaces
    header = struct.pack("<4sIIII", b"glTF", 2, 20 + size + len(rest), size, 0x4E4F534A)
    return Body((header, text, *_filling(spaces, _SPACES), rest))


def _filling(size: int, block: bytes) -> Iterator[bytes]:
    for _ in range(size // len(block)):
        yield block
    if size % len(block):
        yield block[: size % len(block)]


MARKS: dict[str, Callable[[bytes, str, int], Body]] = {
    ".png": mark_png,
    ".jpg": mark_jpeg,
    ".webp": mark_webp,
    ".mp4": mark_mp4,
    ".mp3": mark_mp3,
    ".glb": mark_glb,
}
"""How each kind of sample media is marked, by extension."""

MEDIA_TYPES: dict[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".glb": "model/gltf-binary",
}
"""The content type each is served with."""
