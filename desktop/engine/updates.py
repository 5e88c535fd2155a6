"""Looking for a newer Outtray and fetching its installer. Nothing here replaces anything: the user opens what was proved.

One plain GET without a key, a cookie or a query; the signed list decides, not the server. See `domain.update_list`.
"""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.domain.language import tr
from desktop.domain.update import HOME, Found, Installer, Refused, System, Updates, update_for, version_of
from desktop.domain.update_list import MOST_BYTES, Verify, read_list
from desktop.engine.daemon import in_daemon_thread, post
from desktop.engine.fetch import CONNECT_SECONDS, STALL_SECONDS, Progress
from desktop.engine.flow import Flow
from desktop.engine.link_guard import Resolve, look_up
from desktop.engine.proxies import is_loopback
from desktop.engine.throttle import Control, Throttle
from desktop.engine.trust import SystemTrust
from desktop.engine.update_faults import UpdateTrouble, changed, no_folder, slow
from desktop.engine.update_keys import pinned
from desktop.engine.update_system import this_system
from desktop.storage.build import Build, Channel
from desktop.storage.paths import Profile, downloads_folder
from desktop.storage.update_memory import UpdateMemory

if TYPE_CHECKING:
    from desktop.engine.update_fetch import UpdateFetch

SOURCE = f"https://{HOME}/outtray-updates.json"
"""Where the update list is."""

SOURCE_VARIABLE = "OUTTRAY_UPDATE_FEED"
"""Names another address of the list, on this computer alone: to try one before it is published. It must be signed like any."""

LIST_SECONDS = 40.0
LOOK_EVERY = timedelta(days=1)

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that may be a link or a pipe: the first is refused, the second waits for nobody."""

logger = logging.getLogger(__name__)


def updates_off(build: Build) -> str:
    """Return why this copy doesn't look for updates, in a sentence; empty where it does."""
    if build.updated_by:
        return tr("This Outtray came with {name}, which also updates it.", name=build.updated_by)
    if build.channel is Channel.FLATPAK:
        return tr("This Outtray came as a Flatpak, and is updated with the others.")
    if build.channel is Channel.SOURCE:
        return tr("This Outtray runs from its source: whoever put that here updates it.")
    return ""


def chosen_source(environ: Mapping[str, str]) -> str:
    """Return the list's address: the published one, or one on this computer that the environment names."""
    named = environ.get(SOURCE_VARIABLE, "")
    with contextlib.suppress(ValueError):
        if is_loopback(urlsplit(named).hostname or ""):
            return named
    return SOURCE


