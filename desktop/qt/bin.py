"""The system's trash, through Qt: the home trash or that of a drive, the Finder's, or the Recycle Bin."""

import errno
from pathlib import Path

from PySide6.QtCore import QFile


class SystemBin:
    """Moves files to the trash (:class:`desktop.engine.trashing.Bin`). It blocks, and works in any thread."""

    def move(self, path: Path) -> Path | None:
        """Move a file to the trash; return where it is now, None where the system doesn't tell. Raises OSError: it stayed."""
        file = QFile(str(path))  # the static function keeps to itself where the file went
        if not file.moveToTrash():
            raise OSError(errno.ENOTSUP, file.errorString(), str(path))
        where = Path(file.fileName()) if file.fileName() else None
        return where if where is not None and where != path else None
