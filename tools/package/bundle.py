"""Freezes the program: PyInstaller by `packaging/outtray.spec`, debug symbols off, checked against the lists, then measured."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from desktop.storage.build import Build, Channel, write_build
from tools.package import releases, sizes
from tools.package.runpath import drop_foreign_paths
from tools.package.verify import faults_of

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "package"
STAGED = WORK / "staged"
"""What the spec takes besides code and resources: the record of the build."""

_STRIPPED = (
    "libpython*",
    "python3.*/lib-dynload/*.so",
    "_cffi_backend*.so",
    *(f"{name}/**/*.so" for name in ("PIL", "aiohttp", "cryptography", "frozenlist", "multidict", "propcache", "yarl")),
)
"""Where debug symbols come off. Qt's libraries have none, and those beside Pillow were mended by other tools."""


def main(argv: list[str]) -> int:
    """Build the bundle; return 0 where it is whole and within its budget."""
    parser = argparse.ArgumentParser(prog="python -m tools.package bundle", description=__doc__)
    parser.add_argument("--channel", type=Channel, default=_channel(), choices=list(Channel))
    given = parser.parse_args(argv)
    began = time.monotonic()
    _stage(given.channel)
    if not _freeze():
        return 1
    made = WORK / "dist" / "outtray"
    if sys.platform == "linux":
        strip(made / "_internal")
        for path in (made / "_internal").rglob("*.so*"):
            if not path.is_symlink():
                drop_foreign_paths(path)
    if faults := faults_of(made / "_internal"):
        sys.stderr.write("\n".join(["The bundle is not as it should be:", *faults, ""]))
        return 1
    _put_in_place(WORK / "dist", ROOT / "dist")
    sys.stdout.write(f"dist/outtray is ready after {time.monotonic() - began:.0f} s\n")
    return sizes.main([])


def _channel() -> Channel:
    return {"win32": Channel.WINDOWS, "darwin": Channel.MACOS}.get(sys.platform, Channel.PORTABLE)


def _stage(channel: Channel) -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    STAGED.mkdir(parents=True)
    write_build(STAGED, Build(channel=channel, commit=releases.commit()))


def _freeze() -> bool:
    log = WORK / "pyinstaller.log"
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--distpath",
        str(WORK / "dist"),
        "--workpath",
        str(WORK / "work"),
    ]
    sys.stdout.write("freezing the program (about a minute)\n")
    sys.stdout.flush()
    with log.open("w", encoding="utf-8") as out:
        environment = {**os.environ, "PYTHONHASHSEED": "1"}  # the same bytes from the same sources
        code = subprocess.run(
            [*command, str(ROOT / "packaging" / "outtray.spec")], cwd=ROOT, stdout=out, stderr=out, env=environment, check=False
        ).returncode
    if code:
        end = "".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-15:])
        sys.stderr.write(f"PyInstaller could not freeze the program. All of what it said is in {log}; its end:\n{end}")
    return code == 0


def strip(inside: Path) -> None:
    """Take the debug symbols off Python and those extension modules that stand it."""
    program = shutil.which("strip")
    files = [str(path) for pattern in _STRIPPED for path in inside.glob(pattern) if not path.is_symlink()]
    if program and files:
        subprocess.run([program, "--strip-unneeded", *files], check=True)


def _put_in_place(made: Path, dist: Path) -> None:
    """Move what was made into `dist`; whoever uses the old one meanwhile has it whole or the new one whole."""
    dist.mkdir(exist_ok=True)
    for new in made.iterdir():
        old, gone = dist / new.name, WORK / f"old-{new.name}"
        if old.exists():
            old.rename(gone)
        new.rename(old)
        if gone.exists():
            shutil.rmtree(gone)
