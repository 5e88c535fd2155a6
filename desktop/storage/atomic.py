"""Writing small files so that a crash leaves the old one or the new one, never half of either."""

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Bring a folder's names to the disk, where the system knows how. Never raises: what was renamed is renamed."""
    if os.name == "nt":
        return
    # Some network file systems refuse this, and some folders may be written but not read; the names reach the disk with the
    # next flush.
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(path: Path, data: bytes, fresh: Path | None = None, *, durable: bool = True) -> None:
    """Replace a file's content, readable by this user alone. Raises OSError; then the old content stands.

    Once it returns the bytes are on the disk itself, unless they need not be `durable`: then a loss of power may lose them.
    What is at `fresh`, in the same folder, is written over: it must be a name that nobody else uses. Without it that is `path`
    with ".new" behind, which will do in folders of our own.
    """
    fresh = fresh or path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def write_out(path: Path, data: bytes) -> None:
    """Write a file for the user, over the one of that name if there is one. Raises OSError; then what was there stands.

    A link stays, and what it leads to is replaced. The file may be read by whom the replaced one could be read, a new one by whom
    the system lets read new files. Nothing else in the folder is touched.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(code, os.strerror(code), str(target))
    part = target.with_name(f".outtray-{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))
        part.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(target.parent)


def free_name(path: Path) -> Path:
    """Return `path`, or with " (2)", " (3)" … the first name of that kind that is not taken."""
    number, candidate = 1, path
    while candidate.exists() or candidate.is_symlink():
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate
