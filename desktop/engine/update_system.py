"""What this copy and its computer are, as installers are chosen by."""

import os
import platform
import sys

from desktop.domain.update import System, Version, release
from desktop.storage.build import Build

_ARCHES = {"x86_64": "x86_64", "amd64": "x86_64", "x64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


def this_system(build: Build) -> System:
    """Return them. It may take a moment (Windows asks its management service), so it belongs in a thread."""
    machine = platform.machine()
    return System(channel=build.channel.value, arch=_ARCHES.get(machine.lower(), machine), version=_version())


if sys.platform == "win32":

    def _version() -> Version | None:
        found = sys.getwindowsversion()
        return Version((found.major, found.minor, found.build))

elif sys.platform == "darwin":

    def _version() -> Version | None:
        return release(platform.mac_ver()[0])

else:

    def _version() -> Version | None:
        try:
            named = os.confstr("CS_GNU_LIBC_VERSION") or ""
        except (ValueError, OSError):  # another C library
            return None
        return release(named.rpartition(" ")[2])
