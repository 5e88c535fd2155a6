"""What the program was started for: the window, which is to be there at once, or what the command line says."""

import os
from collections.abc import Mapping, Sequence

from desktop.app import Application
from desktop.last_resort import guarded
from desktop.storage.paths import chosen_profile


def run(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one command line (without the program's name); return its exit code."""
    application = Application()
    if asks_for_window(argv):  # reading it with the command line's parser would take a third of the time to the first frame
        profile = application.profile(chosen_profile(argv[1] if argv else None, environ))
        return guarded(lambda: application.window(profile), profile)
    from desktop.cli import main

    return main(argv, application)


def asks_for_window(argv: Sequence[str]) -> bool:
    """Tell whether `argv` asks for nothing but the window, with or without a profile."""
    return not argv or (len(argv) == 2 and argv[0] == "--profile" and not argv[1].startswith("-"))
