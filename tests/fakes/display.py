"""A screen of its own: an Xvfb, or a Wayland compositor, that ends with the block it serves."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_WITHOUT = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XAUTHORITY")


@contextlib.contextmanager
def screen(size: str = "1600x1000") -> Iterator[dict[str, str]]:
    """Start Xvfb on a free display; yield the environment in which Qt opens its windows there, as xcb."""
    read, write = os.pipe()
    with tempfile.TemporaryFile() as errors:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(command, pass_fds=(write,), stdout=errors, stderr=errors)
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                number = answer.readline().strip()
            if not number:
                errors.seek(0)
                raise RuntimeError(f"Xvfb did not start: {errors.read().decode(errors='replace').strip()}")
            inherited = {name: value for name, value in os.environ.items() if name not in _WITHOUT}
            yield inherited | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
            server.wait()


@contextlib.contextmanager
def compositor() -> Iterator[dict[str, str]]:
    """Start a Wayland compositor without an output (sway, with xdg-activation); yield the environment that reaches it.

    It refuses to run as root, and is run as nobody then.
    """
    nobody = 65534
    with tempfile.TemporaryDirectory(prefix="outtray-wayland-") as folder, tempfile.TemporaryFile() as errors:
        runtime, own = Path(folder, "compositor"), Path(folder, "own")
        for path in (runtime, own):
            path.mkdir(mode=0o700)
        command = ["sway", "--config", os.devnull]
        if os.getuid() == 0:
            Path(folder).chmod(0o711)
            os.chown(runtime, nobody, nobody)
            command = ["setpriv", f"--reuid={nobody}", f"--regid={nobody}", "--clear-groups", *command]
        headless = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        environment = {"PATH": os.environ["PATH"], "HOME": str(runtime), "XDG_RUNTIME_DIR": str(runtime)} | headless
        server = subprocess.Popen(command, stdout=errors, stderr=errors, env=environment, cwd="/")
        try:
            end = time.monotonic() + 20
            while not (found := [path for path in runtime.glob("wayland-*") if path.suffix != ".lock"]):
                if server.poll() is not None or time.monotonic() > end:
                    errors.seek(0)
                    raise RuntimeError(f"sway did not start: {errors.read().decode(errors='replace').strip()}")
                time.sleep(0.02)
            yield {"WAYLAND_DISPLAY": str(found[0]), "XDG_RUNTIME_DIR": str(own), "QT_QPA_PLATFORM": "wayland"}
        finally:
            server.terminate()
            server.wait()
