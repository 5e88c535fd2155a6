"""Short ways to write samples: their files, by what is made."""

from desktop.rehearsal.faults import Fault, Refused
from desktop.rehearsal.sample import SampleFile

LOST: tuple[Fault, ...] = (Fault(behaviour=Refused(404)),)
"""Keeps a file from ever being had: the file host answers 404 for good."""


def images(*media: str, pad: int = 0) -> tuple[SampleFile, ...]:
    """Return a set of results: image-1, image-2 and so on, of any kind."""
    return tuple(SampleFile(key=f"image-{number}", media=name, pad=pad) for number, name in enumerate(media, 1))


def single(key: str, media: str, pad: int = 0) -> tuple[SampleFile, ...]:
    """Return one file."""
    return (SampleFile(key=key, media=media, pad=pad),)


def songs() -> tuple[SampleFile, ...]:
    """Return Suno's two songs, each with a cover in two sizes."""
    return tuple(
        file
        for number, sound, cover in ((1, "chord.mp3", "cover-tide.jpg"), (2, "bells.mp3", "cover-dusk.jpg"))
        for file in (
            SampleFile(key=f"audio-{number}", media=sound),
            SampleFile(key=f"cover-{number}", media=cover),
            SampleFile(key=f"small-cover-{number}", media=cover, spare=True),
        )
    )


def model(*, pbr: bool = False, views: bool = True) -> tuple[SampleFile, ...]:
    """Return a lamp as Tripo gives it: a model, a second one with `pbr`, a rendered picture, and four `views`."""
    files = [SampleFile(key="model", media="lamp.glb")]
    if pbr:
        files.append(SampleFile(key="pbr_model", media="lamp.glb"))
    files.append(SampleFile(key="rendered_image", media="lamp.webp"))
    if views:
        files += [SampleFile(key=side, media=f"lamp-{side}.webp") for side in ("front", "left", "back", "right")]
    return tuple(files)


def cup() -> tuple[SampleFile, ...]:
    """Return a cup: a model and a rendered picture."""
    return (SampleFile(key="model", media="cup.glb"), SampleFile(key="rendered_image", media="cup.webp"))
