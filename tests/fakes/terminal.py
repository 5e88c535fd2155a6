"""A program on a terminal of its own: what it draws, and somebody who types."""

import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from select import select

_SHIM = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>()][AB012]?|\r")


class Screen:
    """The terminal's other end."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self._master = master
        self.process = process
        self.drawn = ""
        """Everything drawn so far, with the terminal's controls."""

    @property
    def text(self) -> str:
        """Everything drawn so far without controls."""
        return _CONTROLS.sub("", self.drawn)

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def until(self, text: str, seconds: float = 60.0) -> None:
        """Read until `text` was drawn."""
        end = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < end, f"never drew {text!r}: {self.text[-500:]!r}"
            assert self._read(1.0) or text in self.text, f"ended without {text!r}: {self.text[-500:]!r}"

    def end(self, seconds: float = 60.0) -> int:
        """Read to the end; return the exit code."""
        limit = time.monotonic() + seconds
        while self._read(1.0):
            assert time.monotonic() < limit, "did not end"
        return self.process.wait(seconds)

    def _read(self, seconds: float) -> bool:
        """Read what there is; return whether more may come."""
        if not select([self._master], [], [], seconds)[0]:
            return self.process.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has closed its end
            return False
        self.drawn += data.decode(errors="replace")
        return bool(data)


@contextmanager
def on_terminal(
    command: Sequence[str], *, environ: Mapping[str, str], folder: Path, columns: int = 100, rows: int = 24
) -> Iterator[Screen]:
    """Run `command` on a new terminal that controls it; what is left of it at the end is killed."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _SHIM, *command],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        cwd=folder,
        env={**environ, "TERM": "xterm-256color"},
    )
    os.close(slave)
    try:
        yield Screen(master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)
