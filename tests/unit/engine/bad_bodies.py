"""Replies of file hosts that must never end as a saved file: each with what was asked for."""

import gzip
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.status import MediaKind
from tests.unit.engine import bodies as b

IMAGE, VIDEO, AUDIO, MODEL = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.MODEL
WORDS, OTHER = MediaKind.TEXT, MediaKind.OTHER
PNG = b.picture("PNG")
JPEG = b.picture("JPEG")


@dataclass(frozen=True, slots=True)
class BadBody:
    """A whole reply, status line and all, where `kind` was due. After it the connection is closed."""

    name: str
    kind: MediaKind
    reply: bytes


def reply(body: bytes, *headers: bytes, status: bytes = b"200 OK", length: int | None = None) -> bytes:
    """Return a reply; `length` is what it claims where that is not the body's."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % (len(body) if length is None else length), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    """Return a reply in chunks whose last, empty chunk is missing."""
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    coded = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + coded


def _store(code: str, message: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'.encode()


def _of_the_specification() -> Iterator[BadBody]:
    """The twelve that B3 names."""
    page = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>"
    yield BadBody("short", IMAGE, reply(PNG[:4000], length=len(PNG)))
    yield BadBody("empty", IMAGE, reply(b""))
    yield BadBody("html", IMAGE, reply(page, b"Content-Type: text/html"))
    yield BadBody("json", IMAGE, reply(b'{"code":500,"msg":"task result is empty"}', b"Content-Type: application/json"))
    yield BadBody("wrong-type", VIDEO, reply(PNG, b"Content-Type: video/mp4"))
    yield BadBody("zip-cut", MODEL, reply(b.packed("model.obj", "model.mtl")[:-90]))
    yield BadBody("glb-wrong-length", MODEL, reply(b.glb(2048)))
    yield BadBody("html-as-audio", AUDIO, reply(page, b"Content-Type: audio/mpeg"))
    yield BadBody("gzip-wrong-length", IMAGE, reply(gzip.compress(PNG), b"Content-Encoding: gzip", length=len(PNG) + 900))
    yield BadBody("chunked-ends-early", IMAGE, chunked(PNG))
    part = b"Content-Range: bytes 0-%d/99999" % (len(PNG) - 1)
    yield BadBody("206-wrong-range", IMAGE, reply(PNG, part, status=b"206 Partial Content"))
    yield BadBody("416", IMAGE, reply(b"", b"Content-Range: bytes */7", status=b"416 Range Not Satisfiable"))


def _of_the_wire() -> Iterator[BadBody]:
    yield BadBody("empty-video", VIDEO, b"HTTP/1.1 204 No Content\r\n\r\n")
    yield BadBody("429", IMAGE, reply(b"slow down", b"Retry-After: 1", status=b"429 Too Many Requests"))
    yield BadBody("500", IMAGE, reply(b"oops", status=b"500 Internal Server Error"))
    yield BadBody("503", IMAGE, reply(PNG, status=b"503 Service Unavailable"))
    yield BadBody("403", IMAGE, reply(PNG, status=b"403 Forbidden"))
    yield BadBody("410", IMAGE, reply(b"This content is no longer available.", status=b"410 Gone"))
    yield BadBody("brotli", IMAGE, reply(PNG, b"Content-Encoding: br"))
    yield BadBody("gzip-that-is-none", IMAGE, reply(PNG, b"Content-Encoding: gzip"))
    yield BadBody("gzip-cut", VIDEO, b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b.film())[:-20])
    yield BadBody("video-cut-on-the-way", VIDEO, reply(b.film()[:500], length=len(b.film())))
    yield BadBody("redirect-to-a-key-server", IMAGE, reply(b"", b"Location: http://169.254.169.254/", status=b"302 Found"))


def _of_messages() -> Iterator[BadBody]:
    yield BadBody("html-model", MODEL, reply(b"<html><body><h1>502 Bad Gateway</h1></body></html>"))
    yield BadBody("json-model", MODEL, reply(b'{"code": 2001, "message": "Task not found"}'))
    yield BadBody("json-audio", AUDIO, reply(b'{"status":"error"}', b"Content-Type: audio/mpeg"))
    yield BadBody("text-video", VIDEO, reply(b"no healthy upstream"))
    yield BadBody("base64-picture", IMAGE, reply(b"data:image/png;base64,iVBORw0KGgo="))
    yield BadBody("xml-video", VIDEO, reply(b"<?xml version='1.0'?><MPD/>"))
    yield BadBody("playlist", VIDEO, reply(b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:9,\na.ts\n"))
    yield BadBody("robots", IMAGE, reply(b"<!DOCTYPE html><html><head><title>Just a moment...</title>"))
    yield BadBody("cloudflare-1015", IMAGE, reply(b"error code: 1015"))
    yield BadBody("discord", IMAGE, reply(b"This content is no longer available."))
    yield BadBody("store-denied", IMAGE, reply(_store("AccessDenied", "Access Denied")))
    yield BadBody("store-expired", IMAGE, reply(_store("AccessDenied", "Request has expired")))
    yield BadBody("store-clock", IMAGE, reply(_store("RequestTimeTooSkewed", "The difference is too large.")))
    yield BadBody("store-missing", IMAGE, reply(_store("NoSuchKey", "The specified key does not exist.")))
    yield BadBody("store-signature", IMAGE, reply(_store("SignatureDoesNotMatch")))
    yield BadBody("store-slow-down", IMAGE, reply(_store("SlowDown", "Please reduce your request rate.")))
    yield BadBody("suno-forbidden", AUDIO, reply(b'{"detail":"Forbidden"}'))
    yield BadBody("rate-limit", AUDIO, reply(b'{"error":"Rate limit exceeded"}'))


def _of_messages_among_texts() -> Iterator[BadBody]:
    """Messages where a text, or anything, would do."""
    yield BadBody("text-json-expired", WORDS, reply(b'{"code":401,"message":"The link has expired"}'))
    yield BadBody("other-json-expired", OTHER, reply(b'{"code":401,"message":"Signature expired","data":null}'))
    yield BadBody("text-json-code", WORDS, reply(b'{"code": 403, "msg": "", "request_id": "9f"}'))
    yield BadBody("other-json-missing", OTHER, reply(b'{"status": 404, "detail": "gone fishing"}'))
    yield BadBody("text-json-error", WORDS, reply(b'{"error": {"type": "server", "param": null}, "trace_id": "1"}'))
    yield BadBody("other-json-failed", OTHER, reply(b'{"success": false, "data": []}'))
    yield BadBody("text-json-empty", WORDS, reply(b'{"code": 0, "message": "success", "data": {}}'))
    yield BadBody("text-store-denied", WORDS, reply(_store("AccessDenied", "Access Denied")))
    yield BadBody("other-store-expired", OTHER, reply(_store("AccessDenied", "Request has expired")))
    yield BadBody("other-store-unknown", OTHER, reply(b'<Error xmlns="x"><Code>Odd</Code></Error>'))
    yield BadBody("text-not-found", WORDS, reply(b"Not found"))
    yield BadBody("other-not-found", OTHER, reply(b"404 page not found\n"))
    yield BadBody("text-expired", WORDS, reply(b"Sorry, this link has expired."))
    yield BadBody("text-forbidden", WORDS, reply(b"Forbidden"))
    yield BadBody("text-discord", WORDS, reply(b"This content is no longer available."))
    yield BadBody("other-access-denied", OTHER, reply(b"Access Denied"))
    yield BadBody("other-gateway", OTHER, reply(b"502 Bad Gateway"))
    yield BadBody("other-null", OTHER, reply(b"null"))
    yield BadBody("other-zeros", OTHER, reply(bytes(1000)))
    yield BadBody("text-zeros", WORDS, reply(bytes(1000)))
    yield BadBody("other-html", OTHER, reply(b"<html><title>Sign in again</title></html>"))


def _of_pictures() -> Iterator[BadBody]:
    yield BadBody("pixel", IMAGE, reply(b.pixel()))
    yield BadBody("png-cut", IMAGE, reply(PNG[:-600]))
    yield BadBody("png-without-header", IMAGE, reply(PNG[:8] + PNG[33:]))
    yield BadBody("jpeg-cut", IMAGE, reply(JPEG[:-500]))
    yield BadBody("jpeg-empty", IMAGE, reply(JPEG[:20] + b"\xff\xd9"))
    yield BadBody("webp-cut", IMAGE, reply(b.picture("WEBP")[:-700]))
    yield BadBody("gif-cut", IMAGE, reply(b.picture("GIF")[:-300]))
    yield BadBody("avif-cut", IMAGE, reply(b.picture("AVIF")[:-400]))
    yield BadBody("tiff-cut", IMAGE, reply(b.picture("TIFF")[:40]))
    yield BadBody("svg-cut", IMAGE, reply(b'<svg xmlns="x"><g>'))
    yield BadBody("picture-of-noise", IMAGE, reply(b"\x07\x08 noise \x00\x01" * 90))
    yield BadBody("sound-as-picture", IMAGE, reply(b.mp3()))


def _of_media() -> Iterator[BadBody]:
    yield BadBody("mp4-cut", VIDEO, reply(b.film()[:300]))
    yield BadBody("mp4-without-index", VIDEO, reply(b.film()[:428]))
    yield BadBody("mp4-without-pictures", VIDEO, reply(b.ftyp(b"isom") + b.moov()))
    yield BadBody("mp4-half-fragment", VIDEO, reply(b.fragments()[:-98]))
    yield BadBody("webm-cut", VIDEO, reply(b.webm()[:-111]))
    yield BadBody("webm-stream-cut", VIDEO, reply(b.webm(streamed=True)[:-11]))
    yield BadBody("mp3-cut", AUDIO, reply(b.mp3()[:-77]))
    yield BadBody("mp3-count", AUDIO, reply(b.mp3(xing=True)[:-3000]))
    yield BadBody("mp3-tag-alone", AUDIO, reply(b.mp3(300)[:250]))
    yield BadBody("mp3-no-sound", AUDIO, reply(b.mp3(20)[:30] + b"no sound " * 40))
    yield BadBody("m4a-encrypted", AUDIO, reply(zlib.compress(b.film(), 9) * 4))
    yield BadBody("wav-cut", AUDIO, reply(b.wav()[:-500]))
    yield BadBody("wav-header-alone", AUDIO, reply(b.riff(b"WAVE", b"fmt " + struct.pack("<I", 16) + b"\1" * 16)))
    yield BadBody("flac-cut", AUDIO, reply(b.flac()[:-9]))
    yield BadBody("flac-frames-missing", AUDIO, reply(b.flac(said=999_999)))
    yield BadBody("ogg-cut", AUDIO, reply(b.ogg()[:-100]))
    yield BadBody("aac-cut", AUDIO, reply(b.aac()[:-50]))
    yield BadBody("picture-as-sound", AUDIO, reply(JPEG))


def _of_models() -> Iterator[BadBody]:
    yield BadBody("glb-cut", MODEL, reply(b.glb()[:-33]))
    yield BadBody("glb-too-long", MODEL, reply(b.glb() + b"\0" * 40))
    yield BadBody("glb-scene", MODEL, reply(b.glb(scene=b'{"asset": nothing}')))
    yield BadBody("gltf-cut", MODEL, reply(b'{"asset": {"version": "2.0"}, "accessors": [' + b'{"count": 3},' * 900))
    yield BadBody("fbx-cut", MODEL, reply(b.fbx()[:300]))
    yield BadBody("fbx-footer", MODEL, reply(b.fbx()[:-10]))
    yield BadBody("obj-cut", MODEL, reply(b.OBJ[:-3]))
    yield BadBody("obj-empty", MODEL, reply(b"# nothing\nmtllib a.mtl\n"))
    yield BadBody("stl-cut", MODEL, reply(b.STL_TEXT[:-20]))
    yield BadBody("stl-binary-cut", MODEL, reply(b.stl(12)[:-70]))
    yield BadBody("ply-cut", MODEL, reply(b.ply()[:-30]))
    yield BadBody("ply-text-cut", MODEL, reply(b.ply("ascii")[:-20]))
    yield BadBody("ply-header", MODEL, reply(b.ply()[:60]))
    yield BadBody("usdz-gap", MODEL, reply(b.packed("model.usdc")[:60] + b.packed("model.usdc")[80:]))
    yield BadBody("zip-empty", MODEL, reply(b.packed()))
    yield BadBody("picture-as-model", MODEL, reply(PNG))


BAD_BODIES: list[BadBody] = [
    *_of_the_specification(),
    *_of_the_wire(),
    *_of_messages(),
    *_of_messages_among_texts(),
    *_of_pictures(),
    *_of_media(),
    *_of_models(),
]
