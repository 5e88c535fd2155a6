"""Asking which of 100,000 tasks the list shows, beside SQLite's barest answer from the same file."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.query import ListQuery, View
from desktop.storage.tasks import TaskStore
from tests.benchmarks.figure import Figure, median_of
from tests.fakes.tasks import many_tasks

TASKS = 100_000
QUERIES = {
    "all": ListQuery(),
    "saved": ListQuery(view=View.SAVED),
    "a search for one": ListQuery(text="picture 77777"),
}
MOST = 4.0


def list_figures() -> Iterator[Figure]:
    """Measure the list's queries through the store, its thread included."""
    with tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary:
        path = Path(temporary) / "tasks.db"
        medians = asyncio.run(_queries(path, Path(temporary)))
        with sqlite3.connect(path) as connection:
            bare = median_of(7, lambda: connection.execute("SELECT id FROM task").fetchall())
        connection.close()
    for name, ours in medians.items():
        what = f"list query over {TASKS:,} tasks, {name}"
        yield Figure(what=what, ours=ours, beside="SELECT id FROM task", reference=bare, most=MOST)


async def _queries(path: Path, folder: Path) -> dict[str, float]:
    now = datetime.now(UTC)
    store, _ = TaskStore.open(path, folder / "copies", now)
    try:
        tasks = many_tasks(TASKS, now=now)
        for start in range(0, TASKS, 10_000):
            await store.add(tasks[start : start + 10_000])
        medians = {}
        for name, query in QUERIES.items():
            taken = []
            for _ in range(7):
                started = time.perf_counter()
                await store.ids(query, now)
                taken.append(time.perf_counter() - started)
            medians[name] = statistics.median(taken)
        return medians
    finally:
        await store.close()
