"""Saved pictures read large, in threads: what reading costs is never paid by the window."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop.qt.decoding import ALLOCATION_LIMIT_MB, picture_format

TEXT_BYTES = 200_000
"""So much of a text is shown."""

_ROTATED = QImageIOHandler.Transformation.TransformationRotate90


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as read: `image`, perhaps smaller than it is on disk, and its `size` there in px, turned as it is to be seen."""

    image: QImage
    size: QSize

    @property
    def whole(self) -> bool:
        """Whether nothing finer can be had from the file."""
        return self.image.width() >= self.size.width()


def read_picture(path: str, room: QSize | None) -> Picture | None:
    """Return the picture in `path`, no larger than needed to fit `room` (px; None: as large as memory allows), else None."""
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly) or file.isSequential():
        return None
    try:
        form = picture_format(bytes(file.peek(16).data()))
        return None if form is None else _read(file, form, room)
    finally:
        file.close()


def _read(file: QFile, form: bytes, room: QSize | None) -> Picture | None:
    reader = QImageReader(file, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() * 4 > ALLOCATION_LIMIT_MB * 1_000_000:
        return None
    lies = bool(reader.transformation().value & _ROTATED.value)
    if room is not None:
        fitting = size.scaled(room.transposed() if lies else room, Qt.AspectRatioMode.KeepAspectRatio)
        if fitting.width() < size.width():
            reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else Picture(image, size.transposed() if lies else size)


def read_text(path: str) -> tuple[str, bool] | None:
    """Return the beginning of a text and whether that is all of it; None where the file can't be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(TEXT_BYTES + 1)
    except OSError:
        return None
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data[:TEXT_BYTES].decode(codec, errors="replace"), len(data) <= TEXT_BYTES
