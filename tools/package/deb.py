"""Makes dist/outtray_VERSION_amd64.deb of the frozen folder: `python -m tools.package deb`."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desktop import __version__
from desktop.storage.build import Build, Channel
from tools.package import manual, releases
from tools.package.folders import BUNDLE, PROGRAM, ROOT, NotBuilt, copy_bundle, make_plain, packed, put, work_folder
from tools.package.needs import needs_of, packages_of

LINUX = ROOT / "packaging" / "linux"
METAINFO = "app.outtray.Outtray.metainfo.xml"
ARCHITECTURE = "amd64"

DATA_NEEDED = ("ca-certificates", "fontconfig", "hicolor-icon-theme", "xkb-data")
"""What no binary names and a window can't do without: the certificates of servers, fonts and their order, the place of icons,
and the keyboard's layouts. Fontconfig's package brings a font with it."""

LOADED_LATE = ("libegl1", "libgl1", "libpulse0", "libxcb-cursor0", "libxkbcommon-x11-0")
"""What Qt may load when it needs it instead of naming it in a binary: drawing of 3D, sound, the pointer, the keyboard."""

RECOMMENDED = ("dbus-user-session | default-dbus-session-bus", "gnome-keyring | kwalletmanager | keepassxc", "xdg-utils")
"""A bus for notifications and the keyring, a keyring that keeps the keys of accounts, and what opens folders and links."""

SUGGESTED = ("fonts-noto-cjk", "gnome-shell-extension-appindicator")
"""Chinese letters; an icon in GNOME's tray."""

_DESCRIPTION = """save the results of AI generation tasks before their links die
 Outtray watches AI generation tasks that were started elsewhere, by their
 ids, and saves the results before their links die: whole, verified, under
 names you chose.
 .
 It speaks to crun.ai (images, video, Suno music), Tripo3D (3D models),
 ByteSpike (images, video) and Midjourney gateways. Keys stay in the keyring
 of the desktop.
 .
 Everything the program stands on (Python, Qt, its libraries) is inside, in
 /usr/lib/outtray."""


def main(argv: list[str]) -> int:
    """Make the package; return 0, or 1 with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m tools.package deb", description=__doc__)
    parser.add_argument("--bundle", type=Path, default=BUNDLE, help="the frozen folder")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="the folder that the package goes to")
    parser.add_argument("--updated-by", default="", help="who keeps this copy up to date in place of Outtray, for instance Debian")
    given = parser.parse_args(argv)
    try:
        made = make(given.bundle, given.to, given.updated_by)
    except (NotBuilt, OSError, LookupError, subprocess.CalledProcessError) as problem:
        print(f"outtray: the package can't be made: {problem}", file=sys.stderr)
        return 1
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")
    return 0


def make(bundle: Path, to: Path, updated_by: str = "") -> Path:
    """Return the package made of `bundle`. Raises NotBuilt, OSError, LookupError, subprocess.CalledProcessError."""
    stamped = releases.moment()
    made = to / f"outtray_{__version__}_{ARCHITECTURE}.deb"
    with work_folder(to, "deb") as folder:
        tree = folder / "tree"
        lay_out(tree, bundle, Build(channel=Channel.DEB, updated_by=updated_by, commit=releases.commit()), stamped)
        put(tree, "DEBIAN/control", control(tree, packages_of(needs_of(tree / "usr" / "lib" / "outtray"))))
        make_plain(tree, stamped)
        _pack(tree, folder / made.name, stamped)
        (folder / made.name).replace(made)
    return made


def lay_out(tree: Path, bundle: Path, build: Build, stamped: int) -> None:
    """Put everything where the package installs it, and the scripts beside the control file's place."""
    copy_bundle(bundle, tree / "usr" / "lib" / "outtray", build)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / PROGRAM).symlink_to(f"../lib/outtray/{PROGRAM}")
    put(tree, "usr/share/applications/outtray.desktop", _own("outtray.desktop"))
    put(tree, "usr/share/mime/packages/outtray.xml", _own("outtray.xml"))
    put(tree, f"usr/share/metainfo/{METAINFO}", releases.metainfo(_own(METAINFO), releases.own_releases(), stamped))
    put(tree, "usr/share/man/man1/outtray.1.gz", packed(manual.page(stamped)))
    put(tree, "usr/share/doc/outtray/copyright", _own("debian/copyright"))
    put(tree, "usr/share/doc/outtray/changelog.gz", packed(releases.debian_changelog(releases.own_releases(), stamped)))
    put(tree, "usr/share/lintian/overrides/outtray", _own("debian/lintian-overrides"))
    shutil.copytree(LINUX / "icons" / "hicolor", tree / "usr" / "share" / "icons" / "hicolor")
    put(tree, "DEBIAN/prerm", _own("debian/prerm"), mode=0o755)
    put(tree, "DEBIAN/md5sums", _sums(tree))


def control(tree: Path, packages: tuple[str, ...]) -> str:
    """Return the control file; `packages` are those that hold what the binaries name."""
    plain = {package.split()[0] for package in packages}
    brought = {path.name.split(".so")[0] for path in tree.rglob("*.so*")}
    late = [package for package in LOADED_LATE if package not in plain and not _brings(brought, package)]
    depends = sorted([*packages, *late, *(package for package in DATA_NEEDED if package not in plain)])
    size = sum(path.lstat().st_size for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return f"""Package: outtray
Version: {__version__}
Architecture: {ARCHITECTURE}
Maintainer: {releases.AUTHORS}
Installed-Size: {size // 1024 + 1}
Depends: {", ".join(depends)}
Recommends: {", ".join(RECOMMENDED)}
Suggests: {", ".join(SUGGESTED)}
Section: net
Priority: optional
Homepage: https://outtray.app
Description: {_DESCRIPTION}
"""


def _sums(tree: Path) -> str:
    """Return the list by which `debsums` tells whether an installed file was changed."""
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files)


def _brings(brought: set[str], package: str) -> bool:
    """Tell whether the library of a package lies in the folder: libxcb-cursor0 holds libxcb-cursor."""
    name = package.rstrip("0123456789").rstrip("-")
    return name in brought


def _own(name: str) -> str:
    return (LINUX / name).read_text(encoding="utf-8")


def _pack(tree: Path, made: Path, stamped: int) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(stamped)}
    command: list[str | Path] = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, made]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
