"""Whether FLAC files are whole (RFC 9639, 8 and 9)."""

from desktop.domain.language import tr, words_of
from desktop.engine.wholeness_mpeg import id3_end
from desktop.engine.wholeness_view import Look, View, cut, damaged, promised

_MOST_BLOCKS = 1000
_MOST_TRIED = 12
_SIZES = {1: 192} | {code: 144 << code for code in range(2, 6)} | {code: 1 << code for code in range(8, 16)}


def flac(view: View) -> Look:
    """Check the metadata blocks, that a frame follows, that the last frame's sum is right and that it is the last one due."""
    start = id3_end(view)
    at, last, number = start + 4, False, 0
    while not last:
        head, length = view.need(at, 1)[0], view.big(at + 1, 3)
        if number == 0 and (head & 0x7F or length != 34):
            return damaged(words_of("it does not begin with its description"))
        if at + 4 + length > view.size:
            return promised(words_of("its metadata"), length, view.size - at - 4)
        at, last, number = at + 4 + length, bool(head & 0x80), number + 1
        if number > _MOST_BLOCKS:
            return damaged(words_of("its metadata has no end"))
    info = view.big(start + 18, 8)
    hertz, samples = info >> 44, info & (1 << 36) - 1
    if at + 2 >= view.size:
        return cut(words_of("it ends before its first sound"))
    sync = view.need(at, 2)
    if sync[0] != 0xFF or sync[1] & 0xFE != 0xF8:
        return damaged(words_of("no sound follows its metadata"))
    flaw = _last_frame(view, at, samples, view.big(start + 10, 2))
    return flaw or Look(seconds=round(samples / hertz, 3) if hertz and samples else None)


def _last_frame(view: View, start: int, samples: int, block: int) -> Look | None:
    """Return what is wrong with the last frame: sound may look like a header, so that several are tried."""
    tail = view.tail[max(0, start - view.size + len(view.tail)) :]
    at, tried = len(tail), 0
    while tried < _MOST_TRIED and (at := tail.rfind(b"\xff", 0, at)) >= 0:
        header = _header(tail[at : at + 16])
        if header is None:
            continue
        tried += 1
        if _sum_fits(tail[at:]):
            number, length = header
            done = number + length if tail[at + 1] & 1 else number * block + length
            return (
                cut(tr("{done} of its {samples} samples came", done=f"{done:,}", samples=f"{samples:,}"))
                if done < samples
                else None
            )
    whole_in_tail = view.size - start <= len(view.tail)
    return cut(words_of("its last sound is not complete")) if tried or whole_in_tail else None


def _header(data: bytes) -> tuple[int, int] | None:
    """Return the frame or sample number and the samples of the frame that begins `data`; its sum must fit."""
    if len(data) < 6 or data[0] != 0xFF or data[1] & 0xFE != 0xF8 or not data[2] >> 4:
        return None
    more = 8 - (data[4] ^ 0xFF).bit_length()
    if more == 1 or more > 7:
        return None
    at = 4 + max(1, more)
    number = data[4] & (0x7F >> more)
    for byte in data[5:at]:
        number = number << 6 | byte & 0x3F
    code = data[2] >> 4
    width = {6: 1, 7: 2}.get(code, 0)
    length = int.from_bytes(data[at : at + width], "big") + 1 if width else _SIZES.get(code, 0)
    at += width + {12: 1, 13: 2, 14: 2}.get(data[2] & 15, 0)
    if at >= len(data) or _crc8(data[:at]) != data[at]:
        return None
    return number, length


def _sum_fits(frame: bytes) -> bool:
    """Tell whether the sum at the frame's end is right; an ID3v1 tag or zeros may follow it."""
    tagged = frame[:-128] if frame[-128:-125] == b"TAG" else frame
    least = len(tagged.rstrip(b"\0"))
    ends = {len(tagged), *range(least, min(least + 2, len(tagged)) + 1)}
    value, sums = 0, {}
    for at, byte in enumerate(tagged, 1):
        value = _CRC16[value >> 8 ^ byte] ^ (value << 8 & 0xFFFF)
        if at in ends:
            sums[at] = value
    return any(found == 0 for found in sums.values())


def _crc8(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 0x07) & 0xFF if value & 0x80 else value << 1
    return value


def _crc16_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x8005) & 0xFFFF if value & 0x8000 else value << 1
        table.append(value)
    return tuple(table)


_CRC16 = _crc16_table()
