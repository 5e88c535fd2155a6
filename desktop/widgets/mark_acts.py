"""Stars, tags, projects, the archive and the trash: each said in a sentence, with a way back to exactly what was before."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.language import tr_n
from desktop.domain.report import MarkChange
from desktop.domain.task import Task
from desktop.engine.ports import EngineApi

if TYPE_CHECKING:
    from desktop.widgets.acts import Acts

type Changes = Mapping[MarkChange, Sequence[int]]
"""Which tasks get which change."""


class MarkActs:
    """What the user does to keep tasks in order. A change of one task's star or tags is seen at once and not said."""

    def __init__(self, acts: "Acts", engine: EngineApi) -> None:
        self._acts = acts
        self._engine = engine

    def star(self, tasks: Sequence[Task], *, starred: bool) -> None:
        """Star tasks, or take their stars away."""
        ids = [task.id for task in tasks if task.starred is not starred]
        if starred:
            said = tr_n("{n} task starred.", "{n} tasks starred.", len(ids))
        else:
            said = tr_n("The star of {n} task taken away.", "The stars of {n} tasks taken away.", len(ids))
        back = {MarkChange(starred=not starred): ids}
        self._mark({MarkChange(starred=starred): ids}, back, said if len(tasks) > 1 else "", "star")

    def archive(self, tasks: Sequence[Task], *, archived: bool) -> None:
        """Put tasks into the archive, or take them out of it."""
        ids = [task.id for task in tasks if task.archived is not archived]
        if archived:
            said = tr_n("{n} task archived. Its files stay.", "{n} tasks archived. Their files stay.", len(ids))
        else:
            said = tr_n("{n} task is back on the list.", "{n} tasks are back on the list.", len(ids))
        self._mark({MarkChange(archived=archived): ids}, {MarkChange(archived=not archived): ids}, said, "archive")

    def tag(self, tasks: Sequence[Task], add: Sequence[str], drop: Sequence[str]) -> None:
        """Give tasks tags, and take others away."""
        changes: dict[MarkChange, list[int]] = {}
        back: dict[MarkChange, list[int]] = {}
        for task in tasks:
            new = tuple(tag for tag in add if tag not in task.own_tags)
            old = tuple(tag for tag in drop if tag in task.own_tags)
            if new or old:
                changes.setdefault(MarkChange(add_tags=new, drop_tags=old), []).append(task.id)
                back.setdefault(MarkChange(add_tags=old, drop_tags=new), []).append(task.id)
        count = sum(map(len, changes.values()))
        said = tr_n("Tags of {n} task changed.", "Tags of {n} tasks changed.", count) if len(tasks) > 1 else ""
        self._mark(changes, back, said, "tags")

    def to_project(self, tasks: Sequence[Task], project: str | None) -> None:
        """Put tasks into a project, or into none."""
        before: dict[str | None, list[int]] = {}
        for task in tasks:
            if (task.project or None) != (project or None):
                before.setdefault(task.project or None, []).append(task.id)
        if before:
            self._acts.start(self._to_project(before, project or None), "project")
        elif project:
            self._acts.say(tr_n("It is in “{project}” already.", "They are in “{project}” already.", len(tasks), project=project))

    def to_project_by_id(self, ids: Sequence[int], project: str | None) -> None:
        """Do as :meth:`to_project` does, for numbers of tasks."""
        self._acts.start(self._dropped(list(ids), project), "project")

    def trash(self, tasks: Sequence[Task]) -> None:
        """Move the saved files of tasks to the trash."""
        self._acts.start(self._trash([task.id for task in tasks]), "trash")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _mark(self, changes: Changes, back: Changes, said: str, name: str) -> None:
        if any(changes.values()):
            self._acts.start(self._marked(changes, partial(self._unmark, back, name), said), name)

    def _unmark(self, back: Changes, name: str) -> None:
        self._acts.start(self._marked(back, None, ""), name)

    async def _marked(self, changes: Changes, undo: Callable[[], None] | None, said: str) -> None:
        for change, ids in changes.items():
            await self._engine.mark(list(ids), change)
        if said:
            self._acts.say(said, undo)

    async def _dropped(self, ids: list[int], project: str | None) -> None:
        self.to_project(await self._engine.tasks(ids), project)

    async def _to_project(self, before: dict[str | None, list[int]], project: str | None) -> None:
        ids = [number for numbers in before.values() for number in numbers]
        await self._engine.set_project(ids, project)
        if project:
            said = tr_n("{n} task moved to “{project}”.", "{n} tasks moved to “{project}”.", len(ids), project=project)
        else:
            said = tr_n("{n} task taken out of its project.", "{n} tasks taken out of their projects.", len(ids))
        self._acts.say(said, lambda: self._acts.start(self._projects_back(before), "project"))

    async def _projects_back(self, before: dict[str | None, list[int]]) -> None:
        for project, ids in before.items():
            await self._engine.set_project(ids, project)

    async def _trash(self, ids: list[int]) -> None:
        done = await self._engine.trash(ids)
        self._acts.say(done.sentence, partial(self._start_untrash, done.batch, ids))

    def _start_untrash(self, batch: int, ids: list[int]) -> None:
        self._acts.start(self._untrash(batch, ids), "undo trash")

    async def _untrash(self, batch: int, ids: list[int]) -> None:
        done = await self._engine.untrash(batch)
        self._acts.say(done.sentence, partial(self._start_untrash, batch, ids) if done.left else None)
        self._acts.restored.emit(tuple(ids))
