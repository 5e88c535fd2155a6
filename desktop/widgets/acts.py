"""Starts what the user asked for, and says in a sentence when it was refused."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.language import tr, tr_n
from desktop.domain.query import ListQuery, View
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.storage.trouble import StorageTrouble
from desktop.widgets.choices import open_parts, save_failed, worth_saving
from desktop.widgets.details.file_lines import FileAct
from desktop.widgets.mark_acts import MarkActs
from desktop.widgets.toast import Offer


class Acts(QObject):
    """The acts of the window.

    `said` carries (sentence, undo or None, :class:`Offer` or None) for the toast, `unsaid` a sentence that is not true any more;
    `restored` the numbers of tasks that came back.
    """

    said = Signal(object)
    unsaid = Signal(object)
    restored = Signal(object)

    def __init__(self, engine: EngineApi, spawner: Spawner, folder_name: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._folder_name = folder_name
        self.marks = MarkActs(self, engine)

    def say(self, sentence: str, undo: Callable[[], None] | None = None, offer: Offer | None = None) -> None:
        """Show a sentence."""
        self.said.emit((sentence, undo, offer))

    def unsay(self, sentence: str) -> None:
        """Take a sentence away that is still shown."""
        self.unsaid.emit(sentence)

    def start(self, act: Coroutine[object, object, object], name: str) -> None:
        """Start a coroutine; a Refusal of it is said, and what is wrong with the profile."""
        self._spawner.spawn(self._guarded(act), name=name)

    async def _guarded(self, act: Coroutine[object, object, object]) -> None:
        try:
            await act
        except (Refusal, StorageTrouble) as refusal:
            self.say(str(refusal))

    def check(self, ids: Sequence[int]) -> None:
        """Ask the providers about tasks."""
        self.start(self._check(list(ids)), "check")

    def save(self, ids: Sequence[int]) -> None:
        """Save what is not saved of tasks."""
        self.start(self._engine.save(list(ids)), "save")

    def pause(self, ids: Sequence[int]) -> None:
        """Pause tasks."""
        self.start(self._engine.pause(list(ids)), "pause")

    def resume(self, ids: Sequence[int]) -> None:
        """Let paused tasks go on."""
        self.start(self._engine.resume(list(ids)), "resume")

    def assign(self, ids: Sequence[int], account_id: str, name: str) -> None:
        """Give tasks to the account called `name`."""
        self.start(self._assign(list(ids), account_id, name), "assign")

    def remove(self, ids: Sequence[int], *, have_files: bool) -> None:
        """Take tasks off the list, with a way back."""
        self.start(self._remove(list(ids), have_files=have_files), "remove")

    def restore(self, ids: Sequence[int]) -> None:
        """Bring removed tasks back."""
        self.start(self._restore(list(ids)), "restore")

    def check_all(self) -> None:
        """Check every task that is still asked about, and those that need the user."""
        self.start(self._check_all(), "check all")

    def pause_all(self, *, paused: bool) -> None:
        """Pause everything, or let it go on."""
        self.start(self._pause_all(paused=paused), "pause everything")

    def pause_account(self, account_id: str, name: str, *, paused: bool) -> None:
        """Pause an account called `name`, or let it go on."""
        self.start(self._pause_account(account_id, name, paused=paused), "pause account")

    def retry_folders(self) -> None:
        """Try again to save into the folders that could not take files."""
        self.start(self._engine.retry_folders(), "try folders again")

    def save_all(self) -> None:
        """Save everything that is finished and not saved."""
        self.start(self._save_all(), "save all")

    def retry_all(self) -> None:
        """Save everything again whose saving failed."""
        self.start(self._retry_all(), "retry all")

    def cancel(self, tasks: Sequence[Task]) -> None:
        """Give up what is not saved of tasks, with a way back."""
        self.start(self._cancel({task.id: tuple(open_parts(task)) for task in tasks}), "cancel saving")

    def hold_files(self, task_id: int, parts: Sequence[str], *, held: bool) -> None:
        """Pause the saving of some files of a task, or let it go on."""
        self.start(self._engine.hold_files(task_id, list(parts), held=held), "pause files")

    def drop_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Give up some files of a task, with a way back."""
        self.start(self._drop(task_id, tuple(parts)), "give up files")

    def want_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Save files of a task that were given up or left out."""
        self.start(self._engine.want_files(task_id, list(parts)), "want files")

    def act_on_files(self, asked: tuple[int, FileAct, tuple[str, ...]]) -> None:
        """Do what the user wants of files: (task's number, act, parts)."""
        task_id, act, parts = asked
        match act:
            case FileAct.HOLD | FileAct.RELEASE:
                self.hold_files(task_id, parts, held=act is FileAct.HOLD)
            case FileAct.DROP:
                self.drop_files(task_id, parts)
            case FileAct.WANT:
                self.want_files(task_id, parts)

    async def look_for_files(self, ids: Sequence[int]) -> list[Task]:
        """Look whether saved files of tasks are still there; return the tasks as they are now."""
        await self._engine.look_for_files(list(ids))
        return await self._engine.tasks(ids)

    async def failed_and_unsaved(self) -> tuple[list[int], list[int]]:
        """Return the tasks whose saving failed, and all of which something is to be saved."""
        found: dict[int, None] = {}
        for query in (ListQuery(view=View.NOT_SAVED), ListQuery(badge=Badge.FAILED), ListQuery(badge=Badge.NEEDS_YOU)):
            found.update(dict.fromkeys(await self._engine.ids(query)))
        tasks = await self._engine.tasks(list(found))
        return [task.id for task in tasks if save_failed(task)], [task.id for task in tasks if worth_saving(task)]

    async def _retry_all(self) -> None:
        failed, _ = await self.failed_and_unsaved()
        if failed:
            await self._engine.save(failed)
        self.say(
            tr_n("Saving {n} task again.", "Saving {n} tasks again.", len(failed)) if failed else tr("Nothing failed to be saved.")
        )

    async def _save_all(self) -> None:
        _, unsaved = await self.failed_and_unsaved()
        if unsaved:
            await self._engine.save(unsaved)
        everything = tr("Everything that can be saved is saved.")
        self.say(tr_n("Saving {n} task.", "Saving {n} tasks.", len(unsaved)) if unsaved else everything)

    async def _cancel(self, parts: dict[int, tuple[str, ...]]) -> None:
        await self._engine.cancel(list(parts))
        count = sum(map(len, parts.values()))
        said = tr_n("Saving of {n} file cancelled.", "Saving of {n} files cancelled.", count)
        self.say(said, lambda: self._want_again(parts))

    async def _drop(self, task_id: int, parts: tuple[str, ...]) -> None:
        await self._engine.drop_files(task_id, list(parts))
        said = tr_n("{n} file will not be saved.", "{n} files will not be saved.", len(parts))
        self.say(said, lambda: self.want_files(task_id, parts))

    def _want_again(self, parts: dict[int, tuple[str, ...]]) -> None:
        for task_id, some in parts.items():
            self.want_files(task_id, some)

    async def _pause_all(self, *, paused: bool) -> None:
        await self._engine.pause_all(paused=paused)
        if not paused:
            self.say(tr("Checking and saving go on."))

    async def _pause_account(self, account_id: str, name: str, *, paused: bool) -> None:
        await self._engine.pause_account(account_id, paused=paused)
        said = tr("“{name}” is paused. Its results keep their end.", name=name) if paused else tr("“{name}” goes on.", name=name)
        self.say(said)

    async def _check(self, ids: Sequence[int]) -> None:
        await self._engine.check(ids)
        self.say(tr_n("Checking {n} task.", "Checking {n} tasks.", len(ids)))

    async def _assign(self, ids: list[int], account_id: str, name: str) -> None:
        await self._engine.assign(ids, account_id)
        self.say(tr_n("{n} task given to “{name}”.", "{n} tasks given to “{name}”.", len(ids), name=name))

    async def _remove(self, ids: list[int], *, have_files: bool) -> None:
        await self._engine.remove(ids)
        count, folder = len(ids), self._folder_name()
        if have_files:
            said = tr_n(
                "{n} task removed. Files kept in {folder}.", "{n} tasks removed. Files kept in {folder}.", count, folder=folder
            )
        else:
            said = tr_n("{n} task removed.", "{n} tasks removed.", count)
        self.say(said, lambda: self.restore(ids))

    async def _restore(self, ids: list[int]) -> None:
        await self._engine.restore(ids)
        self.restored.emit(tuple(ids))

    async def _check_all(self) -> None:
        found: dict[int, None] = {}
        for view in (View.ACTIVE, View.NEEDS_YOU):
            found.update(dict.fromkeys(await self._engine.ids(ListQuery(view=view))))
        if found:
            await self._check(list(found))
        else:
            self.say(tr("Nothing is left to check."))
