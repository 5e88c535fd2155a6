"""Reading an update list: a JSON document in which payload and signatures stand together, so that neither comes without the other.

    {"payload": "<base64 of JSON>", "signatures": [{"key": "<id>", "signature": "<base64 of an Ed25519 signature>"}]}

A signature is over :data:`SIGNED_AS` and the payload's very bytes, which are read only once it is proved. The payload has
`format`, `version`, `released`, `expires`, `notes` (plain text by language) and `files` (:class:`Installer`). Someone who holds the
server or the network can withhold a list, and then it ends; not change it, nor send an older one again.
"""

import binascii
import json
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from desktop.domain.update import Installer, Refused, Seen, Updates, Version, Why, refused, release
from desktop.domain.wording import date_words

FORMAT = 1
SIGNED_AS = b"outtray update list 1\n"
"""What stands before the payload where it is signed: a signature made for anything else is none of a list."""

MOST_BYTES = 256 * 1024
MOST_INSTALLER_BYTES = 2_000_000_000
AHEAD = timedelta(days=1)
"""How far a list may be ahead of this computer's clock."""

CHANNELS: Mapping[str, tuple[str, ...]] = {
    "deb": (".deb",),
    "portable": (".tar.gz", ".zip"),
    "windows": (".exe", ".msi"),
    "macos": (".dmg", ".pkg"),
}
"""The channels that have installers, and the endings of those."""

ARCHES = frozenset({"x86_64", "arm64", "any"})
FILE_PLACES = ("https://outtray.app/", "https://github.com/outtray/outtray/releases/download/")
"""What the addresses of installers begin with, if they aren't where the list itself is. Placeholders, like the home page."""

_PATH = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9._+~-]*)+", re.ASCII)
_NAME = re.compile(r"[Oo]uttray[A-Za-z0-9._+~-]{0,112}", re.ASCII)
"""Files of ours begin with our name, so none is called what Windows keeps for devices, or like somebody else's."""

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?", re.ASCII)
_MOST_SHOWN = 80

type Verify = Callable[[bytes, bytes], bool]
"""Tells whether a signature (the first argument) over bytes (the second) is one key's."""


class _Unreadable(Exception):
    """A document that isn't of this form."""


class _NotBelieved(Exception):
    def __init__(self, refusal: Refused) -> None:
        super().__init__(refusal.why.value)
        self.refusal = refusal


def read_list(data: bytes, keys: Mapping[str, Verify], source: str, now: datetime, seen: Seen | None) -> Updates | Refused:
    """Return what the list `data` says, or why it is refused.

    `keys` are the ones believed, by id; `source` is the address it came from; `seen` the newest list believed so far.
    """
    if len(data) > MOST_BYTES:
        return refused(Why.TOO_LARGE)
    try:
        updates = _updates(_proved(data, keys), source)
    except _NotBelieved as error:
        return error.refusal
    except (_Unreadable, ValueError, OverflowError, RecursionError):
        return refused(Why.UNREADABLE)
    if updates.released > now + AHEAD:
        return refused(Why.NOT_YET, date=date_words(updates.released))
    if seen is not None and (updates.released < seen.released or updates.version < seen.version):
        return refused(Why.REPLAYED, date=date_words(seen.released))
    if updates.expires <= now:
        return refused(Why.EXPIRED, date=date_words(updates.expires))
    return updates


def _proved(data: bytes, keys: Mapping[str, Verify]) -> bytes:
    """Return the payload, where each signature by a known key is right and there is one."""
    document = _table(json.loads(data))
    payload = _bytes(document.get("payload"))
    signatures = [_table(entry) for entry in _entries(document.get("signatures"))]
    known = [(keys[name], _bytes(one.get("signature"))) for one in signatures if (name := _text(one, "key")) in keys]
    if not known:
        raise _NotBelieved(refused(Why.UNKNOWN_KEY))
    if not all(verify(signature, SIGNED_AS + payload) for verify, signature in known):
        raise _NotBelieved(refused(Why.WRONG_SIGNATURE))
    return payload


def _updates(payload: bytes, source: str) -> Updates:
    document = _table(json.loads(payload))
    kind = document.get("format")
    if isinstance(kind, int) and kind > FORMAT:
        raise _NotBelieved(refused(Why.NEWER_FORMAT))
    if kind != FORMAT:
        raise _Unreadable
    notes = {name: _plain(text) for name, text in _table(document.get("notes", {})).items() if _LANGUAGE.fullmatch(name)}
    updates = Updates(
        version=_release(_text(document, "version")),
        released=_time(_text(document, "released")),
        expires=_time(_text(document, "expires")),
        notes=notes,
        installers=tuple(_installers(map(_table, _entries(document.get("files"))), source)),
    )
    if updates.expires <= updates.released:
        raise _Unreadable
    return updates


def _installers(files: Iterable[Mapping[str, object]], source: str) -> Iterable[Installer]:
    """Yield the installers; those of channels that are new to this version are left out."""
    for file in files:
        channel, url, size = _text(file, "channel"), _text(file, "url"), file.get("size")
        if channel not in CHANNELS:
            continue
        name = _checked(url, source)
        if not _NAME.fullmatch(name) or not name.endswith(CHANNELS[channel]):
            raise _Unreadable
        if not isinstance(size, int) or isinstance(size, bool) or not 0 < size <= MOST_INSTALLER_BYTES:
            raise _Unreadable
        arch, sha256, minimum = _text(file, "arch"), _text(file, "sha256"), _text(file, "minimum", "")
        if arch not in ARCHES or not _DIGEST.fullmatch(sha256):
            raise _Unreadable
        least = _release(minimum) if minimum else None
        yield Installer(channel=channel, arch=arch, url=url, name=name, size=size, sha256=sha256, minimum=least)


def _checked(url: str, source: str) -> str:
    """Return the file's name in `url`: https at a place of ours, or on the server that the list itself came from."""
    parts, own = urlsplit(url), urlsplit(source)
    at_home = (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
    if parts.scheme != "https" and not at_home:
        raise _NotBelieved(refused(Why.NOT_HTTPS))
    if not parts.hostname or not _PATH.fullmatch(parts.path) or url != f"{parts.scheme}://{parts.netloc}{parts.path}":
        raise _Unreadable
    if not at_home and not url.startswith(FILE_PLACES):
        raise _NotBelieved(refused(Why.FOREIGN_PLACE, address=f"{parts.hostname}{parts.path}"[:_MOST_SHOWN]))
    return parts.path.rpartition("/")[2]


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Unreadable
    return value


def _entries(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _Unreadable
    return value


def _text(table: Mapping[str, object], name: str, otherwise: str | None = None) -> str:
    value = table.get(name, otherwise)
    if not isinstance(value, str):
        raise _Unreadable
    return value


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise _Unreadable
    try:
        return b64decode(value, validate=True)
    except binascii.Error:
        raise _Unreadable from None


def _release(text: str) -> Version:
    found = release(text)
    if found is None:
        raise _Unreadable
    return found


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise _Unreadable
    return at.astimezone(UTC)


def _plain(value: object) -> str:
    """Return notes without control characters and those that turn the reading direction."""
    if not isinstance(value, str):
        raise _Unreadable
    return "".join(letter for letter in value if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")).strip()
