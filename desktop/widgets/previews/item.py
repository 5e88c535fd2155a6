"""What the quick view shows at a time, and what it says of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePath
from typing import assert_never

from desktop.domain.discretion import shown_title
from desktop.domain.language import tr, tr_n
from desktop.domain.status import MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import play_words, size_words
from desktop.qt.look import Look
from desktop.qt.text import one_line
from desktop.widgets.choices import saved_files

_MODELS = frozenset({".glb", ".gltf", ".obj"})
_TEXTS = frozenset({".txt", ".md", ".json", ".lrc", ".srt", ".vtt", ".csv", ".log", ".xml", ".yaml", ".toml", ".ini"})


class Way(Enum):
    """How something is shown."""

    PICTURE = auto()
    VIDEO = auto()
    SOUND = auto()
    MODEL = auto()
    TEXT = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """One saved file of a task, the `place`-th (from 1) of `total`; without a file, the task that has none yet.

    `name` is what the file is called before those who look on.
    """

    task: Task
    file: ResultFile | None = None
    place: int = 0
    total: int = 0
    name: str = ""

    @property
    def path(self) -> str:
        """Where the file is; empty without one."""
        return (self.file.path or "") if self.file is not None else ""

    @property
    def kind(self) -> MediaKind:
        """What kind of file it is, or will be."""
        return self.file.kind if self.file is not None else self.task.kind

    @property
    def stamp(self) -> str:
        """What tells one content of the file from another; empty where that is not known."""
        return (self.file.sha256 or "") if self.file is not None else ""


def items_of(task: Task, *, safe: bool = False) -> tuple[Item, ...]:
    """Return what there is to show of `task`: its saved files; one item without a file where nothing is saved.

    `safe`: files are called by their parts, for their names on disk may be made of the prompt.
    """
    files = saved_files(task)
    if not files:
        return (Item(task),)
    return tuple(Item(task, file, place, len(files), _name(file, safe=safe)) for place, file in enumerate(files, 1))


def first_of(items: Sequence[Item], part: str = "") -> Item:
    """Return the item to begin with: `part`, else what the task is about, in a form that can be shown, else the first."""
    same = (item for item in items if item.file is not None and item.file.part == part)
    shown = (item for item in items if item.kind is item.task.kind and way_of(item) is not Way.SIGN)
    kindred = (item for item in items if item.kind is item.task.kind)
    return next(same, None) or next(shown, None) or next(kindred, None) or items[0]


def way_of(item: Item) -> Way:
    """Return how `item` is shown. Models in other formats than glTF and OBJ are stood for by their picture."""
    if item.file is None:
        return Way.TEXT if item.task.text_result and not item.task.files else Way.SIGN
    suffix = PurePath(item.path or item.file.name).suffix.lower()
    match item.kind:
        case MediaKind.IMAGE:
            return Way.PICTURE
        case MediaKind.VIDEO:
            return Way.VIDEO
        case MediaKind.AUDIO:
            return Way.SOUND
        case MediaKind.MODEL:
            return Way.MODEL if suffix in _MODELS else Way.SIGN
        case MediaKind.TEXT:
            return Way.TEXT
        case MediaKind.OTHER:
            return Way.TEXT if suffix in _TEXTS else Way.SIGN
        case _:
            assert_never(item.kind)


def _name(file: ResultFile, *, safe: bool) -> str:
    path = PurePath(file.path or file.name)
    return f"{file.part}{path.suffix}" if safe else path.name


def heading_of(task: Task, *, safe: bool) -> str:
    """Return what the task is called in the head."""
    return one_line(shown_title(task, safe=safe)[:400])


def place_words(item: Item) -> str:
    """Return "2 of 5"; empty where there is but one."""
    return tr("{place} of {total}", place=item.place, total=item.total) if item.total > 1 else ""


def facts_of(item: Item, look: Look | None, *, width: int = 0, height: int = 0) -> str:
    """Return "2 of 5 · citrus-02.webp · 2048 × 2560 · 1.8 MB" of what is known; `width` and `height` as they were read, in px."""
    file = item.file
    if file is None:
        return ""
    width = width or (look.width if look is not None else None) or file.width or 0
    height = height or (look.height if look is not None else None) or file.height or 0
    pixels = f"{width} × {height}" if width and height and item.kind in (MediaKind.IMAGE, MediaKind.VIDEO) else ""
    length = play_words((look.seconds if look is not None else None) or file.seconds)
    triangles = ""
    if look is not None and look.triangles is not None:
        triangles = tr_n("{n} triangle", "{n} triangles", look.triangles)
    size = size_words(file.size) if file.size is not None else ""
    return " · ".join(filter(None, (place_words(item), item.name, pixels, length, triangles, size)))


def songs_of(item: Item, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the songs to play beside each other: the two of a task, else the one shown."""
    songs = tuple(each for each in items if way_of(each) is Way.SOUND)
    return songs if len(songs) == 2 and item in songs else (item,)


def cover_of(item: Item, look: Look | None) -> str:
    """Return the path of the picture that stands for `item`: its poster, a cover or rendering beside it; else empty."""
    if look is not None and look.poster:
        return look.poster
    pictures = [f for f in saved_files(item.task) if f.kind is MediaKind.IMAGE]
    number = (item.file.part if item.file is not None else "").rpartition("-")[2]
    wanted = [f for f in pictures if any(word in f.part for word in ("cover", "rendered", "thumbnail", "preview"))]
    same = (f for f in wanted if number.isdigit() and f.part.endswith(number))
    found = next(same, None) or next(iter(wanted), None) or next(iter(pictures), None)
    return (found.path or "") if found is not None else ""
