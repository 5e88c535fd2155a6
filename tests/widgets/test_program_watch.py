"""An update or a removal under a running window is said in it, once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.domain.events import Notice
from desktop.storage.own_program import Installed
from desktop.widgets import program_watch
from desktop.widgets.banner import PROGRAM, UPDATE
from desktop.widgets.program_watch import ProgramWatch
from tests.widgets.conftest import Ui

NEWER = "A newer Outtray is installed. Quit and open it again to use it."
REMOVED = "Outtray's program was removed or moved. It goes on checking and saving until you quit; previews may fail."

SAME, OTHER, GONE = Installed.SAME, Installed.OTHER, Installed.GONE


class Disk:
    """What each look finds, the last one for ever; `looks` counts them."""

    def __init__(self, *found: Installed) -> None:
        self._found = list(found)
        self.looks = 0

    def look(self) -> Installed:
        self.looks += 1
        return self._found.pop(0) if len(self._found) > 1 else self._found[0]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_watch, "LOOK_MS", 5)


def test_a_newer_program_is_said_once_with_a_way_to_quit(ui: Ui) -> None:
    async def story() -> None:
        window, disk = await ui.open(), Disk(SAME, OTHER)
        window.notices.show_notice(Notice(UPDATE, "Outtray 9 is there."))
        ProgramWatch(window, ui.spawner, disk.look)
        await ui.until(lambda: window.banners.texts() == [NEWER])
        banner = window.banners.banner(PROGRAM)
        assert banner is not None
        assert [button.text() for button in banner.buttons] == ["Quit"]
        banner.close_button.click()
        looks = disk.looks
        QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
        await ui.until(lambda: not ui.spawner.names)
        assert (disk.looks, window.banners.texts()) == (looks, [])

    ui.run(story)


def test_a_removal_is_said_when_it_lasts_and_an_update_after_it_takes_its_place(ui: Ui) -> None:
    async def story() -> None:
        window, disk = await ui.open(), Disk(GONE, SAME, GONE, SAME, GONE)
        ProgramWatch(window, ui.spawner, disk.look)
        await ui.until(lambda: window.banners.texts() == [REMOVED])
        assert disk.looks >= 6, "a moment without a file is an update that is being unpacked"
        window.banners.show_notice(Notice(PROGRAM, None))
        seen = disk.looks
        await ui.until(lambda: disk.looks > seen + 2)
        assert window.banners.texts() == [], "once"
        disk._found[:] = [OTHER]
        await ui.until(lambda: window.banners.texts() == [NEWER])
        banner = window.banners.banner(PROGRAM)
        assert banner is not None
        banner.buttons[0].click()
        await ui.until(lambda: ui.quits)

    ui.run(story)


def test_a_removal_is_taken_back_when_the_same_program_is_there_again_and_said_anew_when_it_goes_again(ui: Ui) -> None:
    async def story() -> None:
        window, disk = await ui.open(), Disk(GONE)
        ProgramWatch(window, ui.spawner, disk.look)
        for _ in range(2):
            disk._found[:] = [GONE]
            await ui.until(lambda: window.banners.texts() == [REMOVED])
            disk._found[:] = [SAME]
            await ui.until(lambda: window.banners.texts() == [])

    ui.run(story)


def test_it_looks_when_the_window_comes_to_the_front(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_watch, "LOOK_MS", 3_600_000)

    async def story() -> None:
        window, disk = await ui.open(), Disk(OTHER)
        ProgramWatch(window, ui.spawner, disk.look)
        QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
        await ui.until(lambda: window.banners.texts() == [NEWER])

    ui.run(story)
