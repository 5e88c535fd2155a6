"""The pictures of the guide: where they go, and how they are kept small."""

from pathlib import Path

from PIL import Image

from tools.shots.states_guide import GUIDE

LANGUAGES = ("en", "zh_CN")
WIDEST = 1360
"""Pixels; the pictures are taken at two pixels a point."""

COLOURS = 256
PREFIX = "guide-"


def keep_guide(taken: Path, folder: Path) -> None:
    """Put the pictures of each language into its folder: "guide-list" as "list.png"."""
    for language in LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for state in GUIDE:
            with Image.open(taken / f"{language}-light@2x" / f"{state}.png") as picture:
                _small(picture).save(folder / language / f"{state.removeprefix(PREFIX)}.png", optimize=True)


def _small(picture: Image.Image) -> Image.Image:
    """Return a picture no wider than a page and of few colours; what can be seen through stays so."""
    if picture.mode == "RGBA" and picture.getchannel("A").histogram()[0]:
        return picture.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    shown = picture.convert("RGB")
    if shown.width > WIDEST:
        shown = shown.resize((WIDEST, round(shown.height * WIDEST / shown.width)), Image.Resampling.LANCZOS)
    return shown.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
