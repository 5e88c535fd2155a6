"""An inbox folder on the disk: files are claimed by a rename, and end in `done` or `failed` below it. Nothing is ever deleted.

    inbox/render.txt -> inbox/.taking/<owner>/render.txt -> inbox/done/render.txt
                                                         -> inbox/failed/render.txt and render.txt.reason.txt

A rename has one winner, so that two owners never take one file. What a killed owner held is found again by the name it claims
under; what another one held for long is put back for all. An inbox that is away is never made anew.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.domain.inbox import ENDINGS, MOST_BYTES
from desktop.domain.language import tr
from desktop.storage.atomic import sync_folder
from desktop.storage.files import move, numbered

DONE, FAILED, TAKING = "done", "failed", ".taking"
REASON = ".reason.txt"

STALE_SECONDS = 3600.0
"""How long another owner may hold what it claimed; it is taken for dead then."""

_MOST_NUMBER = 9999
_MOST_NAME_BYTES = 255
_HIDDEN_ON_WINDOWS = 2  # FILE_ATTRIBUTE_HIDDEN


class TooLarge(Exception):
    """A file is larger than any list of ids would be."""


class NoPlainFile(Exception):
    """What was claimed is no file any more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as one look found it."""

    name: str
    size: int
    changed_ns: int
    number: int


class InboxFolder:
    """One inbox; `owner` is the name under which this profile claims files. All methods block and may raise OSError."""

    def __init__(self, root: Path, owner: str) -> None:
        self.root = root
        self._held = root / TAKING / owner

    def look(self) -> list[Seen]:
        """Tidy up, then return the files that may be taken, oldest first: plain ones of known endings, neither hidden nor links."""
        self.tidy()
        return sorted(_files(self.root), key=lambda seen: (seen.changed_ns, seen.name))

    def held(self) -> list[Path]:
        """Return what is claimed: after a start, what a killed run was at."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return sorted(path for path in self._held.iterdir() if not path.is_dir())
        return []

    def claim(self, seen: Seen) -> Path | None:
        """Take a file out of everybody's reach and return where it is now; None where it is gone or its name is in work.

        By a plain rename: where drives know none that never replaces, `files.move` links first, and a link has many winners. Nobody
        else writes where it leads.
        """
        claimed = self._held / seen.name
        if os.path.lexists(claimed):
            return None
        try:
            _make(self._held.parent)
            _make(self._held)
            return (self.root / seen.name).rename(claimed)
        except (FileNotFoundError, FileExistsError):
            return None

    def read(self, path: Path) -> bytes:
        """Return a claimed file's bytes. Raises TooLarge or NoPlainFile."""
        if not stat.S_ISREG(path.lstat().st_mode):
            raise NoPlainFile
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise TooLarge
        return data

    def size(self, path: Path) -> int:
        """Return how large a claimed file is now: a program that still has it open may have written more."""
        return path.lstat().st_size

    def put_done(self, path: Path) -> Path:
        """Move a file that was taken whole to `done`; return where it is now."""
        _make(self.root / DONE)
        for target in _numbered(self.root / DONE / path.name):
            with contextlib.suppress(FileExistsError):
                move(path, target)
                return target
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))

    def put_failed(self, path: Path, reason: str) -> Path:
        """Move a file to `failed`, with a text beside it that says why; return where the file is now. The text is there first."""
        _make(self.root / FAILED)
        for target in _numbered(self.root / FAILED / path.name):
            if os.path.lexists(target) or not _write_new(reason_path(target), reason.encode(), path.lstat().st_mode):
                continue
            with contextlib.suppress(FileExistsError):
                move(path, target)
                return target
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))

    def tidy(self) -> None:
        """Put back what another owner has held for too long, and take away the folders of claims that are empty."""
        taking = self.root / TAKING
        with contextlib.suppress(FileNotFoundError):
            for folder in list(taking.iterdir()):
                if folder.is_symlink() or not folder.is_dir():
                    continue
                if folder != self._held and time.time() - folder.stat().st_mtime > STALE_SECONDS:
                    self._put_back(folder)
                with contextlib.suppress(OSError):  # it holds something
                    folder.rmdir()
        with contextlib.suppress(OSError):
            taking.rmdir()

    def give_back(self) -> None:
        """Put back what this owner holds: nobody looks for it once another folder is the inbox."""
        if self._held.is_dir():
            self._put_back(self._held)
            self.tidy()

    def _put_back(self, folder: Path) -> None:
        for path in list(folder.iterdir()):
            for target in _numbered(self.root / path.name):
                with contextlib.suppress(FileExistsError):
                    move(path, target)
                    break


