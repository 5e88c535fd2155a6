"""Outtray as a process of its own that waits so long for a tray: run by test_hidden_start with the seconds and its arguments."""

import sys

from desktop.__main__ import leave
from desktop.entry import run
from desktop.widgets import outside

if __name__ == "__main__":
    setattr(outside, "TRAY_SECONDS", float(sys.argv[1]))  # noqa: B010  # it is a constant to the type checker
    leave(run(sys.argv[2:]))
