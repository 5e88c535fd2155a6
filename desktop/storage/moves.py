"""Moving saved files with their descriptions beside them, and telling after a kill how far a move came. Everything here blocks."""

import contextlib
import errno
import filecmp
import os
import stat
from collections.abc import Callable, Collection
from enum import Enum, auto
from itertools import count
from pathlib import Path

from desktop.storage.files import copy_name, is_same_entry, numbered
from desktop.storage.sidecars import read_sidecar, sidecar_path

type Mover = Callable[[Path, Path], None]
"""Gives a file another name as :func:`desktop.storage.files.move` does."""


class Whereabouts(Enum):
    """What became of a move that nobody saw the end of."""

    MOVED = auto()
    STAYED = auto()
    UNKNOWN = auto()


def free_target(old: Path, wanted: Path, saved: Collection[str], left: Collection[Path] = ()) -> Path:
    """Return `wanted`, or with " (2)", " (3)" … the first name that is free for `old`, and beside it for its description.

    `saved` are the paths of all results: none of them is a description. Names in `left` are not used either. Raises OSError where
    `old` is no file any more.
    """
    if not stat.S_ISREG(old.lstat().st_mode):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(old))
    beside = _has_sidecar(old, saved)
    for number in count(1):
        target = numbered(wanted, number)
        if target not in left and _is_free(old, target) and not (beside and os.path.lexists(sidecar_path(target))):
            return target
    raise AssertionError("There are more numbers than files.")


def move_both(old: Path, new: Path, saved: Collection[str], move: Mover) -> None:
    """Move a file, then its description. Raises OSError where the file could not be moved; a description may stay behind."""
    beside = _has_sidecar(old, saved)
    move(old, new)
    if beside:
        with contextlib.suppress(OSError):
            move(sidecar_path(old), sidecar_path(new))


def find_out(old: Path, new: Path, saved: Collection[str], move: Mover) -> Whereabouts:
    """Return how far the move from `old` to `new` came before this process began, and finish it where it had begun.

    `saved` are the paths of all results as the database has them. Nothing that could be another file is touched.
    """
    with contextlib.suppress(OSError):
        copy_name(new).unlink(missing_ok=True)
    try:
        found = _found(old, new, taken=str(new) in saved)
    except OSError:
        return Whereabouts.UNKNOWN
    if found is Whereabouts.MOVED and _has_sidecar(old, saved) and not os.path.lexists(sidecar_path(new)):
        with contextlib.suppress(OSError):
            move(sidecar_path(old), sidecar_path(new))
    return found


def _found(old: Path, new: Path, *, taken: bool) -> Whereabouts:
    if is_same_entry(old, new):
        return Whereabouts.MOVED if new.name in os.listdir(new.parent) else Whereabouts.STAYED  # noqa: PTH208  # names alone
    at_old, at_new = _is_entry(old), _is_entry(new)
    if at_old and at_new and not taken and _is_second_name(old, new):
        old.unlink()
        at_old = False
    if at_new and not at_old and not taken:
        return Whereabouts.MOVED
    if at_old or (old.parent.is_dir() and new.parent.is_dir()):
        return Whereabouts.STAYED
    return Whereabouts.UNKNOWN


def _is_entry(path: Path) -> bool:
    """Tell whether there is something of this name; raises OSError where that can't be told."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _is_second_name(old: Path, new: Path) -> bool:
    """Tell whether both are one file half-way between its names, or the copy on another drive that was to take its place."""
    first, second = old.lstat(), new.lstat()
    if not (stat.S_ISREG(first.st_mode) and stat.S_ISREG(second.st_mode)):
        return False
    if first.st_dev == second.st_dev:
        return first.st_ino == second.st_ino
    return filecmp.cmp(old, new, shallow=False)


def _is_free(old: Path, target: Path) -> bool:
    return not os.path.lexists(target) or is_same_entry(old, target)


def sidecar_of(path: Path) -> Path | None:
    """Return the description beside a file; None where there is none of ours."""
    beside = sidecar_path(path)
    return beside if not beside.is_symlink() and read_sidecar(beside) is not None else None


def _has_sidecar(path: Path, saved: Collection[str]) -> bool:
    beside = sidecar_path(path)
    return str(beside) not in saved and beside.is_file() and not beside.is_symlink()
