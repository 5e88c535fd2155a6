"""Closing: asks when results would be lost, saves them first if the user wants that, and only then lets the window go."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.badge import badge_of
from desktop.domain.query import ListQuery, View
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.domain.wording import count_words, span_words
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.choices import unsaved
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink

_UNDER_WAY = (FileState.WANTED, FileState.QUEUED, FileState.SAVING)


def loss_words(tasks: Sequence[Task], now: datetime) -> str:
    """Return "3 results are not saved; one is gone in 4 min."."""
    many = len(tasks) > 1
    line = f"{count_words(len(tasks), 'result')} {'are' if many else 'is'} not saved"
    ends = min((task.expires_at for task in tasks if task.expires_at is not None), default=None)
    if ends is None:
        return f"{line}."
    left = (ends - now).total_seconds()
    when = f"gone in {span_words(left)}" if left > 0 else "gone any moment"
    return f"{line}; {'one is' if many else 'it is'} {when}."


def under_way(task: Task) -> bool:
    """Tell whether a save of `task` may still come to something by itself."""
    if badge_of(task) in (Badge.NEEDS_YOU, Badge.FAILED, Badge.GONE, Badge.PAUSED, Badge.SAVED):
        return False
    return task.remote is Remote.DONE and any(file.state in _UNDER_WAY and not file.held for file in task.wanted)


class CloseSheet(Sheet):
    """The question. `save_first` and `quit_anyway` are its answers; "Cancel" and Escape close it."""

    save_first = Signal()
    quit_anyway = Signal()

    def __init__(self, theme: Theme, parent: QWidget, sentence: str) -> None:
        super().__init__(
            theme, parent, sentence, "What is not saved may be deleted by its provider while Outtray is closed.", width=460
        )
        self.quit = Button(theme, "Quit anyway")
        self.quit.clicked.connect(self.quit_anyway)
        self.foot.addWidget(self.quit)
        self.foot.addStretch(1)
        self.cancel = self.add_cancel()
        self.save = self.add_primary("Save first")
        self.save.clicked.connect(self.save_first)
        self.save.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many are saved."""
        self.save.setEnabled(False)
        self.save.show_text("Saving…")
        self.complain(f"{done} of {total} saved. Outtray quits when all are.", Ink.MUTED)

    def show_rest(self, rest: int) -> None:
        """Say that some could not be saved."""
        self.save.setEnabled(True)
        self.save.show_text("Try again")
        self.complain(f"{count_words(rest, 'result')} could not be saved. Cancel to see why, try again, or quit anyway.")


class CloseGuard(QObject):
    """Decides whether the window may close. `released` is emitted when the application may quit."""

    released = Signal()

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        spawner: Spawner,
        theme: Theme,
        window: QWidget,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._spawner = spawner
        self._theme = theme
        self._window = window
        self._now = now
        self._sheet: CloseSheet | None = None
        self._asking = False
        self._ids: list[int] = []
        self._watching = False
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._look)
        bridge.tasks_changed.connect(self._on_changed)

    @property
    def sheet(self) -> CloseSheet | None:
        """The open question, if any."""
        return self._sheet

    def ask(self) -> None:
        """Let go at once where nothing would be lost, else ask."""
        if self._sheet is not None:
            self._sheet.activateWindow()
        elif not self._asking:
            self._asking = True
            self._spawner.spawn(self._consider(), name="close")

    async def _consider(self) -> None:
        try:
            tasks = await self._unsaved()
        finally:
            self._asking = False
        if not tasks:
            self.released.emit()
            return
        self._ids = [task.id for task in tasks]
        sheet = CloseSheet(self._theme, self._window, loss_words(tasks, self._now()))
        sheet.save_first.connect(self._on_save_first)
        sheet.quit_anyway.connect(self._on_quit_anyway)
        sheet.finished.connect(self._on_finished)
        self._sheet = sheet
        sheet.open()

    async def _unsaved(self) -> list[Task]:
        """Return the tasks whose finished results would be left behind, paused and stuck ones too."""
        queries = (ListQuery(view=View.NOT_SAVED), ListQuery(badge=Badge.PAUSED), ListQuery(badge=Badge.NEEDS_YOU))
        found: dict[int, None] = {}
        for query in queries:
            found.update(dict.fromkeys(await self._engine.ids(query)))
        tasks = await self._engine.tasks(list(found))
        return [task for task in tasks if unsaved(task) or _left_behind(task)]

    def _on_save_first(self) -> None:
        self._spawner.spawn(self._save(), name="save before closing")

    async def _save(self) -> None:
        self._watching = True
        self._timer.start()
        if self._sheet is not None:
            self._sheet.show_progress(0, len(self._ids))
        try:
            paused = [task.id for task in await self._engine.tasks(self._ids) if task.paused]
            if paused:
                await self._engine.resume(paused)
            await self._engine.save(self._ids)
        except Refusal as refusal:
            self._watching = False
            if self._sheet is not None:
                self._sheet.show_rest(len(self._ids))
                self._sheet.complain(str(refusal))
            return
        await self._progress()

    def _on_changed(self, _tasks: object) -> None:
        self._look()

    def _look(self) -> None:
        if self._watching and self._sheet is not None:
            self._spawner.spawn(self._progress(), name="progress of closing")

    async def _progress(self) -> None:
        tasks = await self._engine.tasks(self._ids)
        if not self._watching or self._sheet is None:
            return
        left = [task for task in tasks if unsaved(task) or _left_behind(task)]
        if not left:
            self._release()
        elif any(under_way(task) for task in left):
            self._sheet.show_progress(len(tasks) - len(left), len(tasks))
        else:
            self._watching = False
            self._sheet.show_rest(len(left))

    def _on_quit_anyway(self) -> None:
        self._release()

    def _release(self) -> None:
        self._watching = False
        self._timer.stop()
        if self._sheet is not None:
            self._sheet.accept()
        self.released.emit()

    def _on_finished(self) -> None:
        self._watching = False
        self._timer.stop()
        self._sheet = None


def _left_behind(task: Task) -> bool:
    """Tell whether a paused or stuck task has a finished result that is not on disk."""
    if badge_of(task) not in (Badge.PAUSED, Badge.NEEDS_YOU) or task.remote is not Remote.DONE:
        return False
    return any(file.state not in (FileState.SAVED, FileState.GONE) for file in task.wanted)
