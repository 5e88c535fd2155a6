"""The samples of the demo, and as many good ones as a test asks for."""

from dataclasses import replace

from desktop.domain.status import Badge, IdKind, MediaKind
from desktop.rehearsal.builders import LOST, cup, images, model, single, songs
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.sample import API_SERVERS, Ending, Sample, Server

_LYRICS = """[Verse 1]
Salt on the window, a light on the bay,
The ferries are folding the evening away.

[Chorus]
Tide, take it slow, leave the harbour its glow,
We have nowhere to be and a mile left to row.
"""

_DESCRIPTION = """1️⃣ a quiet lighthouse in paper-cut style, navy and cream --ar 8:5

2️⃣ night harbour, layered paper, one warm lamp --ar 8:5"""


def demo_samples() -> tuple[Sample, ...]:
    """Return sixteen tasks of all five systems, good ends and bad ones; each ends within 13 seconds."""
    return (*_crun(), *_tripo(), *_bytespike(), *_midjourney())


def _crun() -> tuple[Sample, ...]:
    poster = images("citrus.webp", "reef.jpg", "dusk.png")
    return (
        Sample(
            server=Server.CRUN,
            task_id=make_id(Server.CRUN, "lighthouse"),
            prompt="Lighthouse on a black coast, two beams, paper-cut layers, calm sea at night",
            model="google/nano-banana",
            files=images("lighthouse.jpg", "dusk.png", "city.png"),
            waiting=2,
            generating=7,
            credits=12,
        ),
        Sample(
            server=Server.CRUN,
            task_id=make_id(Server.CRUN, "ridges"),
            prompt="Slow drift over blue ridges at first light, no people, loopable",
            model="kling/kling-v2-5-turbo",
            kind=MediaKind.VIDEO,
            files=(*single("video", "tide.mp4"), *single("last-frame", "lighthouse.jpg")),
            waiting=3,
            generating=9,
            credits=70,
        ),
        Sample(
            server=Server.CRUN,
            task_id=make_id(Server.CRUN, "harbour"),
            title="Harbour Glow",
            tags="dream pop, warm synths, soft female vocal, 84 bpm",
            text=_LYRICS,
            model="suno/music-generate",
            kind=MediaKind.AUDIO,
            files=songs(),
            waiting=2,
            generating=9,
            credits=24,
        ),
        Sample(
            server=Server.CRUN,
            task_id=make_id(Server.CRUN, "citrus"),
            prompt="Market poster, sliced citrus, risograph, three inks, plenty of paper",
            model="bytedance/seedream-4",
            files=(poster[0], replace(poster[1], faults=LOST), poster[2]),
            waiting=1,
            generating=6,
            credits=9,
        ),
        Sample(
            server=Server.CRUN,
            task_id=make_id(Server.CRUN, "tram"),
            prompt="Night tram in heavy rain, reflections, handheld camera",
            model="kling/kling-v2-5-turbo",
            kind=MediaKind.VIDEO,
            ending=Ending.FAILED,
            reason="Generation failed: the model stopped with an internal error.",
            waiting=2,
            generating=5,
        ),
    )


def _tripo() -> tuple[Sample, ...]:
    return (
        Sample(
            server=Server.TRIPO,
            task_id=make_id(Server.TRIPO, "lamp"),
            prompt="Brass task lamp with two arms, worn edges, game-ready",
            model="v3.1-20260211",
            action="text_to_model",
            kind=MediaKind.MODEL,
            files=model(),
            waiting=2,
            generating=8,
            credits=30,
        ),
        Sample(
            server=Server.TRIPO,
            task_id=make_id(Server.TRIPO, "cup"),
            prompt="Clay cup on a glazed saucer, tea in it",
            model="v3.1-20260211",
            action="image_to_model",
            kind=MediaKind.MODEL,
            files=cup(),
            waiting=1,
            generating=11,
            credits=20,
        ),
        Sample(
            server=Server.TRIPO_V2,
            task_id=make_id(Server.TRIPO_V2, "lamp"),
            prompt="The same lamp as a prop, PBR, four views",
            model="v2.5-20250123",
            action="text_to_model",
            kind=MediaKind.MODEL,
            files=model(pbr=True),
            waiting=3,
            generating=6,
            credits=20,
        ),
        Sample(
            server=Server.TRIPO_V2,
            task_id=make_id(Server.TRIPO_V2, "mascot"),
            prompt="Mascot of a well-known film studio, vinyl toy",
            model="v2.5-20250123",
            action="text_to_model",
            kind=MediaKind.MODEL,
            ending=Ending.BLOCKED,
            waiting=2,
            generating=2,
        ),
    )


