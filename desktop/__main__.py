"""The program's entry: `outtray`, `python -m desktop`, and a double click."""

import sys

from desktop.app import Application
from desktop.cli import main as command_line


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(command_line(sys.argv[1:], Application()))


if __name__ == "__main__":
    main()
