"""Running a test's coroutine on a store that is closed afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from desktop.storage.recovery import RecoveryNote
from desktop.storage.tasks import TaskStore
from tests.unit.storage.samples import NOW


def on_store[T](folder: Path, use: Callable[[TaskStore], Awaitable[T]], now: datetime = NOW) -> T:
    """Open the store in `folder`, run `use` with it, close it."""
    result, _ = on_store_noting(folder, use, now)
    return result


def on_store_noting[T](
    folder: Path, use: Callable[[TaskStore], Awaitable[T]], now: datetime = NOW
) -> tuple[T, RecoveryNote | None]:
    """Do as :func:`on_store` does; return the note of opening too."""

    async def run() -> tuple[T, RecoveryNote | None]:
        store, note = TaskStore.open(folder / "tasks.db", folder / "copies", now)
        try:
            return await use(store), note
        finally:
            await store.close()

    return asyncio.run(run())
