"""The file that bytes arrive in before it has its name: made anew, hashed on the way, given up without a trace."""

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import Self

from desktop.engine.faults import FetchFault, disk_full, folder_fault

BUFFER_BYTES = 1024 * 1024
CHECK_BYTES = 64 * 1024 * 1024
"""Free space is looked at again each time this much was written."""


class PartFile:
    """A new file at `wanted`, or beside it under a number where something of that name exists: nothing foreign is touched.

    Small pieces are gathered in one buffer. Every trouble of the disk is raised as FetchFault. Leaving the `with` block by an
    exception removes the file.
    """

    def __init__(self, wanted: Path, *, expected: int | None, reserve: int) -> None:
        self._folder = wanted.parent
        self._reserve = reserve
        self._expected = expected
        self._check_space(0)
        self.path, self._fd = self._create(wanted)
        self._hash = hashlib.sha256(usedforsecurity=False)
        self._buffer = memoryview(bytearray(BUFFER_BYTES))
        self._gathered = 0
        self._next_check = CHECK_BYTES
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if kind is not None:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def write(self, piece: bytes) -> None:
        """Add `piece`."""
        length = len(piece)
        self.size += length
        if length > BUFFER_BYTES - self._gathered:
            self._flush()
        if length >= BUFFER_BYTES // 4:
            self._flush()
            self._put(memoryview(piece))
        else:
            self._buffer[self._gathered : self._gathered + length] = piece
            self._gathered += length
        if self.size >= self._next_check:
            self._next_check = self.size + CHECK_BYTES
            self._check_space(self.size)

    def finish(self) -> str:
        """Write out what is gathered and return the SHA-256 in hex."""
        self._flush()
        return self._hash.hexdigest()

    def sync(self) -> None:
        """Return once the bytes are on the disk itself."""
        try:
            os.fsync(self._fd)
        except OSError as exc:
            raise self._fault(exc) from exc

    def _flush(self) -> None:
        if self._gathered:
            self._put(self._buffer[: self._gathered])
            self._gathered = 0

    def _put(self, view: memoryview) -> None:
        self._hash.update(view)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except OSError as exc:
            raise self._fault(exc) from exc

    def _create(self, wanted: Path) -> tuple[Path, int]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for number in range(1, 100):
            path = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
            try:
                return path, os.open(path, flags, 0o666)
            except FileExistsError:
                continue
            except OSError as exc:
                raise self._fault(exc) from exc
        raise folder_fault(self._folder, read_only=False, reason="it is full of unfinished files")

    def _check_space(self, written: int) -> None:
        needs = max(0, (self._expected or 0) - written) + self._reserve
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError as exc:
            raise self._fault(exc) from exc
        if free < needs:
            raise disk_full(self._folder, needs, free)

    def _fault(self, error: OSError) -> FetchFault:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            return disk_full(self._folder, None, None)
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return folder_fault(self._folder, read_only=True)
        return folder_fault(self._folder, read_only=False, reason=(error.strerror or "").lower())
