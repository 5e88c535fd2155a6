"""A real engine over a temporary profile: real store, settings, keys of this run, fetcher; providers real or scripted."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast, override

from desktop.domain.account import Account
from desktop.domain.badge import badge_of
from desktop.domain.events import EngineEvent, Notice
from desktop.domain.intake import Choice, IntakeRow, IntakeState
from desktop.domain.problem import ProblemKind
from desktop.domain.query import ListQuery
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, IdKind
from desktop.domain.task import Task
from desktop.engine.accounts import AccountDesk
from desktop.engine.after_save import AfterSave
from desktop.engine.api import ApiClient, ApiUnreachable
from desktop.engine.clock import Clock, SystemClock
from desktop.engine.describe import Describer
from desktop.engine.drives import Drives
from desktop.engine.engine import Engine
from desktop.engine.fetch import Fetcher
from desktop.engine.file_shelf import FileShelf
from desktop.engine.limiter import MARGIN_SECONDS, Limiter
from desktop.engine.names import Names, Owners
from desktop.engine.parts import Parts, Tempo
from desktop.engine.poster import Poster
from desktop.engine.wakefulness import Inhibitor, Wakefulness
from desktop.providers.base import ApiReply, ApiRequest, Dialect
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample
from desktop.storage.paths import resources
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import Backend, KeyringProblem, SecretStore
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.fakes.clock import START, ManualClock

MEDIA = resources() / "samples"
PATIENCE = 20.0
QUICK = Tempo(haste=0.05, miss_seconds=0.2)


class WatchedStore(TaskStore):
    """The real store; it counts what is under way, keeps what was written and read, and refuses what `refuse` names.

    While a gate is set, writing (`gate`) waits for it before it begins, reading (`read_gate`) when it is done.
    """

    under_way = 0
    commits: list[tuple[TaskWrite, ...]]
    refuse: Callable[[TaskWrite], Exception | None]
    gate: asyncio.Event | None = None
    read_gate: asyncio.Event | None = None
    reads: list[int]

    @classmethod
    def at(cls, folder: Path, clock: Clock) -> "WatchedStore":
        """Open the store of a profile folder."""
        store, _ = cls.open(folder / "tasks.db", folder / "copies", clock.now())
        store.commits, store.reads = [], []
        store.refuse = lambda _: None
        return store

    @override
    async def save(self, writes: Sequence[TaskWrite]) -> None:
        self.under_way += 1
        try:
            if self.gate is not None:
                await self.gate.wait()
            for error in filter(None, map(self.refuse, writes)):
                raise error
            await super().save(writes)
            self.commits.append(tuple(writes))
        finally:
            self.under_way -= 1

    @override
    async def get(self, ids: Sequence[int]) -> list[Task]:
        self.under_way += 1
        self.reads.extend(ids)
        try:
            found = await super().get(ids)
            if self.read_gate is not None:
                await self.read_gate.wait()
            return found
        finally:
            self.under_way -= 1

    @override
    async def add(self, tasks: Sequence[Task]) -> list[tuple[Task, bool]]:
        self.under_way += 1
        try:
            return await super().add(tasks)
        finally:
            self.under_way -= 1


def no_keyring() -> Backend:
    """Stand for a system without a keyring: keys live for the run."""
    raise KeyringProblem(ProblemKind.NO_KEYRING)


type Answers = Callable[[ApiRequest], ApiReply | ApiUnreachable]
"""What a scripted provider answers; it may raise, as an error of our own would."""


@dataclass
class ScriptedProvider:
    """Stands where an account's API client stands: answers at once from a function, and keeps what it was asked and when."""

    clock: Clock
    answers: Answers
    asked: list[tuple[float, ApiRequest, str | None]] = field(default_factory=list)
    closed: bool = False
    gate: asyncio.Event | None = None

    async def prepare(self) -> None:
        """Nothing takes a while here."""

    async def send(self, request: ApiRequest, key: str | None) -> ApiReply:
        self.asked.append((self.clock.monotonic(), request, key))
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        answer = self.answers(request)
        if isinstance(answer, ApiUnreachable):
            raise answer
        return replace(answer, at=self.clock.now())

    async def aclose(self, deadline: float = 1.0) -> None:
        del deadline
        self.closed = True

    @property
    def times(self) -> list[float]:
        """When each question came, in seconds since the first."""
        return [at - self.asked[0][0] for at, _, _ in self.asked]

    def ids(self) -> list[list[str]]:
        """Return the task ids of each question to Tripo."""
        return [ids_of(request) for _, request, _ in self.asked]


