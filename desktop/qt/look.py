"""What the helper process found in a file: whether it may be opened in the window, and what is known of it."""

from dataclasses import dataclass

LARGE_BYTES = 200_000_000
"""Files above this are examined only when the user agrees."""

WINDOW_PICTURE_MB = 512
"""Pictures that take more than these megabytes decoded (4 bytes a pixel) are not opened in the window; their poster is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a file found.

    `ok` tells that the helper opened the file without harm, so that the window may open it too; else `sentence` says why not, in
    the user's language. `needs_consent` tells that it was not looked at because it is larger than :data:`LARGE_BYTES`.

    `width` and `height` are in pixels as shown (after EXIF turning), `seconds` is how long it plays, `frame_rate` in frames a
    second, `triangles` what a model is made of; each None where unknown. `waveform` are about 400 peaks between 0 and 1 over the
    whole length of a sound; `loudness` is its integrated loudness in LUFS (:mod:`desktop.preview.loudness`), None where it is
    silent or unknown. `poster` is the path of the picture in the cache (WebP, 512 px at its shorter side, at
    most 1024 at the longer), None where none could be made; whoever opens it must bear that a sweep has removed it.
    """

    ok: bool
    sentence: str = ""
    needs_consent: bool = False
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    frame_rate: float | None = None
    triangles: int | None = None
    waveform: tuple[float, ...] = ()
    loudness: float | None = None
    poster: str | None = None
