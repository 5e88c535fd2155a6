"""Badges, problems, times and sizes in words."""

from datetime import timedelta

import pytest

from desktop.domain.advance import advance
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.report import FileChange
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Cost, Task
from desktop.domain.wording import (
    ago,
    cost_words,
    day_words,
    detail_line,
    provider_name,
    size_words,
    span_words,
    title_of,
    took_words,
)
from tests.fakes.records import NOW, a_file, a_part, a_report, a_task, later


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_problem_says_what_happened_and_what_to_do_even_without_facts(kind: ProblemKind) -> None:
    said = words(problem(kind))
    assert said.title.endswith((".", "“"))
    assert len(said.hint) > 10
    assert "{" not in said.title + said.hint
    assert bool(said.action) == bool(said.button)


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_a_problem_uses_the_facts_it_has(kind: ProblemKind) -> None:
    facts = dict.fromkeys(("provider", "account", "reason", "folder", "host", "word", "date", "excerpt", "got", "expected"), "FACT")
    facts |= dict.fromkeys(("percent", "received", "total", "needs", "free", "path", "charge"), "FACT")
    said = words(problem(kind, **facts))
    assert "{" not in said.title + said.hint


def test_a_wrong_file_is_told_in_the_words_of_the_product() -> None:
    said = words(problem(ProblemKind.WRONG_BYTES, provider="Midjourney", got="a web page", expected="a picture"))
    assert said.title == "Midjourney's server sent a web page instead of a picture."


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, "–"),
        (-1, "–"),
        (840, "840 B"),
        (84_000, "84 KB"),
        (999_600, "1 MB"),
        (12_100_000, "12.1 MB"),
        (30_000_000, "30 MB"),
        (999_960_000, "1 GB"),
    ],
)
def test_sizes_read_in_the_largest_unit(size: int | None, text: str) -> None:
    assert size_words(size) == text


@pytest.mark.parametrize(("seconds", "text"), [(-5, "0 s"), (40, "40 s"), (299, "4 min"), (7300, "2 h"), (13.5 * 86400, "13 days")])
def test_spans_read_in_the_largest_unit(seconds: float, text: str) -> None:
    assert span_words(seconds) == text


def test_ages_read_relative_for_a_day_and_then_as_a_date() -> None:
    assert ago(NOW, later(30)) == "just now"
    assert ago(NOW, later(240)) == "4 min ago"
    assert "ago" not in ago(NOW, later(3 * 86400))
    assert ago(None, NOW) == "–"
    assert took_words(130) == "2 min 10 s"


def test_a_cost_that_is_not_reported_is_never_zero() -> None:
    assert cost_words(Cost()) == "not reported"
    assert cost_words(Cost(charged=0)) == "0 credits (charged)"
    assert cost_words(Cost(estimated=1.5)) == "1.5 credits (estimated)"
    assert cost_words(Cost(charged=1)) == "1 credit (charged)"
    assert cost_words(Cost(charged=1_470_000)) == "1,470,000 credits (charged)"


def test_a_task_is_called_by_its_title_then_its_prompt_then_its_id() -> None:
    assert title_of(a_task(title="Lamp", prompt="x")) == "Lamp"
    assert title_of(a_task(prompt="A red fox\nin snow")) == "A red fox"
    assert title_of(a_task(task_id="abc")) == "abc"


def _done(**fields: object) -> Task:
    return advance(a_task(), a_report(Remote.DONE, "success", parts=(a_part(lifetime=timedelta(minutes=5)),), **fields), NOW)


