"""Task ids of each provider's form, the same for the same seed."""

from hashlib import sha256
from uuid import UUID

from desktop.rehearsal.sample import Server

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_EPOCH_MS = 1_790_000_000_000
_DAYS_MS = 3 * 86_400_000


def make_id(server: Server, seed: str) -> str:
    """Return the task id that `server` would give: a UUID of crun and Tripo, `task_` and a ULID of ByteSpike, 16 digits."""
    digest = sha256(f"{server}/{seed}".encode()).digest()
    at_ms = _EPOCH_MS + int.from_bytes(digest[20:28]) % _DAYS_MS
    match server:
        case Server.TRIPO:
            return str(_uuid(at_ms.to_bytes(6) + digest[6:16], version=7))
        case Server.BYTESPIKE:
            return f"task_{_ulid(at_ms, digest)}"
        case Server.MIDJOURNEY:
            return f"{at_ms}{digest[0] * 3 % 1000:03d}"
        case _:
            return str(_uuid(digest[:16], version=4))


def _uuid(raw: bytes, *, version: int) -> UUID:
    octets = bytearray(raw)
    octets[6] = (octets[6] & 0x0F) | (version << 4)
    octets[8] = (octets[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(octets))


def _ulid(at_ms: int, digest: bytes) -> str:
    number = (at_ms << 80) | int.from_bytes(digest[:10])
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
