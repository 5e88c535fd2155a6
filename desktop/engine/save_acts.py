"""What a user does about saving: now, later, not at all; for files, tasks, accounts and everything."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.advance import needs_file
from desktop.domain.choice import GRID, group_of
from desktop.domain.events import Notice
from desktop.domain.language import tr, words_of
from desktop.domain.report import ChoiceChange, HoldChange, PauseChange
from desktop.domain.settings import Settings
from desktop.domain.status import FileState, Remote
from desktop.domain.task import ResultFile, Task
from desktop.engine.accounts import AccountDesk
from desktop.engine.attempts import Shelf
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job
from desktop.engine.saver import Saver
from desktop.engine.watcher import Watcher
from desktop.storage.settings import SettingsStore, SettingsTrouble

PAUSED_TEXT = words_of("Checking and saving are paused. Links still expire; resume before they do.")
"""What the banner says while everything is paused."""

_OPEN = frozenset({FileState.WANTED, FileState.QUEUED, FileState.SAVING, FileState.FAILED})


class SaveActs:
    """The part of the engine's interface that starts, stops and chooses saves (:class:`desktop.engine.ports.EngineApi`)."""

    def __init__(
        self,
        board: Board,
        saver: Saver,
        watcher: Watcher,
        desk: AccountDesk,
        shelf: Shelf,
        settings: SettingsStore,
        notify: Callable[[Notice], None],
    ) -> None:
        self._board = board
        self._saver = saver
        self._watcher = watcher
        self._desk = desk
        self._shelf = shelf
        self._settings_store = settings
        self._notify = notify

    # -- tasks -------------------------------------------------------------------------------------------------------

    async def pause(self, ids: Sequence[int]) -> None:
        """Stop asking about and saving these tasks until they are resumed."""
        async with self._saver.stopped(_of(ids)):
            await self._board.apply([Update(task_id, PauseChange(paused=True)) for task_id in ids])

    async def resume(self, ids: Sequence[int]) -> None:
        """Let paused tasks go on, and those of their files that were held."""
        tasks = await self._board.hold(ids)
        held = [Update(t.id, HoldChange(frozenset(f.part for f in t.files if f.held), held=False)) for t in tasks]
        for task in await self._board.apply([*held, *(Update(task_id, PauseChange(paused=False)) for task_id in ids)]):
            self._watcher.watch(task)

    async def cancel(self, ids: Sequence[int]) -> None:
        """Give up what is not saved of these tasks; their unfinished files are deleted."""
        for task in await self._board.hold(ids):
            await self.drop_files(task.id, [f.part for f in task.files if f.state in _OPEN])

    # -- files -------------------------------------------------------------------------------------------------------

    async def hold_files(self, task_id: int, parts: Sequence[str], *, held: bool) -> None:
        """Pause the saving of some files of a task, or let it go on where it stopped."""
        await self._task(task_id)
        async with self._saver.stopped(_of([task_id], parts if held else ())):
            await self._board.apply([Update(task_id, HoldChange(frozenset(parts), held=held))])

    async def drop_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Give up some files of a task that are not saved; their unfinished files are deleted."""
        task = await self._task(task_id)
        unfinished = [Path(f.resume.path) for f in task.files if f.part in parts and f.resume is not None]
        async with self._saver.stopped(_of([task_id], parts)):
            task = await self._task(task_id)
            unfinished += [Path(f.resume.path) for f in task.files if f.part in parts and f.resume is not None]
            await self._board.apply([Update(task_id, ChoiceChange(frozenset(parts), chosen=False))])
        for path in dict.fromkeys(unfinished):
            await self._shelf.discard(path)

    async def want_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Want files again that were given up or left out by choice, and save them."""
        await self._task(task_id)
        wanted = frozenset(parts)
        updates = [Update(task_id, ChoiceChange(wanted, chosen=True)), Update(task_id, HoldChange(wanted, held=False))]
        for task in await self._board.apply(updates):
            self._saver.want(task, again=True)

    async def _task(self, task_id: int) -> Task:
        tasks = await self._board.hold([task_id])
        if not tasks:
            raise Refusal(tr("This task is no longer on the list."))
        return tasks[0]

    # -- accounts and everything -------------------------------------------------------------------------------------

    def rests(self, task: Task) -> bool:
        """Tell whether a task waits for its account, or for everything, to go on."""
        connection = self._desk.get(task.account_id)
        return self._settings_store.settings.paused or (connection is not None and connection.account.paused)

    async def pause_account(self, account_id: str, *, paused: bool) -> None:
        """Stop asking an account and saving its results, or let it go on."""
        connection = self._desk.get(account_id)
        if connection is None:
            raise Refusal(tr("This account is no longer connected."))
        async with self._saver.stopped(lambda job: paused and self._is_of(job, account_id)):
            await self._desk.edit(connection.account, paused=paused)
        changed = self._desk.get(account_id)
        if changed is not None:
            await self._watcher.account_changed(changed)
        self._want_all(task for task in self._board.tasks() if task.account_id == account_id)

    async def pause_all(self, *, paused: bool) -> None:
        """Stop checking and saving altogether, also for later runs, or let it go on."""
        async with self._saver.stopped(lambda _job: paused):
            await self._write_settings(replace(self._settings_store.settings, paused=paused))
            await self._watcher.rest(resting=paused)
        self._notify(Notice("paused", tr(PAUSED_TEXT) if paused else None))
        self._want_all(self._board.tasks())

    async def retry_folders(self) -> None:
        """Try again at once to save into the folders that could not take files."""
        self._saver.retry_folders()

    def _want_all(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            self._saver.want(task)

    def _is_of(self, job: Job, account_id: str) -> bool:
        task = self._board.task(job.task_id)
        return task is not None and task.account_id == account_id

    async def _write_settings(self, settings: Settings) -> None:
        try:
            await in_daemon_thread("settings", lambda: self._settings_store.write_settings(settings))
        except SettingsTrouble as trouble:
            raise Refusal(trouble.sentence) from trouble

    # -- the choice of parts -----------------------------------------------------------------------------------------

    async def choose_parts(self, before: Settings, after: Settings) -> None:
        """Apply a changed choice of part groups to what is not saved yet; what was decided for single files stays."""
        changed = set(before.left_out) ^ set(after.left_out)
        if not changed:
            return
        updates = []
        for task in self._board.tasks():
            if task.remote is Remote.DONE and (needs_file(task) or any(not f.chosen for f in task.files)):
                for file in task.files:
                    group = _group(task, file)
                    chosen = group not in after.left_out
                    if group in changed and file.chosen is not chosen and file.state in _OPEN:
                        updates.append(Update(task.id, ChoiceChange(frozenset({file.part}), chosen=chosen)))
        async with self._saver.stopped(_of({update.task_id for update in updates})):
            await self._board.apply(updates)
        self._want_all(await self._board.hold({update.task_id for update in updates}))


def _of(ids: Iterable[int], parts: Iterable[str] | None = None) -> Callable[[Job], bool]:
    """Return what tells whether a job is of these tasks, and of these parts where they are given."""
    tasks, wanted = frozenset(ids), None if parts is None else frozenset(parts)
    return lambda job: job.task_id in tasks and (wanted is None or job.part in wanted)


def _group(task: Task, file: ResultFile) -> str:
    grid = file.part == GRID and any(f.made_from == GRID for f in task.files)
    return group_of(task.ref.provider, file.part, file.kind, file.made_from, grid=grid)
