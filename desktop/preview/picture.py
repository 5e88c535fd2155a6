"""Pictures: one is decoded at the size of its poster, turned as its EXIF says."""

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QImageIOHandler, QImageReader

from desktop.preview.formats import HEAD_BYTES, picture_form
from desktop.preview.poster import poster_size, save_poster
from desktop.preview.request import Request
from desktop.qt.findings import Finding, Trouble
from desktop.qt.look import WINDOW_PICTURE_MB

_DECODED_MB = 1088
"""The memory that decoding may take here: 16,384 × 16,384 pixels, a bit below this process's own limit."""

_ROTATED = QImageIOHandler.Transformation.TransformationRotate90
"""The bit that tells a picture lies on its side."""


def examine_picture(request: Request) -> Finding:
    """Decode the picture, and keep it small."""
    file = QFile(request.path)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return Finding(trouble=Trouble.GONE)
    try:
        form = picture_form(bytes(file.peek(HEAD_BYTES).data()))
        return Finding(trouble=Trouble.UNSUPPORTED) if form is None else _decoded(file, form, request)
    finally:
        file.close()


def _decoded(file: QFile, form: bytes, request: Request) -> Finding:
    QImageReader.setAllocationLimit(_DECODED_MB)
    reader = QImageReader(file, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    if form not in (bytes(one.data()) for one in QImageReader.supportedImageFormats()):
        return Finding(trouble=Trouble.UNSUPPORTED)  # packaged copies leave formats out
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return Finding(trouble=Trouble.BROKEN)
    lies = bool(reader.transformation().value & _ROTATED.value)
    shown = size.transposed() if lies else size
    memory = size.width() * size.height() * 4 / 1e6
    trouble = Trouble.TOO_LARGE if memory > WINDOW_PICTURE_MB else None
    if memory > _DECODED_MB * 1.05 and form != b"jpeg":  # JPEG alone is decoded at the wanted size
        return Finding(trouble=Trouble.TOO_LARGE, width=shown.width(), height=shown.height())
    reader.setScaledSize(_wanted(size, request.side))
    image = reader.read()
    if image.isNull():
        return Finding(trouble=Trouble.BROKEN, width=shown.width(), height=shown.height())
    poster = save_poster(image, request.poster, request.side)
    return Finding(trouble=trouble, width=shown.width(), height=shown.height(), poster=poster)


def _wanted(size: QSize, side: int) -> QSize:
    return poster_size(size, side)
