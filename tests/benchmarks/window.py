"""The window over 100,000 tasks under Xvfb: finding, scrolling, a storm of updates, and rest."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.rehearsal.rehearsal import Rehearsal
from tests.benchmarks.figure import Figure, Unit
from tests.benchmarks.window_scene import quiet, with_pictures
from tests.fakes.display import screen

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("window_child.py")
TASKS, PICTURES, QUIET_TASKS = 100_000, 600, 500
SECONDS = 300
ROUND_SECONDS = 600.0
"""How often a task is asked about that has been quiet for a day."""

MOST_FIND, MOST_FRAME, MOST_EVER, MOST_MEMORY, MOST_QUIET = 0.100, 0.0167, 0.050, 300_000_000, 0.01


def window_figures() -> Iterator[Figure]:
    """Measure what the window does with a long list."""
    with tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary, screen() as environment:
        folder = Path(temporary)
        full, one = folder / "full", folder / "one"
        asyncio.run(with_pictures(full, TASKS, PICTURES))
        asyncio.run(with_pictures(one, 1, 1))
        found, scrolled = _course(full, "find", environment), _course(full, "scroll", environment)
        for what, taken in (("a keystroke in the search", found["keystrokes"]), ("a change of the sort", found["sorts"])):
            yield _worst(f"{what} to painted rows, {TASKS:,} tasks", taken, MOST_FIND)
        yield _worst(f"a frame while scrolling {TASKS:,} tasks with thumbnails", scrolled["frames"], MOST_FRAME)
        yield Figure(
            what=f"memory of the window with {TASKS:,} tasks, the most of searching and scrolling",
            ours=max(found["memory"], scrolled["memory"]),
            beside="one task",
            reference=_course(one, "rest", environment)["memory"],
            unit=Unit.BYTES,
            limit=MOST_MEMORY,
        )
        updated = _course(full, "updates", environment)
        for share, limit in ((0.99, MOST_FRAME), (1.0, MOST_EVER)):
            yield Figure(
                what=f"a tick of the window late under 1,000 updates a second, {_share(share, len(updated['late']))}",
                ours=_at(updated["late"], share),
                beside="without updates",
                reference=_at(updated["late_at_rest"], share),
                limit=limit,
            )
        yield _quiet_figure(folder / "quiet", environment)


def _quiet_figure(profile: Path, environment: Mapping[str, str]) -> Figure:
    """Return what tasks cost that are watched and give no news: the window at rest, and one round of questions in ten minutes."""
    with Rehearsal(media=ROOT / "resources" / "samples") as rehearsal:
        keys = asyncio.run(quiet(profile, QUIET_TASKS, rehearsal))
        rested = _course(profile, "quiet", {**environment, **keys})
    return Figure(
        what=f"{QUIET_TASKS} quiet tasks, each asked about every 10 min",
        ours=rested["cores"] + rested["round_seconds"] / ROUND_SECONDS,
        beside="without the questions",
        reference=rested["cores"],
        unit=Unit.CORES,
        limit=MOST_QUIET,
    )


def _worst(what: str, taken: Sequence[float], limit: float) -> Figure:
    """Return the time that 99 % of all took at most, beside the median."""
    return Figure(
        what=f"{what}, {_share(0.99, len(taken))}", ours=_at(taken, 0.99), beside="median", reference=_at(taken, 0.5), limit=limit
    )


def _at(taken: Sequence[float], share: float) -> float:
    """Return what a share of all took at most."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


def _share(share: float, count: int) -> str:
    return f"worst of {count:,}" if share >= 1 else f"{share:.0%} of {count:,}"


def _course(profile: Path, what: str, environment: Mapping[str, str]) -> dict[str, Any]:
    command = [sys.executable, str(CHILD), str(profile), what]
    known = {name: value for name, value in environment.items() if not name.lower().endswith("_proxy")}
    known |= {"PYTHONPATH": str(ROOT), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={profile}{os.sep}no-bus"}
    done = subprocess.run(command, env=known, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{what} did not come to its end: {done.stderr.strip()}")
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome
