"""The licences of everything that a frozen program brings along: a text for each, and an index.

Python distributions bring theirs; those of the other parts lie in `packaging/licences`. A part without a text fails the build.
"""

import importlib.metadata
import platform
import re
import shutil
import sqlite3
import ssl
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "packaging" / "licences"
INDEX = "LICENCES.txt"
_LICENCE_FILE = re.compile(r"(?i)(.*/)?(licen[cs]es?|copying|notice|authors)([.-][^/]*)?$|.*/licenses/.*")
_EXTENSION = re.compile(r"\.(cpython-\d+|cp\d+|abi3)[-.\w]*\.(so|pyd)$|\.pyd$")
_PYINSTALLER = re.compile(r"pyi(mod|_rth)|_pyi_rth_utils$")
_PYTHON = re.compile(r"__main__$|_sysconfigdata|python3$")


class NoLicence(Exception):
    """Something goes into the program whose licence is not known here; the message names it and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that is no Python distribution: its shared libraries by the beginnings of their names, and its texts."""

    name: str
    licence: str
    texts: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    version: str = ""
    note: str = ""


_OPENSSL = ssl.OPENSSL_VERSION.split()[1]
_QT_NOTE = "Qt itself uses further code under permissive licences: doc.qt.io/qt-6/licenses-used-in-qt.html lists it by module."
_PYTHON_PART = Part(
    name="Python",
    licence="PSF-2.0",
    texts=("Python.txt", "Python-incorporated.txt"),
    libraries=("libpython", "python3", "Python"),
    version=platform.python_version(),
)
_QT_PART = Part(
    name="Qt",
    version=importlib.metadata.version("PySide6_Essentials"),
    licence="LGPL-3.0-only",
    texts=("LGPL-3.0.txt", "GPL-3.0.txt"),
    libraries=("libQt6", "Qt6", "Qt", "libpyside6", "libshiboken6", "pyside6", "shiboken6"),
    note=_QT_NOTE,
)
_QUICK3D = ("Qt6Quick3D", "QtQuick3D", "Qt6QuickTimeline", "QtQuickTimeline", "qquick3d", "qtquick3d", "assimp")
PARTS = (
    _PYTHON_PART,
    Part(
        name="Qt Quick 3D and Qt Quick Timeline",
        version=_QT_PART.version,
        licence="GPL-3.0-only",
        texts=("GPL-3.0.txt",),
        libraries=(*_QUICK3D, *(f"lib{name}" for name in _QUICK3D)),
        note="Of Qt these are under the GPL alone: doc.qt.io/qt-6/qtquick3d-index.html, “License and Attributions”.",
    ),
    _QT_PART,
    Part(
        name="FFmpeg",
        licence="LGPL-2.1-or-later",
        texts=("LGPL-2.1.txt",),
        libraries=("libav", "libsw", "avcodec", "avformat", "avutil", "swresample", "swscale"),
        note="As built by the Qt project, without the parts under the GPL; the source is at ffmpeg.org and at download.qt.io.",
    ),
    Part(name="ICU", licence="Unicode-3.0", texts=("ICU.txt",), libraries=("libicu", "icu")),
    Part(name="OpenSSL", licence="Apache-2.0", texts=("Apache-2.0.txt",), libraries=("libssl", "libcrypto"), version=_OPENSSL),
    Part(
        name="SQLite",
        licence="public domain",
        texts=("SQLite.txt",),
        libraries=("libsqlite3", "sqlite3"),
        version=sqlite3.sqlite_version,
    ),
    Part(name="libffi", licence="MIT", texts=("libffi.txt",), libraries=("libffi",)),
    Part(name="zlib", licence="Zlib", texts=("zlib.txt",), libraries=("libz.", "zlib"), version=zlib.ZLIB_VERSION),
    Part(name="bzip2", licence="bzip2-1.0.6", texts=("bzip2.txt",), libraries=("libbz2",)),
    Part(name="XZ Utils (liblzma)", licence="public domain or 0BSD", texts=("xz.txt",), libraries=("liblzma",)),
    Part(name="Brotli", licence="MIT", texts=("brotli.txt",), libraries=("libbrotli",)),
    Part(name="XCB utilities", licence="MIT", texts=("xcb-util.txt",), libraries=("libxcb-",)),
)
"""What is not Python's. On Windows and macOS the Python of python.org brings OpenSSL, SQLite and the others as well."""

_OF_WINDOWS = ("vcruntime", "msvcp", "ucrtbase", "api-ms-", "concrt", "d3dcompiler", "opengl32sw")
"""Libraries of Microsoft's that may be passed on with a program, and Mesa's (MIT), which Qt's wheel for Windows brings."""

_BY_QT = ("PySide6-Essentials", "PySide6-Addons", "PySide6_Essentials", "PySide6_Addons", "shiboken6")
"""Distributions that bring no text of theirs: they are the Qt project's, under Qt's licence."""

