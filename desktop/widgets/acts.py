"""Starts what the user asked for, and says in a sentence when it was refused."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.query import ListQuery, View
from desktop.domain.wording import count_words
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner


class Acts(QObject):
    """The acts of the window.

    `said` carries (sentence, undo or None) for the toast; `restored` the numbers of tasks that came back.
    """

    said = Signal(object)
    restored = Signal(object)

    def __init__(self, engine: EngineApi, spawner: Spawner, folder_name: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._folder_name = folder_name

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence."""
        self.said.emit((sentence, undo))

    def start(self, act: Coroutine[object, object, object], name: str) -> None:
        """Start a coroutine; a Refusal of it is said."""
        self._spawner.spawn(self._guarded(act), name=name)

    async def _guarded(self, act: Coroutine[object, object, object]) -> None:
        try:
            await act
        except Refusal as refusal:
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
        self.start(self._for_views((View.ACTIVE, View.NEEDS_YOU), self._check, "Nothing is left to check."), "check all")

    def pause_all(self) -> None:
        """Pause everything that goes on."""
        views = (View.ACTIVE, View.NOT_SAVED)
        self.start(self._for_views(views, self._engine.pause, "Nothing is going on.", "Paused"), "pause all")

    def resume_all(self) -> None:
        """Let everything go on that is paused."""
        self.start(self._resume_all(), "resume all")

    def save_all(self) -> None:
        """Save everything that is finished and not saved."""
        self.start(self._for_views((View.NOT_SAVED,), self._engine.save, "Everything that can be saved is saved."), "save all")

    async def _check(self, ids: Sequence[int]) -> None:
        await self._engine.check(ids)
        self.say(f"Checking {count_words(len(ids), 'task')}.")

    async def _assign(self, ids: list[int], account_id: str, name: str) -> None:
        await self._engine.assign(ids, account_id)
        self.say(f"{count_words(len(ids), 'task')} given to “{name}”.")

    async def _remove(self, ids: list[int], *, have_files: bool) -> None:
        await self._engine.remove(ids)
        kept = f" Files kept in {self._folder_name()}." if have_files else ""
        self.say(f"{count_words(len(ids), 'task')} removed.{kept}", lambda: self.restore(ids))

    async def _restore(self, ids: list[int]) -> None:
        await self._engine.restore(ids)
        self.restored.emit(tuple(ids))

    async def _resume_all(self) -> None:
        tasks = await self._engine.tasks(await self._engine.ids(ListQuery()))
        ids = [task.id for task in tasks if task.paused]
        if ids:
            await self._engine.resume(ids)
        self.say(f"{count_words(len(ids), 'task')} resumed." if ids else "Nothing is paused.")

    async def _for_views(
        self,
        views: Sequence[View],
        act: Callable[[Sequence[int]], Coroutine[object, object, object]],
        otherwise: str,
        verb: str = "",
    ) -> None:
        found: dict[int, None] = {}
        for view in views:
            found.update(dict.fromkeys(await self._engine.ids(ListQuery(view=view))))
        if not found:
            self.say(otherwise)
            return
        await act(list(found))
        if verb:
            self.say(f"{verb} {count_words(len(found), 'task')}.")
