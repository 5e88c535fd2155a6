"""How the user arranged the columns: their order, their widths and which are out of sight, as one line of text. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.widgets.task_columns.columns import SHAPES, Column

LEAST, MOST = 40, 2000
"""How wide a column can be, in px at 100 % text."""

_HIDDEN = "-"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All columns in their order. `widths` are in px at 100 % text, of the columns that were given one by the user."""

    order: tuple[Column, ...] = tuple(Column)
    widths: Mapping[Column, int] | None = None
    hidden: frozenset[Column] = frozenset()

    def width(self, column: Column) -> int:
        """Return a column's width, as designed where the user gave it none."""
        return (self.widths or {}).get(column, SHAPES[column].width)


def written(arrangement: Arrangement) -> str:
    """Return an arrangement as "status=160 title= -cost=152"."""
    widths = arrangement.widths or {}
    names = {column: f"{_HIDDEN if column in arrangement.hidden else ''}{column.name.lower()}" for column in arrangement.order}
    return " ".join(f"{name}={widths.get(column, '')}" for column, name in names.items())


def read(text: str) -> Arrangement:
    """Return what :func:`written` wrote; what is not understood is as it is at first, and the titles are always shown."""
    order: list[Column] = []
    widths: dict[Column, int] = {}
    hidden: set[Column] = set()
    for part in text.split():
        name, _, width = part.partition("=")
        column = Column.__members__.get(name.removeprefix(_HIDDEN).upper())
        if column is None or column in order:
            continue
        order.append(column)
        if width.isdecimal() and len(width) < 6:
            widths[column] = min(max(int(width), LEAST), MOST)
        if name.startswith(_HIDDEN) and column is not Column.TITLE:
            hidden.add(column)
    order += [column for column in Column if column not in order]
    return Arrangement(tuple(order), widths, frozenset(hidden))
