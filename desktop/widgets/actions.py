"""One QAction for each act on tasks, shared by the context menu, the details and the shortcuts."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.task import Task
from desktop.domain.wording import count_words
from desktop.widgets.acts import Acts
from desktop.widgets.choices import (
    can_cancel,
    can_check,
    can_pause,
    can_resume,
    can_save,
    counted,
    file_moved,
    has_files,
    has_prompt,
    has_text,
    save_label,
    saved_files,
)
from desktop.widgets.file_desk import GONE, FileDesk
from desktop.widgets.toast import Offer


class Act(StrEnum):
    """Acts on the selected tasks."""

    OPEN = "Open"
    REVEAL = "Show in folder"
    SAVE = "Save now"
    CHECK = "Check now"
    PAUSE = "Pause"
    RESUME = "Resume"
    CANCEL = "Cancel saving"
    FIND_MOVED = "Find moved files…"
    RENAME = "Rename to match…"
    COPY_FILES = "Copy files"
    COPY_PATH = "Copy path"
    COPY_PROMPT = "Copy prompt"
    COPY_TEXT = "Copy text"
    COPY_ID = "Copy task id"
    RAW = "Show the raw reply"
    REMOVE = "Remove"


@dataclass(frozen=True, slots=True)
class _Kind:
    fits: Callable[[Task], bool]
    shortcut: str = ""
    only_in_list: bool = False
    only_one: bool = False


def _always(_task: Task) -> bool:
    return True


_KINDS: dict[Act, _Kind] = {
    Act.OPEN: _Kind(has_files, only_one=True),
    Act.REVEAL: _Kind(has_files, "Ctrl+Shift+R"),
    Act.SAVE: _Kind(can_save, "Ctrl+S"),
    Act.CHECK: _Kind(can_check, "F5"),
    Act.PAUSE: _Kind(can_pause),
    Act.RESUME: _Kind(can_resume),
    Act.CANCEL: _Kind(can_cancel, "Ctrl+."),
    Act.FIND_MOVED: _Kind(file_moved),
    Act.RENAME: _Kind(has_files, "F2"),
    Act.COPY_FILES: _Kind(has_files, "Ctrl+C", only_in_list=True),
    Act.COPY_PATH: _Kind(has_files, "Ctrl+Shift+C"),
    Act.COPY_PROMPT: _Kind(has_prompt),
    Act.COPY_TEXT: _Kind(has_text),
    Act.COPY_ID: _Kind(_always),
    Act.RAW: _Kind(_always, only_one=True),
    Act.REMOVE: _Kind(_always, "Del", only_in_list=True),
}

_COUNTED = frozenset({Act.CHECK, Act.PAUSE, Act.RESUME, Act.CANCEL, Act.REMOVE})
"""Acts whose labels say how many tasks they fit."""

_MENU: tuple[Act | None, ...] = (
    Act.OPEN,
    Act.REVEAL,
    None,
    Act.SAVE,
    Act.CHECK,
    Act.PAUSE,
    Act.RESUME,
    Act.CANCEL,
    None,
    Act.FIND_MOVED,
    Act.RENAME,
    None,
    Act.COPY_FILES,
    Act.COPY_PATH,
    Act.COPY_PROMPT,
    Act.COPY_TEXT,
    Act.COPY_ID,
    Act.RAW,
    None,
    Act.REMOVE,
)


class TaskActions(QObject):
    """The acts on the selected tasks. `updated` is emitted after labels and states follow a new selection.

    `raw_asked` carries the task whose raw reply is to be shown, `rename_asked` the numbers of tasks whose files are to be renamed,
    `find_asked` the tasks whose moved files are to be found.
    """

    updated = Signal()
    raw_asked = Signal(object)
    rename_asked = Signal(object)
    find_asked = Signal(object)

    def __init__(self, acts: Acts, desk: FileDesk, window: QWidget, list_view: QWidget) -> None:
        super().__init__(window)
        self._acts = acts
        self._desk = desk
        self._tasks: tuple[Task, ...] = ()
        self._actions: dict[Act, QAction] = {}
        for act, kind in _KINDS.items():
            action = QAction(act.value, self)
            action.setData(act)
            if kind.shortcut:
                action.setShortcut(QKeySequence(kind.shortcut))
            context = Qt.ShortcutContext.WidgetShortcut if kind.only_in_list else Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(context)
            action.triggered.connect(self._on_triggered)
            (list_view if kind.only_in_list else window).addAction(action)
            self._actions[act] = action
        self.set_tasks(())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The selected tasks."""
        return self._tasks

    def action(self, act: Act) -> QAction:
        """Return the QAction of an act."""
        return self._actions[act]

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Let the acts be about these tasks."""
        self._tasks = tuple(tasks)
        for act, kind in _KINDS.items():
            fitting = sum(kind.fits(task) for task in self._tasks)
            fits = fitting > 0 and (not kind.only_one or len(self._tasks) == 1)
            self._actions[act].setEnabled(fits)
            self._actions[act].setText(self._label(act, fitting))
        self.updated.emit()

    def fill(self, menu: QMenu, *, without: Sequence[Act] = ()) -> None:
        """Fill a menu with the acts that fit."""
        menu.clear()
        for act in _MENU:
            if act is None:
                menu.addSeparator()
            elif act not in without and self._actions[act].isEnabled():
                menu.addAction(self._actions[act])

    def copy(self) -> None:
        """Copy the selected tasks' files; where nothing of them is saved, their ids."""
        self.run(Act.COPY_FILES if self._actions[Act.COPY_FILES].isEnabled() else Act.COPY_ID)

    def open_path(self, path: str) -> None:
        """Open one saved file."""
        self._acts.start(self._say(self._desk.open(path), self._tasks), "open")

    def reveal_path(self, path: str) -> None:
        """Show one saved file in its folder."""
        self._acts.start(self._say(self._desk.reveal([path]), self._tasks), "show in folder")

    def open_folder(self, folder: Path) -> None:
        """Open the folder results are saved to."""
        self._acts.start(self._say(self._desk.open_folder(folder)), "open folder")

    def _label(self, act: Act, fitting: int) -> str:
        total = len(self._tasks)
        if act is Act.SAVE:
            return save_label(self._tasks)
        if act is Act.COPY_FILES:
            files = sum(len(saved_files(task)) for task in self._tasks)
            return f"Copy {count_words(files, 'file')}" if files else act.value
        if total > 1 and act in _COUNTED:
            return counted(act.value.removesuffix(" now"), fitting, total)
        return act.value

    def _fitting(self, act: Act) -> list[Task]:
        return [task for task in self._tasks if _KINDS[act].fits(task)]

    def _paths(self) -> list[str]:
        return _paths(self._tasks)

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.run(Act(action.data()))

    def run(self, act: Act) -> None:
        """Do an act on the selected tasks it fits."""
        tasks = self._fitting(act)
        if not tasks:
            return
        ids = [task.id for task in tasks]
        match act:
            case Act.OPEN | Act.REVEAL:
                self._show(act)
            case Act.SAVE | Act.CHECK | Act.PAUSE | Act.RESUME:
                {
                    Act.SAVE: self._acts.save,
                    Act.CHECK: self._acts.check,
                    Act.PAUSE: self._acts.pause,
                    Act.RESUME: self._acts.resume,
                }[act](ids)
            case Act.CANCEL:
                self._acts.cancel(tasks)
            case Act.REMOVE:
                self._acts.remove(ids, have_files=any(has_files(task) for task in tasks))
            case Act.FIND_MOVED | Act.RENAME | Act.RAW:
                self._ask(act, tasks)
            case _:
                self._copy(act, tasks)

    def _ask(self, act: Act, tasks: Sequence[Task]) -> None:
        if act is Act.FIND_MOVED:
            self.find_asked.emit(tuple(tasks))
        elif act is Act.RENAME:
            self.rename_asked.emit(tuple(task.id for task in tasks))
        else:
            self.raw_asked.emit(tasks[0])

    def _show(self, act: Act) -> None:
        paths = self._paths()
        attempt = self._desk.open(paths[0]) if act is Act.OPEN else self._desk.reveal(paths)
        self._acts.start(self._say(attempt, self._tasks), act.value)

    async def _say(self, attempt: Coroutine[object, object, str | None], tasks: Sequence[Task] = ()) -> None:
        sentence = await attempt
        if sentence:
            self._acts.say(sentence)
        if sentence == GONE:
            await self._look_for(tasks)

    async def _look_for(self, tasks: Sequence[Task]) -> None:
        """Mark the files of `tasks` that are not where they were saved, and offer to find them."""
        now = await self._acts.look_for_files([task.id for task in tasks])
        moved = [task for task in now if file_moved(task)]
        if moved:
            find = Offer(Act.FIND_MOVED.value, partial(self.find_asked.emit, tuple(moved)))
            self._acts.say(GONE, offer=find)
        elif _paths(now) != _paths(tasks):
            self._acts.say("The file was moved, and found in its new place. Open it from there.")

    def _copy(self, act: Act, tasks: Sequence[Task]) -> None:
        data = QMimeData()
        if act is Act.COPY_PROMPT:
            data.setText("\n\n".join(task.prompt for task in tasks))
            said = "Prompt copied." if len(tasks) == 1 else f"{len(tasks)} prompts copied."
        elif act is Act.COPY_TEXT:
            data.setText("\n\n".join(task.text_result or "" for task in tasks))
            said = "Text copied." if len(tasks) == 1 else f"{len(tasks)} texts copied."
        elif act is Act.COPY_ID:
            data.setText("\n".join(task.ref.task_id for task in tasks))
            said = "Task id copied." if len(tasks) == 1 else f"{len(tasks)} task ids copied."
        else:
            paths = self._paths()
            data.setText("\n".join(paths))
            if act is Act.COPY_FILES:
                data.setUrls([QUrl.fromLocalFile(path) for path in paths])
            said = f"{count_words(len(paths), 'file' if act is Act.COPY_FILES else 'path')} copied."
        QGuiApplication.clipboard().setMimeData(data)
        self._acts.say(said)


def _paths(tasks: Sequence[Task]) -> list[str]:
    return [file.path for task in tasks for file in saved_files(task) if file.path]