def test_the_detail_line_says_the_one_fact_that_matters() -> None:
    assert detail_line(a_task(), NOW) == "Not checked yet"
    assert detail_line(advance(a_task(), a_report(Remote.WAITING, "queued", queue_position=4), NOW), NOW) == "Number 4 in line"
    generating = advance(a_task(), a_report(progress=65, seconds_left=40), NOW)
    assert detail_line(generating, NOW) == "65 %, about 40 s left"
    assert detail_line(advance(a_task(), a_report(created_at=NOW), NOW), later(20)) == "20 s so far"
    assert detail_line(_done(), later(30)) == "Gone in 4 min"
    saving = advance(_done(), FileChange("model", FileState.SAVING, received=12_100_000, size=30_000_000), NOW)
    assert detail_line(saving, NOW) == "12.1 of 30 MB"
    saved = advance(saving, FileChange("model", FileState.SAVED, size=48_000_000, path="/x", sha256="aa"), NOW)
    assert detail_line(saved, NOW) == "1 file, 48 MB"
    failed = advance(a_task(), a_report(Remote.FAILED, "failed", reason="internal error"), NOW)
    assert detail_line(failed, NOW) == "Generation failed: internal error"
    strange = advance(a_task(), a_report(Remote.UNKNOWN, "QUEUED_V2"), NOW)
    assert detail_line(strange, NOW) == "Tripo says “QUEUED_V2”"
    assert detail_line(strange, later(26 * 3600)) == "Tripo says “QUEUED_V2”"


def test_partly_saved_counts_and_says_when_the_rest_is_gone() -> None:
    saved = a_file("a", FileState.SAVED, path="/x")
    assert detail_line(a_task(remote=Remote.DONE, files=(saved, a_file("b", FileState.FAILED))), NOW) == "1 of 2 files"
    assert detail_line(a_task(remote=Remote.DONE, files=(saved, a_file("b", FileState.GONE))), NOW) == "1 of 2; the rest is gone"


def test_a_running_task_without_news_for_a_day_is_called_quiet() -> None:
    task = advance(a_task(), a_report(progress=10), NOW)
    assert detail_line(task, later(26 * 3600)) == "Quiet for 26 h"


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_a_problem_without_its_provider_still_reads_as_a_sentence(kind: ProblemKind) -> None:
    said = words(problem(kind))
    for sentence in (said.title, said.hint):
        assert " The provider" not in sentence
        assert "a the provider" not in sentence
        assert not sentence.startswith("the")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (ProblemKind.KEY_REJECTED, "crun.ai doesn't accept this key."),
        (ProblemKind.NO_KEY, "This task needs a crun.ai key."),
        (ProblemKind.OUT_OF_CREDITS, "Your crun.ai account is out of credits."),
        (ProblemKind.SLOW_DOWN, "crun.ai asked us to slow down."),
        (ProblemKind.MAINTENANCE, "crun.ai is under maintenance."),
    ],
)
def test_problems_call_a_provider_as_it_calls_itself(kind: ProblemKind, title: str) -> None:
    assert words(problem(kind, provider=provider_name("crun"))).title == title


def test_the_providers_words_are_quoted_without_a_second_full_stop() -> None:
    failed = problem(ProblemKind.GENERATION_FAILED, provider="ByteSpike", reason="Try again later.", code="501")
    assert words(failed).title == "Generation failed at ByteSpike: “Try again later”."
    assert words(failed).hint.endswith("(Code 501.)")


def test_a_file_that_could_not_be_fetched_says_to_save_again_and_a_question_is_asked_again_by_itself() -> None:
    assert (
        words(problem(ProblemKind.UNREACHABLE, host="cdn.example", then="save again")).hint
        == "Check the connection, then save again."
    )
    assert words(problem(ProblemKind.UNREACHABLE, provider="Tripo")).hint.endswith("We try again by ourselves.")


def test_days_are_told_in_english_whatever_the_systems_language() -> None:
    assert [day_words(NOW.replace(month=month)).split()[1] for month in (3, 5, 10, 12)] == ["Mar", "May", "Oct", "Dec"]


def test_spans_below_a_second_are_not_told_as_zero() -> None:
    assert detail_line(_done(), later(299.5)) == "May be gone any moment"
    assert detail_line(_done(), later(400)) == "May be gone any moment"
    assert detail_line(advance(a_task(), a_report(progress=65, seconds_left=0.4), NOW), NOW) == "65 %"
    assert detail_line(advance(a_task(), a_report(estimated_seconds=0.3), NOW), later(5)) == "5 s so far"


def test_a_task_created_in_the_future_has_just_started() -> None:
    assert detail_line(advance(a_task(), a_report(created_at=later(300)), NOW), NOW) == "Just started"


def test_a_reply_without_a_status_is_told_as_one() -> None:
    assert detail_line(advance(a_task("crun"), a_report(Remote.UNKNOWN, ""), NOW), NOW) == "crun.ai gives no status"
