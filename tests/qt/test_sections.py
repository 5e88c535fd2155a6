"""The words of headings."""

from datetime import datetime, timedelta

import pytest

from desktop.domain.query import Group, Section
from desktop.qt.sections import Sections, heading_words

NOW = datetime(2026, 11, 22, 12).astimezone()


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Today"), (1, "Yesterday"), (2, "20 Nov"), (19, "3 Nov"), (365, "22 Nov 2025"), (-1, "23 Nov")]
)
def test_days_are_called_as_people_call_them(days: int, words: str) -> None:
    assert heading_words((NOW - timedelta(days=days)).date().isoformat(), Group.DAY, NOW) == words


@pytest.mark.parametrize(
    ("key", "group", "words"),
    [
        ("tripo", Group.PROVIDER, "Tripo"),
        ("", Group.PROJECT, "No project"),
        ("Lamp kit", Group.PROJECT, "Lamp kit"),
        ("", Group.PROMPT, "No prompt"),
        ("a\u202efox\n", Group.PROMPT, "afox"),
        ("no day", Group.DAY, "No date"),
    ],
)
def test_headings_are_names_and_never_empty(key: str, group: Group, words: str) -> None:
    assert heading_words(key, group, NOW) == words


def test_a_list_that_is_not_grouped_has_one_place_for_all() -> None:
    assert Sections((Section("x", 3),), Group.NONE).place(4, 9) == (5, 9)
    assert not Sections()
