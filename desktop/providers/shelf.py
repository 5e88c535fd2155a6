"""The collector of result files: part names stay unique, links are checked and listed once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from desktop.domain.report import Part
from desktop.domain.status import MediaKind
from desktop.providers.links import LinkRules
from desktop.providers.media import DEFAULT_EXTENSIONS, extension_of, extension_of_type, kind_of_extension, kind_of_type

MAX_PARTS = 500
"""More files than this are not a task's result."""

_NOT_IN_PART = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(slots=True)
class Shelf:
    """Collects the files of one task. `lifetime` is how long its links live, counted from the reply."""

    links: LinkRules
    lifetime: timedelta | None = None
    _parts: dict[str, Part] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def add(self, part: str, sources: Iterable[object], *, kind: MediaKind | None = None, type_word: str = "") -> bool:
        """Put the usable links among `sources`, best first, on the shelf as `part`; return whether there was a new one.

        A link that is on the shelf already is not put there again; a part that is there gains further sources. The kind is
        the first link's extension's, else that of `type_word` (a type field of the reply), else `kind`.
        """
        name = part_name(part)
        urls = [url for url in map(self.links.clean, sources) if url is not None and url not in self._seen]
        urls = list(dict.fromkeys(urls))
        if not urls or (name not in self._parts and len(self._parts) >= MAX_PARTS):
            return False
        self._seen.update(urls)
        known = self._parts.get(name)
        all_urls = (known.urls if known is not None else ()) + tuple(urls)
        extension = extension_of(all_urls[0]) or extension_of_type(type_word)
        found = kind_of_extension(extension) or kind_of_type(type_word) or kind or MediaKind.OTHER
        extension = extension or DEFAULT_EXTENSIONS.get(found, "")
        file_name = f"{name}.{extension}" if extension else name
        self._parts[name] = Part(part=name, name=file_name, kind=found, urls=all_urls, lifetime=self.lifetime)
        return True

    def add_text(self, part: str, text: str) -> None:
        """Put a text that came inside the reply on the shelf; an empty one is no file."""
        name = part_name(part)
        if text and name not in self._parts:
            self._parts[name] = Part(part=name, name=f"{name}.txt", kind=MediaKind.TEXT, text=text)

    def parts(self) -> tuple[Part, ...]:
        """Return the parts in the order they came."""
        return tuple(self._parts.values())


def part_name(key: str) -> str:
    """Return a part's name for a field's name or a position: letters, digits, "-" and "_" alone."""
    return _NOT_IN_PART.sub("-", key).strip("-")[:60] or "file"


def kind_of_parts(parts: tuple[Part, ...]) -> MediaKind | None:
    """Return what a task made, from its files: a model, video or audio counts before the pictures that come with it."""
    kinds = {part.kind for part in parts if part.text is None}
    order = (MediaKind.MODEL, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.IMAGE)
    return next((kind for kind in order if kind in kinds), None)
