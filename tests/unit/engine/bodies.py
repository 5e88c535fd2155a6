"""Small whole files of every format the engine knows: pictures by Pillow, the rest put together field by field."""

import io
import json
import random
import struct
import wave
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from desktop.engine import signatures as sig
from desktop.engine.signatures import MediaType

TRIANGLES = 3


def picture(form: str, size: tuple[int, int] = (61, 43), **how: object) -> bytes:
    """Return a noisy picture as Pillow writes it."""
    noise = random.Random(form).randbytes(size[0] * size[1] * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", size, noise).save(out, form, **how)
    return out.getvalue()


def moving(form: str) -> bytes:
    """Return a picture that moves."""
    frames = [Image.new("RGB", (40, 30), (step * 60, 80, 90)) for step in range(3)]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def pixel() -> bytes:
    """Return a picture of one transparent pixel."""
    out = io.BytesIO()
    Image.new("RGBA", (1, 1)).save(out, "PNG")
    return out.getvalue()


# -- boxes -------------------------------------------------------------------------------------------------------------


def box(name: bytes, *inside: bytes) -> bytes:
    """Return an ISO box."""
    data = b"".join(inside)
    return struct.pack(">I4s", 8 + len(data), name) + data


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    return box(b"ftyp", major + b"\0\0\0\0" + b"".join(compatible))


def moov(*, long: bool = False, chunk: int = 0, pixels: tuple[int, int] = (640, 360)) -> bytes:
    """Return an index of one track that plays 2.5 s, its only piece at `chunk`."""
    times = struct.pack(">QQIQ", 0, 0, 1000, 2500) if long else struct.pack(">IIII", 0, 0, 1000, 2500)
    mvhd = box(b"mvhd", bytes([long, 0, 0, 0]) + times + b"\0" * 80)
    size = struct.pack(">II", pixels[0] << 16, pixels[1] << 16)
    tkhd = box(b"tkhd", bytes([long, 0, 0, 0]) + b"\0" * (84 if long else 72) + size)
    table = box(b"co64", struct.pack(">IIQ", 0, 1, chunk)) if long else box(b"stco", struct.pack(">III", 0, 1, chunk))
    return box(b"moov", mvhd, box(b"trak", tkhd, box(b"mdia", box(b"minf", box(b"stbl", table)))))


def film(*, first: bool = False) -> bytes:
    mdat = box(b"mdat", b"x" * 400)
    return ftyp(b"isom", b"mp41") + (moov() + mdat if first else mdat + moov())


def fragments() -> bytes:
    return ftyp(b"iso5") + moov() + (box(b"moof", b"f" * 30) + box(b"mdat", b"x" * 90)) * 2


# -- WebM --------------------------------------------------------------------------------------------------------------


def element(name: int, data: bytes, *, open_end: bool = False) -> bytes:
    """Return an EBML element."""
    size = (1 << 56) - 1 if open_end else len(data)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (size | 1 << 56).to_bytes(8, "big") + data


def webm(doctype: bytes = b"webm", *, streamed: bool = False) -> bytes:
    header = element(0x1A45DFA3, element(0x4282, doctype))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + element(0x4489, struct.pack(">d", 2500.0)))
    video = element(0xE0, element(0xB0, (640).to_bytes(2, "big")) + element(0xBA, (360).to_bytes(2, "big")))
    tracks = element(0x1654AE6B, element(0xAE, video))
    block = element(0xA3, b"\x81\0\0\x80" + b"v" * 150)
    clusters = element(0x1F43B675, element(0xE7, b"\0") + block + block, open_end=streamed)
    return header + element(0x18538067, info + tracks + clusters, open_end=streamed)


# -- sound -------------------------------------------------------------------------------------------------------------

FRAME = b"\xff\xfb\x90\x64" + b"\0" * 413  # MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes


def mp3(id3: int | None = None, *, frames: int = 20, xing: bool = False, tail: bytes = b"") -> bytes:
    tag = b"" if id3 is None else b"ID3\4\0\0" + bytes([0, 0, id3 >> 7, id3 & 127]) + b"\0" * id3
    count = struct.pack(">4sIII", b"Info", 3, frames, (frames + 1) * 417)
    first = (FRAME[:36] + count).ljust(417, b"\0") if xing else b""
    return tag + first + FRAME * frames + tail


