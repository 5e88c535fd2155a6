"""Make the sample media of the rehearsal providers, `resources/samples/`, anew.

    .venv/bin/python tools/make_samples.py [FOLDER]

Pictures are painted with Qt, models built and drawn here, sounds summed up from sines; ffmpeg (with libx264 and libmp3lame)
makes the videos and the MP3s, and is needed for nothing else. The files are kept in the repository, so nobody else needs this.
"""

import math
import struct
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from sample_models import cup, glb, lamp
from sample_pictures import FROST, PLUM, View, citrus, city, cover, draw_model, dusk, grid, lighthouse, reef, tide


def video(target: Path, frame: Callable[[float], QImage], frames: int = 36) -> None:
    """Write a looping H.264 video of `frame(0..1)`, 24 frames a second."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(frames):
            frame(number / frames).save(f"{folder}/{number:03d}.png")
        picture = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "27", "-preset", "veryslow", "-movflags", "+faststart"]
        _ffmpeg("-framerate", "24", "-i", f"{folder}/%03d.png", *picture, str(target))


def sound(target: Path, notes: Sequence[tuple[float, float]], seconds: float, partials: Sequence[tuple[float, float]]) -> None:
    """Write an MP3 of plucked `notes` (start in seconds, pitch in Hz), each of `partials` (multiple, loudness)."""
    rate = 44_100
    samples = [0.0] * int(rate * seconds)
    for start, pitch in notes:
        for index in range(int(start * rate), len(samples)):
            t = index / rate - start
            envelope = math.exp(-1.8 * t) * min(1.0, t * 120)
            samples[index] += envelope * sum(loud * math.sin(math.tau * pitch * multiple * t) for multiple, loud in partials)
    peak = max(map(abs, samples))
    fade_out = int(rate * 0.4)
    data = [int(26_000 * value / peak * min(1.0, (len(samples) - index) / fade_out)) for index, value in enumerate(samples)]
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        with wave.open(file.name, "wb") as out:
            out.setparams((1, 2, rate, 0, "NONE", ""))
            out.writeframes(struct.pack(f"<{len(data)}h", *data))
        _ffmpeg("-i", file.name, "-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "0", str(target))


def _ffmpeg(*words: str) -> None:
    plain = ["-map_metadata", "-1", "-fflags", "+bitexact"]
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *words[:-1], *plain, words[-1]], check=True)


def main() -> None:
    """Write every sample file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "resources" / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    brass, clay = lamp(), cup()
    warm, cool = ("#6b4a1e", "#17120c"), ("#f3e3d3", "#c9b3a0")
    pictures: dict[str, tuple[QImage, int]] = {
        "dusk.png": (dusk(), -1),
        "city.png": (city(), -1),
        "lighthouse.jpg": (lighthouse(), 86),
        "reef.jpg": (reef(), 62),
        "grid.jpg": (grid(), 84),
        "citrus.webp": (citrus(), 80),
        "cover-tide.jpg": (cover(FROST, rings=True), 84),
        "cover-dusk.jpg": (cover(PLUM, rings=False), 84),
        "preview.webp": (grid(128), 45),
        "lamp.webp": (draw_model(brass, View(28, scale=340), 800, 800, warm), 84),
        "cup.webp": (draw_model(clay, View(35, 24, 0.55, 330), 800, 800, cool), 84),
    }
    for side, turn in (("front", 0.0), ("left", 90.0), ("back", 180.0), ("right", 270.0)):
        pictures[f"lamp-{side}.webp"] = (draw_model(brass, View(turn, 4, 0.9, 270), 640, 640, ("#ffffff", "#e4e4e7")), 80)
    for name, (image, quality) in pictures.items():
        image.save(str(folder / name), None, quality)  # type: ignore[call-overload]  # None: the format goes by the extension
    (folder / "lamp.glb").write_bytes(glb(brass, "Desk lamp", metallic=0.9))
    (folder / "cup.glb").write_bytes(glb(clay, "Cup", metallic=0.0))
    video(folder / "tide.mp4", tide)
    video(folder / "turntable.mp4", lambda t: draw_model(brass, View(360 * t, 10, 0.9, 200), 400, 480, warm))
    pluck, bell = ((1, 1.0), (2, 0.5), (3, 0.25), (4, 0.12)), ((1, 1.0), (2.76, 0.55), (5.4, 0.25))
    sound(folder / "chord.mp3", [(0.18 * i, f) for i, f in enumerate((130.8, 196.0, 246.9, 329.6, 392.0))], 4.0, pluck)
    sound(folder / "bells.mp3", [(0.4 * i, f) for i, f in enumerate((523.3, 659.3, 784.0, 987.8, 784.0, 1046.5))], 4.5, bell)


if __name__ == "__main__":
    main()
