"""Thumbnails: decoded off the GUI thread, by what the bytes are, within limits, only for what is looked at."""

import gc
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile
from desktop.qt.decoding import Wish, decode, picture_format
from desktop.qt.pictures import thumbnail_source
from desktop.qt.thumbnails import Thumbnails
from tests.fakes.tasks import plain_task

SIZE = QSize(72, 60)


def picture(path: Path, *, form: str = "png", width: int = 300, height: int = 100, colour: str = "#c04020") -> str:
    """Write a picture whose left third is white and whose rest is `colour`."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    for x in range(width // 3):
        for y in range(height):
            image.setPixelColor(x, y, QColor("white"))
    assert QImageWriter(str(path), form.encode()).write(image)
    return str(path)


def decoded(thumbnails: Thumbnails, count: int) -> bool:
    return thumbnails.decoded_count == count


def wish(path: str, dpr: float = 1.0) -> Wish:
    return Wish(path, SIZE.width(), SIZE.height(), dpr, 6, "")


def decoded_wish(wanted: Wish) -> QImage | None:
    return decode(wanted, wanted.path)


@pytest.fixture
def thumbnails(qapp: QApplication) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails()
    yield thumbnails
    thumbnails.close()


# -- decoding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("dpr", [1.0, 2.0])
def test_a_picture_covers_the_size_and_its_middle_is_kept(qapp: QApplication, tmp_path: Path, form: str, dpr: float) -> None:
    image = decoded_wish(wish(picture(tmp_path / "a", form=form), dpr))
    assert image is not None
    assert (image.width(), image.height()) == (round(72 * dpr), round(60 * dpr))
    assert image.devicePixelRatio() == dpr
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert abs(middle.red() - 0xC0) < 12
    assert middle.blue() < 80


def test_corners_are_round(qapp: QApplication, tmp_path: Path) -> None:
    image = decoded_wish(wish(picture(tmp_path / "a.png")))
    assert image is not None
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(36, 0).alpha() == 255


def test_the_name_decides_nothing(qapp: QApplication, tmp_path: Path) -> None:
    assert decoded_wish(wish(picture(tmp_path / "really_a_png.mp4"))) is not None


@pytest.mark.qt_log_ignore("libpng|Corrupt JPEG|Not a JPEG|JPEG datastream")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
        b"BM" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(100),
        b"<html><body>Sign in</body></html>",
        b"glTF" + bytes(60),
    ],
    ids=["empty", "svg", "bmp", "broken png", "broken jpeg", "html", "glb"],
)
def test_what_is_no_whole_picture_of_a_known_format_is_not_decoded(qapp: QApplication, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert decoded_wish(wish(str(path))) is None


def test_a_missing_file_and_a_folder_are_no_pictures(qapp: QApplication, tmp_path: Path) -> None:
    assert decoded_wish(wish(str(tmp_path / "none.png"))) is None
    assert decoded_wish(wish(str(tmp_path))) is None


def test_a_picture_that_would_fill_the_memory_is_refused_unread(qapp: QApplication, tmp_path: Path) -> None:
    side = 60_000
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    assert decoded_wish(wish(str(path))) is None


def test_a_picture_lying_on_its_side_is_turned_and_still_covers(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "side.jpg"
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#2040c0"))
    for x in range(400):
        for y in range(50):
            image.setPixelColor(x, y, QColor("white"))
    assert QImageWriter(str(path), b"jpeg").write(image)
    orientation = b"Exif\x00\x00MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    plain = path.read_bytes()
    path.write_bytes(plain[:2] + b"\xff\xe1" + struct.pack(">H", len(orientation) + 2) + orientation + plain[2:])
    turned = decoded_wish(wish(str(path)))
    assert turned is not None
    assert (turned.width(), turned.height()) == (72, 60)
    assert turned.pixelColor(36, 2).alpha() == 255
    assert (turned.pixelColor(10, 30).red() > 200) is not (turned.pixelColor(62, 30).red() > 200)


def test_formats_are_told_by_their_first_bytes() -> None:
    assert picture_format(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == b"webp"
    assert picture_format(b"RIFF\x00\x00\x00\x00WAVEfmt ") is None
    assert picture_format(b"GIF89a\x01\x00\x01\x00\x00\x00") == b"gif"


# -- the cache -----------------------------------------------------------------------------------------------------


def test_a_picture_is_there_after_ready(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = picture(tmp_path / "a.png")
    with qtbot.waitSignal(thumbnails.ready) as told:
        assert thumbnails.pixmap(2**40, path, SIZE, 2.0) is None
    assert told.args == [2**40]
    pixmap = thumbnails.pixmap(2**40, path, SIZE, 2.0)
    assert pixmap is not None
    assert pixmap.width() == 144
    assert thumbnails.decoded_count == 1


def test_each_size_and_scale_is_its_own_picture(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = picture(tmp_path / "a.png")
    for size, dpr in ((SIZE, 1.0), (SIZE, 2.0), (QSize(44, 36), 1.0)):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.pixmap(1, path, size, dpr)
    small = thumbnails.pixmap(1, path, QSize(44, 36), 1.0)
    assert small is not None
    assert small.width() == 44


def test_what_is_no_picture_is_tried_once(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"<html>")
    for _ in range(3):
        assert thumbnails.pixmap(1, str(path), SIZE, 1.0) is None
        qtbot.waitUntil(lambda: thumbnails.decoded_count == 1)
    assert thumbnails.decoded_count == 1


def test_new_content_is_decoded_again(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = picture(tmp_path / "a.png")
    for stamp, count in (("one", 1), ("two", 2)):
        assert thumbnails.pixmap(1, path, SIZE, 1.0, stamp=stamp) is None
        qtbot.waitUntil(partial(decoded, thumbnails, count))


def test_rows_scrolled_past_are_not_decoded(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = picture(tmp_path / "a.png", width=60, height=50)
    for row in range(1000):
        thumbnails.pixmap(row, path, SIZE, 1.0, stamp=str(row))
    last = [str(row) for row in range(990, 1000)]
    qtbot.waitUntil(lambda: not thumbnails._running and not thumbnails._waiting)
    assert thumbnails.decoded_count <= 40
    assert all(thumbnails.pixmap(0, path, SIZE, 1.0, stamp=stamp) is not None for stamp in last)


def test_memory_is_bounded_by_bytes(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path = picture(tmp_path / "a.png", width=60, height=50)
    one = 72 * 60 * 4 + 200
    thumbnails = Thumbnails(limit=3 * one)
    for row in range(6):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.pixmap(row, path, SIZE, 1.0, stamp=str(row))
    assert thumbnails._bytes <= 3 * one
    assert thumbnails.pixmap(5, path, SIZE, 1.0, stamp="5") is not None
    thumbnails.close()


class SlowDrive:
    """A drive from which a picture comes when `release` is set; `begun` tells that one is being read, `done` how many were."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.release = threading.Event(), threading.Event()
        self.done = 0
        monkeypatch.setattr("desktop.qt.thumbnails.decode", self._decode)

    def _decode(self, wanted: Wish, path: str) -> QImage | None:
        self.begun.set()
        assert self.release.wait(20)
        self.done += 1
        return decode(wanted, path)


