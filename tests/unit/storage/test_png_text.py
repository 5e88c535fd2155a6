"""Tags in a PNG: nothing else of the file changes, and they come off again to the byte."""

import resource
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from desktop.storage.png_text import NotTagged, embed, picture_size, read_tags, without_tags

ENTRIES = {"Title": "Fuchs — 雪", "Description": "a red fox\nin fresh snow", "Software": "Outtray 1.2", "Outtray": '{"part":"1"}'}
END = b"\0\0\0\0IEND\xaeB`\x82"


def png(mode: str = "RGB", **save: object) -> bytes:
    image = Image.effect_noise((40, 30), 60).convert(mode)
    held = BytesIO()
    image.save(held, "PNG", **save)
    return held.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", "its own title")
    info.add_text("parameters", "steps: 20, seed: 7", zip=True)
    info.add_itxt("Description", "its own words", "en", "Description", zip=True)
    info.add_itxt("Title", "its own title")
    return png(pnginfo=info)


def with_xmp() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator/></x:xmpmeta>")
    return png(pnginfo=info)


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "made elsewhere"
    return png(exif=exif)


def animated() -> bytes:
    frames = [Image.effect_noise((40, 30), spread).convert("RGB") for spread in (20, 80)]
    held = BytesIO()
    frames[0].save(held, "PNG", save_all=True, append_images=frames[1:], duration=100)
    return held.getvalue()


PICTURES: dict[str, Callable[[], bytes]] = {
    "plain": png,
    "alpha": lambda: png("RGBA"),
    "palette": lambda: png("P"),
    "one bit": lambda: png("1"),
    "deep": lambda: png("I;16"),
    "text": with_text,
    "icc": lambda: png(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    "exif": with_exif,
    "xmp": with_xmp,
    "animated": animated,
}


@pytest.fixture(params=sorted(PICTURES))
def served(request: pytest.FixtureRequest) -> bytes:
    return PICTURES[request.param]()


def _pixels(data: bytes) -> list[bytes]:
    with Image.open(BytesIO(data)) as image:
        found = []
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            found.append(image.tobytes())
        return found


def test_the_served_bytes_and_the_pixels_are_all_still_there(tmp_path: Path, served: bytes) -> None:
    path = tmp_path / "x.png.part"
    path.write_bytes(served)
    assert embed(path, ENTRIES)
    tagged = path.read_bytes()
    assert tagged.startswith(served[:-12])
    assert tagged.endswith(END)
    assert without_tags(tagged) == served
    assert _pixels(tagged) == _pixels(served)
    assert read_tags(path) == ENTRIES


def test_other_programs_read_the_tags_beside_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(with_exif())
    assert embed(path, ENTRIES)
    with Image.open(path) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        image.load()
        assert image.text == ENTRIES
        assert image.getexif()[0x010E] == "made elsewhere"
    with Image.open(path) as image:
        image.verify()  # the check sums


SIGNED: dict[str, Callable[[], bytes]] = {
    "c2pa": lambda: png()[:33] + chunk(b"caBX", b"\0\0\0\x10jumb" + b"c2pa" * 4) + png()[33:],
    "c2pa kept elsewhere": lambda: (
        png()[:33]
        + chunk(b"iTXt", b'XML:com.adobe.xmp\0\0\0\0\0<rdf:Description dcterms:provenance="https://c.example/m"/>')
        + png()[33:]
    ),
}


@pytest.mark.parametrize(
    "data",
    [
        *(make() for make in SIGNED.values()),
        png() + b"appended",
        png()[:-1],
        png()[:-12],
        png()[: len(png()) // 2] + END,
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 no PNG" + END,
    ],
    ids=[*SIGNED, "bytes behind the end", "cut", "no end", "hole", "empty", "signature alone", "jpeg"],
)
def test_what_is_signed_or_not_whole_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(data)
    assert not embed(path, ENTRIES)
    assert path.read_bytes() == data
    assert without_tags(data) == data
    assert read_tags(path) == {}


def test_a_picture_is_tagged_once(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(png())
    assert embed(path, ENTRIES)
    first = path.read_bytes()
    assert not embed(path, {**ENTRIES, "Outtray": "{}"})
    assert path.read_bytes() == first


@contextmanager
def _files_end_at(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 5, 100])
def test_a_picture_is_as_it_was_when_the_disk_takes_no_more(tmp_path: Path, room: int) -> None:
    path, served = tmp_path / "x.png", png()
    path.write_bytes(served)
    with _files_end_at(len(served) + room), pytest.raises(NotTagged):
        embed(path, ENTRIES)
    assert path.read_bytes() == served


def test_empty_words_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(png())
    assert embed(path, {**ENTRIES, "Title": ""})
    assert "Title" not in read_tags(path)


def test_the_size_in_pixels_is_read_from_the_head(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(png())
    assert picture_size(path) == (40, 30)
    path.write_bytes(b"GIF89a")
    assert picture_size(path) is None
    assert picture_size(tmp_path / "none.png") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_come_back_but_for_what_no_file_can_hold(
    tmp_path_factory: pytest.TempPathFactory, title: str, prompt: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.png"
    served = png()
    path.write_bytes(served)
    assert embed(path, {"Outtray": "{}", "Title": title, "Description": prompt})
    assert without_tags(path.read_bytes()) == served
    tags = read_tags(path)
    assert (tags.get("Title", ""), tags.get("Description", "")) == (title.replace("\0", ""), prompt.replace("\0", ""))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 300))
def test_hostile_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, junk: bytes, cut: int) -> None:
    path = tmp_path_factory.mktemp("junk") / "x.png"
    for data in (junk, b"\x89PNG\r\n\x1a\n" + junk, png()[:cut] + junk, png()[:cut] + junk + END):
        path.write_bytes(data)
        assert isinstance(embed(path, ENTRIES), bool)
        assert isinstance(read_tags(path), dict)
        assert isinstance(without_tags(data), bytes)
