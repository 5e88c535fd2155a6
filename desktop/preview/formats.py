"""What a file is, told by its first bytes: its name and kind decide nothing, and only these are opened at all.

Qt and FFmpeg guess otherwise, and some of what they would guess (SVG, playlists, concat lists) opens further files.
"""

HEAD_BYTES = 64
"""How much of a file's beginning these functions need."""

_PICTURES: tuple[tuple[bytes, bytes], ...] = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
    (b"II*\0", b"tiff"),
    (b"MM\0*", b"tiff"),
    (b"\0\0\1\0", b"ico"),
    (b"icns", b"icns"),
)
_MEDIA = (
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"OggS",
    b"fLaC",
    b"ID3",
    b"FLV\1",
    b"FORM",  # AIFF
    b"\0\0\1\xba",  # MPEG programme stream
    b"\0\0\1\xb3",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # ASF, WMV, WMA
    b"caff",
    b"wvpk",
    b"MAC ",
    b".snd",
)
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def picture_form(head: bytes) -> bytes | None:
    """Return Qt's name of the picture format that `head` begins, None for all others."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return b"bmp"
    return next((name for signature, name in _PICTURES if head.startswith(signature)), None)


def is_media(head: bytes) -> bool:
    """Tell whether `head` begins a container or stream of sound or film that names no other files."""
    if head.startswith(_MEDIA) or head[4:8] in _BOXES:
        return True
    if head[:4] in (b"RIFF", b"RF64", b"RIFX") and head[8:12] in (b"WAVE", b"AVI "):
        return True
    if len(head) >= 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # MPEG audio, AAC in ADTS
        return True
    return head[:1] == b"\x47" and head[188:189] in (b"", b"\x47")  # MPEG transport stream
