r"""Makes and signs the update list, and the keys it is signed with.

    python -m tools.package feed --new-key FILE
    python -m tools.package feed --version 1.2 --notes en=notes.txt --notes zh_CN=notes.zh.txt \
        --file deb:x86_64:dist/outtray_1.2_amd64.deb:https://outtray.app/files/outtray_1.2_amd64.deb \
        --minimum deb=2.36 --key-env OUTTRAY_FEED_KEY dist/outtray-updates.json

The list is read back by what the application reads it with, under the keys that are pinned in it: one that it would refuse isn't
written. Nothing is sent anywhere.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from desktop import __version__
from desktop.domain.update import Refused
from desktop.domain.update_list import CHANNELS, FORMAT, SIGNED_AS, read_list
from desktop.engine.update_keys import PINNED, key_id, verifiers
from desktop.engine.updates import SOURCE

DAYS = 120
"""How long a list holds. Somebody who withholds newer ones from a user is noticed after that; a list must be made anew before."""

_ROOT = Path(__file__).resolve().parents[2]
_FILE = re.compile(r"(?P<channel>[a-z]+):(?P<arch>[a-z0-9_]+):(?P<path>.+?):(?P<url>https?://.+)")


class CantSign(Exception):
    """A list that isn't made; the message says why."""


def new_key(path: Path) -> str:
    """Write a new private key into a new file, for this user alone; return its public half as it is pinned."""
    if path.resolve().is_relative_to(_ROOT):
        raise CantSign(f"{path} is in the source tree. A private key belongs outside it.")
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CantSign(f"{path} can't be made: {error.strerror}. A key is never written over.") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    return b64encode(private.public_key().public_bytes_raw()).decode()


def read_key(pem: bytes) -> Ed25519PrivateKey:
    """Return the private key in `pem`."""
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        raise CantSign("The private key can't be read. It is a PEM file as --new-key writes it.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise CantSign("The private key is no Ed25519 key. Make one with --new-key.")
    return key


def file_entry(named: str, minimums: Mapping[str, str]) -> dict[str, Any]:
    """Return an installer as the list names it, from `channel:arch:path:url`."""
    match = _FILE.fullmatch(named)
    if match is None or match["channel"] not in CHANNELS:
        raise CantSign(f"“{named}” isn't channel:arch:path:url. Channels are {', '.join(CHANNELS)}.")
    path = Path(match["path"])
    if match["url"].rpartition("/")[2] != path.name:
        raise CantSign(f"{match['url']} doesn't end in {path.name}.")
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise CantSign(f"{path} can't be read: {error.strerror}.") from error
    entry = {"channel": match["channel"], "arch": match["arch"], "url": match["url"], "size": size, "sha256": digest}
    least = minimums.get(match["channel"])
    return entry | {"minimum": least} if least else entry


def signed_list(payload: Mapping[str, Any], keys: Iterable[Ed25519PrivateKey]) -> bytes:
    """Return a list with `payload`, signed by each of `keys`."""
    data = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
    signatures = [
        {"key": key_id(key.public_key().public_bytes_raw()), "signature": b64encode(key.sign(SIGNED_AS + data)).decode()}
        for key in keys
    ]
    return json.dumps({"payload": b64encode(data).decode(), "signatures": signatures}, indent=2).encode() + b"\n"


def checked(data: bytes, pinned: Iterable[str], now: datetime) -> bytes:
    """Return a list that the application believes; raise for any other."""
    found = read_list(data, verifiers(pinned), SOURCE, now, None)
    if isinstance(found, Refused):
        raise CantSign(f"The application would refuse this list ({found.why.value}): {found.sentence}")
    return data


def make(given: argparse.Namespace, pinned: Sequence[str], now: datetime) -> bytes:
    """Return the list that the arguments ask for."""
    if given.version != __version__:
        raise CantSign(f"This source is of version {__version__}, not {given.version}.")
    if not given.file:
        raise CantSign("A list without files helps nobody. Name them with --file.")
    keys = [read_key(Path(name).read_bytes()) for name in given.key_file]
    keys += [read_key(os.environ.get(name, "").encode()) for name in given.key_env]
    for key in keys:
        public = b64encode(key.public_key().public_bytes_raw()).decode()
        if public not in pinned:
            raise CantSign(f"The key {public} isn't pinned in desktop/engine/update_keys.py: no installed copy would believe it.")
    minimums = dict(entry.partition("=")[::2] for entry in given.minimum)
    payload = {
        "format": FORMAT,
        "version": given.version,
        "released": now.isoformat(timespec="seconds"),
        "expires": (now + timedelta(days=given.days)).isoformat(timespec="seconds"),
        "notes": dict(_notes(entry) for entry in given.notes),
        "files": [file_entry(named, minimums) for named in given.file],
    }
    return checked(signed_list(payload, keys), pinned, now)


def _notes(entry: str) -> tuple[str, str]:
    language, is_named, name = entry.rpartition("=")
    return (language if is_named else "en"), Path(name).read_text(encoding="utf-8")


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.package feed", description="Makes and signs the update list.")
    parser.add_argument("target", type=Path, nargs="?", help="the list's file")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a key pair; the private half goes to a new FILE")
    parser.add_argument("--version", default="", help="the release, as this source has it")
    parser.add_argument("--notes", action="append", default=[], metavar="[LANGUAGE=]FILE", help="plain text, English by default")
    parser.add_argument("--file", action="append", default=[], metavar="CHANNEL:ARCH:PATH:URL", help="an installer")
    parser.add_argument("--minimum", action="append", default=[], metavar="CHANNEL=VERSION", help="the least system (Linux: glibc)")
    parser.add_argument("--days", type=int, default=DAYS, help="how long the list holds (%(default)s)")
    parser.add_argument("--key-file", action="append", default=[], metavar="FILE", help="a private key; two while keys change")
    parser.add_argument("--key-env", action="append", default=[], metavar="NAME", help="a variable with a private key")
    return parser.parse_args(argv)


def main(argv: Sequence[str], pinned: Sequence[str] = PINNED) -> int:
    """Make a key or a list; return 0, or 1 after saying why not."""
    given = _arguments(argv)
    try:
        if given.new_key is not None:
            public = new_key(given.new_key)
            print(f"Keep {given.new_key} safe, and pin this in desktop/engine/update_keys.py:\n\n    PINNED = ({public!r},)")
            return 0
        data = make(given, pinned, datetime.now(UTC))
        if given.target is None:
            raise CantSign("Name the list's file.")
        given.target.write_bytes(data)
    except (CantSign, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{given.target}: version {given.version}, {len(given.file)} files, holds for {given.days} days.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