class Updater:
    """Looks for updates of the copy that `build` describes, of `version`, and puts installers into `folder`. Use it on one loop."""

    def __init__(
        self,
        build: Build,
        *,
        version: str,
        memory: UpdateMemory,
        folder: Path,
        system: Callable[[Build], System],
        source: str = SOURCE,
        keys: Callable[[], Mapping[str, Verify]] = pinned,
        trust: SystemTrust | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = look_up,
        connect_seconds: float = CONNECT_SECONDS,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self.off = updates_off(build)
        self.version = version
        self.host = urlsplit(source).hostname or ""
        self._build = build
        self._memory = memory
        self._folder = folder
        self._system = system
        self._source = source
        self._keys = keys
        self._trust = trust or SystemTrust()
        self._now = now
        self._resolve = resolve
        self._seconds = (connect_seconds, stall_seconds)

    async def look(self) -> Found:
        """Return what there is. Raises UpdateTrouble where no list came."""
        if self.off:
            raise UpdateTrouble(self.off)
        try:
            async with asyncio.timeout(LIST_SECONDS):
                return await _run("look for updates", self._look)
        except TimeoutError:
            raise slow(self.host) from None

    async def due(self) -> bool:
        """Return whether a day has gone by since the last look that nobody asked for; where it has, that is taken down as now."""
        return not self.off and await in_daemon_thread("update memory", self._due)

    async def download(self, installer: Installer, progress: Progress) -> Path:
        """Return where the installer is, proved as it is on the disk. Raises UpdateTrouble; then nothing of it is there.

        Cancelling stops it and leaves nothing half either. `progress` hears how many bytes came, of how many.
        """
        loop = asyncio.get_running_loop()

        def work(control: Control) -> Path:
            return self._download(installer, control, _told_on(loop, control, installer.size, progress))

        return await _run("download an update", work)

    async def prove(self, path: Path, installer: Installer) -> None:
        """Return once `path` was read again and is the installer still: right before it is opened. Raises UpdateTrouble."""
        if not await in_daemon_thread("prove an update", lambda: _is_it(path, installer)):
            raise changed(path)

    # -- in threads --------------------------------------------------------------------------------------------------

    def _look(self, control: Control) -> Found:
        with self._fetch(control) as fetch:
            data = fetch.beginning(self._source, Flow(control, Throttle(), lambda *_: None, self._seconds[1]), MOST_BYTES + 1)
        updates = read_list(data, self._keys(), self._source, self._now(), self._memory.read().seen)
        found = updates if isinstance(updates, Refused) else self._weigh(updates)
        if isinstance(found, Refused):
            logger.warning("the update list is refused: %s", found.why)
        return found

    def _weigh(self, updates: Updates) -> Found:
        installed = version_of(self.version)
        assert installed is not None, "the program's own version has numbers"
        found = update_for(updates, installed, self._system(self._build))
        if not isinstance(found, Refused):
            try:
                self._memory.saw(updates)
            except OSError:
                logger.warning("the newest update list can't be remembered", exc_info=True)
        return found

    def _due(self) -> bool:
        now, last = self._now(), self._memory.read().looked_at
        if last is not None and timedelta(0) <= now - last < LOOK_EVERY:
            return False
        try:
            self._memory.looked(now)
        except OSError:
            logger.warning("the look for updates can't be remembered", exc_info=True)
        return True

    def _download(self, installer: Installer, control: Control, tell: Progress) -> Path:
        there = self._folder / installer.name
        if _is_it(there, installer):
            return there
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise no_folder(self._folder) from error
        with self._fetch(control) as fetch:
            path = fetch.installer(installer, self._folder, Flow(control, Throttle(), tell, self._seconds[1]))
        if not _is_it(path, installer):  # another Outtray, or whoever else may write here, has had it in hand
            with contextlib.suppress(OSError):
                path.unlink()
            raise changed(path)
        return path

    def _fetch(self, control: Control) -> "contextlib.closing[UpdateFetch]":
        from desktop.engine.update_fetch import UpdateFetch

        fetch = UpdateFetch(self.version, self._trust, self._source, control, *self._seconds, resolve=self._resolve)
        return contextlib.closing(fetch)


def updater_of(build: Build, profile: Profile, version: str, environ: Mapping[str, str]) -> Updater:
    """Return what looks for updates of this copy, for `profile`, and downloads to where browsers do."""
    return Updater(
        build,
        version=version,
        memory=UpdateMemory(profile.updates),
        folder=downloads_folder().parent,
        system=this_system,
        source=chosen_source(environ),
    )


async def _run[T](name: str, work: Callable[[Control], T]) -> T:
    """Return `work`, done in a thread. Cancelled, it stops that and waits a second for it to clean up."""
    control = Control()
    thread = asyncio.ensure_future(in_daemon_thread(name, lambda: work(control)))
    try:
        await asyncio.wait([thread])
    except asyncio.CancelledError:
        control.cancel()
        thread.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            await asyncio.wait([thread], timeout=1.0)
        finally:
            thread.cancel()
        raise
    return thread.result()


def _told_on(loop: asyncio.AbstractEventLoop, control: Control, size: int, progress: Progress) -> Progress:
    """Return what tells `progress` on its loop, and no more once the work is cancelled: whoever asked may be gone."""

    def told(received: int) -> None:
        if not control.cancelled.is_set():
            progress(received, size)

    def tell(received: int, _total: int | None) -> None:
        post(loop, lambda: told(received))

    return tell


def _is_it(path: Path, installer: Installer) -> bool:
    """Return whether a file of its own (no link to one) has the installer's bytes."""
    try:
        descriptor = os.open(path, _READ)
        with os.fdopen(descriptor, "rb") as file:
            same = os.fstat(file.fileno()).st_size == installer.size
            return same and file_digest(file, "sha256").hexdigest() == installer.sha256
    except OSError:
        return False
