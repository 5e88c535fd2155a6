"""Newer versions: what an update list says, and what of it is for this copy. How one is read stands in `update_list`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import total_ordering
from typing import override

from desktop.domain.language import tr, words_of

HOME = "outtray.app"
"""Where people get Outtray."""

_RELEASE = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)
_BEFORE_RELEASE = re.compile(r"[-._]?(?:a|b|c|rc|alpha|beta|pre|preview|dev)", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A version's numbers. One that comes `early` ("1.2rc1", "1.2.dev3") is older than the release with its numbers."""

    numbers: tuple[int, ...]
    early: bool = False

    @property
    def _order(self) -> tuple[tuple[int, ...], bool]:
        return (*self.numbers, 0, 0, 0, 0)[:4], not self.early

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._order == other._order

    @override
    def __hash__(self) -> int:
        return hash(self._order)

    def __lt__(self, other: "Version") -> bool:
        return self._order < other._order

    @override
    def __str__(self) -> str:
        return ".".join(map(str, self.numbers))


def release(text: str) -> Version | None:
    """Return the version of a release ("1.2", "1.2.3"); None for anything else, early versions too."""
    return Version(tuple(map(int, text.split(".")))) if _RELEASE.fullmatch(text) else None


def version_of(text: str) -> Version | None:
    """Return the version that a copy says it is of: a release, or what came early before one. None where there is none in it."""
    numbers = _RELEASE.match(text)
    found = release(numbers.group()) if numbers is not None else None
    if found is None or numbers is None:
        return None
    return Version(found.numbers, early=_BEFORE_RELEASE.match(text, numbers.end()) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """A file to update with: `size` in bytes, `sha256` in hex. `arch` is "x86_64", "arm64" or "any".

    `minimum` is the least system: of macOS or Windows the system's own version, elsewhere glibc's. None for any.
    """

    channel: str
    arch: str
    url: str
    name: str
    size: int
    sha256: str
    minimum: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Updates:
    """A list whose signature was right: the newest version, its `notes` as plain text by language, its installers."""

    version: Version
    released: datetime
    expires: datetime
    notes: Mapping[str, str]
    installers: tuple[Installer, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest list that this profile has seen: an older one is not believed any more."""

    released: datetime
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A copy and its computer: the channel it came by, its processor as in :class:`Installer`, the system's version."""

    channel: str
    arch: str
    version: Version | None = None


class Why(StrEnum):
    """Why a list, or what it offers, is refused. The values are for logs; :data:`_SENTENCES` has the words."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    UNKNOWN_KEY = "unknown key"
    WRONG_SIGNATURE = "wrong signature"
    NEWER_FORMAT = "newer format"
    EXPIRED = "expired"
    NOT_YET = "from the future"
    REPLAYED = "older than one seen before"
    OLDER_VERSION = "older than the installed version"
    NOT_HTTPS = "an address that is not https"
    FOREIGN_PLACE = "a place that is not ours"


_SENTENCES = {
    Why.UNREADABLE: words_of("The update list can't be read, so nothing of it is used. Try again later."),
    Why.TOO_LARGE: words_of("The update list is far too large to be right, so nothing of it is used. Try again later."),
    Why.UNKNOWN_KEY: words_of(
        "The update list is signed with a key that this Outtray doesn't know, so nothing of it is used. "
        "Get the newest Outtray from {home}."
    ),
    Why.WRONG_SIGNATURE: words_of(
        "The update list has a wrong signature: it was changed on its way. Nothing of it is used. "
        "Try again later, or on another network."
    ),
    Why.NEWER_FORMAT: words_of(
        "The update list is of a kind that this Outtray can't read yet. Get the newest Outtray from {home}."
    ),
    Why.EXPIRED: words_of(
        "The update list ended on {date}, and no newer one came. Check this computer's clock; if it is right, "
        "try again on another network, or look at {home}."
    ),
    Why.NOT_YET: words_of("The update list is of {date}, which is still to come. Check this computer's clock, then try again."),
    Why.REPLAYED: words_of(
        "The update list is older than the one of {date} that came before, so nothing of it is used. "
        "Try again later, or on another network."
    ),
    Why.OLDER_VERSION: words_of(
        "The update list offers Outtray {offered}, which is older than {installed}, the one you have. Nothing of it is used."
    ),
    Why.NOT_HTTPS: words_of("The update list names an address that isn't https, so nothing of it is used. Try again later."),
    Why.FOREIGN_PLACE: words_of(
        "The update list names a file at {address}, where no file of Outtray's is, so nothing of it is used. Try again later."
    ),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A list that is not believed, with the sentence that says so."""

    why: Why
    sentence: str


def refused(why: Why, **facts: object) -> Refused:
    """Return a refusal with its sentence."""
    return Refused(why, tr(_SENTENCES[why], home=HOME, **facts))


@dataclass(frozen=True, slots=True)
class UpToDate:
    """There is nothing newer."""

    version: Version


@dataclass(frozen=True, slots=True)
class Newer:
    """There is a newer version, with an installer for this copy."""

    updates: Updates
    installer: Installer


@dataclass(frozen=True, slots=True)
class Unfit:
    """There is a newer version, but nothing of it for this computer; the sentence says why."""

    updates: Updates
    sentence: str


type Found = UpToDate | Newer | Unfit | Refused
"""What looking for updates comes to."""


def update_for(updates: Updates, installed: Version, system: System) -> Found:
    """Return what `updates` has for a copy of version `installed` on `system`."""
    if updates.version < installed:
        return refused(Why.OLDER_VERSION, offered=updates.version, installed=installed)
    if updates.version == installed:
        return UpToDate(updates.version)
    fitting = [one for one in updates.installers if one.channel == system.channel and one.arch in (system.arch, "any")]
    if not fitting:
        return Unfit(
            updates,
            tr(
                "Outtray {version} is there, but not for this kind of computer ({arch}). Look at {home}.",
                version=updates.version,
                arch=system.arch,
                home=HOME,
            ),
        )
    able = [one for one in fitting if one.minimum is None or system.version is None or one.minimum <= system.version]
    if not able:
        words = tr("Outtray {version} needs a newer system than this computer has. Yours goes on working.", version=updates.version)
        return Unfit(updates, words)
    return Newer(updates, min(able, key=lambda one: one.arch == "any"))


def notes_in(updates: Updates, language: str) -> str:
    """Return the notes in `language` ("zh_CN"), in another form of it, or in English; empty where there are none."""
    short = language.partition("_")[0]
    found = (text for name, text in updates.notes.items() if name.partition("_")[0] == short)
    return updates.notes.get(language) or next(found, "") or updates.notes.get("en", "")
