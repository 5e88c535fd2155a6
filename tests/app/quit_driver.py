"""A window that is saving slowly, closed by its user: run by test_window_quit, which gives the profile folder and the answer.

Prints "asked", then "clicked" at the moment the question is answered.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.__main__ import leave
from desktop.domain.query import ListQuery
from desktop.domain.status import FileState
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.owner import open_profile
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
        rehearsal.set_fault(Slow(bytes_per_second=PAD // 10 if answer == "quit" else PAD), server="files")

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
