"""The composition root: what the command line can start, with the parts of :mod:`desktop.owner`."""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.account import Account
from desktop.engine.engine import Tempo
from desktop.engine.handover import Json
from desktop.engine.handover_client import NoOwner, OwnerGone, hand_over
from desktop.engine.ports import OwnRun, Refusal
from desktop.engine.verbs import Verbs
from desktop.owner import Opened, open_profile, running, socket_address
from desktop.storage.owner_lock import ProfileLock
from desktop.storage.paths import Profile, default_profile, resources
from desktop.storage.secrets import KeyringProblem, SecretStore
from desktop.storage.settings import SettingsTrouble
from desktop.storage.trouble import DatabaseTrouble

if TYPE_CHECKING:
    from desktop.demo import Demo

HURRIED = Tempo(miss_seconds=2.0)
REHEARSED = Tempo(haste=0.2, miss_seconds=1.0)
OWNER_SECONDS = 15.0
"""How long a start waits for a profile whose owner is just starting or ending."""


class Application:
    """What the command line can start."""

    def profile(self, folder: Path | None) -> Path:
        """Return the profile folder that counts."""
        return folder or default_profile().root

    def answer(
        self,
        profile: Path,
        verb: str,
        args: Json,
        run: OwnRun,
        told: Callable[[Json], None],
        deadline: float | None,
    ) -> int | None:
        """Carry a verb out, in the owner's process or in this one."""
        place = Profile(profile)
        try:
            return _handed_over(place, verb, {**args, "follow": verb == "watch"}, told, deadline)
        except NoOwner:
            pass
        except OwnerGone:
            return None
        try:
            place.prepare()
            lock = ProfileLock(place.lock_file)
            if not lock.acquire():
                return None
            try:
                return asyncio.run(_own(place, verb, args, run, told, deadline))
            finally:
                lock.release()
        except (DatabaseTrouble, SettingsTrouble, OSError) as trouble:
            told({"say": _sentence(place, trouble)})
            return 1

    def keyring_trouble(self) -> str | None:
        """Return the sentence that says why no key can be kept."""
        return asyncio.run(_keyring_trouble())

    def store_key(self, account: Account, key: str) -> None:
        """Keep a key in the system's keyring. Raises Refusal."""
        try:
            asyncio.run(SecretStore(os.environ).write(account, key))
        except KeyringProblem as trouble:
            raise Refusal(trouble.sentence) from None

    def window(self, profile: Path) -> int:
        """Open the window, or raise the one that is open."""
        place = Profile(profile)
        patience = time.monotonic() + OWNER_SECONDS
        while time.monotonic() < patience:
            try:
                return _handed_over(place, "raise", {}, _say, None)
            except OwnerGone:
                pass
            except NoOwner:
                code = self._own_window(place)
                if code is not None:
                    return code
            time.sleep(0.05)
        _say({"say": f"Another Outtray holds the profile {profile} but doesn't answer. Quit it, then try again."})
        return 1

    def _own_window(self, place: Profile) -> int | None:
        try:
            place.prepare()
            lock = ProfileLock(place.lock_file)
            if not lock.acquire():
                return None
            try:
                from desktop.window_app import show_window

                return show_window(lambda: open_profile(place, folder=None, tempo=Tempo()))
            finally:
                lock.release()
        except (DatabaseTrouble, SettingsTrouble, OSError) as trouble:
            _say({"say": _sentence(place, trouble)})
            return 1

    def demo(self, folder: Path | None, *, headless: bool) -> int:
        """Run the sample tasks in a temporary profile against the rehearsal providers."""
        from desktop.demo import Demo

        with tempfile.TemporaryDirectory(prefix="outtray-demo-") as temporary:
            place = Profile(Path(temporary) / "profile")
            saved = folder.expanduser().absolute() if folder is not None else Path(temporary) / "saved"

            def opened() -> Opened:
                return open_profile(place, folder=saved, tempo=REHEARSED)

            with Demo(resources() / "samples") as demo:
                if headless:
                    return asyncio.run(_headless_demo(demo, opened))
                from desktop.window_app import show_window

                return show_window(opened, prepare=demo.connect)


async def _headless_demo(demo: "Demo", open_it: Callable[[], Opened]) -> int:
    opened = open_it()
    verbs = Verbs(opened.engine, opened.clock, "“outtray demo”")
    async with running(opened, verbs):
        await opened.engine.ready()
        return await demo.play(opened.engine, verbs)


async def _own(place: Profile, verb: str, args: Json, run: OwnRun, told: Callable[[Json], None], deadline: float | None) -> int:
    """Carry a verb out as the owner of the profile, for as long as that takes."""
    opened = open_profile(place, folder=run.folder, tempo=HURRIED if run.hurried else Tempo())
    verbs = Verbs(opened.engine, opened.clock, run.label)
    async with running(opened, verbs), asyncio.timeout_at(deadline), contextlib.aclosing(verbs.run(verb, args)) as lines:
        async for line in lines:
            if "exit" in line:
                return int(str(line["exit"]))
            told(line)
    return 1


def _handed_over(place: Profile, verb: str, args: Json, told: Callable[[Json], None], deadline: float | None) -> int:
    """Have the owner of the profile carry a verb out. Raises NoOwner, OwnerGone or TimeoutError."""
    for line in hand_over(socket_address(place), verb, args, deadline=deadline):
        if "exit" in line:
            return int(str(line["exit"]))
        told(line)
    raise OwnerGone("no exit code came")


async def _keyring_trouble() -> str | None:
    try:
        await SecretStore(os.environ).check()
    except KeyringProblem as trouble:
        return trouble.sentence
    return None


def _sentence(place: Profile, trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        reason = trouble.strerror or str(trouble)
        return f"The profile folder “{place.root}” can't be used: {reason}. Choose another with --profile, or mend its permissions."
    return str(trouble)


def _say(line: Json) -> None:
    if "say" in line:
        print(line["say"], file=sys.stderr)  # noqa: T201  # a remark on the terminal
