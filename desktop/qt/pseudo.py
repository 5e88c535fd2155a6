"""A language that nobody speaks: English with accents, in brackets, and two fifths longer.

What stands on the screen without brackets is in no catalogue; what is cut would be cut in German too.
"""

import re

OPEN, CLOSE = "⟦", "⟧"
_LONGER = 0.4
_NAME = re.compile(r"\{[^{}]*\}|\{\{|\}\}|<[^<>]*>")
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇÐÉƑĜĦÎĴĶĻṀÑÖÞQŔŠŦÛṼŴẊÝŽåƀçðéƒĝĥîĵķļṁñöþqŕšŧûṽŵẋýž"
)


def pseudo_text(text: str, _number: int | None = None) -> str:
    """Return `text` with an accent on each letter, longer, and in brackets; what stands in braces stays."""
    accented, at = [], 0
    for name in _NAME.finditer(text):
        accented += [text[at : name.start()].translate(_ACCENTS), name[0]]
        at = name.end()
    accented.append(text[at:].translate(_ACCENTS))
    padding = "~" * round(len(text) * _LONGER)
    return f"{OPEN}{''.join(accented)}{padding}{CLOSE}"
