"""Client-safe mode shows neither prompts nor costs nor account names."""

from dataclasses import replace

import pytest

from desktop.domain.discretion import shown_account, shown_answer, shown_cost, shown_prompt, shown_tags, shown_title
from desktop.domain.status import MediaKind
from desktop.domain.task import Cost
from tests.fakes.tasks import many_tasks

TASK = replace(
    many_tasks(1)[0],
    title="",
    prompt="A red fox asleep in fresh snow, film grain",
    kind=MediaKind.IMAGE,
    tags=("fox",),
    text_result="A fox.",
)


def test_a_task_without_a_title_is_called_by_its_kind_and_short_id() -> None:
    assert shown_title(TASK, safe=False) == TASK.prompt
    said = shown_title(TASK, safe=True)
    assert said.startswith("Picture ")
    assert "fox" not in said


@pytest.mark.parametrize(
    "title",
    ["A red fox asleep in fresh snow, film grain", "a red fox", "A red fox asleep…", "asleep in fresh snow", "A  red\nfox ..."],
)
def test_a_title_made_of_the_prompt_is_hidden_with_it(title: str) -> None:
    assert "fox" not in shown_title(replace(TASK, title=title), safe=True)
    assert "snow" not in shown_title(replace(TASK, title=title), safe=True)


def test_a_title_of_its_own_is_shown() -> None:
    assert shown_title(replace(TASK, title="Winter campaign"), safe=True) == "Winter campaign"
    assert shown_title(replace(TASK, title="Winter campaign", prompt=""), safe=True) == "Winter campaign"


@pytest.mark.parametrize("kind", list(MediaKind))
def test_every_kind_has_a_name(kind: MediaKind) -> None:
    assert "{" not in shown_title(replace(TASK, kind=kind), safe=True)


def test_prompt_answer_tags_cost_and_account_are_hidden_and_otherwise_shown() -> None:
    assert shown_prompt(TASK, safe=True) == shown_answer(TASK, safe=True) == shown_account("Studio", safe=True) == ""
    assert shown_tags(TASK, safe=True) == ()
    assert shown_cost(Cost(charged=4.0), safe=True) == "hidden"
    assert shown_prompt(TASK, safe=False) == TASK.prompt
    assert shown_answer(TASK, safe=False) == "A fox."
    assert shown_account("Studio", safe=False) == "Studio"
    assert shown_tags(TASK, safe=False) == ("fox",)
    assert shown_cost(Cost(charged=4.0), safe=False) == "4 credits (charged)"
