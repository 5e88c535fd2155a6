"""What an owner does besides watching and saving: looks for moved files, makes the day's copy, forgets removed tasks."""

import contextlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.domain.events import Notice
from desktop.engine.board import Board
from desktop.engine.clock import Clock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.presence import look_for_files
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble

COPY_SECONDS = 3600.0
"""How often it is looked whether the day's copy of the database is due."""

logger = logging.getLogger(__name__)


class Upkeep:
    """Runs beside the watcher and the saver; nothing waits for it. `roots` tells the folders below which files are saved."""

    def __init__(
        self, store: TaskStore, board: Board, clock: Clock, notify: Callable[[Notice], None], roots: Callable[[], Sequence[Path]]
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._notify = notify
        self._roots = roots

    async def run(self) -> None:
        """Tidy up once, then keep the copies coming until cancelled."""
        try:
            _, unfinished = await self._store.purge_removed()
            await in_daemon_thread("upkeep", lambda: _delete(unfinished))
            await look_for_files(self._board, await self._store.saved_paths(), *self._roots())
        except StorageTrouble:
            logger.exception("The list could not be tidied up")
        while True:
            await self._clock.sleep(COPY_SECONDS)
            try:
                await self._store.copy_if_due(self._clock.now())
            except StorageTrouble as trouble:
                self._notify(Notice("copies", f"The day's copy of the task list can't be made. {trouble.sentence}"))
            else:
                self._notify(Notice("copies", None))


def _delete(unfinished: Sequence[str]) -> None:
    for path in unfinished:
        with contextlib.suppress(OSError):
            Path(path).unlink()
