"""What is handed over: what a drag carries, what hangs under the pointer, and why something can't be dragged."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import Task
from desktop.qt.drag import drag
from desktop.qt.whole_picture import LONGEST_SIDE, whole_picture
from desktop.widgets.drag_picture import drag_picture
from desktop.widgets.hand_over import TASKS_MIME, _there, copied_files, drag_data, dragged_tasks, existing, why_not
from tests.fakes.tasks import NOW, badge_tasks, many_tasks


def in_state(state: FileState) -> Task:
    task = many_tasks(1)[0]
    return replace(task, title="Red fox", files=(replace(task.files[0], state=state, path=None),))


def test_a_drag_carries_addresses_of_files_and_our_own_numbers() -> None:
    data = drag_data(many_tasks(2), ["/a/red fox #1.png", "/b/狐.webp"])
    assert [url.toLocalFile() for url in data.urls()] == ["/a/red fox #1.png", "/b/狐.webp"]
    assert data.hasFormat("text/uri-list")
    assert dragged_tasks(data) == [1, 2]


def test_a_drag_without_files_is_of_no_use_to_other_programs() -> None:
    assert drag_data(many_tasks(1), []).formats() == [TASKS_MIME]


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b'["x", null, true, 7]', b"\xff"])
def test_what_others_put_into_our_kind_of_drag_is_not_trusted(content: bytes) -> None:
    data = QMimeData()
    data.setData(TASKS_MIME, content)
    assert dragged_tasks(data) == ([7] if b"7" in content else [])


def test_copied_files_are_known_to_every_kind_of_program() -> None:
    data = copied_files(["/a/x y.png", "/b/z.mp4"])
    assert data.text() == "/a/x y.png\n/b/z.mp4"
    assert bytes(data.data("x-special/gnome-copied-files").data()) == b"copy\nfile:///a/x%20y.png\nfile:///b/z.mp4"


@pytest.mark.parametrize(
    ("badge", "said"),
    [
        (Badge.GENERATING, "isn't finished yet"),
        (Badge.WAITING, "isn't finished yet"),
        (Badge.FINISHED_NOT_SAVED, "isn't saved yet. Save it first"),
        (Badge.FAILED, "has no files that could be dragged"),
        (Badge.CANCELLED, "has no files that could be dragged"),
        (Badge.FILE_MOVED, "isn't where it was saved any more"),
    ],
)
def test_what_cannot_be_dragged_says_why(badge: Badge, said: str) -> None:
    assert said in why_not([badge_tasks(NOW)[badge]])


def test_several_that_are_not_saved_are_spoken_of_together() -> None:
    assert why_not([in_state(FileState.WANTED), in_state(FileState.WANTED)]).startswith("None of these tasks is saved yet")


def test_files_that_are_gone_are_left_out(tmp_path: Path) -> None:
    here, gone = tmp_path / "here.png", tmp_path / "gone.png"
    here.write_bytes(b"x")
    assert existing([str(here), str(gone), "relative.png", str(tmp_path)]) == [str(here)]
    assert _there([str(here), str(gone)]) == [str(here)]


def test_a_disk_that_takes_its_time_does_not_hold_up_the_drag(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    def slow(_paths: object) -> list[str]:
        let_go.wait(10)
        return []

    monkeypatch.setattr("desktop.widgets.hand_over.existing", slow)
    assert _there(["/on/a/sleeping/disk.png"]) == ["/on/a/sleeping/disk.png"]
    let_go.set()


def test_the_picture_is_as_sharp_as_the_screen_and_keeps_its_proportions(qapp: QApplication) -> None:
    class Sharp(QWidget):
        @override
        def devicePixelRatioF(self) -> float:
            return 2.0

    picture = QPixmap(300, 150)
    picture.fill(Qt.GlobalColor.red)
    shown = drag_picture(Sharp(), picture, MediaKind.IMAGE, 1)
    assert shown.devicePixelRatio() == 2.0
    assert shown.width() == (96 + 24) * 2
    assert shown.height() == (48 + 24) * 2
    assert shown.toImage().pixelColor(shown.width() // 2, shown.height() // 2).red() > 200


def test_a_bubble_tells_how_many_files_there_are(qapp: QApplication) -> None:
    view = QWidget()
    picture = QPixmap(96, 96)
    picture.fill(Qt.GlobalColor.black)
    highlight = view.window().palette().highlight().color()

    def bubbled(count: int) -> bool:
        image = drag_picture(view, picture, MediaKind.IMAGE, count).toImage()
        return any(image.pixelColor(x, 6) == highlight for x in range(image.width()))

    assert [bubbled(count) for count in (1, 2, 1200)] == [False, True, True]


def test_what_has_no_picture_shows_its_kind(qapp: QApplication) -> None:
    assert not drag_picture(QWidget(), None, MediaKind.MODEL, 3).isNull()


def test_a_drag_inside_a_task_is_refused(qapp: QApplication) -> None:
    async def story() -> None:
        with pytest.raises(RuntimeError, match="mouse event"):
            drag(QWidget(), QMimeData(), QPixmap(1, 1), QPoint())

    asyncio.run(story())


def test_a_picture_larger_than_any_screen_is_scaled_down_for_the_clipboard(tmp_path: Path) -> None:
    path = tmp_path / "wide.jpg"
    image = QImage(LONGEST_SIDE * 2, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(path))
    found = whole_picture(str(path))
    assert found is not None
    assert (found.image.width(), found.image.height()) == (LONGEST_SIDE, 50)
    assert bytes(found.png.data()).startswith(b"\x89PNG")


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert whole_picture(str(path)) is None
