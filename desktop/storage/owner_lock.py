"""One owner process for each profile, held by a lock that the system frees when the process ends, however it ends."""

import contextlib
import os
from pathlib import Path

from filelock import FileLock, Timeout


class ProfileLock:
    """The lock of one profile. The file itself stays; who holds it is written beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False, mode=0o600)

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return bool(self._lock.is_locked)

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
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        self._pid_file.write_text(str(os.getpid()), encoding="ascii")
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not ours."""
        if self.held:
            self._pid_file.unlink(missing_ok=True)
            self._lock.release()

    @property
    def _pid_file(self) -> Path:
        return self._path.with_name(self._path.stem + ".pid")
