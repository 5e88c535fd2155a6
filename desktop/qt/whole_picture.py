"""A saved picture as it is pasted: decoded whole, within bounds. Blocks; call it in a thread."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from desktop.qt.decoding import picture_format

LONGEST_SIDE = 4096
"""Larger pictures are scaled down to this many pixels before they are put on the clipboard."""

_LARGEST_FILE = 64_000_000
_LARGEST_AREA = 100_000_000


@dataclass(frozen=True, slots=True)
class WholePicture:
    """A picture, and the same as the bytes of a PNG file."""

    image: QImage
    png: QByteArray


def whole_picture(path: str) -> WholePicture | None:
    """Return the picture in `path`; None where it is no PNG, JPEG, WebP or GIF, is broken, or has more than 100 megapixels.

    What takes more memory than Qt may use (:data:`desktop.qt.look.WINDOW_PICTURE_MB`) is None too: 67 megapixels at 16 bits a
    channel. For files that a helper process opened without harm.
    """
    image = read_picture(path, LONGEST_SIDE)
    if image is None:
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(1)  # quick rather than small: it lives on the clipboard alone
    return WholePicture(image, buffer.data()) if writer.write(image) else None


def read_picture(path: str, longest: int) -> QImage | None:
    """Return the picture in `path`, scaled down where a side has more than `longest` pixels; None as :func:`whole_picture`."""
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly) or file.isSequential() or file.size() > _LARGEST_FILE:
        return None
    try:
        form = picture_format(bytes(file.peek(16).data()))
        return None if form is None else _read(file, form, longest)
    finally:
        file.close()


def _read(file: QFile, form: bytes, longest: int) -> QImage | None:
    reader = QImageReader(file, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _LARGEST_AREA:
        return None
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