def _bytespike() -> tuple[Sample, ...]:
    return (
        Sample(
            server=Server.BYTESPIKE,
            task_id=make_id(Server.BYTESPIKE, "turntable"),
            out_task_id="lamp-kit_turntable_v03",
            id_kind=IdKind.OUT_TASK_ID,
            prompt="Turntable of the brass lamp, dark studio, warm key light",
            model="sora-2",
            kind=MediaKind.VIDEO,
            files=single("video", "turntable.mp4"),
            waiting=2,
            generating=9,
            credits=1.47,
        ),
        Sample(
            server=Server.BYTESPIKE,
            task_id=make_id(Server.BYTESPIKE, "reef"),
            out_task_id="reef-lines_0412",
            prompt="Reef of flowing lines, sunset to sea, flat colour",
            model="seedream-4",
            files=images("reef.jpg", "citrus.webp"),
            waiting=1,
            generating=6,
            credits=0.08,
        ),
        Sample(
            server=Server.BYTESPIKE,
            task_id=make_id(Server.BYTESPIKE, "market"),
            out_task_id="market_crane-shot_01",
            prompt="Crane shot over the fruit market, morning",
            model="veo-3-1",
            kind=MediaKind.VIDEO,
            ending=Ending.CANCELLED,
            waiting=2,
            generating=5,
            credits=2.4,
        ),
    )


def _midjourney() -> tuple[Sample, ...]:
    return (
        Sample(
            server=Server.MIDJOURNEY,
            task_id=make_id(Server.MIDJOURNEY, "hills"),
            prompt="folded paper hills at four hours of the day, low sun, soft shadow --ar 1:1 --v 7",
            action="IMAGINE",
            files=single("image", "grid.jpg"),
            waiting=3,
            generating=9,
        ),
        Sample(
            server=Server.MIDJOURNEY,
            task_id=make_id(Server.MIDJOURNEY, "town"),
            prompt="pastel town of blocks, isometric, toy scale --ar 3:2 --v 7",
            action="UPSCALE",
            files=single("image", "city.png"),
            waiting=1,
            generating=5,
        ),
        Sample(
            server=Server.MIDJOURNEY,
            task_id=make_id(Server.MIDJOURNEY, "sky"),
            prompt="pastel town of blocks, repaint the sky --v 7",
            action="INPAINT",
            ending=Ending.NEEDS_ANSWER,
            waiting=3,
            generating=0,
        ),
        Sample(
            server=Server.MIDJOURNEY,
            task_id=make_id(Server.MIDJOURNEY, "words"),
            prompt="",
            action="DESCRIBE",
            ending=Ending.WORDS,
            text=_DESCRIPTION,
            waiting=1,
            generating=4,
        ),
    )


def good_samples(count: int, *, seed: str = "good") -> tuple[Sample, ...]:
    """Return `count` samples of all systems in turn that end well, the same for the same seed.

    They are small and quick: each ends within 4 seconds, most of crun's (asked about every 15 seconds) before the first query.
    """
    patterns = [sample for sample in demo_samples() if sample.expect is Badge.SAVED and sample.expect_files]
    choices = [[sample for sample in patterns if sample.server is server] for server in API_SERVERS]
    samples = []
    for number in range(count):
        round_, turn = divmod(number, len(choices))
        pattern = choices[turn][round_ % len(choices[turn])]
        samples.append(_take(pattern, number, f"{seed}-{number}"))
    return tuple(samples)


def _take(pattern: Sample, number: int, seed: str) -> Sample:
    early = pattern.server is Server.CRUN and number % 4 != 0
    return replace(
        pattern,
        task_id=make_id(pattern.server, seed),
        out_task_id=f"batch/{seed}" if pattern.out_task_id else "",
        prompt=f"{pattern.prompt}, take {number + 1}" if pattern.prompt else "",
        title=f"{pattern.title} {number + 1}" if pattern.title else "",
        waiting=0.3 * (number % 4),
        generating=1.0 + 0.5 * (number % 5),
        age=60.0 if early else 0.0,
    )
