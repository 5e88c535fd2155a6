"""A profile at work: everything an owner process holds, made, connected, run and stopped.

With :mod:`desktop.app` this is the one place where the parts are made.
"""

import asyncio
import contextlib
import hashlib
import os
import random
import sys
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__
from desktop.domain.account import Account
from desktop.domain.events import Notice
from desktop.engine.accounts import AccountDesk
from desktop.engine.api import ApiClient
from desktop.engine.clock import SystemClock
from desktop.engine.engine import Engine, Parts, Tempo
from desktop.engine.fetch import Fetcher
from desktop.engine.file_shelf import FileShelf
from desktop.engine.handover import HandoverServer
from desktop.engine.limiter import Limiter
from desktop.engine.trust import SystemTrust
from desktop.engine.verbs import Verbs
from desktop.providers.base import Dialect
from desktop.storage.logs import open_log
from desktop.storage.paths import Profile, downloads_folder
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore

STOP_SECONDS = 2.0
"""How long the engine may take to stop when the program ends."""


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


def open_profile(profile: Profile, *, folder: Path | None, tempo: Tempo, secrets: SecretStore | None = None) -> Opened:
    """Make an engine over `profile`; `folder` overrides where files are saved. The caller holds the profile's lock.

    Raises DatabaseTrouble or OSError with a sentence for the user.
    """
    profile.prepare()
    redactor = Redactor()
    stop_log = open_log(profile.logs, redactor)
    clock, rng, trust = SystemClock(), random.Random(), SystemTrust()  # noqa: S311  # spreads requests, guards nothing
    settings, settings_note = SettingsStore.open(profile.settings_file, clock.now())
    store, store_note = TaskStore.open(profile.database, profile.backups, clock.now())
    notices = [Notice("settings", settings_note.sentence)] if settings_note else []
    notices += [Notice("database", store_note.sentence)] if store_note else []
    fetcher = Fetcher(settings.settings.save_slots + 1, trust=trust, version=__version__)
    keys = secrets or SecretStore(os.environ)

    def client(account: Account) -> ApiClient:
        return ApiClient(account, clock, version=__version__, trust=trust)

    def limiter(dialect: Dialect) -> Limiter:
        return Limiter(dialect.spec.per_second, dialect.spec.concurrency, clock)

    def desk(changed: Callable[[], None]) -> AccountDesk:
        return AccountDesk(settings, keys, client, limiter, changed)

    def shelf(engine: Engine) -> FileShelf:
        return FileShelf(engine, fetcher, folder, downloads_folder())

    parts = Parts(
        store=store,
        settings=settings,
        secrets=keys,
        shelf=shelf,
        desk=desk,
        redactor=redactor,
        clock=clock,
        rng=rng,
        notices=tuple(notices),
        tempo=tempo,
    )
    return Opened(profile=profile, engine=Engine(parts), store=store, fetcher=fetcher, clock=clock, secrets=keys, stop_log=stop_log)


def socket_address(profile: Profile) -> str:
    """Return where the owner of `profile` listens: a socket path, or a pipe name on Windows."""
    if sys.platform == "win32":
        return rf"\\.\pipe\outtray-{hashlib.sha256(str(profile.root).casefold().encode()).hexdigest()[:24]}"
    return str(profile.socket)


@contextlib.asynccontextmanager
async def running(opened: Opened, verbs: Verbs) -> AsyncGenerator[None]:
    """Run an engine and answer other processes; at the end everything is on disk and stopped within a short deadline."""
    server = HandoverServer(socket_address(opened.profile), verbs.run)
    engine = asyncio.create_task(opened.engine.run(), name="engine")
    try:
        await server.start()
        yield
    finally:
        await server.close()
        engine.cancel()
        await asyncio.wait([engine], timeout=STOP_SECONDS)
        await opened.fetcher.close(0.5)
        await opened.store.close()
        opened.secrets.close()
        opened.stop_log()
    if engine.done() and not engine.cancelled() and (error := engine.exception()) is not None:
        raise error
