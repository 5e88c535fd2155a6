"""A screen of its own: an Xvfb that ends with the block it serves."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator

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
