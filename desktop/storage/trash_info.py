"""Where files are in the trash by its own notes (freedesktop.org, Trash specification); other systems keep none that can be read.

Everything here blocks.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

_LARGEST_NOTE = 64_000


def in_trash(paths: Iterable[str]) -> dict[str, Path]:
    """Return where those of `paths` are in the trash of which it has a note, the last one thrown away where there are several."""
    if sys.platform == "win32":
        return {}
    wanted = frozenset(paths)
    found: dict[str, tuple[str, Path]] = {}
    for trash, top in _trashes(wanted, os.getuid()):
        for path, when, place in _notes(trash, top):
            if path in wanted and when >= found.get(path, ("", place))[0] and os.path.lexists(place):
                found[path] = (when, place)
    return {path: place for path, (_, place) in found.items()}


def _trashes(paths: Iterable[str], user: int) -> Iterator[tuple[Path, Path]]:
    """Yield the trash of the home folder and those of the drives that `paths` are on, each with what its notes start from."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "Trash"
    yield home, Path("/")
    for top in {_top(Path(path)) for path in paths}:
        yield top / ".Trash" / str(user), top
        yield top / f".Trash-{user}", top


def _top(path: Path) -> Path:
    """Return the folder at which the drive begins that a path is on."""
    return next((folder for folder in path.parents if os.path.ismount(folder)), Path("/"))


def _notes(trash: Path, top: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield of each thing in a trash: where it was, when it was thrown away (as the note has it), where it is."""
    for note in trash.glob("info/*.trashinfo"):
        with contextlib.suppress(OSError), note.open("rb") as file:
            fields = dict(line.strip().partition(b"=")[::2] for line in file.read(_LARGEST_NOTE).splitlines())
            if path := unquote_to_bytes(fields.get(b"Path", b"")):
                when = fields.get(b"DeletionDate", b"").decode(errors="replace")
                yield str(top / os.fsdecode(path)), when, trash / "files" / note.name.removesuffix(".trashinfo")
