"""Models: a scene's numbers are checked before any library reads it, its triangles counted, then it is rendered."""

import json
import os
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from desktop.preview.request import Request
from desktop.qt.findings import Finding, Trouble

MOST_TRIANGLES = 10_000_000
"""Models of more triangles are not opened in the window."""

_MOST_JSON = 64 * 1024 * 1024
_MOST_EMPTY = 4_000_000
"""Elements of an accessor that has no bytes in the file: a reader would have to make them up."""

_WIDTHS = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_PARTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_NUMBERS = re.compile(r"[-+.\deE\s]*\d")
_TRIANGLES, _STRIP, _FAN = 4, 5, 6

type Render = Callable[[Request], tuple[bool, bool]]
"""Loads and renders a model; returns whether it could be loaded, and whether a picture was made."""


class Unfit(Exception):
    """A model that is not handed to the library."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def examine_model(request: Request, render: Render) -> Finding:
    """Check a model, count its triangles and render it."""
    try:
        triangles = count_triangles(Path(request.path))
    except Unfit as unfit:
        return Finding(trouble=unfit.trouble)
    except OSError:
        return Finding(trouble=Trouble.GONE)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, struct.error):
        return Finding(trouble=Trouble.BROKEN)  # a scene of other shapes than the format's
    if triangles > MOST_TRIANGLES:
        return Finding(trouble=Trouble.TOO_LARGE, triangles=triangles)
    loaded, poster = render(request)
    return Finding(trouble=None if loaded else Trouble.BROKEN, triangles=triangles, poster=poster)


def count_triangles(path: Path) -> int:
    """Return how many triangles a GLB, glTF or OBJ file shows. Raises Unfit, OSError, and what a wrong shape raises."""
    with path.open("rb") as file:
        head = file.read(20)
    if head[:4] == b"glTF":
        return _scene_triangles(_glb_scene(path, head), path)
    if path.suffix.lower() == ".gltf":
        if path.stat().st_size > _MOST_JSON:
            raise Unfit(Trouble.TOO_LARGE)
        return _scene_triangles(json.loads(path.read_bytes()), path)
    if path.suffix.lower() == ".obj":
        return _obj_triangles(path)
    raise Unfit(Trouble.BROKEN if path.suffix.lower() == ".glb" else Trouble.UNSUPPORTED)


# -- glTF (Khronos glTF 2.0) -------------------------------------------------------------------------------------------


def _glb_scene(path: Path, head: bytes) -> dict[str, Any]:
    version, length, first, kind = struct.unpack("<IIII", head[4:20])
    if version != 2 or kind != 0x4E4F534A or length != path.stat().st_size or first > min(length - 20, _MOST_JSON):
        raise Unfit(Trouble.BROKEN)
    with path.open("rb") as file:
        file.seek(20)
        scene: dict[str, Any] = json.loads(file.read(first))
        file.seek(20 + first)
        binary = file.read(8)
    if binary:
        size, kind = struct.unpack("<II", binary)
        if 28 + first + size > length:
            raise Unfit(Trouble.BROKEN)
        scene["outtray:binary"] = size if kind == 0x004E4942 else 0
    return scene


def _scene_triangles(scene: dict[str, Any], path: Path) -> int:
    """Return the triangles of all nodes, each mesh as often as it is shown."""
    for part in (*scene.get("buffers", ()), *scene.get("images", ())):
        if "uri" in part:
            _check_uri(part["uri"], path)
    _check_buffers(scene, path)
    accessors = scene.get("accessors", [])
    for accessor in accessors:
        _check_accessor(accessor, scene)
    meshes = [sum(_primitive_triangles(p, accessors) for p in mesh["primitives"]) for mesh in scene.get("meshes", ())]
    _check_tree(scene.get("nodes", []))
    shown = [node["mesh"] for node in scene.get("nodes", ()) if "mesh" in node]
    return sum(meshes[mesh] for mesh in shown)


def _check_buffers(scene: dict[str, Any], path: Path) -> None:
    for at, buffer in enumerate(scene.get("buffers", ())):
        size = buffer["byteLength"]
        if "uri" not in buffer:
            had = scene.get("outtray:binary", 0) if at == 0 else 0
        elif buffer["uri"].startswith("data:"):
            had = len(buffer["uri"]) * 3 // 4
        else:
            had = (path.parent / unquote(buffer["uri"])).stat().st_size
        if not 0 <= size <= had + 3:
            raise Unfit(Trouble.BROKEN)
    for view in scene.get("bufferViews", ()):
        if not 0 <= view.get("byteOffset", 0) + view["byteLength"] <= scene["buffers"][view["buffer"]]["byteLength"]:
            raise Unfit(Trouble.BROKEN)


def _check_accessor(accessor: dict[str, Any], scene: dict[str, Any]) -> None:
    """Hold an accessor's count against the bytes that are there for it."""
    count, offset = accessor["count"], accessor.get("byteOffset", 0)
    width = _WIDTHS[accessor["componentType"]] * _PARTS[accessor["type"]]
    if type(count) is not int or count < 0 or offset < 0:
        raise Unfit(Trouble.BROKEN)
    if "bufferView" not in accessor:
        if count > _MOST_EMPTY:
            raise Unfit(Trouble.TOO_LARGE)
        return
    view = scene["bufferViews"][accessor["bufferView"]]
    stride = view.get("byteStride") or width
    if count and offset + stride * (count - 1) + width > view["byteLength"]:
        raise Unfit(Trouble.BROKEN)


