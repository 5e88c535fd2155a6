"""The program's entry: `outtray`, `python -m desktop`, and a double click."""

import contextlib
import os
import sys
from typing import NoReturn

from desktop.app import Application
from desktop.cli import main as command_line


def main() -> None:
    """Run the command line and end the process with its exit code."""
    leave(command_line(sys.argv[1:], Application()))


def leave(code: int) -> NoReturn:
    """End the process. Everything is on disk by now.

    Where Qt was loaded the interpreter isn't taken down piece by piece: worker threads (daemons, never joined) that have posted to
    Qt's loop may still be alive then, and Qt's own clean-up crashes over them now and then.
    """
    if "PySide6" not in sys.modules:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
