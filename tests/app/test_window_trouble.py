"""A profile that can't be opened, or not soon, met by somebody who double-clicked: the window says so instead of vanishing."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.engine.daemon import in_daemon_thread
from desktop.engine.handover_client import Json, address_of, hand_over
from desktop.engine.parts import Tempo
from desktop.owner import Opened, open_profile
from desktop.qt.loop import loop_factory
from desktop.qt.theme import Theme
from desktop.start import Start
from desktop.storage.paths import Profile
from desktop.storage.trouble import DatabaseTrouble, StorageTrouble
from desktop.widgets.labels import PlainLabel
from desktop.widgets.main_window import MainWindow
from desktop.widgets.trouble_view import TroubleView
from desktop.widgets.window_memory import WindowMemory
from desktop.window_life import UPDATING_TEXT, live

SENTENCE = "This list was made by a newer Outtray. Install that version, or choose another folder with --profile."


def test_a_list_that_cannot_be_opened_is_said_in_the_window_until_the_user_quits(qapp: QApplication, tmp_path: Path) -> None:
    def refused() -> Opened:
        raise DatabaseTrouble(SENTENCE)

    async def story() -> list[str]:
        theme = Theme(qapp)
        window = MainWindow(theme, WindowMemory(tmp_path / "window.ini"))
        window.show()
        running = asyncio.ensure_future(live(window, theme, refused))
        view: TroubleView | None = None
        while view is None:
            await asyncio.sleep(0.005)
            windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
            view = next((c for w in windows if isinstance(c := w.centralWidget(), TroubleView)), None)
        said = [label.text() for label in view.findChildren(PlainLabel)]
        view.quit.click()
        try:
            await running
        except StorageTrouble as trouble:
            said.append(trouble.sentence)
        return said

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        said = runner.run(story())
    assert said[1:] == [SENTENCE, SENTENCE]


def test_other_starts_are_told_at_once_why_there_is_no_list_and_bring_the_window_forward(
    qapp: QApplication, tmp_path: Path
) -> None:
    place = Profile(tmp_path)

    def refused() -> Opened:
        raise DatabaseTrouble(SENTENCE)

    async def story() -> list[list[Json]]:
        window = MainWindow(Theme(qapp), WindowMemory(tmp_path / "window.ini"))
        running = asyncio.ensure_future(live(window, window._theme, refused, start=Start(profile=tmp_path)))
        while not (place.socket.exists() and window.isVisible()):  # noqa: ASYNC110  # neither tells when it changes
            await asyncio.sleep(0.005)
        window.hide()
        told, link = [], ["outtray:"]
        asked: list[tuple[str, Json, bool]] = [
            ("list", {}, False),
            ("raise", {"hidden": True}, False),
            ("open", {"what": link}, True),
        ]
        for verb, args, seen in asked:
            told.append(await in_daemon_thread("start", partial(_handed_over, place, verb, args)))
            assert window.isVisible() == seen
        window.close()
        with pytest.raises(DatabaseTrouble):
            await running
        return told

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        told = runner.run(story())
    assert told == [[{"say": SENTENCE}, {"exit": 1}]] * 3
    assert not place.socket.exists()


def _handed_over(place: Profile, verb: str, args: Json) -> list[Json]:
    return list(hand_over(address_of(place), verb, args))


def opening(
    qapp: QApplication,
    folder: Path,
    open_it: Callable[[], Opened],
    meanwhile: Callable[[MainWindow], Coroutine[None, None, None]] | None = None,
) -> tuple[int, float]:
    """Run a window that is told to close, after `meanwhile` or in its first frame; return its exit code and how long it took."""

    async def story() -> tuple[int, float]:
        window = MainWindow(Theme(qapp), WindowMemory(folder / "window.ini"))
        window.show()
        if meanwhile is None:
            window.close()
        running = asyncio.ensure_future(live(window, window._theme, open_it))
        if meanwhile is not None:
            await meanwhile(window)
            window.close()
        begun = time.monotonic()
        return await asyncio.wait_for(running, 20), time.monotonic() - begun

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        return runner.run(story())


def test_a_window_closed_in_its_first_frame_closes(qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    opened: list[Opened] = []

    def open_it() -> Opened:
        opened.append(open_profile(profile, folder=tmp_path, tempo=Tempo()))
        return opened[0]

    code, seconds = opening(qapp, tmp_path, open_it)
    assert (code, seconds < 10) == (0, True)
    assert not list(profile.database.parent.glob("*-wal")), "what was opened has been closed"
    assert opened


def test_a_window_whose_list_takes_long_says_so_and_closes_at_once(qapp: QApplication, tmp_path: Path) -> None:
    release, said = threading.Event(), list[str]()

    def slow() -> Opened:
        release.wait(30)
        raise DatabaseTrouble(SENTENCE)

    async def read(window: MainWindow) -> None:
        while not said:
            await asyncio.sleep(0.01)
            said.extend(label.text() for label in window.findChildren(PlainLabel) if label.isVisible())

    try:
        code, seconds = opening(qapp, tmp_path, slow, read)
    finally:
        release.set()
    assert said == [UPDATING_TEXT]
    assert (code, seconds < 3) == (0, True)
