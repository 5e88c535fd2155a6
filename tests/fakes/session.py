"""A user who is logged in: a session bus of their own, with an open keyring on it."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

MISSING_SESSION = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]
"""The programs a session needs that are not on this machine."""

_SESSION = (
    'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'
)


@contextlib.contextmanager
def session(environ: Mapping[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """Log in; yield `environ` with the session in it. Bus and keyring end with the block. `folder` is for their sockets."""
    folder.mkdir(mode=0o700)
    told = {name: value for name, value in environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    told["XDG_RUNTIME_DIR"] = str(folder)
    with subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", _SESSION],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=told,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            address = running.stdout.readline().strip()
            assert address.startswith("unix:"), f"no session bus: {address!r}"
            yield told | {"DBUS_SESSION_BUS_ADDRESS": address}
        finally:
            running.stdin.close()
