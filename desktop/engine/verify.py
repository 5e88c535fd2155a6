"""Whether a file is what it should be, and whole: its signature against the kind expected, then its structure.

The checks read a few kilobytes at the file's ends, whatever its size; more only of odd ones.
"""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.language import tr, words_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.status import MediaKind
from desktop.engine import signatures as sig
from desktop.engine.placeholders import ZEROS, StandIn, message_stand_in, picture_stand_in, text_stand_in
from desktop.engine.signatures import HEAD_BYTES, MediaType, first_line, sniff
from desktop.engine.wholeness import Look, look_at
from desktop.engine.wholeness_models import is_binary_stl, seems_binary_stl
from desktop.engine.wholeness_mpeg import id3_end
from desktop.engine.wholeness_view import MOST_SCANNED, View

__all__ = ["EXPECTED_WORDS", "Verdict", "is_binary_stl", "refusal", "verify"]

EXPECTED_WORDS: dict[MediaKind, str] = {
    MediaKind.IMAGE: words_of("a picture"),
    MediaKind.VIDEO: words_of("a video"),
    MediaKind.AUDIO: words_of("a sound file"),
    MediaKind.MODEL: words_of("a 3D model"),
    MediaKind.TEXT: words_of("a text"),
    MediaKind.OTHER: words_of("a file"),
}

_PASS: dict[MediaKind, frozenset[MediaKind]] = {
    # A dialect guesses the kind from its task; another medium of the same worth is kept, under its own extension.
    MediaKind.IMAGE: frozenset({MediaKind.IMAGE, MediaKind.VIDEO}),
    MediaKind.VIDEO: frozenset({MediaKind.VIDEO}),
    MediaKind.AUDIO: frozenset({MediaKind.AUDIO, MediaKind.VIDEO}),
    MediaKind.MODEL: frozenset({MediaKind.MODEL}),
    MediaKind.TEXT: frozenset({MediaKind.TEXT}),
}

PIECE_BYTES = 1 << 20
"""So much is read at a time of a file that begins with zeros."""

_TEXTS_TOO = frozenset({MediaKind.TEXT, MediaKind.OTHER})
"""Where a text may be the result, and a message could be taken for one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is, the extension it should have (with the dot, empty where unknown), and what is wrong with it.

    `cut_off` tells a file that ends too early. `link_ended` tells a message that says a fresh link is needed. `width` and
    `height` are pixels, `seconds` how long it plays; None where unknown.
    """

    media_type: MediaType | None
    extension: str
    problem: Problem | None = None
    cut_off: bool = False
    link_ended: bool = False
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


def refusal(found: MediaType | None, kind: MediaKind, head: bytes, provider: str = "") -> Problem | None:
    """Return why a file that begins as `found` does not do where `kind` is expected; None where it does.

    `head` is the whole file, or its first HEAD_BYTES.
    """
    if _does(found, kind):
        no_result = text_stand_in(head, found, bare=kind is MediaKind.OTHER) if kind in _TEXTS_TOO else None
        return _stands_for(no_result, kind, provider, first_line(head)) if no_result is not None else None
    said = first_line(head) if found is None or found in sig.MESSAGES else ""
    if found in sig.MESSAGES and (stand_in := message_stand_in(head)) is not None:
        return _stands_for(stand_in, kind, provider, said)
    got = found.words if found is not None else words_of("data of an unknown kind")
    return problem(ProblemKind.WRONG_BYTES, provider=provider, expected=EXPECTED_WORDS[kind], got=got, excerpt=said)


def verify(path: Path, size: int, kind: MediaKind, provider: str = "") -> Verdict:
    """Check the file at `path` of `size` bytes where `kind` is expected. Raises OSError where it can't be read."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        found = _found(View(file, head, size), kind)
        extension = found.extension if found is not None else ""
        wrong = refusal(found, kind, head, provider)
        if wrong is not None:
            stand_in = message_stand_in(head) if found in sig.MESSAGES else None
            return Verdict(found, extension, wrong, link_ended=stand_in is not None and stand_in.link_ended)
        if found is None:
            blank = _stands_for(ZEROS, kind, provider) if _is_blank(View(file, head, size)) else None
            return Verdict(found, extension, blank)
        look = look_at(file, found, head, size)
        wrong = _flaw(look, found, provider)
        if wrong is None and found.kind is MediaKind.IMAGE:
            no_result = picture_stand_in(file, size, look.width, look.height)
            wrong = _stands_for(no_result, kind, provider) if no_result is not None else None
    return Verdict(found, extension, wrong, cut_off=look.cut, width=look.width, height=look.height, seconds=look.seconds)


def _found(view: View, kind: MediaKind) -> MediaType | None:
    """Return what the bytes are: where their beginning does not say, by what stands behind it."""
    found = sniff(view.head)
    if found is sig.MP3 and (start := id3_end(view)):
        behind = sniff(view.at(start, HEAD_BYTES))
        return behind if behind in (sig.FLAC, sig.AAC) else found
    if found is None and (is_binary_stl(view.head, view.size) or (kind is MediaKind.MODEL and seems_binary_stl(view.head))):
        return sig.STL
    return found


def _is_blank(view: View) -> bool:
    """Tell whether a file has nothing but zeros, as far as one looks: raw pictures and images of disks begin with many."""
    at = 0
    while at < MOST_SCANNED and (data := view.at(at, PIECE_BYTES if at else HEAD_BYTES)):
        if data.strip(b"\0"):
            return False
        at += len(data)
    return at > 0


def _flaw(look: Look, found: MediaType, provider: str) -> Problem | None:
    """Return what a check found as a problem: "a cut-off 3D model instead of a whole one", and why."""
    if look.flaw is None:
        return None
    noun = tr(found.words).removeprefix("a ").removeprefix("an ")
    got = tr("a cut-off {noun}", noun=noun) if look.cut else tr("a damaged {noun}", noun=noun)
    flaw = look.flaw[:1].upper() + look.flaw[1:]
    return problem(ProblemKind.WRONG_BYTES, provider=provider, got=got, expected=words_of("a whole one"), flaw=flaw)


def _stands_for(stand_in: StandIn, kind: MediaKind, provider: str, said: str = "") -> Problem:
    # A picture that is none says "instead of the result": "a picture instead of a picture" would puzzle.
    expected = EXPECTED_WORDS[kind] if "picture" not in stand_in.words else words_of("the result")
    return problem(
        ProblemKind.WRONG_BYTES, provider=provider, expected=expected, got=stand_in.words, advice=stand_in.advice, excerpt=said
    )


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
