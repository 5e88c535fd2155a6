"""What bytes are, told from their beginning: never from a name, a header or what was expected."""

import json
import re
from dataclasses import dataclass

from desktop.domain.language import words_of
from desktop.domain.status import MediaKind
from desktop.engine.mpeg_frames import mp3_frame

HEAD_BYTES = 4096
"""How much of a file's beginning :func:`sniff` wants; less is fine for whole files that are shorter."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """A format: what it is to a designer, its extension (with the dot), its MIME type, and its words with their article."""

    kind: MediaKind
    extension: str
    mime: str
    words: str


_IMAGE, _VIDEO, _AUDIO, _MODEL = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.MODEL

PNG = MediaType(_IMAGE, ".png", "image/png", words_of("a picture"))
JPEG = MediaType(_IMAGE, ".jpg", "image/jpeg", words_of("a picture"))
WEBP = MediaType(_IMAGE, ".webp", "image/webp", words_of("a picture"))
GIF = MediaType(_IMAGE, ".gif", "image/gif", words_of("a picture"))
AVIF = MediaType(_IMAGE, ".avif", "image/avif", words_of("a picture"))
HEIC = MediaType(_IMAGE, ".heic", "image/heic", words_of("a picture"))
BMP = MediaType(_IMAGE, ".bmp", "image/bmp", words_of("a picture"))
TIFF = MediaType(_IMAGE, ".tif", "image/tiff", words_of("a picture"))
SVG = MediaType(_IMAGE, ".svg", "image/svg+xml", words_of("a drawing"))
MP4 = MediaType(_VIDEO, ".mp4", "video/mp4", words_of("a video"))
MOV = MediaType(_VIDEO, ".mov", "video/quicktime", words_of("a video"))
WEBM = MediaType(_VIDEO, ".webm", "video/webm", words_of("a video"))
MATROSKA = MediaType(_VIDEO, ".mkv", "video/x-matroska", words_of("a video"))
AVI = MediaType(_VIDEO, ".avi", "video/x-msvideo", words_of("a video"))
MP3 = MediaType(_AUDIO, ".mp3", "audio/mpeg", words_of("a sound file"))
WAV = MediaType(_AUDIO, ".wav", "audio/wav", words_of("a sound file"))
FLAC = MediaType(_AUDIO, ".flac", "audio/flac", words_of("a sound file"))
OGG = MediaType(_AUDIO, ".ogg", "audio/ogg", words_of("a sound file"))
M4A = MediaType(_AUDIO, ".m4a", "audio/mp4", words_of("a sound file"))
AAC = MediaType(_AUDIO, ".aac", "audio/aac", words_of("a sound file"))
AIFF = MediaType(_AUDIO, ".aiff", "audio/aiff", words_of("a sound file"))
GLB = MediaType(_MODEL, ".glb", "model/gltf-binary", words_of("a 3D model"))
GLTF = MediaType(_MODEL, ".gltf", "model/gltf+json", words_of("a 3D model"))
FBX = MediaType(_MODEL, ".fbx", "application/octet-stream", words_of("a 3D model"))
OBJ = MediaType(_MODEL, ".obj", "model/obj", words_of("a 3D model"))
STL = MediaType(_MODEL, ".stl", "model/stl", words_of("a 3D model"))
PLY = MediaType(_MODEL, ".ply", "application/octet-stream", words_of("a 3D model"))
USDZ = MediaType(_MODEL, ".usdz", "model/vnd.usdz+zip", words_of("a 3D model"))
THREE_MF = MediaType(_MODEL, ".3mf", "model/3mf", words_of("a 3D model"))
ZIP = MediaType(MediaKind.OTHER, ".zip", "application/zip", words_of("a ZIP archive"))
PDF = MediaType(MediaKind.OTHER, ".pdf", "application/pdf", words_of("a PDF"))
HTML = MediaType(MediaKind.TEXT, ".html", "text/html", words_of("a web page"))
XML = MediaType(MediaKind.TEXT, ".xml", "application/xml", words_of("an XML message"))
JSON = MediaType(MediaKind.TEXT, ".json", "application/json", words_of("a JSON message"))
TEXT = MediaType(MediaKind.TEXT, ".txt", "text/plain", words_of("plain text"))

MESSAGES = frozenset({HTML, XML, JSON, TEXT})
"""What servers answer with instead of a file."""

_PREFIXES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"ID3", MP3),
    (b"fLaC", FLAC),
    (b"OggS", OGG),
    (b"glTF", GLB),
    (b"Kaydara FBX Binary  \x00", FBX),
    (b"; FBX ", FBX),
    (b"ply\n", PLY),
    (b"ply\r\n", PLY),
    (b"%PDF-", PDF),
)

_FORMS: dict[tuple[bytes, bytes], MediaType] = {
    (b"RIFF", b"WEBP"): WEBP,
    (b"RIFF", b"WAVE"): WAV,
    (b"RF64", b"WAVE"): WAV,
    (b"RIFF", b"AVI "): AVI,
    (b"FORM", b"AIFF"): AIFF,
    (b"FORM", b"AIFC"): AIFF,
}

_BRANDS: dict[bytes, MediaType] = {
    b"avif": AVIF,
    b"avis": AVIF,
    b"heic": HEIC,
    b"heix": HEIC,
    b"mif1": HEIC,
    b"msf1": HEIC,
    b"M4A ": M4A,
    b"M4B ": M4A,
    b"qt  ": MOV,
}

_OBJ_LINE = re.compile(rb"(?:#[^\n]*|(?:mtllib|o|g|s|usemtl) [^\n]*|(?:v|vn|vt|f)(?:\s+[-+\d./eE]+)+\s*|\s*)", re.ASCII)
_JSON_START = re.compile(rb"\{\s*(?:\"|\}|\Z)|\[\s*(?:[\[{\"\]\-\d]|true|false|null|\Z)", re.ASCII)
"""Tells JSON from song lyrics, which begin with "[Verse 1]"."""

_GLTF_PART = re.compile(
    rb'"asset"\s*:\s*\{[^}]*"version"|"extensionsUsed"\s*:\s*\['
    rb'|"(?:accessors|animations|buffers|bufferViews|images|materials|meshes|nodes|samplers|scenes|textures)"\s*:\s*\[\s*\{'
)
_XML_BEGIN = re.compile(r"\A\s*<\?xml[^>]*\?>")
_STL_LINE = re.compile(rb"solid\b[^\n]*\n\s*(?:facet|endsolid)\b", re.ASCII)


def sniff(head: bytes) -> MediaType | None:
    """Return what a file that begins with `head` is, None where no signature fits and it is no text."""
    head = head[:HEAD_BYTES]
    for prefix, found in _PREFIXES:
        if head.startswith(prefix):
            return found
    return _container(head) or _frames(head) or _text(head)


def first_line(head: bytes, most: int = 80) -> str:
    """Return the first line of a message that came instead of a file, printable and short; empty for binary data."""
    if b"\0" in head[:most]:
        return ""
    head = head[:HEAD_BYTES]
    lines = [part for part in _XML_BEGIN.sub("", head.decode("utf-8", "replace"), count=1).splitlines() if part.strip()]
    line = lines[0] if lines else head.decode("utf-8", "replace").strip()
    printable = "".join(letter if letter.isprintable() else " " for letter in line)
    cut = " ".join(printable.split())
    return cut if len(cut) <= most else cut[: most - 1] + "…"


def _container(head: bytes) -> MediaType | None:
    if (form := _FORMS.get((head[:4], head[8:12]))) is not None:
        return form
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free") and len(head) >= 16:
        return MOV
    if head.startswith(b"\x1aE\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(head)
    if head.startswith(b"BM") and len(head) >= 18 and head[6:10] == b"\0\0\0\0":
        return BMP
    return None


def _brand(head: bytes) -> MediaType:
    """Tell the formats apart that share ISO 14496-12's boxes: by the major brand, for pictures by the compatible ones too."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    major, compatible = head[8:12], [head[at : at + 4] for at in range(16, size - 3, 4)]
    if major in (b"mif1", b"msf1") and any(brand in (b"avif", b"avis") for brand in compatible):
        return AVIF
    return _BRANDS.get(major, MP4)


