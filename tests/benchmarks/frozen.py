"""The packaged program's start beside that of the sources, in one run; starts alternate, medians count."""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.benchmarks.start import ROOT, fill, started
from tests.fakes.display import screen
from tools.package.folders import older_than

PROGRAM = ROOT / "dist" / "outtray" / "outtray"
STARTS = 9
TASKS = 10_000
MOST = 1.3


def frozen_figures() -> Iterator[Figure]:
    """Measure starts of both, without a task and with 10,000: until the rows are painted, and until the list answers."""
    if not PROGRAM.exists() or (newer := older_than(PROGRAM)):
        why = f"dist/outtray is older than {newer}" if PROGRAM.exists() else "there is no dist/outtray"
        sys.stderr.write(f"The packaged program's start is not measured: {why}. Run make package first.\n")
        return
    with tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary, screen() as environment:
        folder = Path(temporary)
        fill(folder / "full", TASKS)
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        for full, words in ((False, "no task"), (True, f"{TASKS:,} tasks")):
            seen: dict[str, list[tuple[float, float]]] = {"frozen": [], "sources": []}
            for turn in range(STARTS + 1):
                for kind, taken in seen.items():
                    profile = folder / ("full" if full else f"empty-{kind}-{turn}")
                    painted = started(_command(kind, profile), environment)
                    if turn:  # the first turn compiled the modules and warmed the disk
                        taken.append(painted)
            for at, what in enumerate(("painted, filled list", "a list that answers")):
                ours, reference = (statistics.median(times[at] for times in seen[kind]) for kind in ("frozen", "sources"))
                figure = f"packaged program's start to {what}, {words}"
                yield Figure(what=figure, ours=ours, beside="from sources", reference=reference, most=MOST)


def _command(kind: str, profile: Path) -> Callable[[str], list[str]]:
    program = [str(PROGRAM)] if kind == "frozen" else [sys.executable, "-m", "desktop"]
    return lambda now: [*program, "--self-check", "start", now, "--profile", str(profile)]
