"""What orders the work of saving, and which results would be lost."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.resume import ResumePoint
from desktop.domain.slack import NEAR_END, Pace, at_risk, is_near_end, latest_start, transfer_seconds
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import ResultFile, Task
from tests.fakes.records import NOW, a_file, a_task, later

POINT = ResumePoint(path="/x.part", size=6_000_000, total=10_000_000, source="https://files.example/x")


def task(number: int, *files: ResultFile, paused: bool = False) -> Task:
    return replace(a_task(remote=Remote.DONE, files=files, paused=paused), id=number)


@pytest.mark.parametrize(
    ("file", "seconds"),
    [
        (a_file(size=10_000_000), 10.0),
        (a_file(size=10_000_000, received=9_000_000), 1.0),
        (a_file(size=10_000_000, resume=POINT), 4.0),
        (a_file(size=10, received=20), 0.0),
        (a_file(kind=MediaKind.IMAGE), 3.0),
        (a_file(urls=(), text="la la"), 0.0),
    ],
)
def test_what_is_there_already_takes_no_time_and_unknown_sizes_are_guessed_by_kind(file: ResultFile, seconds: float) -> None:
    assert transfer_seconds(file, 1_000_000.0) == seconds


def test_the_latest_start_is_the_end_less_the_transfer() -> None:
    assert latest_start(a_file(size=5_000_000, expires_at=later(60)), 1_000_000.0) == later(55)
    assert latest_start(a_file(), 1.0) is None


def test_a_result_is_near_its_end_within_a_quarter_of_an_hour() -> None:
    assert is_near_end(a_file(expires_at=NOW + NEAR_END), NOW)
    assert not is_near_end(a_file(expires_at=NOW + NEAR_END + timedelta(seconds=1)), NOW)
    assert not is_near_end(a_file(), NOW)


@pytest.mark.parametrize(
    ("file", "paused", "resting", "expected"),
    [
        (a_file(expires_at=later(600)), True, (), {1}),
        (a_file(expires_at=later(600)), False, (1,), {1}),
        (a_file(expires_at=later(600), held=True), False, (), {1}),
        (a_file(expires_at=later(6000)), True, (), set()),
        (a_file(expires_at=later(600)), False, (), set()),
        (a_file(expires_at=later(-5)), False, (), {1}),
        (a_file(state=FileState.SAVED, expires_at=later(600)), True, (), set()),
        (a_file(expires_at=later(600), chosen=False), True, (), set()),
        (a_file(), True, (), set()),
    ],
)
def test_what_rests_near_its_end_is_at_risk(file: ResultFile, paused: bool, resting: tuple[int, ...], expected: set[int]) -> None:
    assert at_risk([task(1, file, paused=paused)], NOW, Pace(), lambda task: task.id in resting) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50_000_000), st.integers(1, 600)), min_size=1, max_size=30), st.integers(1, 5))
def test_more_slots_and_a_faster_line_never_put_more_at_risk(files: list[tuple[int, int]], slots: int) -> None:
    tasks = [task(n, a_file(size=size, expires_at=later(ends))) for n, (size, ends) in enumerate(files)]
    slow = at_risk(tasks, NOW, Pace(rate=1_000_000.0, slots=slots))
    assert at_risk(tasks, NOW, Pace(rate=1_000_000.0, slots=slots + 1)) <= slow
    assert len(at_risk(tasks, NOW, Pace(rate=4_000_000.0, slots=slots))) <= len(slow)


def test_the_look_over_ten_thousand_tasks_takes_no_more_than_a_frame() -> None:
    tasks = [task(n, *(a_file(part, expires_at=later(13 * 86400.0)) for part in "abcd")) for n in range(10_000)]
    taken = min(_timed(tasks) for _ in range(3))
    assert taken < 0.05


def _timed(tasks: list[Task]) -> float:
    began = time.perf_counter()
    at_risk(tasks, NOW, Pace())
    return time.perf_counter() - began
