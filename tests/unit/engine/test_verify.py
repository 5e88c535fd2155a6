import struct
import tempfile
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.problem import ProblemKind
from desktop.domain.problems import words
from desktop.domain.status import MediaKind
from desktop.engine import signatures as sig
from desktop.engine.signatures import MediaType, first_line, sniff
from desktop.engine.verify import Verdict, verify

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
KINDS = {
    ".png": MediaKind.IMAGE,
    ".jpg": MediaKind.IMAGE,
    ".webp": MediaKind.IMAGE,
    ".mp4": MediaKind.VIDEO,
    ".mp3": MediaKind.AUDIO,
    ".glb": MediaKind.MODEL,
}


def _zip(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"3D content of " + name.encode() + b"." * 100)
    return out.getvalue()


def _box(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(data), name) + data


def _ftyp(major: bytes, *compatible: bytes) -> bytes:
    return _box(b"ftyp", major + b"\0\0\0\0" + b"".join(compatible))


def _glb(length: int | None = None, version: int = 2) -> bytes:
    scene = b'{"asset":{"version":"2.0"}}  '[:28]
    body = struct.pack("<II", len(scene), 0x4E4F534A) + scene
    return b"glTF" + struct.pack("<II", version, 12 + len(body) if length is None else length) + body


def _riff(form: bytes, data: bytes, length: int | None = None) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(data) if length is None else length) + form + data


def _webm(doctype: bytes = b"webm", body: bytes = b"\0" * 300, length: int | None = None) -> bytes:
    header = b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    size = (len(body) if length is None else length) | 1 << 56
    return b"\x1aE\xdf\xa3" + bytes([0x80 | len(header)]) + header + b"\x18S\x80g" + size.to_bytes(8, "big") + body


def _ogg() -> bytes:
    page = b"OggS\0\2" + b"\0" * 20 + bytes([2, 255, 45]) + b"v" * 300
    return page + page


def _mp3(id3: int | None = None) -> bytes:
    frame = b"\xff\xfb\x90\x64" + b"\0" * 413  # MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes
    tag = b"" if id3 is None else b"ID3\4\0\0" + bytes([0, 0, id3 >> 7, id3 & 127]) + b"\0" * id3
    return tag + frame * 4


def _stl(count: int = 3) -> bytes:
    return b"made by test".ljust(80, b"\0") + struct.pack("<I", count) + b"\0" * 50 * count