def test_closing_waits_and_then_nothing_arrives(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = SlowDrive(monkeypatch)
    thumbnails = Thumbnails()
    thumbnails.pixmap(1, picture(tmp_path / "a.png"), SIZE, 1.0)
    assert drive.begun.wait(10)
    threading.Timer(0.05, drive.release.set).start()
    with qtbot.assertNotEmitted(thumbnails.ready, wait=100):
        thumbnails.close()
        assert drive.done == 1
    assert thumbnails.decoded_count == 0


def test_closing_does_not_wait_for_a_drive_that_hangs(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drive = SlowDrive(monkeypatch)
    thumbnails = Thumbnails()
    thumbnails.pixmap(1, picture(tmp_path / "a.png"), SIZE, 1.0)
    assert drive.begun.wait(10)
    begun = time.monotonic()
    pool = thumbnails._pool
    thumbnails.close()
    del thumbnails
    gc.collect()
    assert time.monotonic() - begun < 5
    assert drive.done == 0
    drive.release.set()
    assert pool.waitForDone(10_000)
    assert drive.done == 1


# -- which file ----------------------------------------------------------------------------------------------------


def saved(part: str, kind: MediaKind = MediaKind.IMAGE, state: FileState = FileState.SAVED) -> ResultFile:
    return ResultFile(part=part, name=part, kind=kind, state=state, path=f"/x/{part}")


@pytest.mark.parametrize(
    ("files", "part"),
    [
        ((saved("model", MediaKind.MODEL), saved("front"), saved("rendered_image")), "rendered_image"),
        ((saved("audio-1", MediaKind.AUDIO), saved("cover-1")), "cover-1"),
        ((saved("1"), saved("2")), "1"),
        ((saved("1", state=FileState.MISSING), saved("2")), "2"),
        ((saved("clip", MediaKind.VIDEO),), "clip"),
        ((saved("audio-1", MediaKind.AUDIO), saved("clip", MediaKind.VIDEO), saved("model", MediaKind.MODEL)), "clip"),
        ((saved("lyrics", MediaKind.TEXT), saved("other", MediaKind.OTHER)), None),
        ((), None),
    ],
)
def test_a_rendering_or_cover_stands_for_the_task(files: tuple[ResultFile, ...], part: str | None) -> None:
    source = thumbnail_source(replace(plain_task(1), files=files))
    assert (source.part if source is not None else None) == part


def test_scaling_keeps_the_shape(qapp: QApplication, tmp_path: Path) -> None:
    """A square in the picture's middle stays square."""
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    for x in range(420, 480):
        for y in range(120, 180):
            image.setPixelColor(x, y, QColor("white"))
    path = str(tmp_path / "square.png")
    assert image.save(path)
    small = decoded_wish(wish(path))
    assert small is not None
    across = sum(small.pixelColor(x, 30).red() > 127 for x in range(72))
    down = sum(small.pixelColor(36, y).red() > 127 for y in range(60))
    assert abs(across - down) <= 1
    assert across == pytest.approx(12, abs=1)
