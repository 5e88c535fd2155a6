"""The file system's side of saving: a place below the root, room for it, a final name that never replaces anything."""

import contextlib
import errno
import os
import shutil
import sys
import time
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from desktop.domain.language import tr, words_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.storage.atomic import sync_file, sync_folder

__all__ = [
    "PathEscapes",
    "copy_name",
    "final_path",
    "free_space",
    "is_same_entry",
    "make_folder",
    "move",
    "numbered",
    "os_problem",
    "place",
    "portable",
    "remove_emptied",
    "room_below",
]

_SEPARATORS: Final = frozenset("/\\\0") | (frozenset(":") if os.name == "nt" else frozenset())
_MOST_NUMBER: Final = 9999
_MOST_NAME_BYTES: Final = 255
_MOST_BELOW: Final = 240
_MOST_ON_WINDOWS: Final = 259  # learn.microsoft.com, "Maximum Path Length Limitation": 260 with the null at its end
_MOST_ELSEWHERE: Final = 1023  # macOS, sys/syslimits.h: PATH_MAX is 1024 with the null; Linux has more
_UNFINISHED: Final = 40  # what a part file's name has more than the final one, or " (2)" and a description's ending
_CONSOLE: Final = ("CONIN$", "CONOUT$")  # the device names that pathvalidate does not know
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EACCES})
_HERE: Final = -100  # AT_FDCWD
_NO_REPLACE: Final = 1  # RENAME_NOREPLACE
_WINDOWS_WAITS: Final = (0.1, 0.2, 0.4, 0.6, 0.7)
_WINDOWS_FULL: Final = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REASONS: Final = {
    errno.EROFS: words_of("it is read-only"),
    errno.EACCES: words_of("you may not write there"),
    errno.EPERM: words_of("you may not write there"),
    errno.ENOENT: words_of("it does not exist"),
    errno.ENOTDIR: words_of("a file is in its place"),
    errno.EISDIR: words_of("a folder is in the file's place"),
    errno.ENAMETOOLONG: words_of("the file's name is too long for it"),
    errno.ELOOP: words_of("its links lead in a circle"),
    errno.EIO: words_of("its drive doesn't answer"),
    errno.ENODEV: words_of("its drive is not connected"),
    errno.ENXIO: words_of("its drive is not connected"),
    errno.ESTALE: words_of("its drive is not connected"),
    errno.EEXIST: words_of("every name for the file is taken"),
}
_ADVICE: Final = {
    errno.EROFS: words_of("Allow writing there"),
    errno.EACCES: words_of("Allow writing there"),
    errno.EPERM: words_of("Allow writing there"),
    errno.ENOTDIR: words_of("Move that file away"),
}


class PathEscapes(ValueError):
    """A path would lie outside the folder for saved files."""


def portable(relative: PurePosixPath) -> PurePosixPath:
    """Return `relative` with each part as Windows, macOS and Linux all take it. Raises PathEscapes where nothing is left of one.

    The rules are pathvalidate's "universal" ones: forbidden characters go, and a name that Windows keeps for a device ("CON",
    "com1.txt") gets an underscore before it.
    """
    parts = [_portable_part(part) for part in relative.parts]
    if not parts or relative.is_absolute() or any(part in ("", ".", "..") for part in parts):
        raise PathEscapes(tr("“{path}” is no path below the folder for saved files.", path=relative))
    return PurePosixPath(*parts)


@lru_cache(maxsize=1024)  # the library takes its time, and folders are the same for many files
def _portable_part(part: str) -> str:
    from pathvalidate import is_valid_filename  # not before the first paint

    name = _sanitized(part.encode("utf-8", "replace").decode())
    device = name.partition(".")[0].rstrip(" ")
    if not device or is_valid_filename(device, platform="universal", fs_encoding="utf-8", additional_reserved_names=_CONSOLE):
        return name
    return _sanitized(f"_{name}")


def _sanitized(name: str) -> str:
    from pathvalidate import sanitize_filename
    from pathvalidate.handler import ReservedNameHandler

    return sanitize_filename(name, platform="universal", fs_encoding="utf-8", reserved_name_handler=ReservedNameHandler.as_is)


def final_path(root: Path, relative: PurePosixPath) -> Path:
    """Return `root / relative`, its parts :func:`portable`, following links; raises PathEscapes where that is not below `root`."""
    if relative.is_absolute() or any(part in ("", ".", "..") or _SEPARATORS & set(part) for part in relative.parts):
        raise PathEscapes(tr("“{path}” is no path below the folder for saved files.", path=relative))
    parts = portable(relative).parts
    base = root.resolve()
    folder = base.joinpath(*parts[:-1]).resolve()
    if not folder.is_relative_to(base):
        raise PathEscapes(tr("“{path}” would leave the folder for saved files through a link.", path=relative))
    return folder / parts[-1]


