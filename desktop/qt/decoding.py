"""Pictures (those of the cache, and our own) decoded small, off the GUI thread; their first bytes decide what they are."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QFile, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QImageIOHandler, QImageReader, QPainter

from desktop.domain.status import MediaKind

ALLOCATION_LIMIT_MB = 128
"""Pictures that would need more memory than this to decode are not decoded."""

_LARGEST_FILE = 64_000_000

_SIGNATURES: tuple[tuple[bytes, bytes], ...] = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
)

_ROTATED = QImageIOHandler.Transformation.TransformationRotate90
"""The bit that tells a picture lies on its side."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture wanted: the file and its kind, the size in device-independent px it shall fill, and how it is shown.

    `stamp` tells one content of the file from another (its SHA-256); `radius` rounds the corners.
    """

    path: str
    width: int
    height: int
    dpr: float
    radius: float
    stamp: str
    kind: MediaKind = MediaKind.IMAGE


def picture_format(head: bytes) -> bytes | None:
    """Return Qt's name of the format that `head` (12 bytes or more) begins, None for all but PNG, JPEG, WebP and GIF."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    return next((name for signature, name in _SIGNATURES if head.startswith(signature)), None)


def decode(wish: Wish, path: str) -> QImage | None:
    """Return the picture at `path` scaled to cover the wished size, cut to it and rounded; None where that cannot be done."""
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly) or file.isSequential() or file.size() > _LARGEST_FILE:
        return None
    try:
        form = picture_format(bytes(file.peek(16).data()))
        image = None if form is None else _read(file, form, _pixels(wish))
    finally:
        file.close()
    return None if image is None else _rounded(image, wish)


def _pixels(wish: Wish) -> QSize:
    return QSize(round(wish.width * wish.dpr), round(wish.height * wish.dpr))


def _read(file: QFile, form: bytes, wanted: QSize) -> QImage | None:
    reader = QImageReader(file, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() * 4 > ALLOCATION_LIMIT_MB * 1_000_000:
        return None
    lies = bool(reader.transformation().value & _ROTATED.value)
    scaled = size.scaled(wanted.transposed() if lies else wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(scaled)
    image = reader.read()
    return None if image.isNull() else image


def _rounded(image: QImage, wish: Wish) -> QImage:
    """Return the middle of `image` in the wished size with round corners."""
    size = _pixels(wish)
    box = QRect(0, 0, size.width(), size.height())
    whole = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
    corner = QPointF((size.width() - whole.width()) // 2, (size.height() - whole.height()) // 2)
    result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(whole))
    painter.setBrushOrigin(corner)
    painter.drawRoundedRect(QRectF(box), wish.radius * wish.dpr, wish.radius * wish.dpr)
    painter.end()
    result.setDevicePixelRatio(wish.dpr)
    return result
