"""The acts of an engine in memory on what is saved: which files, under which names, found where."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.badge import badge_of
from desktop.domain.events import Notice
from desktop.domain.naming import Template, TemplateError, facts_of, file_path, parse
from desktop.domain.status import Badge, FileState
from desktop.domain.task import ResultFile, Task
from desktop.engine.ports import NamedFile, Rebuilt, Refusal, Renamed
from tests.fakes.engine_state import FakeState

_UNSAVED = (FileState.WANTED, FileState.QUEUED, FileState.SAVING, FileState.FAILED)
_EXAMPLES = 5


class FakeSaving(FakeState):
    """Cancelling, holding, renaming, rebuilding. Files of the tasks in `elsewhere` are found in the folder it gives for them."""

    # -- what is saved ---------------------------------------------------------------------------------------------

    async def cancel(self, ids: Sequence[int]) -> None:
        self.calls.append(("cancel", tuple(ids)))
        self._refuse()
        for number in ids:
            parts = [file.part for file in self._tasks[number].files if file.state in _UNSAVED]
            self._change_files(number, parts, chosen=False, state=FileState.WANTED, received=0)

    async def hold_files(self, task_id: int, parts: Sequence[str], *, held: bool) -> None:
        self.calls.append(("hold_files", (task_id, tuple(parts), held)))
        self._refuse()
        self._change_files(task_id, parts, held=held)

    async def drop_files(self, task_id: int, parts: Sequence[str]) -> None:
        self.calls.append(("drop_files", (task_id, tuple(parts))))
        self._refuse()
        self._change_files(task_id, parts, chosen=False, state=FileState.WANTED, received=0)

    async def want_files(self, task_id: int, parts: Sequence[str]) -> None:
        self.calls.append(("want_files", (task_id, tuple(parts))))
        self._refuse()
        self._change_files(task_id, parts, chosen=True, held=False)

    async def pause_account(self, account_id: str, *, paused: bool) -> None:
        self.calls.append(("pause_account", (account_id, paused)))
        self._refuse()
        state = self._accounts[account_id]
        self._show_account(replace(state, account=replace(state.account, paused=paused)))

    async def pause_all(self, *, paused: bool) -> None:
        self.calls.append(("pause_all", paused))
        self._refuse()
        self._settings = replace(self._settings, paused=paused)
        self.publish(Notice("paused", "Checking and saving are paused." if paused else None))

    async def retry_folders(self) -> None:
        self.calls.append(("retry_folders", None))

    # -- names and files -------------------------------------------------------------------------------------------

    async def name_examples(self, template: str) -> Sequence[NamedFile]:
        self.calls.append(("name_examples", template))
        parsed = parse(template)
        if isinstance(parsed, TemplateError) or self.template_refusal:
            raise Refusal(self.template_refusal or "The template can't be used.")
        tasks = [task for task in self._tasks.values() if task.files]
        return [self._named(parsed, task, task.files[0]) for task in tasks[:_EXAMPLES]]

    async def plan_renames(self, ids: Sequence[int]) -> Sequence[NamedFile]:
        self.calls.append(("plan_renames", tuple(ids)))
        self._refuse()
        return self._planned(ids)

    async def rename(self, ids: Sequence[int]) -> Renamed:
        self.calls.append(("rename", tuple(ids)))
        self._refuse()
        return self._renamed(sum(not named.fault for named in self._planned(ids)))

    async def undo_rename(self, batch: int) -> Renamed:
        self.calls.append(("undo_rename", batch))
        self._refuse()
        return self._renamed(1)

    async def rebuild(self, folder: Path) -> Rebuilt:
        self.calls.append(("rebuild", folder))
        self._refuse()
        return Rebuilt(added=3, known=2, sentence=f"3 tasks came back from “{folder.name}”; 2 were on the list.")

    async def find_moved(self, ids: Sequence[int], folder: Path | None = None) -> int:
        self.calls.append(("find_moved", (tuple(ids), folder)))
        self._refuse()
        found = [number for number in ids if self.elsewhere.get(number, ()) == folder]
        for number in found:
            moved = [file.part for file in self._tasks[number].files if file.state is FileState.MISSING]
            self._change_files(number, moved, state=FileState.SAVED, path="/found/model.glb")
        return len(found)

    async def look_for_files(self, ids: Sequence[int]) -> None:
        self.calls.append(("look_for_files", tuple(ids)))
        for number in ids:
            lost = [file.part for file in self._tasks[number].files if file.path in self.lost]
            for file in self._tasks[number].files:
                if file.path in self.relinked:
                    self._change_files(number, [file.part], path=self.relinked[file.path])
            if lost:
                self._change_files(number, lost, state=FileState.MISSING)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _change_files(self, task_id: int, parts: Sequence[str], **changes: object) -> None:
        task = self._tasks[task_id]
        files = tuple(
            replace(file, **changes) if file.part in parts else file  # type: ignore[arg-type]  # the callers name fields of it
            for file in task.files
        )
        self.put(replace(task, files=files))

    def _planned(self, ids: Sequence[int]) -> list[NamedFile]:
        parsed = parse(self._settings.template)
        assert isinstance(parsed, Template)
        tasks = [self._tasks[number] for number in ids]
        files = [(task, file) for task in tasks for file in task.files if file.path]
        named = [self._named(parsed, task, file) for task, file in files if badge_of(task) is not Badge.FILE_MOVED]
        return [each for each in named if each.old is None or not str(each.old).endswith(each.new)]

    def _named(self, template: Template, task: Task, file: ResultFile) -> NamedFile:
        state = self._accounts.get(task.account_id or "")
        facts = facts_of(task, file, index=0, account_name=state.account.name if state is not None else "", zone=None)
        new = str(file_path(template, facts, Path(file.name).suffix))
        old = Path(file.path) if file.path else None
        return NamedFile(
            task_id=task.id, part=file.part, title=task.title, old=old, new=new, fault=self.name_faults.get(task.id, "")
        )

    def _renamed(self, count: int) -> Renamed:
        return Renamed(batch=7, count=count, sentence=f"{count} file{'' if count == 1 else 's'} renamed.")