WHOLE: list[tuple[str, bytes, MediaType]] = [
    ("gif", b"GIF89a" + b"\1" * 50 + b";", sig.GIF),
    ("webp", _riff(b"WEBP", b"VP8 " + b"\1" * 40), sig.WEBP),
    ("avif", _ftyp(b"avif", b"mif1") + _box(b"meta", b"m" * 30) + _box(b"mdat", b"d" * 90), sig.AVIF),
    ("avif-mif1", _ftyp(b"mif1", b"avif") + _box(b"meta", b"m" * 30), sig.AVIF),
    ("heic", _ftyp(b"heic") + _box(b"meta"), sig.HEIC),
    ("bmp", b"BM" + struct.pack("<IHHI", 60, 0, 0, 54) + b"\1" * 46, sig.BMP),
    ("tiff", b"II*\0" + b"\1" * 40, sig.TIFF),
    ("svg", b'<?xml version="1.0"?>\n<svg xmlns="x"><g/></svg>\n', sig.SVG),
    ("mp4", _ftyp(b"isom", b"mp41") + _box(b"mdat", b"x" * 90) + _box(b"moov", b"y" * 90), sig.MP4),
    ("mp4-fragments", _ftyp(b"iso5") + _box(b"moof") + _box(b"mdat", b"x" * 90), sig.MP4),
    ("mp4-large-box", _ftyp(b"isom") + _box(b"moov") + struct.pack(">I4sQ", 1, b"mdat", 116) + b"x" * 100, sig.MP4),
    ("mp4-open-end", _ftyp(b"isom") + _box(b"moov") + struct.pack(">I4s", 0, b"mdat") + b"x" * 99, sig.MP4),
    ("mp4-padding", _ftyp(b"isom") + _box(b"moov", b"y" * 9) + b"\0" * 20, sig.MP4),
    ("mov", _ftyp(b"qt  ") + _box(b"moov", b"y" * 90), sig.MOV),
    ("mov-old", _box(b"mdat", b"x" * 90) + _box(b"moov", b"y" * 90), sig.MOV),
    ("m4a", _ftyp(b"M4A ") + _box(b"moov", b"y" * 90), sig.M4A),
    ("webm", _webm(), sig.WEBM),
    ("webm-streamed", _webm(length=(1 << 56) - 1), sig.WEBM),
    ("mkv", _webm(b"matroska"), sig.MATROSKA),
    ("avi", _riff(b"AVI ", b"\1" * 40), sig.AVI),
    ("wav", _riff(b"WAVE", b"fmt " + b"\1" * 40), sig.WAV),
    ("wav-streamed", _riff(b"WAVE", b"fmt " + b"\1" * 40, 0xFFFFFFFF), sig.WAV),
    ("aiff", b"FORM" + struct.pack(">I", 44) + b"AIFF" + b"\1" * 40, sig.AIFF),
    ("mp3", _mp3(), sig.MP3),
    ("mp3-id3", _mp3(300), sig.MP3),
    ("aac", b"\xff\xf1\x50\x80" + b"\0" * 90, sig.AAC),
    ("flac", b"fLaC" + b"\0" * 90, sig.FLAC),
    ("ogg", _ogg(), sig.OGG),
    ("glb", _glb(), sig.GLB),
    ("gltf", b'{"scenes": [], "asset": {"version": "2.0"}}\n', sig.GLTF),
    ("gltf-large", b'{"accessors": [' + b'{"count": 3},' * 900 + b'{}], "asset": {"version": "2.0"}}', sig.GLTF),
    ("fbx", b"Kaydara FBX Binary  \0\x1a\0" + b"\0" * 90, sig.FBX),
    ("fbx-text", b"; FBX 7.4.0 project file\n", sig.FBX),
    ("obj", b"# made by test\nmtllib a.mtl\no Cube\nv 1.0 -1e-3 0\nvt 0 1\nf 1/1 2/2 3/3\n", sig.OBJ),
    ("stl", b"solid cube\n facet normal 0 0 1\n endfacet\nendsolid cube\n", sig.STL),
    ("stl-binary", _stl(), sig.STL),
    ("stl-binary-solid", b"solid" + _stl()[5:], sig.STL),
    ("ply", b"ply\nformat ascii 1.0\n", sig.PLY),
    ("usdz", _zip("model.usdc", "tex/a.png"), sig.USDZ),
    ("3mf", _zip("[Content_Types].xml", "3D/3dmodel.model"), sig.THREE_MF),
    ("zip", _zip("a.obj", "a.mtl"), sig.ZIP),
    ("text", "Two foxes, späť — 狐\n".encode(), sig.TEXT),
    ("json", b'[{"a": 1}]', sig.JSON),
    ("xml", b"<?xml version='1.0'?><Error/>", sig.XML),
    ("html", b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>", sig.HTML),
    ("html-comment", b"<!-- x --><html><body>", sig.HTML),
]


def _verify(folder: Path, data: bytes, kind: MediaKind) -> Verdict:
    path = folder / "x.part"
    path.write_bytes(data)
    return verify(path, len(data), kind, "Midjourney")


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir()) if path.suffix in KINDS])
def test_every_sample_is_known_and_whole_and_known_to_be_cut(name: str, tmp_path: Path) -> None:
    data, suffix = (SAMPLES / name).read_bytes(), Path(name).suffix
    assert _verify(tmp_path, data, KINDS[suffix]) == Verdict(sniff(data[:4096]), suffix)
    if suffix != ".mp3":  # a stream of frames ends anywhere
        cut = _verify(tmp_path, data[: len(data) * 2 // 3], KINDS[suffix])
        assert cut.cut_off
        assert cut.problem is not None


@pytest.mark.parametrize(("data", "found"), [pytest.param(data, found, id=name) for name, data, found in WHOLE])
def test_a_format_is_told_by_its_bytes(data: bytes, found: MediaType, tmp_path: Path) -> None:
    kind = found.kind if found is not sig.HTML else MediaKind.OTHER
    verdict = _verify(tmp_path, data, kind)
    assert (verdict.media_type, verdict.extension) == (found, found.extension)
    assert (verdict.problem is None) is (found is not sig.HTML)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a" + b"\1" * 50, MediaKind.IMAGE),
        (_riff(b"WEBP", b"\1" * 40)[:-1], MediaKind.IMAGE),
        (_ftyp(b"avif") + _box(b"mdat", b"d" * 90), MediaKind.IMAGE),
        (b"BM" + struct.pack("<IHHI", 61, 0, 0, 54) + b"\1" * 46, MediaKind.IMAGE),
        (b"<svg><g>", MediaKind.IMAGE),
        (_ftyp(b"isom") + _box(b"moov", b"y" * 90)[:-1], MediaKind.VIDEO),
        (_ftyp(b"isom") + _box(b"mdat", b"x" * 90), MediaKind.VIDEO),
        (_ftyp(b"isom") + _box(b"moov") + struct.pack(">I4sQ", 1, b"mdat", 117) + b"x" * 100, MediaKind.VIDEO),
        (_webm(length=301), MediaKind.VIDEO),
        (_riff(b"WAVE", b"\1" * 40)[:-4], MediaKind.AUDIO),
        (_mp3(300)[:200], MediaKind.AUDIO),
        (_ogg()[:-1], MediaKind.AUDIO),
        (_glb()[:-1], MediaKind.MODEL),
        (_glb() + b"\0", MediaKind.MODEL),
        (_glb()[:14], MediaKind.MODEL),
        (_glb(version=7), MediaKind.MODEL),
        (_zip("model.usdc")[:-30], MediaKind.MODEL),
        (_zip("model.usdc")[:40] + _zip("model.usdc")[60:], MediaKind.MODEL),
        (b"solid cube\n facet normal 0 0 1\n", MediaKind.MODEL),
        (b'{"asset": {"version": "2.0"}, "accessors": [' + b'{"count": 3},' * 900, MediaKind.MODEL),
    ],
)
def test_a_file_that_ends_too_early_is_not_kept(data: bytes, kind: MediaKind, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, kind)
    assert verdict.cut_off
    assert verdict.problem is not None
    assert " sent a cut-off " in words(verdict.problem).title
    assert words(verdict.problem).title.endswith(" instead of a whole one.")


