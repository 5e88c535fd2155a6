"""What a check of this installation found: the record that the terminal, the window and a report show."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.language import tr, words_of


class Health(StrEnum):
    """How what was checked fares. The values are keys; :func:`health_words` says them."""

    OK = "ok"
    NOTE = "note"
    TROUBLE = "trouble"


_WORDS = {Health.OK: words_of("Fine"), Health.NOTE: words_of("Note"), Health.TROUBLE: words_of("Trouble")}

type Facts = tuple[tuple[str, str], ...]
"""Names and values, as they stand in a report; the names are not translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's outcome: `name` is its key, `title` what users call it, `said` a sentence, `hint` what to do about trouble."""

    name: str
    title: str
    health: Health = Health.OK
    said: str
    hint: str = ""
    facts: Facts = ()


def health_words(health: Health) -> str:
    """Return how it fares in the user's language."""
    return tr(_WORDS[health])


def spoken_finding(finding: Finding) -> str:
    """Return a finding as one line to be read aloud: what it is about, how that fares, what was found, what to do."""
    said = tr("{title}, {state}: {said}", title=finding.title, state=health_words(finding.health), said=finding.said)
    return tr("{before} {sentence}", before=said, sentence=finding.hint) if finding.hint else said
