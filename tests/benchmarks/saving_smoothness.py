"""A timer of 5 ms on the window's thread while files are saved, beside the same timer while nothing happens."""

from collections.abc import Iterator, Sequence

from tests.benchmarks.figure import Figure
from tests.benchmarks.saving_run import carry_out
from tests.benchmarks.saving_site import site

ROUNDS = 3
MOST_USUAL = 0.0167
MOST_EVER = 0.050


def smoothness_figures() -> Iterator[Figure]:
    """Measure how late the ticks are, over all rounds."""
    with site() as here:
        kinds = {"films": here.films(), "pictures": here.pictures("jpg"), "": ()}
        late: dict[str, list[float]] = {words: [] for words in kinds}
        for _ in range(ROUNDS):
            for words, paths in kinds.items():
                late[words] += carry_out(here.order(paths, window=True)).late
    rest = sorted(late.pop(""))
    for words, ticks in late.items():
        what, beside = f"tick of 5 ms late while {words} are saved", "at rest"
        ticks.sort()
        usual, usual_rest = _percentile(ticks, 0.99), _percentile(rest, 0.99)
        yield Figure(what=f"{what}, 99 of 100", ours=usual, beside=beside, reference=usual_rest, limit=MOST_USUAL)
        yield Figure(what=f"{what}, worst of {len(ticks):,}", ours=ticks[-1], beside=beside, reference=rest[-1], limit=MOST_EVER)


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
