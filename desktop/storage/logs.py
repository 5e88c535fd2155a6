"""The log files of a profile: `logs/outtray.log`, rotating, without secrets."""

import logging
import os
import time
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import override

from desktop.storage.redaction import RedactingFilter, Redactor

_MOST_BYTES = 1_000_000
_KEPT = 4


class _PrivateLog(RotatingFileHandler):
    """A rotating log that only this user can read, and whose own trouble never reaches the user."""

    @override
    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Drop a record that can't be written (disk full, folder gone): there is nowhere left to say so."""


def open_log(folder: Path, redactor: Redactor) -> Callable[[], None]:
    """Write into `folder` what the program says from INFO on, and libraries from WARNING on; the returned function ends that.

    Times are UTC. Raises OSError where the file can't be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _PrivateLog(folder / "outtray.log", maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.addFilter(RedactingFilter(redactor))
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    everything, ours = logging.getLogger(), logging.getLogger("desktop")
    level = ours.level
    if not ours.isEnabledFor(logging.INFO):
        ours.setLevel(logging.INFO)
    everything.addHandler(handler)

    def close() -> None:
        everything.removeHandler(handler)
        ours.setLevel(level)
        handler.close()

    return close
