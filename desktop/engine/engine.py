"""The engine: everything that happens over time, behind the interface of :mod:`desktop.engine.ports`."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from desktop.domain.advance import needs_file
from desktop.domain.away import Away
from desktop.domain.choice import refined
from desktop.domain.events import AccountsChanged, Budget, BudgetChanged, EngineEvent, Notice
from desktop.domain.history import HistoryEntry
from desktop.domain.intake import Intake, IntakeRow, IntakeState
from desktop.domain.language import sentences, tr, words_of
from desktop.domain.report import AccountChange, Event, FileChange, Report
from desktop.domain.settings import Settings
from desktop.domain.slack import NEAR_END, ends_by
from desktop.domain.status import FileState, IdKind
from desktop.domain.task import Task
from desktop.engine.account_acts import AccountActs
from desktop.engine.accounts import Connection
from desktop.engine.away import AwayWatch
from desktop.engine.board import Board, Update
from desktop.engine.file_acts import FileActs
from desktop.engine.health import OFFLINE_TEXT, Health
from desktop.engine.inbox import Inbox
from desktop.engine.inbox_notices import InboxNotices
from desktop.engine.intake import examine, new_task
from desktop.engine.lane import Lane
from desktop.engine.ledger_acts import LedgerActs
from desktop.engine.list_acts import ListActs
from desktop.engine.parts import Parts
from desktop.engine.ports import Refusal
from desktop.engine.save_acts import PAUSED_TEXT, SaveActs
from desktop.engine.saver import Saver
from desktop.engine.upkeep import Upkeep
from desktop.engine.wakefulness import needs_awake
from desktop.engine.watcher import Watcher
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)

BUDGET_SECONDS = 1.0
"""How often the polling budget is published while something is being watched or saved."""

ERRAND_SECONDS = 0.1
"""How often it is looked whether what is done after saving is over."""

_AGAIN = words_of("The files of an act that was broken off are looked for again at the next start.")

LONGEST_NUMBER = 18
"""Digits of a task's number; SQLite's go up to 2^63."""


class Engine(ListActs, LedgerActs, AccountActs, SaveActs, FileActs):
    """Watches, saves, and answers its callers. :meth:`run` must be running for anything to move."""

    def __init__(self, parts: Parts) -> None:
        set_up = parts.settings.settings
        self._parts = parts
        self._clock = parts.clock
        self._store = parts.store
        self._settings_store = parts.settings
        self._notices: dict[str, Notice] = {notice.topic: notice for notice in parts.notices}
        self._ready = asyncio.Event()
        self._board = Board(parts.store, parts.clock, self._disk_refuses, self._refined)
        desk, health = parts.desk(self._accounts_changed), Health(self._offline_changed)
        watcher = Watcher(self._board, desk, self._lane, resting=parts.resting or set_up.paused)
        AccountActs.__init__(self, desk, watcher, health)
        names = parts.names(self)
        self._shelf = parts.shelf(self, names)
        self._saver = Saver(
            self._board,
            watcher,
            self._shelf,
            parts.clock,
            parts.rng,
            slots=set_up.save_slots,
            haste=parts.tempo.haste,
            offline=lambda: health.offline,
            resting=self.rests,
            notify=self.notify,
        )
        self._saver.auto = set_up.auto_save
        SaveActs.__init__(self, self._board, self._saver, watcher, desk, self._shelf, parts.settings, self.notify)
        ListActs.__init__(self, self._board, parts.store, self._saver, parts.clock, parts.trash, self._shelf.mark, self.notify)
        FileActs.__init__(self, self._board, parts.store, desk, names, parts.clock)
        self._upkeep = Upkeep(parts.store, self._board, parts.clock, self.notify, names.roots, self.settings)
        self._after_save = parts.after_save(self._board, self.settings)
        self._away = AwayWatch(parts.store, self._board, parts.clock, self.notify)
        said = InboxNotices(self.notify, self._board.publish)
        self._inbox = Inbox(self, parts.clock, said, names.roots, parts.inbox_owner, haste=parts.tempo.haste)
        if set_up.paused:
            self.notify(Notice("paused", tr(PAUSED_TEXT)))

    def _refined(self, task: Task, event: Event) -> Event:
        """Return a provider's report as the user wants its files saved."""
        return refined(event, task.ref.provider, self.settings()) if isinstance(event, Report) else event

    def _lane(self, connection: Connection) -> Lane:
        return Lane(
            connection,
            self._desk,
            self._board,
            self._health,
            self._parts.redactor,
            self._clock,
            self._parts.rng,
            haste=self._parts.tempo.haste,
            miss_seconds=self._parts.tempo.miss_seconds,
        )

    # -- running -----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Watch and save until cancelled; every task is on disk when this returns."""
        stored = await self._board.load()
        if not self._parts.resting:
            await self._away.begin(stored)
        await self._put_back(stored)
        await self._watcher.adopt()
        self._watcher.open_lanes()
        recovery = asyncio.create_task(self._recover(), name="recovery")
        work = {
            "saver": self._saver.run,
            "upkeep": lambda: self._keep_up(recovery),
            "after saving": self._after_save.run,
            "away": self._away.run,
            "inbox": self._inbox.run,
        }
        running = [] if self._parts.resting else [asyncio.create_task(run(), name=name) for name, run in work.items()]
        try:
            self._saver.take_up(self._board.tasks())
            self._ready.set()
            await self._tick([recovery, *running])
        finally:
            self._ready.clear()
            for part in (recovery, *running):
                part.cancel()
            await asyncio.wait([recovery, *running])
            if running:
                await self._away.note()
            self._parts.wakefulness.close()
            await self._watcher.close()
            await self._desk.close()
            await self._board.close()

    async def ready(self) -> None:
        """Return once every stored task has been taken in."""
        await self._ready.wait()

    async def _recover(self) -> None:
        """Set right what a killed run left of renames and of what went to the trash: nothing else waits for a drive that hangs."""
        for name, recover in (("recovery-renames", self._renaming.recover), ("recovery-trash", self._trashing.recover)):
            try:
                await recover()
            except (StorageTrouble, OSError) as trouble:
                logger.warning("what a killed run left could not be set right (%s)", name, exc_info=trouble)
                said = trouble.sentence if isinstance(trouble, StorageTrouble) else str(trouble)
                self.notify(Notice(name, sentences(said, tr(_AGAIN))))

    async def _keep_up(self, recovery: asyncio.Task[None]) -> None:
        """Tidy up once files are where the list says: what looks for missing ones would take others for lost."""
        await asyncio.wait([recovery])
        await self._upkeep.run()

    async def _put_back(self, tasks: Sequence[Task]) -> None:
        """Queue again what was being saved when the last run ended."""
        stale = [(task.id, f.part) for task in tasks for f in task.files if f.state is FileState.SAVING]
        await self._board.apply([Update(task_id, FileChange(part, FileState.QUEUED)) for task_id, part in stale])

    async def _tick(self, running: Sequence[asyncio.Task[None]]) -> None:
        shown = Budget()
        while True:
            await self._clock.sleep(BUDGET_SECONDS)
            for error in (self._watcher.failed(), *(part.exception() for part in running if part.done())):
                if error is not None:
                    raise error
            if not self._parts.resting:
                self._parts.wakefulness.update(self._awake_because())
            budget = self.budget()
            if budget != shown:
                shown = budget
                self._board.publish(BudgetChanged(budget))

    def _awake_because(self) -> str | None:
        now = self._clock.now()
        tasks = [task for task in self._board.tasks() if ends_by(task, now + NEAR_END)]
        return needs_awake(
            tasks,
            self._saver.saving(),
            now,
            paused={task.id for task in tasks if self.rests(task)},
            all_paused=self.settings().paused,
            auto=self._saver.auto,
        )

    # -- listening ---------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Call `listener` for each event from now on, and at once for the notices that stand."""
        for notice in self._notices.values():
            listener(notice)
        return self._board.subscribe(listener)

    def _accounts_changed(self) -> None:
        self._board.publish(AccountsChanged(self._desk.states()))

    def _offline_changed(self, offline: bool) -> None:  # noqa: FBT001  # a callback's one value
        self.notify(Notice("offline", tr(OFFLINE_TEXT) if offline else None))
        if not offline:
            self._watcher.back_online()

    def _disk_refuses(self, sentence: str | None) -> None:
        self.notify(Notice("storage", sentence))

    def notify(self, notice: Notice) -> None:
        """Publish a notice and keep it for later subscribers until its topic is over."""
        if notice.text is None:
            self._notices.pop(notice.topic, None)
        else:
            self._notices[notice.topic] = notice
        self._board.publish(notice)

    # -- reading -----------------------------------------------------------------------------------------------------

    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        """Return the tasks of `ids` in that order, those in work as they are now."""
        held = {i: task for i in ids if (task := self._board.task(i)) is not None}
        absent = [i for i in ids if i not in held]
        stored = {task.id: task for task in await self._store.get(absent)} if absent else {}
        found = ((self._board.task(i) or stored.get(i) or held.get(i)) for i in ids)  # meanwhile some may have come to rest
        return [task for task in found if task is not None]

    async def away(self) -> Away | None:
        """Return what happened to the tasks since this profile was last open; None where there is nothing to tell."""
        return await self._away.report()

    async def history(self, task_id: int) -> list[HistoryEntry]:
        """Return the states a task went through, oldest first."""
        return await self._store.history(task_id)

    async def raw_reply(self, task_id: int) -> str:
        """Return the last reply about a task as indented JSON, redacted."""
        return await self._store.raw(task_id)

    async def named(self, text: str) -> list[int]:
        """Return the tasks that `text` may name: our number, or a provider's id."""
        by_provider = await self._store.find_by_task_id(text)
        if by_provider or not text.isdecimal() or len(text) > LONGEST_NUMBER:
            return list(by_provider)
        return [task.id for task in await self.tasks([int(text)])]

    async def errands_done(self) -> None:
        """Return once nothing is under way any more that is done after saving."""
        while self._after_save.under_way():
            await self._clock.sleep(ERRAND_SECONDS)

    def budget(self) -> Budget:
        """Return the polling budget of this moment."""
        due = self._watcher.next_due()
        now, mono = self._clock.now(), self._clock.monotonic()
        running = [c for c in self._desk.all() if not c.account.paused]
        return Budget(
            watched=self._watcher.watched(),
            next_check_at=None if due is None else (now + timedelta(seconds=max(0.0, due - mono))).replace(microsecond=0),
            per_second=round(sum(c.limiter.rate() for c in running), 1),
            allowed=sum(c.dialect.spec.per_second for c in running),
            saving=self._saver.saving(),
            bytes_per_second=self._saver.bytes_per_second(),
            offline=self._health.offline,
            at_risk=self._saver.at_risk(),
            awake=self._parts.wakefulness.state(),
        )

    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings_store.settings

    # -- adding ------------------------------------------------------------------------------------------------------

    async def examine(self, text: str, *, account_id: str | None = None, id_kind: IdKind | None = None) -> Intake:
        """Find ids in `text` and say what each is taken for."""
        accounts = [c.account for c in self._desk.all()]
        return await examine(text, accounts, self._store.find, account_id=account_id, id_kind=id_kind)

    async def add(self, rows: Sequence[IntakeRow], *, project: str | None = None) -> list[Task]:
        """Track the rows that are new; return their tasks and those tracked already, in order."""
        now = self._clock.now()
        clear = [row for row in rows if row.choice is not None and row.state is not IntakeState.UNCLEAR]
        stored = await self._board.add([new_task(row, project, now) for row in clear])
        orphans = [task for task, new in stored if new and task.account_id is None]
        await self._watcher.say_orphaned(orphans)
        return [self._board.task(task.id) or task for task, _ in stored]

    async def put_into(self, project: str | None, tasks: Sequence[Task]) -> list[Task]:
        """Put tasks into the project that they were added for, also those that were on the list; return them as they are then."""
        elsewhere = [task.id for task in tasks if project is not None and task.project != project]
        if not elsewhere:
            return list(tasks)
        await self.set_project(elsewhere, project)
        return await self.tasks([task.id for task in tasks])

    # -- acts on tasks -----------------------------------------------------------------------------------------------

    async def check(self, ids: Sequence[int]) -> None:
        """Ask the provider about these tasks as soon as the budget allows."""
        await self._watcher.check(ids)

    async def save(self, ids: Sequence[int]) -> None:
        """Save what is not saved of these tasks, or no longer where it was saved, with fresh links."""
        await self.look_for_files(ids)
        tasks = await self._board.hold(ids)
        await self._saver.again(tasks)
        await self._watcher.check([task.id for task in tasks if not needs_file(task)])

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list. Their files stay."""
        gone = frozenset(ids)
        async with self._saver.stopped(lambda job: job.task_id in gone):
            await self._board.remove(ids)

    async def restore(self, ids: Sequence[int]) -> None:
        """Bring removed tasks back as they were."""
        await self._board.restore(ids)

    async def assign(self, ids: Sequence[int], account_id: str) -> None:
        """Give tasks to another account at the same address, and ask about them with its key. Raises Refusal."""
        account = self.account(account_id)
        if account is None:
            raise Refusal(tr("This account is no longer connected."))
        tasks = await self._board.hold(ids)
        if any((task.ref.provider, task.ref.origin) != (account.provider, account.origin) for task in tasks):
            raise Refusal(
                tr("“{name}” is at another address than these tasks. Add their ids for that account instead.", name=account.name)
            )
        await self._board.apply([Update(task.id, AccountChange(account_id)) for task in tasks])
        await self._watcher.check(ids)

    # -- settings ----------------------------------------------------------------------------------------------------

    async def change_settings(self, settings: Settings) -> None:
        """Put `settings` in force and write them."""
        before = self._settings_store.settings
        await self._write_settings(replace(settings, paused=before.paused))
        self._shelf.settings_changed()
        await self.choose_parts(before, settings)
        self._saver.settings_changed(slots=settings.save_slots, auto=settings.auto_save)
        self._inbox.settings_changed()
