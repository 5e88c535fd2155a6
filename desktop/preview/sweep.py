"""The cache of pictures is kept within its limit: what was used last stays."""

import contextlib
import os
import time

_KEPT = 0.9
"""The share of the limit that is left after a sweep, so that the next one is not due at once."""

_STALE_SECONDS = 3600
"""Files that were begun and never finished are removed after this time."""

UNFINISHED = ".part"


def sweep(folder: str, limit: int) -> int:
    """Remove the pictures that were used longest ago until `limit` bytes are kept; return how many files were removed.

    A picture and what is known of its file share a name and go together. Names and folders that are not the cache's are left alone.
    """
    sets = _sets(folder)
    total = sum(size for _, size, _ in sets)
    if total <= limit:
        return 0
    removed = 0
    for _, size, paths in sorted(sets):
        if total <= limit * _KEPT:
            break
        total -= size
        for path in paths:
            with contextlib.suppress(OSError):
                os.remove(path)  # noqa: PTH107  # a Path for each of 100,000 files would take longer than all the rest
                removed += 1
    return removed


def _sets(folder: str) -> list[tuple[float, int, list[str]]]:
    """Return (last use, bytes, paths) for each name; what was begun long ago and never finished is removed."""
    found: dict[str, tuple[float, int, list[str]]] = {}
    for path, name, status in _files(folder):
        stem, ending = os.path.splitext(name)  # noqa: PTH122  # as above
        if ending == UNFINISHED:
            if time.time() - status.st_mtime > _STALE_SECONDS:
                with contextlib.suppress(OSError):
                    os.remove(path)  # noqa: PTH107
        elif ending in (".webp", ".json"):
            used, size, paths = found.get(stem, (0.0, 0, []))
            found[stem] = (max(used, status.st_mtime), size + status.st_size, [*paths, path])
    return list(found.values())


def _files(folder: str) -> list[tuple[str, str, os.stat_result]]:
    files = []
    with contextlib.suppress(OSError):
        for shelf in os.scandir(folder):
            if len(shelf.name) == 2 and shelf.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    files += [(f.path, f.name, f.stat(follow_symlinks=False)) for f in os.scandir(shelf.path)]
    return files