def ids_of(request: ApiRequest) -> list[str]:
    """Return the task ids a request to Tripo or to a Midjourney gateway is about."""
    if isinstance(request.json, dict):
        listed = request.json.get("task_ids") or request.json.get("ids")
        return [str(i) for i in listed] if isinstance(listed, list) else []
    steps = request.path.split("/")
    return [steps[-2] if steps[-1] == "fetch" else steps[-1]]


def reply(value: object = "", status: int = 200, **headers: str) -> ApiReply:
    """Return an API reply with `value` as JSON, or as it is where it is text."""
    body = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    return ApiReply(status, {name.replace("_", "-"): text for name, text in headers.items()}, body, START)


def tripo(status: str = "running", **fields: object) -> Answers:
    """Answer every question to Tripo V3, single or batched, with tasks of one status."""

    def told(task_id: str) -> dict[str, object]:
        return {"task_id": task_id, "type": "text_to_model", "status": status, **fields}

    def answer(request: ApiRequest) -> ApiReply:
        ids = ids_of(request)
        return reply({"code": 0, "data": {"tasks": [told(i) for i in ids]} if request.method == "POST" else told(ids[0])})

    return answer


async def quiet(store: WatchedStore) -> None:
    """Return once nothing moves any more but by time; real sockets are not waited for."""
    calm = 0
    while calm < 4:
        for _ in range(10):
            await asyncio.sleep(0)
        calm = 0 if store.under_way else calm + 1
        if store.under_way:
            await asyncio.sleep(0.0005)


@dataclass
class Rig:
    """An engine at work in a test, and how tests act on it and wait for it."""

    engine: Engine
    store: WatchedStore
    settings: SettingsStore
    fetcher: Fetcher
    clock: Clock
    folder: Path
    running: asyncio.Task[None]
    desk: AccountDesk
    events: list[EngineEvent] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, event: EngineEvent) -> None:
        """Take an event in."""
        self.events.append(event)
        self.heard.set()

    # -- acts --------------------------------------------------------------------------------------------------------

    async def connect(self, rehearsal: Rehearsal, *servers: str, key: str | None = None) -> dict[str, Account]:
        """Connect the accounts of a rehearsal (all, or those of `servers`); return them by server."""
        accounts = {}
        for known in rehearsal.connections:
            if not servers or known.server in servers:
                accounts[str(known.server)] = await self.engine.add_account(
                    known.provider,
                    known.name,
                    base_url=known.base_url,
                    header=known.header,
                    key=known.key if key is None else key,
                    session_only=True,
                )
        return accounts

    async def scripted(
        self, provider: str = "tripo", name: str = "Studio", base_url: str = "", key: str = "tsk_" + "a" * 30
    ) -> Account:
        """Connect an account with a key."""
        return await self.engine.add_account(provider, name, base_url=base_url, key=key or None, session_only=True)

    async def track(self, account: Account, ids: Iterable[str], kind: IdKind = IdKind.TASK_ID) -> list[Task]:
        """Track task ids of an account."""
        choice = Choice(account.provider, account.id, account.origin)
        rows = [IntakeRow(task_id=i, id_kind=kind, state=IntakeState.NEW, reason="", choice=choice) for i in ids]
        return await self.engine.add(rows)

    async def track_samples(self, accounts: dict[str, Account], samples: Iterable[Sample]) -> list[Task]:
        """Track samples with the accounts of their servers."""
        return [task for s in samples for task in await self.track(accounts[str(s.server)], [s.added_id], s.id_kind)]

    # -- waiting -----------------------------------------------------------------------------------------------------

    async def tasks(self) -> list[Task]:
        """Return every task of the list."""
        return await self.engine.tasks(await self.engine.ids(ListQuery()))

    async def task(self, task_id: int) -> Task:
        """Return one task as it is now."""
        (task,) = await self.engine.tasks([task_id])
        return task

    async def until(self, condition: Callable[[Sequence[Task]], bool]) -> list[Task]:
        """Return the tasks of the list as soon as `condition` holds of them."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition(tasks := await self.tasks()):
                    self.heard.clear()
                    try:
                        async with asyncio.timeout(0.1):
                            await self.heard.wait()
                    except TimeoutError:
                        continue
        except TimeoutError:
            raise AssertionError(f"It never came to that: {await self.tasks()}") from None
        return tasks

    async def until_badges(self, *badges: Badge) -> list[Task]:
        """Return the tasks as soon as each has one of `badges`."""
        return await self.until(lambda tasks: bool(tasks) and all(badge_of(task) in badges for task in tasks))

    async def quiet(self) -> None:
        """Return once nothing moves any more but by time."""
        await quiet(self.store)

    async def advance(self, seconds: float) -> None:
        """Let time pass on a manual clock, with everything that happens meanwhile."""
        clock = self.clock
        assert isinstance(clock, ManualClock)
        left = seconds
        await self.quiet()
        while (step := clock.next_wake()) is not None and step <= left:
            await clock.advance(max(0.0, step))
            left -= max(0.0, step)
            await self.quiet()
        await clock.advance(left)
        await self.quiet()

    def notices(self, topic: str) -> list[str | None]:
        """Return the texts of a topic's notices, in order."""
        return [event.text for event in self.events if isinstance(event, Notice) and event.topic == topic]