def _archive(head: bytes) -> MediaType:
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")].lower()
    if name.endswith((b".usdc", b".usda", b".usd")):
        return USDZ
    if name == b"[content_types].xml" or name.startswith(b"3d/"):
        return THREE_MF if b"3D/" in head or b"3dmodel" in head.lower() else ZIP
    return ZIP


def _frames(head: bytes) -> MediaType | None:
    """Recognise MPEG audio by its frame header; two in a row where the second is in reach."""
    if len(head) < 4 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        return AAC
    frame = mp3_frame(head)
    if frame is None:
        return None
    follows = head[frame.length : frame.length + 2]
    return MP3 if len(follows) < 2 or (follows[0] == 0xFF and follows[1] & 0xE0 == 0xE0) else None


def _text(head: bytes) -> MediaType | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text or not _is_text(head):
        return None
    start = text[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")) or b"<html" in start:
        return HTML
    if b"<svg" in start and start.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")):
        return SVG
    if start.startswith(b"<"):
        return XML if start.startswith((b"<?xml", b"<error", b"<code")) else HTML
    if start[:1] in (b"{", b"["):
        return _json(head, text)
    if _STL_LINE.match(text):
        return STL
    return OBJ if _is_obj(text) else TEXT


def _json(head: bytes, text: bytes) -> MediaType:
    """Tell a glTF scene from any other JSON: its `asset` names a version (Khronos glTF 2.0, 3.2)."""
    if len(head) < HEAD_BYTES:
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            return JSON if _JSON_START.match(text) else TEXT
        asset = whole.get("asset") if isinstance(whole, dict) else None
        return GLTF if isinstance(asset, dict) and "version" in asset else JSON
    if not _JSON_START.match(text):
        return TEXT
    return GLTF if _GLTF_PART.search(text) else JSON


def _is_obj(text: bytes) -> bool:
    lines = text.split(b"\n")[:-1][:200] or text.split(b"\n")
    fitting = all(_OBJ_LINE.fullmatch(line.rstrip(b"\r")) for line in lines)
    return fitting and any(line.startswith((b"v ", b"mtllib ", b"o ")) for line in lines)


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    for cut in range(4):  # the head may end inside a character
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return not re.search(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head)
    return False
