"""Whether a file of a known format is whole, told from its ends and from the lengths written in it.

A few small reads at ends and headers say yes. What they can't accept is walked through once more with care, so that a good file
of an odd writer is kept. Formats that can't tell where they end: an OBJ cut after a line, an MPEG stream cut between two frames,
an OGG cut between two pages, fragmented MP4 and streamed WebM cut between two fragments, WAV with streamed lengths, an FBX in
text cut between two of its parts, AVI and AIFF that lack one byte, plain text.
"""

import struct
from collections.abc import Callable
from typing import BinaryIO

from desktop.domain.language import words_of
from desktop.engine import signatures as sig
from desktop.engine.signatures import MediaType
from desktop.engine.wholeness_archives import archive, pdf, usdz
from desktop.engine.wholeness_boxes import film, still
from desktop.engine.wholeness_fbx import fbx
from desktop.engine.wholeness_flac import flac
from desktop.engine.wholeness_matroska import matroska
from desktop.engine.wholeness_models import glb, gltf, obj, stl
from desktop.engine.wholeness_mpeg import aac, mp3
from desktop.engine.wholeness_pictures import bmp, gif, jpeg, png, svg, tiff, webp
from desktop.engine.wholeness_ply import ply
from desktop.engine.wholeness_sound import aiff, avi, ogg, wav
from desktop.engine.wholeness_view import WHOLE, Look, Short, View, cut, damaged

__all__ = ["Look", "look_at"]

_CHECKS: dict[MediaType, Callable[[View], Look]] = {
    sig.PNG: png,
    sig.JPEG: jpeg,
    sig.GIF: gif,
    sig.WEBP: webp,
    sig.BMP: bmp,
    sig.TIFF: tiff,
    sig.SVG: svg,
    sig.AVIF: still,
    sig.HEIC: still,
    sig.MP4: film,
    sig.MOV: film,
    sig.M4A: film,
    sig.WEBM: matroska,
    sig.MATROSKA: matroska,
    sig.AVI: avi,
    sig.WAV: wav,
    sig.AIFF: aiff,
    sig.FLAC: flac,
    sig.OGG: ogg,
    sig.MP3: mp3,
    sig.AAC: aac,
    sig.GLB: glb,
    sig.GLTF: gltf,
    sig.OBJ: obj,
    sig.STL: stl,
    sig.PLY: ply,
    sig.FBX: fbx,
    sig.ZIP: archive,
    sig.THREE_MF: archive,
    sig.USDZ: usdz,
    sig.PDF: pdf,
}


def look_at(file: BinaryIO, found: MediaType, head: bytes, size: int) -> Look:
    """Return what there is to say of `file`, of the format `found` and of `size` bytes; `head` is its beginning."""
    check = _CHECKS.get(found)
    if check is None:
        return WHOLE
    try:
        return check(View(file, head, size))
    except Short:
        return cut(words_of("it ends inside its header"))
    except (struct.error, ValueError, IndexError, OverflowError):
        return damaged(words_of("its header can't be read"))
