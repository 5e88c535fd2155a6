"""A window that is saving slowly, closed by its user or by the session: run by test_window_quit, which gives a folder and the way.

Prints "asked", then "clicked" at the moment the question is answered, or the order to end was given.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.__main__ import leave
from desktop.domain.query import ListQuery
from desktop.domain.status import FileState
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.owner import open_profile
from desktop.qt.session_end import SessionEnd
from desktop.rehearsal.builders import images
from desktop.rehearsal.faults import Slow
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, Server
from desktop.storage.paths import Profile, resources
from desktop.widgets.close_guard import CloseSheet
from desktop.widgets.main_window import MainWindow
from desktop.widgets.workspace import Workspace
from desktop.window_app import show_window

PAD = 4_000_000


def main(folder: Path, answer: str) -> int:
    """Run the window until its own answer to the closing question has ended it."""
    samples = [
        Sample(
            server=Server.TRIPO,
            task_id=make_id(Server.TRIPO, f"slow {n}"),
            prompt=f"slow {n}",
            files=images("reef.jpg", pad=PAD),
            waiting=0,
            generating=0.1,
        )
        for n in range(6)
    ]
    with Rehearsal(samples, media=resources() / "samples") as rehearsal:
        rehearsal.set_fault(Slow(bytes_per_second=PAD if answer == "save" else PAD // 10), server="files")

        async def prepare(engine: Engine) -> None:
            connection = next(c for c in rehearsal.connections if c.server is Server.TRIPO)
            account = await engine.add_account(
                "tripo", "Studio", base_url=connection.base_url, key=connection.key, session_only=True
            )
            for sample in samples:
                await engine.add((await engine.examine(sample.task_id, account_id=account.id)).rows)
            asyncio.get_running_loop().create_task(close(engine), name="the user")

        async def close(engine: Engine) -> None:
            while not await _saving(engine):  # noqa: ASYNC110  # it looks on as a user does; no event tells of three at once
                await asyncio.sleep(0.02)
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
            if answer in SESSION_ENDS:
                _say("asked")
                SESSION_ENDS[answer](window)
                _say("clicked")
                return
            window.close()
            workspace = window.centralWidget()
            assert isinstance(workspace, Workspace)
            sheet = await _until(lambda: workspace.guard.sheet)
            _say("asked")
            button = sheet.quit if answer == "quit" else sheet.save
            button.click()
            _say("clicked")

        return show_window(
            folder / "window.ini",
            lambda: open_profile(Profile(folder / "profile"), folder=folder / "saved", tempo=Tempo(haste=0.1)),
            prepare,
        )


def _signed_out(window: MainWindow) -> None:
    """Do what Qt does: tell that the session ends, then order the program to quit."""
    app = QApplication.instance()
    assert app is not None
    _begin_end(window)
    QCoreApplication.postEvent(app, QEvent(QEvent.Type.Quit))


def _closed_at_sign_out(window: MainWindow) -> None:
    """Do what compositors of Wayland do: they close the windows themselves."""
    _begin_end(window)
    window.close()


def _begin_end(_window: MainWindow) -> None:
    app = QApplication.instance()
    assert app is not None
    assert app.receivers("2commitDataRequest(QSessionManager&)") == 1  # "2" is what Qt's SIGNAL() puts before a signal's name
    session = app.findChild(SessionEnd)
    assert session is not None
    session.begin()


def _terminated(_window: MainWindow) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


SESSION_ENDS = {"sign out": _signed_out, "close at sign-out": _closed_at_sign_out, "terminate": _terminated}


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def _saving(engine: Engine) -> bool:
    tasks = await engine.tasks(await engine.ids(ListQuery()))
    return sum(f.state is FileState.SAVING and f.received > 0 for task in tasks for f in task.files) >= 3


async def _until(look: Callable[[], CloseSheet | None]) -> CloseSheet:
    while (found := look()) is None:  # noqa: ASYNC110  # as above
        await asyncio.sleep(0.01)
    return found


if __name__ == "__main__":
    leave(main(Path(sys.argv[1]), sys.argv[2]))
