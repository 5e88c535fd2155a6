"""What a user does to find and organise tasks: lists with groups, counts, marks, projects, the trash."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from desktop.domain.events import Notice
from desktop.domain.query import Counts, Facets, Listing, ListQuery, View
from desktop.domain.report import MarkChange, ProjectChange
from desktop.domain.task import Task
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.ports import Trashed
from desktop.engine.saver import Saver
from desktop.engine.trashing import Bin, Trashing
from desktop.storage.tasks import TaskStore

type Marker = Callable[[Sequence[Task]], Awaitable[None]]
"""Says beside the saved files of tasks how these are marked now."""


class ListActs:
    """The part of the engine's interface that finds and organises (:class:`desktop.engine.ports.EngineApi`)."""

    def __init__(
        self,
        board: Board,
        store: TaskStore,
        saver: Saver,
        clock: Clock,
        trash: Bin | None,
        described: Marker,
        notify: Callable[[Notice], None],
    ) -> None:
        self._board = board
        self._store = store
        self._saver = saver
        self._clock = clock
        self._described = described
        self._trashing = Trashing(store, board, saver.stopped, trash, notify=notify)

    # -- reading -----------------------------------------------------------------------------------------------------

    async def ids(self, query: ListQuery) -> Sequence[int]:
        """Return the numbers of the tasks that `query` selects, in its order."""
        return await self._store.ids(query, self._clock.now(), self._at_risk(query))

    async def all_ids(self, query: ListQuery) -> list[int]:
        """Return what :meth:`ids` does, and what is archived: that is watched and saved as the rest is."""
        return [i for view in dict.fromkeys((query.view, View.ARCHIVE)) for i in await self.ids(replace(query, view=view))]

    async def listing(self, query: ListQuery) -> Listing:
        """Return what :meth:`ids` does, with the groups that `query` asks for."""
        return await self._store.listing(query, self._clock.now(), self._at_risk(query))

    async def count(self, query: ListQuery) -> int:
        """Return how many tasks `query` selects."""
        return await self._store.count(query, self._clock.now(), self._at_risk(query))

    async def facets(self, query: ListQuery) -> Facets:
        """Return how many tasks each value of each field would leave of `query`."""
        return await self._store.facets(query, self._clock.now(), self._at_risk(query))

    async def counts(self) -> Counts:
        """Return the side bar's counts."""
        counts = await self._store.counts(self._clock.now())
        at_risk = len(await self.ids(ListQuery(view=View.AT_RISK))) if self._saver.at_risk() else 0
        return replace(counts, views={**counts.views, View.AT_RISK: at_risk})

    def _at_risk(self, query: ListQuery) -> frozenset[int]:
        return frozenset(self._saver.at_risk()) if query.view is View.AT_RISK else frozenset()

    # -- organising --------------------------------------------------------------------------------------------------

    async def mark(self, ids: Sequence[int], change: MarkChange) -> None:
        """Star, archive or tag these tasks."""
        dropped = (*change.drop_tags, *_tidied(change.drop_tags))
        tidied = replace(change, add_tags=_tidied(change.add_tags), drop_tags=tuple(dict.fromkeys(dropped)))
        await self._described(await self._board.apply([Update(task_id, tidied) for task_id in ids]))

    async def set_project(self, ids: Sequence[int], project: str | None) -> None:
        """Put these tasks into a project, or into none. Saved files stay where they are."""
        change = ProjectChange((project or "").strip() or None)
        await self._described(await self._board.apply([Update(task_id, change) for task_id in ids]))

    async def trash(self, ids: Sequence[int]) -> Trashed:
        """Move the saved files of these tasks to the system's trash and take the tasks off the list. Raises Refusal."""
        return await self._trashing.trash(ids)

    async def untrash(self, batch: int) -> Trashed:
        """Take the files of a batch out of the trash again and bring their tasks back. Raises Refusal."""
        return await self._trashing.untrash(batch)


def _tidied(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags without space around them; none that is empty."""
    return tuple(dict.fromkeys(tidy for tag in tags if (tidy := " ".join(tag.split()))))
