"""Finds what a frozen folder needs of the system: libraries that its binaries name and don't bring, and their packages."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.package.trim import SYSTEM_LIBRARIES

_ELF = b"\x7fELF"
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)\b")
_CXX = re.compile(r"\bGLIBCXX_3\.4\.(\d+)\b")

_CXX_OF_GCC = ((30, "12"), (29, "11"), (28, "9"), (0, "8"))
"""The GCC from which on libstdc++ has a version of its symbols: libstdc++'s manual, "ABI Policy and Guidelines"."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a folder's binaries name: sonames, each with the files that name it; the newest glibc and libstdc++."""

    libraries: Mapping[str, tuple[str, ...]]
    glibc: tuple[int, ...]
    cxx: int
    brought: frozenset[str] = frozenset()
    """The names of all files of the folder: a library of such a name is not the system's to bring."""

    @property
    def foreign(self) -> tuple[str, ...]:
        """The libraries that the system has to bring."""
        return tuple(name for name in self.libraries if name not in self.brought)


def binaries(folder: Path) -> list[Path]:
    """Return the programs and libraries in a folder, links left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if _is_elf(path)]


def needs_of(folder: Path) -> Needs:
    """Return what the binaries of a folder need. Raises OSError."""
    brought = frozenset(path.name for path in folder.rglob("*"))
    wanted: dict[str, set[str]] = {}
    glibc: tuple[int, ...] = (0,)
    cxx = 0
    for path in binaries(folder):
        told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
        for name in _NEEDED.findall(told):
            wanted.setdefault(name, set()).add(str(path.relative_to(folder)))
        glibc = max([glibc, *(tuple(map(int, version.split("."))) for version in _GLIBC.findall(told))])
        if "libstdc++.so.6" not in brought:
            cxx = max([cxx, *map(int, _CXX.findall(told))])
    return Needs({name: tuple(sorted(files)) for name, files in sorted(wanted.items())}, glibc, cxx, brought)


def packages_of(needs: Needs) -> tuple[str, ...]:
    """Return the Debian packages that hold what is needed, with the versions that must be named. Raises LookupError.

    The names are those of Debian 12; later ones provide them. Of the other libraries its versions are old enough for Qt's wheels.
    """
    if unknown := [name for name in needs.foreign if name not in SYSTEM_LIBRARIES]:
        raise LookupError(f"No package is known for {', '.join(unknown)}, which {needs.libraries[unknown[0]][0]} needs.")
    named = {SYSTEM_LIBRARIES[name] for name in needs.foreign} - {"libc6"}
    named.add(f"libc6 (>= {'.'.join(map(str, needs.glibc))})")
    if "libstdc++6" in named:
        named.remove("libstdc++6")
        named.add(f"libstdc++6 (>= {next(gcc for newest, gcc in _CXX_OF_GCC if needs.cxx >= newest)})")
    return tuple(sorted(named))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF
