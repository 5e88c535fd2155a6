"""The file system's side of saving: a place below the root, room for it, a final name that never replaces anything."""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path, PurePosixPath
from typing import Final

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.storage.atomic import sync_file, sync_folder

__all__ = ["PathEscapes", "final_path", "make_folder", "os_problem", "place"]

_SEPARATORS: Final = frozenset("/\\\0") | (frozenset(":") if os.name == "nt" else frozenset())
_MOST_NUMBER: Final = 9999
_MOST_NAME_BYTES: Final = 255
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EACCES})
_HERE: Final = -100  # AT_FDCWD
_NO_REPLACE: Final = 1  # RENAME_NOREPLACE
_WINDOWS_WAITS: Final = (0.1, 0.2, 0.4, 0.6, 0.7)
_WINDOWS_FULL: Final = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REASONS: Final = {
    errno.EROFS: "it is read-only",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "a file is in its place",
    errno.EISDIR: "a folder is in the file's place",
    errno.ENAMETOOLONG: "the file's name is too long for it",
    errno.ELOOP: "its links lead in a circle",
    errno.EIO: "its drive doesn't answer",
    errno.ENODEV: "its drive is not connected",
    errno.ENXIO: "its drive is not connected",
    errno.ESTALE: "its drive is not connected",
    errno.EEXIST: "every name for the file is taken",
}


class PathEscapes(ValueError):
    """A path would lie outside the folder for saved files."""


def final_path(root: Path, relative: PurePosixPath) -> Path:
    """Return `root / relative`, following links; raises PathEscapes where that is not below `root`."""
    parts = relative.parts
    if not parts or relative.is_absolute() or any(part in ("", ".", "..") or _SEPARATORS & set(part) for part in parts):
        raise PathEscapes(f"“{relative}” is no path below the folder for saved files.")
    base = root.resolve()
    folder = base.joinpath(*parts[:-1]).resolve()
    if not folder.is_relative_to(base):
        raise PathEscapes(f"“{relative}” would leave the folder for saved files through a link.")
    return folder / parts[-1]


def make_folder(folder: Path) -> None:
    """Create a folder and those above it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)


def place(part: Path, wanted: Path) -> Path:
    """Give a complete file its final name and return that: `wanted`, or with " (2)", " (3)" … the first that is free.

    Nothing is ever replaced, not even what another program writes at the same moment. The bytes are on the disk before the
    name is. Raises OSError; then `part` is still there.
    """
    sync_file(part)
    for number in range(1, _MOST_NUMBER + 1):
        target = numbered(wanted, number)
        try:
            _rename_new(part, target)
        except FileExistsError:
            continue
        sync_folder(target.parent)
        return target
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(wanted))


def numbered(path: Path, number: int) -> Path:
    """Return `path` with " (number)" before its ending, its stem cut where the name would grow too long; 1 changes nothing."""
    if number == 1:
        return path
    ending = f" ({number}){path.suffix}"
    room = _MOST_NAME_BYTES - len(ending.encode())
    stem = path.stem.encode()[:room].decode(errors="ignore")
    return path.with_name(stem.rstrip() + ending)


def os_problem(error: OSError, folder: Path) -> Problem:
    """Return an error of the file system as a problem that names `folder`."""
    if error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL:
        return problem(ProblemKind.DISK_FULL, folder=str(folder))
    reason = _REASONS.get(error.errno or 0, (error.strerror or "it can't be written").lower())
    return problem(ProblemKind.FOLDER_UNAVAILABLE, folder=str(folder), reason=reason)


def _rename_new(part: Path, target: Path) -> None:
    """Rename without replacing. Raises FileExistsError where the name is taken."""
    if os.name == "nt":
        _rename_on_windows(part, target)
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not _rename_at_once(part, target):
            _rename_reserved(part, target)
        return
    with contextlib.suppress(OSError):  # the file has its name; whatever becomes of the other one
        part.unlink()


def _rename_at_once(part: Path, target: Path) -> bool:
    """Rename in one step where Linux and the drive can (man 2 renameat2); return whether. Raises FileExistsError."""
    if sys.platform != "linux":
        return False
    import ctypes  # the one case is rare, and the library not small

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_HERE, os.fsencode(part.absolute()), _HERE, os.fsencode(target.absolute()), _NO_REPLACE) == 0:
        return True
    if (code := ctypes.get_errno()) == errno.EEXIST:
        raise FileExistsError(code, os.strerror(code), str(target))
    return False


def _rename_reserved(part: Path, target: Path) -> None:
    """Rename onto an empty file of our own, for drives that know neither hard links nor renames that never replace."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        part.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def _rename_on_windows(part: Path, target: Path) -> None:
    """Rename; there it never replaces. A virus scanner may hold the file for a moment, so it is tried for two seconds."""
    for wait in _WINDOWS_WAITS:
        try:
            part.rename(target)
        except FileExistsError:
            raise
        except PermissionError:
            time.sleep(wait)
        else:
            return
    part.rename(target)
