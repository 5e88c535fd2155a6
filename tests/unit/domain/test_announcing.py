"""What is announced, when, and in which words; time is what the test says it is."""

import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.announcing import Announcer, NewsKind, Silence, announcement, news_of, silence, wished
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.settings import Settings
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from tests.fakes.records import NOW, a_file, a_task, later

KEY = problem(ProblemKind.KEY_REJECTED, provider="crun.ai", account="Studio")


def running(number: int, title: str = "") -> Task:
    return replace(a_task(title=title or f"Task {number}", remote=Remote.GENERATING), id=number)


def saved(number: int, title: str = "") -> Task:
    file = a_file(state=FileState.SAVED, path="/renders/fox/model.glb", size=12_000_000)
    return replace(running(number, title), remote=Remote.DONE, files=(file,))


def failed(number: int, title: str = "") -> Task:
    reason = problem(ProblemKind.GENERATION_FAILED, provider="tripo", reason="bad prompt")
    return replace(running(number, title), remote=Remote.FAILED, problem=reason)


def needing(number: int) -> Task:
    return replace(running(number), problem=KEY)


def ending(number: int, minutes: float = 5.0) -> Task:
    file = a_file(expires_at=later(minutes * 60))
    return replace(running(number, f"Task {number}"), remote=Remote.DONE, files=(file,))


def told(announcer: Announcer, until: float, start: float = 0.0) -> list[tuple[float, int]]:
    """Return when something was told up to `until`, and of how many tasks; asked every half second as a timer would."""
    found = []
    at = start
    while at <= until:
        news = announcer.take(at)
        if news:
            found.append((at, len(news)))
        at += 0.5
    return found


def test_the_first_is_told_at_once_and_the_next_twenty_seconds_later_together() -> None:
    announcer = Announcer()
    announcer.know(range(1, 5))
    announcer.heard([saved(1)], NOW, 100.0)
    assert [news.task_id for news in announcer.take(100.0)] == [1]
    announcer.heard([saved(2)], NOW, 101.0)
    announcer.heard([failed(3)], NOW, 119.0)
    assert told(announcer, 119.5, 101.0) == []
    assert told(announcer, 140.0, 119.5) == [(120.0, 2)]


def test_two_hundred_tasks_within_a_minute_are_three_notifications() -> None:
    announcer = Announcer()
    announcer.know(range(1, 201))
    found = []
    for number in range(1, 201):
        at = (number - 1) * 0.3
        announcer.heard([saved(number)], NOW, at)
        found += [(at, len(news)) for news in (announcer.take(at),) if news]
    found += told(announcer, 200.0, 60.0)
    assert len(found) == 3
    assert sum(count for _, count in found) == 200
    assert all(second - first >= 20.0 for (first, _), (second, _) in itertools.pairwise(found))


def test_what_needs_the_user_never_waits_longer_than_twenty_seconds() -> None:
    announcer = Announcer()
    announcer.know(range(1, 9))
    times = []
    for number, at in ((1, 0.0), (2, 1.0), (3, 21.0)):
        announcer.heard([saved(number)], NOW, at)
        times += told(announcer, at + 19.5, at)
    announcer.heard([needing(4)], NOW, 41.0)
    assert told(announcer, 45.0, 41.0) == [(41.0, 2)]


def test_after_a_quiet_minute_the_next_is_told_at_once_again() -> None:
    announcer = Announcer()
    announcer.know((1, 2))
    announcer.heard([saved(1)], NOW, 0.0)
    announcer.take(0.0)
    announcer.heard([saved(2)], NOW, 61.0)
    assert len(announcer.take(61.0)) == 1


def test_what_was_so_before_the_start_is_not_announced() -> None:
    announcer = Announcer()
    announcer.know((), None)
    announcer.heard([replace(saved(1), starred=True), failed(2)], NOW, 0.0)
    announcer.know_tasks([saved(3)])
    announcer.heard([replace(saved(3), own_tags=("hero",))], NOW, 1.0)
    announcer.know((4,), NewsKind.NEEDS_YOU)
    announcer.heard([needing(4)], NOW, 2.0)
    assert announcer.due_at() is None


def test_the_same_outcome_is_announced_once_and_a_new_try_again() -> None:
    announcer = Announcer()
    announcer.know((1,))
    announcer.heard([failed(1)], NOW, 0.0)
    announcer.take(0.0)
    announcer.heard([replace(failed(1), starred=True)], NOW, 1.0)
    assert announcer.due_at() is None
    announcer.heard([running(1)], NOW, 2.0)
    announcer.heard([failed(1)], NOW, 3.0)
    assert announcer.due_at() == 20.0


def test_news_that_no_longer_holds_is_dropped() -> None:
    announcer = Announcer()
    announcer.know((1, 2, 3))
    announcer.heard([saved(1)], NOW, 0.0)
    announcer.take(0.0)
    announcer.heard([failed(2), failed(3)], NOW, 1.0)
    announcer.heard([running(2)], NOW, 2.0)
    announcer.forget([3])
    assert announcer.due_at() is None


def test_a_file_whose_drive_came_back_is_no_news() -> None:
    announcer = Announcer()
    announcer.know_tasks([saved(1)])
    moved = replace(saved(1), files=(replace(saved(1).files[0], state=FileState.MISSING),))
    announcer.heard([moved], NOW, 0.0)
    announcer.heard([saved(1)], NOW, 1.0)
    assert announcer.due_at() is None


