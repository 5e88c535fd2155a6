"""The composition root: what the command line can start.

The parts of an owner process are imported when one is started: handing a verb over to a running Outtray needs none of them.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.display import missing_display
from desktop.domain.language import tr
from desktop.engine.handover_client import Json, NoOwner, OwnerGone, TooLong, address_of, hand_over
from desktop.start import Start, token_of
from desktop.storage.paths import Profile, default_profile, resources
from desktop.storage.trouble import StorageTrouble, reason_of, unusable_folder

if TYPE_CHECKING:
    from desktop.demo import Demo
    from desktop.domain.account import Account
    from desktop.engine.doctor.doctor import Doctor
    from desktop.engine.ports import OwnRun
    from desktop.owner import Opened
    from desktop.qt.bin import SystemBin
    from desktop.storage.glance import Glance

OWNER_SECONDS = 120.0
"""How long a start waits for a profile whose owner is just starting or ending: it may be bringing a long list up to date."""

_TOO_LONG = "This text is too long to hand it to the running Outtray. Split it, then add its parts one after the other."

GLANCED = 40
"""How many tasks the first frame may show: as many as a tall screen has rows."""

type Told = Callable[[Json], None]
type Words = Callable[[], str]
"""A sentence, in the language that is spoken when it is called."""


class Application:
    """What the command line can start."""

    def __init__(self) -> None:
        self._had_window = False

    def profile(self, folder: Path | None) -> Path:
        """Return the profile folder that counts."""
        return folder or default_profile().root

    def answer(self, profile: Path, verb: str, args: Json, run: "OwnRun", told: Told, deadline: float | None) -> int | None:
        """Carry a verb out, in the owner's process or in this one."""
        place = Profile(profile)
        try:
            return _handed_over(place, verb, {**args, "follow": True}, told, deadline)
        except NoOwner:
            pass
        except OwnerGone:
            return None
        except TooLong:
            told({"say": _TOO_LONG})
            return 1
        import asyncio

        from desktop.owner import own_verb

        return _as_owner(
            place, lambda: asyncio.run(own_verb(place, verb, args, run, told, deadline)), lambda words: told({"say": words()})
        )

    def keyring_trouble(self) -> str | None:
        """Return the sentence that says why no key can be kept."""
        import asyncio

        from desktop.storage.secrets import KeyringProblem, SecretStore

        try:
            asyncio.run(SecretStore(os.environ).check())
        except KeyringProblem as trouble:
            return trouble.sentence
        return None

    def store_key(self, account: "Account", key: str) -> None:
        """Keep a key in the system's keyring. Raises Refusal."""
        import asyncio

        from desktop.engine.ports import Refusal
        from desktop.storage.secrets import KeyringProblem, SecretStore

        try:
            asyncio.run(SecretStore(os.environ).write(account, key))
        except KeyringProblem as trouble:
            raise Refusal(trouble.sentence) from None

    def window(self, start: Start) -> int:
        """Open the window, or raise the one that is open, and have it open what this start was given."""
        place = Profile(start.profile)
        if (missing := missing_display(os.environ)) is not None:
            _say({"say": f"{missing} {_without_window(start)}"})
            return 1
        verb, args = _asked_of_owner(start)
        patience = time.monotonic() + OWNER_SECONDS
        while time.monotonic() < patience:
            free = False
            try:
                return self._told_by_owner(place, verb, args, hidden=start.hidden)
            except OwnerGone:
                pass
            except NoOwner:
                free = True  # the window lives below: within this clause each of its errors would be told together with this one
            if free:
                code = _as_owner(place, lambda: _show_window(place, start, self._note_window), self._show, in_window=True)
                if code is not None:
                    return code
            time.sleep(0.05)
        self._show(
            lambda: tr(
                "Another Outtray holds the profile {profile} but doesn't answer. Quit it, then try again.", profile=place.root
            )
        )
        return 1

    def _told_by_owner(self, place: Profile, verb: str, args: Json, *, hidden: bool) -> int:
        """Have the owner show its window; where it has none, its answer is seen here alone. Raises as :func:`hand_over` does."""
        unseen: list[str] = []

        def told(line: Json) -> None:
            _say(line)
            if line.get("windowless") is True:
                unseen.append(str(line.get("say")))

        code = _handed_over(place, verb, args, told, None)
        if code != 0 and unseen and not hidden:
            self.say_alone(lambda: "\n".join(unseen))
        return code

    def _note_window(self) -> None:
        self._had_window = True

    def _show(self, words: Words) -> None:
        """Say why there will be no window."""
        _say({"say": words()})
        self.say_alone(words)

    def say_alone(self, words: Words) -> None:
        """Say in a small window of its own what was said on the terminal, where nobody reads that and a window can be shown.

        Not once Outtray's own window was there: who quit that, or the session that ends, waits for no other one. Nor in an
        automatic run (CI), where nobody would ever close it.
        """
        if not self._had_window and not os.environ.get("CI") and missing_display(os.environ) is None:
            from desktop.widgets.lone_sentence import is_read, show_alone

            if not is_read(sys.stdin, sys.stdout, sys.stderr):
                show_alone(words, resources() / "translations")

    def doctor(self, profile: Path, *, offline: bool) -> "Doctor":
        """Return who examines this installation."""
        from desktop.first_aid import doctor_for

        return doctor_for(Profile(profile), offline=offline)

    def demo(self, folder: Path | None, *, headless: bool) -> int:
        """Run the sample tasks in a temporary profile against the rehearsal providers."""
        import tempfile
        from datetime import UTC, datetime

        from desktop.demo import Demo
        from desktop.engine.parts import Tempo
        from desktop.owner import open_profile
        from desktop.storage.look import take_look

        if not headless and (missing := missing_display(os.environ)) is not None:
            _say({"say": f"{missing} The demo stays in the terminal."})
            headless = True
        with tempfile.TemporaryDirectory(prefix="outtray-demo-") as temporary:
            place = Profile(Path(temporary) / "profile")
            saved = folder.expanduser().absolute() if folder is not None else Path(temporary) / "Samples"

            def opened() -> "Opened":
                trash = None if headless else _system_bin()
                return open_profile(place, folder=saved, tempo=Tempo(haste=0.2, miss_seconds=1.0), trash=trash)

            with Demo(resources() / "samples") as demo:
                if headless:
                    import asyncio

                    return asyncio.run(_headless_demo(demo, opened))
                take_look(place, os.environ, datetime.now(UTC))
                from desktop.window_app import show_window

                return show_window(place.window, opened, prepare=demo.connect)


