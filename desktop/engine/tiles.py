"""The four pictures of a grid, cut from it without loss."""

import contextlib
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain.language import tr

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

SMALLEST_SIDE = 512
"""A grid has at least this many pixels a side; what is smaller is a preview."""

LARGEST_PIXELS = 100_000_000
"""More than this is not cut: a grid has 4096 x 4096 pixels at most, and the whole of it has to be held in memory."""

_EXACT_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


class CantCut(Exception):
    """A picture that is no grid to be cut; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A tile that was written: bytes, SHA-256 in hex, and pixels."""

    size: int
    sha256: str
    width: int
    height: int


def cut_tile(grid: Path, number: int, target: Path) -> Tile:
    """Write the picture `number` (1 top left, 2 top right, 3 bottom left, 4 bottom right) of `grid` to `target`, as PNG.

    Its pixels and its colour profile are exactly those of the grid. Once this returns the bytes are on the disk itself; what was
    at `target` is replaced, and nothing is left there by a failure. Raises CantCut for a picture that is no grid, is gone or
    can't be read, and OSError where `target` can't be written. Blocks: for a worker thread.
    """
    with _source(grid) as source, _opened(source) as whole:
        tile = _quarter(whole, number)
        profile = whole.info.get("icc_profile")
    encoded = io.BytesIO()  # not straight to the file: an encoder loses the reason why a disk took no more
    tile.save(encoded, "PNG", icc_profile=profile)
    data = encoded.getbuffer()
    try:
        with target.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    digest = hashlib.sha256(data, usedforsecurity=False).hexdigest()
    return Tile(size=len(data), sha256=digest, width=tile.width, height=tile.height)


def _source(grid: Path) -> BinaryIO:
    try:
        return grid.open("rb")
    except OSError as error:
        raise _unreadable(error) from error


def _opened(source: BinaryIO) -> "ImageFile":
    """Open a picture by the format that its first bytes tell; no other format's code ever sees the bytes."""
    from PIL.JpegImagePlugin import JpegImageFile  # Pillow is slow to import, and most tasks have no grid
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    try:
        head = source.read(12)
        source.seek(0)
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return PngImageFile(source)
        if head.startswith(b"\xff\xd8\xff"):
            return JpegImageFile(source)
        if head.startswith(b"RIFF") and head[8:] == b"WEBP":
            return WebPImageFile(source)
    except (OSError, SyntaxError, ValueError) as error:
        raise _unreadable(error) from error
    raise CantCut(tr("The grid was not cut: it is no PNG, JPEG or WebP picture."))


def _unreadable(error: Exception) -> CantCut:
    """Return why a picture can't be read: it is gone, the system does not let us, or there is no sense in its bytes."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return CantCut(tr("The grid was not cut: its file is no longer where it was saved."))
        case PermissionError():
            return CantCut(tr("The grid was not cut: its file may not be read, or another program holds it."))
        case _:
            return CantCut(tr("The grid was not cut: the picture could not be read."))


def _quarter(whole: "ImageFile", number: int) -> "Image":
    width, height = whole.size
    if width % 2 or height % 2:
        raise CantCut(tr("The grid was not cut: {width} × {height} pixels can't be halved.", width=width, height=height))
    if min(width, height) < SMALLEST_SIDE:
        raise CantCut(
            tr("The grid was not cut: {width} × {height} pixels are too few for four pictures.", width=width, height=height)
        )
    if width * height > LARGEST_PIXELS:
        raise CantCut(tr("The grid was not cut: {width} × {height} pixels are too many.", width=width, height=height))
    deep = any(";16" in str(tile) for tile in whole.tile)  # sixteen bits a channel, of which only eight are decoded
    if getattr(whole, "n_frames", 1) != 1 or whole.mode not in _EXACT_MODES or deep:
        raise CantCut(tr("The grid was not cut: a moving picture, or one made for print, can't be cut without loss."))
    row, column = divmod(number - 1, 2)
    left, top = column * width // 2, row * height // 2
    try:
        return whole.crop((left, top, left + width // 2, top + height // 2))
    except (OSError, SyntaxError, ValueError) as error:
        raise _unreadable(error) from error
