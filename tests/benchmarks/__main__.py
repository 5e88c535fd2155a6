"""Measure every figure the README quotes, each beside its reference of the same run; exit 1 where a target is missed.

Names narrow it: `python -m tests.benchmarks loop list`.
"""

import sys

from tests.benchmarks.figure import Figure, table
from tests.benchmarks.frozen import frozen_figures
from tests.benchmarks.lists import list_figures
from tests.benchmarks.loops import loop_figures
from tests.benchmarks.saving import saving_figures
from tests.benchmarks.saving_cost import memory_figures, proof_figures
from tests.benchmarks.saving_smoothness import smoothness_figures
from tests.benchmarks.start import start_figures
from tests.benchmarks.texts import text_figures
from tests.benchmarks.window import window_figures

BENCHMARKS = {
    "start": start_figures,
    "frozen": frozen_figures,
    "loop": loop_figures,
    "text": text_figures,
    "list": list_figures,
    "window": window_figures,
    "saving": saving_figures,
    "smoothness": smoothness_figures,
    "memory": memory_figures,
    "proof": proof_figures,
}


def main() -> int:
    """Run the benchmarks that were named, or all."""
    chosen = sys.argv[1:] or list(BENCHMARKS)
    if strange := [name for name in chosen if name not in BENCHMARKS]:
        sys.stderr.write(f"There is no benchmark {', '.join(strange)}. There are: {', '.join(BENCHMARKS)}.\n")
        return 2
    figures: list[Figure] = []
    for name in chosen:
        sys.stderr.write(f"measuring: {name}\n")
        figures += BENCHMARKS[name]()
    sys.stdout.write(table(figures) + "\n")
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
