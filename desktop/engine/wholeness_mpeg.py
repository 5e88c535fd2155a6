"""Whether streams of MPEG sound frames are whole: MP3 and AAC in ADTS."""

from collections.abc import Callable

from desktop.domain.language import tr, words_of
from desktop.engine.mpeg_frames import Frame, adts_length, mp3_frame
from desktop.engine.wholeness_view import WHOLE, Look, View, cut, damaged, promised

_SEARCH_BYTES = 64 * 1024


def id3_end(view: View, at: int = 0) -> int:
    """Return where the ID3v2 tags from `at` on end (id3.org, ID3v2.4 structure, 3.1)."""
    while view.at(at, 3) == b"ID3":
        if at + 10 > view.size:
            return view.size
        flags, *sevens = view.need(at + 5, 5)
        length = 0
        for seven in sevens:
            length = length << 7 | seven & 0x7F
        at += 10 + length + (10 if flags & 0x10 else 0)
    return at


def mp3(view: View) -> Look:
    """Check that a frame follows the tags, then the count in its Xing or VBRI header, else that the last frame is complete."""
    tags = id3_end(view)
    if tags >= view.size:
        return (
            promised(words_of("its tag"), tags, view.size) if tags > view.size else cut(words_of("it ends before its first sound"))
        )
    start, frame = _first_frame(view, tags)
    if frame is None:
        foreign = adts_length(view.at(tags, 6)) or not tags
        return WHOLE if foreign else damaged(words_of("no sound follows its tag"))
    bytes_due, frames = _announced(view, start, frame)
    came = view.size - start
    if bytes_due > came + frame.length and bytes_due > view.size:  # some writers count their tags
        return promised(words_of("its header"), bytes_due, came)
    if not 0 < bytes_due <= came and (missing := _missing(view, start, lambda data: _same(data, frame))):
        return cut(missing)
    seconds = frames * frame.samples / frame.hertz if frames else came * 8 / frame.bits
    return Look(seconds=round(seconds, 3))


def _same(data: bytes, frame: Frame) -> int:
    found = mp3_frame(data)
    return found.length if found is not None and found.hertz == frame.hertz else 0


def aac(view: View) -> Look:
    """Check that the last frame is complete."""
    missing = _missing(view, id3_end(view), adts_length)
    return cut(missing) if missing else WHOLE


def _first_frame(view: View, start: int) -> tuple[int, Frame | None]:
    data = view.at(start, _SEARCH_BYTES)
    at = data.find(b"\xff")
    while at >= 0:
        if (frame := mp3_frame(data[at : at + 4])) is not None:
            follows = data[at + frame.length : at + frame.length + 4]
            if len(follows) < 4 or mp3_frame(follows) is not None:
                return start + at, frame
        at = data.find(b"\xff", at + 1)
    return start, None


def _announced(view: View, start: int, frame: Frame) -> tuple[int, int]:
    """Return how many bytes and frames the first frame says there are; zero where it does not."""
    xing = view.at(start + frame.xing, 16)
    if xing[:4] in (b"Xing", b"Info") and len(xing) == 16:
        flags, first, second = (int.from_bytes(xing[at : at + 4], "big") for at in (4, 8, 12))
        frames = first if flags & 1 else 0
        return (second if flags & 1 else first) if flags & 2 else 0, frames
    vbri = view.at(start + 36, 18)
    if vbri[:4] == b"VBRI" and len(vbri) == 18:
        return int.from_bytes(vbri[10:14], "big"), int.from_bytes(vbri[14:18], "big")
    return 0, 0


def _missing(view: View, start: int, length_of: Callable[[bytes], int]) -> str:
    """Return what the last frame lacks in words, nothing where that can't be told.

    The frames are followed from `start` where that is in reach, else from where three stand in a row in the tail.
    """
    begin = start - view.size + len(view.tail)
    data = _untagged(view.tail)
    at, least = (begin, 0) if begin >= 0 else (data.find(b"\xff"), 3)
    while at >= 0:
        place, frames = at, 0
        while (length := length_of(data[place : place + 6])) and place + length <= len(data):
            place, frames = place + length, frames + 1
        if frames >= least:
            if length:
                return tr("its last {n} bytes of sound are missing", n=f"{place + length - len(data):,}")
            begun = data[place] == 0xFF and len(data) - place < 6 if place < len(data) else False
            return words_of("it ends inside the header of its next sound") if begun else ""
        at = data.find(b"\xff", at + 1)
    return ""


def _untagged(tail: bytes) -> bytes:
    if tail[-128:-125] == b"TAG":
        tail = tail[:-128]
    return tail[:at] if (at := tail.rfind(b"APETAGEX")) >= 0 else tail