def test_a_result_that_is_gone_within_minutes_is_news_once_for_each_end() -> None:
    announcer = Announcer()
    announcer.risks([ending(1), ending(2, minutes=60)], NOW, 0.0)
    assert [(n.kind, n.task_id) for n in announcer.take(0.0)] == [(NewsKind.AT_RISK, 1)]
    announcer.risks([ending(1)], NOW, 30.0)
    assert announcer.due_at() is None
    announcer.risks([ending(1, minutes=10)], NOW, 40.0)
    assert announcer.due_at() is not None


def test_a_risk_that_is_over_before_it_is_told_is_not_told() -> None:
    announcer = Announcer()
    announcer.know((5,))
    announcer.heard([saved(5)], NOW, 0.0)
    announcer.take(0.0)
    announcer.risks([ending(1)], NOW, 1.0)
    announcer.risks([], NOW, 2.0)
    assert announcer.due_at() is None


# -- words -------------------------------------------------------------------------------------------------------------


def said(*tasks: tuple[NewsKind, Task], named: bool = True) -> tuple[str, str]:
    made = announcement([news_of(task, kind, NOW) for kind, task in tasks], NOW, named=named)
    return made.title, made.body


def test_a_single_result_is_named_with_what_it_is() -> None:
    assert said((NewsKind.SAVED, saved(1, "Red fox in snow"))) == ("Red fox in snow is saved", "1 file, 12 MB")
    assert said((NewsKind.FAILED, failed(1, "Red fox"))) == ("Generation failed: Red fox", "Generation failed: bad prompt")


def test_several_are_counted_by_what_became_of_them() -> None:
    eight = [(NewsKind.SAVED, saved(number)) for number in range(1, 9)]
    assert said(*eight, (NewsKind.FAILED, failed(9)))[0] == "8 results saved, 1 failed"
    assert said(*eight, (NewsKind.FAILED, failed(9)))[1].splitlines()[:2] == ["Generation failed: Task 9", "Task 1 is saved"]
    assert said(*eight)[1] == "Task 1\nTask 2\nTask 3\nand 5 more"


def test_results_that_will_be_gone_come_first() -> None:
    two = [(NewsKind.AT_RISK, ending(n)) for n in (1, 2)]
    assert said(*two)[0] == "2 results are gone in 5 min"
    title, body = said((NewsKind.SAVED, saved(3)), *two)
    assert title == "2 results are gone in 5 min"
    assert body.splitlines()[0] == "1 result saved"


def test_one_trouble_of_many_tasks_is_said_once_with_their_number() -> None:
    title, body = said(*((NewsKind.NEEDS_YOU, needing(number)) for number in range(6)))
    assert title == "crun.ai doesn't accept this key"
    assert body.splitlines()[-1] == "6 tasks are waiting."


@pytest.mark.parametrize("kind", [NewsKind.SAVED, NewsKind.FAILED, NewsKind.AT_RISK, NewsKind.GONE, NewsKind.UNSAVED])
def test_no_prompt_is_shown_where_tasks_are_not_to_be_named(kind: NewsKind) -> None:
    task = saved(1) if kind is NewsKind.SAVED else ending(1) if kind is NewsKind.AT_RISK else failed(1)
    task = replace(task, title="", prompt="Secret campaign")
    for tasks in ([(kind, task)], [(kind, task), (NewsKind.SAVED, replace(task, id=9))]):
        assert "Secret" not in " ".join(said(*tasks, named=False))


def test_no_account_is_named_where_others_look_on() -> None:
    assert said((NewsKind.NEEDS_YOU, needing(1)), (NewsKind.NEEDS_YOU, needing(2)), named=False)[0] == "2 tasks need you"


def test_long_prompts_are_cut_to_one_short_line() -> None:
    title = news_of(replace(saved(1), title="a very long\n" * 20), NewsKind.SAVED, NOW).title
    assert "\n" not in title
    assert len(title) == 60


# -- silence -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """A local zone nine hours ahead of UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Asia/Tokyo"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("utc_hour", "begin", "end", "quiet"),
    [
        (13, "22:00", "07:00", True),
        (21, "22:00", "07:00", True),
        (22, "22:00", "07:00", False),
        (12, "22:00", "07:00", False),
        (3, "12:00", "13:00", True),
        (4, "12:00", "13:00", False),
        (4, "", "", False),
        (4, "12:00", "12:00", False),
        (4, "rubbish", "25:99", False),
    ],
)
def test_quiet_hours_go_by_the_local_clock_and_across_midnight(utc_hour: int, begin: str, end: str, quiet: bool) -> None:
    settings = Settings(quiet_from=begin, quiet_until=end)
    found = silence(settings, NOW.replace(hour=utc_hour), focused=False)
    assert (found is Silence.QUIET) is quiet


def test_a_window_in_use_and_a_mute_are_silent_until_they_end() -> None:
    muted = Settings(muted_until=(NOW + timedelta(hours=1)).isoformat())
    assert silence(Settings(), NOW, focused=True) is Silence.WATCHED
    assert silence(muted, NOW, focused=False) is Silence.MUTED
    assert silence(muted, NOW + timedelta(hours=2), focused=False) is None
    assert silence(Settings(muted_until="soon"), NOW, focused=False) is None


def test_each_kind_can_be_switched_off() -> None:
    tasks = ((NewsKind.SAVED, saved(1)), (NewsKind.FAILED, failed(2)), (NewsKind.GONE, failed(3)), (NewsKind.AT_RISK, ending(4)))
    news = [news_of(task, kind, NOW) for kind, task in tasks]
    assert [n.task_id for n in wished(news, Settings(notify_saved=False))] == [2, 3, 4]
    assert [n.task_id for n in wished(news, Settings(notify_failed=False))] == [1, 4]
    assert [n.task_id for n in wished(news, Settings(notify_needs_you=False))] == [1, 2, 3]
