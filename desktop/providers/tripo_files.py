"""The files, and answers in words, of Tripo's `output`.

V2 has bare keys whose value is a link or `{"type", "url"}`; V3 has keys that end in `_url`. Both "may contain undocumented
fields" (docs.tripo3d.ai, "Get your task result"), and a link under any key is a file.
"""

from collections.abc import Mapping

from desktop.domain.status import MediaKind
from desktop.providers.fields import first_text, text
from desktop.providers.media import kind_of_key
from desktop.providers.shelf import Shelf

_FIRST = ("model", "base_model", "pbr_model", "rendered_image", "generated_image")
_ENDINGS = ("_view_url", "_urls", "_url")
_WORD_KEYS = (
    ("riggable", "Riggable"),
    ("rig_type", "Rig type"),
    ("topology", "Topology"),
    ("classification", "Classification"),
)


def shelve_output(shelf: Shelf, output: Mapping[str, object], *, quads: bool = False) -> None:
    """Put every link of `output` on the shelf; a model of quads is an FBX file where its link doesn't tell."""
    named = [(_part(key), value) for key, value in output.items()]
    for part, value in sorted(named, key=_order):
        _shelve(shelf, part, value, "fbx" if quads and part == "model" else "")


def _order(found: tuple[str, object]) -> tuple[int, bool]:
    part, value = found
    return _FIRST.index(part) if part in _FIRST else len(_FIRST), isinstance(value, list)


def _shelve(shelf: Shelf, part: str, value: object, type_word: str = "") -> None:
    if isinstance(value, list):
        for place, item in enumerate(value, 1):
            _shelve_one(shelf, f"{part}-{place}", item, type_word)
    elif isinstance(value, dict) and not isinstance(value.get("url"), str):
        for key, item in value.items():
            for place, one in enumerate(item if isinstance(item, list) else [item], 1):
                _shelve_one(shelf, f"{_part(key)}-{place}" if isinstance(item, list) else _part(key), one, type_word)
    else:
        _shelve_one(shelf, part, value, type_word)


def _shelve_one(shelf: Shelf, part: str, value: object, type_word: str) -> None:
    link = value
    if isinstance(value, dict):
        link, type_word = value.get("url"), text(value.get("type"), 40) or type_word
    if isinstance(link, str) and link.strip().lower().startswith(("http://", "https://")):
        kind = MediaKind.IMAGE if part in ("front", "left", "back", "right") else kind_of_key(part)
        shelf.add(part, (link,), kind=kind, type_word=type_word)


def _part(key: str) -> str:
    return next((key.removesuffix(ending) for ending in _ENDINGS if key.endswith(ending) and key != ending), key)


def answers_in_words(action: str, output: Mapping[str, object]) -> bool:
    """Tell whether a task answers in words, so that success without a file is lawful."""
    word = action.lower().replace("-", "_")
    return word in ("animate_prerigcheck", "rig_check", "classification") or (not word and "riggable" in output)


def answer_words(output: Mapping[str, object]) -> str:
    """Return the answer of a rig check or a classification as lines, "Riggable: yes"."""
    lines = []
    for key, name in _WORD_KEYS:
        value = output.get(key)
        words = ("yes" if value else "no") if isinstance(value, bool) else first_text(output, key, limit=200)
        if words:
            lines.append(f"{name}: {words}")
    return "\n".join(lines)


def kind_made(action: str) -> MediaKind | None:
    """Return what a task of a type makes: V2's `text_to_image`, V3's `image-to-depth`; None where the type tells nothing."""
    word = action.lower().replace("-", "_")
    if not word:
        return None
    if "video" in word:
        return MediaKind.VIDEO
    if word == "classification":
        return MediaKind.TEXT
    if word.endswith(("_image", "_multiview", "_depth")):
        return MediaKind.IMAGE
    words = (
        "model",
        "mesh",
        "animate",
        "rig",
        "retarget",
        "lowpoly",
        "splat",
        "texture",
        "convert",
        "import",
        "segment",
        "decimate",
        "uv",
    )
    return MediaKind.MODEL if any(name in word for name in words) else None
