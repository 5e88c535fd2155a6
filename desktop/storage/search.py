"""Full-text search: how a task's words are written into the index, and how the user's words become a question to it.

SQLite's `unicode61` splits at spaces and punctuation (sqlite.org/fts5.html, "Unicode61 Tokenizer"), so a run of Chinese,
Japanese or Korean characters would be one word. Such runs are taken out and indexed as pairs and single characters, and a
run in a question becomes a phrase of pairs, which finds it anywhere inside a longer one.
"""

import re
import unicodedata
from collections.abc import Iterator
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
    """Return what the index holds of `task`: prompt, title, tags, model, action, ids and file names."""
    parts = (task.title, task.prompt, *task.tags, task.model, task.action, task.ref.task_id, *(f.name for f in task.files))
    text = _folded("\n".join(part for part in parts if part))
    return Indexed(" ".join(_RUN.sub(" ", text).split()), " ".join(_grams(run) for run in _RUN.findall(text)))


def match_expression(text: str) -> str | None:
    """Return the FTS5 question for what the user typed: every word, the last as a prefix. None where there is no word in it.

    Each piece is quoted, so nothing in `text` is read as an operator (sqlite.org/fts5.html, "FTS5 Strings").
    """
    folded = _folded(text)
    pieces = [piece for word in folded.split() for piece in _pieces(word)]
    if not pieces:
        return None
    open_end = bool(folded) and not folded[-1].isspace()
    last = len(pieces) - 1
    return " AND ".join(_term(piece, prefix=open_end and at == last) for at, piece in enumerate(pieces))


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
