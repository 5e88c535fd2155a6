"""Cutting a grid: exact quarters, whole files, and refusals in words."""

import errno
import hashlib
import os
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, override

import pytest
from PIL import Image, ImageChops, ImageCms

from desktop.engine.tiles import CantCut, Tile, cut_tile
from desktop.storage.paths import resources

BOXES = {1: (0, 0, 512, 512), 2: (512, 0, 1024, 512), 3: (0, 512, 512, 1024), 4: (512, 512, 1024, 1024)}


def noisy(mode: str = "RGB", size: tuple[int, int] = (1024, 1024)) -> Image.Image:
    """Return a picture of which no two places look alike."""
    return Image.effect_noise(size, 80).convert(mode)


def written(folder: Path, picture: Image.Image, name: str = "grid.png", **options: Any) -> Path:
    picture.save(folder / name, **options)
    return folder / name


@pytest.mark.parametrize("number", BOXES)
@pytest.mark.parametrize("media", ["jpg", "png", "webp"])
def test_a_tile_has_exactly_the_pixels_of_its_quarter(tmp_path: Path, media: str, number: int) -> None:
    with Image.open(resources() / "samples" / "grid.jpg") as sample:
        grid = written(tmp_path, sample.convert("RGB"), f"grid.{media}")
    target = tmp_path / "tile.part"
    tile = cut_tile(grid, number, target)
    with Image.open(grid) as whole, Image.open(target) as cut:
        assert (cut.format, cut.size, cut.mode) == ("PNG", (512, 512), whole.mode)
        assert ImageChops.difference(cut, whole.crop(BOXES[number])).getbbox() is None
    data = target.read_bytes()
    assert tile == Tile(size=len(data), sha256=hashlib.sha256(data).hexdigest(), width=512, height=512)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1"])
def test_transparency_and_palettes_stay_as_they_are(tmp_path: Path, mode: str) -> None:
    options: dict[str, Any] = {"transparency": 3} if mode == "P" else {}
    grid = written(tmp_path, noisy("L").convert(mode), **options)
    cut_tile(grid, 4, tmp_path / "tile")
    with Image.open(grid) as whole, Image.open(tmp_path / "tile") as cut:
        assert cut.mode == whole.mode
        assert cut.convert("RGBA").tobytes() == whole.crop(BOXES[4]).convert("RGBA").tobytes()


