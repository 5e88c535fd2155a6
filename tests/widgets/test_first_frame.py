"""The first frame looks as the window did when it was left, and stands where the window's content will stand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Contrast, Motion, Scheme, Settings
from desktop.qt.appearance import Appearance
from desktop.storage.glance import Glance
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import Ui

LOOK = Appearance(
    scheme=Scheme.DARK, contrast=Contrast.HIGH, motion=Motion.REDUCED, accent="#B45309", percent=150, client_safe=True
)


def test_the_look_of_the_window_is_remembered(ui: Ui, tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "look.ini")
    assert memory.appearance() == Appearance()
    window = MainWindow(ui.theme, memory)
    memory.store(window, LOOK)
    assert WindowMemory(tmp_path / "look.ini").appearance() == LOOK
    window.deleteLater()


@pytest.mark.parametrize(("stored", "percent"), [("9000", 300), ("-5", 100), ("huge", 100), ("10", 80)])
def test_a_damaged_memory_of_the_look_makes_no_unusable_window(tmp_path: Path, stored: str, percent: int) -> None:
    ini = tmp_path / "look.ini"
    ini.write_text(f"[window]\nscheme=pink\ncontrast=\nmotion=7\ntext_percent={stored}\nclient_safe=maybe\n", encoding="utf-8")
    assert WindowMemory(ini).appearance() == Appearance(percent=percent)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_first_frame_stands_where_the_list_will(
    ui: Ui, qapp: QApplication, tmp_path: Path, percent: int, direction: Qt.LayoutDirection
) -> None:
    async def story() -> None:
        qapp.setLayoutDirection(direction)
        ui.theme.follow(Settings(text_percent=percent))
        window = await ui.open(many_tasks(3), sample_accounts())
        frame = window.window()
        frame.resize(1700, 900)
        first = MainWindow(ui.theme, WindowMemory(tmp_path / "first.ini"))
        first.resize(frame.size())
        first.show_glance(Glance(tuple(many_tasks(3)), (), Settings()))
        assert first._glance is not None
        await ui.until(window.details.isVisible)
        place = window.tasks.geometry().translated(window.centre.mapTo(frame, window.tasks.pos()) - window.tasks.pos())
        assert first._glance.geometry() == place
        first.deleteLater()

    try:
        ui.run(story)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        ui.theme.follow(Settings())
