"""What was found in files, and their small pictures, on disk: nothing is examined twice."""

import hashlib
import itertools
import json
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.status import MediaKind
from desktop.qt.findings import Finding, from_json, to_json

_VERSION = 2
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FRESH_SECONDS = 24 * 3600
"""How old the time of last use may be before it is written anew."""

_LARGEST_NOTE = 64_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding in the cache, the length and the time (ns) of the file it was made from, and the path of the picture."""

    finding: Finding
    size: int
    time: int
    poster: str | None


@dataclass(frozen=True, slots=True)
class Keys:
    """The names for a file's content: `own` after path, size and time, and `content` after its SHA-256 where one was recorded.

    The latter counts while the file's `size` and `time` (ns) are those of the note under it: files are edited in place. They are
    -1 where the file can't be asked; then `own` is empty.
    """

    own: str
    content: str
    size: int = -1
    time: int = -1

    def speaks_of(self, kept: Kept) -> bool:
        """Tell whether what is kept is about the file as it is; where it can't be asked, what it was counts."""
        return not self.own or (self.size, self.time) == (kept.size, kept.time)


class LookCache:
    """A folder of pictures (WebP) and notes (JSON), named after the content of the files they were made from.

    Its methods touch the disk, and belong in worker threads. What is damaged or missing is as if it were not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()

    def keys(self, path: str, kind: MediaKind, stamp: str, side: int) -> Keys:
        """Return the names for a file's content; `stamp` is the SHA-256 that was recorded of it, or empty.

        Raises OSError where the file can't be asked, and there is no stamp to go by.
        """
        content = f"{stamp}-{kind.value}-{side}" if _DIGEST.fullmatch(stamp) else ""
        try:
            status = Path(path).stat()
        except OSError:
            if not content:
                raise
            return Keys("", content)
        told = f"{path}\0{status.st_size}\0{status.st_mtime_ns}"
        digest = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
        return Keys(f"{digest}-{kind.value}-{side}", content, status.st_size, status.st_mtime_ns)

    def is_named_after(self, key: str, path: str) -> bool:
        """Tell whether a key is after the SHA-256 that the file has now. Reads the whole file. Raises OSError."""
        with Path(path).open("rb") as file:
            return key.startswith(hashlib.file_digest(file, "sha256").hexdigest())

    def read(self, key: str) -> Kept | None:
        """Return what is kept under a key."""
        place = self._place(key, ".json")
        try:
            with place.open("rb") as file:
                note = json.loads(file.read(_LARGEST_NOTE))
            if note["version"] != _VERSION:
                return None
            finding, size, noted = from_json(note["finding"]), int(note["size"]), int(note["time"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        if not finding.poster:
            return Kept(finding, size, noted, None)
        poster = self._place(key, ".webp")
        return Kept(finding, size, noted, str(poster)) if self._use(poster) else None

    def room(self, key: str) -> Path:
        """Return a path that a new picture may be written to."""
        place = self._place(key, ".webp")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place.with_name(f"{place.stem}.{os.getpid()}-{next(self._numbers)}.part")

    def keep(self, key: str, finding: Finding, keys: Keys, picture: Path) -> str | None:
        """Keep a finding about the file of `keys`, and its picture, written to `picture`; return the picture's final path."""
        poster = self._place(key, ".webp")
        if finding.poster:
            picture.replace(poster)
        note = json.dumps({"version": _VERSION, "size": keys.size, "time": keys.time, "finding": to_json(finding)})
        draft = picture.with_suffix(".json.part")
        draft.write_text(note, encoding="ascii")
        draft.replace(self._place(key, ".json"))
        return str(poster) if finding.poster else None

    def forget(self, key: str) -> None:
        """Remove what is kept under a key."""
        for ending in (".json", ".webp"):
            with suppress(OSError):
                self._place(key, ending).unlink()

    def empty(self) -> int:
        """Remove everything that is kept; return how many bytes that freed. What is in use at this moment may stay."""
        freed = 0
        for place in self.folder.glob("??/*"):
            with suppress(OSError):
                size = place.stat().st_size
                place.unlink()
                freed += size
        return freed

    def _place(self, key: str, ending: str) -> Path:
        return self.folder / key[:2] / (key + ending)

    def _use(self, poster: Path) -> bool:
        """Note that a picture is used now (once a day is enough); return whether it is there."""
        try:
            if poster.stat().st_mtime < time.time() - _FRESH_SECONDS:
                os.utime(poster)
        except OSError:
            return False
        return True
