"""Copies a frozen folder for one way of distribution: plain modes, one time stamp, and the record of that way."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.storage.build import Build, write_build

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "outtray"
PROGRAM = "outtray"
_PACKED = ("desktop", "resources", "packaging/linux", "packaging/licences", "packaging/requirements")
_PACKED_FILES = ("CHANGELOG.md", "LICENSE", "packaging/outtray.spec")
"""What packages are made of; a change there makes an older package another program's."""


class NotBuilt(Exception):
    """The frozen folder is not there or is no whole one; the words say what to do."""


def copy_bundle(bundle: Path, to: Path, build: Build) -> None:
    """Copy the frozen folder, with `build` among its resources. Raises NotBuilt, OSError."""
    resources = Path("_internal") / "resources"
    if not (bundle / PROGRAM).is_file() or not (bundle / resources).is_dir():
        raise NotBuilt(f"There is no frozen program in {bundle}. Run “make package” first.")
    shutil.copytree(bundle, to, symlinks=True)
    write_build(to / resources, build)


def newest_source() -> Path:
    """Return the file that was changed last of those that packages are made of."""
    inside = (path for folder in _PACKED for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts)
    return max((path for path in (*inside, *(ROOT / name for name in _PACKED_FILES)) if path.is_file()), key=_changed)


def older_than(made: Path, bundle: Path = BUNDLE) -> Path | None:
    """Return what a package is older than, of the sources and the frozen program; None where it is made of both as they are."""
    program, source = bundle / PROGRAM, newest_source()
    if program.is_file() and _changed(program) > _changed(made):
        return program
    return source if _changed(source) > min(_changed(path) for path in (program, made) if path.is_file()) else None


def _changed(path: Path) -> float:
    return path.stat().st_mtime


@contextmanager
def work_folder(to: Path, what: str) -> Iterator[Path]:
    """Yield an empty folder on the disk of `to`; one of that name which a killed run left there goes first."""
    folder = to / f"unfinished-{what}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


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
