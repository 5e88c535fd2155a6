"""What a user does about names and places of saved files: examples, renaming, finding, rebuilding the list from a folder."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.query import ListQuery, View
from desktop.engine.accounts import AccountDesk
from desktop.engine.board import Board
from desktop.engine.clock import Clock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.names import EXAMPLES, Names
from desktop.engine.ports import NamedFile, Rebuilt, Refusal, Renamed
from desktop.engine.presence import look_for_files
from desktop.engine.rebuild import rebuild
from desktop.engine.relink import find_moved
from desktop.engine.renaming import Renaming
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble


class FileActs:
    """The part of the engine's interface that is about saved files (:class:`desktop.engine.ports.EngineApi`)."""

    def __init__(self, board: Board, store: TaskStore, desk: AccountDesk, names: Names, clock: Clock) -> None:
        self._board = board
        self._store = store
        self._desk = desk
        self._names = names
        self._clock = clock
        self._renaming = Renaming(store, board, names)

    @property
    def folder(self) -> Path:
        """The folder below which files are saved now, where neither their project nor their provider has its own."""
        return self._names.folder

    async def name_examples(self, template: str) -> Sequence[NamedFile]:
        """Return how `template` names up to five files of real tasks. Raises Refusal with what is wrong with the template."""
        for view in (View.SAVED, View.ALL):
            ids = await self._store.ids(ListQuery(view=view), self._clock.now())
            tasks = [task for task in await self._store.get(ids[: 4 * EXAMPLES]) if task.wanted]
            if tasks:
                break
        return await in_daemon_thread("examples", lambda: self._names.examples(template, tasks))

    async def plan_renames(self, ids: Sequence[int]) -> Sequence[NamedFile]:
        """Return the saved files of these tasks whose names are not what the settings make of them now."""
        return await self._renaming.plan(await self._store.get(ids))

    async def rename(self, ids: Sequence[int]) -> Renamed:
        """Give the saved files of these tasks the names and folders that the settings make of them now. Raises Refusal."""
        return await self._renaming.rename(ids)

    async def undo_rename(self, batch: int) -> Renamed:
        """Give the files of a batch their former names back. Raises Refusal."""
        return await self._renaming.undo(batch)

    async def rebuild(self, folder: Path) -> Rebuilt:
        """Bring back to the list what the files below `folder` tell of themselves. Raises Refusal."""
        try:
            return await rebuild(self._board, folder, [c.account for c in self._desk.all()], self._clock.now())
        except StorageTrouble as trouble:
            raise Refusal(trouble.sentence) from trouble

    async def find_moved(self, ids: Sequence[int], folder: Path | None = None) -> int:
        """Look below `folder` (None: where files are saved) for moved files of these tasks; return how many were found."""
        return await find_moved(self._board, self._store, ids, self._names.roots() if folder is None else (folder,))

    async def look_for_files(self, ids: Sequence[int]) -> None:
        """Look whether the saved files of these tasks are still there, and mark those that are not."""
        wanted = set(ids)
        saved = [file for file in await self._store.saved_paths() if file.task_id in wanted]
        await look_for_files(self._board, saved, *self._names.roots())
        self._board.let_go(ids)
