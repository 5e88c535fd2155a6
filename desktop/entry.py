"""What the program was started for: the window, which is to be there at once, or what the command line says."""

import os
from collections.abc import Mapping, Sequence

from desktop.app import Application
from desktop.last_resort import guarded
from desktop.start import Start
from desktop.storage.paths import chosen_profile


def run(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one command line (without the program's name); return its exit code."""
    application = Application()
    asked = asks_for_window(argv)  # reading it with the command line's parser would take a third of the time to the first frame
    if asked is not None:
        given, hidden, what = asked
        start = Start(profile=application.profile(chosen_profile(given, environ)), hidden=hidden, what=what)
        return guarded(lambda: application.window(start), start.profile, application.say_alone)
    from desktop.cli import main

    return main(argv, application)


def asks_for_window(argv: Sequence[str]) -> tuple[str | None, bool, tuple[str, ...]] | None:
    """Return the profile, whether hidden, and what to open, where `argv` asks for the window; None for any other command line.

    It is `[--profile DIR] [--hidden] [open [--] [WHAT …]]`; whatever isn't plainly that is left to the command line's parser.
    """
    profile, hidden, words = None, False, list(argv)
    while words and words[0] != "open":
        word = words.pop(0)
        if word == "--hidden":
            hidden = True
        elif word == "--profile" and words and not words[0].startswith("-"):
            profile = words.pop(0)
        else:
            return None
    what = words[1:]
    if what[:1] == ["--"]:
        what = what[1:]
    elif any(word.startswith("-") for word in what):
        return None
    return profile, hidden, tuple(word for word in what if word)