_NAMED = {"httpx-aiohttp": "BSD-3-Clause", "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}
"""The licences of distributions that name theirs nowhere, or not all of it."""

_INTRODUCTION = """\
Outtray {version} is under the MIT licence (the file Outtray.txt beside this one). It brings along the parts below, each under its \
own licence; the texts are in this folder.

3D models are shown by Qt Quick 3D, which is under the GNU General Public License, version 3. Whoever passes this copy on as a \
whole does so under that licence, and with the source of all of it: Outtray's is where its releases are, those of the parts are at \
the places named below or on the pages of their projects. Outtray's own source stays under the MIT licence.

The rest of Qt, and PySide6, are used under the GNU Lesser General Public License, version 3. They lie beside the program as \
shared libraries of their own (in PySide6), and you may replace them by changed ones: build Qt {qt} and PySide6 of the same \
version from the sources at download.qt.io or code.qt.io, and put your libraries in place of those that are there, under the \
same names. The same holds for FFmpeg, under version 2.1 of that licence. Nothing in Outtray's own licence forbids it, or the \
reverse engineering that debugging such a change takes.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index; `texts` are the files' names, `note` what there is to say besides."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    note: str = ""


def main(argv: list[str]) -> int:
    """Print the index of a bundle (`dist/outtray` unless another is named)."""
    bundle = Path(argv[0]) if argv else ROOT / "dist" / "outtray"
    sys.stdout.write((bundle / "_internal" / "licences" / INDEX).read_text(encoding="utf-8"))
    return 0


def gather(modules: Iterable[str], libraries: Iterable[str], folder: Path, version: str) -> list[Path]:
    """Write the texts and the index for a program of these Python modules and shared libraries; return the files.

    `modules` are dotted names, `libraries` paths inside the bundle. Raises NoLicence.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "LICENSE", folder / "Outtray.txt")
    entries = [_of_distribution(name, folder) for name in distributions_of(modules)]
    entries += [_of_part(part, folder) for part in parts_of(libraries)]
    (folder / INDEX).write_text(index(entries, version), encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def distributions_of(modules: Iterable[str]) -> list[str]:
    """Return the distributions, ours aside, that hold these modules; Python's own are in none."""
    homes = importlib.metadata.packages_distributions()
    tops = {name.partition(".")[0] for name in modules}
    found = {home for top in tops for home in homes.get(top, [])}
    if any(_PYINSTALLER.match(top) for top in tops):
        found.add("pyinstaller")
    known = homes.keys() | sys.stdlib_module_names | {"desktop"}
    strays = sorted(top for top in tops - known if not _PYINSTALLER.match(top) and not _PYTHON.match(top))
    if strays:
        raise NoLicence(f"{', '.join(strays)}: no installed distribution holds these modules, so their licences can't be told.")
    return sorted(found - {"outtray"}, key=str.lower)


def parts_of(libraries: Iterable[str]) -> list[Part]:
    """Return Python and the parts that these shared libraries belong to. Raises NoLicence for a library of none."""
    found = {_PYTHON_PART, *map(_part_of, map(PurePosixPath, libraries))}
    return [part for part in PARTS if part in found]


def _part_of(path: PurePosixPath) -> Part | None:
    """Return a library's part; None for what a distribution brings along and for what Microsoft lets be passed on."""
    if path.parts[0] in ("PySide6", "shiboken6"):
        return next((part for part in PARTS if part is not _QT_PART and path.name.startswith(part.libraries)), _QT_PART)
    if len(path.parts) > 1 or _EXTENSION.search(path.name) or path.name.lower().startswith(_OF_WINDOWS):
        return None
    for part in PARTS:
        if path.name.startswith(part.libraries):
            return part
    raise NoLicence(f"{path} belongs to no part in tools/package/licences.py: add it there, and its licence's text.")


def index(entries: Iterable[Entry], version: str) -> str:
    """Return the index: what is inside, by which licence, and where the text is."""
    import PySide6

    lines = [_INTRODUCTION.format(version=version, qt=PySide6.__version__)]
    for entry in sorted(entries, key=lambda one: one.name.lower()):
        lines.append(f"{entry.name} {entry.version}".rstrip())
        lines.append(f"    {entry.licence}: {', '.join(entry.texts)}")
        lines += [f"    {entry.note}"] if entry.note else []
    return "\n".join(lines) + "\n"


def _of_distribution(name: str, folder: Path) -> Entry:
    found = importlib.metadata.distribution(name)
    licence = _NAMED.get(name) or str(
        found.metadata.get("License-Expression") or _classified(found) or found.metadata.get("License") or "see the text"
    )
    if found.metadata["Name"] in _BY_QT:
        texts = [TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"]
        return Entry(found.metadata["Name"], found.version, "LGPL-3.0-only", _copied(texts, folder, ""))
    inside = [file for file in found.files or () if ".dist-info/" in str(file) and _LICENCE_FILE.match(str(file).partition("/")[2])]
    texts = [Path(str(found.locate_file(file))) for file in inside]
    if not texts:
        raise NoLicence(
            f"{name} {found.version} brings no licence text. Add it to packaging/licences and to tools/package/licences.py."
        )
    note = (
        "Its bootloader starts the program; an exception allows that whatever the program's licence."
        if name == "pyinstaller"
        else ""
    )
    return Entry(name, found.version, licence.splitlines()[0], _copied(texts, folder, f"{name}-"), note)


def _classified(found: importlib.metadata.Distribution) -> str:
    """Return the licence's name as the distribution is filed under it."""
    filed = [line.rpartition(" :: ")[2] for line in found.metadata.get_all("Classifier") or () if line.startswith("License ::")]
    return ", ".join(one for one in filed if one != "OSI Approved")


def _of_part(part: Part, folder: Path) -> Entry:
    return Entry(part.name, part.version, part.licence, _copied([TEXTS / text for text in part.texts], folder, ""), part.note)


def _copied(texts: Iterable[Path], folder: Path, before: str) -> tuple[str, ...]:
    """Copy the texts into `folder`; return their names there. Raises NoLicence for an empty one."""
    names = []
    for text in texts:
        if not text.is_file() or not text.read_text(encoding="utf-8", errors="replace").strip():
            raise NoLicence(f"The licence text {text} is missing or empty.")
        inner = "" if not before or re.search(r"licenses$|\.dist-info$", text.parent.name) else f"{text.parent.name}-"
        name = f"{before}{inner}{text.name}" + ("" if text.suffix in (".txt", ".md", ".rst") else ".txt")
        shutil.copy(text, folder / name)
        names.append(name)
    return tuple(names)
