"""Rules of pacing: how long until a task is asked about again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.providers.base import EstimatePace, FixedPace, LeftTimePace, Pace
from desktop.providers.pacing import (
    INPUT_SECONDS,
    MISS_SECONDS,
    NO_FILE_SECONDS,
    OLD_SECONDS,
    UNLISTED_SECONDS,
    seconds_to_next,
)
from desktop.providers.registry import dialect_for
from tests.fakes.records import NOW, a_file, a_task

CRUN = dialect_for("crun", "https://api.crun.ai").spec.pace
TRIPO = dialect_for("tripo", "https://openapi.tripo3d.ai/v3").spec.pace
BYTESPIKE = dialect_for("bytespike", "https://llm.bytespike.ai").spec.pace
MIDJOURNEY = dialect_for("midjourney", "https://api.crazyrouter.com").spec.pace


def wait(task: Task, pace: Pace = CRUN, asked: int = 1, age: float = 1.0, **given: float) -> float | None:
    return seconds_to_next(task, pace, asked, NOW + timedelta(seconds=age), **given)


def running(**fields: object) -> Task:
    return replace(a_task(remote=Remote.GENERATING, seen=True), **fields)  # type: ignore[arg-type]  # callers name its fields


@pytest.mark.parametrize(("pace", "seconds"), [(CRUN, 15.0), (TRIPO, 2.0), (BYTESPIKE, 15.0), (MIDJOURNEY, 4.0)])
def test_first_polls_are_as_decided(pace: Pace, seconds: float) -> None:
    assert wait(running(), pace) == seconds


def test_tripo_doubles_from_two_to_thirty_seconds_where_it_says_no_time() -> None:
    assert [wait(running(), TRIPO, asked) for asked in (1, 2, 3, 4, 5, 6, 60)] == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize(("left", "seconds"), [(1.0, 2.0), (20.0, 10.0), (500.0, 30.0)])
def test_tripo_is_asked_after_half_of_the_time_it_says_is_left(left: float, seconds: float) -> None:
    assert wait(running(seconds_left=left), TRIPO, 9) == seconds


@pytest.mark.parametrize(("estimate", "seconds"), [(4.0, 2.0), (40.0, 5.0), (800.0, 10.0)])
def test_bytespike_is_asked_every_eighth_of_its_estimate(estimate: float, seconds: float) -> None:
    assert wait(running(estimated_seconds=estimate), BYTESPIKE) == seconds
    assert wait(running(estimated_seconds=estimate), BYTESPIKE, age=estimate * 2 + 1) == 15.0


def test_a_fixed_pace_slows_down_with_age() -> None:
    pace = FixedPace(4.0, slow_after=120.0, slow_seconds=15.0)
    assert (wait(running(), pace, age=119.0), wait(running(), pace, age=121.0)) == (4.0, 15.0)


@pytest.mark.parametrize("pace", [CRUN, TRIPO, BYTESPIKE, MIDJOURNEY, LeftTimePace(), EstimatePace()])
def test_a_task_older_than_a_day_is_asked_about_every_ten_minutes(pace: Pace) -> None:
    assert wait(running(), pace, age=24 * 3600 + 1.0) == OLD_SECONDS


def test_an_old_task_that_is_new_to_us_is_asked_about_at_its_pace() -> None:
    assert wait(a_task(), TRIPO, age=24 * 3600 + 1.0) == 2.0


@pytest.mark.parametrize("age", [1.0, 90_000.0])
def test_not_found_is_asked_again_soon_enough_to_be_counted_however_old_the_task(age: float) -> None:
    assert wait(running(misses=1), age=age) == MISS_SECONDS
    assert wait(running(misses=1), age=age, haste=0.1, miss_seconds=2.0) == 2.0


@pytest.mark.parametrize("kind", [ProblemKind.NOT_FOUND, ProblemKind.NO_FILE_LISTED, ProblemKind.REQUEST_REFUSED])
def test_what_needs_the_user_is_asked_about_every_ten_minutes(kind: ProblemKind) -> None:
    assert wait(running(misses=3, problem=problem(kind))) == OLD_SECONDS


@pytest.mark.parametrize("age", [1.0, 90_000.0])
def test_success_without_files_is_looked_at_again_soon_however_old_the_task(age: float) -> None:
    assert wait(a_task(remote=Remote.DONE, final=True, seen=True), age=age) == NO_FILE_SECONDS


def test_other_states_have_paces_of_their_own() -> None:
    assert wait(a_task(remote=Remote.NEEDS_INPUT, seen=True)) == INPUT_SECONDS
    assert wait(a_task(remote=Remote.UNKNOWN, seen=True)) == UNLISTED_SECONDS


def test_what_has_ended_is_asked_about_no_more() -> None:
    assert wait(a_task(remote=Remote.FAILED, final=True, seen=True)) is None
    assert wait(a_task(remote=Remote.DONE, final=True, seen=True, files=(a_file(state=FileState.SAVED),))) is None


def test_haste_scales_every_interval() -> None:
    assert wait(running(), haste=0.1) == 1.5
    assert wait(running(), age=24 * 3600 + 1.0, haste=0.1) == OLD_SECONDS * 0.1


def test_a_task_born_in_the_future_is_asked_about_at_its_pace() -> None:
    assert wait(running(), age=-5000.0) == 15.0
