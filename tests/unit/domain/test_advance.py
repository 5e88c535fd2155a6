"""The one writer of a task's state."""

from datetime import timedelta

import pytest

from desktop.domain.advance import advance, needs_file, needs_request
from desktop.domain.badge import badge_of, is_settled, problem_of
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.report import (
    AccountChange,
    ChoiceChange,
    FileChange,
    HoldChange,
    NotFound,
    PartKept,
    PartsAdded,
    PauseChange,
    TaskNote,
    Trouble,
    TroubleOver,
)
from desktop.domain.resume import ResumePoint
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Cost, Task
from tests.fakes.records import NOW, a_part, a_report, a_task, later

KEY_TROUBLE = Trouble(problem(ProblemKind.KEY_REJECTED, provider="Tripo"))


def done(*parts: str, **fields: object) -> Task:
    """Return a finished task with these parts."""
    return advance(a_task(), a_report(Remote.DONE, "success", parts=tuple(a_part(p) for p in parts), **fields), NOW)


def test_progress_never_goes_back_and_never_reads_100_before_done() -> None:
    task = a_task()
    shown = []
    for told in (65, 40, 100, None):
        task = advance(task, a_report(progress=told), NOW)
        shown.append(task.progress)
    assert shown == [65, 65, 99, 99]
    assert advance(task, a_report(Remote.DONE, "success"), NOW).progress == 100


def test_a_failed_task_keeps_the_progress_it_had() -> None:
    task = advance(a_task(), a_report(progress=30), NOW)
    assert advance(task, a_report(Remote.FAILED, "failed", progress=100), NOW).progress == 30


def test_what_a_partial_reply_leaves_out_is_kept() -> None:
    task = advance(a_task(), a_report(title="Brass desk lamp", model="v3.1", cost=Cost(estimated=20)), NOW)
    later_task = advance(task, a_report(), NOW)
    assert (later_task.title, later_task.model, later_task.cost.estimated) == ("Brass desk lamp", "v3.1", 20)


def test_files_are_taken_only_from_a_finished_task() -> None:
    preview = advance(a_task(), a_report(parts=(a_part("image"),)), NOW)
    assert preview.files == ()
    assert [f.part for f in done("model", "front").files] == ["model", "front"]


def test_a_fresh_reply_renews_the_links_of_unsaved_files_and_leaves_saved_ones() -> None:
    task = done("model", "front")
    task = advance(task, FileChange("model", FileState.SAVED, path="/x/model.glb", sha256="aa", size=3), NOW)
    fresh = a_report(Remote.DONE, "success", parts=(a_part("model", urls=("https://b/1",)), a_part("front", urls=("https://b/2",))))
    after = advance(task, fresh, later(10))
    assert [(f.state, f.path) for f in after.files] == [(FileState.SAVED, "/x/model.glb"), (FileState.WANTED, None)]
    assert after.files[1].urls == ("https://b/2",)
    assert after.files[1].links_at == later(10)


def test_a_file_that_a_later_reply_no_longer_lists_is_kept() -> None:
    after = advance(done("model", "front"), a_report(Remote.DONE, "success", parts=(a_part("model"),)), NOW)
    assert [f.part for f in after.files] == ["model", "front"]


def test_a_finished_task_stays_finished_when_the_gateway_forgets() -> None:
    after = advance(done("model"), a_report(Remote.WAITING, "NOT_START"), later(5))
    assert after.remote is Remote.DONE
    assert after.remote_raw == "NOT_START"


def test_a_failure_by_timeout_can_still_turn_into_success() -> None:
    failed = advance(a_task(), a_report(Remote.FAILED, "FAILURE"), NOW)
    assert advance(failed, a_report(Remote.DONE, "SUCCESS", parts=(a_part(),)), NOW).remote is Remote.DONE


def test_not_found_is_believed_at_the_third_time_and_only_when_thirty_seconds_apart() -> None:
    task = a_task()
    for seconds in (0, 5, 10, 31):
        task = advance(task, NotFound(), later(seconds))
    assert (task.misses, badge_of(task)) == (2, Badge.WAITING)
    task = advance(task, NotFound(), later(62))
    assert badge_of(task) is Badge.NEEDS_YOU
    assert task.problem is not None
    assert task.problem.kind is ProblemKind.NOT_FOUND


