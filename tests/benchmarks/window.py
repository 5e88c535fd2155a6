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
            yield _worst(f"{what} to painted rows, {TASKS:,} tasks", taken, 0.99, MOST_FIND)
        yield _worst(f"a frame while scrolling {TASKS:,} tasks with thumbnails", scrolled["frames"], 0.99, MOST_FRAME)
        yield Figure(
            what=f"memory of the window with {TASKS:,} tasks, the most of searching and scrolling",
            ours=max(found["memory"], scrolled["memory"]),
            beside="one task",
            reference=_course(one, "rest", environment)["memory"],
            unit=Unit.BYTES,
            limit=MOST_MEMORY,
        )
        late = _course(full, "updates", environment)["late"]
        for share, limit in ((0.99, MOST_FRAME), (1.0, MOST_EVER)):
            yield _worst("a tick on the window's thread late under 1,000 updates a second", late, share, limit)
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


def _worst(what: str, taken: Sequence[float], share: float, limit: float) -> Figure:
    """Return the time that `share` of all took at most, beside the median."""
    ordered = sorted(taken)
    at = ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    words = f"worst of {len(ordered):,}" if share >= 1 else f"{share:.0%} of {len(ordered):,}"
    return Figure(what=f"{what}, {words}", ours=at, beside="median", reference=ordered[len(ordered) // 2], limit=limit)


def _course(profile: Path, what: str, environment: Mapping[str, str]) -> dict[str, Any]:
    command = [sys.executable, str(CHILD), str(profile), what]
    known = {name: value for name, value in environment.items() if not name.lower().endswith("_proxy")}
    known |= {"PYTHONPATH": str(ROOT), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={profile}{os.sep}no-bus"}
    done = subprocess.run(command, env=known, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{what} did not come to its end: {done.stderr.strip()}")
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome
