"""Whether files made of ISO boxes are whole: MP4, MOV and M4A, AVIF and HEIC (ISO 14496-12, 4.2 and 8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.language import words_of
from desktop.engine.wholeness_view import WHOLE, Look, View, cut, promised

_TOP = frozenset(b"ftyp styp moov moof mdat free skip wide uuid meta mfra sidx ssix prft emsg pdin pnot PICT udta imda".split())
_MOST_BOXES = 200_000


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    data: int
    end: int
    open_end: bool = False


def _boxes(view: View, start: int, end: int) -> Iterator[_Box]:
    """Yield the boxes from `start` on. The last one may reach beyond `end`; what is no box (padding, tags) ends the walk."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, name, data = view.big(at, 4), view.need(at + 4, 4), at + 8
        if size == 1:
            size, data = view.big(at + 8, 8), at + 16
        if size == 0 and name != b"\0\0\0\0":
            yield _Box(name, at, data, end, open_end=True)
            return
        if size < data - at or name == b"\0\0\0\0":
            return
        yield _Box(name, at, data, at + size)
        at += size


def _inside(view: View, parent: _Box, *path: bytes, skip: int = 0) -> Iterator[_Box]:
    """Yield the boxes reached from `parent` by `path`, a step into all that fit."""
    for box in _boxes(view, parent.data + skip, min(parent.end, view.size)):
        if box.name == path[0]:
            if len(path) == 1:
                yield box
            else:
                yield from _inside(view, box, *path[1:])


def film(view: View) -> Look:
    """Check that the boxes cover the file, that its index is among them, and what the index speaks of."""
    found, flaw = _top(view, frozenset({b"moov", b"moof"}))
    if flaw is not None:
        return flaw
    by_name = {box.name: box for box in found}
    moov, mdat = by_name.get(b"moov"), by_name.get(b"mdat")
    if moov is None and b"moof" not in by_name:
        return cut(words_of("it ends before its index"))
    if mdat is None and b"imda" not in by_name:
        return cut(words_of("it ends before the pictures or sound its index speaks of"))
    parts = [box.name for box in found if box.name in (b"moof", b"mdat")]
    if b"moof" in parts and parts[-1] == b"moof":
        return cut(words_of("its last fragment has no pictures or sound"))
    if moov is None:
        return WHOLE
    if mdat is not None and mdat.open_end and _last_chunk(view, moov) >= view.size:
        return cut(words_of("it ends before the last pictures or sound its index speaks of"))
    return _film_facts(view, moov)


def still(view: View) -> Look:
    """Check that the boxes of a picture (ISO 23008-12) cover the file; its size is that of its largest image."""
    found, flaw = _top(view, frozenset({b"meta", b"moov"}))
    if flaw is not None:
        return flaw
    names = {box.name for box in found}
    meta = next((box for box in found if box.name == b"meta"), None)
    if meta is None and b"moov" not in names:
        return cut(words_of("it ends before its description"))
    if b"mdat" not in names and not (meta and any(_inside(view, meta, b"idat", skip=4))):
        return cut(words_of("it ends before its picture data"))
    sizes = [
        (view.big(box.data + 4, 4), view.big(box.data + 8, 4))
        for box in (_inside(view, meta, b"iprp", b"ipco", b"ispe", skip=4) if meta else ())
    ]
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    return Look(width=width or None, height=height or None)


def _top(view: View, needed: frozenset[bytes]) -> tuple[list[_Box], Look | None]:
    """Return the boxes of the file, and what is wrong with the last."""
    found: list[_Box] = []
    end = 0
    for box in _boxes(view, 0, view.size):
        if box.end > view.size:
            if box.name not in _TOP and any(known.name in needed for known in found):
                return found, None  # tags or rubbish behind the last box
            name = box.name.decode("latin-1") if box.name.isalnum() else "last"
            return found, promised(f"its “{name}” part", box.end - box.start, view.size - box.start)
        found.append(box)
        end = box.end
    rest = view.at(end, 8)
    if len(rest) < 8 and rest.strip(b"\0 \t\r\n"):
        return found, cut(words_of("it ends inside the header of its next part"))
    return found, None


def _last_chunk(view: View, moov: _Box) -> int:
    """Return where the last piece of any track begins."""
    last = 0
    for table, width in ((b"stco", 4), (b"co64", 8)):
        for box in _inside(view, moov, b"trak", b"mdia", b"minf", b"stbl", table):
            if count := view.big(box.data + 4, 4):
                last = max(last, view.big(box.data + 8 + (count - 1) * width, width))
    return last


def _film_facts(view: View, moov: _Box) -> Look:
    seconds, width, height = None, 0, 0
    for box in _inside(view, moov, b"mvhd"):
        long = view.big(box.data, 1) == 1
        scale, length = view.big(box.data + (20 if long else 12), 4), view.big(box.data + (24 if long else 16), 8 if long else 4)
        if scale and length and length < (1 << (64 if long else 32)) - 1:
            seconds = length / scale
    for box in _inside(view, moov, b"trak", b"tkhd"):
        at = box.data + (88 if view.big(box.data, 1) == 1 else 76)
        size = view.big(at, 4) >> 16, view.big(at + 4, 4) >> 16
        width, height = max((width, height), size, key=lambda pixels: pixels[0] * pixels[1])
    return Look(width=width or None, height=height or None, seconds=seconds)
