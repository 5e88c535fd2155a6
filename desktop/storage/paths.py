"""Where things are: the profile's folders, the folder for saved files, the program's own resources."""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.language import tr
from desktop.storage.trouble import StorageTrouble

_SOCKET_LIMIT = 100
"""Bytes of a socket's path; the system's own limit is 107 on Linux, 103 on macOS (man 7 unix, sun_path)."""

_NAMES = re.compile(
    r"tasks(-damaged-.*)?\.db.*|settings.*\.toml.*|owner\.lock|window\.ini.*|updates\.json.*|run|logs|thumbnails|copies|rescued",
    re.DOTALL,
)
"""What is in a profile."""


class UnsafeFolder(StorageTrouble):
    """The profile's folder holds other things, and others may write there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr(
                "Other users may write to “{folder}”, so no profile can be kept there. Choose another folder with --profile.",
                folder=folder,
            )
        )


class UnsafeSocket(StorageTrouble):
    """Something that is not this user's is where the socket's folder would be."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("“{folder}” is a link, a file or another user's. Remove it, or choose a shorter path with --profile.", folder=folder)
        )


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
        mine = self.root.absolute() / "run" / "owner.sock"
        return mine if len(os.fsencode(mine)) <= _SOCKET_LIMIT else self._short_socket(environ)

    def _short_socket(self, environ: Mapping[str, str]) -> Path:
        import hashlib
        import tempfile

        token = hashlib.sha256(os.fsencode(self.root.absolute())).hexdigest()[:16]
        candidates: list[Path] = []
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
    def updates(self) -> Path:
        """What is remembered of updates."""
        return self.root / "updates.json"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.root / "logs"

    @property
    def thumbnails(self) -> Path:
        """The folder of the small pictures."""
        return self.root / "thumbnails"

    @property
    def rescued(self) -> Path:
        """The folder for results whose own folder could not take them in time."""
        return self.root / "rescued"

    @property
    def backups(self) -> Path:
        """The folder of the database's copies."""
        return self.root / "copies"

    def prepare(self) -> None:
        """Create the folders for this user alone; one that holds other things too keeps its mode.

        Raises UnsafeFolder, and OSError where that can't be done or another user owns one of the folders.
        """
        ours = _prepared(self.root, ours=_is_profile(self.root))
        for folder in (self.logs, self.thumbnails, self.backups):
            _prepared(folder, ours=ours)
        _prepare_socket(self.socket.parent)


def chosen_profile(given: Path | str | None, environ: Mapping[str, str]) -> Path | None:
    """Return the profile folder that was asked for on the command line or in the environment, None for the default one."""
    folder = given or environ.get("OUTTRAY_PROFILE") or None
    return Path(folder).expanduser().absolute() if folder else None


def default_profile() -> Profile:
    """Return the profile in this system's folder for user data."""
    import platformdirs

    return Profile(platformdirs.user_data_path("Outtray", appauthor=False))


def downloads_folder() -> Path:
    """Return where files are saved unless the user chose another folder."""
    import platformdirs

    return platformdirs.user_downloads_path() / "Outtray"


def resources() -> Path:
    """Return the folder of icons, packs and samples, in an installed package as well as in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def licences() -> Path | None:
    """Return the folder with the licences of what a frozen copy brings along; None for a copy that brings nothing."""
    folder = resources().parent / "licences"
    return folder if folder.is_dir() else None


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _prepared(folder: Path, *, ours: bool) -> bool:
    """Create a folder for this user alone, or make it that where it is `ours`; return whether it is."""
    try:
        folder.mkdir(mode=0o700, parents=True)
        return True
    except FileExistsError:
        found = folder.stat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, tr("a file is in its place"), str(folder))
    if not hasattr(os, "getuid"):
        return ours
    if found.st_uid != os.getuid():
        raise PermissionError(errno.EPERM, tr("the folder “{folder}” belongs to another user", folder=folder), str(folder))
    if ours and not found.st_mode & stat.S_ISVTX:
        if stat.S_IMODE(found.st_mode) & 0o077:
            folder.chmod(0o700)
        return True
    if found.st_mode & 0o022:
        raise UnsafeFolder(folder)
    return False


def _is_profile(folder: Path) -> bool:
    """Return whether nothing but a profile is in a folder; a new one is empty."""
    try:
        return all(_NAMES.fullmatch(entry.name) for entry in folder.iterdir())
    except FileNotFoundError:
        return True


def _prepare_socket(folder: Path) -> None:
    """Create the socket's folder. Others may have put a link in its place where everyone may write, so none is followed."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    if not hasattr(os, "getuid"):
        return
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise UnsafeSocket(folder)
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
