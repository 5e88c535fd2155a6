"""A measured figure beside its reference, and the table of all."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Unit(Enum):
    """What the numbers of a figure are."""

    SECONDS = auto()
    BYTES_PER_SECOND = auto()
    BYTES = auto()
    CORES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured: `ours` and `reference`, in `unit`.

    The target, if any: the ratio is to be `most` at most or `least` at least, and `ours` itself `limit` at most.
    """

    what: str
    ours: float
    beside: str
    reference: float
    unit: Unit = Unit.SECONDS
    most: float | None = None
    least: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        return self.ours / self.reference if self.reference else float("inf")

    @property
    def missed(self) -> bool:
        """Whether the target was missed."""
        return (
            (self.most is not None and self.ratio > self.most)
            or (self.least is not None and self.ratio < self.least)
            or (self.limit is not None and self.ours > self.limit)
        )

    @property
    def target(self) -> str:
        """The target in words, and whether it was missed."""
        bounds = [
            *([f"≤ {self.most:g}"] if self.most is not None else []),
            *([f"≥ {self.least:g}"] if self.least is not None else []),
            *([f"≤ {quantity(self.limit, self.unit)}"] if self.limit is not None else []),
        ]
        return (" and ".join(bounds) or "–") + (" **missed**" if self.missed else "")


def median_of(times: int, work: Callable[[], object]) -> float:
    """Return the median of the seconds that `work` takes."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def quantity(value: float, unit: Unit) -> str:
    """Return a number with its unit."""
    match unit:
        case Unit.SECONDS:
            return seconds(value)
        case Unit.BYTES_PER_SECOND:
            return f"{value / 1e6:.3g} MB/s" if value < 1e9 else f"{value / 1e9:.3g} GB/s"
        case Unit.BYTES:
            return f"{value / 1e6:.3g} MB"
        case Unit.CORES:
            return f"{value:.{0 if value >= 0.1 else 2}%} of a core"


def seconds(value: float) -> str:
    """Return a duration in a unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-6:.3g} µs"


def table(figures: Iterable[Figure]) -> str:
    """Return the table, in Markdown, columns aligned."""
    rows = [("figure", "Outtray", "reference", "", "ratio", "target")]
    rows += [
        (f.what, quantity(f.ours, f.unit), f.beside, quantity(f.reference, f.unit), f"{f.ratio:.2f}", f.target) for f in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
