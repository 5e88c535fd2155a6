"""Full-text search: how a task's words are written into the index, and how the user's words become a question to it.

SQLite's `unicode61` splits at spaces and punctuation (sqlite.org/fts5.html, "Unicode61 Tokenizer"), so a run of Chinese,
Japanese or Korean characters would be one word. Such runs are taken out and indexed as pairs and single characters, and a
run in a question becomes a phrase of pairs, which finds it anywhere inside a longer one. Signs (emoji, symbols, punctuation), which
it drops, are indexed as words of their own; a question looks for emoji, and for other signs where it holds nothing else.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.domain.task import Task
from desktop.storage.values import plain

_RUN = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u1100-\u11ff\uac00-\ud7af]+"
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of a task: words, and the grams of its CJK runs."""

    words: str
    grams: str


def indexed(task: Task) -> Indexed:
    """Return what the index holds of `task`: prompt, title, tags, model, action, provider, project, ids and file names."""
    about = (task.title, task.prompt, task.model, task.action, task.ref.task_id, task.ref.provider, task.project or "")
    return indexed_words((*about, *task.tags, *task.own_tags, *(f.name for f in task.files)))


def indexed_words(parts: Iterable[str]) -> Indexed:
    """Return what the index holds of texts."""
    text = _folded("\n".join(part for part in parts if part))
    words = " ".join(_RUN.sub(" ", text).split())
    grams = [*map(_grams, _RUN.findall(text)), *sorted({_sign(c) for c in text if _is_sign(c)})]
    return Indexed(words, " ".join(grams))


def match_expression(text: str) -> str | None:
    """Return the FTS5 question for what the user typed: every word, the last as a prefix. None where there is no word in it.

    Each piece is quoted, so nothing in `text` is read as an operator (sqlite.org/fts5.html, "FTS5 Strings").
    """
    folded = _folded(text)
    pieces = [piece for word in folded.split() for piece in _pieces(word)]
    pictures = sorted({c for c in folded if (_is_sign(c) if not pieces else unicodedata.category(c) == "So")})
    if not pieces and not pictures:
        return None
    open_end = bool(folded) and not folded[-1].isspace()
    last = len(pieces) - 1
    terms = [_term(piece, prefix=open_end and at == last) for at, piece in enumerate(pieces)]
    return " AND ".join([*terms, *(f'grams : "{_sign(c)}"' for c in pictures)])


def _is_sign(char: str) -> bool:
    """Tell whether a character is a picture, a symbol or punctuation: what the tokenizer drops."""
    return unicodedata.category(char)[0] in "SP"


def _sign(char: str) -> str:
    """Return the word that stands in the index for a sign."""
    return f"u{ord(char):x}u"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", plain(text).replace("\0", " ")).casefold()


def _grams(run: str) -> str:
    """Return the pairs, then the single characters; these also keep a phrase of pairs from reaching into the next run."""
    return " ".join([*(a + b for a, b in pairwise(run)), *run])


def _pieces(word: str) -> Iterator[str]:
    """Split a word into CJK runs and the rest, leaving out what holds no letter or digit."""
    at = 0
    for run in _RUN.finditer(word):
        yield from _wordly(word[at : run.start()])
        yield run[0]
        at = run.end()
    yield from _wordly(word[at:])


def _wordly(piece: str) -> Iterator[str]:
    if any(unicodedata.category(c)[0] in "LN" for c in piece):
        yield piece


def _term(piece: str, *, prefix: bool) -> str:
    if _RUN.fullmatch(piece):
        phrase = " ".join(a + b for a, b in pairwise(piece)) or piece
        return f'grams : "{phrase}"'
    quoted = piece.replace('"', '""')
    return f'words : "{quoted}"{" *" if prefix else ""}'
