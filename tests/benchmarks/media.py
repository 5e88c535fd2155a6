"""Files that are what they say, and whole: films of any size, pictures of about 200 KB. Each holds noise of its own."""

import random
import struct
from pathlib import Path

from PIL import Image

_PIECE = 1 << 20
_SIDE = {".png": 258, ".jpg": 464}
"""Pixels that make about 200 KB of noise."""


def write_film(path: Path, size: int, *, sparse: bool = False) -> None:
    """Write an MP4 of `size` bytes with its index first; `sparse`: its pictures are a hole that takes no room on the disk."""
    head = _box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + _box(
        b"moov", _box(b"mvhd", _mvhd()) + _box(b"trak", _box(b"tkhd", _tkhd()))
    )
    with path.open("wb") as file:
        file.write(head + struct.pack(">I4sQ", 1, b"mdat", size - len(head)))
        if sparse:
            file.truncate(size)
            return
        noise = random.Random(path.name)
        while left := size - file.tell():
            file.write(noise.randbytes(min(_PIECE, left)))


def write_picture(path: Path) -> None:
    """Write a PNG or JPEG, by the ending of `path`."""
    side = _SIDE[path.suffix]
    noise = random.Random(path.name).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), noise).save(path, quality=90, compress_level=0)


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), name) + data


def _mvhd() -> bytes:
    """Return a film of 8 s (ISO 14496-12, 8.2.2)."""
    return struct.pack(">5I", 0, 0, 0, 1000, 8000) + bytes(80)


def _tkhd() -> bytes:
    """Return a track of 1920 × 1080 pixels (ISO 14496-12, 8.3.2)."""
    return bytes(76) + struct.pack(">II", 1920 << 16, 1080 << 16)
