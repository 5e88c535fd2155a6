"""Which files of a finished task are saved: groups of parts that a user can leave out, and parts that are made here.

Part names are those the dialects give (:mod:`desktop.providers`): "pbr_model", "audio-1", "image", "1".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from desktop.domain.language import words_of
from desktop.domain.report import Part, Report
from desktop.domain.settings import Settings
from desktop.domain.status import MediaKind

GRID = "image"
"""The part of a Midjourney task that holds its grid, or its one picture."""

TILES = tuple(f"tile-{number}" for number in range(1, 5))
"""The parts cut from a grid: top left, top right, bottom left, bottom right."""


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts that are saved or left out together: `id` stands in `Settings.left_out`, `title` and `system` are shown."""

    id: str
    title: str
    system: str


PART_GROUPS: tuple[PartGroup, ...] = (
    PartGroup("tripo:model", words_of("Model"), "Tripo"),
    PartGroup("tripo:base_model", words_of("Base model"), "Tripo"),
    PartGroup("tripo:pbr_model", words_of("PBR model"), "Tripo"),
    PartGroup("tripo:rendered_image", words_of("Rendered picture"), "Tripo"),
    PartGroup("tripo:generated_image", words_of("Generated picture"), "Tripo"),
    PartGroup("tripo:views", words_of("Four views"), "Tripo"),
    PartGroup("tripo:other", words_of("Other files"), "Tripo"),
    PartGroup("suno:songs", words_of("Songs"), "Suno"),
    PartGroup("suno:covers", words_of("Covers"), "Suno"),
    PartGroup("suno:lyrics", words_of("Lyrics"), "Suno"),
    PartGroup("midjourney:grid", words_of("Grid of four"), "Midjourney"),
    PartGroup("midjourney:tiles", words_of("The grid's four pictures, cut here"), "Midjourney"),
    PartGroup("midjourney:pictures", words_of("Single pictures"), "Midjourney"),
    PartGroup("midjourney:videos", words_of("Videos"), "Midjourney"),
    PartGroup("crun:pictures", words_of("Pictures"), "crun.ai"),
    PartGroup("crun:videos", words_of("Videos"), "crun.ai"),
    PartGroup("crun:sound", words_of("Sound"), "crun.ai"),
    PartGroup("crun:other", words_of("Other files"), "crun.ai"),
    PartGroup("bytespike:pictures", words_of("Pictures"), "ByteSpike"),
    PartGroup("bytespike:videos", words_of("Videos"), "ByteSpike"),
    PartGroup("bytespike:sound", words_of("Sound"), "ByteSpike"),
    PartGroup("bytespike:other", words_of("Other files"), "ByteSpike"),
)
"""Every group, in the order in which the settings show them; those of a system stand together."""

_NUMBER = re.compile(r"-\d+$")
_TRIPO = frozenset({"model", "base_model", "pbr_model", "rendered_image", "generated_image"})
_VIEWS = frozenset({"front", "left", "back", "right"})
_SUNO: Mapping[str, str] = {"audio": "suno:songs", "copy": "suno:songs", "cover": "suno:covers", "lyrics": "suno:lyrics"}
_BY_KIND: Mapping[MediaKind, str] = {MediaKind.IMAGE: "pictures", MediaKind.VIDEO: "videos", MediaKind.AUDIO: "sound"}
_SUNOS_HOSTS = ("suno.ai", "suno.com")
_GRID_ACTIONS = frozenset({"IMAGINE", "BLEND", "REROLL", "VARIATION", "HIGH_VARIATION", "LOW_VARIATION"})
_FOURTH_UPSCALE = "::upsample::4::"


def group_of(provider: str, part: str, kind: MediaKind, made_from: str = "", *, grid: bool = False) -> str:
    """Return the id of the group that a part belongs to; `grid` tells that other parts are cut from it."""
    name = _NUMBER.sub("", part)
    match provider:
        case "tripo":
            return f"tripo:{name if name in _TRIPO else 'views' if name in _VIEWS else 'other'}"
        case "midjourney" if made_from:
            return "midjourney:tiles"
        case "midjourney" if grid:
            return "midjourney:grid"
        case "midjourney":
            return "midjourney:videos" if kind is MediaKind.VIDEO else "midjourney:pictures"
        case "crun" if name != part and name in _SUNO:
            return _SUNO[name]
        case _:
            return f"{provider}:{_BY_KIND.get(kind, 'other')}"


def refined(report: Report, provider: str, settings: Settings) -> Report:
    """Return `report` as the user wants it saved: tiles of a grid added, parts chosen or not, Suno's originals first if so set.

    A grid that is left out is chosen all the same while its tiles are wanted: they are cut from it.
    """
    if not report.parts:
        return report
    grid = provider == "midjourney" and has_grid(report)
    parts = (*report.parts, *_tiles()) if grid else report.parts
    if provider == "crun" and settings.suno_originals:
        parts = tuple(map(_original_first, parts))
    left_out = frozenset(settings.left_out)
    if grid and "midjourney:tiles" not in left_out:
        left_out -= {"midjourney:grid"}

    def chosen(part: Part) -> bool:
        return group_of(provider, part.part, part.kind, part.made_from, grid=grid and part.part == GRID) not in left_out

    return replace(report, parts=tuple(replace(part, chosen=chosen(part)) for part in parts))


def has_grid(report: Report) -> bool:
    """Tell whether the one picture of a Midjourney task is a grid of four.

    Its buttons tell it, for only a grid offers to upscale a fourth picture; where the reply has none, its action does. Where the
    pictures are listed singly too (github trueai-org/midjourney-proxy, `imageUrls`), nothing is to be cut.
    """
    (*others, last) = report.parts or (None,)
    if others or last is None or last.part != GRID or last.kind is not MediaKind.IMAGE:
        return False
    offers = _offers(report.raw)
    return _FOURTH_UPSCALE in offers or "U4" in offers.split() if offers else report.action in _GRID_ACTIONS


def _offers(raw: object) -> str:
    """Return the ids and words of a reply's buttons; gateways put a button's word into its `label` or its `emoji`."""
    buttons = raw.get("buttons") if isinstance(raw, dict) else None
    rows = [button for button in buttons if isinstance(button, dict)] if isinstance(buttons, list) else []
    return " ".join(str(button.get(name) or "") for button in rows for name in ("customId", "label", "emoji")).strip()


def _tiles() -> tuple[Part, ...]:
    return tuple(Part(part=part, name=f"{part}.png", kind=MediaKind.IMAGE, made_from=GRID) for part in TILES)


def _original_first(part: Part) -> Part:
    """Put Suno's own link of a song before crun.ai's copy; without a host of Suno's the copy is the one named first."""
    if not part.part.startswith("audio-") or len(part.urls) < 2:
        return part
    originals = [url for url in part.urls if _is_sunos(url)] or part.urls[1:]
    return replace(part, urls=tuple(dict.fromkeys((*originals, *part.urls))))


def _is_sunos(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in _SUNOS_HOSTS or host.endswith(tuple(f".{name}" for name in _SUNOS_HOSTS))