def _primitive_triangles(primitive: dict[str, Any], accessors: list[dict[str, Any]]) -> int:
    counted = primitive.get("indices", primitive["attributes"].get("POSITION"))
    corners = 0 if counted is None else int(accessors[counted]["count"])
    mode = primitive.get("mode", _TRIANGLES)
    if mode == _TRIANGLES:
        return corners // 3
    return max(0, corners - 2) if mode in (_STRIP, _FAN) else 0


def _check_tree(nodes: list[dict[str, Any]]) -> None:
    """Refuse nodes with two parents, and with them scenes that unfold without end: the format forbids both."""
    parents: list[int | None] = [None] * len(nodes)
    for number, node in enumerate(nodes):
        for child in node.get("children", ()):
            if parents[child] is not None:
                raise Unfit(Trouble.BROKEN)
            parents[child] = number
    rooted = [number for number, parent in enumerate(parents) if parent is None]
    reached = 0
    while rooted:
        reached += 1
        rooted += nodes[rooted.pop()].get("children", ())
    if reached != len(nodes):
        raise Unfit(Trouble.BROKEN)


# -- OBJ ---------------------------------------------------------------------------------------------------------------


def _obj_triangles(path: Path) -> int:
    """Return the triangles of a Wavefront OBJ; a face of n corners is n - 2 of them."""
    triangles = points = 0
    continued = ""
    libraries = {path.with_suffix(".mtl").name}  # the reader takes this one where it finds no other
    with path.open(encoding="utf-8", errors="replace") as file:  # a lone carriage return ends a line for the reader too
        for line in map(str.lstrip, file):
            if "\0" in line or "\f" in line:
                raise Unfit(Trouble.BROKEN)
            if line.startswith(("v ", "v\t")):
                points += 1
            elif line.startswith(("f ", "f\t")):
                triangles += max(0, len(line.split()) - 3)
            elif line[:6].lower() == "mtllib":
                libraries.update(_names(line[6:], path))
            continued = _continued(continued, line)
    if not points:
        raise Unfit(Trouble.BROKEN)
    for name in sorted(libraries):
        _check_library(path.parent / name, path)
    return triangles


def _continued(before: str, line: str) -> str:
    """Return a line that goes on in the next one, after what went on `before`; refuse a library that is named in that way."""
    text = line.rstrip()
    goes_on = text.endswith("\\")
    if not before and not goes_on:
        return ""
    whole = before + text.removesuffix("\\")
    if "mtllib" in "".join(whole.split()).lower():
        raise Unfit(Trouble.REACHES_OUT)
    return whole[-1000:] if goes_on else ""


def _names(text: str, path: Path) -> list[str]:
    """Return what a reader may take for a file's name in the rest of a line: all of it, or a word. Raises Unfit."""
    names = [text.strip(), *text.split()]
    for name in names:
        if name.lower().startswith("data:"):
            raise Unfit(Trouble.REACHES_OUT)
        for read in {name, unquote(name)}:
            _check_uri(read, path)
    return names


def _check_library(library: Path, path: Path) -> None:
    """Refuse names that lead out in an OBJ's material library; one that is not there names none."""
    if not library.is_file():
        return
    _check_uri(library.name, path)
    if library.stat().st_size > _MOST_JSON:
        raise Unfit(Trouble.TOO_LARGE)
    for line in library.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split(maxsplit=1)
        if words and not words[0].lower().startswith(("#", "newmtl")) and not _NUMBERS.fullmatch(words[-1]):
            _names(words[-1], path)


def _check_uri(uri: str, path: Path) -> None:
    """Refuse a name that leads out of the model's own folder: a file from afar must not make us open others."""
    if uri.startswith("data:"):
        return
    plain = unquote(uri).replace("\\", "/")
    if urlsplit(plain).scheme or plain.startswith("/") or ".." in plain.split("/"):
        raise Unfit(Trouble.REACHES_OUT)
    folder = path.parent.resolve()
    if not Path(os.path.realpath(folder / plain)).is_relative_to(folder):
        raise Unfit(Trouble.REACHES_OUT)
