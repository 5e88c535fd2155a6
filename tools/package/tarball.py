"""Makes dist/outtray-VERSION-linux-x86_64.tar.gz of the frozen folder: `python -m tools.package tarball`."""

import argparse
import gzip
import shutil
import sys
import tarfile
from pathlib import Path

from desktop import __version__
from desktop.storage.build import Build, Channel
from tools.package import releases
from tools.package.deb import LINUX, METAINFO
from tools.package.folders import BUNDLE, ROOT, NotBuilt, copy_bundle, make_plain, put, work_folder

NAME = f"outtray-{__version__}"
_LEVEL = 6
"""Of gzip: 9 takes three times as long for a hundredth."""


def main(argv: list[str]) -> int:
    """Make the archive; return 0, or 1 with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m tools.package tarball", description=__doc__)
    parser.add_argument("--bundle", type=Path, default=BUNDLE, help="the frozen folder")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="the folder that the archive goes to")
    given = parser.parse_args(argv)
    try:
        made = make(given.bundle, given.to)
    except (NotBuilt, OSError) as problem:
        print(f"outtray: the archive can't be made: {problem}", file=sys.stderr)
        return 1
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")
    return 0


def make(bundle: Path, to: Path) -> Path:
    """Return the archive made of `bundle`; the same folder gives the same bytes. Raises NotBuilt, OSError."""
    stamped = releases.moment()
    made = to / f"{NAME}-linux-x86_64.tar.gz"
    with work_folder(to, "tarball") as folder:
        tree = folder / NAME
        lay_out(tree, bundle, stamped)
        make_plain(tree, stamped)
        _pack(tree, folder / made.name, stamped)
        (folder / made.name).replace(made)
    return made


def lay_out(tree: Path, bundle: Path, stamped: int) -> None:
    """Put the program, its papers, and what the menu of a desktop wants to have where the archive has them."""
    copy_bundle(bundle, tree, Build(channel=Channel.PORTABLE, commit=releases.commit()))
    shutil.copy(LINUX / "portable" / "README.txt", tree)
    shutil.copy(LINUX / "portable" / "integrate.sh", tree)
    shutil.copy(ROOT / "LICENSE", tree)
    shutil.copytree(LINUX / "icons" / "hicolor", tree / "share" / "icons" / "hicolor")
    for where, name in (("applications", "outtray.desktop"), ("mime/packages", "outtray.xml")):
        put(tree, f"share/{where}/{name}", (LINUX / name).read_bytes())
    template = (LINUX / METAINFO).read_text(encoding="utf-8")
    put(tree, f"share/metainfo/{METAINFO}", releases.metainfo(template, releases.own_releases(), stamped))


def _pack(tree: Path, made: Path, stamped: int) -> None:
    with (
        made.open("wb") as file,
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=stamped) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in [tree, *sorted(tree.rglob("*"))]:
            archive.add(path, path.relative_to(tree.parent), recursive=False, filter=_nobody)


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return an entry that belongs to root, whoever built it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry
