"""Unpacking what came with a content coding: gzip or zlib, several members in a row too (RFC 9110, 8.4.1; RFC 1952, 2.2)."""

import zlib
from collections.abc import Iterator

CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
"""The content codings that are read."""

MOST_BYTES = 1024 * 1024
"""Most bytes of one piece, so that a bomb is seen before it is large."""

_STEP = 64 * 1024


class Unpacker:
    """Unpacks one body, handed over in pieces of any size."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(47)
        self._begun = False

    @property
    def cut(self) -> bool:
        """Whether what came so far ends within a member."""
        return self._begun and not self._member.eof

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` adds, in pieces of at most MOST_BYTES. Raises zlib.error where it is not packed like that."""
        for start in range(0, len(data), _STEP):  # what is left over is copied for each member and each piece
            yield from self._step(data[start : start + _STEP])

    def _step(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._member.eof:
                data = data.lstrip(b"\0")  # some programs pad the end with zeros
                if not data:
                    return
                self._member = zlib.decompressobj(47)
            self._begun = True
            piece = self._member.decompress(data, MOST_BYTES)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if piece:
                yield piece
