"""Libraries of a Linux system that Qt stands on: which are missing, and which Debian package holds each."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

SECONDS = 15.0

PACKAGES: dict[str, str] = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libOpenGL": "libopengl0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-render": "libxcb-render0",
    "libxcb-randr": "libxcb-randr0",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-shm": "libxcb-shm0",
    "libxcb-sync": "libxcb-sync1",
    "libxcb-util": "libxcb-util1",
    "libxcb-xfixes": "libxcb-xfixes0",
    "libxcb-xkb": "libxcb-xkb1",
    "libxcb-xinput": "libxcb-xinput0",
    "libxcb": "libxcb1",
    "libX11-xcb": "libx11-xcb1",
    "libX11": "libx11-6",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libdbus-1": "libdbus-1-3",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libgssapi_krb5": "libgssapi-krb5-2",
    "libSM": "libsm6",
    "libICE": "libice6",
    "libwayland-client": "libwayland-client0",
    "libwayland-cursor": "libwayland-cursor0",
    "libwayland-egl": "libwayland-egl1",
    "libzstd": "libzstd1",
    "libpulse": "libpulse0",
    "libXext": "libxext6",
    "libXrandr": "libxrandr2",
    "libdrm": "libdrm2",
}
"""The package of each library in Debian and what stems from it."""

_WINDOW = ("lib/libQt6Core.so.6", "lib/libQt6Gui.so.6", "lib/libQt6Widgets.so.6", "lib/libQt6DBus.so.6", "lib/libQt6Network.so.6")
_MEDIA = ("lib/libQt6Multimedia.so.6", "lib/libQt6Quick3D.so.6", "plugins/multimedia/libffmpegmediaplugin.so")
_MISSING = re.compile(r"(lib[\w.+-]+\.so[\w.]*)")


def package_of(library: str) -> str:
    """Return the package that holds "libEGL.so.1"; empty where that is not known."""
    return PACKAGES.get(library.partition(".so")[0], "")


def named_with_packages(libraries: Iterable[str]) -> str:
    """Return "libEGL.so.1 (libegl1), libfoo.so.2"."""
    named = [f"{library} ({package})" if (package := package_of(library)) else library for library in libraries]
    return ", ".join(dict.fromkeys(named))


def missing_in(text: str) -> list[str]:
    """Return the library that an error of the dynamic linker names."""
    return _MISSING.findall(text)[:1] if "cannot open shared object file" in text else []


def missing_libraries(qt: Path, platform: str, environ: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return what the linker doesn't find for a window on `platform` ("xcb"), and for film, sound and 3D.

    `qt` is the folder with Qt's `lib` and `plugins`. Nothing is known where there is no ldd. Blocks.
    """
    ldd = shutil.which("ldd", path=environ.get("PATH"))
    if ldd is None:
        return [], []
    plugins = (f"plugins/platforms/libq{platform}.so",) if platform else ()
    window = _unresolved(ldd, [qt / name for name in (*_WINDOW, *plugins)], environ)
    media = _unresolved(ldd, [qt / name for name in _MEDIA], environ)
    return window, [library for library in media if library not in window]


def _unresolved(ldd: str, files: Iterable[Path], environ: Mapping[str, str]) -> list[str]:
    there = [str(path) for path in files if path.exists()]
    if not there:
        return []
    try:
        done = subprocess.run([ldd, *there], capture_output=True, timeout=SECONDS, env=dict(environ), check=False)  # noqa: S603  # the system's own linker, and files of ours
    except (OSError, subprocess.TimeoutExpired):
        return []
    return sorted(
        {line.split()[0] for line in done.stdout.decode(errors="replace").splitlines() if "not found" in line and line.split()}
    )
