"""One QAction for each act on tasks, shared by the context menu, the details, the shortcuts and the palette."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr
from desktop.domain.task import Task
from desktop.widgets.act_table import KINDS, MENU, Act, Group, act_words, all_archived, all_starred, label
from desktop.widgets.acts import Acts
from desktop.widgets.choices import file_moved, has_files
from desktop.widgets.copying import Copying
from desktop.widgets.file_desk import GONE, FileDesk
from desktop.widgets.hand_over import paths_of
from desktop.widgets.toast import Offer

if TYPE_CHECKING:
    from desktop.widgets.menus import Menu
    from desktop.widgets.previews.content import Examines

__all__ = ["Act", "TaskActions", "act_words"]

NO_PROJECT, NEW_PROJECT = "none", "new"


class TaskActions(QObject):
    """The acts on the selected tasks. `updated` is emitted after labels and states follow a new selection.

    What needs a dialog is asked for: `raw_asked` carries the task whose raw reply is to be shown, `rename_asked` the numbers of the
    tasks whose files are to be renamed; the others carry the tasks (`find_asked` those whose moved files are to be found).
    `projects` returns the projects in use.
    """

    updated = Signal()
    preview_asked = Signal(object)
    raw_asked = Signal(object)
    rename_asked = Signal(object)
    find_asked = Signal(object)
    tags_asked = Signal(object)
    project_asked = Signal(object)
    new_project_asked = Signal(object)
    trash_asked = Signal(object)
    sheet_asked = Signal(object)
    csv_asked = Signal(object)
    json_asked = Signal(object)

    def __init__(
        self,
        acts: Acts,
        desk: FileDesk,
        window: QWidget,
        list_view: QWidget,
        *,
        examiner: "Examines",
        projects: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(window)
        self._acts = acts
        self._desk = desk
        self._projects = projects
        self._copying = Copying(acts, examiner, self)
        self._tasks: tuple[Task, ...] = ()
        self._actions: dict[Act, QAction] = {}
        for act, kind in KINDS.items():
            action = QAction(act_words(act), self)
            action.setData(act)
            action.setShortcuts([QKeySequence(keys) for keys in kind.keys])
            context = Qt.ShortcutContext.WidgetShortcut if kind.only_in_list else Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(context)
            action.setAutoRepeat(False)
            action.triggered.connect(self._on_triggered)
            if not kind.only_in_list:
                window.addAction(action)
            self._actions[act] = action
        self.add_view(list_view)
        self.set_tasks(())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The selected tasks."""
        return self._tasks

    def action(self, act: Act) -> QAction:
        """Return the QAction of an act."""
        return self._actions[act]

    def add_view(self, view: QWidget) -> None:
        """Let the keys of acts on the list work in another view of it too."""
        for act, kind in KINDS.items():
            if kind.only_in_list:
                view.addAction(self._actions[act])

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Let the acts be about these tasks."""
        self._tasks = tuple(tasks)
        for act, kind in KINDS.items():
            fits = any(kind.fits(task) for task in self._tasks) and (not kind.only_one or len(self._tasks) == 1)
            self._actions[act].setEnabled(fits)
            self._actions[act].setText(label(act, self._tasks))
        self.updated.emit()

    # -- menus -----------------------------------------------------------------------------------------------------

    def fill(self, menu: "Menu", *, without: Sequence[Act] = ()) -> None:
        """Fill a menu with the acts that fit."""
        menu.empty()
        for entry in MENU:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Group):
                self._add_group(menu, entry, without)
            elif entry not in without and self._actions[entry].isEnabled():
                if entry is Act.PROJECT:
                    self.fill_projects(menu.sub(tr("Move to project")))
                else:
                    menu.addAction(self._actions[entry])

    def fill_projects(self, menu: "Menu") -> None:
        """Fill a menu with the projects that the selected tasks can be moved to."""
        theirs = {task.project or "" for task in self._tasks}
        for project in self._projects():
            action = menu.addAction(project.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(theirs == {project})
            action.triggered.connect(partial(self._to_project, project))
        if self._projects():
            menu.addSeparator()
        if theirs != {""}:
            menu.addAction(tr("No project"), partial(self._to_project, None))
        menu.addAction(tr("New project…"), self._new_project)

    def _add_group(self, menu: "Menu", group: Group, without: Sequence[Act]) -> None:
        fitting = [act for act in group.acts if act not in without and self._actions[act].isEnabled()]
        if fitting:
            sub = menu.sub(tr(group.title))
            for act in fitting:
                sub.addAction(self._actions[act])

    def _to_project(self, project: str | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what a QAction says
        self._acts.marks.to_project(self._tasks, project)

    def _new_project(self) -> None:
        self.new_project_asked.emit(self._tasks)

    # -- doing -----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the selected tasks' files; where nothing of them is saved, their ids."""
        self.run(Act.COPY_FILES if self._actions[Act.COPY_FILES].isEnabled() else Act.COPY_ID)

    def open_path(self, path: str) -> None:
        """Open one saved file."""
        self._acts.start(self._say(self._desk.open(path), self._tasks), "open")

    def reveal_path(self, path: str) -> None:
        """Show one saved file in its folder."""
        self._acts.start(self._say(self._desk.reveal([path]), self._tasks), "show in folder")

    def open_path_with(self, path: str) -> None:
        """Let the user choose the program that opens a saved file."""
        self._acts.start(self._say(self._desk.open_with(path), self._tasks), "open with")

    def copy_picture(self, path: str) -> None:
        """Copy the picture in one saved file."""
        self._copying.copy_picture(path)

    def copy_text(self, text: str, said: str) -> None:
        """Copy a text that is about a task, and say that it was done."""
        QGuiApplication.clipboard().setText(text)
        self._acts.say(said)

    def open_folder(self, folder: Path) -> None:
        """Open the folder results are saved to."""
        self._acts.start(self._say(self._desk.open_folder(folder)), "open folder")

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.run(Act(action.data()))

    def run(self, act: Act) -> None:
        """Do an act on the selected tasks it fits."""
        tasks = tuple(task for task in self._tasks if KINDS[act].fits(task))
        if not tasks:
            return
        match act:
            case Act.OPEN | Act.OPEN_WITH | Act.REVEAL:
                self._show(act, paths_of(tasks))
            case Act.STAR:
                self._acts.marks.star(tasks, starred=not all_starred(self._tasks))
            case Act.ARCHIVE:
                self._acts.marks.archive(tasks, archived=not all_archived(self._tasks))
            case Act.CANCEL:
                self._acts.cancel(tasks)
            case Act.REMOVE:
                self._acts.remove([task.id for task in tasks], have_files=any(has_files(task) for task in tasks))
            case Act.SAVE | Act.CHECK | Act.PAUSE | Act.RESUME:
                self._start(act, [task.id for task in tasks])
            case Act.COPY_FILES | Act.COPY_PICTURE | Act.COPY_PATH | Act.COPY_PROMPT | Act.COPY_TEXT | Act.COPY_ID:
                self._copying.copy(act, tasks)
            case _:
                self._ask(act, tasks)

    def _show(self, act: Act, paths: list[str]) -> None:
        attempts = {Act.OPEN: self.open_path, Act.OPEN_WITH: self.open_path_with}
        if act in attempts:
            attempts[act](paths[0])
        else:
            self._acts.start(self._say(self._desk.reveal(paths), self._tasks), "show in folder")

    def _start(self, act: Act, ids: list[int]) -> None:
        acts = self._acts
        {Act.SAVE: acts.save, Act.CHECK: acts.check, Act.PAUSE: acts.pause, Act.RESUME: acts.resume}[act](ids)

    def _ask(self, act: Act, tasks: tuple[Task, ...]) -> None:
        match act:
            case Act.RENAME:
                self.rename_asked.emit(tuple(task.id for task in tasks))
            case Act.RAW:
                self.raw_asked.emit(tasks[0])
            case _:
                asked = {
                    Act.PREVIEW: self.preview_asked,
                    Act.FIND_MOVED: self.find_asked,
                    Act.TAGS: self.tags_asked,
                    Act.PROJECT: self.project_asked,
                    Act.TRASH: self.trash_asked,
                    Act.CONTACT_SHEET: self.sheet_asked,
                    Act.EXPORT_CSV: self.csv_asked,
                    Act.EXPORT_JSON: self.json_asked,
                }
                asked[act].emit(tasks)

    async def _say(self, attempt: Coroutine[object, object, str | None], tasks: Sequence[Task] = ()) -> None:
        sentence = await attempt
        if sentence:
            self._acts.say(sentence)
        if sentence == tr(GONE):
            await self._look_for(tasks)

    async def _look_for(self, tasks: Sequence[Task]) -> None:
        """Mark the files of `tasks` that are not where they were saved, and offer to find them."""
        now = await self._acts.look_for_files([task.id for task in tasks])
        moved = [task for task in now if file_moved(task)]
        if moved:
            find = Offer(act_words(Act.FIND_MOVED), partial(self.find_asked.emit, tuple(moved)))
            self._acts.say(tr(GONE), offer=find)
        elif paths_of(now) != paths_of(tasks):
            self._acts.say(tr("The file was moved, and found in its new place. Open it from there."))
