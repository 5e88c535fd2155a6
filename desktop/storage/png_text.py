"""Words inside a PNG: iTXt chunks (W3C PNG, 11.3.3.4) put before its end, so that no other byte of the file changes.

PNG alone is tagged. For JPEG, WebP, video and sound there is no library under a permissive licence that writes tags (mutagen is
GPL-2.0, tinytag only reads), so those have the description beside them alone, and so have 3D models.
"""

import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, FileIO
from pathlib import Path
from typing import Final

from desktop.storage.values import plain

OWN: Final = "Outtray"
"""The keyword of the chunk that says which task a picture is of; it is the first of ours."""

_OURS: Final = frozenset({OWN, "Title", "Description", "Software"})
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
_XMP: Final = "XML:com.adobe.xmp"
_MOST_CHUNKS: Final = 500_000
_MOST_TEXT: Final = 1_000_000


class _Malformed(ValueError):
    """It is no PNG that can be understood from end to end."""


class NotTagged(Exception):
    """The disk refused the tags; the file is as it was."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One chunk: where it begins in the file, its type, and the length of its data."""

    start: int
    kind: bytes
    length: int

    @property
    def end(self) -> int:
        return self.start + 12 + self.length


def embed(path: Path, entries: Mapping[str, str]) -> bool:
    """Put `entries` (text by keyword, `Outtray` among them) into the PNG at `path`; return whether that was done.

    Nothing is changed where the file doesn't end with its last chunk, where it is signed (C2PA, whose hashes cover every byte), or
    where it is tagged already. Raises NotTagged, and OSError only where the file could not be put back as it was.
    """
    if not entries.get(OWN):
        return False
    try:
        opened = path.open("r+b", buffering=0)
    except OSError as error:
        raise NotTagged from error
    with opened as file:
        size = file.seek(0, os.SEEK_END)
        if not _may_be_tagged(file, size):
            return False
        ordered = {OWN: entries[OWN], **entries}
        added = b"".join(_itxt(keyword, text) for keyword, text in ordered.items() if text) + _END
        if len(added) > _MOST_TEXT:
            return False
        _write_end(file, size, added)
        return True


def without_tags(data: bytes) -> bytes:
    """Return the bytes of a PNG as they were before :func:`embed`."""
    try:
        run = _own_run(BytesIO(data), len(data))
    except _Malformed:
        return data
    return data[: run[0][0].start] + data[run[-1][0].end :] if run else data


def read_tags(path: Path) -> Mapping[str, str]:
    """Return what :func:`embed` put into a PNG, by keyword; empty where it has no such tags. Never raises."""
    try:
        with path.open("rb", buffering=0) as file:
            return {keyword: text for _, keyword, text in _own_run(file, file.seek(0, os.SEEK_END))}
    except (OSError, _Malformed):
        return {}


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return a PNG's width and height in pixels, from its first chunk. Never raises."""
    try:
        with path.open("rb") as file:
            head = file.read(24)
    except OSError:
        return None
    return struct.unpack(">II", head[16:24]) if head[:8] == _SIGNATURE and head[12:16] == b"IHDR" else None


def _may_be_tagged(file: FileIO | BytesIO, size: int) -> bool:
    try:
        chunks = list(_chunks(file, size))
        if not chunks or chunks[-1].kind != b"IEND" or chunks[-1].end != size or _at(file, size - 12, 12) != _END:
            return False
        return not any(chunk.kind == b"caBX" or (chunk.kind == b"iTXt" and _forbids(file, chunk)) for chunk in chunks)
    except _Malformed:
        return False


def _forbids(file: FileIO | BytesIO, chunk: _Chunk) -> bool:
    """Tell whether a text is a tag of ours, or XMP that names content credentials kept elsewhere (C2PA 2.1, 11.5)."""
    if chunk.length > _MOST_TEXT:
        return True
    keyword, _, rest = _at(file, chunk.start + 8, chunk.length).partition(b"\0")
    if keyword == OWN.encode():
        return True
    return keyword == _XMP.encode() and (b"provenance" in rest or rest[:1] != b"\0")


def _write_end(file: FileIO, size: int, added: bytes) -> None:
    """Replace the last 12 bytes by `added`: what is new in length comes first, so that a full disk changes nothing."""
    try:
        _write(file, size, added[12:])
        _write(file, size - 12, added[:12])
    except OSError as error:
        file.truncate(size)
        _write(file, size - 12, _END)
        raise NotTagged from error


def _write(file: FileIO, offset: int, data: bytes) -> None:
    file.seek(offset)
    while data:
        data = data[file.write(data) :]


def _itxt(keyword: str, text: str) -> bytes:
    """Return a chunk of uncompressed text in UTF-8, its language not told."""
    body = keyword.encode("latin-1") + b"\0\0\0\0\0" + plain(text).replace("\0", "").encode()
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))


def _own_run(file: FileIO | BytesIO, size: int) -> list[tuple[_Chunk, str, str]]:
    """Return the chunk `Outtray` and those of ours that follow it, with their keywords and texts."""
    run: list[tuple[_Chunk, str, str]] = []
    seen: set[str] = set()
    for chunk in _chunks(file, size):
        entry = _entry(file, chunk) if chunk.kind == b"iTXt" else None
        ours = entry is not None and entry[0] in _OURS and entry[0] not in seen
        if entry is not None and ours and (run or entry[0] == OWN):
            run.append((chunk, *entry))
            seen.add(entry[0])
        elif run:
            break
    return run


def _entry(file: FileIO | BytesIO, chunk: _Chunk) -> tuple[str, str] | None:
    """Return keyword and text of an iTXt chunk as we write them; None for any other."""
    if not 0 < chunk.length <= _MOST_TEXT:
        return None
    keyword, mark, rest = _at(file, chunk.start + 8, chunk.length).partition(b"\0")
    if not mark or rest[:4] != b"\0\0\0\0":
        return None
    return keyword.decode("latin-1"), rest[4:].decode(errors="replace")


def _chunks(file: FileIO | BytesIO, size: int) -> Iterator[_Chunk]:
    """Yield the chunks of a PNG up to its last one. Raises _Malformed."""
    if _at(file, 0, 8) != _SIGNATURE:
        raise _Malformed
    start = 8
    for _ in range(_MOST_CHUNKS):
        length, kind = struct.unpack(">I4s", _at(file, start, 8))
        chunk = _Chunk(start, kind, length)
        if chunk.end > size:
            raise _Malformed
        yield chunk
        if kind == b"IEND":
            return
        start = chunk.end
    raise _Malformed


def _at(file: FileIO | BytesIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    data = file.read(length)
    if len(data) != length:
        raise _Malformed
    return data
