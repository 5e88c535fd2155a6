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

from desktop import __version__
from tools.package.bare_root import NoRoot, clear, make_root
from tools.package.folders import ROOT
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
    if os.geteuid() != 0:
        return _sorry("This needs root for chroot. Run “sudo make package-test”; nothing outside build/package-test is touched.")
    if not given.deb.is_file():
        return _sorry(f"There is no {given.deb}. Run “make package” first.")
    if not given.apart:
        return _run_apart(argv)
    try:
        _try(given.deb, keep=given.keep)
    except (NoRoot, Failed, OSError) as problem:
        return _sorry(str(problem))
    return 0


def _sorry(words: str) -> int:
    print(f"outtray: {words}", file=sys.stderr)
    return 1


def _run_apart(argv: list[str]) -> int:
    """Run this again where mounts and processes are its own, and end with it."""
    probe = subprocess.run([*_OWN_SPACES, "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        return _sorry(
            f"Mounts of its own are needed and refused here ({probe.stderr.strip()}). A container needs CAP_SYS_ADMIN for it."
        )
    command = [*_OWN_SPACES, sys.executable, "-m", "tools.package", "root", _APART, *argv]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _try(deb: Path, *, keep: bool) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    root = PLACE / "root"
    began = time.monotonic()
    _step("a bare Debian 12", lambda: make_root(root, PLACE / "bare.tar"))
    try:
        _mount(root)
        for what, act in steps(root, deb):
            _step(what, act)
    finally:
        _unmount(root)
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


def _unmount(root: Path) -> None:
    """Take the mounts away that this process made, so that the folder can be removed."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    for place in sorted((line.split()[4] for line in lines), reverse=True):
        if Path(place).is_relative_to(root.resolve()):
            subprocess.run(["umount", "--lazy", place], check=False)
