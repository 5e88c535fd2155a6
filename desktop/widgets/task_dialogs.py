"""Opens what acts on tasks ask the user first: the trash, tags, projects, exports, the contact sheet; and the costs.

Each dialog's module is imported when it is first opened.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.domain.language import tr, tr_n
from desktop.domain.query import ListQuery
from desktop.domain.task import Task
from desktop.domain.wording import size_words
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.actions import TaskActions
from desktop.widgets.acts import Acts
from desktop.widgets.choices import saved_files
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.menus import Menu
from desktop.widgets.toast import Offer

if TYPE_CHECKING:
    from desktop.widgets.contact_sheet import SheetWish
    from desktop.widgets.previews.content import Examines

_PAGE = 2000
_PATIENCE_SECONDS = 1.0


class TaskDialogs(QObject):
    """Listens to `actions` and opens one dialog of a kind at a time over `window`.

    `folder` is where results are saved; `examiner` looks into files, for the pictures of contact sheets.
    """

    def __init__(
        self,
        engine: EngineApi,
        theme: Theme,
        spawner: Spawner,
        acts: Acts,
        actions: TaskActions,
        window: QWidget,
        folder: Callable[[], Path],
        *,
        examiner: "Examines",
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._theme = theme
        self._spawner = spawner
        self._acts = acts
        self._actions = actions
        self._window = window
        self._folder = folder
        self._examiner = examiner
        self._sheets: dict[str, Sheet] = {}
        self.picker: QFileDialog | None = None
        actions.trash_asked.connect(self.trash)
        actions.tags_asked.connect(self.tags)
        actions.project_asked.connect(self.projects)
        actions.new_project_asked.connect(self.new_project)
        actions.sheet_asked.connect(self.contact_sheet)
        actions.csv_asked.connect(self.export_csv)
        actions.json_asked.connect(self.export_json)

    def sheet(self, name: str) -> Sheet | None:
        """Return the open dialog of a kind ("trash", "tags", "project", "contact", "costs")."""
        return self._sheets.get(name)

    # -- marks -----------------------------------------------------------------------------------------------------

    def trash(self, tasks: Sequence[Task]) -> None:
        """Ask whether to move the saved files of tasks to the trash."""
        from desktop.widgets.dialogs.confirm import ConfirmSheet

        files = [file for task in tasks for file in saved_files(task)]
        size = size_words(sum(file.size or 0 for file in files))
        question = tr_n("Move {n} file ({size}) to Trash?", "Move {n} files ({size}) to Trash?", len(files), size=size)
        consequence = tr_n(
            "Its task leaves the list too. Undo brings both back until Outtray is closed.",
            "Their tasks leave the list too. Undo brings both back until Outtray is closed.",
            len(files),
        )
        if "trash" not in self._sheets:
            sheet = ConfirmSheet(self._theme, self._window, question, consequence, tr("Move to Trash"))
            sheet.confirmed.connect(partial(self._acts.marks.trash, tuple(tasks)))
            self._keep("trash", sheet)

    def tags(self, tasks: Sequence[Task]) -> None:
        """Open the tags of tasks."""
        self._acts.start(self._tags(tuple(tasks)), "tags in use")

    async def _tags(self, tasks: tuple[Task, ...]) -> None:
        from desktop.widgets.dialogs.tags import TagsSheet

        # providers take some tags from prompts, and these are counted with the user's own
        used = {} if self._theme.client_safe else (await self._engine.facets(ListQuery())).tags
        if "tags" not in self._sheets:
            sheet = TagsSheet(self._theme, self._window, tasks, sorted(used, key=lambda tag: (-used[tag], tag.casefold())))
            sheet.chosen.connect(partial(self._on_tags, tasks))
            self._keep("tags", sheet)

    def _on_tags(self, tasks: tuple[Task, ...], chosen: tuple[Sequence[str], Sequence[str]]) -> None:
        self._acts.marks.tag(tasks, *chosen)

    def projects(self, _tasks: Sequence[Task]) -> None:
        """Show the projects that the selected tasks can be moved to, where the keyboard is."""
        focus = QApplication.focusWidget() or self._window
        menu = Menu(self._theme, self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        self._actions.fill_projects(menu)
        menu.popup(focus.mapToGlobal(focus.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    def new_project(self, tasks: Sequence[Task]) -> None:
        """Ask for the name of a new project, and move tasks into it."""
        from desktop.widgets.dialogs.new_project import NewProjectSheet

        if "project" not in self._sheets:
            sheet = NewProjectSheet(self._theme, self._window, len(tasks))
            sheet.named.connect(partial(self._acts.marks.to_project, tuple(tasks)))
            self._keep("project", sheet)

    def drop_on_project(self, dropped: tuple[Sequence[int], str | None]) -> None:
        """Move tasks that were dropped on a project: (their numbers, the project)."""
        self._acts.marks.to_project_by_id(*dropped)

    # -- exports ---------------------------------------------------------------------------------------------------

    def export_csv(self, tasks: Sequence[Task]) -> None:
        """Ask where to, and write tasks as CSV."""
        self._pick(tr("Export as CSV"), f"{self._name()}.csv", partial(self._export, tuple(tasks)))

    def export_json(self, tasks: Sequence[Task]) -> None:
        """Ask where to, and write tasks as JSON."""
        self._pick(tr("Export as JSON"), f"{self._name()}.json", partial(self._export, tuple(tasks)))

    def export_list(self, query: ListQuery) -> None:
        """Ask where to, and write all tasks that the list shows as CSV or JSON."""
        self._pick(tr("Export the list"), f"{self._name()}.csv", partial(self._export_query, query), (".csv", ".json"))

    def contact_sheet(self, tasks: Sequence[Task]) -> None:
        """Open the contact sheet of tasks."""
        from desktop.widgets.dialogs.contact import ContactSheet

        if not any(map(saved_files, tasks)):
            self._acts.say(tr("Nothing of these tasks is saved yet. A contact sheet shows saved files."))
        elif "contact" not in self._sheets:
            sheet = ContactSheet(self._theme, self._window, tuple(tasks), self._engine.settings())
            sheet.wanted.connect(self._on_contact)
            self._keep("contact", sheet)

    def costs(self) -> None:
        """Open what tasks cost; while a client looks on, say why not."""
        if self._engine.settings().client_safe:
            self._acts.say(tr("Costs are hidden while client-safe mode is on."))
            return
        from desktop.widgets.dialogs.costs import CostsSheet

        if "costs" not in self._sheets:
            sheet = CostsSheet(self._theme, self._window, self._engine, self._spawner)
            sheet.export_asked.connect(self._on_costs_export)
            self._keep("costs", sheet)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _on_contact(self, wish: object) -> None:
        from desktop.widgets.contact_sheet import SheetWish

        assert isinstance(wish, SheetWish)
        self._pick(
            tr("Contact sheet"),
            f"{wish.file_name}{wish.ending}",
            lambda path, _ending: self._acts.start(self._sheet(wish, path), "contact sheet"),
            (wish.ending,),
        )

    async def _sheet(self, wish: "SheetWish", path: str) -> None:
        """Have the files looked into that nobody looked at yet, then write the sheet with the pictures that are kept of them."""
        from desktop.widgets.contact_sheet import make_sheet, picture_from

        if wish.pictured:
            await asyncio.gather(*(self._examiner.look(i.path, i.kind, stamp=i.sha256) for i in wish.items))
        await self._written(path, partial(make_sheet, wish, picture_from(self._examiner.poster)))

    def _on_costs_export(self, data: bytes) -> None:
        self._pick(tr("Export as CSV"), tr("Costs") + ".csv", lambda path, _ending: self._write(path, lambda: data))

    def _export(self, tasks: tuple[Task, ...], path: str, ending: str) -> None:
        self._write(path, self._writer(ending, tasks))

    def _export_query(self, query: ListQuery, path: str, ending: str) -> None:
        self._acts.start(self._read_and_write(query, path, ending), "export the list")

    async def _read_and_write(self, query: ListQuery, path: str, ending: str) -> None:
        ids = await self._engine.ids(query)
        tasks: list[Task] = []
        for begin in range(0, len(ids), _PAGE):
            tasks.extend(await self._engine.tasks(ids[begin : begin + _PAGE]))
        await self._written(path, self._writer(ending, tuple(tasks)))

    def _writer(self, ending: str, tasks: tuple[Task, ...]) -> Callable[[], bytes]:
        from desktop.engine.export import tasks_csv, tasks_json

        accounts = {state.account.id: state for state in self._engine.accounts()}
        private = self._engine.settings().client_safe
        if ending == ".json":
            return lambda: tasks_json(tasks, accounts, datetime.now(UTC), private=private)
        return lambda: tasks_csv(tasks, accounts, private=private)

    def _write(self, path: str, make: Callable[[], bytes]) -> None:
        self._acts.start(self._written(path, make), "write an export")

    async def _written(self, path: str, make: Callable[[], bytes]) -> None:
        from desktop.storage.atomic import write_out

        place = Path(path)
        try:
            await in_daemon_thread("export", lambda: write_out(place, make()))
        except OSError as error:
            raise Refusal(
                tr(
                    "“{name}” can't be written ({reason}). Choose another folder.",
                    name=place.name,
                    reason=error.strerror or str(error),
                )
            ) from error
        self._acts.say(
            tr("“{name}” is written.", name=place.name),
            offer=Offer(tr("Show in folder"), partial(self._actions.reveal_path, path)),
        )

    def _name(self) -> str:
        return tr("Outtray {day}", day=datetime.now().astimezone().date().isoformat())

    def _pick(self, title: str, name: str, chosen: Callable[[str, str], None], endings: Sequence[str] = ()) -> None:
        """Let the user say where to write and, of several `endings`, what; the first of them is the one `name` has already.

        `chosen` hears the path, and the ending of the kind that was chosen.
        """
        self._acts.start(self._picked(title, name, chosen, tuple(endings) or (Path(name).suffix,)), "where to write")

    async def _picked(self, title: str, name: str, chosen: Callable[[str, str], None], endings: tuple[str, ...]) -> None:
        filters = {f"{ending.lstrip('.').upper()} (*{ending})": ending for ending in endings}
        start = await self._there(self._folder())
        picker = self.picker = QFileDialog(self._window, title, str(start / name))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setNameFilters(list(filters))
        picker.setDefaultSuffix(endings[0].lstrip("."))
        picked: list[str] = []

        def on_filter(words: str) -> None:
            picked[:] = [filters[words]]
            picker.setDefaultSuffix(picked[0].lstrip("."))
            if files := picker.selectedFiles():
                picker.selectFile(_with_ending(files[0], picked[0], endings))

        def on_file(path: str) -> None:
            by_name = Path(path).suffix.lower()
            chosen(path, picked[0] if picked else by_name if by_name in endings else endings[0])

        picker.filterSelected.connect(on_filter)
        picker.fileSelected.connect(on_file)
        picker.finished.connect(self._on_picked)
        picker.open()

    async def _there(self, folder: Path) -> Path:
        """Return a folder if it answers soon that it is there, else the user's own: it may be on a drive that is away."""
        with contextlib.suppress(TimeoutError):
            if await asyncio.wait_for(in_daemon_thread("folder", folder.is_dir), _PATIENCE_SECONDS):
                return folder
        return Path.home()

    def _on_picked(self) -> None:
        if self.picker is not None:
            self.picker.deleteLater()
        self.picker = None

    def _keep(self, name: str, sheet: Sheet) -> None:
        self._sheets[name] = sheet
        sheet.setObjectName(name)
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _on_finished(self) -> None:
        sheet = self.sender()
        if sheet is not None:
            self._sheets.pop(sheet.objectName(), None)


def _with_ending(path: str, ending: str, endings: Sequence[str]) -> str:
    """Return a path with another of the endings that are offered; any other ending is the user's own, and stays."""
    before = next((each for each in endings if path.lower().endswith(each)), "")
    return path[: len(path) - len(before)] + ending if before else path