def wav(seconds: float = 0.1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\2" * int(8000 * seconds))
    return out.getvalue()


def wav_streamed(length: int = 0xFFFFFFFF) -> bytes:
    data = wav()
    return data[:4] + struct.pack("<I", length) + data[8:40] + struct.pack("<I", length) + data[44:]


def _crc(data: bytes, bits: int, poly: int) -> int:
    value = 0
    for byte in data:
        value ^= byte << bits - 8
        for _ in range(8):
            value = (value << 1 ^ (poly if value >> bits - 1 else 0)) & (1 << bits) - 1
    return value


def flac(frames: int = 3, *, said: int | None = None) -> bytes:
    """Return silence: frames of 192 samples, mono, 16 bits, 8 kHz; `said` is the count in its description."""
    count = frames * 192 if said is None else said
    info = struct.pack(">HH", 192, 192) + b"\0" * 6 + (8000 << 44 | 15 << 36 | count).to_bytes(8, "big") + b"\0" * 16
    out = b"fLaC\0\0\0\x22" + info + b"\x81\0\0\x64" + b"\0" * 100
    for number in range(frames):
        head = bytes([0xFF, 0xF8, 0x14, 0x08, number])
        head += bytes([_crc(head, 8, 0x07)])
        frame = head + b"\x02" + struct.pack(">192h", *random.Random(number).choices(range(1000), k=192))
        out += frame + _crc(frame, 16, 0x8005).to_bytes(2, "big")
    return out


def ogg() -> bytes:
    head = (
        b"OggS\0\2"
        + struct.pack("<q", 0)
        + b"\0" * 12
        + bytes([1, 30])
        + b"\1vorbis"
        + struct.pack("<IBI", 0, 2, 48000)
        + b"\0" * 14
    )
    page = b"OggS\0\0" + struct.pack("<q", 120_000) + b"\0" * 12 + bytes([2, 255, 45]) + b"v" * 300
    return head + page + page


def aac() -> bytes:
    return (b"\xff\xf1\x50\x80" + bytes([200 >> 3, (200 & 7) << 5 | 0x1F, 0xFC]) + b"\0" * 193) * 10


def riff(form: bytes, data: bytes, length: int | None = None) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(data) if length is None else length) + form + data


def avi() -> bytes:
    head = struct.pack("<IIIIIIIIIIIIII", 40_000, 0, 0, 0, 50, 0, 1, 0, 320, 240, 0, 0, 0, 0)
    return riff(b"AVI ", b"LIST" + struct.pack("<I4s4sI", 4 + 8 + len(head), b"hdrl", b"avih", len(head)) + head + b"\1" * 80)


# -- models ------------------------------------------------------------------------------------------------------------

SCENE = json.dumps({"asset": {"version": "2.0"}, "nodes": [{"name": "Fox"}], "buffers": [{"byteLength": 64}]}).encode()


def glb(length: int | None = None, *, version: int = 2, scene: bytes = SCENE) -> bytes:
    scene += b" " * (-len(scene) % 4)
    body = struct.pack("<II", len(scene), 0x4E4F534A) + scene + struct.pack("<I4s", 64, b"BIN\0") + b"\1" * 64
    return b"glTF" + struct.pack("<II", version, 12 + len(body) if length is None else length) + body


def fbx(*, large: bool = True, footer: bool = True) -> bytes:
    out = b"Kaydara FBX Binary  \0\x1a\0" + struct.pack("<I", 7500 if large else 7400)
    form = "<QQQB" if large else "<IIIB"
    for name in (b"FBXHeaderExtension", b"Objects", b"Connections"):
        length = struct.calcsize(form) + len(name) + 100
        out += struct.pack(form, len(out) + length, 0, 100, len(name)) + name + b"\1" * 100
    out += b"\0" * struct.calcsize(form)
    return out + (b"\1" * 16 + b"\0" * 144 + bytes.fromhex("f85a8c6adef5d97eece90ce3758f290b") if footer else b"")


FBX_TEXT = b'; FBX 7.4.0 project file\nFBXHeaderExtension:  {\n\tFBXVersion: 7400\n}\nTakes:  {\n\tCurrent: ""\n}\n'
OBJ = b"# made by test\nmtllib a.mtl\no Cube\nv 1.0 -1e-3 0\nv 1 1 0\nv 0 1 0\nvt 0 1\nf 1/1 2/1 3/1\nf 3/1 2/1 1/1\n"
STL_TEXT = b"solid cube\n facet normal 0 0 1\n  outer loop\n  endloop\n endfacet\nendsolid cube\n"


def stl(count: int = TRIANGLES, title: bytes = b"made by test") -> bytes:
    facet = struct.pack("<12fH", 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)
    return title.ljust(80, b"\0") + struct.pack("<I", count) + facet * count


def ply(form: str = "binary_little_endian", *, faces: tuple[int, ...] = (3, 3, 3)) -> bytes:
    head = f"ply\nformat {form} 1.0\ncomment made by test\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
    head += f"element face {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n"
    if form == "ascii":
        lines = ["0 0 1"] * 4 + ["3 0 1 2"] * len(faces)
        return (head + "\n".join(lines) + "\n").encode()
    order = "<" if "little" in form else ">"
    points = struct.pack(order + "12f", *range(12))
    return head.encode() + points + b"".join(struct.pack(f"{order}B{corners}i", corners, *range(corners)) for corners in faces)


