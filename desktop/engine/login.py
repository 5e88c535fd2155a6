"""Which of the ways to start at login this copy of Outtray takes, and by what command."""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop import __version__
from desktop.engine.login_portal import BackgroundPortal
from desktop.storage.build import Build, Channel
from desktop.storage.login import HIDDEN, LoginEntry, XdgAutostart
from desktop.storage.paths import default_profile
from desktop.storage.trouble import StorageTrouble

DEB_PROGRAM = "/usr/bin/outtray"
"""Where the distribution package has the program: its folder may move with a version, this name does not."""

logger = logging.getLogger(__name__)


def login_entry(build: Build, environ: Mapping[str, str], profile: Path | None = None) -> LoginEntry | None:
    """Return the entry of this copy; None where the system has no such thing. `profile` is named unless it is the default one."""
    options = (*profile_options(profile), HIDDEN)
    command = (*program(build), *options)
    config = Path(environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
    if build.channel is Channel.FLATPAK:
        return BackgroundPortal(config / "outtray" / "login", ("outtray", *options))
    if sys.platform == "win32":
        from desktop.storage.login_windows import RunKey, UserRegistry

        return RunKey(command, UserRegistry())
    if sys.platform == "darwin":
        from desktop.storage.login_macos import LaunchAgent

        return LaunchAgent(Path("~/Library/LaunchAgents").expanduser(), command)
    if not sys.platform.startswith("linux"):
        return None
    return XdgAutostart(config / "autostart", command, version="" if build.channel is Channel.SOURCE else __version__)


def profile_options(profile: Path | None) -> tuple[str, ...]:
    """Return what names `profile` on the command line: nothing for the default one."""
    return () if profile is None or profile == default_profile().root else ("--profile", str(profile))


def program(build: Build) -> tuple[str, ...]:
    """Return the command that starts this copy."""
    if build.channel is Channel.DEB:
        return (DEB_PROGRAM,)
    running = Path(sys.executable)
    if getattr(sys, "frozen", False):
        windowed = running.with_name("Outtray.exe")  # its neighbour for the terminal would open one
        return (str(windowed if sys.platform == "win32" and windowed.is_file() else running),)
    script = running.with_name("outtray.exe" if sys.platform == "win32" else "outtray")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "desktop")


def mend_login(entry: LoginEntry) -> None:
    """Let an entry whose program has moved name this copy. Never raises: nobody asked for it now."""
    try:
        if entry.mend():
            logger.info("the entry that starts Outtray at login names this copy now")
    except (StorageTrouble, OSError) as trouble:
        logger.info("the entry that starts Outtray at login could not be mended: %s", trouble)
