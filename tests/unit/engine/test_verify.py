import random
import struct
import tempfile
import zipfile
import zlib
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
from tests.unit.engine import bodies as b
from tests.unit.engine.bodies import GOOD

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
KINDS = {
    ".png": MediaKind.IMAGE,
    ".jpg": MediaKind.IMAGE,
    ".webp": MediaKind.IMAGE,
    ".mp4": MediaKind.VIDEO,
    ".mp3": MediaKind.AUDIO,
    ".glb": MediaKind.MODEL,
}

_JPEG = b.picture("JPEG")
_GIF = b.picture("GIF")
_PNG = b.picture("PNG")

ODD: list[tuple[str, bytes, MediaType]] = [
    ("png-followed-by-other-data", _PNG + b"trailer" * 100, sig.PNG),
    ("png-followed-by-much", _PNG + b"\0trailer" * 20_000, sig.PNG),
    ("png-broken-text-sum", _PNG[:33] + b.chunk(b"tEXt", b"a\0b")[:-1] + b"!" + _PNG[33:], sig.PNG),
    ("jpeg-trailing", _JPEG + b"\0" * 30, sig.JPEG),
    ("jpeg-motion-photo", _JPEG + b"film" * 50_000, sig.JPEG),
    ("jpeg-stray-bytes", _JPEG[:20] + b"\0\0" + _JPEG[20:], sig.JPEG),
    ("jpeg-filled", _JPEG[:2] + b"\xff\xff\xff" + _JPEG[3:], sig.JPEG),
    ("gif-zeros", _GIF + b"\0" * 400, sig.GIF),
    ("gif-trailing", _GIF + b"made by an odd writer", sig.GIF),
    ("webp-trailing", b.picture("WEBP") + b"\0" * 10, sig.WEBP),
    ("svg-crlf", b"<svg><path/>\r\n</SVG>\r\n\r\n", sig.SVG),
    ("mp4-open-end", b.ftyp(b"isom") + b.moov(chunk=500) + struct.pack(">I4s", 0, b"mdat") + b"x" * 900, sig.MP4),
    ("mp4-padding", b.film() + b"\0" * 20, sig.MP4),
    ("mp4-few-zeros", b.film() + b"\0\0\0", sig.MP4),
    ("mp4-tagged", b.film() + b"TAG" + b"Fox".ljust(125), sig.MP4),
    ("mp4-manifest-first", b.ftyp(b"isom") + b.box(b"uuid", b"c2pa" * 40) + b.film()[20:], sig.MP4),
    ("webm-trailing", b.webm() + b"\0" * 30, sig.WEBM),
    ("wav-streamed", b.wav_streamed(), sig.WAV),
    ("wav-streamed-zero", b.wav_streamed(0), sig.WAV),
    ("wav-streamed-sox", b.wav_streamed(0x7FFFF000), sig.WAV),
    ("wav-trailing", b.wav() + b"id3 " + b"\0" * 20, sig.WAV),
    ("wav-odd", b.riff(b"WAVE", b.wav()[12:36] + b"data" + struct.pack("<I", 5) + b"12345", 42), sig.WAV),
    ("mp3-id3v1", b.mp3(tail=b"TAG" + b"Fox".ljust(125)), sig.MP3),
    ("mp3-ape", b.mp3(tail=b"APETAGEX" + b"\0" * 60), sig.MP3),
    ("mp3-padding-behind-tag", b.mp3(20)[:30] + b"\0" * 900 + b.mp3(), sig.MP3),
    ("mp3-two-tags", b.mp3(20)[:30] + b.mp3(200), sig.MP3),
    ("mp3-count-has-tags", b.mp3(200)[:210] + b.mp3(xing=True).replace(struct.pack(">I", 8757), struct.pack(">I", 8960)), sig.MP3),
    ("mp3-short", b.mp3(frames=2), sig.MP3),
    ("aac-id3", b.mp3(20)[:30] + b.aac(), sig.AAC),
    ("flac-id3", b.mp3(20)[:30] + b.flac(), sig.FLAC),
    ("flac-length-unknown", b.flac(said=0), sig.FLAC),
    ("flac-tagged", b.flac() + b"TAG" + b"Fox".ljust(125), sig.FLAC),
    ("flac-zeros", b.flac() + b"\0" * 9, sig.FLAC),
    ("ogg-trailing", b.ogg() + b"\0" * 10, sig.OGG),
    ("glb-version-1", b"glTF" + struct.pack("<IIII", 1, 30, 10, 0) + b'{"a": 1}  ', sig.GLB),
    ("glb-zero-padded", b.glb(scene=b.SCENE + b"\0" * 8), sig.GLB),
    ("gltf-bom", b'\xef\xbb\xbf{"asset": {"version": "2.0"}}\n', sig.GLTF),
    ("fbx-without-footer", b.fbx(footer=False), sig.FBX),
    ("fbx-padded", b.fbx() + b"\0" * 16, sig.FBX),
    ("fbx-text-comment", b.FBX_TEXT + b"; the end\n\n", sig.FBX),
    ("obj-no-newline", b.OBJ[:-1], sig.OBJ),
    ("obj-crlf", b.OBJ.replace(b"\n", b"\r\n"), sig.OBJ),
    ("obj-points", b"o Cloud\n" + b"v 1 2 3 0.5 0.5 0.5\n" * 9, sig.OBJ),
    ("obj-normals", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nvn 0 0 1\nf 1//1 2//1 3//1", sig.OBJ),
    ("stl-capitals", b"solid x\nfacet\nENDSOLID x", sig.STL),
    ("stl-binary-trailing", b.stl() + b"\0\0", sig.STL),
    ("ply-no-newline", b.ply("ascii")[:-1], sig.PLY),
    ("ply-trailing", b.ply() + b"\n", sig.PLY),
    ("ply-points", b.ply("ascii", faces=()), sig.PLY),
    ("zip-comment", b.packed("a.obj", comment=b"by a fox"), sig.ZIP),
    ("zip-behind-other-data", b.packed("a.obj") + b"\n", sig.ZIP),
    ("text", "Two foxes, späť — 狐\n".encode(), sig.TEXT),
    ("lyrics", b"[Verse 1]\nTwo foxes\n", sig.TEXT),
    ("lyrics-long", b"[Chorus]\n" + b"Two foxes\n" * 900, sig.TEXT),
    ("json", b'[{"a": 1}]', sig.JSON),
    ("json-cut", b'{"a": [1, 2', sig.JSON),
    ("json-deep", b"[" * 4000, sig.JSON),
    ("xml", b"<?xml version='1.0'?><Errors-of-a-fox/>", sig.XML),
    ("xml-that-has-errors", b"<?xml version='1.0'?><Log><Error><Code>AccessDenied</Code></Error></Log>", sig.XML),
    ("json-result", b'{"code": 0, "message": "success", "data": {"error": "none"}}', sig.JSON),
    ("json-said-done", b'{"status": "success", "message": "Two foxes in the snow"}', sig.JSON),
    ("json-of-figures", b'{"error": 0.013, "status": "ok"}', sig.JSON),
    ("json-titled", b'{"title": "Foxes", "message": "Two of them"}', sig.JSON),
    ("json-chat", b'{"message": {"role": "assistant", "content": "A fox"}}', sig.JSON),
    ("json-long-message", b'{"message": "' + b"Two foxes in the snow. " * 20 + b'"}', sig.JSON),
    ("json-class", b'{"status": "success", "type": "biped", "code": 200}', sig.JSON),
    ("json-empty", b"{}", sig.JSON),
    ("json-of-events", b'[{"error": "link has expired"}]', sig.JSON),
    ("json-large", b'{"error": "' + b"x" * 5000 + b'"}', sig.JSON),
    ("prompt", b"Forbidden temple in the jungle, too many requests for light", sig.TEXT),
    ("prompt-of-one-word", b"Expired", sig.TEXT),
    ("prompt-null", b"null", sig.TEXT),
    ("prompt-gone", b"Gone", sig.TEXT),
    ("lyrics-forbidden", b"Forbidden\nis the word you said\nThis content is no longer available\n", sig.TEXT),
    ("lyrics-moment", b"Just a moment... and the link has expired between you and me", sig.TEXT),
]


def _verify(folder: Path, data: bytes, kind: MediaKind) -> Verdict:
    path = folder / "x.part"
    path.write_bytes(data)
    return verify(path, len(data), kind, "Midjourney")


# -- good files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "found"), [pytest.param(data, found, id=name) for name, data, found in (*GOOD, *ODD)])
def test_a_good_file_is_told_by_its_bytes_and_kept(data: bytes, found: MediaType, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, found.kind)
    assert (verdict.media_type, verdict.extension, verdict.problem) == (found, found.extension, None)


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir()) if path.suffix in KINDS])
def test_every_sample_is_known_and_whole_and_known_to_be_cut(name: str, tmp_path: Path) -> None:
    data, suffix = (SAMPLES / name).read_bytes(), Path(name).suffix
    verdict = _verify(tmp_path, data, KINDS[suffix])
    assert (verdict.media_type, verdict.extension, verdict.problem) == (sniff(data[:4096]), suffix, None)
    cut = _verify(tmp_path, data[: len(data) * 2 // 3], KINDS[suffix])
    assert cut.cut_off
    assert cut.problem is not None


SIZES = {
    "png": (61, 43, None),
    "jpeg": (61, 43, None),
    "jpeg-progressive": (61, 43, None),
    "gif": (61, 43, None),
    "webp": (61, 43, None),
    "webp-lossless": (61, 43, None),
    "webp-moving": (40, 30, None),
    "avif": (61, 43, None),
    "bmp": (61, 43, None),
    "tiff": (61, 43, None),
    "mp4": (640, 360, 2.5),
    "mp4-large-box": (640, 360, 2.5),
    "m4a": (None, None, 2.5),
    "webm": (640, 360, 2.5),
    "webm-streamed": (640, 360, 2.5),
    "avi": (320, 240, 2.0),
    "wav": (None, None, 0.1),
    "mp3": (None, None, 0.521),
    "mp3-xing": (None, None, 0.522),
    "flac": (None, None, 0.072),
    "ogg": (None, None, 2.5),
    "glb": (None, None, None),
}


@pytest.mark.parametrize(("data", "due"), [pytest.param(data, SIZES[name], id=name) for name, data, _ in GOOD if name in SIZES])
def test_size_and_length_are_read_from_the_header(
    data: bytes, due: tuple[int | None, int | None, float | None], tmp_path: Path
) -> None:
    verdict = _verify(tmp_path, data, sniff(data[:4096]).kind)  # type: ignore[union-attr]  # every good file is known
    assert (verdict.width, verdict.height, verdict.seconds) == due


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_kept(mode: str, tmp_path: Path) -> None:
    from PIL import Image

    for form in {"CMYK": ("JPEG", "TIFF"), "L": ("PNG", "JPEG", "GIF", "TIFF"), "RGBA": ("PNG", "WEBP", "AVIF", "TIFF")}.get(
        mode, ("PNG",)
    ):
        path = tmp_path / "x.part"
        Image.new(mode, (17, 5)).save(path, form)
        verdict = verify(path, path.stat().st_size, MediaKind.IMAGE)
        assert (verdict.problem, verdict.width, verdict.height) == (None, 17, 5)


def test_a_huge_picture_is_judged_without_its_pixels(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + b.chunk(b"IHDR", head) + b.chunk(b"IDAT", zlib.compress(b"")) + b.chunk(b"IEND", b"")
    verdict = _verify(tmp_path, data, MediaKind.IMAGE)
    assert (verdict.problem, verdict.width, verdict.height) == (None, 100_000, 100_000)


def test_a_large_archive_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.part"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(70_000):  # more than a plain end record can count
            archive.writestr(f"{number}", b"")
    assert verify(path, path.stat().st_size, MediaKind.MODEL).problem is None


# -- cut files ---------------------------------------------------------------------------------------------------------

TELLS_NOT: dict[str, str] = {
    "svg": "the newline at the end",
    "mp4-fragments": "the end of a fragment",
    "webm-streamed": "the end of an element",
    "avi": "the byte that makes a length even",
    "aiff": "the byte that makes a length even",
    "mp3": "the end of a frame",
    "mp3-id3": "the end of a frame",
    "aac": "the end of a frame",
    "ogg": "the end of a page",
    "fbx": "no footer at all",
    "fbx-7400": "no footer at all",
    "fbx-text": "the end of a part",
    "obj": "the end of a number",
    "stl": "the solid's name at the end",
    "ply-text": "digits of the last number",
    "zip": "too short to be known as an archive",
    "pdf": "too short to be known as a document",
}
"""Formats that can't tell each place they are cut at, and which."""


@pytest.mark.parametrize(("name", "data", "found"), [pytest.param(*case, id=case[0]) for case in GOOD])
def test_a_file_cut_anywhere_is_not_kept(name: str, data: bytes, found: MediaType, tmp_path: Path) -> None:
    rng = random.Random(name)
    near = range(max(1, len(data) - 60), len(data))
    places = sorted({rng.randrange(1, len(data)) for _ in range(120)} | set(near))
    kept = [place for place in places if _verify(tmp_path, data[:place], found.kind).problem is None]
    assert len(kept) <= (len(places) // 5 if name in TELLS_NOT else 0), f"kept though cut at {kept} of {len(data)}"


@pytest.mark.parametrize(
    ("data", "kind", "flaw"),
    [
        (_PNG[:-4], MediaKind.IMAGE, "Its last chunk promises 0 bytes where 0 came"),
        (_PNG[:-200], MediaKind.IMAGE, "Its last chunk promises "),
        (_JPEG[:-300], MediaKind.IMAGE, "It ends before the end of its picture data"),
        (_GIF[:-1], MediaKind.IMAGE, "It ends before its closing mark"),
        (b.riff(b"WEBP", b"VP8 " + b"\1" * 40)[:-1], MediaKind.IMAGE, "Its header promises 56 bytes where 55 came"),
        (b.ftyp(b"avif") + b.box(b"mdat", b"d" * 90), MediaKind.IMAGE, "It ends before its description"),
        (b"<svg><g>", MediaKind.IMAGE, "It ends before its closing tag"),
        (b.film()[:-1], MediaKind.VIDEO, "Its “moov” part promises "),
        (b.film()[:300], MediaKind.VIDEO, "Its “mdat” part promises 408 bytes where 280 came"),
        (b.ftyp(b"isom") + b.box(b"mdat", b"x" * 90), MediaKind.VIDEO, "It ends before its index"),
        (b.ftyp(b"isom") + b.moov(), MediaKind.VIDEO, "It ends before the pictures or sound its index speaks of"),
        (b.fragments()[:-98], MediaKind.VIDEO, "Its last fragment has no pictures or sound"),
        (
            b.ftyp(b"isom") + b.moov(chunk=5000) + struct.pack(">I4s", 0, b"mdat") + b"x" * 900,
            MediaKind.VIDEO,
            "It ends before the last pictures or sound its index speaks of",
        ),
        (b.webm()[:-1], MediaKind.VIDEO, "Its header promises "),
        (b.webm(streamed=True)[:-1], MediaKind.VIDEO, "Its last part promises "),
        (b.wav()[:-4], MediaKind.AUDIO, "Its header promises 1,644 bytes where 1,640 came"),
        (b.mp3(300)[:200], MediaKind.AUDIO, "Its tag promises 310 bytes where 200 came"),
        (b.mp3(xing=True)[:-2000], MediaKind.AUDIO, "Its header promises 8,757 bytes where 6,757 came"),
        (b.mp3()[:-17], MediaKind.AUDIO, "Its last 17 bytes of sound are missing"),
        (b.flac(said=999), MediaKind.AUDIO, "576 of its 999 samples came"),
        (b.flac()[:-1], MediaKind.AUDIO, "Its last sound is not complete"),
        (b.ogg()[:-1], MediaKind.AUDIO, "Its last page promises 329 bytes where 328 came"),
        (b.glb()[:-1], MediaKind.MODEL, "Its header promises 184 bytes where 183 came"),
        (b.glb()[:14], MediaKind.MODEL, "It ends inside its header"),
        (b.fbx()[:300], MediaKind.MODEL, "Its last part promises "),
        (b.fbx()[:-5], MediaKind.MODEL, "It ends inside its footer"),
        (b.OBJ[:-2], MediaKind.MODEL, "Its last line stops in its middle"),
        (b"# big\nmtllib a.mtl\n", MediaKind.MODEL, "It ends before its first point"),
        (b"solid cube\n facet normal 0 0 1\n", MediaKind.MODEL, "It ends before its last line, “endsolid”"),
        (b.stl(9)[:-20], MediaKind.MODEL, "Its header promises 534 bytes where 514 came"),
        (b.ply()[:-3], MediaKind.MODEL, "It ends before its last face"),
        (b.ply("binary_big_endian")[:210], MediaKind.MODEL, "Its header promises "),
        (b.ply("ascii")[:-9], MediaKind.MODEL, "Its header promises 7 lines where 5 came"),
        (b.packed("model.usdc")[:-30], MediaKind.MODEL, "It ends before its table of contents"),
        (b.packed("model.usdc")[:40] + b.packed("model.usdc")[60:], MediaKind.MODEL, "20 bytes before its table of contents are "),
        (
            b'{"asset": {"version": "2.0"}, "accessors": [' + b'{"count": 3},' * 900,
            MediaKind.MODEL,
            "It ends before its closing br",
        ),
    ],
)
def test_a_cut_file_says_what_is_missing(data: bytes, kind: MediaKind, flaw: str, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, kind)
    assert verdict.cut_off
    assert verdict.problem is not None
    said = words(verdict.problem)
    assert " sent a cut-off " in said.title
    assert said.title.endswith(" instead of a whole one.")
    assert said.hint.startswith(f"Nothing was saved. {flaw}")
    assert said.hint.endswith(". Try again.")


@pytest.mark.parametrize(
    ("data", "kind", "flaw"),
    [
        (_PNG[:16] + b"\0\0\0\0" + _PNG[20:], MediaKind.IMAGE, "Its header is not that of a picture"),
        (_JPEG[:2] + b"\xff\xd9" + b"\0" * 50, MediaKind.IMAGE, "It ends without a picture in it"),
        (b.riff(b"WEBP", b"ABCD" + b"\1" * 40), MediaKind.IMAGE, "Its header describes no picture"),
        (b.mp3(20)[:30] + b"no sound " * 40, MediaKind.AUDIO, "No sound follows its tag"),
        (b.flac()[:4] + b"\1" + b.flac()[5:], MediaKind.AUDIO, "It does not begin with its description"),
        (b.glb() + b"\0", MediaKind.MODEL, "Its header promises 184 bytes where 185 came"),
        (b.glb(version=7), MediaKind.MODEL, "Its header names a version 7 that does not exist"),
        (b.glb(scene=b"{" + b.SCENE), MediaKind.MODEL, "Its scene can't be read"),
        (b'{"images": [{"id": 1}' + b',{"id": 2}' * 900 + b"]}", MediaKind.MODEL, "It is no scene, but another kind of JSON"),
        (b"PK\5\6" + b"\0" * 18, MediaKind.MODEL, "It has nothing in it"),
    ],
)
def test_a_damaged_file_says_what_is_wrong(data: bytes, kind: MediaKind, flaw: str, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, kind)
    assert not verdict.cut_off
    assert verdict.problem is not None
    said = words(verdict.problem)
    assert " sent a damaged " in said.title
    assert said.hint == f"Nothing was saved. {flaw}. Try again."


# -- other files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "data", "keeps"),
    [
        (MediaKind.VIDEO, b.moving("GIF"), True),
        (MediaKind.IMAGE, b.film(), True),
        (MediaKind.AUDIO, b.film(), True),
        (MediaKind.MODEL, b.packed("a.obj"), True),
        (MediaKind.OTHER, b"\x01\x02\x03 anything", True),
        (MediaKind.OTHER, b'{"a": 1}', True),
        (MediaKind.TEXT, b'{"a": 1}', True),
        (MediaKind.VIDEO, b.mp3(), False),
        (MediaKind.AUDIO, _GIF, False),
        (MediaKind.MODEL, _GIF, False),
        (MediaKind.IMAGE, b.glb(), False),
        (MediaKind.IMAGE, b"\x01\x02\x03 anything", False),
        (MediaKind.IMAGE, b"", False),
        (MediaKind.TEXT, b.glb(), False),
        (MediaKind.TEXT, b"<html>", False),
        (MediaKind.OTHER, b"<html>", False),
        (MediaKind.OTHER, b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>", False),
        (MediaKind.OTHER, b"<!-- x --><html><body>", False),
    ],
)
def test_what_does_for_each_kind(expected: MediaKind, data: bytes, keeps: bool, tmp_path: Path) -> None:
    assert (_verify(tmp_path, data, expected).problem is None) is keeps


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 5000 + b"1",
        b"\0" * 40_000 + b"CD001" + b"\0" * 400_000,
        b"null and void",
        b"Forbidden temple in the jungle",
        b"Error: Life, a song in one line",
        b"one\nnot found\n",
        b"PK is no archive",
        b'"a fox"',
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>Error</text></svg>",
        b'{"asset": {"version": "2.0"}}',
        b'{"error": 0.5}',
        b'{"message": ""}',
        b"<?xml version='1.0'?><!-- <Error> --><data/>",
    ],
)
def test_what_may_be_anything_is_not_refused_for_a_likeness(data: bytes, tmp_path: Path) -> None:
    assert _verify(tmp_path, data, MediaKind.OTHER).problem is None


@pytest.mark.parametrize(
    ("data", "got", "link_ended"),
    [
        (b'{"code":401,"message":"The link has expired"}', "a notice that the link has expired", True),
        (b'{"code":401,"message":"no"}', "an error message by which the link is no longer accepted", True),
        (b'{"code":"404","error":"no"}', "an error message by which there is no such file", True),
        (b'{"code":-1,"msg":"","Request-Id":"9f"}', "an error message", False),
        (b'{"message":"Internal trouble"}', "an error message", False),
        (b'\xef\xbb\xbf{"ok": false}', "an error message", False),
        (b"<?xml version='1.0'?>\n<!-- s3 -->\n<Error/>", "an error message", False),
        (b"<ErrorResponse xmlns='x'><Error><Code>ExpiredToken</Code>", "a notice that the link's permit has run out", True),
        (b"Error 404: Not Found.", "the words “not found”", True),
        (b"Too many requests, please try again later.", "a notice of its rate limit", False),
    ],
)
@pytest.mark.parametrize(("kind", "due"), [(MediaKind.TEXT, "a text"), (MediaKind.OTHER, "a file")])
def test_an_error_document_is_no_text(data: bytes, got: str, link_ended: bool, kind: MediaKind, due: str, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, kind)
    assert verdict.problem is not None
    assert words(verdict.problem).title == f"Midjourney's server sent {got} instead of {due}."
    assert verdict.link_ended is link_ended


@pytest.mark.parametrize(
    "data", [b"null", b'"undefined"', b"502 Bad Gateway", b"Gone", b"Internal Server Error\n", b"ERROR", bytes(9000)]
)
def test_a_line_of_refusal_is_no_file(data: bytes, tmp_path: Path) -> None:
    assert _verify(tmp_path, data, MediaKind.OTHER).problem is not None


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
    assert first_line(b"<?xml version='1.0'?>\n<Error><Code>AccessDenied") == "<Error><Code>AccessDenied"
    assert first_line(b"<?xml version='1.0'?>") == "<?xml version='1.0'?>"
    assert first_line(b"\xff\xfe oops") == "\ufffd\ufffd oops"


def test_a_text_may_end_inside_a_character() -> None:
    text = "狐".encode() * 2000
    assert [sniff(text[:end]) for end in (4094, 4095, 4096)] == [sig.TEXT] * 3


# -- placeholders ------------------------------------------------------------------------------------------------------


def _error(code: str, message: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'.encode()


@pytest.mark.parametrize(
    ("data", "got", "link_ended"),
    [
        (b"This content is no longer available.", "a notice that this is no longer available", True),
        (_error("AccessDenied", "Access Denied"), "a notice that access is denied", True),
        (_error("AccessDenied", "Request has expired"), "a notice that the link has expired", True),
        (_error("RequestTimeTooSkewed"), "a notice that this computer's clock is wrong", False),
        (_error("NoSuchKey"), "a notice that the file does not exist", True),
        (_error("SlowDown"), "a request to slow down", False),
        (b"error code: 1015", "a notice that it was asked too often", False),
        (b"<!DOCTYPE html><title>Just a moment...</title>", "a web page that checks for robots", False),
        (b'{"detail":"Forbidden"}', "the word “forbidden”", True),
        (b"forbidden", "the word “forbidden”", True),
        (b'{"error": "Rate limit exceeded"}', "a notice of its rate limit", False),
    ],
)
def test_a_known_message_is_told_in_its_own_words(data: bytes, got: str, link_ended: bool, tmp_path: Path) -> None:
    verdict = _verify(tmp_path, data, MediaKind.AUDIO)
    assert verdict.problem is not None
    assert words(verdict.problem).title == f"Midjourney's server sent {got} instead of a sound file."
    assert words(verdict.problem).hint.startswith("Nothing was saved. ")
    assert verdict.link_ended is link_ended


def test_a_picture_of_one_pixel_is_no_result(tmp_path: Path) -> None:
    said = _verify(tmp_path, b.pixel(), MediaKind.IMAGE).problem
    assert said is not None
    assert words(said).title == "Midjourney's server sent a blank picture of one pixel instead of the result."
    assert _verify(tmp_path, b.picture("PNG", (2, 1)), MediaKind.IMAGE).problem is None


def test_a_known_placeholder_picture_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    from desktop.engine import placeholders

    known = placeholders.StandIn("a picture that says no", "Save again in a while.")
    row = (range(len(_PNG), len(_PNG) + 1), hashlib.md5(_PNG).hexdigest(), known)
    assert _verify(tmp_path, _PNG, MediaKind.IMAGE).problem is None
    monkeypatch.setattr(placeholders, "_PICTURES", (row,))
    said = _verify(tmp_path, _PNG, MediaKind.IMAGE).problem
    assert said is not None
    assert words(said).title == "Midjourney's server sent a picture that says no instead of the result."
    assert words(said).hint == "Nothing was saved. Save again in a while."


# -- hostile and huge files --------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_check_stumble(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for prefix in (b"", *(whole[:24] for _, whole, _ in GOOD)):
            for kind in (MediaKind.IMAGE, MediaKind.MODEL, MediaKind.OTHER):
                verdict = _verify(Path(folder), prefix + data, kind)
                assert verdict.media_type is not None or verdict.extension == ""


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*GOOD, *ODD]), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=9)), max_size=4))
def test_changed_bytes_get_a_verdict(case: tuple[str, bytes, MediaType], changes: list[tuple[float, bytes]]) -> None:
    data = bytearray(case[1])
    for place, piece in changes:
        at = int(place * min(len(data), 400))  # headers are where it matters
        data[at : at + len(piece)] = piece
    with tempfile.TemporaryDirectory() as folder:
        verdict = _verify(Path(folder), bytes(data), case[2].kind)
    for size in (verdict.width, verdict.height, verdict.seconds):
        assert size is None or size >= 0


def test_checks_of_a_huge_file_read_little(tmp_path: Path) -> None:
    path = tmp_path / "big.part"
    head = b.ftyp(b"isom") + b.moov()
    length = 3 * 1024**3
    with path.open("wb") as file:
        file.write(head + struct.pack(">I4sQ", 1, b"mdat", length - len(head)))
        file.truncate(length)
    assert verify(path, length, MediaKind.VIDEO).problem is None
    assert verify(path, length - 1, MediaKind.VIDEO).cut_off
