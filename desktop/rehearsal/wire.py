"""Requests and replies as values: what a pretended server reads and says, without a socket."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a reply in pieces, so that padding is held in memory once however often it is sent."""

    pieces: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return sum(map(len, self.pieces))

    def sha256(self) -> str:
        """Return its SHA-256 in hex."""
        digest = sha256()
        for piece in self.pieces:
            digest.update(piece)
        return digest.hexdigest()

    def cut(self, start: int, stop: int) -> "Body":
        """Return the bytes from `start` up to `stop`."""
        return Body(tuple(self._cut(start, stop)))

    def _cut(self, start: int, stop: int) -> Iterator[bytes]:
        at = 0
        for piece in self.pieces:
            low, high = max(start - at, 0), min(stop - at, len(piece))
            if low < high:
                yield piece if high - low == len(piece) else piece[low:high]
            at += len(piece)

    def joined(self) -> bytes:
        """Return it as one piece."""
        return b"".join(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request: `path` decoded, `target` path and query as sent, header names in lower case."""

    method: str
    path: str
    target: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def segments(self) -> tuple[str, ...]:
        """The path between its slashes."""
        return tuple(part for part in self.path.split("/") if part)

    def first(self, name: str) -> str:
        """Return the first value of a query field, or an empty string."""
        return next((value for key, value in self.query if key == name), "")

    def fields(self) -> dict[str, object]:
        """Return the JSON object of the body; empty where it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def bearer(self) -> str:
        """Return the key of an `Authorization: Bearer` header, or an empty string."""
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        return key.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply. It can be told to break off: `stop_at` bytes of the body are sent and the connection ends, hard with `reset`."""

    status: int = 200
    media_type: str = "application/json; charset=utf-8"
    body: Body = field(default_factory=Body)
    headers: tuple[tuple[str, str], ...] = ()
    stop_at: int | None = None
    reset: bool = False
    link_age: float | None = None
    link_expired: bool | None = None

    def having(self, *headers: tuple[str, str]) -> "Reply":
        """Return it with more headers."""
        return replace(self, headers=(*self.headers, *headers))


def json_reply(value: object, status: int = 200) -> Reply:
    """Return `value` as a JSON reply."""
    return Reply(status=status, body=Body((json.dumps(value, ensure_ascii=False).encode(),)))


def text_reply(text: str, status: int = 200, media_type: str = "text/plain; charset=utf-8") -> Reply:
    """Return `text` as a reply."""
    return Reply(status=status, media_type=media_type, body=Body((text.encode(),)))
