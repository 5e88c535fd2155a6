"""What tasks cost: summed by day, project, provider or model, drawn, and written as CSV."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr, tr_n
from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.wording import provider_name
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, ChoiceButton
from desktop.widgets.dialogs.costs_chart import CostsChart
from desktop.widgets.dialogs.costs_sums import (
    BY_WORDS,
    PERIOD_WORDS,
    Measure,
    Period,
    bars,
    cell_headings,
    cells,
    measures,
    price_of,
    since,
    sums,
    table,
)
from desktop.widgets.dialogs.costs_table import CostsTable
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.flow import Flow
from desktop.widgets.labels import Ink, PlainLabel


class CostsSheet(Sheet):
    """Shows the ledger. `export_asked` carries the table as the bytes of a CSV file."""

    export_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, engine: EngineApi, spawner: Spawner) -> None:
        subtitle = tr("Credits as the providers reported them, of all tasks on the list and in the archive.")
        super().__init__(theme, parent, tr("Costs"), subtitle, width=860)
        self._engine = engine
        self._spawner = spawner
        self._by = LedgerBy.DAY
        self._period = Period.MONTH
        self._measure: Measure | None = None
        self._lines: Sequence[LedgerLine] = ()
        self.by = ChoiceButton(theme, name=tr("Sum"))
        self.period = ChoiceButton(theme, name=tr("Period"))
        self.measure = ChoiceButton(theme, name=tr("Chart"))
        for by, words in BY_WORDS.items():
            self.by.choices.addAction(tr(words), partial(self.show_by, by))
        for period, words in PERIOD_WORDS.items():
            self.period.choices.addAction(tr(words), partial(self.show_period, period))
        self.chart = CostsChart(theme)
        self.table = CostsTable(theme)
        self.remark = PlainLabel(theme, ink=Ink.MUTED, wrap=True)
        self.prices = Prices(theme)
        self.prices.changed.connect(self._on_prices)
        self.prices.faulty.connect(self.complain)
        self._lay_out()
        self._read()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.by, self.period, self.measure):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        for widget in (self.chart, self.table, self.remark, self.prices):
            self.body.addWidget(widget)
        self.export = Button(self.theme, tr("Export as CSV…"))
        self.export.clicked.connect(self._on_export)
        self.foot.addWidget(self.export)
        self.foot.addStretch(1)
        self.close_button = self.add_cancel(tr("Close"))

    def show_by(self, by: LedgerBy) -> None:
        """Sum by something else."""
        self._by = by
        self._read()

    def show_period(self, period: Period) -> None:
        """Look back as far as `period`."""
        self._period = period
        self._read()

    def show_measure(self, measure: Measure) -> None:
        """Draw something else."""
        self._measure = measure
        self._show()

    def _read(self) -> None:
        self.by.show_text(tr(BY_WORDS[self._by]))
        self.period.show_text(tr(PERIOD_WORDS[self._period]))
        self._spawner.spawn(self._ask(self._by, self._period), name="ledger")

    async def _ask(self, by: LedgerBy, period: Period) -> None:
        lines = await self._engine.ledger(by, since(period, datetime.now(UTC)))
        if (by, period) == (self._by, self._period):
            self._lines = lines
            self._show()

    def _show(self) -> None:
        settings = self._engine.settings()
        prices, currency, lines = dict(settings.prices), settings.currency, self._lines
        offered = measures(lines, prices)
        if self._measure not in offered:
            self._measure = offered[0] if offered else None
        self._offer(offered, currency)
        shown = self._measure or Measure()
        self.chart.show_bars(bars(lines, self._by, shown, prices), shown.unit or currency)
        headings, rows = table(lines, self._by, prices, currency)
        self.table.show_rows(headings, rows, self._by, len(lines))
        self.remark.setText(self._remark())
        self.prices.show_prices([line.provider for line in sums(lines)], prices, currency)
        self.export.setEnabled(bool(lines))
        self.fit()

    def _offer(self, offered: Sequence[Measure], currency: str) -> None:
        self.measure.choices.clear()
        for measure in offered:
            self.measure.choices.addAction(measure.words or currency, partial(self.show_measure, measure))
        self.measure.setVisible(len(offered) > 1)
        self.measure.show_text((self._measure.words or currency) if self._measure is not None else "")

    def _remark(self) -> str:
        count = sum(line.unreported for line in self._lines)
        if not self._lines:
            return tr("No task was created in this period.")
        said = []
        if count:
            said.append(
                tr_n("{n} task reported no cost; it is in no sum.", "{n} tasks reported no cost; they are in no sum.", count)
            )
        prices = dict(self._engine.settings().prices)
        priceless = [
            provider_name(line.provider) for line in sums(self._lines) if line.charged_tasks and line.provider not in prices
        ]
        if prices and priceless:
            names = ", ".join(dict.fromkeys(priceless))
            said.append(tr("Not in the sums of money, for no price is known: {names}.", names=names))
        return " ".join(said)

    def _on_prices(self, changed: tuple[dict[str, float], str]) -> None:
        prices, currency = changed
        self.complain("")
        self._spawner.spawn(self._store(prices, currency), name="prices")

    async def _store(self, prices: dict[str, float], currency: str) -> None:
        settings = self._engine.settings()
        kept = {provider: price for provider, price in (dict(settings.prices) | prices).items() if price}
        try:
            await self._engine.change_settings(replace(settings, prices=tuple(sorted(kept.items())), currency=currency))
        except Refusal as refusal:
            self.complain(str(refusal))
        self._show()

    def _on_export(self) -> None:
        from desktop.engine.export import csv_bytes

        settings = self._engine.settings()
        rows = cells(self._lines, self._by, dict(settings.prices))
        self.export_asked.emit(csv_bytes(cell_headings(self._by, settings.currency), rows))


class Prices(QWidget):
    """What one credit costs, a field for each provider. `changed` carries (prices by provider, currency), `faulty` a sentence."""

    changed = Signal(object)
    faulty = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self.fields: dict[str, Field] = {}
        self._flow = Flow(spacing=8)
        self.setLayout(self._flow)
        self.currency = Field(theme, name=tr("Currency"))
        self.currency.setMaxLength(5)
        self.currency.setFixedWidth(theme.px(64))
        self.currency.editingFinished.connect(self._on_edited)

    def show_prices(self, providers: Sequence[str], prices: dict[str, float], currency: str) -> None:
        """Show the prices of `providers`."""
        wanted = tuple(dict.fromkeys(providers))
        if wanted != self._shown:
            self._make(wanted)
        for provider, field in self.fields.items():
            if not field.hasFocus():
                field.setText(f"{prices[provider]:g}" if provider in prices else "")
        if not self.currency.hasFocus():
            self.currency.setText(currency)
        self.setVisible(bool(wanted))

    def _make(self, providers: tuple[str, ...]) -> None:
        self._shown, self.fields = providers, {}
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.currency:
                widget.hide()
                widget.deleteLater()
        for provider in providers:
            words = tr("1 {provider} credit costs", provider=provider_name(provider))
            field = Field(self._theme, name=words, placeholder=tr("not known"))
            field.setFixedWidth(self._theme.px(90))
            field.editingFinished.connect(self._on_edited)
            self.fields[provider] = field
            self._flow.addWidget(_pair(PlainLabel(self._theme, words, ink=Ink.MUTED), field))
        self._flow.addWidget(self.currency)
        self.currency.setVisible(True)

    def _on_edited(self) -> None:
        prices: dict[str, float] = {}
        for provider, field in self.fields.items():
            price = price_of(field.text())
            if price is None:
                self.faulty.emit(tr("“{text}” is no price. Write a number, like 0.05.", text=field.text()))
                return
            prices[provider] = price
        self.changed.emit((prices, self.currency.text().strip().upper() or "USD"))


def _pair(label: PlainLabel, field: Field) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(field)
    return pair