def packed(*names: str, how: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, b"3D content of " + name.encode() + b"." * 100)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# -- all of them -------------------------------------------------------------------------------------------------------


def _pictures() -> Iterator[tuple[str, bytes, MediaType]]:
    yield "png", picture("PNG"), sig.PNG
    yield (
        "png-text",
        picture("PNG")[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"b" * 3_000_000)) + picture("PNG")[33:],
        sig.PNG,
    )
    yield "jpeg", picture("JPEG"), sig.JPEG
    yield "jpeg-progressive", picture("JPEG", progressive=True), sig.JPEG
    yield "gif", picture("GIF"), sig.GIF
    yield "gif-moving", moving("GIF"), sig.GIF
    yield "webp", picture("WEBP"), sig.WEBP
    yield "webp-lossless", picture("WEBP", lossless=True), sig.WEBP
    yield "webp-moving", moving("WEBP"), sig.WEBP
    yield "avif", picture("AVIF"), sig.AVIF
    yield "bmp", picture("BMP"), sig.BMP
    yield "tiff", picture("TIFF"), sig.TIFF
    yield "heic", ftyp(b"heic") + box(b"meta", b"\0" * 4) + box(b"mdat", b"d" * 90), sig.HEIC
    yield "avif-mif1", ftyp(b"mif1", b"avif") + box(b"meta", b"\0" * 4 + box(b"idat", b"d" * 9)), sig.AVIF
    yield "svg", b'<?xml version="1.0"?>\n<svg xmlns="x"><g/></svg>\n', sig.SVG


def _media() -> Iterator[tuple[str, bytes, MediaType]]:
    yield "mp4", film(), sig.MP4
    yield "mp4-faststart", film(first=True), sig.MP4
    yield "mp4-fragments", fragments(), sig.MP4
    yield "mp4-large-box", ftyp(b"isom") + moov(long=True) + struct.pack(">I4sQ", 1, b"mdat", 116) + b"x" * 100, sig.MP4
    yield "mov", ftyp(b"qt  ") + box(b"wide") + box(b"mdat", b"x" * 90) + moov(), sig.MOV
    yield "mov-old", box(b"mdat", b"x" * 90) + moov(), sig.MOV
    yield "m4a", ftyp(b"M4A ") + moov(pixels=(0, 0)) + box(b"mdat", b"x" * 90), sig.M4A
    yield "webm", webm(), sig.WEBM
    yield "webm-streamed", webm(streamed=True), sig.WEBM
    yield "mkv", webm(b"matroska"), sig.MATROSKA
    yield "avi", avi(), sig.AVI
    yield "wav", wav(), sig.WAV
    yield "aiff", b"FORM" + struct.pack(">I", 44) + b"AIFF" + b"\1" * 40, sig.AIFF
    yield "mp3", mp3(), sig.MP3
    yield "mp3-id3", mp3(300), sig.MP3
    yield "mp3-xing", mp3(300, xing=True), sig.MP3
    yield "aac", aac(), sig.AAC
    yield "flac", flac(), sig.FLAC
    yield "ogg", ogg(), sig.OGG


def _models() -> Iterator[tuple[str, bytes, MediaType]]:
    yield "glb", glb(), sig.GLB
    yield "gltf", b'{"scenes": [], "asset": {"version": "2.0"}}', sig.GLTF
    yield "gltf-large", b'{"accessors": [' + b'{"count": 3},' * 900 + b'{}], "asset": {"version": "2.0"}}', sig.GLTF
    yield "gltf-packed", b'{"images": [{"uri": "data:' + b"A" * 5000 + b'"}], "asset": {"version": "2.0"}}', sig.GLTF
    yield "fbx", fbx(), sig.FBX
    yield "fbx-7400", fbx(large=False), sig.FBX
    yield "fbx-text", FBX_TEXT, sig.FBX
    yield "obj", OBJ, sig.OBJ
    yield "stl", STL_TEXT, sig.STL
    yield "stl-binary", stl(), sig.STL
    yield "stl-binary-solid", stl(title=b"solid"), sig.STL
    yield "ply", ply(), sig.PLY
    yield "ply-mixed", ply(faces=(3, 4, 3, 5)), sig.PLY
    yield "ply-big", ply("binary_big_endian"), sig.PLY
    yield "ply-text", ply("ascii"), sig.PLY
    yield "usdz", packed("model.usdc", "tex/a.png"), sig.USDZ
    yield "3mf", packed("[Content_Types].xml", "3D/3dmodel.model", how=zipfile.ZIP_DEFLATED), sig.THREE_MF
    yield "zip", packed("a.obj", "a.mtl"), sig.ZIP
    yield "pdf", b"%PDF-1.7\n" + b"1 0 obj\n" * 20 + b"%%EOF", sig.PDF


GOOD: list[tuple[str, bytes, MediaType]] = [*_pictures(), *_media(), *_models()]
"""Name, bytes and format."""
