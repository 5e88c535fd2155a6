"""The tasks on disk, as the engine sees them."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from desktop.domain.history import HistoryEntry
from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.query import Counts, Facets, Listing, ListQuery
from desktop.domain.task import Task, TaskRef
from desktop.storage import copies, reading, renames, trashings, writing
from desktop.storage.connections import open_reader
from desktop.storage.database import Database
from desktop.storage.drives import note_device, select_device
from desktop.storage.errands import Errand, end_errands, select_errands, set_errand
from desktop.storage.facets import select_facets
from desktop.storage.facts import select_fact, set_fact
from desktop.storage.ledger import select_ledger
from desktop.storage.listing import count_all, count_matching, select_ids, select_listing
from desktop.storage.reading import SavedPath
from desktop.storage.recovery import RecoveryNote, open_database
from desktop.storage.renames import Rename, RenameLine, RenameState
from desktop.storage.trashings import TrashLine, TrashState
from desktop.storage.writing import TaskWrite

__all__ = ["SavedPath", "TaskStore", "TaskWrite"]


class TaskStore:
    """Reads and writes tasks, from any asyncio loop. A write returns once it is on disk.

    Every method may raise :class:`desktop.storage.trouble.DatabaseTrouble`, whose message is a sentence for the user.
    """

    def __init__(self, database: Database, backups: Path) -> None:
        self._database = database
        self._backups = backups

    @classmethod
    def open(cls, path: Path, backups: Path, now: datetime) -> tuple[Self, RecoveryNote | None]:
        """Open or create the database at `path`; where it is damaged, restore it from `backups` and say so in the note.

        It takes a while, so call it off the loop. Raises DatabaseTooNew, and then has written nothing.
        """
        writer, note = open_database(path, backups, now)
        try:
            reader = open_reader(path)
        except BaseException:
            writer.close()
            raise
        return cls(Database(writer, reader, partial(open_reader, path)), backups), note

    async def close(self) -> None:
        """Finish the writes that are queued and close the database."""
        await self._database.close()

    def close_now(self, seconds: float = 10.0) -> None:
        """Do as :meth:`close` does, from any thread, without a loop; wait at most `seconds` for each connection."""
        self._database.close_now(seconds)

    # -- changes -----------------------------------------------------------------------------------------------------

    async def add(self, tasks: Sequence[Task]) -> list[tuple[Task, bool]]:
        """Track `tasks`, all or none; return each as stored, with its number and whether it joined the list now.

        A reference that is tracked keeps its record. A removed one comes back as it was, but for the account and project given now.
        """
        return await self._database.write(lambda c: writing.add_tasks(c, tasks))

    async def save(self, writes: Sequence[TaskWrite]) -> None:
        """Store new states: task, files, a line of history where the state changed, the last reply; all or none."""
        await self._database.write(lambda c: writing.save_tasks(c, writes))

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list; :meth:`restore` brings them back until :meth:`purge_removed`."""
        await self._database.write(lambda c: writing.set_removed(c, ids, removed=True))

    async def restore(self, ids: Sequence[int]) -> None:
        """Bring removed tasks back as they were."""
        await self._database.write(lambda c: writing.set_removed(c, ids, removed=False))

    async def purge_removed(self) -> tuple[int, list[str]]:
        """Delete removed tasks for good; return how many, and where the unfinished files of them are."""
        return await self._database.write(writing.purge)

    async def copy_if_due(self, now: datetime) -> None:
        """Make the day's copy where it is missing: for runs that last longer than a day."""
        if not copies.made_today(self._backups, now):
            await self._database.read(lambda c: copies.make_checked(c, self._backups, now))

    async def set_errand(self, errand: Errand, *, over: bool) -> None:
        """Store which acts are done after a task was saved; once it is `over` nothing is left to do."""
        await self._database.write(lambda c: set_errand(c, errand, over=over))

    async def end_errands(self, ids: Sequence[int]) -> None:
        """Store that nothing is left to do for these tasks."""
        if ids:
            await self._database.write(lambda c: end_errands(c, ids))

    async def fact(self, name: str) -> str | None:
        """Return the value that is kept under `name`; None where there is none."""
        return await self._database.read(lambda c: select_fact(c, name))

    async def set_fact(self, name: str, value: str | None) -> None:
        """Keep `value` under `name`; None forgets it."""
        await self._database.write(lambda c: set_fact(c, name, value))

    # -- the journal of renames --------------------------------------------------------------------------------------

    async def begin_renames(self, wanted: Sequence[Rename]) -> list[RenameLine]:
        """Write down a new batch of renames before the first file moves; return its lines."""
        return await self._database.write(lambda c: renames.begin(c, wanted))

    async def retarget_renames(self, lines: Sequence[int], new: str) -> None:
        """Write down that the file of these lines goes to `new` instead."""
        await self._database.write(lambda c: renames.retarget(c, lines, new))

    async def settle_renames(self, lines: Sequence[int], state: RenameState) -> None:
        """Write down what became of these lines."""
        await self._database.write(lambda c: renames.settle(c, lines, state))

    async def renames_of(self, batch: int) -> list[RenameLine]:
        """Return the lines of a batch, in order; none where there is no such batch."""
        return await self._database.read(lambda c: renames.select_batch(c, batch))

    async def planned_renames(self) -> list[RenameLine]:
        """Return the lines of which it is not known whether their files have moved."""
        return await self._database.read(renames.select_planned)

    # -- the journal of the trash ------------------------------------------------------------------------------------

    async def begin_trashing(self, wanted: Sequence[tuple[int, str]]) -> list[TrashLine]:
        """Write down a new batch of files with their tasks before the first one moves; return its lines."""
        return await self._database.write(lambda c: trashings.begin(c, wanted))

    async def note_trashed(self, line: TrashLine) -> None:
        """Write down where the files of a line are in the trash."""
        await self._database.write(lambda c: trashings.note(c, line))

    async def settle_trashings(self, lines: Sequence[int], state: TrashState) -> None:
        """Write down what became of these lines."""
        if lines:
            await self._database.write(lambda c: trashings.settle(c, lines, state))

    async def trashed_of(self, batch: int) -> list[TrashLine]:
        """Return the lines of a batch, in order; none where there is no such batch."""
        return await self._database.read(lambda c: trashings.select_batch(c, batch))

    async def open_trashings(self) -> list[TrashLine]:
        """Return the lines of which it is not known what became of them."""
        return await self._database.read(trashings.select_open)

    # -- questions ---------------------------------------------------------------------------------------------------

    async def get(self, ids: Sequence[int]) -> list[Task]:
        """Return the tasks of `ids` in that order; removed and unknown ones are left out."""
        return await self._database.read(lambda c: reading.select_tasks(c, ids))

    async def find(self, refs: Iterable[TaskRef]) -> dict[TaskRef, int]:
        """Return the numbers of those references that are on the list."""
        wanted = tuple(refs)
        return await self._database.read(lambda c: reading.select_refs(c, wanted))

    async def find_by_task_id(self, text: str) -> list[int]:
        """Return the numbers of the tasks that a provider knows by the id `text`."""
        return await self._database.read(lambda c: reading.select_by_task_id(c, text))

    async def ids(self, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> array[int]:
        """Return the numbers of the tasks of `query`, in its order (an array of type `q`); `at_risk` as in `listing`."""
        return await self._database.read(lambda c: select_ids(c, query, now, at_risk))

    async def listing(self, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> Listing:
        """Return what :meth:`ids` does, with the groups that `query` asks for; both of one moment."""
        return await self._database.read(lambda c: select_listing(c, query, now, at_risk))

    async def count(self, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> int:
        """Return how many tasks `query` selects; `at_risk` as in `listing`."""
        return await self._database.count(lambda c: count_matching(c, query, now, at_risk))

    async def facets(self, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> Facets:
        """Return how many tasks each value of each field would leave of `query`."""
        return await self._database.count(lambda c: select_facets(c, query, now, at_risk))

    async def counts(self, now: datetime) -> Counts:
        """Return how many tasks each view, project and account holds."""
        return await self._database.count(lambda c: count_all(c, now))

    async def history(self, task_id: int) -> list[HistoryEntry]:
        """Return the states of a task, the oldest first."""
        return await self._database.read(lambda c: reading.select_history(c, task_id))

    async def raw(self, task_id: int) -> str:
        """Return the last reply about a task as it was given to :meth:`save`; empty where there was none."""
        return await self._database.read(lambda c: reading.select_reply(c, task_id))

    async def open_tasks(self) -> list[Task]:
        """Return the tasks that still need the provider or a file."""
        return await self._database.read(reading.select_open)

    async def projects(self) -> list[str]:
        """Return the projects in use, by name."""
        return await self._database.read(reading.select_projects)

    async def ledger(self, by: LedgerBy, since: datetime | None = None) -> list[LedgerLine]:
        """Return what tasks cost, as :func:`desktop.storage.ledger.select_ledger` sums it."""
        return await self._database.read(lambda c: select_ledger(c, by, since))

    async def device_of(self, root: Path) -> int | None:
        """Return the device on which results were saved below `root`; None where there were none."""
        return await self._database.read(lambda c: select_device(c, str(root)))

    async def note_device(self, root: Path, device: int) -> None:
        """Note that results are saved below `root` on `device`."""
        await self._database.write(lambda c: note_device(c, str(root), device))

    async def saved_between(self, since: datetime | None, until: datetime) -> list[int]:
        """Return the saved tasks, not starred and not archived, that were saved and created by `until`, not both by `since`."""
        return await self._database.read(lambda c: reading.select_saved_between(c, since, until))

    async def claimed(self, paths: Sequence[str]) -> set[str]:
        """Return those of `paths` where a result is that the database knows."""
        return await self._database.read(lambda c: reading.select_claimed(c, paths))

    async def saved_paths(self) -> list[SavedPath]:
        """Return every saved file of the tasks on the list."""
        return await self._database.read(reading.select_saved)

    async def errands(self, ids: Sequence[int] | None = None) -> list[Errand]:
        """Return what is still to be done for tasks that were saved (those of `ids`, or all), the oldest first."""
        return await self._database.read(lambda c: select_errands(c, ids))
