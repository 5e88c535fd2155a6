"""One helper process and its line: what is asked is answered, or the process is killed."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_LONGEST_ANSWER = 64_000
_START_SECONDS = 20.0
_END_SECONDS = 2.0

type Line = bytes | None
"""A line of the helper's; None once it has ended."""


class HelperGone(Exception):
    """The helper ended, or said what it would never say, before it had answered."""


class HelperSlow(Exception):
    """The helper did not answer in time, and was killed."""


class Helper:
    """A running helper process. Its methods block: they belong in a worker thread, but :meth:`kill` may come from any.

    `flavour` is "media" (no screen) or "model" (with the session's screen, if `environ` names one). `waiting` tells
    that a question was sent and its answer has not come.
    """

    def __init__(self, flavour: str, environ: Mapping[str, str]) -> None:
        self._lines: queue.SimpleQueue[Line] = queue.SimpleQueue()
        self.waiting = False
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            _command(flavour),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(environ),
            creationflags=_creation_flags(),
            close_fds=True,
        )
        assert self._process.stdout is not None
        threading.Thread(target=_listen, args=(self._process.stdout, self._lines), name="helper's answers", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def greet(self) -> None:
        """Wait until the helper is ready. Raises HelperGone or HelperSlow."""
        self._answer(_START_SECONDS)

    def ask(self, question: Mapping[str, object], seconds: float) -> dict[str, Any]:
        """Return the answer. Raises HelperGone, or HelperSlow after `seconds`; the process has ended then."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({**question, "seconds": seconds}).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            self.kill()
            raise HelperGone from None
        self.waiting = True
        try:
            return self._answer(seconds)
        finally:
            self.waiting = False

    def end(self) -> None:
        """End the process in order."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the process at once. It is given up where the system itself can't end it (a drive that does not answer)."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self.kill()
            raise HelperSlow from None
        try:
            answer = json.loads(line or b"")
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            self.kill()
            raise HelperGone
        return answer


def _listen(answers: IO[bytes], lines: "queue.SimpleQueue[Line]") -> None:
    with answers:
        while (line := answers.readline(_LONGEST_ANSWER)).endswith(b"\n"):
            lines.put(line)
    lines.put(None)


def _command(flavour: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--preview-helper", flavour]
    return [sys.executable, "-P", "-m", "desktop.preview", flavour]


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the helper's environment: our package is found wherever the program was started from, and Qt keeps quiet."""
    package = str(Path(__file__).resolve().parents[2])
    return {**environ, "PYTHONPATH": package, "QT_LOGGING_RULES": "*=false"}


def _creation_flags() -> int:
    """Return the flags for a quiet start on Windows: no console, behind everybody else."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0


def media_environment() -> dict[str, str]:
    """Return the environment of a helper that needs no screen."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
