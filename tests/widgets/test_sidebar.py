"""The side bar, the status line, the toast and the empty list: words and small rules."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.events import Budget
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.query import Counts, ListQuery, View
from desktop.domain.status import Badge
from desktop.widgets.empty_words import empty_sentence
from desktop.widgets.labels import Ink, tooltip
from desktop.widgets.sidebar import Command, Place, entries
from desktop.widgets.status_line import free_bytes, saving_words, watch_words
from tests.fakes.tasks import NOW, many_tasks, sample_accounts
from tests.widgets.conftest import Ui

COUNTS = Counts(views={View.ALL: 1284, View.NEEDS_YOU: 2}, projects={"winter film": 3, "Citrus market": 48}, accounts={})


def test_entries_list_views_projects_and_accounts() -> None:
    lines = entries(COUNTS, sample_accounts())
    assert [line.text for line in lines if line.target is None] == ["Tasks", "Projects", "Accounts"]
    assert [line.text for line in lines if isinstance(line.target, Place) and line.target.project] == [
        "Citrus market",
        "winter film",
    ]
    assert "Client A — ByteSpike" in [line.text for line in lines]
    assert [line.target for line in lines if isinstance(line.target, Command)] == [Command.NEW_PROJECT]


def test_trouble_is_coloured_only_where_there_is_some() -> None:
    inks = {line.text: line.ink for line in entries(COUNTS, ())}
    assert inks["Needs you"] is Ink.DANGER
    assert inks["Not saved yet"] is Ink.TEXT


def test_without_projects_and_accounts_the_way_to_them_is_shown() -> None:
    commands = [line.target for line in entries(Counts({}, {}, {}), ()) if isinstance(line.target, Command)]
    assert commands == [Command.NEW_PROJECT, Command.CONNECT]


def test_accounts_say_what_ails_them() -> None:
    first, second, *_ = sample_accounts()
    keyless = replace(second, key_source="", problem=problem(ProblemKind.NO_KEY, provider="Tripo", account="Lab"))
    lines = entries(COUNTS, (replace(first, slow_until=NOW), keyless))
    assert [line.remark for line in lines if line.colour] == ["slow", "no key"]


def test_a_key_that_was_not_read_yet_is_not_called_missing() -> None:
    lines = entries(COUNTS, (replace(sample_accounts()[0], key_source=""),))
    assert [line.remark for line in lines if line.colour] == [""]


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (Budget(), "No tasks to check"),
        (Budget(watched=1), "Watching 1 task"),
        (Budget(watched=12, next_check_at=NOW + timedelta(seconds=1.2)), "Watching 12 tasks · next check in 2 s"),
        (Budget(watched=2, next_check_at=NOW), "Watching 2 tasks · checking now"),
        (Budget(watched=2, offline=True), "Offline. Checking continues when the connection returns"),
    ],
)
def test_the_status_line_says_what_is_watched(budget: Budget, words: str) -> None:
    assert watch_words(budget, NOW) == words
    assert watch_words(budget, NOW, paused=True) == "Paused"


def test_nothing_is_said_of_saving_while_nothing_is_saved() -> None:
    assert saving_words(Budget(watched=4)) == ""


def test_free_space_is_that_of_the_nearest_folder_there_is(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") == pytest.approx(free_bytes(tmp_path), rel=0.1)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (ListQuery(text="  fox "), "No tasks match “fox”."),
        (ListQuery(view=View.NOT_SAVED), "Nothing is waiting to be saved."),
        (ListQuery(badge=Badge.GONE), "No tasks are “Gone” here."),
        (ListQuery(project="Lamp kit"), "No tasks in “Lamp kit”."),
    ],
)
def test_an_empty_list_says_why(query: ListQuery, sentence: str) -> None:
    assert empty_sentence(query) == sentence


def test_tooltips_show_markup_as_typed() -> None:
    assert tooltip("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"


def test_an_undo_works_once(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        undone: list[int] = []
        window.acts.say("Done.", lambda: undone.append(1))
        window.toast.undo()
        window.toast.undo()
        assert undone == [1]
        assert not window.toast.isVisible()

    ui.run(story)


def test_a_toast_without_a_way_back_has_no_undo(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        window.acts.say("Prompt copied.")
        assert window.toast.isVisible()
        assert not window.toast.undo_button.isVisible()
        assert window.toast.accessibleName() == "Prompt copied."

    ui.run(story)