async def _headless_demo(demo: "Demo", open_it: Callable[[], "Opened"]) -> int:
    from desktop.engine.verbs import Verbs
    from desktop.owner import running

    opened = open_it()
    verbs = Verbs(opened.engine, opened.clock, "“outtray demo”")
    async with running(opened, verbs):
        await opened.engine.ready()
        return await demo.play(opened.engine, verbs)


def _asked_of_owner(start: Start) -> tuple[str, Json]:
    """Return the verb that has a running window do what this start asks for, and its arguments."""
    token = token_of(os.environ)
    if start.what:
        return "open", {"what": list(start.absolute), "token": token}
    return "raise", {"token": token, "hidden": start.hidden}


def _without_window(start: Start) -> str:
    """Return what a start can do instead where no window can be shown."""
    from desktop.domain.link import command_for

    if command := command_for(start.absolute):
        return f"In the terminal it is: {command}"
    return "Use “outtray watch” to check and save in the terminal; “outtray --help” lists the rest."


def _show_window(place: Profile, start: Start, at_work: Callable[[], None]) -> int:
    """Show the window to its end; `at_work` is called once it is there, before anything of the profile is opened."""
    gc.disable()  # a tenth of the start would go into looking for garbage among modules; the window switches it on again
    from desktop.window_app import show_window

    def opened() -> "Opened":
        at_work()
        from desktop.engine.parts import Tempo
        from desktop.owner import open_profile

        return open_profile(place, folder=None, tempo=Tempo(), trash=_system_bin())

    def seen() -> "Glance | None":
        from desktop.storage.glance import glance_at

        return glance_at(place, GLANCED)

    return show_window(place.window, opened, glance=seen, start=start)


def _system_bin() -> "SystemBin":
    from desktop.qt.bin import SystemBin

    return SystemBin()


def _as_owner(place: Profile, work: Callable[[], int], tell: Callable[[Words], None], *, in_window: bool = False) -> int | None:
    """Do `work` as the owner of a profile; None where another process is that. What is wrong with the profile is told.

    `in_window` tells that `work` shows a window: in it the user has read what the profile's trouble is, which comes as a
    StorageTrouble. Any other error of such work is none of the profile's, and raised.
    """
    from desktop.storage.owner_lock import ProfileLock

    shown = False
    try:
        place.prepare()
        lock = ProfileLock(place.lock_file)
        if not lock.acquire():
            return None
        shown = in_window
        try:
            return work()
        finally:
            lock.release()
    except (TimeoutError, BrokenPipeError):
        raise  # the deadline, and a reader of our output that went away
    except StorageTrouble as trouble:
        said = trouble.sentence
        if shown:
            _say({"say": said})
        else:
            tell(lambda: _still_said(place, said))
    except OSError as error:
        if shown:
            raise
        number, reason = error.errno, reason_of(error)
        tell(lambda: unusable_folder(place.root, number, reason, in_window=in_window))
    return 1


def _still_said(place: Profile, said: str) -> str:
    """Return what is wrong with a profile, which was `said`, in the language that is spoken now: sentences keep theirs."""
    try:
        place.prepare()
    except StorageTrouble as trouble:
        return trouble.sentence
    except OSError:
        return said
    return said


def _handed_over(place: Profile, verb: str, args: Json, told: Told, deadline: float | None) -> int:
    """Have the owner of the profile carry a verb out. Raises as :func:`hand_over` does."""
    for line in hand_over(address_of(place), verb, args, deadline=deadline):
        if "exit" in line:
            return int(str(line["exit"]))
        told(line)
    raise OwnerGone("no exit code came")


def _say(line: Json) -> None:
    if "say" in line:
        print(line["say"], file=sys.stderr)  # noqa: T201  # a remark on the terminal
