"""The program's own file, held open: an update or a removal takes nothing from under a running window that it imports later.

PyInstaller keeps all modules in an archive at the end of the program, and opens it by its path for each module, at places it noted
at the start (pyinstaller.org, "Advanced Topics", "ZlibArchive"). A package manager replaces that file under a running program: each
dialog that was not opened before would be read at the wrong place from then on.
"""

import os
import sys
from pathlib import Path
from typing import Protocol


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
    place = Path("/proc/self/fd", str(held))
    if place.exists():
        archive._filename = str(place)  # noqa: SLF001  # as above
