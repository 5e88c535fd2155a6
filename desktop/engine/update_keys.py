"""The keys that update lists are signed with: the public halves, pinned here. RELEASING.md says how one is made and kept."""

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Mapping

from desktop.domain.update_list import Verify

PINNED = ("736pH0nuKERrK/vbuwUUYNpOyJWy9575xP/WbrR4Zh0=",)
"""Raw Ed25519 public keys in base64: the one in use, and from the release before a change on also the next one.

A placeholder until the first release: its private half was thrown away, so nothing that it proves can exist. Whoever makes that
release replaces it by what `python -m tools.package feed --new-key` prints; no list is made with a key that is not pinned here.
"""


def key_id(public: bytes) -> str:
    """Return what a key (its 32 raw bytes) is called in a list."""
    return hashlib.sha256(public).hexdigest()[:16]


def pinned() -> Mapping[str, Verify]:
    """Return the pinned keys by id. Loads the cryptography library, which takes a moment."""
    return verifiers(PINNED)


def verifiers(public_keys: Iterable[str]) -> Mapping[str, Verify]:
    """Return what verifies each of some keys in base64, by id."""
    raw = [b64decode(key, validate=True) for key in public_keys]
    return {key_id(key): _verifier(key) for key in raw}


def _verifier(public: bytes) -> Verify:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(public)

    def verify(signature: bytes, signed: bytes) -> bool:
        try:
            key.verify(signature, signed)
        except InvalidSignature:
            return False
        return True

    return verify
