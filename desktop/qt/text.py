"""Text from outside made fit to paint: one line, no control or direction marks, cut where there is no room."""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

_LONGEST = 400
"""Letters of a line worth measuring; more never fit."""

_OPEN, _CLOSE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """Return `text` as one line: runs of white space become one space, control and direction marks are left out.

    Isolates from left to right that are closed again stay (:func:`desktop.domain.language.isolated`): they change nothing outside.
    """
    begun = text[: 4 * _LONGEST]
    if not begun.isprintable():
        kept = (_OPEN, _CLOSE) if _closed(begun) else ()
        begun = "".join(letter for letter in begun if letter.isspace() or letter in kept or _shown(letter))
    return " ".join(begun.split())[:_LONGEST]


def elided(text: str, metrics: QFontMetricsF, width: float) -> str:
    """Return `text` as one line that is at most `width` px wide, with "…" where it was cut."""
    return metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, max(0.0, width))


def action_words(action: str) -> str:
    """Return a provider's word for what was done as a reader's: "text_to_model" as "text to model", "DESCRIBE" as "Describe"."""
    plain = action.replace("_", " ").strip()
    return plain.capitalize() if plain.isupper() else plain


def _closed(text: str) -> bool:
    """Tell whether each isolate in `text` is from left to right and ends in it."""
    depth = 0
    for letter in text:
        depth += (letter == _OPEN) - (letter == _CLOSE)
        if depth not in (0, 1):
            return False
    return depth == 0


def _shown(letter: str) -> bool:
    return letter not in _DIRECTION_MARKS and unicodedata.category(letter) not in {"Cc", "Cs"}
