"""Saving results as they are saved: fetched, hashed, verified, synced, described, named, noted on the list. Beside aria2c."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.aria2 import Fetch, aria2
from tests.benchmarks.figure import Figure, Unit
from tests.benchmarks.saving_run import Layer, Taken, carry_out
from tests.benchmarks.saving_site import FILM_BYTES, FILMS, PICTURES, SLOTS, Site, site

ROUNDS = 5
SHAPED_ROUNDS = 3
LEAST = 1.0
LEAST_SHAPED = 0.97
MOST_OF_A_CORE = 0.4

_FILMS = f"{FILMS} films of {FILM_BYTES // 1_000_000} MB"
_PICTURES = f"{PICTURES} pictures of 200 KB"
_LAYERS = {
    Layer.SAVER: "saved, list of tasks included",
    Layer.SHELF: "fetched, proven, described and named",
    Layer.FETCHER: "fetched, proven and named",
}


def saving_figures() -> Iterator[Figure]:
    """Measure many bytes, many files, and a line of 1 Gbit/s; all take turns with aria2c."""
    with site() as here:
        yield from _throughput(here, here.films(), _FILMS, FILMS * FILM_BYTES)
        pictures = here.pictures("jpg")
        yield from _throughput(here, pictures, _PICTURES, sum((here.files / path[1:]).stat().st_size for path in pictures))
        yield from _shaped(here, here.films())


@dataclass(frozen=True, slots=True)
class _Turns:
    """What each round took."""

    theirs: Sequence[Fetch]
    ours: dict[Layer, Sequence[Taken]]


def _throughput(here: Site, paths: tuple[str, ...], words: str, size: int) -> Iterator[Figure]:
    turns = _turns(here, paths, tuple(_LAYERS), ROUNDS)
    reference = size / median(turn.seconds for turn in turns.theirs)
    for layer, taken in turns.ours.items():
        yield Figure(
            what=f"{words} {_LAYERS[layer]}",
            ours=size / median(turn.seconds for turn in taken),
            beside=f"aria2c -j{SLOTS}, written only",
            reference=reference,
            unit=Unit.BYTES_PER_SECOND,
            least=LEAST,
        )


def _shaped(here: Site, films: tuple[str, ...]) -> Iterator[Figure]:
    paths = tuple(f"/slow{path}" for path in films)
    turns = _turns(here, paths, (Layer.SAVER,), SHAPED_ROUNDS)
    ours, size = turns.ours[Layer.SAVER], FILMS * FILM_BYTES
    what, beside = f"{_FILMS} saved over 1 Gbit/s", f"aria2c -j{SLOTS}, written only"
    yield Figure(
        what=what,
        ours=size / median(turn.seconds for turn in ours),
        beside=beside,
        reference=size / median(turn.seconds for turn in turns.theirs),
        unit=Unit.BYTES_PER_SECOND,
        least=LEAST_SHAPED,
    )
    yield Figure(
        what=f"{what}, processor",
        ours=median(turn.processor / turn.seconds for turn in ours),
        beside=beside,
        reference=median(turn.processor / turn.seconds for turn in turns.theirs),
        unit=Unit.CORES,
        limit=MOST_OF_A_CORE,
    )


def _turns(here: Site, paths: tuple[str, ...], layers: Sequence[Layer], rounds: int) -> _Turns:
    theirs: list[Fetch] = []
    ours: dict[Layer, list[Taken]] = {layer: [] for layer in layers}
    fetch: Callable[[], Fetch] = lambda: aria2([here.url + path for path in paths], here.folder, SLOTS)  # noqa: E731
    for _ in range(rounds):
        theirs.append(fetch())
        for layer, taken in ours.items():
            taken.append(carry_out(here.order(paths, layer=layer)))
    return _Turns(theirs, dict(ours))