def waiting_in(root: Path) -> int:
    """Return how many files would be taken if `root` were an inbox; 0 also where that can't be seen."""
    try:
        return len(_files(root))
    except OSError:
        return 0


def reason_path(target: Path) -> Path:
    """Return where the text is that says why the file `target` failed."""
    name = target.name.encode()[: _MOST_NAME_BYTES - len(REASON)].decode(errors="ignore")
    return target.with_name(name + REASON)


def _make(folder: Path) -> None:
    """Create a folder, but none above it. Raises NotADirectoryError where a file has its name."""
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _files(root: Path) -> list[Seen]:
    with os.scandir(root) as entries:
        return [seen for entry in entries if (seen := _seen(entry)) is not None]


def _seen(entry: "os.DirEntry[str]") -> Seen | None:
    name = entry.name.lower()
    if name.startswith(".") or not name.endswith(ENDINGS) or name.endswith(REASON):
        return None
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        found = entry.stat(follow_symlinks=False)
    except OSError:  # it went away meanwhile
        return None
    if getattr(found, "st_file_attributes", 0) & _HIDDEN_ON_WINDOWS:
        return None
    return Seen(entry.name, found.st_size, found.st_mtime_ns, found.st_ino)


def _numbered(path: Path) -> Iterator[Path]:
    return (numbered(path, number) for number in range(1, _MOST_NUMBER + 1))


def _write_new(path: Path, data: bytes, mode: int) -> bool:
    """Write a file that isn't there yet, for those who may read `mode`; return whether it holds `data` now.

    A killed run may have written the same. Nothing half stays: on a full disk it is tried again and again.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 | (mode & 0o666))
    except FileExistsError:
        with contextlib.suppress(OSError):
            return path.read_bytes() == data
        return False
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    sync_folder(path.parent)
    return True


def owner_name(profile: Path) -> str:
    """Return the name under which a profile on this computer claims files; it is the same in each run."""
    import socket  # not before the first paint

    return sha256(os.fsencode(profile.absolute()) + socket.gethostname().encode()).hexdigest()[:16]


def unfit_sentence(root: Path, results: Iterable[Path]) -> str:
    """Return why a folder can't be an inbox; empty where it can. Those that hold other files of the user's can't."""
    if not root.is_absolute():
        return tr("The inbox “{folder}” is no whole path. Choose the folder in Settings, “Inbox”.", folder=root)
    place = _plain(root)
    if any(place.is_relative_to(_plain(folder)) for folder in results):  # there, the descriptions beside results would be taken
        return tr("The inbox can't be in a folder that results are saved to. Choose one of its own in Settings, “Inbox”.")
    if root == root.parent or place in {_plain(folder) for folder in _shared()}:
        return tr("“{folder}” holds other files, too. Choose a folder of its own for the inbox in Settings, “Inbox”.", folder=root)
    return ""


def _plain(folder: Path) -> Path:
    """Return a folder as drives compare them that take no notice of case; it follows no link, which could hang."""
    return Path(os.path.abspath(folder).casefold())  # noqa: PTH100  # Path.resolve follows links


def _shared() -> tuple[Path, ...]:
    import platformdirs  # not before the first paint

    return (
        Path.home(),
        platformdirs.user_downloads_path(),
        platformdirs.user_documents_path(),
        platformdirs.user_desktop_path(),
    )
