"""The real window over a full profile, put through its paces: `window_child.py <profile> <what>`; prints one JSON object.

`what` is "find" (keystrokes in the search, changes of the sort), "scroll", "updates", "quiet" or "rest". It runs the program as its
command does, with an engine that asks nobody (but for "quiet"), and ends by itself. Times are in seconds.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import GLANCED
from desktop.domain.query import ListQuery, Order
from desktop.domain.report import MarkChange
from desktop.engine.parts import Tempo
from desktop.owner import Opened, open_profile
from desktop.storage.glance import glance_at
from desktop.storage.paths import Profile
from desktop.widgets.main_window import MainWindow
from desktop.window_app import show_window

if TYPE_CHECKING:
    from desktop.engine.engine import Engine
    from desktop.widgets.workspace import Workspace

WORDS = ("picture 77", "pict 4", "nano", "赤狐")
ORDERS = (*(order for order in Order if order is not Order.NEWEST), Order.NEWEST)
ROUNDS, STORMS = 5, 3
"""Others may use the machine meanwhile: what counts is the best of so many rounds."""

STEPS, STEP_SHARE = 400, 3
"""So many turns of the wheel, each a third of a page: half of them down, half of them up again."""

FRAME_SECONDS = 1 / 60
PAUSE_SECONDS = 0.15
"""Between one keystroke and the next."""

TICK_SECONDS = 0.005
UPDATES_SECONDS, BATCH, BATCHES = 10, 100, 10
QUIET_SECONDS = 30.0


@dataclass
class Outcome:
    """What was measured: lists of seconds, the resident memory of the process in bytes, cores, and seconds of a processor."""

    keystrokes: list[float] = field(default_factory=list)
    sorts: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    late_at_rest: list[float] = field(default_factory=list)
    cores: float = 0.0
    round_seconds: float = 0.0
    memory: int = 0


class Shown(QObject):
    """Knows when the rows of a new query are on the screen: painted after the model told of them."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self._told = False
        self._painted = asyncio.Event()
        workspace.model.loaded.connect(self._on_loaded)
        for widget in (workspace.list.viewport(), workspace.empty):
            widget.installEventFilter(self)

    async def after(self, act: Callable[[], object]) -> float:
        """Return the seconds from `act` until that is so."""
        self._told = False
        self._painted.clear()
        started = time.perf_counter()
        act()
        await self._painted.wait()
        return time.perf_counter() - started

    def _on_loaded(self) -> None:
        self._told = True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._told:
            QTimer.singleShot(0, self._painted.set)  # runs once the paint has been flushed
        return False


