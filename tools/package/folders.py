"""Copies a frozen folder for one way of distribution: plain modes, one time stamp, and the record of that way."""

import gzip
import os
import shutil
from pathlib import Path

from desktop.storage.build import Build, write_build
from tools.package.runpath import drop_foreign_paths

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "outtray"
PROGRAM = "outtray"


class NotBuilt(Exception):
    """The frozen folder is not there or is no whole one; the words say what to do."""


def copy_bundle(bundle: Path, to: Path, build: Build) -> None:
    """Copy the frozen folder without search paths of this machine, with `build` among its resources. Raises NotBuilt, OSError."""
    resources = Path("_internal") / "resources"
    if not (bundle / PROGRAM).is_file() or not (bundle / resources).is_dir():
        raise NotBuilt(f"There is no frozen program in {bundle}. Run “make package” first.")
    shutil.copytree(bundle, to, symlinks=True)
    for library in to.rglob("*.so*"):
        if not library.is_symlink():
            drop_foreign_paths(library)
    write_build(to / resources, build)


def put(tree: Path, where: str, contents: str | bytes, *, mode: int = 0o644) -> Path:
    """Write one file of a tree, its folders with it."""
    path = tree / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
    path.chmod(mode)
    return path


def packed(contents: str) -> bytes:
    """Return a text as gzip without name and date, as packages hold their documents."""
    return gzip.compress(contents.encode(), compresslevel=9, mtime=0)


def make_plain(tree: Path, stamped: int) -> None:
    """Give everything below `tree` modes that don't depend on who built it, and the moment of the build as its time."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        os.utime(path, (stamped, stamped), follow_symlinks=False)


def _runs(path: Path) -> bool:
    """Tell whether a file is a program or a script that may be started, not merely marked as one."""
    if ".so" in path.name or not path.stat().st_mode & 0o100:
        return False
    with path.open("rb") as file:
        return file.read(4).startswith((b"#!", b"\x7fELF"))
