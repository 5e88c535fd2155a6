"""The files, answers in words, titles and versions of Midjourney tasks."""

import re
from collections.abc import Iterable, Mapping

from desktop.domain.status import MediaKind
from desktop.providers.fields import first_text, items, mapping, one_line, text
from desktop.providers.media import extension_of, kind_of_extension
from desktop.providers.shelf import Shelf

_ANSWERS_IN_WORDS = frozenset({"DESCRIBE", "SHORTEN", "PIC_READER"})
_LINKS = re.compile(r"<?https?://\S+>?")
_FLAGS = re.compile(r"(?:^|\s)(?:--|—)[a-z].*$", re.IGNORECASE)
_VERSION = re.compile(r"(?:--|—)(v|version|niji)\s+(\d+(?:\.\d+)?)", re.IGNORECASE)


def shelve_files(shelf: Shelf, item: Mapping[str, object], action: str) -> None:
    """Put the files of a finished task on the shelf.

    Pictures of `imageUrls` are "1", "2" and so on, the grid or only picture of `imageUrl` is "image", videos are "video-1" and so
    on. For a video task `imageUrl` may be the video, and `imageUrls` the videos again (github trueai-org/midjourney-proxy): then
    it is a second source where there is one video, and nothing new where there are several.
    """
    clean = shelf.links.clean
    pictures = [clean(link) for link in _links(item.get("imageUrls"))]
    cover = clean(text(item.get("imageUrl"), 8192))
    listed = [clean(link) for name in ("videoUrls", "videoUrl") for link in _links(item.get(name))]
    videos = _distinct([*listed, *(url for url in pictures if _is_video(url, action))])
    if _is_video(cover, action):
        videos, cover, spare = videos or _distinct([cover]), None, cover
    else:
        spare = None
    for place, url in enumerate(videos, 1):
        shelf.add(f"video-{place}", (url, spare if len(videos) == 1 else None), kind=MediaKind.VIDEO)
    for place, picture in enumerate(pictures, 1):
        shelf.add(str(place), (picture,), kind=MediaKind.IMAGE)
    shelf.add("image", (cover,), kind=MediaKind.IMAGE)


def _links(value: object) -> list[str]:
    found = [first_text(item, "url", limit=8192) if isinstance(item, dict) else text(item, 8192) for item in items(value)]
    return [link for link in found if link]


def _distinct(urls: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(url for url in urls if url is not None))


def _is_video(url: str | None, action: str) -> bool:
    """Tell whether a link is of a video: by its extension, else by the task it is the result of."""
    kind = kind_of_extension(extension_of(url)) if url is not None else None
    return kind is MediaKind.VIDEO or (url is not None and kind is None and "VIDEO" in action)


def answers_in_words(action: str) -> bool:
    """Tell whether a task answers in words, so that success without a file is lawful."""
    return action in _ANSWERS_IN_WORDS


def answer_in_words(item: Mapping[str, object], action: str) -> str:
    """Return the answer of DESCRIBE, SHORTEN and the like; "" for any other task."""
    if not answers_in_words(action):
        return ""
    return first_text(mapping(item.get("properties")), "finalPrompt") or first_text(item, "promptEn", "prompt")


def title_of(prompt: str) -> str:
    """Return a prompt's first line without the links before it and the flags behind it."""
    line = one_line(prompt, 2000)
    return one_line(_FLAGS.sub("", _LINKS.sub(" ", line))) or one_line(line)


def version_of(prompt: str, item: Mapping[str, object]) -> str:
    """Return the model a prompt asks for: "Midjourney 6", "Niji 6"; "" where it names none."""
    found = _VERSION.search(prompt) or _VERSION.search(first_text(mapping(item.get("properties")), "finalPrompt"))
    if found is None:
        return ""
    name = "Niji" if found.group(1).lower() == "niji" else "Midjourney"
    return f"{name} {found.group(2)}"
