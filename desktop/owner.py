"""A profile at work: everything an owner process holds, made, connected, run and stopped.

With :mod:`desktop.app` this is the one place where the parts are made.
"""

import asyncio
import contextlib
import logging
import os
import random
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__
from desktop.domain.account import Account
from desktop.domain.events import Notice
from desktop.domain.language import sentences
from desktop.domain.settings import Settings
from desktop.engine.accounts import AccountDesk
from desktop.engine.after_save import AfterSave
from desktop.engine.api import ApiClient
from desktop.engine.board import Board
from desktop.engine.clock import SystemClock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.describe import Describer
from desktop.engine.drives import Drives
from desktop.engine.engine import Engine
from desktop.engine.fetch import Fetcher
from desktop.engine.file_shelf import FileShelf
from desktop.engine.handover import HandoverServer
from desktop.engine.handover_client import Json, address_of
from desktop.engine.inhibitor import SystemInhibitor
from desktop.engine.limiter import MARGIN_SECONDS, Limiter
from desktop.engine.live_facts import LiveFacts
from desktop.engine.names import Names, Owners
from desktop.engine.parts import Parts, Tempo
from desktop.engine.ports import OwnRun
from desktop.engine.poster import Poster
from desktop.engine.tally import CountedClient, Tally
from desktop.engine.trashing import Bin
from desktop.engine.trust import SystemTrust
from desktop.engine.verbs import WORKING, Verbs
from desktop.engine.wakefulness import Wakefulness
from desktop.providers.base import Dialect
from desktop.storage.inbox import owner_name
from desktop.storage.logs import open_log
from desktop.storage.paths import Profile, downloads_folder
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore

END_SECONDS = 2.5
"""How long everything may take to stop when the program ends, the database last."""

DATABASE_SECONDS = 0.5
"""What is always left of that for the database."""

