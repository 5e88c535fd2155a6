"""A command as the palette and the list of shortcuts know it, and the finding of commands by a few letters. Pure."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_START, _NEXT, _GAP = 10, 6, 1
"""What a letter is worth at the beginning of a word and behind the letter found before, and what each one skipped takes away."""

_WHOLE, _FRONT = 60, 25
"""What is added where a word is found whole, and where it is the beginning of the name."""


def _nothing() -> None:
    """Do nothing: what a shortcut that is only listed does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that can be done. `name` is in the user's language, `english` in English; `topic` is the heading it stands under.

    `keys` are its shortcuts in Qt's portable form, the first being shown. Where it can't be done now, `why_not` says why.
    """

    name: str
    english: str = ""
    topic: str = ""
    keys: tuple[str, ...] = ()
    why_not: str = ""
    run: Callable[[], None] = _nothing

    @property
    def enabled(self) -> bool:
        """Whether it can be done now."""
        return not self.why_not


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Return the commands that what was typed may mean, the likeliest first; all, in their order, where nothing was typed.

    Each word typed must be found in a command's name, in the user's language or in English, or in its topic: its letters in their
    order, with others between them.
    """
    words = folded(typed).split()
    if not words:
        return list(commands)
    scored = [(score, place) for place, command in enumerate(commands) if (score := _score(command, words)) is not None]
    return [commands[place] for score, place in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]


def _score(command: Command, words: Sequence[str]) -> int | None:
    names = {folded(command.name), folded(command.english)} - {""}
    topic = folded(command.topic)
    total = 0
    for word in words:
        found = [score for name in names if (score := letters_score(word, name)) is not None]
        if topic.startswith(word) or f" {word}" in topic:
            found.append(_START)
        if not found:
            return None
        total += max(found)
    return total if command.enabled else total - _START


def letters_score(word: str, name: str) -> int | None:
    """Return how well the letters of `word` are found in `name`, both folded; None where they are not all there, in order."""
    at = name.find(word)
    if at >= 0:
        starts = at == 0 or not name[at - 1].isalnum()
        return len(word) * _NEXT + (_WHOLE if starts else _START) + (_FRONT if at == 0 else 0)
    score, place = 0, -1
    for letter in word:
        found = _best_place(name, letter, place + 1)
        if found is None:
            return None
        begins = found == 0 or not name[found - 1].isalnum()
        score += _START if begins else _NEXT if found == place + 1 else -_GAP * min(found - place - 1, 5)
        place = found
    return score if score > 0 else None


def _best_place(name: str, letter: str, start: int) -> int | None:
    """Return where a letter is found next: right here, else at the beginning of a word, else anywhere."""
    first = name.find(letter, start)
    if first in (start, -1):
        return first if first >= 0 else None
    beginning = name.find(f" {letter}", start)
    return beginning + 1 if beginning >= 0 else first


def folded(text: str) -> str:
    """Return `text` for comparing: without case, accents and doubled space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
