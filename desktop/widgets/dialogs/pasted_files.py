"""Files dropped to be read for ids: which are taken, and their text."""

import stat
from pathlib import Path

from PySide6.QtCore import QMimeData

from desktop.domain.language import tr
from desktop.qt.text import one_line
from desktop.widgets.hand_over import TASKS_MIME

TEXT_ENDINGS = frozenset({".txt", ".csv", ".json", ".log", ".outtray"})
LARGEST = 5_000_000


_LONGEST_NAME = 40


class Unreadable(Exception):
    """A dropped file that is not read; the message is a sentence for the user."""


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files of a drop that may hold ids."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in TEXT_ENDINGS]


def takes(data: QMimeData) -> bool:
    """Tell whether a drop brings text or files that may hold ids; tasks that are dragged about are neither."""
    if data.hasFormat(TASKS_MIME):
        return False
    return bool(dropped_paths(data)) if data.hasUrls() else data.hasText()


def read_files(paths: list[Path]) -> str:
    """Return the text of files, one after the other. Blocks: call it in a thread. Raises Unreadable."""
    return "\n".join(_read(path) for path in paths)


def name_of(path: Path) -> str:
    """Return the name of a file as a sentence can have it: nothing in it turns the sentence round or fills the dialog."""
    name = one_line(path.name)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _read(path: Path) -> str:
    name = name_of(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(tr("“{name}” is no file that can be read. Paste its text instead.", name=name))
        if about.st_size > LARGEST:
            raise Unreadable(tr("“{name}” is larger than 5 MB. Cut out the part with the ids and paste that.", name=name))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(
            tr("“{name}” can't be read ({reason}). Paste its text instead.", name=name, reason=error.strerror)
        ) from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding != "utf-16" and b"\0" in data:
        raise Unreadable(tr("“{name}” holds no text. Outtray looks for ids in .txt, .csv, .json and .log files.", name=name))
    return data.decode(encoding, errors="replace")
