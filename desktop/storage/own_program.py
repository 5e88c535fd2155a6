"""The program's own file, held open: an update or a removal takes no Python module from a running window that imports it later.

Shared libraries, plugins and the programs beside it are not held: what was not loaded before is gone with its folder.

PyInstaller keeps all modules in an archive at the end of the program, and opens it by its path for each module, at places it noted
at the start (pyinstaller.org, "Advanced Topics", "ZlibArchive"). A package manager replaces that file under a running program: each
dialog that was not opened before would be read at the wrong place from then on.
"""

import os
import sys
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

_HELD = Path("/proc/self/fd")


class Archive(Protocol):
    """What is needed of PyInstaller's reader of the archive: the path it opens each time."""

    _filename: str


def hold_program() -> None:
    """Let a frozen program go on reading the file it was started from, whatever comes to its path. Call it once, at the start.

    Only Linux replaces files that are in use: elsewhere nothing happens.
    """
    archive: Archive | None = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    if sys.platform == "linux" and archive is not None:
        hold_archive(archive)


def hold_archive(archive: Archive) -> None:
    """Let `archive` read by a descriptor that stays open as long as the process; where that can't be had all stays as it was."""
    try:
        held = os.open(archive._filename, os.O_RDONLY | os.O_CLOEXEC)  # noqa: SLF001  # it has no other name
    except OSError:
        return
    place = _HELD / str(held)
    if place.exists():
        archive._filename = str(place)  # noqa: SLF001  # as above
    else:
        os.close(held)


class Installed(Enum):
    """What stands at the path a running program was started from."""

    SAME = auto()
    OTHER = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class HeldProgram:
    """A program's file: the `path` it was started from, and the `descriptor` that holds it open."""

    path: Path
    descriptor: int

    def look(self) -> Installed:
        """Tell what is installed now. The same file written anew (a repeated installation) is the same. Blocks."""
        try:
            held, found = os.fstat(self.descriptor), self.path.stat()
        except FileNotFoundError:
            return Installed.GONE
        except OSError:
            return Installed.SAME
        if (held.st_dev, held.st_ino) == (found.st_dev, found.st_ino):
            return Installed.SAME
        return Installed.SAME if (held.st_size, held.st_mtime_ns) == (found.st_size, found.st_mtime_ns) else Installed.OTHER


def held_program() -> HeldProgram | None:
    """Return what :func:`hold_program` holds in this process; None in a copy that isn't frozen, and where nothing is held."""
    archive: Archive | None = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    place = Path(archive._filename) if archive is not None else None  # noqa: SLF001  # as above
    return HeldProgram(Path(sys.executable), int(place.name)) if place is not None and place.parent == _HELD else None
