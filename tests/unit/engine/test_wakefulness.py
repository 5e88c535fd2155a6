"""Keeping awake: only while something is saved or about to be lost."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.engine.wakefulness import ENDING, SAVING, Wakefulness, needs_awake
from tests.fakes.records import NOW, a_file, a_task, later

MINUTE = 60.0


def _task(state: FileState = FileState.WANTED, ends_in: float | None = 5 * MINUTE, **fields: Any) -> Task:
    end = later(ends_in) if ends_in is not None else None
    return a_task(remote=Remote.DONE, final=True, files=(a_file("model", state, expires_at=end),), **fields)


def _files(task: Task, **fields: object) -> Task:
    return replace(task, files=tuple(replace(f, **fields) for f in task.files))  # type: ignore[arg-type]


# -- when --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (_task(), ENDING),
        (_task(FileState.QUEUED), ENDING),
        (_task(ends_in=15 * MINUTE), ENDING),
        (_task(ends_in=15 * MINUTE + 1), None),
        (_task(ends_in=0), None),
        (_task(ends_in=-1), None),
        (_task(ends_in=None), None),
        (_task(ends_in=None, retention_ends_at=later(60)), ENDING),
        (_task(FileState.SAVED), None),
        (_task(FileState.FAILED), None),
        (_task(FileState.GONE), None),
        (_task(FileState.MISSING), None),
        (_task(paused=True), None),
        (_files(_task(), held=True), None),
        (_files(_task(), chosen=False), None),
        (replace(_task(), remote=Remote.GENERATING, final=False), None),
        (replace(_task(), id=9), None),
    ],
)
def test_a_result_about_to_end_keeps_awake_unless_nothing_will_save_it(task: Task, reason: str | None) -> None:
    assert needs_awake([a_task(), task], 0, NOW, paused={9}) == reason


def test_saving_keeps_awake_and_a_pause_of_everything_never_does() -> None:
    assert needs_awake([], 1, NOW) == SAVING
    assert needs_awake([_task()], 0, NOW) == ENDING
    assert needs_awake([_task(FileState.SAVING)], 1, NOW, all_paused=True) is None
    assert needs_awake([], 0, NOW) is None


def test_a_result_that_is_not_saved_by_itself_keeps_awake_once_it_was_asked_for() -> None:
    assert needs_awake([_task()], 0, NOW, auto=False) is None
    assert needs_awake([_task(FileState.QUEUED)], 0, NOW, auto=False) == ENDING


# -- how often ---------------------------------------------------------------------------------------------------------------


@dataclass
class Lamp:
    """An inhibitor that tells what it was asked."""

    works: bool = True
    asked: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def take(self, reason: str) -> bool:
        self.gate.wait(5)
        self.asked.append(reason)
        return self.works

    def release(self) -> None:
        self.asked.append("release")


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "It never came to that."
        time.sleep(0.005)


def test_it_is_taken_once_and_released_once_however_often_it_is_wanted() -> None:
    lamp = Lamp()
    lamp.gate.set()
    wakefulness = Wakefulness(lamp)
    for reason in (None, SAVING, SAVING, ENDING, SAVING):
        wakefulness.update(reason)
    _until(wakefulness.state)
    wakefulness.update(None)
    wakefulness.update(None)
    _until(lambda: not wakefulness.state())
    wakefulness.close()
    assert lamp.asked == [SAVING, "release"]


def test_a_slow_service_holds_nobody_up_and_a_wish_that_is_over_is_not_carried_out() -> None:
    lamp = Lamp()
    wakefulness = Wakefulness(lamp)
    wakefulness.update(SAVING)
    began = time.monotonic()
    for reason in (None, ENDING, None, SAVING, None):
        wakefulness.update(reason)
    assert time.monotonic() - began < 1
    lamp.gate.set()
    wakefulness.close(5)
    assert lamp.asked.count("release") == len(lamp.asked) / 2 <= 1
    assert not wakefulness.state()


def test_closing_releases_and_nothing_is_taken_after_it() -> None:
    lamp = Lamp()
    lamp.gate.set()
    wakefulness = Wakefulness(lamp)
    wakefulness.update(SAVING)
    _until(wakefulness.state)
    wakefulness.close()
    wakefulness.close()
    wakefulness.update(SAVING)
    assert lamp.asked == [SAVING, "release"]


def test_what_does_not_work_is_not_tried_each_second() -> None:
    lamp = Lamp(works=False)
    lamp.gate.set()
    wakefulness = Wakefulness(lamp)
    for _ in range(5):
        wakefulness.update(SAVING)
    _until(lambda: bool(lamp.asked))
    assert not wakefulness.state()
    wakefulness.close()
    assert lamp.asked == [SAVING]
