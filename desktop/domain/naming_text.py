"""Text as it may stand in a file name on Windows, macOS and Linux at once."""

import re
import unicodedata

MAX_PART = 120
"""The most bytes (UTF-8) of one part of a path, its extension included."""

MAX_PATH = 240
"""The most bytes of a path below the root folder."""

_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "", ">": "", "?": "", "*": ""})
_JOINERS = "\u200c\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def clean(text: str) -> str:
    """Return `text` in NFC without control, direction and surrogate characters, and without those that paths can't hold.

    Joiners stay between characters beyond ASCII, where emoji and Persian need them. Runs of white space become one space.
    """
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode()).translate(_REPLACED)
    kept = (c if c.isspace() or _may_stay(c, text[i - 1 : i], text[i + 1 : i + 2]) else "" for i, c in enumerate(text))
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", "".join(kept)))


def _may_stay(c: str, before: str, after: str) -> bool:
    if c in _JOINERS:
        return before > "\x7f" and after > "\x7f" and before not in _JOINERS
    point = ord(c)
    is_no_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return not is_no_character and unicodedata.category(c) not in ("Cc", "Cf", "Cs")


def has_content(text: str) -> bool:
    """Tell whether `text` has more than punctuation and space."""
    return any(unicodedata.category(c)[0] in "LNS" for c in text)


def slug(text: str) -> str:
    """Return `text` in lower case with a hyphen for everything that is no letter or digit."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in text.lower())
    return re.sub(r"-+", "-", "".join(kept)).strip("-")


def size_of(text: str) -> int:
    """Return the length of `text` in UTF-8 bytes."""
    return len(text.encode())


def cut_characters(text: str, most: int) -> str:
    """Return the first `most` characters, ending at a word where one ends close by, and never within a composed one."""
    if len(text) <= most:
        return text
    head = text[: _boundary(text, most)]
    word = head.rfind(" ")
    if text[len(head) : len(head) + 1] != " " and word >= most * 0.6:
        head = head[:word]
    return head.rstrip()


def cut_bytes(text: str, most: int) -> str:
    """Return the longest head of `text` within `most` bytes that does not end within a composed character."""
    if most <= 0:
        return ""
    if size_of(text) <= most:
        return text
    head = text.encode()[:most].decode(errors="ignore")
    return text[: _boundary(text, len(head))].rstrip()


def _boundary(text: str, at: int) -> int:
    while 0 < at < len(text) and _joins(text[at - 1], text[at]):
        at -= 1
    return at


def _joins(before: str, after: str) -> bool:
    return before in _JOINERS or after in _JOINERS or unicodedata.category(after)[0] == "M" or ord(after) in _SKIN_TONES


def safe_part(text: str, extension: str = "") -> str:
    """Return `text` as one part of a path, `extension` behind it; empty where nothing usable is left of `text`.

    No dots at either end, no spaces there. What systems keep for themselves ("CON") is left to :mod:`desktop.storage.files`.
    """
    stem = unicodedata.normalize("NFC", re.sub(r" +", " ", text)).strip(" .-\u3000")
    return stem + extension if stem.strip("_'-. ") else ""
