"""What the parent asks for: one JSON object a line."""

import json
from dataclasses import dataclass

from desktop.domain.status import MediaKind


@dataclass(frozen=True, slots=True)
class Request:
    """Look at the file at `path`, of `kind`; put a picture of it, `side` px at its shorter side, into `poster`."""

    path: str
    kind: MediaKind
    side: int
    poster: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """Remove the least used pictures below `folder` until they take `limit` bytes or less."""

    folder: str
    limit: int
    seconds: float


def read_request(line: bytes) -> Request | Sweep:
    """Return what a line asks for. Raises ValueError or KeyError: only our own parent asks."""
    asked = json.loads(line)
    if "sweep" in asked:
        return Sweep(asked["sweep"], int(asked["limit"]), float(asked["seconds"]))
    return Request(asked["path"], MediaKind(asked["kind"]), int(asked["side"]), asked["poster"], float(asked["seconds"]))
