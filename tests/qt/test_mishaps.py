"""Errors that nobody expected are told to the user: seldom, later, and never in place of the log."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.qt.error_hooks import install_error_hooks, loop_error_handler
from desktop.qt.mishaps import APART_SECONDS, Mishaps
from tests.qt.conftest import Run

LOG = logging.getLogger("outtray.test.mishaps")


class Sender(QObject):
    sent = Signal()


class Scene:
    """Mishaps behind the real hooks; `told` has the thread of each that was told."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.told: list[threading.Thread] = []
        self.mishaps = Mishaps(lambda: self.at)
        self.mishaps.happened.connect(lambda: self.told.append(threading.current_thread()))
        self.restore = install_error_hooks(LOG, self.mishaps.note)

    def slot(self, fails: Callable[[], object]) -> None:
        """Have a slot fail; nothing is told before the loop has its turn."""
        before = len(self.told)
        sender = Sender()
        sender.sent.connect(fails)
        sender.sent.emit()
        assert len(self.told) == before, "told amid what failed"
        self.turn()

    def turn(self) -> None:
        """Let Qt's loop deliver what is posted."""
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def scene(qapp: QObject, caplog: pytest.LogCaptureFixture) -> Iterator[Scene]:
    made = Scene()
    yield made
    made.restore()


def one() -> None:
    raise ValueError("one")


def two() -> None:
    raise ValueError("two")


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [str(record.exc_info[1]) for record in caplog.records if record.exc_info]


def test_an_error_is_told_once_however_often_it_comes(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        scene.slot(one)
        scene.at += APART_SECONDS + 1
    assert len(scene.told) == 1
    assert errors(caplog) == ["one"] * 3, "the log has each"


def test_another_error_is_told_a_minute_later_at_the_earliest(scene: Scene) -> None:
    scene.slot(one)
    scene.at += APART_SECONDS - 1
    scene.slot(two)
    assert len(scene.told) == 1
    scene.at += 1
    scene.slot(two)
    assert len(scene.told) == 2


def test_a_threads_error_is_told_in_the_windows_thread(scene: Scene) -> None:
    thread = threading.Thread(target=one)
    thread.start()
    thread.join()
    scene.turn()
    assert scene.told == [threading.main_thread()]


def test_nothing_is_told_once_the_program_ends(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    sender = Sender()
    sender.sent.connect(one)
    sender.sent.emit()
    scene.mishaps.close()
    scene.turn()
    assert scene.told == []
    assert errors(caplog) == ["one"]


def test_a_callbacks_error_is_told_but_no_broken_connection(run: Run, scene: Scene) -> None:
    def cut() -> None:
        raise ConnectionResetError("gone")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(loop_error_handler(LOG, scene.mishaps.note))
        loop.call_soon(cut)
        loop.call_exception_handler({"message": "SSL error", "exception": OSError("tls"), "transport": object()})
        await asyncio.sleep(0.01)
        assert scene.told == []
        loop.call_soon(one)
        await asyncio.sleep(0.01)
        assert len(scene.told) == 1

    run(main())
