"""From one order of numbers to another in few steps that a list model can announce."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST_RUNS = 8
"""Runs announced one by one; scattered beyond that, they are gathered first, as each announcement costs a view milliseconds."""


@dataclass(frozen=True, slots=True)
class Insert:
    """`ids` appear before `row`."""

    row: int
    ids: list[int]


@dataclass(frozen=True, slots=True)
class Remove:
    """`count` rows from `row` on disappear."""

    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Reorder:
    """The same numbers stand in the order `ids`, the whole list."""

    ids: list[int]


type Step = Insert | Remove | Reorder


def steps_between(old: list[int], new: list[int]) -> list[Step]:
    """Return steps that, done one after the other, turn `old` into `new`. Neither holds a number twice."""
    head = _common_head(old, new)
    tail = _common_tail(old, new, min(len(old), len(new)) - head)
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old_middle:
        return [Insert(head, new_middle)] if new_middle else []
    if not new_middle:
        return [Remove(head, len(old_middle))]
    return _steps_of_middle(old[:head], old_middle, new_middle, old[len(old) - tail :])


def _steps_of_middle(head: list[int], old: list[int], new: list[int], tail: list[int]) -> list[Step]:
    in_old, in_new = set(old), set(new)
    kept_old = [number for number in old if number in in_new]
    kept_new = [number for number in new if number in in_old]
    gone = [row for row, number in enumerate(old) if number not in in_new]
    fresh = [row for row, number in enumerate(new) if number not in in_old]
    steps: list[Step] = []
    runs = _runs(gone)
    if len(runs) > _MOST_RUNS:
        steps.append(Reorder([*head, *kept_old, *(old[row] for row in gone), *tail]))
        runs = [(len(kept_old), len(gone))]
    steps.extend(Remove(len(head) + row, count) for row, count in reversed(runs))
    if kept_old != kept_new:
        steps.append(Reorder([*head, *kept_new, *tail]))
    runs = _runs(fresh)
    if len(runs) > _MOST_RUNS:
        steps.append(Insert(len(head) + len(kept_new), [new[row] for row in fresh]))
        steps.append(Reorder([*head, *new, *tail]))
    else:
        steps.extend(Insert(len(head) + row, new[row : row + count]) for row, count in runs)
    return steps


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of neighbours in ascending `rows` as (first, count)."""
    if not rows:
        return []
    starts = [0, *(at for at, (one, other) in enumerate(pairwise(rows), start=1) if other != one + 1), len(rows)]
    return [(rows[first], after - first) for first, after in pairwise(starts)]


def _common_head(old: list[int], new: list[int]) -> int:
    """Return how many numbers both begin with; by halves, as comparing slices is far quicker than a loop."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(old: list[int], new: list[int], most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low