def test_the_colour_profile_is_kept(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    cut_tile(written(tmp_path, noisy(), "grid.jpg", icc_profile=profile), 1, tmp_path / "tile")
    with Image.open(tmp_path / "tile") as cut:
        assert cut.info["icc_profile"] == profile


def test_a_wide_grid_gives_wide_tiles(tmp_path: Path) -> None:
    tile = cut_tile(written(tmp_path, noisy(size=(1536, 768))), 2, tmp_path / "tile")
    assert (tile.width, tile.height) == (768, 384)


def test_an_earlier_attempt_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "tile"
    target.write_bytes(b"half of a tile" * 1_000_000)
    assert cut_tile(written(tmp_path, noisy()), 1, target).size == target.stat().st_size


def _animated(folder: Path) -> Path:
    return written(folder, noisy(), save_all=True, append_images=[noisy("L").convert("RGB")])


def _cut_short(folder: Path) -> Path:
    path = written(folder, noisy())
    os.truncate(path, path.stat().st_size // 2)
    return path


def _enormous(folder: Path) -> Path:
    """Write a PNG whose header alone says 20000 x 20000 pixels."""
    path = written(folder, noisy())
    data = bytearray(path.read_bytes())
    data[16:24] = (20_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    path.write_bytes(data)
    return path


def _deep(folder: Path) -> Path:
    """Write a PNG of 16 bits a channel, which Pillow reads and can't write."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    header = (512).to_bytes(4) * 2 + bytes((16, 2, 0, 0, 0))
    pixels = zlib.compress(bytes((1 + 512 * 6) * 512))
    path = folder / "grid.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def _text(folder: Path) -> Path:
    (folder / "grid.png").write_text("<html>Not a picture</html>")
    return folder / "grid.png"


def _gif(folder: Path) -> Path:
    return written(folder, noisy("P"), "grid.gif")


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "odd width": (lambda folder: written(folder, noisy(size=(1023, 1024))), "1023 × 1024 pixels can't be halved."),
    "odd height": (lambda folder: written(folder, noisy(size=(1024, 1025))), "1024 × 1025 pixels can't be halved."),
    "preview": (lambda folder: written(folder, noisy(size=(256, 256))), "256 × 256 pixels are too few for four pictures."),
    "enormous": (_enormous, "20000 × 20000 pixels are too many."),
    "animated": (_animated, "a moving picture, or one made for print, can't be cut without loss."),
    "print": (lambda folder: written(folder, noisy("CMYK"), "grid.jpg"), "made for print, can't be cut without loss."),
    "sixteen bits": (lambda folder: written(folder, noisy("L").convert("I;16")), "can't be cut without loss."),
    "deep colour": (_deep, "can't be cut without loss."),
    "cut short": (_cut_short, "the picture could not be read."),
    "page": (_text, "it is no PNG, JPEG or WebP picture."),
    "gif": (_gif, "it is no PNG, JPEG or WebP picture."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_grid_is_refused_in_a_sentence_and_leaves_nothing(tmp_path: Path, case: str) -> None:
    make, words = REFUSED[case]
    grid = make(tmp_path)
    with pytest.raises(CantCut) as refused:
        cut_tile(grid, 1, tmp_path / "tile")
    assert str(refused.value).startswith("The grid was not cut: ")
    assert str(refused.value).endswith(words)
    assert not (tmp_path / "tile").exists()


def test_a_grid_that_is_gone_or_can_t_be_read_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(code: int) -> Callable[[Path, str], BytesIO]:
        def refusing(_path: Path, _mode: str) -> BytesIO:
            raise OSError(code, os.strerror(code))

        return refusing

    with pytest.raises(CantCut, match=r"^The grid was not cut: its file is no longer where it was saved\.$"):
        cut_tile(tmp_path / "absent.png", 1, tmp_path / "tile")
    with pytest.raises(CantCut, match=r"^The grid was not cut: the picture could not be read\.$"):
        cut_tile(tmp_path, 1, tmp_path / "tile")
    monkeypatch.setattr(Path, "open", refused(errno.EACCES))
    with pytest.raises(CantCut, match=r"^The grid was not cut: its file may not be read, or another program holds it\.$"):
        cut_tile(tmp_path / "grid.png", 1, tmp_path / "tile")
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_stops_answering_while_the_grid_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = written(tmp_path, noisy())

    class Dying(BytesIO):
        def __init__(self, data: bytes) -> None:
            super().__init__(data)

        @override
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > len(self.getvalue()) // 2:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read(size)

    data = grid.read_bytes()
    monkeypatch.setattr(Path, "open", lambda _path, _mode: Dying(data))
    with pytest.raises(CantCut, match="the picture could not be read"):
        cut_tile(grid, 4, tmp_path / "tile")


def test_trouble_of_the_target_s_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cut_tile(written(tmp_path, noisy()), 1, tmp_path / "no folder" / "tile")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        cut_tile(written(tmp_path, noisy()), 1, tmp_path / "tile")
    assert not (tmp_path / "tile").exists()


def test_metadata_of_the_grid_is_not_claimed_for_a_tile(tmp_path: Path) -> None:
    grid = written(tmp_path, noisy(), "grid.webp", xmp=b"<x:xmpmeta>signed for the grid</x:xmpmeta>", exif=Image.Exif())
    cut_tile(grid, 1, tmp_path / "tile")
    assert b"signed" not in (tmp_path / "tile").read_bytes()
    with Image.open(BytesIO((tmp_path / "tile").read_bytes())) as cut:
        assert set(cut.info) == set()