class Course:
    """Puts the window through its paces."""

    def __init__(self, window: MainWindow, workspace: "Workspace", engine: "Engine") -> None:
        self._window = window
        self._workspace = workspace
        self._engine = engine
        self.outcome = Outcome()

    async def find(self) -> None:
        """Type searches letter by letter, and change the sort; each until the rows are painted, and each the best of its rounds."""
        filters, shown = self._workspace.filters, Shown(self._workspace)
        rounds: list[tuple[list[float], list[float]]] = []
        for _ in range(ROUNDS):
            typed = [seconds for word in WORDS for seconds in await self._typed(word, shown)]
            sorted_by = []
            for order in ORDERS:
                sorted_by.append(await shown.after(partial(filters.sort, order, False)))
                await asyncio.sleep(PAUSE_SECONDS)
            rounds.append((typed, sorted_by))
        self.outcome.keystrokes, self.outcome.sorts = (
            [min(each) for each in zip(*of, strict=True)] for of in zip(*rounds, strict=True)
        )

    async def _typed(self, word: str, shown: Shown) -> list[float]:
        bar, taken = self._workspace.bar, []
        for end in range(1, len(word) + 1):
            if not word[:end].endswith(" "):  # which would search for the same
                taken.append(await shown.after(partial(bar.search.setText, word[:end])))
                await asyncio.sleep(PAUSE_SECONDS)
        await shown.after(bar.clear_search)
        return taken

    async def scroll(self) -> None:
        """Scroll, and back, and measure each frame on the window's thread: what moves the rows, and what paints them all anew."""
        rounds = [await self._scrolled() for _ in range(ROUNDS)]
        self.outcome.frames = min(rounds, key=high)

    async def _scrolled(self) -> list[float]:
        viewport, bar = self._workspace.list.viewport(), self._workspace.list.verticalScrollBar()
        frames = []
        for step in range(STEPS):
            started = time.perf_counter()
            bar.setValue(bar.value() + (1 if step < STEPS // 2 else -1) * bar.pageStep() // STEP_SHARE)
            viewport.repaint()
            frames.append(time.perf_counter() - started)
            await asyncio.sleep(max(0.0, FRAME_SECONDS - frames[-1]))
        return frames

    async def updates(self) -> None:
        """Change a thousand tasks a second for ten seconds and watch a timer on the window's thread; the best round counts."""
        rounds = [(await self._late_at_rest(), await self._late_under_updates()) for _ in range(STORMS)]
        self.outcome.late_at_rest, self.outcome.late = min(rounds, key=lambda taken: high(taken[1]))

    async def _late_at_rest(self) -> list[float]:
        await asyncio.sleep(2.0)
        with _ticking() as late:
            await asyncio.sleep(5.0)
        return late

    async def _late_under_updates(self) -> list[float]:
        shown = list(self._workspace.model.ids())[: BATCH * BATCHES]
        with _ticking() as late:
            began = time.monotonic()
            async with asyncio.TaskGroup() as group:
                for turn in range(UPDATES_SECONDS * BATCHES):
                    batch, starred = shown[turn % BATCHES * BATCH :][:BATCH], turn // BATCHES % 2 == 0
                    group.create_task(self._engine.mark(batch, MarkChange(starred=starred)))
                    await asyncio.sleep(max(0.0, began + (turn + 1) / BATCHES - time.monotonic()))
            took = time.monotonic() - began
        if took > 1.2 * UPDATES_SECONDS:
            raise RuntimeError(f"There were only {UPDATES_SECONDS * BATCH * BATCHES / took:.0f} updates a second.")
        return late

    async def quiet(self) -> None:
        """Wait until each task was asked about, then do nothing, and see what both cost."""
        await self._rested(2.0)
        began, used, started = time.time(), time.process_time(), time.monotonic()
        while not await self._all_asked_since(began):  # noqa: ASYNC110  # an event for each answer would cost what is measured
            await asyncio.sleep(2.0)
        busy, lasted = time.process_time() - used, time.monotonic() - started
        await asyncio.sleep(3.0)
        self.outcome.cores = await self._rested(QUIET_SECONDS)
        self.outcome.round_seconds = max(0.0, busy - lasted * self.outcome.cores)

    async def rest(self) -> None:
        """Let the window come to rest."""
        await asyncio.sleep(2.0)

    async def _all_asked_since(self, began: float) -> bool:
        """Tell whether each task was asked about, and answered as usual."""
        tasks = await self._engine.tasks(await self._engine.ids(ListQuery()))
        if wrong := [task.problem for task in tasks if task.problem is not None]:
            raise RuntimeError(f"A task has a problem: {wrong[0]}.")
        return all(task.checked_at is not None and task.checked_at.timestamp() > began - 3.0 for task in tasks)

    @staticmethod
    async def _rested(seconds: float) -> float:
        used, started = time.process_time(), time.monotonic()
        await asyncio.sleep(seconds)
        return (time.process_time() - used) / (time.monotonic() - started)


@contextmanager
def _ticking() -> Iterator[list[float]]:
    """Yield a list that gets by how many seconds each tick of a timer on the window's thread is late."""
    timer = QTimer(interval=int(TICK_SECONDS * 1000))
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    late: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, now - last - TICK_SECONDS))
        last = now

    timer.timeout.connect(tick)
    timer.start()
    yield late
    timer.stop()


def high(taken: list[float]) -> float:
    """Return what 99 % of all took at most."""
    return sorted(taken)[int(len(taken) * 0.99)]


def main() -> int:
    """Run the course named on the command line; return the window's exit code."""
    place, what = Profile(Path(sys.argv[1])), sys.argv[2]
    place.prepare()

    def opened() -> Opened:
        return open_profile(place, folder=None, tempo=Tempo(), resting=what != "quiet")

    async def prepare(engine: "Engine") -> None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        workspace = window.workspace
        assert workspace is not None
        course = Course(window, workspace, engine)

        async def run() -> None:
            while not workspace.model.rowCount():  # noqa: ASYNC110  # the window's own first listing
                await asyncio.sleep(0.01)
            await asyncio.sleep(1.0)
            await getattr(course, what)()
            course.outcome.memory = _resident()
            sys.stdout.write(json.dumps(asdict(course.outcome)) + "\n")
            sys.stdout.flush()

        def ended(run: "asyncio.Task[None]") -> None:
            if error := run.exception():
                sys.stderr.write(f"{error!r}\n")
            window.quit_requested.emit()

        running.append(asyncio.get_running_loop().create_task(run(), name="course"))
        running[0].add_done_callback(ended)

    running: list[asyncio.Task[None]] = []
    return show_window(place.window, opened, prepare, partial(glance_at, place, GLANCED))


def _resident() -> int:
    """Return the resident memory of this process in bytes (proc(5))."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    from desktop.__main__ import leave

    leave(main())
