"""Renders the application's icon for every system from the one drawing in `desktop.qt.icons`: `python -m tools.package icons`.

The pictures are committed; a test compares them with the drawing. `outtray.svg` is written by hand after the same measures.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from desktop.qt.colours import tokens_of
from desktop.qt.icons import paint_app_icon

ROOT = Path(__file__).parents[2]
HICOLOR = ROOT / "packaging" / "linux" / "icons" / "hicolor"
SVG = HICOLOR / "scalable" / "apps" / "outtray.svg"
ICO = ROOT / "packaging" / "windows" / "outtray.ico"
ICNS = ROOT / "packaging" / "macos" / "outtray.icns"

SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
"""Of the desktops on Linux, in pixels."""

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows asks for at scales from 100 to 400 %."""

ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
"""What Pillow can put into an .icns; macOS scales 16 down from 32."""

_MAC_MARGIN = 100 / 1024
"""Apple's template leaves this much free around the square, for the shadow."""


def main(argv: list[str]) -> int:
    """Write all pictures of the icon; return 0."""
    del argv
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for path, contents in pictures().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        print(path.relative_to(ROOT), len(contents))
    del application
    return 0


def pictures() -> dict[Path, bytes]:
    """Return every committed picture: where it lies and its bytes. Needs a QGuiApplication."""
    whole = {picture_of(size): _png(rendered(size)) for size in SIZES}
    return whole | {ICO: _ico(), ICNS: _icns()}


def picture_of(size: int) -> Path:
    """Return where the desktops' picture of `size` pixels lies."""
    return HICOLOR / f"{size}x{size}" / "apps" / "outtray.png"


def rendered(size: int, margin: float = 0.0) -> QImage:
    """Return the icon as a picture of `size` pixels, with `margin` (a part of it) left free on each side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    free = size * margin
    paint_app_icon(painter, QRectF(free, free, size - 2 * free, size - 2 * free), _accent())
    painter.end()
    return image


def _accent() -> QColor:
    return tokens_of(dark=False, strong=False).accent


def _png(image: QImage) -> bytes:
    """Return a picture as PNG without a date or a program's name, so that the same drawing gives the same bytes."""
    buffer = BytesIO()
    as_picture(image).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def as_picture(image: QImage) -> Image.Image:
    """Return a picture of Qt's as one of Pillow's."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know file names alone
    return Image.open(BytesIO(buffer.data().data())).convert("RGBA")


def _ico() -> bytes:
    largest, others = _largest_first([rendered(size) for size in ICO_SIZES])
    buffer = BytesIO()
    largest.save(buffer, "ICO", append_images=others, sizes=[(size, size) for size in ICO_SIZES])
    return buffer.getvalue()


def _icns() -> bytes:
    largest, others = _largest_first([rendered(size, _MAC_MARGIN) for size in ICNS_SIZES])
    buffer = BytesIO()
    largest.save(buffer, "ICNS", append_images=others)
    return buffer.getvalue()


def _largest_first(images: list[QImage]) -> tuple[Image.Image, list[Image.Image]]:
    """Return what Pillow starts a file of several sizes from, and the rest, which it then takes as drawn and does not scale."""
    largest, *others = [as_picture(image) for image in reversed(images)]
    return largest, others
