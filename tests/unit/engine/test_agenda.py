"""What is due is taken earliest first, each task once."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.agenda import Agenda


def taken(agenda: Agenda, now: float = float("inf")) -> list[int]:
    """Return the numbers that are due by `now`, in the order they are taken out."""
    found = []
    while (entry := agenda.pop(now)) is not None:
        found.append(entry[2])
    return found


def test_what_is_not_due_yet_stays() -> None:
    agenda = Agenda()
    agenda.plan(1, 5.0)
    agenda.plan(2, 3.0)
    assert agenda.first == 3.0
    assert taken(agenda, 4.0) == [2]
    assert 1 in agenda
    assert 2 not in agenda
    assert agenda.first == 5.0


def test_a_task_keeps_the_earlier_moment() -> None:
    agenda = Agenda()
    assert agenda.plan(1, 5.0)
    assert not agenda.plan(1, 7.0)
    assert agenda.plan(1, 2.0)
    assert taken(agenda) == [1]
    assert agenda.first is None


def test_a_dropped_task_is_not_taken_and_can_be_planned_later() -> None:
    agenda = Agenda()
    agenda.plan(1, 1.0)
    agenda.drop(1)
    assert agenda.first is None
    agenda.plan(1, 9.0)
    assert agenda.pop(5.0) is None
    assert taken(agenda) == [1]


def test_what_is_put_back_keeps_its_place() -> None:
    agenda = Agenda()
    for number in (3, 1, 2):
        agenda.plan(number, 1.0)
    entry = agenda.pop(1.0)
    assert entry is not None
    agenda.put_back(entry)
    assert taken(agenda) == [3, 1, 2]


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 100))), st.frozensets(st.integers(0, 9)))
def test_each_planned_task_is_taken_once_at_its_earliest_moment(plans: list[tuple[int, float]], dropped: frozenset[int]) -> None:
    agenda = Agenda()
    earliest: dict[int, float] = {}
    for number, due in plans:
        agenda.plan(number, due)
        earliest[number] = min(due, earliest.get(number, due))
    for number in dropped:
        agenda.drop(number)
    left = {number: due for number, due in earliest.items() if number not in dropped}
    assert sorted(agenda) == sorted(left)
    found = taken(agenda)
    assert sorted(found) == sorted(left)
    assert [left[number] for number in found] == sorted(left.values())
