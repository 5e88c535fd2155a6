"""The application's icon as services of a Linux desktop are told of it: by name where it is installed, else by its file."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.storage.paths import resources

_IN_THEME = Path("icons", "hicolor")
_SIZE = "128x128"


def icon_for_services(name: str, environ: Mapping[str, str]) -> str:
    """Return the icon's name in the theme, or the address of a picture of this copy. Reads folders: call it in a thread."""
    if any(_installed(folder, name) for folder in _data_folders(environ)):
        return name
    own = next((path for path in _own(name) if path.is_file()), None)
    return own.as_uri() if own is not None else name


def _data_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    yield Path(environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    yield from map(Path, (environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"))


def _installed(folder: Path, name: str) -> bool:
    sizes = (_SIZE, "48x48", "64x64", "256x256", "scalable")
    return any((folder / _IN_THEME / size / "apps" / f"{name}{end}").is_file() for size in sizes for end in (".png", ".svg"))


def _own(name: str) -> Iterator[Path]:
    """Yield where a copy has its pictures: beside the program of the portable one, among the packaging's files of a checkout."""
    inside = _IN_THEME / _SIZE / "apps" / f"{name}.png"
    if getattr(sys, "frozen", False):
        yield Path(sys.executable).resolve().parent / "share" / inside
    yield resources().parent / "packaging" / "linux" / inside
