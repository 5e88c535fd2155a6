"""Whether a window can be shown at all: Qt ends the whole process where its display doesn't answer."""

import re
import socket
import sys
from collections.abc import Mapping

CONNECT_SECONDS = 2.0
_ADDRESS = re.compile(r"(?P<host>[^:]*|\[[^\]]*\]):(?P<number>\d+)(?:\.\d+)?")


def missing_display(environ: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Return why no window can be shown, in a sentence; None where one can, or where that isn't known."""
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM") or _wayland_answers(environ):
        return None
    display = environ.get("DISPLAY", "")
    if not display:
        compositor = environ.get("WAYLAND_DISPLAY", "")
        return f"The display {compositor} doesn't answer." if compositor else "There is no display here for a window."
    address = _ADDRESS.fullmatch(display)
    if address is None or _answers(address["host"].strip("[]"), int(address["number"])):
        return None
    return f"The display {display} doesn't answer."


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    """Tell whether Qt finds a compositor; where it finds none it goes on to X, as this does.

    Qt tries Wayland first where either variable says so. The socket's place: wayland.freedesktop.org, wl_display_connect.
    """
    if not environ.get("WAYLAND_DISPLAY") and environ.get("XDG_SESSION_TYPE") != "wayland":
        return False
    if environ.get("WAYLAND_SOCKET"):
        return True
    name, folder = environ.get("WAYLAND_DISPLAY") or "wayland-0", environ.get("XDG_RUNTIME_DIR", "")
    if name.startswith("/"):
        return _connects(name)
    return folder.startswith("/") and _connects(f"{folder}/{name}")


def _answers(host: str, number: int) -> bool:
    """Connect to an X server: by its socket file or its abstract name on this computer, else over TCP (x.org, Xserver(1))."""
    if host not in ("", "unix"):
        try:
            socket.create_connection((host, 6000 + number), CONNECT_SECONDS).close()
        except OSError:
            return False
        return True
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  # where X servers listen
    return any(_connects(name) for name in (path, f"\0{path}"))


def _connects(name: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
        talk.settimeout(CONNECT_SECONDS)
        try:
            talk.connect(name)
        except BlockingIOError:
            return True  # it is there, with more callers than it has taken yet
        except OSError:
            return False
        return True
