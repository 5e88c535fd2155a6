"""Whether FBX files are whole (code.blender.org, "FBX binary file format specification")."""

import struct

from desktop.domain.language import words_of
from desktop.engine.wholeness_view import WHOLE, Look, View, cut, damaged, promised

_FOOTER = bytes.fromhex("f85a8c6adef5d97eece90ce3758f290b")
_MOST_NODES = 100_000


def fbx(view: View) -> Look:
    """Check that the nodes end within the file and that the footer stands behind them; of text, that its braces are closed."""
    return _binary(view) if view.head.startswith(b"Kaydara") else _text(view)


def _binary(view: View) -> Look:
    large = view.little(23, 4) >= 7500
    at, width = 27, 25 if large else 13
    for _ in range(_MOST_NODES):
        if at + width > view.size:
            return cut(words_of("it ends before its closing record"))
        end, _, _, name = struct.unpack("<QQQB" if large else "<IIIB", view.need(at, width))
        if end == 0:
            rest = view.size - at - width
            return (
                WHOLE
                if not rest or _FOOTER in view.tail[-min(rest, len(view.tail)) :]
                else cut(words_of("it ends inside its footer"))
            )
        if end > view.size:
            return promised(words_of("its last part"), end - at, view.size - at)
        if end < at + width + name:
            return damaged(words_of("one of its parts ends before it begins"))
        at = end
    return damaged(words_of("it has more parts than a model can have"))


def _text(view: View) -> Look:
    lines = [line for line in view.tail.splitlines() if line.strip(b" \t\r\n\0") and not line.lstrip().startswith(b";")]
    if not lines or not lines[-1].rstrip(b" \t\r\n\0").endswith(b"}"):
        return cut(words_of("it ends before its closing brace"))
    if lines[-1][:1] not in b" \t" or view.count(b"{") <= view.count(b"}"):
        return WHOLE
    return cut(words_of("it ends before its closing brace"))
