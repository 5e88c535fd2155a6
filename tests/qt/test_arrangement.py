"""Where items stand, against a plain walk over all of them."""

import time
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from desktop.qt.arrangement import Arrangement

LINE, HEADING, ABOVE, BELOW = 10, 7, 3, 4


@dataclass
class Spot:
    """An item as a plain walk finds it."""

    item: int
    group: int
    column: int
    top: int


def walk(groups: list[int], across: int) -> tuple[list[Spot], list[int], int]:
    """Return every item's spot, the tops of the headings and the whole height."""
    y, item, spots, headings = ABOVE, 0, [], []
    for group, count in enumerate(groups):
        headings.append(y)
        y += HEADING
        for at in range(count):
            spots.append(Spot(item, group, at % across, y + at // across * LINE))
            item += 1
        y += -(-count // across) * LINE
    return spots, headings, y + BELOW


def arranged(groups: list[int], across: int) -> Arrangement:
    return Arrangement(sum(groups), groups, across=across, line=LINE, heading=HEADING, above=ABOVE, below=BELOW)


groups_of = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@given(groups=groups_of, across=st.integers(1, 5))
def test_every_item_stands_where_a_walk_finds_it(groups: list[int], across: int) -> None:
    at = arranged(groups, across)
    spots, headings, height = walk(groups, across)
    assert at.height == height
    assert [at.heading_top(group) for group in range(len(groups))] == headings
    assert [(at.top(s.item), at.column(s.item), at.group(s.item)) for s in spots] == [(s.top, s.column, s.group) for s in spots]


@given(groups=groups_of, across=st.integers(1, 5), y=st.integers(-5, 200), column=st.integers(0, 4))
def test_a_place_holds_the_item_that_stands_there(groups: list[int], across: int, y: int, column: int) -> None:
    spots, _, _ = walk(groups, across)
    column %= across
    found = [s.item for s in spots if s.top <= y < s.top + LINE and s.column == column]
    assert arranged(groups, across).item_at(y, column) == (found[0] if found else None)


@given(groups=groups_of, across=st.integers(1, 5), top=st.integers(-5, 200), height=st.integers(0, 90))
def test_a_window_shows_what_reaches_into_it(groups: list[int], across: int, top: int, height: int) -> None:
    at = arranged(groups, across)
    spots, headings, _ = walk(groups, across)
    seen = [s.item for s in spots if s.top < top + height and s.top + LINE > top]
    assert list(at.items_between(top, top + height)) == (seen if height else [])
    shown = [group for group, y in enumerate(headings) if y < top + height and y + HEADING > top]
    assert list(at.headings_between(top, top + height)) == (shown if height else [])


@given(groups=groups_of, across=st.integers(1, 5), item=st.integers(0, 53))
def test_up_and_down_go_to_the_nearest_line(groups: list[int], across: int, item: int) -> None:
    at = arranged(groups, across)
    spots, _, _ = walk(groups, across)
    here = spots[item % len(spots)]
    for found, lines in (
        (at.below(here.item), sorted({s.top for s in spots if s.top > here.top})),
        (at.over(here.item), sorted({s.top for s in spots if s.top < here.top}, reverse=True)),
    ):
        line = [s for s in spots if lines and s.top == lines[0]]
        expected = line[min(here.column, len(line) - 1)].item if line else here.item
        assert found == expected


@given(groups=groups_of, across=st.integers(1, 5), item=st.integers(0, 53), height=st.integers(1, 80))
def test_pages_go_on_until_the_ends(groups: list[int], across: int, item: int, height: int) -> None:
    at = arranged(groups, across)
    item %= at.count
    spots, _, _ = walk(groups, across)
    down, up = at.paged(item, height), at.paged(item, -height)
    assert up <= item <= down
    assert (down == item) is (spots[item].top == spots[-1].top)
    assert (up == item) is (spots[item].top == spots[0].top)


def test_without_groups_there_is_no_heading() -> None:
    at = Arrangement(5, across=2, line=LINE, heading=HEADING, above=ABOVE, below=BELOW)
    assert at.height == ABOVE + 3 * LINE + BELOW
    assert list(at.headings_between(0, 100)) == []
    assert at.top(0) == ABOVE


def test_nothing_has_no_height_but_its_margins() -> None:
    at = Arrangement(0, (), line=LINE, heading=HEADING, above=ABOVE, below=BELOW)
    assert at.height == ABOVE + BELOW
    assert at.item_at(ABOVE) is None
    assert list(at.items_between(0, 99)) == []


def test_groups_that_do_not_add_up_give_and_take_at_the_end() -> None:
    longer = Arrangement(7, (2, 3), line=LINE, heading=HEADING)
    assert [longer.group(item) for item in range(7)] == [0, 0, 1, 1, 1, 1, 1]
    shorter = Arrangement(2, (2, 3), line=LINE, heading=HEADING)
    assert shorter.height == HEADING + 2 * LINE


def test_a_hundred_thousand_groups_are_arranged_within_a_tenth_of_a_second() -> None:
    groups = [1] * 100_000
    started = time.perf_counter()
    at = Arrangement(len(groups), groups, across=4, line=LINE, heading=HEADING)
    assert time.perf_counter() - started < 0.1
    assert at.item_at(at.top(99_999)) == 99_999