def test_an_answer_ends_the_count_of_misses() -> None:
    task = advance(advance(a_task(), NotFound(), NOW), a_report(), later(30))
    assert task.misses == 0


def test_not_found_past_its_retention_means_gone() -> None:
    task = done("model", keep_for=timedelta(days=14), finished_at=NOW)
    for day in (15, 16, 17):
        task = advance(task, NotFound(), later(day * 86400))
    assert badge_of(task) is Badge.GONE
    assert is_settled(task)


def test_a_saved_task_never_turns_into_gone() -> None:
    task = advance(done("model"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    for seconds in (0, 31, 62, 93):
        task = advance(task, NotFound(), later(seconds))
    assert badge_of(task) is Badge.SAVED


def test_success_without_a_file_is_looked_at_again_for_two_minutes() -> None:
    task = done()
    assert badge_of(task) is Badge.FINISHED_NOT_SAVED
    assert needs_request(task)
    task = advance(task, a_report(Remote.DONE, "success"), later(119))
    assert badge_of(task) is Badge.FINISHED_NOT_SAVED
    task = advance(task, a_report(Remote.DONE, "success"), later(121))
    assert badge_of(task) is Badge.NEEDS_YOU
    assert task.problem is not None
    assert task.problem.kind is ProblemKind.NO_FILE_LISTED


def test_success_without_a_file_is_saved_where_that_is_lawful() -> None:
    task = done(may_lack_files=True, text_result="riggable: yes")
    assert badge_of(task) is Badge.SAVED
    assert not needs_request(task)
    assert task.text_result == "riggable: yes"


@pytest.mark.parametrize(
    ("remote", "kind", "badge"),
    [
        (Remote.FAILED, ProblemKind.GENERATION_FAILED, Badge.FAILED),
        (Remote.BLOCKED, ProblemKind.REFUSED_BY_RULES, Badge.BLOCKED),
        (Remote.TIMED_OUT, ProblemKind.TIMED_OUT_THERE, Badge.FAILED),
        (Remote.NEEDS_INPUT, ProblemKind.WAITING_FOR_ANSWER, Badge.NEEDS_YOU),
    ],
)
def test_a_bad_end_says_what_happened(remote: Remote, kind: ProblemKind, badge: Badge) -> None:
    task = advance(a_task(), a_report(remote, "x", reason="their words"), NOW)
    assert task.problem is not None
    assert task.problem.kind is kind
    assert badge_of(task) is badge


def test_a_final_unknown_state_needs_you_and_a_word_on_no_list_waits() -> None:
    final = advance(a_task(), a_report(Remote.UNKNOWN, "unknown", final=True), NOW)
    unlisted = advance(a_task(), a_report(Remote.UNKNOWN, "QUEUED_V2"), NOW)
    assert badge_of(final) is Badge.NEEDS_YOU
    assert badge_of(unlisted) is Badge.WAITING
    assert needs_request(unlisted)


def test_key_trouble_touches_only_tasks_that_still_need_something() -> None:
    saved = advance(done("model"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    assert badge_of(advance(saved, KEY_TROUBLE, NOW)) is Badge.SAVED
    assert badge_of(advance(a_task(), KEY_TROUBLE, NOW)) is Badge.NEEDS_YOU


def test_trouble_ends_with_the_next_good_answer_or_when_the_user_mends_it() -> None:
    troubled = advance(a_task(), KEY_TROUBLE, NOW)
    assert advance(troubled, a_report(), NOW).problem is None
    assert advance(troubled, TroubleOver(), NOW).problem is None
    failed = advance(a_task(), a_report(Remote.FAILED, "failed"), NOW)
    assert advance(failed, TroubleOver(), NOW).problem is not None


def test_one_failed_file_leaves_a_task_partly_saved() -> None:
    task = advance(done("model", "front"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    cut = problem(ProblemKind.TRANSFER_CUT)
    task = advance(task, FileChange("front", FileState.FAILED, problem=cut, attempt=True), NOW)
    assert badge_of(task) is Badge.PARTLY_SAVED
    assert task.files[1].attempts == 1
    assert needs_file(task)


def test_saving_a_file_clears_its_problem_and_needs_nothing_more() -> None:
    task = advance(done("model"), FileChange("model", FileState.FAILED, problem=problem(ProblemKind.TRANSFER_CUT)), NOW)
    task = advance(task, FileChange("model", FileState.SAVED, path="/x", sha256="aa", size=9), NOW)
    assert task.files[0].problem is None
    assert not needs_file(task)


def test_pausing_and_a_change_of_account_are_remembered() -> None:
    task = advance(a_task(), PauseChange(paused=True), NOW)
    assert badge_of(task) is Badge.PAUSED
    assert advance(task, AccountChange(None), NOW).account_id is None


def test_a_deleted_file_stays_gone_though_it_is_listed_again() -> None:
    task = done("model", "front")
    task = advance(task, FileChange("model", FileState.GONE), NOW)
    task = advance(task, a_report(Remote.DONE, parts=(a_part("model"), a_part("front"))), later(10))
    assert [f.state for f in task.files] == [FileState.GONE, FileState.WANTED]


def test_a_task_that_ended_is_not_missed() -> None:
    failed = advance(a_task(), a_report(Remote.FAILED, "failed", reason="their words"), NOW)
    saved = advance(done("model"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    for seconds in (0, 31, 62, 93):
        failed = advance(failed, NotFound(), later(seconds))
        saved = advance(saved, NotFound(), later(seconds))
    assert (badge_of(failed), failed.problem and failed.problem.kind) == (Badge.FAILED, ProblemKind.GENERATION_FAILED)
    assert (badge_of(saved), saved.problem) == (Badge.SAVED, None)


def test_a_task_that_is_not_found_names_the_account_that_was_asked() -> None:
    task = a_task()
    for seconds in (0, 31, 62):
        task = advance(task, NotFound(account="Studio", same_key=True), later(seconds))
    assert task.problem is not None
    said = words(task.problem)
    assert said.title == "Tripo can't find this task with the key “Studio”."
    assert said.hint.startswith("Ids only work with the key that created them.")


def test_a_clock_that_was_set_back_does_not_stop_the_count_of_misses() -> None:
    task = advance(a_task(), NotFound(), later(3600))
    assert advance(task, NotFound(), NOW).misses == 2


def test_any_answer_ends_trouble_of_asking_also_one_about_a_forgotten_task() -> None:
    task = advance(done("model"), KEY_TROUBLE, NOW)
    assert advance(task, a_report(Remote.WAITING, "NOT_START"), later(5)).problem is None


def test_a_file_that_is_gone_does_not_settle_a_task_with_files_to_save() -> None:
    task = advance(done("model", "front"), FileChange("model", FileState.GONE), NOW)
    assert badge_of(task) is Badge.FINISHED_NOT_SAVED
    assert not is_settled(task)
    assert badge_of(advance(task, FileChange("front", FileState.GONE), NOW)) is Badge.GONE


def test_a_paused_task_is_settled_also_when_some_of_its_files_are_saved() -> None:
    task = advance(done("model", "front"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    assert not is_settled(task)
    assert is_settled(advance(task, PauseChange(paused=True), NOW))


def test_a_problem_that_only_the_user_can_end_is_shown_before_any_other() -> None:
    cut, full = problem(ProblemKind.TRANSFER_CUT), problem(ProblemKind.DISK_FULL)
    task = advance(done("model", "front"), FileChange("model", FileState.FAILED, problem=cut), NOW)
    task = advance(task, FileChange("front", FileState.FAILED, problem=full), NOW)
    assert badge_of(task) is Badge.NEEDS_YOU
    assert problem_of(advance(task, Trouble(problem(ProblemKind.SLOW_DOWN)), NOW)) == full


# -- what the user wants of the files ----------------------------------------------------------------------------------


def test_a_held_file_waits_and_a_task_whose_rest_is_held_is_paused() -> None:
    task = advance(done("model", "front"), HoldChange(frozenset({"model"}), held=True), NOW)
    assert badge_of(task) is Badge.FINISHED_NOT_SAVED
    task = advance(task, HoldChange(frozenset({"front"}), held=True), NOW)
    assert badge_of(task) is Badge.PAUSED
    assert badge_of(advance(task, HoldChange(frozenset({"front"}), held=False), NOW)) is Badge.FINISHED_NOT_SAVED


def test_a_file_that_is_not_wanted_counts_for_nothing_until_it_is_wanted_again() -> None:
    failed = FileChange("front", FileState.FAILED, problem=problem(ProblemKind.TRANSFER_CUT))
    task = advance(done("model", "front"), failed, NOW)
    task = advance(task, ChoiceChange(frozenset({"front"}), chosen=False), NOW)
    task = advance(task, FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    assert badge_of(task) is Badge.SAVED
    assert not needs_file(task)
    assert task.expires_at is None
    task = advance(task, ChoiceChange(frozenset({"front"}), chosen=True), NOW)
    assert (badge_of(task), task.files[1].state, task.files[1].problem) == (Badge.PARTLY_SAVED, FileState.WANTED, None)


def test_a_saved_file_stays_saved_whatever_is_chosen_later() -> None:
    task = advance(done("model"), FileChange("model", FileState.SAVED, path="/x", sha256="aa"), NOW)
    task = advance(task, ChoiceChange(frozenset({"model"}), chosen=False), NOW)
    assert badge_of(task) is Badge.SAVED


def test_a_task_of_which_nothing_is_wanted_is_cancelled() -> None:
    task = advance(done("model"), ChoiceChange(frozenset({"model"}), chosen=False), NOW)
    assert badge_of(task) is Badge.CANCELLED
    assert is_settled(task)


def test_a_choice_by_hand_survives_the_next_report() -> None:
    task = advance(done("model"), ChoiceChange(frozenset({"model"}), chosen=False), NOW)
    report = a_report(Remote.DONE, "success", parts=(a_part("model"), a_part("front", chosen=False)))
    task = advance(task, report, NOW)
    assert [f.chosen for f in task.files] == [False, False]


def test_parts_made_here_count_once_what_they_are_made_from_is_saved() -> None:
    tiles = PartsAdded((a_part("tile-1", urls=(), made_from="image"),))
    task = advance(advance(done("image"), tiles, NOW), tiles, NOW)
    assert [f.part for f in task.files] == ["image", "tile-1"]
    assert badge_of(task) is Badge.FINISHED_NOT_SAVED
    failed = advance(task, FileChange("image", FileState.FAILED, problem=problem(ProblemKind.TRANSFER_CUT)), NOW)
    assert badge_of(failed) is Badge.FAILED
    saved = advance(task, FileChange("image", FileState.SAVED, path="/x", sha256="aa"), NOW)
    assert badge_of(saved) is Badge.PARTLY_SAVED


def test_where_a_transfer_goes_on_is_forgotten_once_the_file_is_saved_or_gone() -> None:
    point = ResumePoint(path="/x.part", size=600, total=1000, source="https://files.example/x")
    task = advance(done("model"), PartKept("model", point), NOW)
    assert task.files[0].resume == point
    assert advance(task, FileChange("model", FileState.QUEUED), NOW).files[0].resume == point
    for state in (FileState.SAVED, FileState.GONE):
        ended = advance(task, FileChange("model", state), NOW)
        assert ended.files[0].resume is None
        assert advance(ended, PartKept("model", point), NOW).files[0].resume is None, "a late word of an ended transfer"


def test_each_remark_is_kept_once_and_a_file_saved_anew_keeps_those_of_its_saving_alone() -> None:
    task = advance(advance(done("model"), TaskNote("Copied."), NOW), TaskNote("Copied."), NOW)
    assert task.notes == ("Copied.",)
    saved = FileChange("model", FileState.SAVED, path="/x", sha256="aa", notes=("Name shortened.",))
    task = advance(task, saved, NOW)
    task = advance(task, FileChange("model", FileState.SAVED, notes=("Looked at.", "Name shortened.")), NOW)
    assert task.files[0].notes == ("Name shortened.", "Looked at.")
    assert advance(task, FileChange("model", FileState.SAVED, path="/y"), NOW).files[0].notes == ()
