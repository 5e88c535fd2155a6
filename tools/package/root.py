"""Tries the Debian package as a user would get it, in a bare Debian 12: `python -m tools.package root` (make package-test).

Everything happens in mount and process namespaces of its own: whatever ends this, nothing stays mounted and nothing keeps running.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from desktop import __version__
from tools.package.bare_root import NoRoot, clear, make_root, unmount_all
from tools.package.folders import ROOT, older_than
from tools.package.trial import Failed, must, steps

PLACE = ROOT / "build" / "package-test"
DEB = ROOT / "dist" / f"outtray_{__version__}_amd64.deb"
_APART = "--apart"
_OWN_SPACES = ("unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc")


def main(argv: list[str]) -> int:
    """Try the package; return 0 where all holds, 1 with a sentence where not."""
    parser = argparse.ArgumentParser(prog="python -m tools.package root", description=__doc__)
    parser.add_argument("--deb", type=Path, default=DEB, help="the package")
    parser.add_argument("--keep", action="store_true", help="leave the root where it is, to look at")
    parser.add_argument(_APART, action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if not given.apart:
        if why_not := _why_not(given.deb):
            return _sorry(why_not)
        _go_apart(argv)
    try:
        _try(given.deb, keep=given.keep)
    except (NoRoot, Failed, OSError) as problem:
        return _sorry(f"{problem}\nThe root is left in {PLACE / 'root'} to look at; the next run clears it.")
    return 0


def _sorry(words: str) -> int:
    print(f"outtray: {words}", file=sys.stderr)
    return 1


def _why_not(deb: Path) -> str:
    """Return why the package can't be tried, as a sentence that says what to do; nothing where it can."""
    if os.geteuid() != 0:
        return "This needs root for chroot. Run “sudo make package-test”; nothing outside build/package-test is touched."
    if not deb.is_file():
        return f"There is no {deb}. Run “make package” first."
    if deb == DEB and (newer := older_than(deb)):
        return f"{deb} is older than {newer}. Run “make package” first."
    probe = subprocess.run([*_OWN_SPACES, "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        return f"Mounts of its own are needed and refused here ({probe.stderr.strip()}). A container needs CAP_SYS_ADMIN for it."
    return ""


def _go_apart(argv: list[str]) -> NoReturn:
    """Go on as another process, where mounts and processes are its own and end with it."""
    os.chdir(ROOT)
    os.execvp(_OWN_SPACES[0], [*_OWN_SPACES, sys.executable, "-m", "tools.package", "root", _APART, *argv])


def _try(deb: Path, *, keep: bool) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    if "SUDO_UID" in os.environ:  # whoever asked for this may also remove it
        os.chown(PLACE, int(os.environ["SUDO_UID"]), int(os.environ["SUDO_GID"]))
    root = PLACE / "root"
    began = time.monotonic()
    _step("a bare Debian 12", lambda: make_root(root, PLACE / "bare.tar"))
    try:
        _mount(root)
        for what, act in steps(root, deb):
            _step(what, act)
    finally:
        unmount_all(root)
    if not keep:
        clear(root)
    print(f"outtray: the package holds ({time.monotonic() - began:.0f} s)")


def _step(what: str, act: Callable[[], object]) -> None:
    began = time.monotonic()
    print(f"  {what} …", end=" ", flush=True)
    act()
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def _mount(root: Path) -> None:
    """Give the root /proc, a /dev of its own and room for shared memory; all in this process's namespace."""
    must(["mount", "-t", "proc", "proc", root / "proc"])
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        if not (root / "dev" / name).is_char_device():
            (root / "dev" / name).touch()
            must(["mount", "--bind", Path("/dev") / name, root / "dev" / name])
    for place, options in (("dev/shm", "mode=1777"), ("run", "mode=755"), ("tmp", "mode=1777")):
        (root / place).mkdir(exist_ok=True)
        must(["mount", "-t", "tmpfs", "-o", options, "tmpfs", root / place])
