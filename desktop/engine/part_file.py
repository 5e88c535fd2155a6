"""The file that bytes arrive in before it has its name: made anew or continued, hashed on the way, given up without a trace."""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

from desktop.domain.language import words_of
from desktop.engine.faults import FetchFault, cut, disk_fault, disk_full

BUFFER_BYTES = 1024 * 1024
CHECK_BYTES = 64 * 1024 * 1024
"""Free space is looked at again each time this much was written."""

WRITE_BEHIND_BYTES = 8 * 1024 * 1024
"""The system is asked to bring the bytes to the disk each time this much was written, so that the last of them is no long wait."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


class PartFile:
    """A new file at `wanted`, or beside it under a number where something of that name exists: nothing foreign is touched.

    With `held` it is the unfinished file that is there, cut to its first `held` bytes; those are to be hashed by :meth:`reread`. A
    file that has a second name is refused: a process that was killed may have given it its final one already.
    `shunned` is a name that a new one does not take though it may be free. `expected` is the size it is going to have, `reserve`
    the bytes that stay free on the disk. `buffer` (BUFFER_BYTES long) gathers small pieces; it may serve one file after the other.
    Every trouble of the disk is raised as FetchFault. Leaving the `with` block by an exception removes the file, unless
    :meth:`keep` was called.
    """

    def __init__(
        self,
        wanted: Path,
        *,
        expected: int | None,
        reserve: int,
        buffer: memoryview | None = None,
        held: int = 0,
        shunned: Path | None = None,
    ) -> None:
        self._folder = wanted.parent
        self._reserve = reserve
        self._expected = expected
        self.size = self.written = self._begun = held
        self._check_space(held)
        self.path, self._fd = (wanted, self._reopen(wanted, held)) if held else self._create(wanted, shunned)
        self._hash = hashlib.sha256(usedforsecurity=False)
        self._buffer = buffer if buffer is not None else memoryview(bytearray(BUFFER_BYTES))
        self._gathered = 0
        self._next_check = held + CHECK_BYTES
        self._kept = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if kind is not None and not self._kept:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def reread(self, check: Callable[[], None]) -> None:
        """Hash what is there already; `check` is called each megabyte, and what it raises ends it."""
        done = 0
        try:
            with self.path.open("rb", buffering=0) as file:
                while done < self.size:
                    count = file.readinto(self._buffer[: self.size - done])
                    if not count:
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    self._hash.update(self._buffer[:count])
                    done += count
                    check()
        except OSError as exc:
            raise self.fault(exc) from exc

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
        """Return once the bytes that were written are on the disk itself."""
        try:
            os.fsync(self._fd)
        except OSError as exc:
            raise self.fault(exc) from exc

    def keep(self, least: int) -> int:
        """Let the file stay whatever happens, where `least` bytes of it can be brought to the disk itself; how many are (or 0)."""
        with contextlib.suppress(FetchFault):  # a full disk takes no more, but has what it took before
            self._flush()
        if self.written < least:
            return 0
        try:
            self.sync()
        except FetchFault:
            return 0
        self._kept = True
        return self.written

    def checkpoint(self) -> int:
        """Return once everything so far is on the disk itself, and how much that is."""
        self._flush()
        self.sync()
        return self.written

    def fault(self, error: OSError) -> FetchFault:
        """Return what an error of the file system means for this file."""
        return disk_fault(error, self._folder, received=self.size, total=self._expected)

    def _flush(self) -> None:
        if self._gathered:
            gathered, self._gathered = self._gathered, 0
            self._put(self._buffer[:gathered])

    def _put(self, view: memoryview) -> None:
        self._hash.update(view)
        try:
            while view:
                count = os.write(self._fd, view)
                self.written += count
                view = view[count:]
            if self.written - self._begun >= WRITE_BEHIND_BYTES:
                _write_behind(self._fd, self._begun, self.written)
                self._begun = self.written
        except OSError as exc:
            raise self.fault(exc) from exc

    def _create(self, wanted: Path, shunned: Path | None) -> tuple[Path, int]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
        for number in range(1, 100):
            path = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
            if path == shunned:
                continue
            try:
                return path, os.open(path, flags, 0o666)
            except FileExistsError:
                continue
            except OSError as exc:
                raise self.fault(exc) from exc
        raise self.fault(FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))

    def _reopen(self, path: Path, size: int) -> int:
        """Open what was interrupted, cut to `size` bytes. Raises CUT where it is not ours alone any more, and leaves it alone."""
        try:
            if not _is_ours(path.lstat(), size):
                raise self._not_ours()
            fd = os.open(path, os.O_WRONLY | _BINARY | _NO_LINKS)
        except OSError as exc:
            raise self.fault(exc) from exc
        try:
            if not _is_ours(os.fstat(fd), size):
                raise self._not_ours()
            os.ftruncate(fd, size)
            os.lseek(fd, 0, os.SEEK_END)
        except OSError as exc:
            os.close(fd)
            raise self.fault(exc) from exc
        except FetchFault:
            os.close(fd)
            raise
        return fd

    def _not_ours(self) -> FetchFault:
        return cut(self.size, self._expected, reason=words_of("its unfinished file is no longer what was noted of it"))

    def _check_space(self, written: int) -> None:
        needs = max(0, (self._expected or 0) - written) + self._reserve
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError as exc:
            raise self.fault(exc) from exc
        if free < needs:
            raise disk_full(self._folder, needs, free, received=written, total=self._expected)


class Claims:
    """Which unfinished files a transfer has in hand: a worker that hangs in a dead drive may still write to its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: set[Path] = set()

    def take(self, path: Path) -> bool:
        """Claim `path`; return whether nobody else has it."""
        with self._lock:
            free = path not in self._taken
            self._taken.add(path)
            return free

    def give_back(self, path: Path) -> None:
        """Let others have `path`."""
        with self._lock:
            self._taken.discard(path)


def size_of(path: Path) -> int | None:
    """Return the size of the unfinished file at `path`; None where there is none that may be written to."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    return found.st_size if _is_ours(found, 0) else None


def _is_ours(found: os.stat_result, size: int) -> bool:
    """Tell whether `found` is a file of at least `size` bytes without a second name, under which it may be a saved result."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink <= 1 and found.st_size >= size


def _write_behind(fd: int, start: int, end: int) -> None:
    """Let Linux begin to write these bytes now; nothing waits for it (man 2 posix_fadvise)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(fd, start, end - start, os.POSIX_FADV_DONTNEED)
