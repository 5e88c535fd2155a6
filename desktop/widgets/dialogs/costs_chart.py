"""A small bar chart in the theme's colours: charged, of that for failures, and estimated on top."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.domain.language import tr
from desktop.domain.wording import counted_words
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.costs_sums import Bar, amount, unit_words
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import placed

_HEIGHT = 170
_WIDEST = 44
_GAP = 0.28
"""The part of a bar's room that is left empty."""


class CostsChart(QWidget):
    """Shows `bars` of one measure. All it shows is in the table too; its description names the highest bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: Sequence[Bar] = ()
        self._unit = ""
        self.setAccessibleName(tr("Chart of costs"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_bars(self, bars: Sequence[Bar], unit: str) -> None:
        """Show other bars, counted in `unit`."""
        self._bars, self._unit = bars, unit
        highest = max(bars, key=lambda bar: bar.whole, default=None)
        said = "" if highest is None else tr("Highest: {bar}", bar=self._words(highest))
        self.setAccessibleDescription(said)
        self.update()

    def _words(self, bar: Bar) -> str:
        parts = [tr("{name}: {amount} {unit} charged", name=bar.name, amount=amount(bar.charged), unit=unit_words(self._unit))]
        if bar.failed:
            parts.append(tr("{amount} of that for tasks that failed", amount=amount(bar.failed)))
        if bar.estimated:
            parts.append(tr("{amount} more estimated", amount=amount(bar.estimated)))
        return ", ".join(parts)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))
        self.update()

    # -- painting --------------------------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        """Return where bars stand: between the line of the highest amount and the names."""
        line = QFontMetricsF(self._theme.fonts.detail).height()
        return QRectF(self.rect()).adjusted(0, line * 1.6, 0, -line * 1.5)

    def _slot(self, place: int) -> QRectF:
        """Return the room of a bar, from the floor to the top."""
        area = self._area()
        width = min(area.width() / len(self._bars), self._theme.px(_WIDEST) * 2.5)
        slot = QRectF(area.left() + place * width, area.top(), width, area.height())
        return placed(self.layoutDirection(), area, slot)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, area = self._theme.tokens, self._area()
        painter.setFont(self._theme.fonts.detail)
        painter.setPen(tokens.muted)
        top = max((bar.whole for bar in self._bars), default=0)
        if top <= 0:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), tr("No cost was reported for this period."))
        else:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            across = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            head = QRectF(0, 0, self.width(), area.top())
            painter.drawText(
                head,
                int(across | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute),
                counted_words(amount(top), self._unit),
            )
            self._paint_legend(painter, head)
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), tokens.hairline)
            for place, bar in enumerate(self._bars):
                self._paint_bar(painter, self._slot(place), bar, top)
            painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), tokens.muted)
            self._paint_names(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter, slot: QRectF, bar: Bar, top: float) -> None:
        width = min(slot.width() * (1 - _GAP), self._theme.px(_WIDEST))
        left, floor = slot.center().x() - width / 2, slot.bottom()
        for value, colour in self._layers(bar):
            if value > 0:
                height = max(1.0, slot.height() * value / top)
                painter.fillRect(QRectF(left, floor - height, width, height), colour)
                floor -= height

    def _layers(self, bar: Bar) -> list[tuple[float, QColor]]:
        tokens = self._theme.tokens
        paid = max(0.0, bar.charged - bar.failed)
        return [(bar.failed, tokens.danger), (paid, tokens.accent), (bar.estimated, tokens.handle)]

    def _paint_legend(self, painter: QPainter, head: QRectF) -> None:
        tokens, metrics, px = self._theme.tokens, QFontMetricsF(painter.font()), self._theme.px
        entries = [(tr("Charged"), tokens.accent)]
        if any(bar.failed for bar in self._bars):
            entries.append((tr("Failed but charged"), tokens.danger))
        if any(bar.estimated for bar in self._bars):
            entries.append((tr("Estimated only"), tokens.handle))
        right = head.right()
        for words, colour in reversed(entries):
            text = QRectF(right - metrics.horizontalAdvance(words) - 2, 0, metrics.horizontalAdvance(words) + 2, metrics.height())
            spot = QRectF(text.left() - px(14), metrics.height() / 2 - px(4), px(8), px(8))
            painter.setPen(tokens.muted)
            painter.drawText(placed(self.layoutDirection(), head, text), int(Qt.AlignmentFlag.AlignCenter), words)
            painter.fillRect(placed(self.layoutDirection(), head, spot), colour)
            right = spot.left() - px(14)

    def _paint_names(self, painter: QPainter) -> None:
        """Paint as many names as there is room for, the first and the last among them where they are days."""
        metrics = QFontMetricsF(painter.font())
        painter.setPen(self._theme.tokens.muted)
        room = self._slot(0).width()
        step = max(1, round((metrics.horizontalAdvance("2026-11-22") + 8) / room + 0.49)) if len(self._bars) > 12 else 1
        for place in range(0, len(self._bars), step):
            slot = self._slot(place)
            name = metrics.elidedText(self._bars[place].name, Qt.TextElideMode.ElideRight, room * step - 4)
            area = QRectF(slot.left(), slot.bottom() + 3, slot.width(), metrics.height() + 2)
            if step == 1:
                painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), name)
                continue
            across = metrics.horizontalAdvance(name) + 2
            area.moveLeft(slot.right() - across if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else slot.left())
            area.setWidth(across)
            if QRectF(self.rect()).contains(area):
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), name)

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = next((bar for n, bar in enumerate(self._bars) if self._slot(n).contains(QPointF(event.pos()))), None)
            QToolTip.showText(event.globalPos(), tooltip(self._words(found)) if found is not None else "", self)
            return True
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(600), self._theme.px(_HEIGHT))
