"""How many tasks each value of each field would leave of a query: one pass over the traits, each field counted without itself."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate, pairwise
from sqlite3 import Connection
from typing import Final

from desktop.domain.query import FACET_DAYS, MOST_TAGS, Facets, ListQuery
from desktop.domain.status import Badge, MediaKind
from desktop.storage.matches import Match, both, match_among, named_of, since, tagged
from desktop.storage.traits import select_tagsets

_FEW: Final = 20_000
_FIELDS: Final = ("badge", "provider", "kind", "model", "project")


def select_facets(connection: Connection, query: ListQuery, now: datetime, at_risk: Collection[int] = ()) -> Facets:
    """Return how many tasks each value would leave. `at_risk` are the tasks that :attr:`View.AT_RISK` shows."""
    ages = sorted({*FACET_DAYS, *([] if query.days is None else [query.days])})
    at = len(ages) if query.days is None else ages.index(query.days)
    wide = replace(query, badge=None, provider=None, kind=None, model=None, project=None, days=None)
    named = named_of(connection, query, now, at_risk)
    match = match_among(wide, now, both(named, tagged(connection, query.tag)))
    asked = [getattr(query, field) for field in _FIELDS]
    counts: dict[str, Counter[str]] = {field: Counter() for field in _FIELDS}
    younger: Counter[int] = Counter()
    for values, spread in _spreads(connection, match, [since(now, days) for days in ages]):
        differing = [f for f, want, value in zip(_FIELDS, asked, values, strict=True) if want is not None and want != value]
        for field, value in zip(_FIELDS, values, strict=True):
            if not differing or differing == [field]:
                counts[field][value] += spread[at]
        if not differing:
            for days, count in zip(ages, spread, strict=False):
                younger[days] += count
    return Facets(
        badges={Badge(name): count for name, count in counts["badge"].items() if count},
        providers={name: count for name, count in counts["provider"].items() if count},
        kinds={MediaKind(name): count for name, count in counts["kind"].items() if count},
        models={name: count for name, count in counts["model"].items() if name and count},
        tags=_tags(connection, match_among(query, now, named)),
        projects={name: count for name, count in counts["project"].items() if name and count},
        days={days: younger[days] for days in FACET_DAYS},
    )


def _spreads(connection: Connection, match: Match, ages: Sequence[int]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield the values of each trait, and how many of its tasks are younger than each of `ages`, and how many there are."""
    match = _narrowed(match)
    sums = ", ".join(f"sum(born_at >= ?) AS younger_{n}" for n, _ in enumerate(ages))
    named = ", json_group_array(id) AS named" if match.ids is not None else ""
    statement = (
        f"WITH spread AS MATERIALIZED (SELECT trait, {sums}, count(*){named} "  # noqa: S608  # own words
        f"FROM task INDEXED BY task_traits WHERE {match.condition} GROUP BY trait) "
        f"SELECT {', '.join(_FIELDS)}, spread.* FROM spread JOIN trait ON trait.id = spread.trait"
    )
    known = len(_FIELDS)
    for row in connection.execute(statement, [*ages, *match.values]):
        values, counts = list(row[:known]), list(row[known + 1 : known + 2 + len(ages)])
        if match.ids is not None:
            named_ids = json.loads(row["named"])  # the oldest first, as the index has them
            last = len(named_ids)
            spans = pairwise((last, *(last - count for count in counts)))
            counts = list(accumulate(len(match.ids.intersection(named_ids[since:until])) for until, since in spans))
        yield values, counts


def _tags(connection: Connection, match: Match) -> dict[str, int]:
    """Return the tags of the tasks of a match with how many have them, those of the most tasks."""
    match = _narrowed(match)
    what = "count(*)" if match.ids is None else "json_group_array(id)"
    statement = (
        f"SELECT tagset, {what} FROM task INDEXED BY task_tags "  # noqa: S608  # own words
        f"WHERE {match.condition} AND tagset > 0 GROUP BY tagset"
    )
    tagsets = select_tagsets(connection)
    counts: Counter[str] = Counter()
    for tagset, found in connection.execute(statement, match.values):
        count = found if match.ids is None else len(match.ids.intersection(json.loads(found)))
        for tag in tagsets[tagset]:
            counts[tag] += count
    return {tag: count for tag, count in counts.most_common(MOST_TAGS) if count}


def _narrowed(match: Match) -> Match:
    """Return a match that names few tasks as one that asks SQL for them: with many, that costs more than all their numbers."""
    if match.ids is None or len(match.ids) > _FEW:
        return match
    condition = f"{match.condition} AND id IN (SELECT value FROM json_each(?))"  # noqa: S608  # own words
    return Match(condition=condition, values=(*match.values, json.dumps(list(match.ids))), ids=None)
