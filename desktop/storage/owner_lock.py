"""One owner process for each profile, held by a lock that the system frees when the process ends, however it ends.

The lock is the system's own, in a few lines: it is taken before the window's first frame, and a library for it would take a tenth
of the time until then to import.
"""

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        """Lock the file's first byte, which may lie behind its end. Raises OSError (EACCES) where another process has it."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    _TAKEN: tuple[type[OSError], ...] = (PermissionError,)
else:
    import fcntl

    def _lock(handle: int) -> None:
        """Lock the file. Raises BlockingIOError where another process has it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN = (BlockingIOError,)


class ProfileLock:
    """The lock of one profile. The file itself stays; who holds it is written beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    @property
    def owner_pid(self) -> int | None:
        """The process that wrote itself down as owner; only of use while :meth:`acquire` says no."""
        with contextlib.suppress(OSError, ValueError):
            return int(self._pid_file.read_text(encoding="ascii"))
        return None

    def acquire(self) -> bool:
        """Take the lock if it is free and return whether it is ours now. Raises OSError where the folder can't be written."""
        if self.held:
            return True
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)  # not inherited: no child process holds the lock on
        try:
            _lock(handle)
        except _TAKEN:
            os.close(handle)
            return False
        except OSError:
            os.close(handle)
            raise
        self._handle = handle
        self._pid_file.write_text(str(os.getpid()), encoding="ascii")
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not ours."""
        if self._handle is not None:
            self._pid_file.unlink(missing_ok=True)
            os.close(self._handle)  # frees the lock
            self._handle = None

    @property
    def _pid_file(self) -> Path:
        return self._path.with_name(self._path.stem + ".pid")


def is_owned(path: Path) -> bool:
    """Tell whether some process holds the lock at `path`; no file is made. Raises OSError where that can't be told.

    The lock is held for a moment where it is free: a process that starts just then tries again by itself.
    """
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        _lock(handle)
    except _TAKEN:
        return True
    finally:
        os.close(handle)
    return False
