"""One look: opens the window over each of its profiles in turn, and leads it through the states."""

import asyncio
import fnmatch
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.engine.parts import Tempo
from desktop.owner import Opened, open_profile
from desktop.qt.first_frame import show_first_frame
from desktop.qt.loop import loop_factory
from desktop.qt.theme import Theme
from desktop.qt.translation import Translation
from desktop.storage.paths import Profile, resources
from desktop.storage.settings import SettingsStore
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.window_life import live
from tools.shots.camera import Camera
from tools.shots.look import Look
from tools.shots.samples import SAVED, dress
from tools.shots.scene import Scene
from tools.shots.states import SHOWS, Show, States
from tools.shots.words import say

SECONDS = 240
"""How long a show may take."""


def shoot(look: Look, base: Path, folder: Path, only: Sequence[str]) -> int:
    """Take every picture of a look, or those of the states in `only`; return 1 where one of them could not be taken."""
    app = QApplication.instance() or QApplication(["outtray"])
    assert isinstance(app, QApplication)
    app.setDesktopFileName("outtray")
    shots = folder / look.name
    shots.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    for show in SHOWS:
        states = {name: pose for name, pose in show.states.items() if _wanted(name, only)}
        if states and (only or not show.asked) and (not show.pseudo or look.language == "en"):
            with tempfile.TemporaryDirectory(prefix="outtray-look-") as temporary:
                place = Profile(Path(temporary) / "profile")
                if show.filled:
                    dress(base, place, look.language)
                else:
                    place.prepare()
                _settle(place, look)
                failed += _show(app, look, show, place, base / SAVED, states, shots)
    say(f"{look}: {len(list(shots.iterdir()))} pictures" + (f"; not taken: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def _wanted(name: str, only: Sequence[str]) -> bool:
    return not only or any(fnmatch.fnmatch(name, pattern) for pattern in only)


def _settle(place: Profile, look: Look) -> None:
    store, _ = SettingsStore.open(place.settings_file, datetime.now(UTC))
    store.write_settings(replace(store.settings, scheme=look.wanted, language=look.language if look.language != "en" else ""))


def _show(app: QApplication, look: Look, show: Show, place: Profile, saved: Path, states: States, shots: Path) -> list[str]:
    """Open the window over `place` and take the pictures of `states`; return the names of those that failed."""
    theme = Theme(app, look.wanted)
    translation = Translation(app, resources() / "translations", pseudo=show.pseudo)
    translation.use(look.language)
    window = MainWindow(theme, WindowMemory(place.window))
    held: list[Opened] = []

    def open_it() -> Opened:
        held.append(open_profile(place, folder=saved, tempo=Tempo(), resting=True))
        return held[0]

    show_first_frame(window)
    try:
        with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
            return runner.run(_both(window, theme, open_it, lambda: _led(window, theme, held[0], states, Camera(window, shots))))
    finally:
        translation.close()
        theme.deleteLater()


async def _both(window: MainWindow, theme: Theme, open_it: Callable[[], Opened], lead: Callable[[], object]) -> list[str]:
    living = asyncio.create_task(live(window, theme, open_it))
    failed: list[str] = []
    try:
        async with asyncio.timeout(SECONDS):
            while window.workspace is None:  # noqa: ASYNC110  # looks at the window as a user does
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)
            failed = await lead()  # type: ignore[misc]
    finally:
        window.quit_requested.emit()
        await living
    return failed


async def _led(window: MainWindow, theme: Theme, opened: Opened, states: States, camera: Camera) -> list[str]:
    scene = Scene(window, theme, opened)
    await scene.begin()
    failed = []
    for name, pose in states.items():
        try:
            async with pose(scene) as shown:
                await camera.keep(name, shown)
        except Exception:  # noqa: BLE001  # the other states are still to be taken; the exit code tells
            traceback.print_exc()
            failed.append(name)
        await scene.rest()
    await camera.done()
    scene.end()
    return failed
