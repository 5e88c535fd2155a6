"""The steps between two orders lead to the second one, and are few."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.qt.order import Insert, Remove, Reorder, Step, steps_between

orders = st.lists(st.integers(0, 60), unique=True, max_size=50)


def done(ids: list[int], step: Step) -> list[int]:
    match step:
        case Insert(row, new):
            assert new
            assert not set(new) & set(ids)
            return [*ids[:row], *new, *ids[row:]]
        case Remove(row, count):
            assert 0 < count <= len(ids) - row
            return [*ids[:row], *ids[row + count :]]
        case Reorder(order):
            assert sorted(order) == sorted(ids)
            assert order != ids
            return list(order)


@given(old=orders, new=orders)
def test_the_steps_lead_from_one_to_the_other(old: list[int], new: list[int]) -> None:
    ids = old
    for step in steps_between(old, new):
        ids = done(ids, step)
    assert ids == new


@given(order=orders)
def test_no_step_where_nothing_changed(order: list[int]) -> None:
    assert steps_between(order, list(order)) == []


def test_a_new_row_at_the_top_is_one_insertion() -> None:
    old = list(range(100_000))
    assert steps_between(old, [-1, *old]) == [Insert(0, [-1])]


def test_a_row_that_left_is_one_removal() -> None:
    old = list(range(1000))
    assert steps_between(old, [*old[:500], *old[501:]]) == [Remove(500, 1)]


def test_a_row_that_moved_is_one_change_of_order() -> None:
    assert steps_between([1, 2, 3, 4], [4, 1, 2, 3]) == [Reorder([4, 1, 2, 3])]


def test_scattered_changes_take_a_handful_of_steps() -> None:
    old = list(range(3000))
    new = list(range(0, 4000, 2))
    assert len(steps_between(old, new)) <= 4
