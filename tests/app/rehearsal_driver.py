"""The rehearsal providers in a process of their own, with ten samples: for tools/walkthrough.py, which plays their users.

Lines read: "where" (the accounts to connect and the ids to add), "begin" (the samples start now), "served" (what was asked for so
far). Each is answered by a line of JSON; at the end of the lines the providers stop.
"""

import json
import sys

from desktop.domain.status import MediaKind
from desktop.domain.wording import provider_name
from desktop.rehearsal.builders import cup, images, model, single
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, SampleFile, Server
from desktop.storage.paths import resources

PROVIDERS = (Server.CRUN, Server.TRIPO, Server.BYTESPIKE, Server.MIDJOURNEY)


def made(server: Server, prompt: str, kind: MediaKind, *files: SampleFile) -> Sample:
    """Return a sample that is generating for a while, so that its user sees it wait and save."""
    number = make_id(server, prompt)
    return Sample(server=server, task_id=number, prompt=prompt, kind=kind, files=files, waiting=0.5, generating=2.5, credits=2)


def ten_samples() -> list[Sample]:
    """Return ten tasks of four providers."""
    picture, film, shape = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.MODEL
    return [
        made(Server.CRUN, "Lighthouse on a black coast", picture, *images("lighthouse.jpg", "dusk.png")),
        made(Server.CRUN, "Slow drift over blue ridges", film, *single("video", "tide.mp4")),
        made(Server.CRUN, "Market poster with sliced citrus", picture, *images("citrus.webp")),
        made(Server.TRIPO, "Brass lamp with two arms", shape, *model(views=False)),
        made(Server.TRIPO, "Clay cup on a glazed saucer", shape, *cup()),
        made(Server.TRIPO, "Brass lamp as a prop", shape, *model(views=False)),
        made(Server.BYTESPIKE, "Reef of flowing lines", picture, *images("reef.jpg", "citrus.webp")),
        made(Server.BYTESPIKE, "Turntable of the brass lamp", film, *single("video", "turntable.mp4")),
        made(Server.MIDJOURNEY, "folded paper hills", picture, *single("image", "grid.jpg")),
        made(Server.MIDJOURNEY, "pastel town of blocks", picture, *single("image", "city.png")),
    ]


def where(rehearsal: Rehearsal, samples: list[Sample]) -> dict[str, object]:
    """Return what a user knows: the providers' accounts with their keys, and the ids of tasks."""
    accounts = [
        {
            "provider": provider_name(server),
            "name": f"Studio {number}",
            "address": rehearsal.base_urls[server],
            "key": rehearsal.key(server),
        }
        for number, server in enumerate(PROVIDERS, 1)
    ]
    return {"accounts": accounts, "ids": [sample.task_id for sample in samples], "note": note(samples)}


def note(samples: list[Sample]) -> str:
    """Return the ids as their user wrote them down: of one, it does not say whose it is."""
    lines = [f"{provider_name(sample.server)} {sample.task_id}" for sample in samples]
    return "\n".join([samples[0].task_id, *lines[1:]])


def served(rehearsal: Rehearsal, samples: list[Sample]) -> dict[str, object]:
    """Return how often files were asked for, and the SHA-256 of each file there is to have."""
    asked = [seen for seen in rehearsal.record.all() if seen.file]
    sums = [sum_ for sample in samples for sum_ in rehearsal.served_sha256s(sample.task_id).values()]
    return {"file requests": len(asked), "sha256": sorted(sums)}


def main() -> None:
    """Answer until nothing is asked any more."""
    samples = ten_samples()
    with Rehearsal((), media=resources() / "samples") as rehearsal:
        for line in sys.stdin:
            match line.strip():
                case "where":
                    answer: object = where(rehearsal, samples)
                case "begin":
                    for sample in samples:
                        rehearsal.add(sample)
                    answer = len(samples)
                case _:
                    answer = served(rehearsal, samples)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
