"""Showing and opening saved files with the system's own programs. Only paths from our own records come here."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.language import tr, words_of
from desktop.widgets.hand_over import existing

OPENABLE = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".bmp", ".tif", ".tiff"),
        *(".mp4", ".mov", ".webm", ".mkv", ".m4v", ".mp3", ".wav", ".flac", ".ogg", ".m4a", ".aac", ".opus"),
        *(".glb", ".gltf", ".obj", ".fbx", ".usdz", ".usda", ".stl", ".ply", ".3mf"),
        *(".txt", ".json", ".zip", ".srt", ".vtt", ".lrc"),
    }
)
"""Endings of files that may be opened: media, models and text, nothing that runs."""

GONE = words_of("The file isn't where it was saved any more. Find it, save it again, or put it back.")
"""What is said of a file that is not there."""


class FileDesk(QObject):
    """Shows files in the file manager and opens them.

    The methods return a sentence for the user where it was not possible, else None.
    """

    async def reveal(self, paths: Sequence[str]) -> str | None:
        """Show files in their folder, selected where the file manager can do that."""
        there = await asyncio.to_thread(existing, paths)
        if not there:
            return tr(GONE)
        if sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", *there])
        elif sys.platform == "win32":
            subprocess.Popen(f'explorer /select,"{there[0]}"')  # noqa: ASYNC220, S603 - explorer wants exactly this; it returns at once
        else:
            self._ask_file_manager(there)
        return None

    async def open(self, path: str) -> str | None:
        """Open a file with the program the system has for it."""
        if Path(path).suffix.lower() not in OPENABLE:
            return _not_opened(path)
        if not await asyncio.to_thread(existing, [path]):
            return tr(GONE)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            return tr("No program on this computer opens “{name}”. Show it in its folder.", name=Path(path).name)
        return None

    async def open_with(self, path: str) -> str | None:
        """Let the user choose the program that opens a file, in the system's own list of programs."""
        if Path(path).suffix.lower() not in OPENABLE:
            return _not_opened(path)
        if not await asyncio.to_thread(existing, [path]):
            return tr(GONE)
        from desktop.widgets.open_with import choose_program

        return await choose_program(path)

    async def open_folder(self, folder: Path) -> str | None:
        """Open a folder."""
        if not await asyncio.to_thread(folder.is_dir):
            return tr("The folder “{folder}” isn't there yet. It is made when the first result is saved.", folder=folder)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        return None

    def _ask_file_manager(self, paths: Sequence[str]) -> None:
        from desktop.widgets.file_manager import FileManagerCall

        call = FileManagerCall([QUrl.fromLocalFile(path).toString() for path in paths], self)
        call.refused.connect(lambda: _open_parent(paths[0]))
        call.start()


def _not_opened(path: str) -> str:
    return tr(
        "Outtray opens pictures, films, sounds and models; “{name}” is none. Show it in its folder instead.", name=Path(path).name
    )


def _open_parent(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
