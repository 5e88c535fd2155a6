"""What an owner does besides watching and saving: looks for moved files, copies the database, forgets and archives tasks."""

import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path

from desktop.domain.events import Notice
from desktop.domain.language import tr
from desktop.domain.report import MarkChange
from desktop.domain.settings import Settings
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.presence import look_for_files
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble

COPY_SECONDS = 3600.0
"""How often it is looked whether the day's copy of the database is due."""

_ARCHIVED_UNTIL = "archived_until"
_AT_ONCE = 500

logger = logging.getLogger(__name__)


class Upkeep:
    """Runs beside the watcher and the saver; nothing waits for it. `roots` tells the folders below which files are saved."""

    def __init__(
        self,
        store: TaskStore,
        board: Board,
        clock: Clock,
        notify: Callable[[Notice], None],
        roots: Callable[[], Sequence[Path]],
        settings: Callable[[], Settings],
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._notify = notify
        self._roots = roots
        self._settings = settings

    async def run(self) -> None:
        """Tidy up once, then keep the copies coming until cancelled."""
        try:
            _, unfinished = await self._store.purge_removed()
            await in_daemon_thread("upkeep", lambda: _delete(unfinished))
            await look_for_files(self._board, await self._store.saved_paths(), *self._roots())
            await self._archive()
        except StorageTrouble:
            logger.exception("The list could not be tidied up")
        while True:
            await self._clock.sleep(COPY_SECONDS)
            try:
                await self._store.copy_if_due(self._clock.now())
                await self._archive()
            except StorageTrouble as trouble:
                self._notify(
                    Notice("copies", tr("The day's copy of the task list can't be made. {sentence}", sentence=trouble.sentence))
                )
            else:
                self._notify(Notice("copies", None))

    async def _archive(self) -> None:
        """Archive what has been saved for as long as the settings say; what the user took out of the archive since stays out."""
        days = self._settings().archive_after_days
        if not days:
            return
        until = self._clock.now() - timedelta(days=days)
        noted = await self._store.fact(_ARCHIVED_UNTIL)
        since = datetime.fromisoformat(noted) if noted else None
        for some in batched(await self._store.saved_between(since, until), _AT_ONCE):
            await self._board.apply([Update(task_id, MarkChange(archived=True)) for task_id in some])
        if since is None or since < until:
            await self._store.set_fact(_ARCHIVED_UNTIL, until.isoformat())


def _delete(unfinished: Sequence[str]) -> None:
    for path in unfinished:
        with contextlib.suppress(OSError):
            Path(path).unlink()
