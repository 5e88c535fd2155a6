"""The Debian package and the portable archive, made of a folder that only looks frozen."""

import ast
import gzip
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from desktop import __version__
from desktop.storage.build import Build, Channel, read_build
from desktop.storage.login import XdgAutostart
from tools.package import deb, icons, root, tarball
from tools.package.bare_root import mounted_in
from tools.package.folders import NotBuilt, copy_bundle, make_plain, newest_source, older_than, work_folder
from tools.package.needs import Needs, packages_of
from tools.package.runpath import drop_foreign_paths

ROOT = Path(__file__).parents[1]
LINUX = ROOT / "packaging" / "linux"
STAMPED = 1_790_000_000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are made on Linux alone")
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="packages for Debian are made where dpkg is")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder as PyInstaller leaves it, with a script for a program."""
    folder = tmp_path / "bundle"
    (folder / "_internal" / "resources").mkdir(parents=True)
    (folder / "_internal" / "licences").mkdir()
    (folder / "_internal" / "licences" / "MIT.txt").write_text("permission\n")
    (folder / "_internal" / "licences" / "MIT.txt").chmod(0o755)
    (folder / "outtray").write_text('#!/bin/sh\necho started: "$@"\n')
    (folder / "outtray").chmod(0o775)
    return folder


# -- the package ---------------------------------------------------------------------------------------------------------


def fields(package: Path) -> dict[str, str]:
    told = subprocess.run(["dpkg-deb", "--field", package], capture_output=True, text=True, check=True).stdout
    return dict(line.split(": ", 1) for line in told.splitlines() if re.match(r"[A-Z][\w-]*: ", line))


def members(package: Path) -> dict[str, list[str]]:
    """Return the package's entries: its mode, owner and the rest, by path."""
    told = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=5) for line in told.splitlines()]
    return {row[5].removeprefix("./").split(" -> ")[0]: row for row in rows}


@needs_dpkg
def test_the_package_installs_every_part_where_it_belongs(bundle: Path, tmp_path: Path) -> None:
    made = deb.make(bundle, tmp_path / "dist")
    assert made.name == f"outtray_{__version__}_amd64.deb"
    inside = members(made)
    assert inside["usr/bin/outtray"][5].endswith("-> ../lib/outtray/outtray")
    for path in (
        "usr/share/applications/outtray.desktop",
        "usr/share/mime/packages/outtray.xml",
        "usr/share/metainfo/app.outtray.Outtray.metainfo.xml",
        "usr/share/man/man1/outtray.1.gz",
        "usr/share/doc/outtray/copyright",
        "usr/share/doc/outtray/changelog.gz",
        "usr/share/icons/hicolor/scalable/apps/outtray.svg",
        *(f"usr/share/icons/hicolor/{size}x{size}/apps/outtray.png" for size in icons.SIZES),
    ):
        assert path in inside
    assert {row[1] for row in inside.values()} == {"root/root"}
    assert inside["usr/lib/outtray/outtray"][0] == "-rwxr-xr-x"
    assert inside["usr/lib/outtray/_internal/licences/MIT.txt"][0] == "-rw-r--r--"


@needs_dpkg
def test_the_package_says_what_it_is_and_needs(bundle: Path, tmp_path: Path) -> None:
    told = fields(deb.make(bundle, tmp_path / "dist"))
    assert (told["Package"], told["Version"], told["Architecture"]) == ("outtray", __version__, "amd64")
    depends = told["Depends"].split(", ")
    assert {*deb.DATA_NEEDED, *deb.LOADED_LATE} <= set(depends)
    assert "gnome-keyring" in told["Recommends"]
    assert int(told["Installed-Size"]) > 0


@needs_dpkg
def test_no_script_of_the_package_makes_anything_that_a_removal_would_have_to_find(bundle: Path, tmp_path: Path) -> None:
    made = deb.make(bundle, tmp_path / "dist")
    subprocess.run(["dpkg-deb", "--control", made, tmp_path / "control"], check=True)
    assert {path.name for path in (tmp_path / "control").iterdir()} == {"control", "md5sums", "prerm"}


@needs_dpkg
def test_the_package_records_its_channel(bundle: Path, tmp_path: Path) -> None:
    made = deb.make(bundle, tmp_path / "dist", updated_by="Debian")
    subprocess.run(["dpkg-deb", "--extract", made, tmp_path / "out"], check=True)
    build = read_build(tmp_path / "out" / "usr/lib/outtray/_internal/resources")
    assert (build.channel, build.updated_by) == (Channel.DEB, "Debian")
    assert read_build(bundle / "_internal" / "resources") == Build()


@needs_dpkg
def test_the_same_folder_gives_the_same_package(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(STAMPED))
    first = deb.make(bundle, tmp_path / "one").read_bytes()
    os.utime(bundle / "outtray", (1, 1))
    assert deb.make(bundle, tmp_path / "two").read_bytes() == first


