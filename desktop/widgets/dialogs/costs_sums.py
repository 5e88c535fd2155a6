"""What the costs dialog shows, from the ledger's lines: rows, sums, bars, money. Pure; credits of two providers never meet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from desktop.domain.language import tr, words_of
from desktop.domain.ledger import LedgerBy, LedgerLine, added
from desktop.domain.wording import counted_words, provider_name

MOST_DAYS = 62
"""Longer spans are drawn month by month."""

MOST_BARS = 12
"""So many projects, providers or models are drawn; the rest are in the table."""


class Period(StrEnum):
    """How far back costs are summed."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


PERIOD_WORDS = {
    Period.WEEK: words_of("Last 7 days"),
    Period.MONTH: words_of("Last 30 days"),
    Period.YEAR: words_of("Last 12 months"),
    Period.ALL: words_of("All time"),
}

BY_WORDS = {
    LedgerBy.DAY: words_of("By day"),
    LedgerBy.PROJECT: words_of("By project"),
    LedgerBy.PROVIDER: words_of("By provider"),
    LedgerBy.MODEL: words_of("By model"),
}

_EITHER = re.compile(r"[1-9]\d{0,2},\d{3}")
"""Thousands, or a fraction: nobody can tell."""

_DAYS = {Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}


def since(period: Period, now: datetime) -> datetime | None:
    """Return when a period begins: at midnight of the local zone; None for all time."""
    if period is Period.ALL:
        return None
    first = now.astimezone().date() - timedelta(days=_DAYS[period] - 1)
    return datetime(first.year, first.month, first.day).astimezone().astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Measure:
    """What the chart counts: credits of one provider in one unit, or (both empty) money."""

    provider: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """The measure in words; empty for money."""
        return tr("{provider} {unit}", provider=provider_name(self.provider), unit=unit_words(self.unit)) if self.provider else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, and what was charged (a part of it for failures) and estimated."""

    name: str
    charged: float
    failed: float
    estimated: float

    @property
    def whole(self) -> float:
        """How high it is."""
        return self.charged + self.estimated


def money(line: LedgerLine, prices: Mapping[str, float]) -> float | None:
    """Return what was charged in money; None where the provider's price is not known, or nothing was reported as charged."""
    price = prices.get(line.provider)
    return None if price is None or not line.charged_tasks else line.charged * price


def sums(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Return one line for each provider and unit."""
    found: dict[tuple[str, str], LedgerLine] = {}
    for line in lines:
        at = (line.provider, line.unit)
        found[at] = added(found[at], line) if at in found else replace(line, key="")
    return [found[at] for at in sorted(found)]


def measures(lines: Sequence[LedgerLine], prices: Mapping[str, float]) -> list[Measure]:
    """Return what a chart of `lines` could count, what most tasks tell of first; money where a price is known."""
    told = sorted(sums(lines), key=lambda line: -(line.charged_tasks + line.estimated_tasks))
    reported = [Measure(line.provider, line.unit) for line in told if line.charged_tasks + line.estimated_tasks]
    return [Measure(), *reported] if any(money(line, prices) is not None for line in told) else reported


def key_words(key: str, by: LedgerBy) -> str:
    """Return what a line's key is called."""
    match by:
        case LedgerBy.PROVIDER:
            return provider_name(key)
        case LedgerBy.PROJECT:
            return key or tr("No project")
        case LedgerBy.MODEL:
            return key or tr("Model not known")
        case LedgerBy.DAY:
            return key


def bars(lines: Sequence[LedgerLine], by: LedgerBy, measure: Measure, prices: Mapping[str, float]) -> list[Bar]:
    """Return the bars of a chart: days or months in order with none left out, else the highest first."""
    shown: dict[str, Bar] = {}
    for line in lines:
        factor = prices.get(line.provider) if not measure.provider else 1.0
        if factor is None or (measure.provider and (line.provider, line.unit) != (measure.provider, measure.unit)):
            continue
        name = key_words(line.key, by)
        bar = shown.get(name, Bar(name, 0, 0, 0))
        shown[name] = Bar(
            name,
            bar.charged + line.charged * factor,
            bar.failed + line.failed_charged * factor,
            bar.estimated + line.estimated * factor,
        )
    if by is LedgerBy.DAY:
        return _days(shown)
    highest = sorted(shown.values(), key=lambda bar: -bar.whole)
    return [bar for bar in highest if bar.whole][:MOST_BARS]


def _days(shown: Mapping[str, Bar]) -> list[Bar]:
    if not shown:
        return []
    first, last = date.fromisoformat(min(shown)), date.fromisoformat(max(shown))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) <= MOST_DAYS:
        return [shown.get(day.isoformat(), Bar(day.isoformat(), 0, 0, 0)) for day in days]
    months: dict[str, Bar] = {}
    for day in days:
        month = day.isoformat()[:7]
        bar, more = months.get(month, Bar(month, 0, 0, 0)), shown.get(day.isoformat(), Bar("", 0, 0, 0))
        months[month] = Bar(month, bar.charged + more.charged, bar.failed + more.failed, bar.estimated + more.estimated)
    return list(months.values())


