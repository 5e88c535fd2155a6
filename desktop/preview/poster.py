"""The picture that is kept of a file: small, in sRGB, as WebP."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageWriter

_QUALITY = 85
_LONGEST = 2
"""The longer side of a poster is at most this many times its shorter one's length; what is longer is scaled further down."""


def poster_size(size: QSize, side: int) -> QSize:
    """Return `size` scaled down to `side` px at the shorter side, and at most twice that at the longer one; never up."""
    shorter, longer = sorted((size.width(), size.height()))
    share = min(1.0, side / max(shorter, 1), _LONGEST * side / max(longer, 1))
    return QSize(max(1, round(size.width() * share)), max(1, round(size.height() * share)))


def save_poster(image: QImage, path: str, side: int) -> bool:
    """Write `image` to `path` in the size of a poster; return whether that worked."""
    size = poster_size(image.size(), side)
    if size != image.size():
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if image.colorSpace().isValid() and image.colorSpace() != srgb:
        image.convertToColorSpace(srgb)
    writer = QImageWriter(path, QByteArray(b"webp"))
    writer.setQuality(_QUALITY)
    return writer.write(image)