@needs_dpkg
@pytest.mark.parametrize(("why", "speaks"), [("remove", True), ("upgrade", False)])
def test_only_a_removal_says_what_stays(why: str, *, speaks: bool) -> None:
    told = subprocess.run(["sh", LINUX / "debian" / "prerm", why], capture_output=True, text=True, check=True).stdout
    assert [place in told for place in ("~/.local/share/Outtray", "Downloads/Outtray", '"outtray/…"')] == [speaks] * 3


def test_without_a_frozen_folder_a_sentence_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deb.main(["--bundle", str(tmp_path), "--to", str(tmp_path / "dist")]) == 1
    assert "make package" in capsys.readouterr().err
    with pytest.raises(NotBuilt):
        copy_bundle(tmp_path, tmp_path / "copy", Build())


def test_depends_name_the_newest_glibc_that_is_asked_for() -> None:
    named = packages_of(Needs({"libc.so.6": ("a",), "libstdc++.so.6": ("b",), "libEGL.so.1": ("c",)}, (2, 35), 29))
    assert named == ("libc6 (>= 2.35)", "libegl1", "libstdc++6 (>= 11)")


def test_a_library_of_no_known_package_stops_the_build() -> None:
    with pytest.raises(LookupError, match=r"libnew\.so\.1.*part\.so"):
        packages_of(Needs({"libnew.so.1": ("part.so",)}, (2, 35), 0))


def test_what_the_folder_brings_is_not_asked_of_the_system() -> None:
    needs = Needs({"libc.so.6": ("a",), "libown.so.1": ("a",)}, (2, 35), 0, frozenset({"a", "libown.so.1"}))
    assert packages_of(needs) == ("libc6 (>= 2.35)",)


def test_a_package_that_is_older_than_its_sources_or_its_program_is_told_of(bundle: Path, tmp_path: Path) -> None:
    made, program, source = tmp_path / "made.deb", bundle / "outtray", newest_source()
    made.touch()
    changed = source.stat().st_mtime
    times = {"up to date": (changed + 1, changed + 2), "program": (changed + 3, changed + 2), "source": (changed - 1, changed + 2)}
    found = {}
    for case, (of_program, of_package) in times.items():
        os.utime(program, (of_program, of_program))
        os.utime(made, (of_package, of_package))
        found[case] = older_than(made, bundle)
    assert found == {"up to date": None, "program": program, "source": source}


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    with work_folder(tmp_path / "dist", "deb") as first:
        (first / "tree").mkdir()
        with work_folder(tmp_path / "dist", "deb") as second:
            assert list(second.iterdir()) == []
        second.mkdir()
    assert list((tmp_path / "dist").iterdir()) == []


def test_modes_do_not_depend_on_who_built(bundle: Path) -> None:
    make_plain(bundle, STAMPED)
    modes = {path.name: path.stat().st_mode & 0o777 for path in bundle.rglob("*")}
    assert modes == {"_internal": 0o755, "resources": 0o755, "licences": 0o755, "MIT.txt": 0o644, "outtray": 0o755}
    assert {path.stat().st_mtime for path in bundle.rglob("*")} == {STAMPED}


def library(paths: bytes) -> bytes:
    """Return the smallest library that has a search path (DT_RUNPATH) and a name (DT_SONAME) after it."""
    strings = b"\0" + paths + b"\0libx.so\0"
    header, table, dynamic = 64, 2 * 56, 4 * 16
    size = header + table + dynamic + len(strings)
    entries = struct.pack("<qQqQqQqQ", 5, header + table + dynamic, 29, 1, 14, len(paths) + 2, 0, 0)
    loaded = struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, size, size, 4096)
    named = struct.pack("<IIQQQQQQ", 2, 6, header + table, header + table, 0, dynamic, dynamic, 8)
    start = b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    return start + loaded + named + entries + strings


@pytest.mark.parametrize(
    ("paths", "dropped"), [(b"/home/builder/lib", True), (b"$ORIGIN:/opt/lib", True), (b"$ORIGIN/../lib", False)]
)
def test_search_paths_of_the_building_machine_are_dropped(tmp_path: Path, paths: bytes, *, dropped: bool) -> None:
    path = tmp_path / "libx.so"
    path.write_bytes(library(paths))
    assert drop_foreign_paths(path) is dropped
    tags = [entry[0] for entry in struct.iter_unpack("<qQ", path.read_bytes()[176:240])]
    assert tags == ([5, 14, 0, 0] if dropped else [5, 29, 14, 0])
    assert not drop_foreign_paths(path)


@pytest.mark.parametrize(
    ("user", "there", "older", "said"),
    [
        (1000, True, False, "sudo make package-test"),
        (0, False, False, "There is no"),
        (0, True, True, "is older than"),
    ],
)
def test_a_trial_that_can_not_be_made_says_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    *,
    there: bool,
    older: bool,
    said: str,
) -> None:
    made = tmp_path / "made.deb"
    if there:
        made.touch()
    if older:
        os.utime(made, (1, 1))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(root, "DEB", made)
    assert root.main(["--deb", str(made)]) == 1
    assert said in capsys.readouterr().err