def unit_words(unit: str) -> str:
    """Return a unit as it stands by itself."""
    return tr("credits") if unit == "credits" else unit


def amount(number: float) -> str:
    """Return credits as they are written: thousands apart, at most two decimals, none where they are nothing."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def price_of(text: str) -> float | None:
    """Return the price that was typed, with a point or a comma; None where it is none, 0 where it is empty.

    "1,234" is none: some mean a thousand by it, some little more than one.
    """
    clean = text.strip().replace(" ", "")
    if not clean:
        return 0.0
    if _EITHER.fullmatch(clean):
        return None
    if "," in clean and "." not in clean:
        clean = clean.replace(",", ".")
    try:
        price = float(clean)
    except ValueError:
        return None
    return price if 0 <= price < 1_000_000 else None


def table(
    lines: Sequence[LedgerLine], by: LedgerBy, prices: Mapping[str, float], currency: str
) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows of the table, in words; the last rows are the sums."""
    headings = [
        *([tr(HEADINGS[by])] if by is not LedgerBy.PROVIDER else []),
        tr("Provider"),
        tr("Tasks"),
        tr("Charged"),
        tr("Estimated only"),
        tr("Not reported"),
        tr("Failed but charged"),
        tr("Charged in {currency}", currency=currency),
    ]
    rows = [_row(line, by, prices, key_words(line.key, by)) for line in lines]
    totals = [_row(line, by, prices, tr("Sum")) for line in sums(lines)] if by is not LedgerBy.PROVIDER else []
    return headings, [*rows, *totals, *_money_row(lines, prices, len(headings))]


HEADINGS = {
    LedgerBy.DAY: words_of("Day"),
    LedgerBy.PROJECT: words_of("Project"),
    LedgerBy.PROVIDER: words_of("Provider"),
    LedgerBy.MODEL: words_of("Model"),
}


def _row(line: LedgerLine, by: LedgerBy, prices: Mapping[str, float], name: str) -> list[str]:
    paid = money(line, prices)
    return [
        *([name] if by is not LedgerBy.PROVIDER else []),
        provider_name(line.provider),
        f"{line.tasks:,}",
        _credits(line.charged, line.charged_tasks, line.unit),
        _credits(line.estimated, line.estimated_tasks, line.unit),
        f"{line.unreported:,}" if line.unreported else "",
        _credits(line.failed_charged, int(line.failed_charged > 0), line.unit),
        "–" if paid is None else f"{paid:,.2f}",
    ]


def _money_row(lines: Sequence[LedgerLine], prices: Mapping[str, float], width: int) -> list[list[str]]:
    paid = [found for line in sums(lines) if (found := money(line, prices)) is not None]
    return [[tr("Sum in money"), *[""] * (width - 2), f"{sum(paid):,.2f}"]] if len(paid) > 1 else []


def _credits(number: float, tasks: int, unit: str) -> str:
    return counted_words(amount(number), unit) if tasks else "–"


def cells(lines: Sequence[LedgerLine], by: LedgerBy, prices: Mapping[str, float]) -> list[list[str | float | int | None]]:
    """Return the rows for a file: bare numbers, the unit in a column of its own, nothing where nothing was reported."""
    return [
        [
            key_words(line.key, by),
            provider_name(line.provider),
            line.unit,
            line.tasks,
            line.charged if line.charged_tasks else None,
            line.estimated if line.estimated_tasks else None,
            line.unreported,
            line.failed_charged or None,
            money(line, prices),
        ]
        for line in lines
    ]


def cell_headings(by: LedgerBy, currency: str) -> list[str]:
    """Return the headings of :func:`cells`."""
    return [
        tr(HEADINGS[by]),
        tr("Provider"),
        tr("Unit"),
        tr("Tasks"),
        tr("Charged"),
        tr("Estimated only"),
        tr("Tasks that reported no cost"),
        tr("Failed but charged"),
        tr("Charged in {currency}", currency=currency),
    ]
