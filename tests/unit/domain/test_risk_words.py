"""What is said of a result that may be lost, of a file's measures, and of files the user does not want."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.wording import Standing, detail_line, extent_words, gone_in, play_words
from tests.fakes.records import NOW, a_file, a_task, later
from tests.fakes.tasks import badge_tasks

AT_RISK = Standing(at_risk=True)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (240.0, "Gone in 4 min"),
        (120.0, "Gone in 2 min"),
        (119.9, "Gone in 1 min 59 s"),
        (65.0, "Gone in 1 min 5 s"),
        (9.7, "Gone in 9 s"),
        (0.5, "May be gone any moment"),
    ],
)
def test_the_last_two_minutes_are_counted_in_seconds(seconds: float, said: str) -> None:
    assert gone_in(seconds) == said


def test_a_result_at_risk_says_when_it_ends_and_why_it_waits() -> None:
    ends = later(250)
    waiting = a_task(remote=Remote.DONE, final=True, files=(a_file("a", FileState.QUEUED, expires_at=ends),))
    assert detail_line(waiting, NOW, AT_RISK) == "At risk: gone in 4 min"
    assert detail_line(replace(waiting, paused=True), NOW, AT_RISK) == "At risk: gone in 4 min, paused"
    assert detail_line(waiting, NOW, Standing(at_risk=True, resting=True)) == "At risk: gone in 4 min, paused"
    held = tuple(replace(file, held=True) for file in waiting.files)
    assert detail_line(replace(waiting, files=held), NOW, AT_RISK) == "At risk: gone in 4 min, paused"
    full = tuple(replace(file, problem=problem(ProblemKind.DISK_FULL)) for file in waiting.files)
    assert detail_line(replace(waiting, files=full), NOW, AT_RISK) == "At risk: gone in 4 min, no space"
    assert detail_line(waiting, NOW) == "Gone in 4 min"


def test_a_save_under_way_that_may_come_too_late_keeps_its_progress() -> None:
    saving = badge_tasks(NOW)[Badge.SAVING]
    files = tuple(replace(file, expires_at=NOW + timedelta(seconds=30)) for file in saving.files)
    assert detail_line(replace(saving, files=files), NOW, AT_RISK) == "12.1 of 30 MB; gone in 30 s"


def test_files_that_are_not_wanted_are_not_counted() -> None:
    saved = a_file("a", FileState.SAVED, size=1_000_000)
    unwanted = replace(a_file("b", FileState.WANTED), chosen=False)
    task = a_task(remote=Remote.DONE, final=True, files=(saved, unwanted))
    assert detail_line(task, NOW) == "1 file, 1 MB"
    none = a_task(remote=Remote.DONE, final=True, files=(unwanted,))
    assert detail_line(none, NOW) == "Not saved, as you chose"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, ""), (-1.0, ""), (0.4, "0:00"), (192.0, "3:12"), (59.6, "1:00"), (3723.0, "1:02:03")]
)
def test_playing_time_reads_as_on_a_player(seconds: float | None, said: str) -> None:
    assert play_words(seconds) == said


def test_measures_name_what_is_known() -> None:
    assert extent_words(1024, 768, None) == "1024 × 768"
    assert extent_words(1920, 1080, 8.0) == "1920 × 1080 · 0:08"
    assert extent_words(None, 768, 192.0) == "3:12"
    assert extent_words(None, None, None) == ""
