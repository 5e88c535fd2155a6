"""What must hold for a frozen program before anybody gets it: nothing missing, nothing uninvited."""

import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from tools.package import trim
from tools.package.needs import needs_of

_OWN_BEGINNINGS = ("libpython",)
"""Libraries that the program's bootloader opens by name."""


def faults_of(inside: Path, platform: str = sys.platform) -> list[str]:
    """Return what is wrong with the bundle whose parts are in this folder (`_internal`), a sentence each."""
    names = [path.relative_to(inside).as_posix() for path in inside.rglob("*") if not path.is_dir()]
    faults = [f"{name} is part of WebEngine, which Outtray does not use." for name in names if "WEBENGINE" in name.upper()]
    faults += [f"{name} is on no allow-list (tools/package/trim.py)." for name in names if not trim.wanted(name, platform)]
    faults += _faults_of_plugins(names, platform)
    if platform == "linux":
        needs = needs_of(inside)
        faults += faults_of_libraries(needs.libraries, needs.brought)
    return faults


def _faults_of_plugins(names: list[str], platform: str) -> list[str]:
    there = {f"{parts[-2]}/{trim.plugin_stem(parts[-1])}" for name in names if "plugins" in (parts := name.split("/"))[:-2]}
    missing, strange = trim.plugins(platform) - there, there - trim.plugins(platform)
    return [f"Qt's plugin {name} is missing." for name in sorted(missing)] + [
        f"Qt's plugin {name} is on no allow-list." for name in sorted(strange)
    ]


def faults_of_libraries(needs: Mapping[str, Collection[str]], there: Collection[str]) -> list[str]:
    """Return what is missing of `needs` in a Linux bundle with the files `there`, and which libraries nothing in it needs."""
    missing = [
        f"{', '.join(sorted(users)[:3])} needs {library}, which is neither in the bundle nor in trim.SYSTEM_LIBRARIES."
        for library, users in sorted(needs.items())
        if library not in there and library not in trim.SYSTEM_LIBRARIES
    ]
    idle = [
        f"Nothing in the bundle needs {name}."
        for name in sorted(there)
        if re.match(r"lib[\w.+-]+\.so", name) and "." in name.partition(".so")[2] and name not in needs
        if not name.startswith(_OWN_BEGINNINGS)
    ]
    return missing + idle
