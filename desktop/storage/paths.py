"""Where things are: the profile's folders, the folder for saved files, the program's own resources."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_SOCKET_LIMIT = 100
"""Bytes of a socket's path; the system's own limit is 107 on Linux, 103 on macOS (man 7 unix, sun_path)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile: a folder with everything Outtray keeps, but for the saved files and the keys."""

    root: Path

    @property
    def database(self) -> Path:
        """The tasks."""
        return self.root / "tasks.db"

    @property
    def settings_file(self) -> Path:
        """The settings and accounts."""
        return self.root / "settings.toml"

    @property
    def lock_file(self) -> Path:
        """The lock of the profile's one owner process."""
        return self.root / "owner.lock"

    @property
    def socket(self) -> Path:
        """The owner's socket: in the profile, or in a short folder of this user where that path is too long for a socket."""
        return self.socket_in(os.environ)

    def socket_in(self, environ: Mapping[str, str]) -> Path:
        """Return the socket's path under `environ`."""
        token = hashlib.sha256(os.fsencode(self.root.absolute())).hexdigest()[:16]
        candidates = [self.root.absolute() / "run"]
        if runtime := environ.get("XDG_RUNTIME_DIR"):
            candidates.append(Path(runtime) / f"outtray-{token}")
        candidates.append(Path(tempfile.gettempdir()) / f"outtray-{_user()}-{token}")
        sockets = [folder / "owner.sock" for folder in candidates]
        short = Path(f"/tmp/outtray-{_user()}-{token}/owner.sock")  # noqa: S108  # its folder is made 0700 and checked
        return next((path for path in sockets if len(os.fsencode(path)) <= _SOCKET_LIMIT), short)

    @property
    def window(self) -> Path:
        """Where the window stood."""
        return self.root / "window.ini"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.root / "logs"

    @property
    def thumbnails(self) -> Path:
        """The folder of the small pictures."""
        return self.root / "thumbnails"

    @property
    def backups(self) -> Path:
        """The folder of the database's copies."""
        return self.root / "copies"

    def prepare(self) -> None:
        """Create the folders for this user alone. Raises OSError where that can't be done or another user owns the socket's."""
        for folder in (self.root, self.logs, self.thumbnails, self.backups, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(folder)


def default_profile() -> Profile:
    """Return the profile in this system's folder for user data."""
    return Profile(platformdirs.user_data_path("Outtray", appauthor=False))


def downloads_folder() -> Path:
    """Return where files are saved unless the user chose another folder."""
    return platformdirs.user_downloads_path() / "Outtray"


def resources() -> Path:
    """Return the folder of icons, packs and samples, in an installed package as well as in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _make_private(folder: Path) -> None:
    if not hasattr(os, "getuid"):
        return
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) and not folder.is_dir():
        raise NotADirectoryError(f"“{folder}” is not a folder.")
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"The folder “{folder}” belongs to another user.")
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)
