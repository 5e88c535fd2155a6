"""Looking through folders for what Outtray saved: bounded, without links and hidden folders, deaf to what can't be read."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.storage.png_text import read_tags
from desktop.storage.sidecars import Sidecar, read_sidecar, sidecar_of_tags, sidecar_path

_SKIPPED = (".", "$")
"""How hidden folders and the systems' own (`$RECYCLE.BIN`) begin."""

_UNFINISHED = (".part", ".new")
_BLOCK = 1 << 20


class Patience:
    """How long a search may go on: so many files, so many seconds."""

    def __init__(self, files: int, seconds: float) -> None:
        self._files = files
        self._end = time.monotonic() + seconds

    def count(self) -> None:
        """Count one file that was looked at."""
        self._files -= 1

    def over(self) -> bool:
        """Tell whether the search has to end."""
        return self._files < 0 or time.monotonic() > self._end


@dataclass(frozen=True, slots=True)
class Seen:
    """A file below the folders: where it is, how large, and whether something with the name of its description is beside it."""

    path: Path
    size: int
    has_sidecar: bool

    @property
    def may_be_tagged(self) -> bool:
        """Whether it may carry its description inside."""
        return self.path.suffix.lower() == ".png"


def files_below(roots: Sequence[Path], patience: Patience) -> Iterator[Seen]:
    """Yield the files below `roots`, folder by folder in the order of their names, each once."""
    waiting = list(dict.fromkeys(reversed([_real(root) for root in roots])))
    looked: set[Path] = set()
    while waiting and not patience.over():
        folder = waiting.pop()
        if folder in looked:
            continue
        looked.add(folder)
        files, folders = _listed(folder)
        waiting.extend(folder / name for name in sorted(folders, reverse=True))
        for name in sorted(files):
            patience.count()
            if patience.over():
                return
            yield Seen(folder / name, files[name], f"{name}.json" in files)


def description_of(seen: Seen) -> Sidecar | None:
    """Return what a file says of itself: beside it, as long as it has the size told there, else inside it."""
    beside = read_sidecar(sidecar_path(seen.path)) if seen.has_sidecar else None
    if beside is not None and beside.size == seen.size:
        return beside
    return sidecar_of_tags(read_tags(seen.path), seen.size) if seen.may_be_tagged else None


def digest_of(path: Path, patience: Patience) -> str | None:
    """Return the SHA-256 of a file; None where it can't be read, or not in time."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                if patience.over():
                    return None
    except OSError:
        return None
    return digest.hexdigest()


def _real(root: Path) -> Path:
    try:
        return root.resolve()
    except (OSError, RuntimeError):
        return root.absolute()


def _listed(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return the files of a folder, with their sizes, and the folders in it."""
    files: dict[str, int] = {}
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _is_text(entry.name) or entry.name.startswith(_SKIPPED) or entry.name.endswith(_UNFINISHED):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders += [] if entry.is_junction() else [entry.name]
                elif entry.is_file(follow_symlinks=False):
                    files[entry.name] = entry.stat(follow_symlinks=False).st_size
    except OSError:
        return files, folders
    return files, folders


def _is_text(name: str) -> bool:
    """Tell whether a name can be stored: Linux allows bytes that are no text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
