"""Tables of status words: what each of a provider's words means, and that any other word decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.status import Remote
from desktop.providers.fields import percent, text

VERDICTS: frozenset[Remote] = frozenset({Remote.DONE, Remote.FAILED, Remote.BLOCKED, Remote.TIMED_OUT, Remote.CANCELLED})
"""States a provider does not leave again."""


@dataclass(frozen=True, slots=True)
class State:
    """What a status word means: our word, the provider's own, and whether it is the last one."""

    remote: Remote
    raw: str
    final: bool


@dataclass(frozen=True, slots=True)
class StatusTable:
    """A provider's status words in lower case. A word that is not listed means UNKNOWN: not final, shown as it came.

    `final_words` are final though they are no verdict. Spellings of other providers ("succeeded") stay unlisted on purpose: what
    a relay means by a word its documentation does not have is not guessed.
    """

    words: Mapping[str, Remote]
    final_words: frozenset[str] = frozenset()

    def read(self, value: object) -> State:
        """Return the state a status field tells of; case and spaces around do not matter, null reads as an empty word."""
        raw = text(value, 80)
        word = raw.lower()
        listed = value is None or isinstance(value, str)
        remote = self.words.get(word, Remote.UNKNOWN) if listed else Remote.UNKNOWN
        return State(remote, raw, final=remote in VERDICTS or (listed and word in self.final_words))


def progress_of(state: State, value: object) -> int | None:
    """Return the progress to show: 100 when done, nothing after another end (providers write anything there then)."""
    if state.remote is Remote.DONE:
        return 100
    return None if state.final else percent(value)