def room_below(root: Path, *, windows: bool = os.name == "nt") -> int:
    """Return how many bytes (UTF-8) a path below `root` may have so that the whole stays within the system's limit."""
    text = str(root)
    if windows:  # it counts UTF-16 units, of which no character has more than it has bytes
        return min(_MOST_BELOW, _MOST_ON_WINDOWS - len(text.encode("utf-16-le", "surrogatepass")) // 2 - 1 - _UNFINISHED)
    return min(_MOST_BELOW, _MOST_ELSEWHERE - len(os.fsencode(text)) - 1 - _UNFINISHED)


def free_space(folder: Path) -> int:
    """Return how many bytes this user may still write where `folder` is, or will be once it is made. Raises OSError."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return shutil.disk_usage(there).free


def make_folder(folder: Path) -> None:
    """Create a folder and those above it. Raises OSError: NotADirectoryError where a file has its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # "every name is taken" is what that says of a file
        code = errno.ENOTDIR if folder.exists() else errno.ENOENT  # a link to nowhere
        raise OSError(code, os.strerror(code), str(folder)) from error


def place_new(part: Path, target: Path, *, synced: bool) -> None:
    """Give a complete file the name `target`. Raises FileExistsError where that is taken, or OSError; then `part` is still there.

    The bytes are on the disk before the name is; `synced` tells that they are already.
    """
    if not synced:
        sync_file(part)
    _rename_new(part, target)
    sync_folder(target.parent)


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


def move(old: Path, new: Path) -> None:
    """Give a file another name or folder, also on another drive. Raises FileExistsError where `new` is taken, or OSError.

    Nothing is ever replaced, and at every moment the whole file is there under one of both names, or under both.
    """
    if is_same_entry(old, new):  # "a.png" to "A.png" on a drive that takes both for one name
        old.rename(new)
        return
    make_folder(new.parent)
    try:
        _rename_new(old, new)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_over(old, new)
    sync_folder(new.parent)
    if old.parent != new.parent:
        sync_folder(old.parent)


def is_same_entry(old: Path, new: Path) -> bool:
    """Tell whether two different paths are one name of one file, on a drive that takes no notice of case or composition."""
    if str(old) == str(new) or _folded(old.name) != _folded(new.name):
        return False
    try:
        if not (old.samefile(new) and old.parent.samefile(new.parent)):
            return False
        return old.name == new.name or not {old.name, new.name} <= set(os.listdir(old.parent))  # noqa: PTH208  # names alone
    except OSError:
        return False


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def copy_name(new: Path) -> Path:
    """Return where the bytes for `new` arrive that come from another drive: always the same, so that a rest is found again."""
    return new.with_name(f".outtray-{sha256(os.fsencode(new)).hexdigest()[:16]}.part")


def _copy_over(old: Path, new: Path) -> None:
    copy = copy_name(new)
    try:
        shutil.copyfile(old, copy)
        sync_file(copy)
        with contextlib.suppress(OSError):  # times and rights are not the result
            shutil.copystat(old, copy)
        if copy.stat().st_size != old.stat().st_size:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(new))
        _rename_new(copy, new)
    except BaseException:
        with contextlib.suppress(OSError):
            copy.unlink()
        raise
    sync_folder(new.parent)
    try:
        old.unlink()
    except OSError:  # another program holds it: all stays as it was
        new.unlink()
        raise


def remove_emptied(folder: Path, root: Path) -> None:
    """Remove `folder`, out of which a file was moved, and those above it below `root`, as far as nothing is left in them."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:  # it holds something, or may not be removed
            return
        folder = folder.parent


def os_problem(error: OSError, folder: Path) -> Problem:
    """Return an error of the file system as a problem that names `folder`."""
    if error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL:
        return problem(ProblemKind.DISK_FULL, folder=str(folder))
    reason = _REASONS.get(error.errno or 0, (error.strerror or words_of("it can't be written")).lower())
    return problem(ProblemKind.FOLDER_UNAVAILABLE, folder=str(folder), reason=reason, advice=_ADVICE.get(error.errno or 0, ""))


def _rename_new(part: Path, target: Path) -> None:
    """Rename without replacing. Raises FileExistsError where the name is taken.

    In one step where that can be done: a file that is linked first has both names if the process is killed then.
    """
    if os.name == "nt":
        _rename_on_windows(part, target)
        return
    if _rename_at_once(part, target):
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_reserved(part, target)
        return
    with contextlib.suppress(OSError):  # the file has its name; whatever becomes of the other one
        part.unlink()


def _rename_at_once(part: Path, target: Path) -> bool:
    """Rename in one step where Linux and the drive can (man 2 renameat2); return whether. Raises FileExistsError."""
    if sys.platform != "linux":
        return False
    import ctypes  # not before the first file

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
