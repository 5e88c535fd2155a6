"""Closing: keeps working where the window can be brought back, asks when results would be lost, and only then lets go."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.badge import badge_of
from desktop.domain.language import tr, tr_n
from desktop.domain.query import ListQuery, View
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.domain.wording import span_words
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.trouble import StorageTrouble
from desktop.widgets.buttons import Button
from desktop.widgets.choices import unsaved
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink
from desktop.widgets.window_memory import WindowMemory

logger = logging.getLogger(__name__)

_UNDER_WAY = (FileState.WANTED, FileState.QUEUED, FileState.SAVING)


def loss_words(tasks: Sequence[Task], now: datetime) -> str:
    """Return "3 results are not saved; one is gone in 4 min."."""
    n = len(tasks)
    ends = min((task.expires_at for task in tasks if task.expires_at is not None), default=None)
    if ends is None:
        return tr_n("{n} result is not saved.", "{n} results are not saved.", n)
    left = (ends - now).total_seconds()
    if left <= 0:
        return tr_n("{n} result is not saved; it is gone any moment.", "{n} results are not saved; one is gone any moment.", n)
    span = span_words(left)
    return tr_n("{n} result is not saved; it is gone in {span}.", "{n} results are not saved; one is gone in {span}.", n, span=span)


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
            theme, parent, sentence, tr("What is not saved may be deleted by its provider while Outtray is closed."), width=460
        )
        self.quit = Button(theme, tr("Quit anyway"))
        self.quit.clicked.connect(self.quit_anyway)
        self.foot.addWidget(self.quit)
        self.foot.addStretch(1)
        self.cancel = self.add_cancel()
        self.save = self.add_primary(tr("Save first"))
        self.save.clicked.connect(self.save_first)
        self.save.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many are saved."""
        self.save.setEnabled(False)
        self.save.show_text(tr("Saving…"))
        self.complain(tr("{done} of {total} saved. Outtray quits when all are.", done=done, total=total), Ink.MUTED)

    def show_rest(self, rest: int) -> None:
        """Say that some could not be saved."""
        self.save.setEnabled(True)
        self.save.show_text(tr("Try again"))
        self.complain(
            tr_n(
                "{n} result could not be saved. Cancel to see why, try again, or quit anyway.",
                "{n} results could not be saved. Cancel to see why, try again, or quit anyway.",
                rest,
            )
        )


class StaySheet(Sheet):
    """Asks once what closing means where no icon brings the window back. `stay` and `leave` are its answers."""

    stay = Signal()
    leave = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(
            theme,
            parent,
            tr("Keep working in the background?"),
            tr("Tasks are still being watched. Minimised, Outtray goes on saving them. Closing does the same next time."),
            width=460,
        )
        self.quit = Button(theme, tr("Quit"))
        self.quit.clicked.connect(self.leave)
        self.foot.addWidget(self.quit)
        self.foot.addStretch(1)
        self.cancel = self.add_cancel()
        self.minimise = self.add_primary(tr("Minimise"))
        self.minimise.clicked.connect(self.stay)
        self.minimise.setFocus()


class Closing(StrEnum):
    """What is remembered of closing: that the user was told of the icon in the tray, or what was answered without one."""

    UNKNOWN = ""
    TOLD = "told"
    MINIMISE = "minimise"
    QUIT = "quit"


class CloseGuard(QObject):
    """Decides what closing the window does, and whether the application may quit: `released` is emitted when it may.

    `haven` tells whether an icon in the tray brings the window back; unless the window is `lasting`, closing it always quits.
    `hidden_first` is emitted when the window hid for the first time, `needed` when a question is about to be asked, which needs the
    window. `memory` keeps what was said.
    """

    released = Signal()
    hidden_first = Signal()
    needed = Signal()

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
        self.haven: Callable[[], bool] = lambda: False
        self.lasting = True
        self.memory = WindowMemory(None)
        self._sheet: CloseSheet | None = None
        self.stay_sheet: StaySheet | None = None
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

    def close(self) -> None:
        """Close the window: hide it where it can be brought back, else minimise it or quit, as the user wishes."""
        if self._sheet is not None or self.stay_sheet is not None or not (self.lasting and self._engine.settings().tray):
            self.ask()
        elif self.haven():
            self._hide()
        elif not self._at_work():
            self.ask()
        else:
            self._stay_or_leave()

    def _at_work(self) -> bool:
        budget = self._engine.budget()
        return bool(budget.watched or budget.saving) and not self._engine.settings().paused

    def _hide(self) -> None:
        self._window.window().hide()
        if self.memory.closing() != Closing.TOLD:
            self.memory.store_closing(Closing.TOLD)
            self.hidden_first.emit()

    def _stay_or_leave(self) -> None:
        match self.memory.closing():
            case Closing.MINIMISE:
                self._window.window().showMinimized()
            case Closing.QUIT:
                self.ask()
            case _:
                sheet = StaySheet(self._theme, self._window)
                sheet.stay.connect(self._on_stay)
                sheet.leave.connect(self._on_leave)
                sheet.finished.connect(self._on_answered)
                self.stay_sheet = sheet
                sheet.open()

    def _on_stay(self) -> None:
        self.memory.store_closing(Closing.MINIMISE)
        self._end_question()
        self._window.window().showMinimized()

    def _on_leave(self) -> None:
        self.memory.store_closing(Closing.QUIT)
        self._end_question()
        self.ask()

    def _end_question(self) -> None:
        if self.stay_sheet is not None:
            self.stay_sheet.accept()

    def _on_answered(self) -> None:
        self.stay_sheet = None

    def ask(self) -> None:
        """Let go at once where nothing would be lost, else ask."""
        if self.stay_sheet is not None:
            self.needed.emit()
            self.stay_sheet.activateWindow()
        elif self._sheet is not None:
            self.needed.emit()
            self._sheet.activateWindow()
        elif not self._asking:
            self._asking = True
            self._spawner.spawn(self._consider(), name="close")

    async def _consider(self) -> None:
        try:
            tasks = await self._unsaved()
        except (StorageTrouble, OSError) as trouble:  # who can't read the list any more can still leave
            logger.warning("whether results would be lost can't be told: %s", trouble)
            tasks = []
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
        self.needed.emit()
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
