"""A measured figure beside its reference, and the table of all."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured: `ours` and `reference` in seconds. `most` is the highest ratio that meets the target, if any."""

    what: str
    ours: float
    beside: str
    reference: float
    most: float | None = None

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        return self.ours / self.reference

    @property
    def missed(self) -> bool:
        """Whether the target was missed."""
        return self.most is not None and self.ratio > self.most


def median_of(times: int, work: Callable[[], object]) -> float:
    """Return the median of the seconds that `work` takes."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def seconds(value: float) -> str:
    """Return a duration in a unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-6:.3g} µs"


def table(figures: Iterable[Figure]) -> str:
    """Return the table, in Markdown, columns aligned."""
    rows = [("figure", "Outtray", "reference", "", "ratio", "target")]
    for f in figures:
        target = "–" if f.most is None else f"≤ {f.most:g}" + (" **missed**" if f.missed else "")
        rows.append((f.what, seconds(f.ours), f.beside, seconds(f.reference), f"{f.ratio:.2f}", target))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