HURRIED = Tempo(miss_seconds=2.0)
"""The tempo of `watch --until-saved`: nobody waits a minute and a half for an id that isn't there."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A profile at work: what an owner process holds while it runs."""

    profile: Profile
    engine: Engine
    store: TaskStore
    fetcher: Fetcher
    clock: SystemClock
    secrets: SecretStore
    stop_log: Callable[[], None]
    redactor: Redactor
    live: LiveFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the parts of an engine stand on, and how those are made of it; `folder` overrides where files are saved."""

    profile: Profile
    folder: Path | None
    clock: SystemClock
    trust: SystemTrust
    redactor: Redactor
    settings: SettingsStore
    store: TaskStore
    keys: SecretStore
    fetcher: Fetcher
    tally: Tally

    def desk(self, changed: Callable[[], None]) -> AccountDesk:
        return AccountDesk(self.settings, self.keys, self._client, self._limiter, changed)

    def _client(self, account: Account) -> ApiClient:
        return CountedClient(account, self.clock, self.tally, version=__version__, trust=self.trust)

    def _limiter(self, dialect: Dialect) -> Limiter:
        return Limiter(dialect.spec.per_second, dialect.spec.concurrency, self.clock, margin=MARGIN_SECONDS)

    def names(self, engine: Owners) -> Names:
        return Names(engine, self.folder, downloads_folder())

    def shelf(self, engine: Owners, names: Names) -> FileShelf:
        def account_name(account_id: str | None) -> str:
            account = engine.account(account_id)
            return account.name if account is not None else ""

        clean = self.redactor.without_keys
        describer = Describer(engine.settings, clean, __version__, account_name=account_name, now=self.clock.now)
        return FileShelf(engine, names, describer, self.fetcher, self.profile.rescued, self.store.claimed, Drives(self.store))

    def after_save(self, board: Board, in_force: Callable[[], Settings]) -> AfterSave:
        poster = Poster(version=__version__, trust=self.trust)
        return AfterSave(self.store, board, in_force, poster, self.clock, clean=self.redactor.text)


def open_profile(
    profile: Profile,
    *,
    folder: Path | None,
    tempo: Tempo,
    secrets: SecretStore | None = None,
    trash: Bin | None = None,
    resting: bool = False,
) -> Opened:
    """Make an engine over `profile`; `folder` overrides where files are saved. The caller holds the profile's lock.

    `trash` is the system's, None in a terminal. A `resting` engine asks no provider and saves nothing by itself. Raises
    DatabaseTrouble, SettingsTrouble or OSError.
    """
    profile.prepare()
    redactor = Redactor()
    stop_log = open_log(profile.logs, redactor)
    ground, notices = _read_in(profile, folder, redactor, secrets or SecretStore(os.environ))
    parts = Parts(
        store=ground.store,
        settings=ground.settings,
        secrets=ground.keys,
        names=ground.names,
        shelf=ground.shelf,
        after_save=ground.after_save,
        wakefulness=Wakefulness(SystemInhibitor()),
        desk=ground.desk,
        redactor=redactor,
        clock=ground.clock,
        rng=random.Random(),  # noqa: S311  # spreads requests, guards nothing
        notices=notices,
        tempo=tempo,
        trash=trash,
        inbox_owner=owner_name(profile.root),
        resting=resting,
    )
    return Opened(
        profile=profile,
        engine=Engine(parts),
        store=ground.store,
        fetcher=ground.fetcher,
        clock=ground.clock,
        secrets=ground.keys,
        stop_log=stop_log,
        redactor=redactor,
        live=LiveFacts(ground.tally, redactor),
    )


def _read_in(profile: Profile, folder: Path | None, redactor: Redactor, keys: SecretStore) -> tuple[_Ground, tuple[Notice, ...]]:
    """Open what is on disk; return it with what there is to say of it. Raises as :func:`open_profile` does."""
    clock, trust = SystemClock(), SystemTrust()
    settings, settings_note = SettingsStore.open(profile.settings_file, clock.now())
    store, store_note = TaskStore.open(profile.database, profile.backups, clock.now())
    notices = [Notice("settings", settings_note.sentence)] if settings_note else []
    notices += [Notice("database", store_note.sentence)] if store_note else []
    notices += [Notice("key variables", sentences(*unused))] if (unused := keys.sentences(settings.accounts)) else []
    ground = _Ground(
        profile=profile,
        folder=folder,
        clock=clock,
        trust=trust,
        redactor=redactor,
        settings=settings,
        store=store,
        keys=keys,
        fetcher=Fetcher(settings.settings.save_slots + 1, trust=trust, version=__version__),
        tally=Tally(),
    )
    return ground, tuple(notices)


@contextlib.asynccontextmanager
async def running(opened: Opened, verbs: Verbs) -> AsyncGenerator[asyncio.Task[None]]:
    """Run an engine and answer other processes; at the end everything is on disk and stopped within a short deadline.

    Yields the engine's task, which ends early only by an error; that error is raised here at the end.
    """
    server = HandoverServer(address_of(opened.profile), opened.live.beside(verbs.run))
    engine = asyncio.create_task(opened.engine.run(), name="engine")
    try:
        await server.start()
        yield engine
    finally:
        end = time.monotonic() + END_SECONDS
        await server.close(min(1.0, _left(end)))
        engine.cancel()
        await asyncio.wait([engine], timeout=_left(end))
        if (error := _error_of(engine)) is not None:
            logger.error("the engine stopped", exc_info=error)
        await opened.fetcher.close(min(0.5, _left(end)))
        await _close(opened.store, _left(end) + DATABASE_SECONDS)
        opened.secrets.close()
        opened.stop_log()
    if error is not None:
        raise error


async def shut(opened: Opened) -> None:
    """Put a profile away that was opened and never run."""
    await opened.fetcher.close(0.0)
    await _close(opened.store, DATABASE_SECONDS)
    opened.secrets.close()
    opened.stop_log()


def _left(end: float) -> float:
    """Return the seconds until the monotonic time `end` that a step may take without the database's."""
    return max(0.0, end - DATABASE_SECONDS - time.monotonic())


async def _close(store: TaskStore, seconds: float) -> None:
    """Finish the writes that are queued, for `seconds` at most; what isn't committed by then is not kept."""
    try:
        async with asyncio.timeout(seconds):
            await in_daemon_thread("close database", lambda: store.close_now(seconds))
    except TimeoutError:
        logger.warning("the database did not close within %.1f s", seconds)


def _error_of(engine: asyncio.Task[None]) -> BaseException | None:
    return engine.exception() if engine.done() and not engine.cancelled() else None


async def own_verb(
    profile: Profile, verb: str, args: Json, run: OwnRun, told: Callable[[Json], None], deadline: float | None
) -> int:
    """Carry a verb out as the owner of `profile`, for as long as that takes; return its exit code.

    `told` gets each line of the answer. Raises TimeoutError at `deadline` (monotonic seconds), and what :func:`open_profile` does.
    """
    resting = verb not in WORKING
    opened = open_profile(profile, folder=run.folder, tempo=HURRIED if run.hurried else Tempo(), resting=resting)
    verbs = Verbs(opened.engine, opened.clock, run.label, resting=resting)
    async with running(opened, verbs) as engine:
        answer = asyncio.create_task(_carried_out(verbs, verb, args, told), name=verb)
        try:
            async with asyncio.timeout_at(deadline):
                await asyncio.wait([answer, engine], return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else 1
        finally:
            answer.cancel()
            await asyncio.wait([answer])


async def _carried_out(verbs: Verbs, verb: str, args: Json, told: Callable[[Json], None]) -> int:
    async with contextlib.aclosing(verbs.run(verb, args)) as lines:
        async for line in lines:
            if "exit" in line:
                return int(str(line["exit"]))
            told(line)
    return 1
