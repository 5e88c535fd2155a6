"""How this copy of Outtray is started in a terminal, for lines that users copy into scripts."""

import shutil
import sys
from pathlib import Path

from desktop.storage.build import Build, Channel
from desktop.storage.paths import default_profile

FLATPAK = ("flatpak", "run", "app.outtray.Outtray")


def terminal_command(
    build: Build, profile: Path | None, *, running: Path | None = None, frozen: bool = bool(getattr(sys, "frozen", False))
) -> tuple[str, ...]:
    """Return the command, its name alone where the search path has it. `profile` is named unless it is the default one.

    It looks at the disk.
    """
    options = () if profile is None or profile == default_profile().root else ("--profile", str(profile))
    return (*_program(build, running or Path(sys.executable), frozen=frozen), *options)


def _program(build: Build, running: Path, *, frozen: bool) -> tuple[str, ...]:
    match build.channel:
        case Channel.DEB:
            return ("outtray",)
        case Channel.FLATPAK:
            return FLATPAK
        case _:
            ending = ".exe" if sys.platform == "win32" else ""
            terminal = running.with_name(f"outtray-cli{ending}")  # where the program itself has no terminal
            program = terminal if frozen and terminal.is_file() else running if frozen else running.with_name(f"outtray{ending}")
            if not frozen and not program.is_file():
                return (str(running), "-m", "desktop")
            found = shutil.which(program.stem)
            return (program.stem,) if found is not None and Path(found).samefile(program) else (str(program),)
