"""The costs dialog: what is summed with what, what money is, and what the chart draws."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.settings import Settings
from desktop.widgets.dialogs.costs import CostsSheet
from desktop.widgets.dialogs.costs_sums import (
    Bar,
    Measure,
    Period,
    amount,
    bars,
    cells,
    measures,
    money,
    price_of,
    since,
    sums,
    table,
)
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import Ui


def line(key: str, provider: str = "tripo", **fields: float) -> LedgerLine:
    empty = LedgerLine(
        key=key,
        provider=provider,
        unit="credits",
        tasks=1,
        charged=0,
        charged_tasks=0,
        estimated=0,
        estimated_tasks=0,
        unreported=0,
    )
    return replace(empty, **fields)  # type: ignore[arg-type]  # counts and sums


LINES = [
    line("A", charged=10, charged_tasks=2, tasks=3, unreported=1),
    line("A", "crun", charged=5, charged_tasks=1, failed_charged=2),
    line("", charged=4, charged_tasks=1, estimated=6, estimated_tasks=1, tasks=2),
    line("B", "bytespike", tasks=2, unreported=2),
]


def test_credits_of_two_providers_are_never_summed() -> None:
    assert [(s.provider, s.charged) for s in sums(LINES)] == [("bytespike", 0), ("crun", 5), ("tripo", 14)]


def test_money_is_known_only_with_a_price_and_a_charge() -> None:
    prices = {"tripo": 0.5, "bytespike": 1.0}
    assert [money(each, prices) for each in LINES] == [5.0, None, 2.0, None]


def test_the_table_says_nothing_reported_in_words_of_its_own_and_never_as_zero() -> None:
    headings, rows = table(LINES, LedgerBy.PROJECT, {"tripo": 0.5}, "EUR")
    assert headings == [
        "Project",
        "Provider",
        "Tasks",
        "Charged",
        "Estimated only",
        "Not reported",
        "Failed but charged",
        "Charged in EUR",
    ]
    assert rows[0] == ["A", "Tripo", "3", "10 credits", "–", "1", "–", "5.00"]
    assert rows[1][6] == "2 credits"
    assert rows[2][0] == "No project"
    assert rows[3] == ["B", "ByteSpike", "2", "–", "–", "2", "–", "–"]
    assert [row[:4] for row in rows[4:]] == [
        ["Sum", "ByteSpike", "2", "–"],
        ["Sum", "crun.ai", "1", "5 credits"],
        ["Sum", "Tripo", "5", "14 credits"],
    ]


def test_money_of_several_providers_has_a_sum_of_its_own() -> None:
    _, rows = table(LINES, LedgerBy.PROJECT, {"tripo": 0.5, "crun": 2}, "EUR")
    assert (rows[-1][0], rows[-1][-1]) == ("Sum in money", "17.00")


def test_cells_for_a_file_are_bare_and_empty_where_nothing_was_reported() -> None:
    assert cells(LINES, LedgerBy.PROJECT, {})[3] == ["B", "ByteSpike", "credits", 2, None, None, 2, None, None]


def test_a_chart_counts_one_unit_and_offers_money_where_a_price_is_known() -> None:
    assert measures(LINES, {}) == [Measure("tripo", "credits"), Measure("crun", "credits")]
    assert measures(LINES, {"crun": 1})[0] == Measure()
    assert [bar.name for bar in bars(LINES, LedgerBy.PROJECT, Measure("tripo", "credits"), {})] == ["A", "No project"]
    assert bars(LINES, LedgerBy.PROJECT, Measure(), {"crun": 2}) == [Bar("A", 10, 4, 0)]


def test_days_without_a_task_are_drawn_and_long_spans_by_month() -> None:
    tripo = Measure("tripo", "credits")
    days = [line("2026-11-22", charged=1, charged_tasks=1), line("2026-11-19", charged=2, charged_tasks=1)]
    assert [bar.charged for bar in bars(days, LedgerBy.DAY, tripo, {})] == [2, 0, 0, 1]
    far = [line((date(2026, 11, 22) - timedelta(days=n)).isoformat(), charged=1, charged_tasks=1) for n in range(80)]
    assert [(bar.name, bar.charged) for bar in bars(far, LedgerBy.DAY, tripo, {})] == [
        ("2026-09", 27),
        ("2026-10", 31),
        ("2026-11", 22),
    ]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        *[("0.05", 0.05), ("0,05", 0.05), ("", 0.0), (" 2 ", 2.0), ("x", None), ("-1", None), ("nan", None), ("inf", None)],
        *[("1,234", None), ("12,500", None), ("0,125", 0.125), ("1,2345", 1.2345), ("1,23", 1.23), ("1,234.5", None)],
    ],
)
def test_prices_are_read_with_a_point_or_a_comma(text: str, price: float | None) -> None:
    assert price_of(text) == price


def test_amounts_are_short() -> None:
    assert [amount(n) for n in (0, 12, 12.5, 1234567.891, 0.1 + 0.2)] == ["0", "12", "12.5", "1,234,567.89", "0.3"]


def test_a_period_begins_at_midnight_here() -> None:
    now = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    begin = since(Period.WEEK, now)
    assert begin is not None
    local = begin.astimezone()
    assert (local.hour, local.minute) == (0, 0)
    assert (now.astimezone().date() - local.date()).days == 6
    assert since(Period.ALL, now) is None


async def opened(ui: Ui, settings: Settings | None = None) -> tuple[Workspace, CostsSheet]:
    window = await ui.open(many_tasks(1))
    ui.engine.ledger_lines = {LedgerBy.DAY: [replace(each, key="2026-11-22") for each in LINES[:3]], LedgerBy.PROJECT: LINES}
    await ui.engine.change_settings(settings or Settings())
    window.task_dialogs.costs()
    sheet = window.task_dialogs.sheet("costs")
    assert isinstance(sheet, CostsSheet)
    await ui.until(lambda: sheet.table.costs.rowCount() > 0)
    return window, sheet


def shown(sheet: CostsSheet) -> list[list[str]]:
    model = sheet.table.costs
    return [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(model.rowCount())]


def test_the_dialog_follows_what_it_sums_by_and_says_what_is_in_no_sum(ui: Ui) -> None:
    async def story() -> None:
        _, sheet = await opened(ui)
        sheet.show_by(LedgerBy.PROJECT)
        await ui.until(lambda: len(shown(sheet)) == 7)
        assert sheet.by.label == "By project"
        assert sheet.remark.text() == "3 tasks reported no cost; they are in no sum."
        aligned = sheet.table.costs.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole)
        assert aligned == int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        sheet.reject()

    ui.run(story)


def test_a_price_typed_into_the_dialog_is_kept_and_counted(ui: Ui) -> None:
    async def story() -> None:
        _, sheet = await opened(ui, Settings(prices=(("midjourney", 3.0),), currency="EUR"))
        sheet.prices.fields["tripo"].setText("0,5")
        sheet.prices.fields["tripo"].editingFinished.emit()
        await ui.until(lambda: dict(ui.engine.settings().prices).get("tripo") == 0.5)
        assert ui.engine.settings().prices == (("midjourney", 3.0), ("tripo", 0.5))
        await ui.until(lambda: shown(sheet)[0][-1] == "5.00")
        assert "Not in the sums of money, for no price is known: crun.ai." in sheet.remark.text()
        sheet.prices.fields["tripo"].setText("a lot")
        sheet.prices.fields["tripo"].editingFinished.emit()
        assert sheet.trouble.text() == "“a lot” is no price. Write a number, like 0.05."
        sheet.reject()

    ui.run(story)


def test_the_table_is_exported_with_what_it_shows(ui: Ui) -> None:
    async def story() -> None:
        _, sheet = await opened(ui)
        files: list[bytes] = []
        sheet.export_asked.disconnect()
        sheet.export_asked.connect(files.append)
        sheet.export.click()
        assert files[0].decode("utf-8-sig").splitlines()[1] == "2026-11-22,Tripo,credits,3,10,,1,,"
        sheet.reject()

    ui.run(story)


def test_costs_stay_hidden_while_a_client_looks_on(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(1))
        await ui.engine.change_settings(Settings(client_safe=True))
        window.task_dialogs.costs()
        assert window.task_dialogs.sheet("costs") is None
        assert window.toast.label.text() == "Costs are hidden while client-safe mode is on."

    ui.run(story)
