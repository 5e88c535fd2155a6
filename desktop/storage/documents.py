"""Documents from outside, read without trust."""

import re
from datetime import UTC, datetime
from typing import Final

from desktop.domain.status import MediaKind
from desktop.storage.values import plain

_MOST_WHOLE: Final = 2**63 - 1
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")


class Fields:
    """An object of a document, each field of which may be anything: what is not of the type asked for counts as not there.

    Texts come without halves of surrogate pairs, numbers finite, times in UTC.
    """

    def __init__(self, value: object) -> None:
        self._fields: dict[object, object] = value if isinstance(value, dict) else {}

    def get(self, name: str) -> object:
        """Return a field as it is; None where it is not there."""
        return self._fields.get(name)

    def text(self, name: str) -> str:
        """Return a text, or an empty one."""
        value = self.get(name)
        return plain(value) if isinstance(value, str) else ""

    def items(self, name: str) -> list[object]:
        """Return the items of an array, whatever they are."""
        value = self.get(name)
        return value if isinstance(value, list) else []

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of an array."""
        return tuple(plain(item) for item in self.items(name) if isinstance(item, str))

    def whole(self, name: str) -> int | None:
        """Return a whole number of 0 to 2^63 - 1."""
        value = self.get(name)
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_WHOLE
        return value if isinstance(value, int) and fits else None

    def number(self, name: str) -> float | None:
        """Return a number that is not out of all proportion."""
        value = self.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 < value < 1e15:
            return None
        return value

    def digest(self, name: str) -> str:
        """Return a SHA-256 in lower-case hexadecimals, or an empty text."""
        text = self.text(name)
        return text if _DIGEST.match(text) else ""

    def kind(self, name: str) -> MediaKind:
        """Return a kind of file; OTHER for a word there is not."""
        text = self.text(name)
        return MediaKind(text) if text in MediaKind else MediaKind.OTHER

    def time(self, name: str) -> datetime | None:
        """Return a time that says its zone, in UTC."""
        try:
            at = datetime.fromisoformat(self.text(name))
            return at.astimezone(UTC) if at.tzinfo is not None else None
        except (ValueError, OverflowError):
            return None
