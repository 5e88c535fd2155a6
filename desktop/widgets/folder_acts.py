"""What the user does about names and places of saved files: renaming, rebuilding the list, finding what was moved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.query import ListQuery, View
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.engine.ports import EngineApi
from desktop.qt.theme import Theme
from desktop.widgets.acts import Acts
from desktop.widgets.choices import file_moved

_LOOKING = words_of("Looking for moved files…")


class FolderActs(QObject):
    """Starts them, asks for folders, and says what came of it. `folder` gives where results are saved."""

    def __init__(self, engine: EngineApi, theme: Theme, acts: Acts, window: QWidget, folder: Callable[[], Path]) -> None:
        super().__init__(window)
        self._engine = engine
        self._theme = theme
        self._acts = acts
        self._window = window
        self._folder = folder
        self.picker: QFileDialog | None = None

    def rename(self, ids: Sequence[int]) -> None:
        """Give the files of tasks the names that the settings make of them, with a way back."""
        self._acts.start(self._rename(list(ids)), "rename")

    async def _rename(self, ids: list[int]) -> None:
        renamed = await self._engine.rename(ids)
        self._acts.say(renamed.sentence, partial(self._undo_rename, renamed.batch) if renamed.count else None)

    def _undo_rename(self, batch: int) -> None:
        self._acts.start(self._name_back(batch), "undo rename")

    async def _name_back(self, batch: int) -> None:
        self._acts.say((await self._engine.undo_rename(batch)).sentence)

    async def misnamed(self) -> tuple[list[int], int]:
        """Return the tasks with saved files whose names are not what the settings make of them, and how many files those are."""
        found: dict[int, None] = {}
        for query in (ListQuery(view=View.SAVED), ListQuery(badge=Badge.PARTLY_SAVED)):
            found.update(dict.fromkeys(await self._engine.ids(query)))
        plan = [named for named in await self._engine.plan_renames(list(found)) if not named.fault]
        return list(dict.fromkeys(named.task_id for named in plan)), len(plan)

    def rebuild(self) -> None:
        """Ask for a folder, and bring back to the list what its files tell."""
        self._pick(tr("Rebuild the list from a folder"), self._on_rebuild)

    def _on_rebuild(self, folder: str) -> None:
        self._acts.say(tr("Reading what the files in “{name}” tell of themselves…", name=Path(folder).name))
        self._acts.start(self._rebuild(Path(folder)), "rebuild")

    async def _rebuild(self, folder: Path) -> None:
        self._acts.say((await self._engine.rebuild(folder)).sentence)

    def find_moved(self, tasks: Sequence[Task]) -> None:
        """Look for moved files where files are saved, then offer to look in another folder."""
        self._acts.say(tr(_LOOKING))
        self._acts.start(self._find([task.id for task in tasks], None), "find moved files")

    async def _find(self, ids: list[int], folder: Path | None) -> None:
        found = await self._engine.find_moved(ids, folder)
        left = [task.id for task in await self._engine.tasks(ids) if file_moved(task)]
        if found:
            self._acts.say(tr_n("{n} file found in a new place.", "{n} files found in a new place.", found))
        elif not left:
            self._acts.say(tr("No file is missing."))
        if left:
            self._acts.unsay(tr(_LOOKING))
            self._offer_folder(left, folder, found=found)

    def _offer_folder(self, left: list[int], folder: Path | None, *, found: int) -> None:
        from desktop.widgets.dialogs.confirm import ConfirmSheet

        if found:
            question = tr_n("Files of {n} task are still missing", "Files of {n} tasks are still missing", len(left))
        elif folder is not None:
            question = tr("The moved files are not in “{folder}”", folder=folder.name)
        else:
            question = tr("The moved files are not in the folders for results")
        sheet = ConfirmSheet(
            self._theme, self._window, question, tr("Choose a folder they may be in, or save them again."), tr("Choose a folder…")
        )
        sheet.setObjectName("find moved")
        sheet.confirmed.connect(partial(self._pick, tr("Find moved files"), partial(self._on_find, left)))
        sheet.verb.setFocus()
        sheet.open()

    def _on_find(self, ids: list[int], folder: str) -> None:
        self._acts.start(self._find(ids, Path(folder)), "find moved files")

    def _pick(self, title: str, chosen: Callable[[str], None]) -> None:
        from desktop.widgets.dialogs.folder_field import pick_folder

        self.picker = pick_folder(self._window, title, str(self._folder()), chosen)
        self.picker.finished.connect(self._on_picked)

    def _on_picked(self) -> None:
        self.picker = None
