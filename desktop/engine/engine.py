"""The engine: everything that happens over time, behind the interface of :mod:`desktop.engine.ports`."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.advance import needs_file
from desktop.domain.events import AccountsChanged, AccountState, Budget, BudgetChanged, EngineEvent, HistoryEntry, Notice
from desktop.domain.intake import Intake, IntakeRow, IntakeState
from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.query import Counts, ListQuery
from desktop.domain.report import AccountChange, FileChange, PauseChange
from desktop.domain.settings import Settings
from desktop.domain.status import FileState, IdKind
from desktop.domain.task import Task
from desktop.engine.accounts import Connection
from desktop.engine.board import Board, Update
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.health import OFFLINE_TEXT, Health
from desktop.engine.intake import examine, new_task
from desktop.engine.lane import Lane
from desktop.engine.parts import Parts
from desktop.engine.ports import KeyTest, Refusal
from desktop.engine.presence import look_for_files
from desktop.engine.probe import ask_with_key
from desktop.engine.saver import Saver
from desktop.engine.upkeep import Upkeep
from desktop.engine.watcher import Watcher
from desktop.storage.settings import SettingsTrouble

logger = logging.getLogger(__name__)

BUDGET_SECONDS = 1.0
"""How often the polling budget is published while something is being watched or saved."""

LONGEST_NUMBER = 18
"""Digits of a task's number; SQLite's go up to 2^63."""


class Engine:
    """Watches, saves, and answers its callers. :meth:`run` must be running for anything to move."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._clock = parts.clock
        self._store = parts.store
        self._settings_store = parts.settings
        self._board = Board(parts.store, parts.clock, self._disk_refuses)
        self._desk = parts.desk(self._accounts_changed)
        self._shelf = parts.shelf(self)
        self._health = Health(self._offline_changed)
        self._watcher = Watcher(self._board, self._desk, self._lane, resting=parts.resting)
        self._saver = Saver(
            self._board,
            self._watcher,
            self._shelf,
            parts.clock,
            parts.rng,
            slots=parts.settings.settings.save_slots,
            haste=parts.tempo.haste,
            offline=lambda: self._health.offline,
        )
        self._upkeep = Upkeep(parts.store, self._board, parts.clock, self.notify, lambda: self._shelf.root)
        self._saver.auto = parts.settings.settings.auto_save
        self._notices: dict[str, Notice] = {notice.topic: notice for notice in parts.notices}
        self._ready = asyncio.Event()

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
        under_way = await self._put_back(await self._board.load())
        await self._watcher.adopt()
        self._watcher.open_lanes()
        saver = asyncio.create_task(_rest() if self._parts.resting else self._saver.run(), name="saver")
        upkeep = asyncio.create_task(_rest() if self._parts.resting else self._upkeep.run(), name="upkeep")
        try:
            for task in self._board.tasks() if self._saver.auto else under_way:
                self._saver.want(task)
            self._ready.set()
            await self._tick(saver)
        finally:
            self._ready.clear()
            saver.cancel()
            upkeep.cancel()
            await asyncio.wait([saver, upkeep])
            await self._watcher.close()
            await self._desk.close()
            await self._board.close()

    async def ready(self) -> None:
        """Return once every stored task has been taken in."""
        await self._ready.wait()

    async def _put_back(self, tasks: Sequence[Task]) -> list[Task]:
        """Queue again what was being saved when the last run ended; return the tasks of which something is queued."""
        stale = [(task.id, f.part) for task in tasks for f in task.files if f.state is FileState.SAVING]
        await self._board.apply([Update(task_id, FileChange(part, FileState.QUEUED)) for task_id, part in stale])
        return [task for task in self._board.tasks() if any(f.state is FileState.QUEUED for f in task.files)]

    async def _tick(self, saver: asyncio.Task[None]) -> None:
        shown = Budget()
        while True:
            await self._clock.sleep(BUDGET_SECONDS)
            for error in (self._watcher.failed(), saver.exception() if saver.done() else None):
                if error is not None:
                    raise error
            budget = self.budget()
            if budget != shown:
                shown = budget
                self._board.publish(BudgetChanged(budget))

    # -- listening ---------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Call `listener` for each event from now on, and at once for the notices that stand."""
        for notice in self._notices.values():
            listener(notice)
        return self._board.subscribe(listener)

    def _accounts_changed(self) -> None:
        self._board.publish(AccountsChanged(self._desk.states()))

    def _offline_changed(self, offline: bool) -> None:  # noqa: FBT001  # a callback's one value
        self.notify(Notice("offline", OFFLINE_TEXT if offline else None))
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

    async def ids(self, query: ListQuery) -> Sequence[int]:
        """Return the numbers of the tasks that `query` selects, in its order."""
        return await self._store.ids(query, self._clock.now())

    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        """Return the tasks of `ids` in that order, those in work as they are now."""
        held = {i: task for i in ids if (task := self._board.task(i)) is not None}
        absent = [i for i in ids if i not in held]
        stored = {task.id: task for task in await self._store.get(absent)} if absent else {}
        found = ((self._board.task(i) or stored.get(i) or held.get(i)) for i in ids)  # meanwhile some may have come to rest
        return [task for task in found if task is not None]

    async def counts(self) -> Counts:
        """Return the side bar's counts."""
        return await self._store.counts(self._clock.now())

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

    def accounts(self) -> tuple[AccountState, ...]:
        """Return the accounts and how they fare."""
        return self._desk.states()

    async def look_for_keys(self) -> dict[str, Problem]:
        """Find out where each account's key comes from, so that :meth:`accounts` tells it; return why keys can't be read."""
        found = {c.account.id: await self._desk.key(c) for c in self._desk.all()}
        return {i: why for i, why in found.items() if isinstance(why, Problem) and why.kind is not ProblemKind.NO_KEY}

    def account(self, account_id: str | None) -> Account | None:
        """Return an account by our id."""
        connection = self._desk.get(account_id)
        return connection.account if connection is not None else None

    def account_of(self, handle: str) -> Account:
        """Return the account of a handle, or of a bare name where one account has it. Raises Refusal."""
        return self._desk.named(handle)

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
        )

    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings_store.settings

    @property
    def folder(self) -> Path:
        """The folder below which files are saved now."""
        return self._shelf.root

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

    async def look_for_files(self, ids: Sequence[int]) -> None:
        """Look whether the saved files of these tasks are still there, and mark those that are not."""
        wanted = set(ids)
        saved = [file for file in await self._store.saved_paths() if file.task_id in wanted]
        await look_for_files(self._board, saved, self._shelf.root)
        self._board.let_go(ids)

    async def pause(self, ids: Sequence[int]) -> None:
        """Stop asking about and saving these tasks until they are resumed."""
        async with self._saver.stopped(ids):
            await self._board.apply([Update(task_id, PauseChange(paused=True)) for task_id in ids])

    async def resume(self, ids: Sequence[int]) -> None:
        """Let paused tasks go on."""
        for task in await self._board.apply([Update(task_id, PauseChange(paused=False)) for task_id in ids]):
            self._watcher.watch(task)

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list. Their files stay."""
        async with self._saver.stopped(ids):
            await self._board.remove(ids)

    async def restore(self, ids: Sequence[int]) -> None:
        """Bring removed tasks back as they were."""
        await self._board.restore(ids)

    async def assign(self, ids: Sequence[int], account_id: str) -> None:
        """Give tasks to another account at the same address, and ask about them with its key. Raises Refusal."""
        account = self._connection(account_id).account
        tasks = await self._board.hold(ids)
        if any((task.ref.provider, task.ref.origin) != (account.provider, account.origin) for task in tasks):
            raise Refusal(f"“{account.name}” is at another address than these tasks. Add their ids for that account instead.")
        await self._board.apply([Update(task.id, AccountChange(account_id)) for task in tasks])
        await self._watcher.check(ids)

    # -- accounts and settings ---------------------------------------------------------------------------------------

    async def add_account(
        self,
        provider: str,
        name: str,
        *,
        base_url: str = "",
        header: HeaderStyle | None = None,
        colour: str = "",
        allow_http: bool = False,
        key: str | None = None,
        session_only: bool = False,
    ) -> Account:
        """Connect an account; its key is stored first of all, so that no account without the given key remains."""
        account = await self._desk.add(provider, name, base_url=base_url, header=header, colour=colour, allow_http=allow_http)
        if key:
            try:
                await self._desk.set_key(account, key, session_only=session_only)
            except Refusal:
                await self._desk.remove(account, keyless=True)
                raise
        await self._welcome(account)
        return account

    async def _welcome(self, account: Account) -> None:
        connection = self._connection(account.id)
        await self._watcher.adopt()
        await self._watcher.account_changed(connection)

    def _connection(self, account_id: str) -> Connection:
        connection = self._desk.get(account_id)
        if connection is None:
            raise Refusal("This account is no longer connected.")
        return connection

    async def edit_account(
        self,
        account_id: str,
        *,
        name: str | None = None,
        base_url: str | None = None,
        header: HeaderStyle | None = None,
        colour: str | None = None,
        allow_http: bool | None = None,
    ) -> Account:
        """Change an account; a new origin forgets its key."""
        before = self._connection(account_id).account
        account = await self._desk.edit(before, name=name, base_url=base_url, header=header, colour=colour, allow_http=allow_http)
        await self._welcome(account)
        return account

    async def set_key(self, account_id: str, key: str, *, session_only: bool = False) -> None:
        """Store an account's key, and ask again what waited for it."""
        await self._desk.set_key(self._connection(account_id).account, key, session_only=session_only)
        await self.key_changed(account_id)

    async def key_changed(self, account_id: str) -> None:
        """Read an account's key anew: somebody else stored it."""
        self._desk.key_changed(account_id)
        await self._welcome(self._connection(account_id).account)

    async def test_account(self, account_id: str) -> KeyTest:
        """Send one cheap request and say whether the key is good."""
        return await ask_with_key(self._desk, self._connection(account_id))

    async def remove_account(self, account_id: str) -> None:
        """Forget an account and its key; its tasks stay."""
        account = self._connection(account_id).account
        await self._desk.remove(account)
        await self._watcher.abandon(account_id)
        self._health.forget(account_id)

    async def change_settings(self, settings: Settings) -> None:
        """Put `settings` in force and write them."""
        try:
            await in_daemon_thread("settings", lambda: self._settings_store.write_settings(settings))
        except SettingsTrouble as trouble:
            raise Refusal(trouble.sentence) from trouble
        self._saver.set_slots(settings.save_slots)
        self._shelf.set_slots(settings.save_slots)
        self._saver.auto = settings.auto_save
        for task in self._board.tasks() if settings.auto_save else ():
            self._saver.want(task)


async def _rest() -> None:
    await asyncio.get_running_loop().create_future()
