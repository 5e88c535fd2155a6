"""The quick view over the list: it is opened on the selection, leads it along, and gives the keyboard back."""

from dataclasses import replace
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QPlainTextEdit, QWidget

from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.qt.look import Look
from desktop.storage.paths import resources
from desktop.widgets.previews.desk import PreviewDesk
from desktop.widgets.previews.keys import QUICK_VIEW_KEYS
from desktop.widgets.previews.quick_view import QuickView
from desktop.widgets.previews.sound_stage import SoundStage
from desktop.widgets.previews.video_stage import VideoStage
from desktop.widgets.workspace import Workspace
from tests.fakes.engine import NOW
from tests.fakes.examiner import BlindExaminer
from tests.fakes.tasks import plain_task
from tests.widgets.conftest import Ui

SAMPLES = resources() / "samples"
SAID_BY_QT = (
    "Couldn't (load|resolve)|HW decoder|pipewire|Immediate exit|raise\\(\\)|multimedia|PulseAudio|audio device|RHI|"
    "requestActivate|propagateSizeHints"
)

pytestmark = pytest.mark.qt_log_ignore(SAID_BY_QT)


class Agreeable(BlindExaminer):
    """Finds nothing wrong with any file."""

    @override
    async def look(self, path: str, kind: MediaKind, *, side: int = 512, stamp: str = "", large: bool = False) -> Look:
        return Look(ok=True, seconds=4.0, loudness=-14.0, waveform=(0.5,))


def with_file(number: int, name: str, kind: MediaKind = MediaKind.IMAGE) -> Task:
    file = ResultFile(part="1", name=name, kind=kind, state=FileState.SAVED, path=str(SAMPLES / name), size=1)
    return replace(plain_task(number), kind=kind, files=(file,))


def desk_over(ui: Ui, window: Workspace) -> PreviewDesk:
    def shown() -> QAbstractItemView:
        return window.tasks.shown

    desk = PreviewDesk(
        ui.theme,
        Agreeable(),
        ui.thumbnails,
        window._spawner,
        window,
        list_view=shown,
        selected=lambda: window.selection.tasks,
        now=lambda: NOW,
    )
    window.selection.changed.connect(desk.follow)
    return desk


def opened(desk: PreviewDesk) -> QuickView:
    assert desk.view is not None
    return desk.view


def unnamed(view: QuickView) -> list[str]:
    """Return the controls in `view` that assistive programs could not name."""
    controls = (QAbstractButton, QAbstractSlider, QPlainTextEdit)
    found = [child for child in view.findChildren(QWidget) if isinstance(child, controls) and child.isVisibleTo(view)]
    reachable = [
        child for child in view.findChildren(QWidget) if child.isVisibleTo(view) and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return [type(child).__name__ for child in (*found, *reachable) if not child.accessibleName().strip()]


def test_the_view_leads_the_list_along_and_gives_the_keyboard_back(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([with_file(3, "city.png"), with_file(2, "dusk.png"), with_file(1, "reef.jpg")])
        desk = desk_over(ui, window)
        order = [window.tasks.shown.model().index(row, 0) for row in range(3)]
        window.tasks.shown.setCurrentIndex(order[0])
        await ui.until(lambda: len(window.selection.tasks) == 1)
        first = window.selection.tasks[0].id
        desk.toggle()
        view = opened(desk)
        assert view.task is not None
        assert view.task.id == first
        await ui.until(view.isActiveWindow)
        QTest.keyClick(view, Qt.Key.Key_Down)
        await ui.until(lambda: view.task is not None and view.task.id != first)
        assert [task.id for task in window.selection.tasks] == [view.task.id]
        QTest.keyClick(view, Qt.Key.Key_Up)
        await ui.until(lambda: view.task is not None and view.task.id == first)
        QTest.keyClick(view, Qt.Key.Key_Up)
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert not view.isVisible()
        assert window.focusWidget() is window.tasks.shown
        desk.toggle()
        assert view.isVisible()
        desk.toggle()
        assert not view.isVisible()

    ui.run(story)


def test_every_control_has_a_name(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        kinds = ((1, "city.png", MediaKind.IMAGE), (2, "tide.mp4", MediaKind.VIDEO), (3, "bells.mp3", MediaKind.AUDIO))
        window = await ui.open([with_file(*each) for each in kinds])
        desk = desk_over(ui, window)
        window.tasks.select_ids([1])
        await ui.until(lambda: len(window.selection.tasks) == 1)
        desk.toggle()
        view = opened(desk)
        for number, name, kind in kinds:
            view.show_tasks([with_file(number, name, kind)])
            if kind is not MediaKind.IMAGE:
                await ui.until(lambda: isinstance(view.stage, VideoStage | SoundStage))
            assert unnamed(view) == []
        desk.close()

    ui.run(story)


def test_the_list_of_shortcuts_knows_the_keys_of_the_view() -> None:
    told = {keys for _, several in QUICK_VIEW_KEYS for keys in several}
    assert {"Space", "Esc", "F", "Z", "C", "K", "M", "W", "G", "Ctrl+Right"} <= told
