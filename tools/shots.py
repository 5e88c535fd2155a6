"""Pictures of the real window over the rehearsal: `python -m tools.shots <folder>`, and `--readme` for those the README shows.

Starts its own Xvfb. For light and dark, each at one and two pixels a point: the first run, the list while it works, the list at
rest with a saved task, with a failed one and with one that needs the user, a task with notes and files that are not wanted, one
about to be gone, the banners, the add dialog, the accounts, the new names, each section of the settings.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.badge import badge_of, is_settled
from desktop.domain.events import Notice
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.query import ListQuery
from desktop.domain.settings import Scheme
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import Task
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.storage.paths import Profile, resources
from desktop.storage.settings import SettingsStore
from tests.fakes.display import screen

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.demo import Demo
    from desktop.widgets.workspace import Workspace

ROOT = Path(__file__).parents[1]
README = ROOT / "packaging" / "screenshots"
SIZES = {1: "1300x850", 2: "2600x1700"}
SECONDS = 150
MOST_LOOKS = 6
PASTED = """https://api.crun.ai/api/v1/client/job/TaskInfo?taskId=9f2c77aa4c1d9a1b3f0c55f27941aa01
{"code": 0, "data": {"task_id": "1ec04ced-4b87-44f6-a296-beee80777941"}}
2026-11-21 22:14:07 submitted task_id=1712345678901234
my-render-001"""


def main() -> int:
    """Take the pictures; return 0."""
    parser = argparse.ArgumentParser(description="Pictures of the window, light and dark, at one and two pixels a point.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "shots")
    parser.add_argument("--readme", action="store_true", help="take those of the README, into packaging/screenshots")
    parser.add_argument("--one", nargs=2, metavar=("SCHEME", "SCALE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    folder = README if given.readme else given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if given.one:
        return take(folder, Scheme(given.one[0]), int(given.one[1]), few=given.readme)
    for scale in (1,) if given.readme else (1, 2):
        for scheme in ("light", "dark"):
            with screen(SIZES[scale]) as environment:
                more = ["--readme"] if given.readme else []
                command = [sys.executable, "-m", "tools.shots", str(folder), *more, "--one", scheme, str(scale)]
                subprocess.run(
                    command, cwd=ROOT, env=environment | {"QT_SCALE_FACTOR": str(scale)}, check=True, timeout=SECONDS * 2
                )
    return 0


def take(folder: Path, scheme: Scheme, scale: int, *, few: bool) -> int:
    """Take the pictures of one scheme in this process, on the display that is there."""
    from desktop.demo import Demo
    from desktop.owner import open_profile
    from desktop.window_app import show_window

    suffix = f"{scheme.value}.png" if scale == 1 else f"{scheme.value}@{scale}x.png"
    with tempfile.TemporaryDirectory(prefix="outtray-shots-") as temporary, Demo(resources() / "samples") as demo:
        place = Profile(Path(temporary) / "profile")
        place.prepare()
        settings, _ = SettingsStore.open(place.settings_file, datetime.now(UTC))
        settings.write_settings(replace(settings.settings, scheme=scheme))

        async def prepare(engine: Engine) -> None:
            photographer = Photographer(engine, folder, suffix)
            asyncio.get_running_loop().create_task(photographer.work(demo, few=few), name="photographer")

        return show_window(
            place.window,
            lambda: open_profile(place, folder=Path(temporary) / "Outtray", tempo=Tempo(haste=0.2, miss_seconds=1.0)),
            prepare,
        )


class Photographer:
    """Leads the window through its states and keeps a picture of each; at the end, or on trouble, it quits the program."""

    def __init__(self, engine: Engine, folder: Path, suffix: str) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.widgets.main_window import MainWindow

        self._engine = engine
        self._folder = folder
        self._suffix = suffix
        self._window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))

    @property
    def _workspace(self) -> "Workspace":
        content = self._window.workspace
        assert content is not None
        return content

    async def work(self, demo: "Demo", *, few: bool) -> None:
        """Take every picture; with `few` those of the README alone."""
        try:
            async with asyncio.timeout(SECONDS):
                await self._all(demo, few=few)
        finally:
            self._window.quit_requested.emit()

    async def _all(self, demo: "Demo", *, few: bool) -> None:
        window = self._window
        window.setGeometry(20, 20, 1240, 790)
        self._workspace.banners.show_notice(Notice("samples", None))  # that these are samples is no part of the picture
        if not few:
            await self._keep("first-run")
        await demo.connect(self._engine)
        if not few:
            await self._until(lambda tasks: any(badge_of(task) is Badge.SAVING for task in tasks))
            await self._keep("working")
        await self._until(lambda tasks: all(is_settled(task) for task in tasks))
        await self._select(lambda task: badge_of(task) is Badge.SAVED and task.kind is MediaKind.MODEL)
        await self._keep("window")
        if few:
            return
        await self._select(lambda task: badge_of(task) is Badge.FAILED)
        await self._keep("failed")
        await self._select(lambda task: badge_of(task) is Badge.NEEDS_YOU)
        await self._keep("needs-you")
        self._workspace.dialogs.add_tasks(PASTED)
        await self._keep("add-tasks", "add")
        self._workspace.dialogs.accounts()
        await self._keep("accounts", "accounts")
        await self._details()
        await self._banners()
        await self._settings()

    async def _details(self) -> None:
        """Show a task of which some files are wanted and some not, with notes; and one that is about to be gone."""
        task = next(task for task in await self._tasks() if badge_of(task) is Badge.SAVED and task.kind is MediaKind.MODEL)
        await self._select(lambda each: each.id == task.id)
        while [each.id for each in self._workspace.selection.tasks] != [task.id]:  # noqa: ASYNC110  # looks at the window as a user does
            await asyncio.sleep(0.05)
        first, second, third, *rest = task.files
        told = (
            replace(first, width=1024, height=1024, notes=("Name shortened to fit Windows' limit.",)),
            replace(second, state=FileState.WANTED, path=None, chosen=False),
            replace(third, state=FileState.QUEUED, path=None, held=True, received=4_000_000, size=9_000_000),
        )
        notes = ("The command “notify.sh” ended with exit code 3.", "Waits for Eagle, which isn't running.")
        self._workspace.details.show_tasks((replace(task, files=(*told, *rest), notes=notes),))
        await self._keep("notes")
        ends = datetime.now(UTC) + timedelta(seconds=100)
        open_files = tuple(replace(file, state=FileState.QUEUED, path=None, expires_at=ends) for file in task.files)
        self._workspace.details.show_tasks((replace(task, files=open_files, paused=True),))
        await self._keep("ending")

    async def _banners(self) -> None:
        await self._engine.pause_all(paused=True)
        why = problem(ProblemKind.DISK_FULL, folder="/Volumes/Renders", needs="210 MB", free="35 MB", reserve="500 MB")
        wording = words(why)
        self._workspace.banners.show_notice(Notice("folder:/Volumes/Renders", f"{wording.title} {wording.hint}", why))
        await self._keep("banners")
        self._workspace.banners.show_notice(Notice("folder:/Volumes/Renders", None))
        await self._engine.pause_all(paused=False)

    async def _settings(self) -> None:
        from desktop.widgets.dialogs.settings.sheet import SECTIONS, SettingsSheet

        dialogs = self._workspace.dialogs
        settings = self._engine.settings()
        await self._engine.change_settings(replace(settings, template="{kind}/{title|prompt:40} {task:8}{part}"))
        dialogs.rename([task.id for task in await self._tasks()])
        await self._keep("rename", "rename")
        await self._engine.change_settings(settings)
        for section in SECTIONS:
            dialogs.settings(section)
            await self._keep(f"settings-{section}")
        dialogs.settings("names")
        sheet = dialogs.sheet("settings")
        assert isinstance(sheet, SettingsSheet)
        sheet.names.template.setText("{titel}/{task:8}")
        await self._keep("settings-fault", "settings")

    async def _tasks(self) -> list[Task]:
        return list(await self._engine.tasks(await self._engine.ids(ListQuery())))

    async def _until(self, holds: Callable[[list[Task]], bool]) -> None:
        while not holds(await self._tasks()):  # noqa: ASYNC110  # looks at the engine as a user does, who has no event
            await asyncio.sleep(0.05)

    async def _select(self, fits: Callable[[Task], bool]) -> None:
        found = next((task for task in await self._tasks() if fits(task)), None)
        if found is not None:
            self._workspace.list.select_ids([found.id])

    async def _keep(self, name: str, sheet: str = "") -> None:
        """Keep what the screen shows once it stands still (or soon, where something moves all the time)."""
        before = None
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(0.5)
            seen = self._seen()
            if seen == before:
                break
            before = seen
        assert before is not None
        before.save(str(self._folder / f"{name}-{self._suffix}"), "PNG", 0)  # type: ignore[call-overload]  # the stub wants bytes
        if sheet and (opened := self._workspace.dialogs.sheet(sheet)) is not None:
            opened.close()

    def _seen(self) -> "QImage":
        """Return what the screen shows where the window is, dialogs over it included."""
        place = self._window.geometry()
        return self._window.screen().grabWindow(0, place.x(), place.y(), place.width(), place.height()).toImage()


if __name__ == "__main__":
    sys.exit(main())
