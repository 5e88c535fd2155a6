"""The window's content and what connects it with the world: made over an opened profile once the first frame is there."""

import asyncio
import logging
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.domain.events import Notice
from desktop.domain.language import tr, words_of
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.login import login_entry, mend_login
from desktop.engine.ports import Refusal
from desktop.owner import Opened
from desktop.qt.activation import forget_tokens
from desktop.qt.application import OuttrayApplication
from desktop.qt.bridge import EngineBridge
from desktop.qt.examiner import Examiner
from desktop.qt.mishaps import Mishaps
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.qt.window_facts import window_facts
from desktop.storage.build import read_build
from desktop.storage.look import LOOK_OF
from desktop.storage.own_program import HeldProgram, held_program
from desktop.storage.paths import resources
from desktop.storage.trouble import StorageTrouble
from desktop.widgets.arrivals import Arrivals
from desktop.widgets.banner import MISHAP
from desktop.widgets.dock import system_icon
from desktop.widgets.main_window import MainWindow
from desktop.widgets.outside import Outside
from desktop.widgets.workspace import Workspace

if TYPE_CHECKING:
    from desktop.engine.doctor.doctor import Doctor
    from desktop.start import Start

SPAWNED_SECONDS = 0.5
"""How long the window's own tasks may take to stop."""

LATER_SECONDS = 0.3
"""How long after its list a window gets what nobody needs at once."""

SAMPLES_TEXT = words_of("These are sample tasks in a profile that is thrown away when you close this window.")

MISHAP_TEXT = words_of("That failed because of an error inside Outtray. Nothing saved is lost; Help > Diagnostics saves a report.")

logger = logging.getLogger(__name__)


class Furniture:
    """The content of `window`, which moves in at once. Without `lasting` it is the samples', and ends when it is closed.

    Then come :meth:`connect`, and :meth:`clear` at the end.
    """

    def __init__(self, window: MainWindow, theme: Theme, opened: Opened, mishaps: Mishaps, *, lasting: bool) -> None:
        engine, root = opened.engine, opened.profile.root
        self._window = window
        self._theme = theme
        self._opened = opened
        self._lasting = lasting
        self._outside: Outside | None = None
        self._arrivals: Arrivals | None = None
        self._mishaps = mishaps
        self._spawner = Spawner(self._on_error)
        self._examiner = Examiner(opened.profile.thumbnails, cache_mb=lambda: engine.settings().cache_mb)
        self._bridge, self._thumbnails = EngineBridge(engine), Thumbnails(examiner=self._examiner)
        self._login = login_entry(read_build(resources()), os.environ, root) if lasting else None
        self.workspace = Workspace(
            engine,
            self._bridge,
            theme,
            self._spawner,
            self._thumbnails,
            self._examiner,
            default_folder=engine.folder,
            on_try_samples=partial(_start_demo, root) if lasting else None,
            notice=None if lasting else Notice("samples", tr(SAMPLES_TEXT)),
            login=self._login,
        )
        self.workspace.dialogs.profile = root
        window.furnish(self.workspace)
        mishaps.happened.connect(self._tell_mishap)

    def connect(self, start: "Start | None") -> Arrivals:
        """Connect it with the system, and open what `start` was given; return what takes more links and files."""
        engine, workspace, spawner = self._opened.engine, self.workspace, self._spawner
        self._outside = Outside(
            *(workspace, engine, self._bridge, self._theme, spawner, self._opened.clock.now),
            lasting=self._lasting,
            hidden=start is not None and start.hidden,
            dock_icon=system_icon(self._window),
        )
        self._arrivals = Arrivals(workspace, engine, self._theme, spawner, self._outside.come_forward)
        workspace.dialogs.make_doctor = partial(_doctor, self._opened)
        self._opened.live.add("window", window_facts)
        if self._login is not None:
            spawner.spawn(in_daemon_thread("login", partial(mend_login, self._login)), name="login")
        spawner.spawn(self._let_in(self._arrivals, start), name="arrivals")
        spawner.spawn(self._look_for_updates(), name="look for updates")
        if (held := held_program()) is not None:
            spawner.spawn(self._watch_program(held), name="watch the program")
        return self._arrivals

    def _on_error(self, name: str, error: BaseException) -> None:
        """Tell of a task of the window's that failed; a refusal, and trouble with the disk, say themselves what to do."""
        if isinstance(error, Refusal | StorageTrouble):
            logger.info("%s was refused: %s", name, error)
            self.workspace.acts.say(str(error))
            return
        logger.error("%s ended with an error", name, exc_info=error)
        self._mishaps.note(error)

    def _tell_mishap(self) -> None:
        self.workspace.notices.show_notice(Notice(MISHAP, tr(MISHAP_TEXT)))

    async def _let_in(self, arrivals: Arrivals, start: "Start | None") -> None:
        """Open what this start was given, once the list is there, and from then on what the system hands to this process."""
        forget_tokens()  # the window has used them by now; what this process starts must not
        await self._opened.engine.ready()
        if start is not None and start.what:
            arrivals.take(*start.absolute)
        app = QApplication.instance()
        if start is not None and isinstance(app, OuttrayApplication):
            app.open_with(arrivals.take)

    async def _look_for_updates(self) -> None:
        """Let the window look for updates where the user asks, and by itself where the settings say so; the list comes first."""
        await self._opened.engine.ready()
        await asyncio.sleep(LATER_SECONDS)
        from desktop.engine.updates import updater_of
        from desktop.widgets.update_desk import UpdateDesk

        updater = updater_of(read_build(resources()), self._opened.profile, __version__, os.environ)
        settings = self._opened.engine.settings
        UpdateDesk(self.workspace, settings, self._theme, self._spawner, updater, by_itself=self._lasting)

    async def _watch_program(self, held: HeldProgram) -> None:
        """Let the window say when another program is installed than the one that runs."""
        await self._opened.engine.ready()
        await asyncio.sleep(LATER_SECONDS)
        from desktop.widgets.program_watch import ProgramWatch

        ProgramWatch(self.workspace, self._spawner, held.look).look()

    async def clear(self) -> None:
        """Take nothing more from outside, hide the window and stop all of it; the engine comes after this."""
        self._mishaps.close()
        app = QApplication.instance()
        if isinstance(app, OuttrayApplication):
            app.open_with(None)
        for part in (self._arrivals, self._outside, self.workspace):
            if part is not None:
                part.stop()
        self._window.hide()
        for shut in (self._bridge.close, self._examiner.close, self._thumbnails.close):
            shut()
        await self._spawner.close(SPAWNED_SECONDS)


def _doctor(opened: Opened) -> "Doctor":
    """Return who examines this installation. Imports much: it is called in a thread, when somebody asks."""
    from desktop.first_aid import doctor_within

    return doctor_within(opened)


def _start_demo(profile: Path) -> None:
    """Open the samples in a window of their own: a temporary profile, so that nothing mixes with the user's tasks.

    It looks as `profile` has it, and speaks its language.
    """
    command = [sys.executable, "demo"] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop", "demo"]
    subprocess.Popen(command, start_new_session=True, env={**os.environ, LOOK_OF: str(profile)})  # noqa: S603  # our own program
