"""Whether a file is what it should be, and whole: its signature against the kind expected, then its structure.

The checks read a few kilobytes at the file's ends, whatever its size.
"""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.status import MediaKind
from desktop.engine import signatures as sig
from desktop.engine.signatures import HEAD_BYTES, MediaType, first_line, sniff
from desktop.engine.wholeness import is_binary_stl, is_whole

EXPECTED_WORDS: dict[MediaKind, str] = {
    MediaKind.IMAGE: "a picture",
    MediaKind.VIDEO: "a video",
    MediaKind.AUDIO: "a sound file",
    MediaKind.MODEL: "a 3D model",
    MediaKind.TEXT: "a text",
    MediaKind.OTHER: "a file",
}

_PASS: dict[MediaKind, frozenset[MediaKind]] = {
    # A dialect guesses the kind from its task; another medium of the same worth is kept, under its own extension.
    MediaKind.IMAGE: frozenset({MediaKind.IMAGE, MediaKind.VIDEO}),
    MediaKind.VIDEO: frozenset({MediaKind.VIDEO}),
    MediaKind.AUDIO: frozenset({MediaKind.AUDIO, MediaKind.VIDEO}),
    MediaKind.MODEL: frozenset({MediaKind.MODEL}),
    MediaKind.TEXT: frozenset({MediaKind.TEXT}),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is, the extension it should have (with the dot, empty where unknown), and what is wrong with it."""

    media_type: MediaType | None
    extension: str
    problem: Problem | None = None
    cut_off: bool = False


def refusal(found: MediaType | None, kind: MediaKind, head: bytes, provider: str = "") -> Problem | None:
    """Return why a file that begins as `found` does not do where `kind` is expected; None where it does."""
    if _does(found, kind):
        return None
    return problem(
        ProblemKind.WRONG_BYTES,
        provider=provider,
        expected=EXPECTED_WORDS[kind],
        got=found.words if found is not None else "data of an unknown kind",
        excerpt=first_line(head) if found is None or found in sig.MESSAGES else "",
    )


def verify(path: Path, size: int, kind: MediaKind, provider: str = "") -> Verdict:
    """Check the file at `path` of `size` bytes where `kind` is expected. Raises OSError where it can't be read."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        found = sniff(head)
        if found is None and is_binary_stl(head, size):
            found = sig.STL
        extension = found.extension if found is not None else ""
        wrong = refusal(found, kind, head, provider)
        if wrong is not None or found is None:
            return Verdict(found, extension, wrong)
        if is_whole(file, found, head, size):
            return Verdict(found, extension)
    noun = found.words.partition(" ")[2]
    cut = problem(ProblemKind.WRONG_BYTES, provider=provider, got=f"a cut-off {noun}", expected="a whole one")
    return Verdict(found, extension, cut, cut_off=True)


def _does(found: MediaType | None, kind: MediaKind) -> bool:
    if kind is MediaKind.OTHER:
        return found is not sig.HTML
    if found is None:
        return False
    if kind is MediaKind.TEXT:
        return found is not sig.HTML and found.kind in (MediaKind.TEXT, MediaKind.OTHER)
    # A moving GIF or WebP is a video to many; a packed model is a model; an OGG may hold pictures.
    also = {MediaKind.VIDEO: (sig.GIF, sig.WEBP, sig.AVIF, sig.OGG), MediaKind.MODEL: (sig.ZIP,)}
    return found.kind in _PASS[kind] or found in also.get(kind, ())
