"""What saving costs: memory for a film of 4 GB, and the time that proving files takes."""

import shutil
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.aria2 import aria2
from tests.benchmarks.figure import Figure, Unit
from tests.benchmarks.media import write_film
from tests.benchmarks.saving_run import Taken, carry_out
from tests.benchmarks.saving_site import FILM_BYTES, FILMS, SLOTS, site

ROUNDS = 5
MOST_MEMORY = 64_000_000
LARGE, LESS = 4_300_000_000, 2_000_000_000


def memory_figures() -> Iterator[Figure]:
    """Measure the memory that saving one large film takes beyond what a running program holds."""
    with site() as here:
        size = LARGE if shutil.disk_usage(here.folder).free > 2 * LARGE else LESS
        write_film(here.files / "large.mp4", size, sparse=True)
        taken = carry_out(here.order(("/large.mp4",)))
        reference = aria2([f"{here.url}/large.mp4"], here.folder, SLOTS)
    yield Figure(
        what=f"memory for a film of {size / 1e9:.2g} GB",
        ours=taken.memory,
        beside="all of aria2c",
        reference=reference.memory,
        unit=Unit.BYTES,
        limit=MOST_MEMORY,
    )


def proof_figures() -> Iterator[Figure]:
    """Measure the time that hashing and verifying add to saving; with and without take turns."""
    with site() as here:
        films = here.films()
        proven: list[Taken] = []
        believed: list[Taken] = []
        for _ in range(ROUNDS):
            proven.append(carry_out(here.order(films)))
            believed.append(carry_out(here.order(films, proof=False)))
    added = median(turn.seconds for turn in proven) - median(turn.seconds for turn in believed)
    what = f"time that hashing and verifying {FILMS} films of {FILM_BYTES // 1_000_000} MB adds"
    disk, memory = median(turn.read_from_disk for turn in proven), median(turn.read_from_memory for turn in proven)
    yield Figure(what=what, ours=max(added, 0.0), beside="reading them once more from the disk", reference=disk, most=1.0)
    yield Figure(what=what, ours=max(added, 0.0), beside="reading them once more from memory", reference=memory)
