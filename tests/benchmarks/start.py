"""Process start to first paint under Xvfb, beside the barest PySide6 window; starts alternate, medians count."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
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
SECONDS = 60.0
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
        fill(folder / _FULL, TASKS)
        # As an installed program: its modules are compiled, whatever the environment of the benchmark says.
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        seen: dict[str, list[tuple[float, float]]] = {_BARE: [], _EMPTY: [], _FULL: []}
        for turn in range(STARTS + 1):
            for kind, taken in seen.items():
                profile = folder / (_FULL if kind == _FULL else f"{_EMPTY}-{turn}")
                painted = started(_runner("bare") if kind == _BARE else _runner("outtray", str(profile)), environment)
                if turn:  # the first turn compiled the modules and warmed the disk
                    taken.append(painted)
        bare = statistics.median(rows for rows, _ in seen[_BARE])
        for kind, words, most in ((_EMPTY, "no task", MOST_EMPTY), (_FULL, f"{TASKS:,} tasks", MOST_FULL)):
            rows, answering = (statistics.median(times) for times in zip(*seen[kind], strict=True))
            yield Figure(what=f"start to painted, filled list, {words}", ours=rows, beside="bare window", reference=bare, most=most)
            yield Figure(what=f"start to a list that answers, {words}", ours=answering, beside="bare window", reference=bare)


def fill(folder: Path, count: int) -> None:
    """Make a profile of `count` tasks."""

    async def add() -> None:
        profile = Profile(folder)
        profile.prepare()
        store, _ = TaskStore.open(profile.database, profile.backups, datetime.now(UTC))
        tasks = many_tasks(count, now=datetime.now(UTC))
        for start in range(0, count, 10_000):
            await store.add(tasks[start : start + 10_000])
        await store.close()

    asyncio.run(add())


def started(command: Callable[[str], list[str]], environment: Mapping[str, str]) -> tuple[float, float]:
    """Start a window; return the seconds until its content was painted and until the list itself was.

    `command` makes the command out of the moment at which it is carried out.
    """
    with tempfile.TemporaryFile("w+") as errors:
        run = subprocess.Popen(
            command(repr(time.monotonic())),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        assert run.stdout is not None
        alarm = threading.Timer(SECONDS, run.kill)
        alarm.start()
        line = run.stdout.readline()
        alarm.cancel()
        run.kill()
        run.wait()
        run.stdout.close()
        if not line.strip():
            errors.seek(0)
            raise RuntimeError(f"{run.args!r} did not paint: {errors.read().strip()}")
    rows, answering = line.split()
    return float(rows), float(answering)


def _runner(*arguments: str) -> Callable[[str], list[str]]:
    return lambda now: [sys.executable, str(RUNNER), now, *arguments]
