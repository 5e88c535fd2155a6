"""Which versions of what, and how this copy came here."""

import importlib.metadata
import locale
import os
import platform
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.domain.finding import Facts, Finding, Health
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.storage.build import Build, Channel
from desktop.storage.checkup import sqlite_facts

_LIBRARIES = ("httpx", "aiohttp", "urllib3", "keyring", "truststore", "PIL", "PySide6", "qasync")
_PACKAGES = {"PIL": "Pillow", "PySide6": "PySide6_Essentials"}
_SESSION = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "LANG", "LC_ALL", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR")


def versions_found(version: str, environ: Mapping[str, str]) -> Finding:
    """Return the versions of the program, of what it stands on, and of the system. Imports nothing that is slow."""
    sqlite, sqlite_note = sqlite_facts()
    facts: list[tuple[str, str]] = [
        ("Outtray", version),
        ("Python", platform.python_version()),
        ("SQLite", sqlite),
        ("OpenSSL", ssl.OPENSSL_VERSION.removeprefix("OpenSSL ")),
        ("system", _system()),
        ("machine", platform.machine()),
        ("locale", ".".join(filter(None, locale.getlocale()))),
    ]
    facts += [(_PACKAGES.get(name, name), found) for name in _LIBRARIES if (found := _version_of(name))]
    facts += [(name, environ[name]) for name in _SESSION if environ.get(name)]
    facts += [("display", _display(environ))] if sys.platform.startswith("linux") else []
    if sqlite_note:
        facts.append(("SQLite note", sqlite_note))
    said = tr(
        "Outtray {version} with Python {python} and SQLite {sqlite} on {system}.",
        version=version,
        python=platform.python_version(),
        sqlite=sqlite,
        system=_system(),
    )
    return Finding(name="versions", title=tr("Versions"), said=said, facts=tuple(facts))


def copy_found(build: Build, settings: Settings | None, program: Path) -> Finding:
    """Return how this copy came to the computer, and who keeps it up to date."""
    facts: Facts = (
        ("channel", build.channel.value),
        ("updated by", build.updated_by or "–"),
        ("commit", build.commit or "–"),
        ("frozen", "yes" if getattr(sys, "frozen", False) else "no"),
        ("program", str(program)),
        ("looks for updates", "–" if settings is None else "yes" if settings.updates else "no"),
    )
    if build.updated_by:
        said = tr("This copy is kept up to date by {name}.", name=build.updated_by)
    elif build.channel is Channel.SOURCE:
        said = tr("This copy runs from its source code, so it is kept up to date by hand.")
    elif settings is not None and settings.updates:
        said = tr("This copy looks for updates once a day.")
    else:
        said = tr("This copy looks for updates when you ask it to.")
    return Finding(name="build", title=tr("This copy"), said=said, facts=facts)


def settings_found(settings: Settings | None, trouble: tuple[str, ...], *, damaged: bool = False) -> Finding:
    """Return whether the settings could be read; `trouble` are the sentences about them, `settings` is None where none were.

    `damaged` tells that the file was read and makes no sense.
    """
    title = tr("Settings")
    if settings is None:
        hint = tr("Check that “settings.toml” in the profile's folder is a file that you may read.")
        if damaged:
            hint = tr("Start Outtray: it uses the copy made before the last change, and keeps the damaged file.")
        return Finding(name="settings", title=title, health=Health.TROUBLE, said=" ".join(trouble), hint=hint)
    if trouble:
        return Finding(name="settings", title=title, health=Health.NOTE, said=" ".join(dict.fromkeys(trouble)))
    return Finding(name="settings", title=title, said=tr("The settings can be read."))


def _system() -> str:
    if platform.system() == "Linux":
        try:
            return f"{platform.freedesktop_os_release().get('PRETTY_NAME', 'Linux')}, Linux {platform.release()}"
        except OSError:
            return f"Linux {platform.release()}"
    name, version = platform.system(), platform.version()
    return f"macOS {platform.mac_ver()[0]}" if name == "Darwin" else f"{name} {version}"


def _display(environ: Mapping[str, str]) -> str:
    kinds = [name for name, variable in (("Wayland", "WAYLAND_DISPLAY"), ("X11", "DISPLAY")) if environ.get(variable)]
    return ", ".join(kinds) or "none"


def _version_of(name: str) -> str:
    """Return a library's version from its metadata, which a frozen program may lack, else from what is loaded already."""
    try:
        return importlib.metadata.version(_PACKAGES.get(name, name))
    except importlib.metadata.PackageNotFoundError:
        return str(getattr(sys.modules.get(name), "__version__", ""))


def program_path() -> Path:
    """Return the program that runs."""
    return Path(os.fspath(sys.executable))
