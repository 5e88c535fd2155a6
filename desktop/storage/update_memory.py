"""What a profile remembers of updates: when it looked, and the newest list it saw, so that no older one is believed again."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop.domain.update import Seen, Updates, release
from desktop.storage.atomic import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The newest list seen, and when one was looked for by itself."""

    seen: Seen | None = None
    looked_at: datetime | None = None


class UpdateMemory:
    """The file `updates.json` of a profile. What can't be read of it was never there. It blocks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Remembered:
        """Return what is remembered."""
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
            return Remembered(seen=_seen(document), looked_at=_time(document.get("looked_at")))
        except (OSError, ValueError, AttributeError, RecursionError):
            return Remembered()

    def saw(self, updates: Updates) -> None:
        """Remember a list that was believed. Raises OSError."""
        self._write(replace(self.read(), seen=Seen(updates.released, updates.version)))

    def looked(self, at: datetime) -> None:
        """Remember that one was looked for. Raises OSError."""
        self._write(replace(self.read(), looked_at=at))

    def _write(self, now: Remembered) -> None:
        document = {
            "version": str(now.seen.version) if now.seen is not None else None,
            "released": now.seen.released.isoformat() if now.seen is not None else None,
            "looked_at": now.looked_at.isoformat() if now.looked_at is not None else None,
        }
        write_whole(self._path, json.dumps(document, indent=2).encode() + b"\n")


def _seen(document: dict[str, object]) -> Seen | None:
    released, version = _time(document.get("released")), document.get("version")
    known = release(version) if isinstance(version, str) else None
    return Seen(released, known) if released is not None and known is not None else None


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    at = datetime.fromisoformat(value)
    return at if at.tzinfo is not None else None
