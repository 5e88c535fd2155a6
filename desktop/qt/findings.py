"""What the helper process answers: one JSON object a line, numbers and a few fixed words."""

import math
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

MOST_PEAKS = 400
"""Values of a waveform at most."""


class Trouble(StrEnum):
    """Why a file may not be opened in the window; the last four are the parent's own findings."""

    BROKEN = "broken"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    REACHES_OUT = "reaches_out"
    LACKING = "lacking"
    GONE = "gone"
    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    NO_HELPER = "no_helper"
    CLOSING = "closing"


LASTING = frozenset({Trouble.BROKEN, Trouble.UNSUPPORTED, Trouble.TOO_LARGE, Trouble.REACHES_OUT})
"""The troubles that lie in the file alone: they are remembered on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found in one file; the fields are those of :class:`desktop.qt.look.Look`. `poster` tells that a picture was made."""

    trouble: Trouble | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    frame_rate: float | None = None
    triangles: int | None = None
    waveform: tuple[float, ...] = ()
    loudness: float | None = None
    poster: bool = False


_COUNTS = ("width", "height", "triangles")
_AMOUNTS = ("seconds", "frame_rate", "loudness")
_NAMES = frozenset(field.name for field in fields(Finding))


def to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as an object for JSON."""
    return {name: value for name, value in asdict(finding).items() if value not in (None, (), False)}


def from_json(answer: object) -> Finding:
    """Return the finding in `answer`. Raises ValueError for anything the helper would not say: its file may have taken it over."""
    if not isinstance(answer, dict) or not answer.keys() <= _NAMES:
        raise ValueError("This is no finding.")
    facts = dict(answer)
    for name in _COUNTS:
        if name in facts and not _is_count(facts[name]):
            raise ValueError(f"{name} is no count.")
    for name in _AMOUNTS:
        if name in facts and not _is_amount(facts[name]):
            raise ValueError(f"{name} is no amount.")
    peaks = facts.pop("waveform", ())
    if not isinstance(peaks, list | tuple) or len(peaks) > MOST_PEAKS or not all(_is_amount(p) and 0 <= p <= 1 for p in peaks):
        raise ValueError("The waveform is none.")
    trouble = facts.pop("trouble", None)
    poster = facts.pop("poster", False)
    if poster not in (True, False):
        raise ValueError("poster is neither true nor false.")
    return Finding(
        trouble=None if trouble is None else Trouble(trouble),
        poster=bool(poster),
        waveform=tuple(float(p) for p in peaks),
        **facts,
    )


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


def _is_amount(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]  # a number, as just seen
