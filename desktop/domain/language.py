"""The language the program speaks: every text a user reads goes through :func:`tr`.

A text is written here in English, with `{names}` for what is put into it, and is looked up under those very words. The window sets
Qt's translator with :func:`speak`; without one, and in the terminal, English is spoken. The words of a table that is made when a
module is imported, and words that are kept in the database, are marked with :func:`words_of` and looked up when they are shown.

This is the one thing in the house that is set once for the whole process: a language belongs to its reader, not to a part.
"""

from collections.abc import Callable, Iterable

type Translator = Callable[[str, int | None], str]
"""Returns the translation of an English text (for a number, where one decides its form), or the text itself."""


def _english(text: str, _number: int | None) -> str:
    return text


_spoken: list[Translator] = [_english]
_mirrored = [False]


def speak(translator: Translator | None, *, mirrored: bool = False) -> None:
    """Translate by `translator` from now on; None for English. `mirrored` tells that lines are read from the right."""
    _spoken[0] = translator or _english
    _mirrored[0] = mirrored


def isolated(text: str) -> str:
    """Return words that belong together from left to right ("4.2 MB") so that a line read from the right keeps them so."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if _mirrored[0] else text


def tr(text: str, /, **facts: object) -> str:
    """Return `text` in the user's language with `facts` in the places of their `{names}`."""
    said = _spoken[0](text, None)
    return said.format(**facts) if facts else said


def tr_n(one: str, many: str, number: int, /, **facts: object) -> str:
    """Return the form for `number` in the user's language; it is `{n}` in the text, with separators for thousands.

    Translations are looked up under `many`.
    """
    translated = _spoken[0](many, number)
    english = one if number == 1 else many
    said = english if translated == many else translated
    return said.format(n=f"{number:,}", **facts)


def sentences(*said: str) -> str:
    """Return sentences one after the other, as the language sets them; empty ones are left out."""
    whole = ""
    for sentence in filter(None, said):
        whole = tr("{before} {sentence}", before=whole, sentence=sentence) if whole else sentence
    return whole


def listed(things: Iterable[str]) -> str:
    """Return "one, two, three" as the language sets it; empty ones are left out."""
    whole = ""
    for thing in filter(None, things):
        whole = tr("{before}, {thing}", before=whole, thing=thing) if whole else thing
    return whole


def either(things: Iterable[str]) -> str:
    """Return "one or two or three" as the language sets it."""
    whole = ""
    for thing in things:
        whole = tr("{before} or {thing}", before=whole, thing=thing) if whole else thing
    return whole


def within(text: str) -> str:
    """Return words that begin a sentence as they stand inside one: with a small letter, where the language has such."""
    return f"{text[:1].lower()}{text[1:]}"


def words_of(text: str) -> str:
    """Return `text` as it is: it marks the words of a table for the catalogue, to be shown through :func:`tr`."""
    return text
