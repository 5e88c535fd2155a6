"""One hop through the event loop (`await asyncio.sleep(0)`): the mended loop, stock qasync, asyncio's own."""

import asyncio
import importlib
import os
import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from desktop.qt.loop import loop_factory
from tests.benchmarks.figure import Figure

HOPS = 20_000
ROUNDS = 5


def loop_figures() -> Iterator[Figure]:
    """Measure hops; the three loops take turns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["benchmark"])
    stock = importlib.import_module("qasync").QEventLoop
    makers: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
        "ours": loop_factory(app),
        "qasync": lambda: stock(app),
        "asyncio": asyncio.new_event_loop,
    }
    taken: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(ROUNDS):
        for name, make in makers.items():
            with asyncio.Runner(loop_factory=make) as runner:
                taken[name].append(runner.run(_hops()) / HOPS)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    what = "a hop through the event loop"
    yield Figure(what=what, ours=medians["ours"], beside="stock qasync", reference=medians["qasync"], most=1.0)
    yield Figure(what=what, ours=medians["ours"], beside="asyncio without Qt", reference=medians["asyncio"])


async def _hops() -> float:
    started = time.perf_counter()
    for _ in range(HOPS):
        await asyncio.sleep(0)
    return time.perf_counter() - started
