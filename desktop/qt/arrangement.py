"""Where the items of a list stand: a number of them side by side, line under line, each group under its heading. Pure geometry.

Heights are whole device-independent pixels from the top of the content. All answers cost a search by halves at most, so that
100,000 items in as many groups as there are days (or prompts) scroll like ten.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Arrangement:
    """`count` items, `across` of them in a line of `line` px; groups of `groups` items each under a heading of `heading` px.

    Without groups all items are one, and there is no heading. `above` and `below` are the room before the first line and after
    the last. Where the groups do not add up to `count` (their news came later than that of the items), the last one gives or takes.
    """

    def __init__(
        self,
        count: int,
        groups: Sequence[int] = (),
        *,
        across: int = 1,
        line: int,
        heading: int = 0,
        above: int = 0,
        below: int = 0,
    ) -> None:
        self.count = count
        self.across = max(1, across)
        self.line = line
        self.grouped = bool(groups) and count > 0
        self.heading = heading if self.grouped else 0
        self._starts = [start for start in accumulate(groups[:-1], initial=0) if start < count] if self.grouped else [0]
        ends = [*self._starts[1:], count]
        heights = (self.heading + line * -((start - end) // self.across) for start, end in zip(self._starts, ends, strict=True))
        self._tops = list(accumulate(heights, initial=above))
        self.height = self._tops.pop() + below

    # -- where an item is ------------------------------------------------------------------------------------------

    def top(self, item: int) -> int:
        """Return the top of the line that `item` stands in."""
        group = self.group(item)
        return self._first_line(group) + (item - self._starts[group]) // self.across * self.line

    def column(self, item: int) -> int:
        """Return which place in its line `item` has, from 0."""
        return (item - self._starts[self.group(item)]) % self.across

    def group(self, item: int) -> int:
        """Return the number of the group `item` belongs to."""
        return bisect_right(self._starts, item) - 1

    def first_of(self, group: int) -> int:
        """Return the first item of a group."""
        return self._starts[group]

    def heading_top(self, group: int) -> int:
        """Return the top of a group's heading."""
        return self._tops[group]

    # -- what is in a place ----------------------------------------------------------------------------------------

    def item_at(self, y: int, column: int = 0) -> int | None:
        """Return the item at height `y` in `column`; None in a heading, beside the last item of a group, above and below all."""
        if not self.count or y < self._tops[0] or y >= self.height:
            return None
        group = bisect_right(self._tops, y) - 1
        within = y - self._first_line(group)
        if within < 0:
            return None
        item = self._starts[group] + within // self.line * self.across + column
        return item if item < self._end(group) else None

    def items_between(self, top: int, bottom: int) -> range:
        """Return the items of the lines that reach into the heights from `top` to `bottom` (without it)."""
        if not self.count or bottom <= top:
            return range(0)
        return range(self._first_from(top), self._first_from(bottom + self.line - 1))

    def headings_between(self, top: int, bottom: int) -> range:
        """Return the groups whose headings reach into the heights from `top` to `bottom` (without it)."""
        if not self.heading or bottom <= top:
            return range(0)
        first = bisect_right(self._tops, top - self.heading)
        return range(first, max(first, bisect_right(self._tops, bottom - 1)))

    # -- moves -----------------------------------------------------------------------------------------------------

    def below(self, item: int) -> int:
        """Return the item one line further down; the item itself in the last line of all."""
        group, column = self.group(item), self.column(item)
        first = item - column + self.across
        if first < self._end(group):
            return min(first + column, self._end(group) - 1)
        return self._in_line(self._end(group), column) if self._end(group) < self.count else item

    def over(self, item: int) -> int:
        """Return the item one line further up; the item itself in the first line of all."""
        group, column = self.group(item), self.column(item)
        if item - self._starts[group] >= self.across:
            return item - self.across
        if group == 0:
            return item
        above = self._starts[group] - 1
        return self._in_line(above - self.column(above), column)

    def paged(self, item: int, height: int) -> int:
        """Return the item about `height` px further down (negative: up) in the same column."""
        wanted = self.top(item) + height
        moved = item
        if height > 0:
            line = self._line_at(min(wanted, self.height))
            moved = self._in_line(line, self.column(item))
            return moved if moved > item else self.below(item)
        moved = self._in_line(self._line_at(max(wanted, self._tops[0])), self.column(item))
        return moved if moved < item else self.over(item)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _end(self, group: int) -> int:
        return self._starts[group + 1] if group + 1 < len(self._starts) else self.count

    def _first_line(self, group: int) -> int:
        return self._tops[group] + self.heading

    def _first_from(self, y: int) -> int:
        """Return the first item of the first line whose bottom is below `y`; the count of all where there is none."""
        group = bisect_right(self._tops, y) - 1
        if group < 0:
            return 0
        lines = max(0, y - self._first_line(group)) // self.line
        return min(self._starts[group] + lines * self.across, self._end(group))

    def _line_at(self, y: int) -> int:
        """Return the first item of the line at `y`, or of the next one below a heading, or of the last."""
        first = self._first_from(y)
        if first >= self.count:
            first = self.count - 1
        return first - self.column(first)

    def _in_line(self, first: int, column: int) -> int:
        """Return the item in `column` of the line that begins with `first`, or the line's last."""
        return min(first + column, self._end(self.group(first)) - 1)
