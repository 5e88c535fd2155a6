"""Process start to first paint under Xvfb, beside the barest PySide6 window; starts alternate, medians count."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from desktop.storage.paths import Profile
from desktop.storage.tasks import TaskStore
from tests.benchmarks.figure import Figure
from tests.fakes.display import screen
from tests.fakes.tasks import many_tasks

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("first_paint.py")
STARTS = 9
TASKS = 100_000
MOST_EMPTY, MOST_FULL = 1.8, 2.2

_BARE, _EMPTY, _FULL = "bare", "empty", "full"


def start_figures() -> Iterator[Figure]:
    """Measure starts: a bare window, Outtray without a task, Outtray with 100,000.

    Twice each: until the list's rows are painted (from a glance at the database, before the engine is imported), and until the list
    itself has painted them, which answers to the user.
    """
    with tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary, screen() as environment:
        folder = Path(temporary)
        _fill(folder / _FULL)
        # As an installed program: its modules are compiled, whatever the environment of the benchmark says.
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        seen: dict[str, list[tuple[float, float]]] = {_BARE: [], _EMPTY: [], _FULL: []}
        for turn in range(STARTS + 1):
            for kind, taken in seen.items():
                profile = folder / (_FULL if kind == _FULL else f"{_EMPTY}-{turn}")
                painted = _started(["bare"] if kind == _BARE else ["outtray", str(profile)], environment)
                if turn:  # the first turn compiled the modules and warmed the disk
                    taken.append(painted)
        bare = statistics.median(rows for rows, _ in seen[_BARE])
        for kind, words, most in ((_EMPTY, "no task", MOST_EMPTY), (_FULL, f"{TASKS:,} tasks", MOST_FULL)):
            rows, answering = (statistics.median(times) for times in zip(*seen[kind], strict=True))
            yield Figure(what=f"start to painted, filled list, {words}", ours=rows, beside="bare window", reference=bare, most=most)
            yield Figure(what=f"start to a list that answers, {words}", ours=answering, beside="bare window", reference=bare)


def _fill(folder: Path) -> None:
    async def fill() -> None:
        profile = Profile(folder)
        profile.prepare()
        store, _ = TaskStore.open(profile.database, profile.backups, datetime.now(UTC))
        tasks = many_tasks(TASKS, now=datetime.now(UTC))
        for start in range(0, TASKS, 10_000):
            await store.add(tasks[start : start + 10_000])
        await store.close()

    asyncio.run(fill())


def _started(arguments: list[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Start a window; return the seconds until its content was painted and until the list itself was."""
    command = [sys.executable, str(RUNNER), repr(time.monotonic()), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{' '.join(arguments)} did not paint: {done.stderr.strip()}")
    rows, answering = done.stdout.split()
    return float(rows), float(answering)
