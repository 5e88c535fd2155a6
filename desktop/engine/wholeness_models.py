"""Whether 3D models are whole: GLB, glTF, OBJ and STL. PLY and FBX have modules of their own."""

import json
import re
import struct

from desktop.domain.language import tr, words_of
from desktop.engine.wholeness_view import WHOLE, Look, View, cut, damaged, promised

_MOST_JSON = 16 * 1024 * 1024
_SCAN_BYTES = 1024 * 1024
_OBJ_NUMBERS = {b"v": 3, b"vn": 3, b"vt": 1, b"f": 3}
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf)", re.ASCII | re.IGNORECASE)
_CORNER = re.compile(rb"-?\d+(?:/-?\d+|/(?:-?\d+)?/-?\d+)?", re.ASCII)


def glb(view: View) -> Look:
    """Check the header's length, the chunks, and that the scene can be read (Khronos glTF 2.0, 4.4; version 1 too)."""
    version, length, first, kind = struct.unpack("<IIII", view.need(4, 16))
    if version not in (1, 2):
        return damaged(tr("its header names a version {version} that does not exist", version=version))
    if length > view.size:
        return promised(words_of("its header"), length, view.size)
    if length < view.size:
        return damaged(tr("its header promises {length} bytes where {size} came", length=f"{length:,}", size=f"{view.size:,}"))
    if 20 + first > length:
        return damaged(words_of("its scene is longer than the file"))
    if version == 1:
        return WHOLE
    if kind != 0x4E4F534A:
        return damaged(words_of("it does not begin with its scene"))
    if first <= _MOST_JSON and _scene(view.need(20, first)) is None:
        return damaged(words_of("its scene can't be read"))
    return _glb_chunks(view, 20 + first) or WHOLE


def _glb_chunks(view: View, at: int) -> Look | None:
    while at + 8 <= view.size:
        length = view.little(at, 4)
        if at + 8 + length > view.size:
            return damaged(words_of("one of its parts is longer than the file"))
        at += 8 + length
    return None


def gltf(view: View) -> Look:
    """Check that the scene can be read."""
    if not view.tail.rstrip(b" \t\r\n\0").endswith(b"}"):
        return cut(words_of("it ends before its closing brace"))
    if view.size > _MOST_JSON:
        return WHOLE
    scene = _scene(view.at(0, view.size).removeprefix(b"\xef\xbb\xbf"))
    if scene is None:
        return damaged(words_of("its scene can't be read"))
    return WHOLE if isinstance(scene.get("asset"), dict) else damaged(words_of("it is no scene, but another kind of JSON"))


def _scene(data: bytes) -> dict[str, object] | None:
    try:
        scene = json.loads(data.rstrip(b"\0 "))
    except (ValueError, RecursionError):
        return None
    return scene if isinstance(scene, dict) else None


def obj(view: View) -> Look:
    """Check that there are points, and that the last line is not one that stops in its middle."""
    start = b"\n" + view.at(0, _SCAN_BYTES)
    if b"\nv " not in start and b"\nv\t" not in start and len(start) <= _SCAN_BYTES:
        return cut(words_of("it ends before its first point"))
    tail = view.tail
    if tail.endswith((b"\n", b"\r", b"\0")):
        return WHOLE
    return cut(words_of("its last line stops in its middle")) if _is_half(tail.splitlines()[-1]) else WHOLE


def _is_half(line: bytes) -> bool:
    """Tell whether a line lacks numbers, or the last corner of a face lacks what the others have."""
    name, *fields = line.split() or [b""]
    if name not in _OBJ_NUMBERS:
        return name in (b"us", b"use", b"usemt", b"mtl", b"usemtl", b"mtllib") and not fields
    if len(fields) < _OBJ_NUMBERS[name]:
        return True
    form = _CORNER if name == b"f" else _NUMBER
    if not all(form.fullmatch(field) for field in fields):
        return True
    return name == b"f" and len({field.count(b"/") for field in fields}) > 1


def stl(view: View) -> Look:
    """Check the count of triangles, or that the text has its last line."""
    if is_binary_stl(view.head, view.size) or b"endsolid" in view.tail.lower():
        return WHOLE
    if b"\0" in view.head:
        due = 84 + 50 * view.little(80, 4)
        return promised(words_of("its header"), due, view.size) if due > view.size else WHOLE
    return cut(words_of("it ends before its last line, “endsolid”"))


def is_binary_stl(head: bytes, size: int) -> bool:
    """Tell whether the count of triangles in `head` is what makes up `size`: binary STL has no other signature."""
    return len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little")


def seems_binary_stl(head: bytes) -> bool:
    """Tell whether `head` is very likely that of a binary STL whose length does not fit: its first triangles make sense."""
    if len(head) < 134 or not 0 < int.from_bytes(head[80:84], "little") < 1 << 28 or b"\0" not in head:
        return False
    count = min(int.from_bytes(head[80:84], "little"), 20, (len(head) - 84) // 50)
    return all(_is_facet(head[84 + 50 * at : 134 + 50 * at]) for at in range(count))


def _is_facet(data: bytes) -> bool:
    *normal, a, b, c, d, e, f, g, h, i = struct.unpack("<12f", data[:48])
    length = sum(value * value for value in normal)
    corners = {(a, b, c), (d, e, f), (g, h, i)}
    return (length == 0 or 0.98 < length < 1.02) and len(corners) > 1 and all(abs(v) < 1e9 for corner in corners for v in corner)
