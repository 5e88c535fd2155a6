"""Opens links and files in the window, as :mod:`desktop.widgets.arrivals` hands them on; imported with the first.

Nothing of it is done unasked. It waits until no dialog is open, and links that come one after the other are shown together.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.language import sentences, tr
from desktop.domain.link import AddAsked, Asked, FileAsked, RaiseAsked, Refused, ShowAsked
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.theme import Theme
from desktop.storage.sidecars import Sidecar, read_sidecar
from desktop.storage.trouble import StorageTrouble
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.dialogs.brought import Brought, brought_by
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.dialogs.not_opened import NotOpenedSheet
from desktop.widgets.dialogs.pasted_files import TEXT_ENDINGS, Unreadable, name_of, read_files
from desktop.widgets.workspace import Workspace

LOOK_MS = 250
"""How often it is looked whether the user is done with the dialog that is open."""

READ_SECONDS = 20.0
"""How long the files of one start may take to be read: a drive that went away never answers."""

MOST_WAITING, MOST_SAID = 20, 100


@dataclass(frozen=True, slots=True)
class _NotOpened:
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Unlisted:
    """The description of a file whose task is not on the list."""

    path: Path
    sidecar: Sidecar


type _Waiting = Brought | _NotOpened | _Unlisted


class Opening(QObject):
    """Opens links and files in `workspace`."""

    def __init__(self, workspace: Workspace, engine: EngineApi, theme: Theme) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._engine = engine
        self._theme = theme
        self._waiting: list[_Waiting] = []
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._go_on)

    def stop(self) -> None:
        """Open nothing more."""
        self._look.stop()
        self._waiting.clear()

    async def open(self, asked: Sequence[Asked]) -> str:
        """Open what is asked for; return what was refused, in sentences. The window shows those as well."""
        refused: dict[str, None] = {}
        shown: dict[int, None] = {}
        deadline = asyncio.get_running_loop().time() + READ_SECONDS
        for one in asked:
            try:
                shown.update(dict.fromkeys(await self._open(one, deadline)))
            except (Refusal, Unreadable, StorageTrouble) as refusal:
                refused[str(refusal)] = None
        if shown:
            self._workspace.show_tasks(tuple(shown))
        if refused:
            self._wait_with(_NotOpened(tuple(refused)))
        self._go_on()
        return sentences(*refused)

    async def _open(self, asked: Asked, deadline: float) -> Sequence[int]:
        """Return the tasks to show; a file must be read by `deadline`. Raises Refusal or Unreadable with what is not done."""
        match asked:
            case Refused(sentence):
                raise Refusal(sentence)
            case RaiseAsked():
                return ()
            case ShowAsked(task):
                if not (ids := await self._engine.named(task)):
                    raise Refusal(tr("No task on the list has the id “{id}”. Add it with “Add tasks”.", id=task))
                return ids
            case AddAsked():
                self._bring(brought_by(asked, [state.account for state in self._engine.accounts()]))
                return ()
            case FileAsked(path):
                return await self._open_file(Path(path), deadline)
            case _:
                assert_never(asked)

    async def _open_file(self, path: Path, deadline: float) -> Sequence[int]:
        try:
            async with asyncio.timeout_at(deadline):
                read = await in_daemon_thread("read file", lambda: _read(path))
        except TimeoutError:
            raise Unreadable(tr("“{name}” was not opened: its drive doesn't answer.", name=name_of(path))) from None
        if isinstance(read, str):
            self._bring(Brought(text=read, files=(name_of(path),)))
            return ()
        ids = await self._named(read)
        if not ids:
            self._wait_with(_Unlisted(path, read))
        return ids

    async def _named(self, sidecar: Sidecar) -> list[int]:
        tasks = await self._engine.tasks(await self._engine.named(sidecar.ref.task_id))
        return [task.id for task in tasks if task.ref == sidecar.ref]

    # -- one after the other -------------------------------------------------------------------------------------------

    def _bring(self, brought: Brought) -> None:
        """Put it to what is shown or waits from other links, else let it wait."""
        sheet = self._workspace.dialogs.sheet("add")
        if not self._waiting and isinstance(sheet, AddTasksSheet) and sheet.untouched:
            more = brought if sheet.brought is None else sheet.brought.with_more(brought)
            if more is not None:
                sheet.bring(more)
                return
        for number, waiting in enumerate(self._waiting):
            if isinstance(waiting, Brought) and (more := waiting.with_more(brought)) is not None:
                self._waiting[number] = more
                return
        self._wait_with(brought)

    def _wait_with(self, item: _Waiting) -> None:
        """Let it wait. Raises Refusal where too much waits already."""
        last = self._waiting[-1] if self._waiting else None
        if isinstance(item, _NotOpened) and isinstance(last, _NotOpened):
            self._waiting[-1] = _NotOpened(tuple(dict.fromkeys((*last.said, *item.said)))[:MOST_SAID])
        elif isinstance(item, _NotOpened) or len(self._waiting) < MOST_WAITING:
            self._waiting.append(item)
        else:
            raise Refusal(tr("Too much waits to be opened already. Close the dialog that is open, then try again."))

    def _go_on(self) -> None:
        """Show what waits longest, unless the user is at something else or has put the window away."""
        window = self._workspace.window()
        there = window.isVisible() and not window.isMinimized()
        if self._waiting and there and QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self._show(self._waiting.pop(0))
        if not self._waiting:
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()

    def _show(self, item: _Waiting) -> None:
        match item:
            case Brought():
                self._workspace.dialogs.add_tasks(brought=item)
            case _NotOpened(said):
                sheet = NotOpenedSheet(self._theme, self._workspace, said)
                sheet.setObjectName("not opened")
                sheet.open()
            case _Unlisted(path, sidecar):
                self._offer_rebuild(path, sidecar)
            case _:
                assert_never(item)

    def _offer_rebuild(self, path: Path, sidecar: Sidecar) -> None:
        sheet = ConfirmSheet(
            self._theme,
            self._workspace,
            tr("The task of “{name}” is not on the list", name=name_of(path)),
            tr("Outtray can bring back what the files in its folder tell of their tasks. Nothing is fetched, no file is changed."),
            tr("Rebuild the list from this folder"),
        )
        sheet.setObjectName("unlisted")
        sheet.confirmed.connect(partial(self._on_rebuild, path.parent, sidecar))
        sheet.open()

    def _on_rebuild(self, folder: Path, sidecar: Sidecar) -> None:
        self._workspace.acts.start(self._rebuild(folder, sidecar), "rebuild")

    async def _rebuild(self, folder: Path, sidecar: Sidecar) -> None:
        self._workspace.acts.say((await self._engine.rebuild(folder)).sentence)
        if ids := await self._named(sidecar):
            self._workspace.show_tasks(ids)


def _read(path: Path) -> str | Sidecar:
    """Return the text of a file, or the description that it is. Blocks. Raises Unreadable."""
    if path.suffix.lower() not in TEXT_ENDINGS:
        raise Unreadable(
            tr(
                "“{name}” was not opened: Outtray opens .txt, .csv, .json, .log and .outtray files, and its own links.",
                name=name_of(path),
            )
        )
    sidecar = read_sidecar(path) if path.suffix.lower() == ".json" else None
    if sidecar is not None:
        return sidecar
    text = "\n".join(read_files([path]).splitlines())
    if not text.strip():
        raise Unreadable(tr("“{name}” is empty.", name=name_of(path)))
    return text
