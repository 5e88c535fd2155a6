"""What the checks of wholeness see of a file, and what they say of it."""

import os
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.language import tr

TAIL_BYTES = 64 * 1024
MOST_SCANNED = 256 * 1024 * 1024
"""As much is read at most of a file that the quick checks don't accept."""


class Short(Exception):
    """The file ends where a field of its format was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: `flaw` in words, to follow "The file is refused because …" (None: whole), and the size of what it shows.

    `cut` tells files that end too early from files that are wrong in themselves. `width` and `height` are pixels, `seconds` how
    long it plays; None where unknown.
    """

    flaw: str | None = None
    cut: bool = False
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


WHOLE = Look()


def cut(reason: str) -> Look:
    """Say that the file ends too early."""
    return Look(flaw=reason, cut=True)


def damaged(reason: str) -> Look:
    """Say that the file is all there, but not what its format asks for."""
    return Look(flaw=reason)


def promised(part: str, due: int, came: int) -> Look:
    """Say that `part` of the file announces more bytes than there are."""
    return cut(tr("{part} promises {due} bytes where {came} came", part=tr(part), due=f"{due:,}", came=f"{max(0, came):,}"))


class View:
    """A file of `size` bytes seen by the checks: its head, its tail, and any place in between."""

    def __init__(self, file: BinaryIO, head: bytes, size: int) -> None:
        self._file = file
        self.head = head
        self.size = size
        self._tail: bytes | None = None

    @property
    def tail(self) -> bytes:
        """The last 64 KB, or all there is."""
        if self._tail is None:
            self._tail = self.at(max(0, self.size - TAIL_BYTES), TAIL_BYTES)
        return self._tail

    def at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`: fewer, or none, where the file ends before."""
        if offset < 0 or offset >= self.size or length <= 0:
            return b""
        if offset + length <= len(self.head):
            return self.head[offset : offset + length]
        self._file.seek(offset, os.SEEK_SET)
        return self._file.read(min(length, self.size - offset))

    def need(self, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset`. Raises Short."""
        data = self.at(offset, length)
        if len(data) < length:
            raise Short
        return data

    def big(self, offset: int, length: int) -> int:
        """Return the big-endian number of `length` bytes at `offset`. Raises Short."""
        return int.from_bytes(self.need(offset, length), "big")

    def little(self, offset: int, length: int) -> int:
        """Return the little-endian number of `length` bytes at `offset`. Raises Short."""
        return int.from_bytes(self.need(offset, length), "little")

    def find(self, wanted: bytes, start: int, piece: int = 1 << 20) -> int:
        """Return where `wanted` first stands from `start` on, -1 where it does not: reads what there is between."""
        at = start
        while at - start < MOST_SCANNED and (data := self.at(at, piece)):
            if (found := data.find(wanted)) >= 0:
                return at + found
            if len(data) < piece:
                break
            at += piece - len(wanted) + 1
        return -1

    def count(self, wanted: bytes, start: int = 0, piece: int = 1 << 20) -> int:
        """Return how often the one byte `wanted` stands from `start` on: reads all there is behind it."""
        total, at = 0, start
        while data := self.at(at, piece):
            total += data.count(wanted)
            at += len(data)
        return total