class NobodySleeps:
    """An inhibitor where there is nothing to keep awake."""

    def take(self, reason: str) -> bool:
        return bool(reason)

    def release(self) -> None:
        """Nothing was held."""


def describer(owners: Owners, clock: Clock) -> Describer:
    """Return what describes files for `owners`, without a key to take out."""

    def account_name(account_id: str | None) -> str:
        account = owners.account(account_id)
        return account.name if account is not None else ""

    return Describer(owners.settings, lambda text: text, "test", account_name=account_name, now=clock.now)


@asynccontextmanager
async def at_work(
    folder: Path,
    *,
    clock: Clock | None = None,
    tempo: Tempo = QUICK,
    settings: Settings | None = None,
    secrets: SecretStore | None = None,
    client: Callable[[Account, Clock], object] | None = None,
    roots_by_settings: bool = False,
    eagle_url: str = "http://127.0.0.1:9",
    inhibitor: Inhibitor | None = None,
) -> AsyncIterator[Rig]:
    """Run an engine over the profile in `folder`; files go to `folder / "files"`. Leaving stops it as quitting does."""
    at = clock or SystemClock()
    redactor = Redactor()
    store = WatchedStore.at(folder, at)
    opened, _ = SettingsStore.open(folder / "settings.toml", at.now())
    opened.write_settings(settings or replace(opened.settings, reserve_mb=1))
    fetcher = Fetcher(opened.settings.save_slots + 1, version="test")

    def make_client(account: Account) -> ApiClient:
        made = client(account, at) if client is not None else ApiClient(account, at, version="test")
        return cast("ApiClient", made)

    def limiter(dialect: Dialect) -> Limiter:
        return Limiter(dialect.spec.per_second, dialect.spec.concurrency, at, margin=MARGIN_SECONDS)

    desks: list[AccountDesk] = []

    def desk(changed: Callable[[], None]) -> AccountDesk:
        desks.append(AccountDesk(opened, keys, make_client, limiter, changed))
        return desks[0]

    engine = Engine(
        Parts(
            store=store,
            settings=opened,
            secrets=(keys := secrets or SecretStore({}, no_keyring)),
            names=lambda owners: Names(owners, None if roots_by_settings else folder / "files", folder / "files"),
            shelf=lambda owners, names: FileShelf(
                owners, names, describer(owners, at), fetcher, folder / "rescued", store.claimed, Drives(store)
            ),
            after_save=lambda board, in_force: AfterSave(
                store, board, in_force, Poster(version="test"), at, clean=redactor.text, eagle_url=eagle_url
            ),
            wakefulness=Wakefulness(inhibitor or NobodySleeps()),
            desk=desk,
            redactor=redactor,
            clock=at,
            rng=random.Random(7),
            tempo=tempo,
        )
    )
    running = asyncio.create_task(engine.run(), name="engine")
    rig = Rig(engine, store, opened, fetcher, at, folder, running, desks[0])
    engine.subscribe(rig.hear)
    try:
        await engine.ready()
        yield rig
    finally:
        running.cancel()
        await asyncio.wait([running])
        await fetcher.close(0.5)
        await store.close()
        if secrets is None:
            keys.close()
    if not running.cancelled() and (error := running.exception()) is not None:
        raise error


def files_in(folder: Path) -> list[str]:
    """Return the names of the files anywhere below `folder`, but for the descriptions beside them."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in found if not (path.suffix == ".json" and path.with_suffix("") in found))


def badges(tasks: Collection[Task]) -> list[Badge]:
    """Return the badges of tasks."""
    return [badge_of(task) for task in tasks]
