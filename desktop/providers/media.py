"""Kinds of media by extension, by a type field and by the words of a model's name."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from desktop.domain.status import MediaKind

_BY_KIND: dict[MediaKind, str] = {
    MediaKind.IMAGE: "png jpg jpeg webp gif avif bmp tif tiff heic svg exr hdr",
    MediaKind.VIDEO: "mp4 mov webm m4v mkv avi",
    MediaKind.AUDIO: "mp3 wav flac ogg oga m4a aac opus",
    MediaKind.MODEL: "glb gltf fbx obj usdz usd usdc stl 3mf ply splat spz blend",
    MediaKind.TEXT: "txt lrc srt vtt md json csv",
    MediaKind.OTHER: "zip pdf psd",
}

EXTENSIONS: dict[str, MediaKind] = {name: kind for kind, names in _BY_KIND.items() for name in names.split()}
"""Known extensions without their dot; an archive tells nothing of what is in it and is OTHER."""

DEFAULT_EXTENSIONS: dict[MediaKind, str] = {
    MediaKind.IMAGE: "png",
    MediaKind.VIDEO: "mp4",
    MediaKind.AUDIO: "mp3",
    MediaKind.MODEL: "glb",
    MediaKind.TEXT: "txt",
}
"""The extension a file is named with until its bytes tell another."""

_MODEL_WORDS: tuple[tuple[MediaKind, re.Pattern[str]], ...] = (
    (MediaKind.AUDIO, re.compile(r"suno|music|audio|speech|tts|voice|sound|elevenlabs")),
    (MediaKind.VIDEO, re.compile(r"video|veo|sora|kling|seedance|hailuo|runway|wan\b|wan-?\d|luma|pixverse|vidu|animate|i2v|t2v")),
    (MediaKind.MODEL, re.compile(r"3d|tripo|mesh|hunyuan3d|splat")),
    (
        MediaKind.IMAGE,
        re.compile(r"image|banana|flux|seedream|imagen|ideogram|recraft|midjourney|photo|upscale|remove-bg|z-image|t2i"),
    ),
)


def extension_of(url: str) -> str:
    """Return the known extension a URL's path ends with, in lower case without its dot; "" without one."""
    suffix = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower().removeprefix(".")
    return suffix if suffix in EXTENSIONS else ""


def kind_of_extension(extension: str) -> MediaKind | None:
    """Return the kind an extension stands for; None where it says nothing."""
    kind = EXTENSIONS.get(extension)
    return None if kind is MediaKind.OTHER else kind


def extension_of_type(word: str) -> str:
    """Return the extension a type field names: "fbx", ".fbx", "image/webp"; "" for words such as "video"."""
    name = word.strip().lower().rpartition("/")[2].removeprefix(".")
    name = {"jpeg": "jpg", "mpeg": "mp3", "quicktime": "mov", "gltf-binary": "glb"}.get(name, name)
    return name if name in EXTENSIONS else ""


def kind_of_type(word: str) -> MediaKind | None:
    """Return the kind a type field names: "video", "image/webp", "fbx", "3d"; None for any other word."""
    name = word.strip().lower()
    for kind in (MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.MODEL, MediaKind.TEXT):
        if name.split("/")[0] in (kind.value, f"{kind.value}s", f"{kind.value}_url"):
            return kind
    return MediaKind.MODEL if name in ("3d", "mesh") else kind_of_extension(extension_of_type(name))


def kind_of_key(key: str) -> MediaKind | None:
    """Return the kind a field's name tells of: "rendered_video", "pbr_model", "front_view"; None where it tells nothing."""
    words = set(re.split(r"[^a-z0-9]+", key.lower()))
    if words & {"video", "videos", "movie"}:
        return MediaKind.VIDEO
    if words & {"image", "images", "view", "depth", "render", "basecolor", "thumbnail", "preview", "cover", "texture"}:
        return MediaKind.IMAGE
    if words & {"audio", "song", "music"}:
        return MediaKind.AUDIO
    return MediaKind.MODEL if words & {"model", "models", "mesh", "splat"} else None


def kind_of_model(name: str) -> MediaKind | None:
    """Guess what a model makes from its name; None where the name tells nothing."""
    lowered = name.lower()
    return next((kind for kind, words in _MODEL_WORDS if words.search(lowered) is not None), None)
