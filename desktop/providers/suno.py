"""Suno songs in crun.ai replies (docs.crun.ai, suno-task-info, "SunoMusicItem")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.status import MediaKind
from desktop.providers.fields import first_text, items, mapping, one_line, text
from desktop.providers.media import extension_of, kind_of_extension
from desktop.providers.shelf import Shelf

MODELS: Mapping[str, str] = {
    "chirp-fenix": "v5.5",
    "chirp-crow": "v5",
    "chirp-auk-turbo": "v4.5all",
    "chirp-bluejay": "v4.5plus",
    "chirp-auk": "v4.5",
    "chirp-v4": "v4",
    "chirp-v3-5": "v3.5",
    "chirp-v3": "v3",
}
"""Suno's own names of its models, and what they are sold as."""

type Song = dict[str, object]


@dataclass(frozen=True, slots=True)
class SongFacts:
    """What songs, or the request for them, tell of a task."""

    title: str
    prompt: str
    tags: tuple[str, ...]
    model: str


def song_items(result: object) -> list[Song]:
    """Return the songs of a result; places in the list that hold none are left out."""
    return [item for item in items(mapping(result).get("suno_data")) if isinstance(item, dict)]


def song_facts(songs: Sequence[Song], given: Mapping[str, object]) -> SongFacts:
    """Return title, lyrics, tags and model as the songs have them, else as they were asked for (`given`)."""
    first = next(iter(songs), {})
    tags = first.get("tags") or given.get("tags")
    words = [text(item, 200) for item in tags] if isinstance(tags, list) else text(tags, 2000).split(",")
    chirp = text(first.get("suno_model_name"), 100)
    version = MODELS.get(chirp.lower(), chirp) or text(given.get("model"), 100)
    return SongFacts(
        title=one_line(text(first.get("title"))),
        prompt=first_text(first, "prompt"),
        tags=tuple(dict.fromkeys(one_line(word) for word in words if word.strip()))[:50],
        model=f"Suno {version}" if version else "",
    )


def shelve_songs(shelf: Shelf, songs: Sequence[Song], copies: Sequence[str]) -> bool:
    """Put audio, cover and lyrics of each song on the shelf; return whether crun.ai's own copies are among them.

    A song may be listed twice, as crun.ai's copy and as Suno's original. A copy that names a song's id is that song's; other
    copies are matched by their order where there are as many as songs, which is likely but not documented. A matched copy is
    the first source and the original the second. What can't be matched is a file of its own, so that none is lost.
    """
    audio = [copy for copy in copies if _is_audio(copy)]
    owners = _owners(songs, audio)
    kept = False
    for place, song in enumerate(songs, 1):
        copy = owners.get(place)
        original = song.get("suno_audio_url")
        kept |= copy is not None and shelf.add(f"audio-{place}", (copy,), kind=MediaKind.AUDIO)
        shelf.add(f"audio-{place}", (original,), kind=MediaKind.AUDIO)
        cover = (song.get("suno_image_large_url"), song.get("suno_image_url"))
        shelf.add(f"cover-{place}", cover, kind=MediaKind.IMAGE)
        shelf.add_text(f"lyrics-{place}", text(song.get("prompt")))
    matched = set(owners.values())
    for place, copy in enumerate(copies, 1):
        if copy not in matched:
            kept |= shelf.add(f"copy-{place}", (copy,), kind=MediaKind.AUDIO if _is_audio(copy) else None)
    return kept


def _owners(songs: Sequence[Song], copies: Sequence[str]) -> dict[int, str]:
    owners: dict[int, str] = {}
    for place, song in enumerate(songs, 1):
        name = text(song.get("suno_id"), 100)
        named = [copy for copy in copies if len(name) >= 8 and name in copy]
        if len(named) == 1:
            owners[place] = named[0]
    if owners:
        return owners
    return dict(enumerate(copies, 1)) if len(copies) == len(songs) else {}


def _is_audio(url: str) -> bool:
    return kind_of_extension(extension_of(url)) in (MediaKind.AUDIO, None)
