"""The program's entry: `outtray`, `python -m desktop`, and a double click."""

import contextlib
import os
import sys
from typing import NoReturn

from desktop.entry import run
from desktop.storage.given_environment import restore_environment
from desktop.storage.own_program import hold_program


def main() -> None:
    """Run the command line and end the process with its exit code.

    A frozen program is its own helper process (:mod:`desktop.qt.helper`), and tells its builder about itself
    (:mod:`desktop.self_check`): then these switches come first.
    """
    if getattr(sys, "frozen", False):
        restore_environment(os.environ)
        hold_program()
    if sys.argv[1:2] == ["--preview-helper"]:
        from desktop.preview.__main__ import main as look_into_files

        look_into_files(sys.argv[2])
        return
    if sys.argv[1:2] == ["--qt-fitness"]:
        from desktop.qt.fitness_child import main as try_qt

        try_qt()
        return
    if sys.argv[1:2] == ["--self-check"]:
        from desktop.self_check.run import main as tell

        leave(tell(sys.argv[2:]))
    if sys.platform == "win32":
        from desktop.storage.running_mark import hold_mark

        hold_mark()
    leave(run(sys.argv[1:]))


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
