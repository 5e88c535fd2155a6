"""What tasks cost, summed in SQL: credits as providers reported them, each provider and unit on its own."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from sqlite3 import Connection
from typing import Any, Final

from desktop.domain.ledger import LedgerBy, LedgerLine, added
from desktop.domain.status import Remote
from desktop.storage.values import Cell, micros, moment

_DAY: Final = timedelta(days=1) // timedelta(microseconds=1)
_EPOCH_DAY: Final = date(1970, 1, 1)
_EARLIEST: Final = -(2**63)
_SHIFT: Final = 800_000
"""Days are counted from so long before 1970 that the division always rounds down."""

_MICROSECOND: Final = timedelta(microseconds=1)
_QUARTER: Final = timedelta(minutes=15)
"""Clocks are set at a quarter of an hour, in every zone."""

_FAILED: Final = (Remote.FAILED, Remote.BLOCKED, Remote.TIMED_OUT)

_KEYS: Final = {
    LedgerBy.PROJECT: "coalesce(project, '')",
    LedgerBy.PROVIDER: "provider",
    LedgerBy.MODEL: "model",
}


def select_ledger(
    connection: Connection, by: LedgerBy, since: datetime | None = None, zone: tzinfo | None = None
) -> list[LedgerLine]:
    """Return the costs of the tasks on the list, those in the archive too; those created before `since` left out.

    The index `task_costs` answers it: in its order, but for days, so that nothing is sorted. Days are those of `zone` (None: the
    local one) and come newest first; all else goes by key, provider and unit.
    """
    key = _KEYS[by] if by is not LedgerBy.DAY else _day(connection, zone)
    groups = "1, 2, 3" if by is LedgerBy.DAY else "2, 3, model, project"
    statement = (
        f"SELECT {key}, provider, cost_unit, count(*), total(cost_charged), count(cost_charged),"  # noqa: S608  # own words
        " total(CASE WHEN cost_charged IS NULL THEN cost_estimated END),"
        " count(CASE WHEN cost_charged IS NULL THEN cost_estimated END),"
        " total(CASE WHEN remote IN (?, ?, ?) THEN cost_charged END)"
        f" FROM task WHERE removed = 0 AND born_at >= ? GROUP BY {groups}"
    )
    values: list[Cell] = [*(remote.value for remote in _FAILED), _EARLIEST if since is None else micros(since)]
    lines = _merged(_line(by, row) for row in connection.execute(statement, values))
    if by is LedgerBy.DAY:
        return sorted(lines, key=lambda line: line.key, reverse=True)
    return sorted(lines, key=lambda line: (not line.key, line.key.casefold(), line.key, line.provider, line.unit))


def _line(by: LedgerBy, row: Sequence[Any]) -> LedgerLine:
    key, provider, unit, tasks, charged, charged_tasks, estimated, estimated_tasks, failed = row
    return LedgerLine(
        key=(_EPOCH_DAY + timedelta(days=key - _SHIFT)).isoformat() if by is LedgerBy.DAY else key,
        provider=provider,
        unit=unit,
        tasks=tasks,
        charged=charged,
        charged_tasks=charged_tasks,
        estimated=estimated,
        estimated_tasks=estimated_tasks,
        unreported=tasks - charged_tasks - estimated_tasks,
        failed_charged=failed,
    )


def _merged(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Return one line for each key, provider and unit."""
    sums: dict[tuple[str, str, str], LedgerLine] = {}
    for line in lines:
        at = (line.key, line.provider, line.unit)
        sums[at] = added(sums[at], line) if at in sums else line
    return list(sums.values())


def _day(connection: Connection, zone: tzinfo | None) -> str:
    """Return the expression for the day of a task in `zone`: a division for each setting of its clocks."""
    row = connection.execute("SELECT min(born_at), max(born_at) FROM task WHERE removed = 0").fetchone()
    if row[0] is None:
        return "born_at"
    settings = _settings(moment(row[0]), moment(row[1]), zone)
    ifs = " ".join(f"WHEN born_at < {micros(until)} THEN {_whole_days(offset)}" for until, offset in settings[:-1])
    last = _whole_days(settings[-1][1])
    return f"CASE {ifs} ELSE {last} END" if ifs else last


def _whole_days(offset: timedelta) -> str:
    return f"(born_at + {offset // _MICROSECOND + _SHIFT * _DAY}) / {_DAY}"


def _settings(first: datetime, last: datetime, zone: tzinfo | None) -> list[tuple[datetime, timedelta]]:
    """Return how the clocks of `zone` are set from `first` to `last`: until when, and how far from UTC."""
    at = first - (first - datetime.min.replace(tzinfo=UTC)) % _QUARTER
    settings: list[tuple[datetime, timedelta]] = []
    offset = _offset(at, zone)
    while at <= last:
        then = at + timedelta(days=1)
        if _offset(then, zone) != offset:
            while _offset(at, zone) == offset:
                at += _QUARTER
            settings.append((at, offset))
            offset = _offset(at, zone)
        else:
            at = then
    return [*settings, (last, offset)]


def _offset(at: datetime, zone: tzinfo | None) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