def test_mounts_of_a_root_are_found_also_where_its_path_has_spaces(tmp_path: Path) -> None:
    place = tmp_path / "my work" / "root"
    escaped = str(place).replace(" ", r"\040")
    lines = [
        f"{n} 1 0:1 / {place} rw - tmpfs tmpfs rw"
        for n, place in enumerate(("/", f"{escaped}/proc", f"{escaped}/dev", f"{escaped}/dev/shm", f"{escaped}2/x"))
    ]
    assert mounted_in(place, "\n".join(lines)) == [place / "proc", place / "dev" / "shm", place / "dev"]


# -- the portable archive ------------------------------------------------------------------------------------------------


def test_the_archive_is_one_folder_that_belongs_to_nobody_here(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(STAMPED))
    made = tarball.make(bundle, tmp_path / "one")
    with tarfile.open(made) as archive:
        entries = archive.getmembers()
    assert {entry.name.split("/")[0] for entry in entries} == {f"outtray-{__version__}"}
    assert {(entry.uname, entry.uid, entry.mtime) for entry in entries} == {("root", 0, STAMPED)}
    assert tarball.make(bundle, tmp_path / "two").read_bytes() == made.read_bytes()


def test_the_archive_records_its_channel_and_has_three_lines_to_read(bundle: Path, tmp_path: Path) -> None:
    with tarfile.open(tarball.make(bundle, tmp_path)) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / f"outtray-{__version__}"
    assert read_build(folder / "_internal" / "resources").channel is Channel.PORTABLE
    assert len((folder / "README.txt").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(("name", "quote"), [("some place & more", '"'), ("Prögramme", '"'), ("Programs-1.0_a+b", "")])
def test_the_archive_enters_the_menu_and_leaves_it_again(bundle: Path, tmp_path: Path, name: str, quote: str) -> None:
    place = tmp_path / name
    with tarfile.open(tarball.make(bundle, tmp_path)) as archive:
        archive.extractall(place, filter="data")
    folder, data = place / f"outtray-{__version__}", tmp_path / "user data"
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(data)}
    subprocess.run([folder / "integrate.sh"], env=environ, check=True, capture_output=True)
    lines = (data / "applications" / "outtray.desktop").read_text(encoding="utf-8").splitlines()
    assert f"Exec={quote}{folder}/outtray{quote} open %U" in lines
    assert f"TryExec={folder}/outtray" in lines
    assert (data / "icons/hicolor/48x48/apps/outtray.png").is_file()
    logins = tmp_path / ".config" / "autostart"
    XdgAutostart(logins, (str(folder / "outtray"), "--hidden")).put(on=True)
    subprocess.run([folder / "integrate.sh", "--remove"], env=environ, check=True, capture_output=True)
    assert list(logins.iterdir()) == []
    XdgAutostart(logins, ("/usr/bin/outtray", "--hidden")).put(on=True)
    subprocess.run([folder / "integrate.sh", "--remove"], env=environ, check=True, capture_output=True)
    assert [path.name for path in logins.iterdir()] == ["outtray.desktop"], "another copy starts with it"
    assert [path for path in data.rglob("*") if "outtray" in path.name] == []


def test_an_old_archive_leaves_the_menu_to_the_newer_one(bundle: Path, tmp_path: Path) -> None:
    with tarfile.open(tarball.make(bundle, tmp_path)) as archive:
        archive.extractall(tmp_path / "old", filter="data")
        archive.extractall(tmp_path / "new", filter="data")
    old, new = (tmp_path / age / f"outtray-{__version__}" for age in ("old", "new"))
    data = tmp_path / "data"
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(data)}
    for copy in (old, new):
        subprocess.run([copy / "integrate.sh"], env=environ, check=True, capture_output=True)
    said = subprocess.run([old / "integrate.sh", "--remove"], env=environ, check=True, capture_output=True, text=True).stdout
    assert said == "Another copy of Outtray is in your applications menu, and stays there.\n"
    entry = (data / "applications" / "outtray.desktop").read_text(encoding="utf-8")
    assert f"TryExec={new}/outtray" in entry.splitlines()


def test_the_test_in_the_bare_root_stands_on_debians_python() -> None:
    """Debian 12 has Python 3.11; compiling its script for that grammar is what a later Python can tell."""
    source = (ROOT / "tools" / "package" / "session.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 11))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names} == set()


def test_documents_are_packed_without_a_date(bundle: Path, tmp_path: Path) -> None:
    deb.lay_out(tmp_path / "tree", bundle, Build(channel=Channel.DEB), STAMPED)
    packed = (tmp_path / "tree/usr/share/man/man1/outtray.1.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"
    assert gzip.decompress(packed).startswith(b".TH OUTTRAY 1")
