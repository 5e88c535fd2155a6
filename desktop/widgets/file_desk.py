"""Showing and opening saved files with the system's own programs. Only paths from our own records come here."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

OPENABLE = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".bmp", ".tif", ".tiff"),
        *(".mp4", ".mov", ".webm", ".mkv", ".m4v", ".mp3", ".wav", ".flac", ".ogg", ".m4a", ".aac", ".opus"),
        *(".glb", ".gltf", ".obj", ".fbx", ".usdz", ".usda", ".stl", ".ply", ".3mf"),
        *(".txt", ".json", ".zip", ".srt", ".vtt", ".lrc"),
    }
)
"""Endings of files that may be opened: media, models and text, nothing that runs."""

GONE = "The file isn't where it was saved any more. Find it, save it again, or put it back."
"""What is said of a file that is not there."""


class FileDesk(QObject):
    """Shows files in the file manager and opens them.

    Both methods return a sentence for the user where it was not possible, else None.
    """

    async def reveal(self, paths: Sequence[str]) -> str | None:
        """Show files in their folder, selected where the file manager can do that."""
        there = await asyncio.to_thread(_existing, paths)
        if not there:
            return GONE
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
            return f"Outtray opens pictures, films, sounds and models; “{Path(path).name}” is none. Show it in its folder instead."
        if not await asyncio.to_thread(_existing, [path]):
            return GONE
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            return f"No program on this computer opens “{Path(path).name}”. Show it in its folder."
        return None

    async def open_folder(self, folder: Path) -> str | None:
        """Open a folder."""
        if not await asyncio.to_thread(folder.is_dir):
            return f"The folder “{folder}” isn't there yet. It is made when the first result is saved."
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        return None

    def _ask_file_manager(self, paths: Sequence[str]) -> None:
        from desktop.widgets.file_manager import FileManagerCall

        call = FileManagerCall([QUrl.fromLocalFile(path).toString() for path in paths], self)
        call.refused.connect(lambda: _open_parent(paths[0]))
        call.start()


def _existing(paths: Sequence[str]) -> list[str]:
    return [path for path in paths if Path(path).is_absolute() and Path(path).is_file()]


def _open_parent(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