@pytest.mark.parametrize(
    ("expected", "data", "keeps"),
    [
        (MediaKind.VIDEO, b"GIF89a" + b"\1" * 50 + b";", True),
        (MediaKind.IMAGE, _ftyp(b"isom") + _box(b"moov"), True),
        (MediaKind.AUDIO, _ftyp(b"isom") + _box(b"moov"), True),
        (MediaKind.MODEL, _zip("a.obj"), True),
        (MediaKind.OTHER, b"\x01\x02\x03 anything", True),
        (MediaKind.OTHER, b'{"a": 1}', True),
        (MediaKind.TEXT, b'{"a": 1}', True),
        (MediaKind.VIDEO, _mp3(), False),
        (MediaKind.AUDIO, b"GIF89a" + b"\1" * 50 + b";", False),
        (MediaKind.MODEL, b"GIF89a" + b"\1" * 50 + b";", False),
        (MediaKind.IMAGE, _glb(), False),
        (MediaKind.IMAGE, b"\x01\x02\x03 anything", False),
        (MediaKind.IMAGE, b"", False),
        (MediaKind.TEXT, _glb(), False),
        (MediaKind.TEXT, b"<html>", False),
        (MediaKind.OTHER, b"<html>", False),
    ],
)
def test_what_does_for_each_kind(expected: MediaKind, data: bytes, keeps: bool, tmp_path: Path) -> None:
    assert (_verify(tmp_path, data, expected).problem is None) is keeps


def test_a_web_page_is_named_with_its_first_line(tmp_path: Path) -> None:
    page = b"\n  <!DOCTYPE html><title>Just a\x1b[31m moment</title>" + b"x" * 300 + b"\n<p>"
    verdict = _verify(tmp_path, page.replace(b"\x1b", b"\t"), MediaKind.IMAGE)
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.WRONG_BYTES
    said = words(verdict.problem)
    assert said.title == "Midjourney's server sent a web page instead of a picture."
    assert said.hint.startswith("Nothing was saved. It begins with “<!DOCTYPE html><title>Just a [31m moment</title>xx")


def test_the_first_line_is_short_printable_and_empty_for_binary_data() -> None:
    assert first_line(b"a" * 300) == "a" * 79 + "…"
    assert first_line("\u202etxt.\u2028b".encode()) == "txt."
    assert first_line(b"\x00\x01") == ""
    assert first_line(b"\xff\xfe oops") == "\ufffd\ufffd oops"


def test_a_text_may_end_inside_a_character() -> None:
    text = "狐".encode() * 2000
    assert [sniff(text[:end]) for end in (4094, 4095, 4096)] == [sig.TEXT] * 3


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_check_stumble(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for prefix in (b"", *(whole[:24] for _, whole, _ in WHOLE)):
            for kind in (MediaKind.IMAGE, MediaKind.OTHER):
                verdict = _verify(Path(folder), prefix + data, kind)
                assert verdict.media_type is not None or verdict.extension == ""


def test_checks_of_a_huge_file_read_little(tmp_path: Path) -> None:
    path = tmp_path / "big.part"
    head = _ftyp(b"isom") + _box(b"moov", b"y" * 90)
    length = 3 * 1024**3
    with path.open("wb") as file:
        file.write(head + struct.pack(">I4sQ", 1, b"mdat", length - len(head)))
        file.truncate(length)
    assert verify(path, length, MediaKind.VIDEO).problem is None
    assert verify(path, length - 1, MediaKind.VIDEO).cut_off


def test_a_png_followed_by_other_data_is_whole(tmp_path: Path) -> None:
    end = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))
    png = b"\x89PNG\r\n\x1a\n" + b"x" * 50 + end
    assert _verify(tmp_path, png + b"trailer" * 100, MediaKind.IMAGE).problem is None
    assert _verify(tmp_path, png[:-4], MediaKind.IMAGE).cut_off
