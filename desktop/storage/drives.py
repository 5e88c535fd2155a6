"""Whether the drive of a folder is the one that results were saved to before: an empty mount point looks like a folder, too."""

import errno
import os
from pathlib import Path
from sqlite3 import Connection


def device_of(root: Path) -> int:
    """Return the device number of the file system where `root` is, or will be once it is made. Raises OSError."""
    return _there(root).stat().st_dev


def check_drive(root: Path, known: int | None) -> None:
    """Raise OSError where results were saved below `root` on the device `known`, and that is not there now.

    A folder that was emptied or deleted on the same drive is fine, and so is another drive that holds something.
    """
    if known is None:
        return
    there = _there(root)
    if there.stat().st_dev != known and (there != root or _is_empty(root)):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(root))


def select_device(connection: Connection, root: str) -> int | None:
    """Return the device on which results were saved below `root`."""
    row = connection.execute("SELECT device FROM root WHERE path = ?", (root,)).fetchone()
    return int(row[0]) if row is not None else None


def note_device(connection: Connection, root: str, device: int) -> None:
    """Note that results are saved below `root` on `device`."""
    connection.execute("INSERT OR REPLACE INTO root (path, device) VALUES (?, ?)", (root, str(device)))


def _there(root: Path) -> Path:
    while not root.exists() and root != root.parent:
        root = root.parent
    return root


def _is_empty(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return next(entries, None) is None
