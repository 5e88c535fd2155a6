"""What the details say: history, times, costs, sums; and the files that may be opened."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.events import AccountState
from desktop.domain.history import HistoryEntry
from desktop.domain.problem import Action, ProblemKind, problem
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task
from desktop.domain.wording import provider_name
from desktop.widgets.actions import Act
from desktop.widgets.choices import counted, has_prompt, save_label, unsaved
from desktop.widgets.details.file_lines import file_lines
from desktop.widgets.details.one import offers, primary_act
from desktop.widgets.details.words import created_words, facts, history_words, several_words
from desktop.widgets.dialogs.account_form import AccountForm
from desktop.widgets.dialogs.raw_reply import RawReplySheet
from desktop.widgets.file_desk import FileDesk
from desktop.widgets.menus import Menu
from tests.fakes.engine import account
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, plain_task, sample_accounts
from tests.widgets.conftest import Ui


def test_history_names_each_state_and_how_long_it_held() -> None:
    steps = ((0, Remote.WAITING), (5, Remote.WAITING), (8, Remote.GENERATING), (130, Remote.DONE))
    entries = [HistoryEntry(NOW + timedelta(seconds=s), remote, remote.value, "none") for s, remote in steps]
    assert history_words(entries) == "Waiting 8 s → Generating 2 min → Done"


def test_an_unknown_state_is_shown_in_the_providers_word() -> None:
    assert history_words([HistoryEntry(NOW, Remote.UNKNOWN, "QUEUED_V2", "none")]) == "“QUEUED_V2”"


def test_missing_facts_read_as_a_dash_and_a_missing_cost_is_not_zero() -> None:
    shown = dict(facts(replace(plain_task(1), model=""), None, [], NOW))
    assert shown["Model"] == "–"
    assert shown["Account"] == "–"
    assert shown["Cost"] == "not reported"
    assert "Expires" not in shown


def test_an_end_before_the_start_is_no_duration() -> None:
    task = replace(plain_task(1), created_at=NOW, finished_at=NOW - timedelta(hours=1))
    assert "took" not in created_words(task, NOW)


def test_sums_count_what_is_not_reported() -> None:
    first = replace(plain_task(1), cost=Cost(charged=20))
    title, sums = several_words([first, plain_task(2)])
    assert title == "2 tasks selected"
    assert ("Cost", "20 credits · 1 not reported") in sums
    assert ("Saved", "2") in sums


def test_credits_of_different_providers_are_never_added_up() -> None:
    first = replace(plain_task(1), ref=replace(plain_task(1).ref, provider="tripo"), cost=Cost(charged=20))
    other = replace(plain_task(2), ref=replace(plain_task(2).ref, provider="crun"), cost=Cost(charged=3))
    sums = dict(several_words([first, other, replace(first, id=3)])[1])
    assert sums["Cost"] == "40 credits (Tripo) · 3 credits (crun.ai)"


@pytest.mark.parametrize(
    ("fitting", "total", "label"),
    [(1, 1, "Pause"), (7, 7, "Pause 7"), (3, 7, "Pause 3 of 7"), (1200, 1284, "Pause 1,200 of 1,284")],
)
def test_labels_carry_counts(fitting: int, total: int, label: str) -> None:
    assert counted("Pause", fitting, total) == label


def test_saving_is_called_again_only_after_a_try() -> None:
    tasks = badge_tasks(NOW)
    assert save_label([tasks[Badge.FINISHED_NOT_SAVED]]) == "Save now"
    assert save_label([tasks[Badge.PARTLY_SAVED]]) == "Save again"
    assert save_label(list(tasks.values())).endswith(f"of {len(tasks)}")


def test_every_badge_has_a_primary_act_or_a_problem_to_solve() -> None:
    tasks = badge_tasks(NOW)
    without = {badge for badge, task in tasks.items() if primary_act(task) is None}
    assert without <= {Badge.NEEDS_YOU, Badge.FAILED, Badge.BLOCKED, Badge.GONE, Badge.CANCELLED}


def test_what_is_gone_is_not_offered_as_the_first_thing_to_save() -> None:
    tasks = badge_tasks(NOW)
    partly = tasks[Badge.PARTLY_SAVED]
    rest_gone = (f if f.state is FileState.SAVED else replace(f, state=FileState.GONE) for f in partly.files)
    assert primary_act(replace(partly, files=tuple(rest_gone))) is Act.REVEAL
    assert primary_act(tasks[Badge.GONE]) is None
    assert primary_act(tasks[Badge.FILE_MOVED]) is Act.SAVE
    assert save_label([tasks[Badge.FILE_MOVED]]) == "Save again"


def test_what_is_being_saved_is_not_offered_to_be_saved() -> None:
    saving = badge_tasks(NOW)[Badge.SAVING]
    file = replace(saving.files[0], state=FileState.QUEUED, held=False, problem=None)
    queued = replace(saving, files=(file, replace(file, part="b", state=FileState.SAVING)))
    assert primary_act(queued) is Act.PAUSE
    assert primary_act(replace(queued, paused=True)) is Act.RESUME
    tile = replace(file, part="tile", state=FileState.WANTED, made_from=file.part)
    assert primary_act(replace(queued, files=(file, tile))) is Act.PAUSE
    assert primary_act(replace(queued, files=(file, replace(tile, made_from="")))) is Act.SAVE
    assert primary_act(replace(queued, files=(replace(file, held=True), queued.files[1]))) is Act.SAVE


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_words_that_can_be_selected_have_the_windows_own_menu(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([replace(plain_task(1), title="Lamp", prompt="a brass lamp")])
        await ui.select(window, 1)
        prompt = window.details.one.prompt

        def ask() -> Menu:
            place = prompt.rect().center()
            QApplication.sendEvent(prompt, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, prompt.mapToGlobal(place)))
            return prompt.findChildren(Menu)[-1]

        copy, everything = ask().actions()
        assert (copy.text(), copy.isEnabled(), everything.text()) == ("Copy", False, "Select all")
        everything.trigger()
        assert prompt.selectedText() == "a brass lamp"
        ask().actions()[0].trigger()
        assert ui.clipboard() == "a brass lamp"
        for menu in prompt.findChildren(Menu):
            menu.close()

    ui.run(story)


def test_an_answer_repeated_as_a_prompt_is_no_prompt() -> None:
    task = plain_task(1)
    assert has_prompt(replace(task, prompt="a fox"))
    assert has_prompt(replace(task, prompt="a fox", text_result="Seven Little Kids"))
    assert not has_prompt(replace(task, prompt=" \n"))
    assert not has_prompt(replace(task, prompt="a red fox\n", text_result="a red fox"))


def test_what_counts_as_unsaved() -> None:
    tasks = badge_tasks(NOW)
    assert {badge for badge, task in tasks.items() if unsaved(task)} == {
        Badge.FINISHED_NOT_SAVED,
        Badge.SAVING,
        Badge.PARTLY_SAVED,
    }


def test_the_raw_reply_is_plain_text_and_can_be_copied(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1), sample_accounts())
        ui.engine.raw[1] = '{"html": "<b>x</b>"}'
        await ui.select(window, 1)
        window.details.one.raw.click()
        sheet = await ui.sheet(window, "raw")
        assert isinstance(sheet, RawReplySheet)
        await ui.until(lambda: sheet.text.toPlainText() == '{"html": "<b>x</b>"}')
        sheet.copy.click()
        assert ui.clipboard() == '{"html": "<b>x</b>"}'
        sheet.reject()

    ui.run(story)


def test_the_history_of_the_selected_task_is_shown(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        ui.engine.histories[1] = [HistoryEntry(NOW, Remote.DONE, "ok", "saved")]
        await ui.select(window, 1)
        await ui.until(lambda: window.details.one.facts.value("History") == "Done")
        await ui.select(window, 2)
        await ui.until(lambda: window.details.one.facts.value("History") == "")

    ui.run(story)


def test_a_change_of_the_selected_task_is_shown(ui: Ui) -> None:
    async def story() -> None:
        tasks = badge_tasks(NOW)
        window = await ui.open(tasks.values(), sample_accounts())
        generating = tasks[Badge.GENERATING]
        await ui.select(window, generating.id)
        assert window.details.one.badge.badge is Badge.GENERATING
        ui.engine.put(replace(generating, remote=Remote.CANCELLED, final=True))
        await ui.until(lambda: window.details.one.badge.badge is Badge.CANCELLED)

    ui.run(story)


def test_programs_and_scripts_are_not_opened(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        desk = FileDesk()
        for name in ("run.sh", "a.exe", "page.html", "x.desktop", "picture.svg", "noending"):
            path = tmp_path / name
            path.write_text("x")
            sentence = await desk.open(str(path))
            assert sentence is not None
            assert name in sentence

    ui.run(story)


def test_a_moved_file_is_said_in_words(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        desk = FileDesk()
        assert "isn't where it was saved" in str(await desk.open(str(tmp_path / "gone.png")))
        assert "isn't where it was saved" in str(await desk.reveal([str(tmp_path / "gone.png"), "relative.png"]))
        assert "isn't there yet" in str(await desk.open_folder(tmp_path / "none"))

    ui.run(story)


def _view(part: str, state: FileState = FileState.SAVED, size: int = 1000) -> ResultFile:
    return ResultFile(part=part, name=f"{part}.webp", kind=MediaKind.IMAGE, state=state, size=size, path=f"/r/{part}.webp")


def test_four_views_that_fare_alike_share_a_line() -> None:
    views = [_view(part) for part in ("right", "front", "back", "left")]
    lines = file_lines([_view("model"), *views])
    assert [(line.name, line.state) for line in lines] == [("model.webp", "1 KB"), ("front · left · back · right", "4 files, 4 KB")]
    assert lines[1].paths == ("/r/front.webp", "/r/left.webp", "/r/back.webp", "/r/right.webp")


@pytest.mark.parametrize("odd", [[], [_view("back", FileState.FAILED)], [_view("back", FileState.QUEUED)]])
def test_views_that_differ_or_lack_one_have_lines_of_their_own(odd: list[ResultFile]) -> None:
    files = [_view("front"), _view("left"), _view("right"), *odd]
    assert [line.files for line in file_lines(files)] == [(file,) for file in files]


def test_the_details_do_not_move_sideways_when_they_need_to_scroll(ui: Ui) -> None:
    async def story() -> None:
        few, many = ([_view(f"part-{i}") for i in range(count)] for count in (1, 60))
        window = await ui.open([replace(plain_task(1), files=tuple(few)), replace(plain_task(2), files=tuple(many))])
        box = window.details.one.files
        await ui.select(window, 1)
        await ui.until(lambda: box.model().rowCount() == 1)
        width = box.width()
        await ui.select(window, 2)
        await ui.until(lambda: window.details._scroll.verticalScrollBar().maximum() > 0)
        assert box.height() == 60 * 29
        assert box.width() == width

    ui.run(story)


def test_an_answer_in_words_is_shown_and_can_be_copied(ui: Ui) -> None:
    async def story() -> None:
        task = replace(plain_task(1), files=(), may_lack_files=True, text_result="a red fox --ar 3:2")
        window = await ui.open([task])
        await ui.select(window, 1)
        one = window.details.one
        assert one.prompt.isVisible()
        assert (one.prompt_name.text(), one.prompt.text()) == ("Answer", "a red fox --ar 3:2")
        assert one.primary.label == "Copy text"
        one.primary.click()
        assert ui.clipboard() == "a red fox --ar 3:2"

    ui.run(story)


def test_a_problem_offers_nothing_that_cannot_be_done_or_stands_beside_it() -> None:
    blocked = badge_tasks(NOW)[Badge.BLOCKED]
    assert not offers(blocked, Action.COPY_PROMPT)
    assert offers(replace(blocked, prompt="a mayor"), Action.COPY_PROMPT)
    partly = badge_tasks(NOW)[Badge.PARTLY_SAVED]
    assert primary_act(partly) is Act.SAVE
    assert not offers(partly, Action.SAVE_AGAIN)
    assert offers(partly, Action.CHOOSE_FOLDER)


def _not_found(number: int = 1) -> Task:
    return replace(plain_task(number), files=(), remote=Remote.NOT_FOUND, problem=problem(ProblemKind.NOT_FOUND, provider="crun"))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu without a screen
def test_a_task_that_is_not_found_can_be_given_to_another_account(ui: Ui) -> None:
    async def story() -> None:
        other = AccountState(account("crun", "Client B"), key_source="keyring")
        window = await ui.open([_not_found()], [*sample_accounts(), other])
        await ui.select(window, 1)
        window.details.one.problem.button.click()
        menu = window.dialogs.other_accounts.menu
        assert menu is not None
        assert [a.text() for a in menu.actions() if a.text()] == ["Client B", f"Connect another {provider_name('crun')} account…"]
        menu.actions()[0].trigger()
        await ui.until(lambda: ui.engine.called("assign") == [((1,), "crun/Client B")])
        menu.close()

    ui.run(story)


def test_without_another_account_one_can_be_connected(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([_not_found()], sample_accounts())
        await ui.select(window, 1)
        window.details.one.problem.button.click()
        sheet = await ui.sheet(window, "form")
        assert isinstance(sheet, AccountForm)
        assert sheet.provider.label == "crun.ai"
        sheet.reject()

    ui.run(story)
