"""The row of chips above the list that narrow it, with "Clear all" and "Save this search…"."""

from itertools import pairwise
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.chip import Chip
from desktop.widgets.controls import Area, Ground, Hairline, stack_up
from desktop.widgets.filter_words import NARROW_WORDS, Narrow
from desktop.widgets.flow import Flow
from desktop.widgets.scrolled import Scrolled, height_for

_HEIGHT = 28
_SIDES, _ABOVE = 14, 8
_MOST_SHARE = 0.4


class FilterBar(Area):
    """Chips for all ways to narrow but the status, which stands in the toolbar. Made when it is first shown.

    They go on in another line where there is no more room; with more lines than fit in its share of the window they scroll.
    The keyboard comes to them after `before`. `made` tells that the chips are there; `cleared` and `save_asked` that the buttons
    behind them were pressed.
    """

    made = Signal()
    cleared = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, before: QWidget) -> None:
        super().__init__(theme, Ground.BACKGROUND)
        self._before = before
        self.setAccessibleName(tr("Filters"))
        self.chips: dict[Narrow, Chip] = {}
        self.clear_button = self._link(tr("Clear all"))
        self.clear_button.clicked.connect(self.cleared)
        self.save_button = self._link(tr("Save this search…"))
        self.save_button.clicked.connect(self.save_asked)
        self._flow = Flow(spacing=6)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(_SIDES, _ABOVE, _SIDES, _ABOVE)
        self._rows.addLayout(self._flow)
        self._view = Scrolled(theme, self._page)
        stack_up(self, self._view, Hairline(theme))
        self._page.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self.hide()

    def focus(self) -> None:
        """Give the keyboard to the first chip."""
        next(iter(self.chips.values())).button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_standing(self, *, clearable: bool, saveable: bool) -> None:
        """Show "Clear all" where something is narrowed, and "Save this search…" where there is a search to save."""
        self.clear_button.setVisible(clearable)
        self.save_button.setVisible(saveable)

    def _make(self) -> None:
        """Make the chips before the bar is shown: what is added while it is being shown would be shown a moment later."""
        if self.chips:
            return
        ways = [each for each in Narrow if each is not Narrow.BADGE]
        self.chips = {each: Chip(self._theme, tr(NARROW_WORDS[each]), height=_HEIGHT) for each in ways}
        for widget in (*self.chips.values(), self.clear_button, self.save_button):
            self._flow.addWidget(widget)
        chips = (control for chip in self.chips.values() for control in chip.controls)
        for first, second in pairwise((self._before, *chips, self.clear_button, self.save_button)):
            QWidget.setTabOrder(first, second)
        self._restyle()
        self.made.emit()

    def _link(self, text: str) -> Button:
        button = Button(self._theme, text, look=Look.QUIET)
        button.setParent(self)
        button.hide()
        return button

    def _restyle(self) -> None:
        for button in (self.clear_button, self.save_button):
            button.setFixedHeight(self._theme.px(_HEIGHT))
        self._flow.invalidate()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines of chips, within reason."""
        above = self.parentWidget()
        room = round(above.height() * _MOST_SHARE) if above is not None else 0
        least = self._theme.px(_HEIGHT) + 2 * _ABOVE
        self._view.setFixedHeight(min(height_for(self._rows, self.width()), max(least, room)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def setVisible(self, visible: bool) -> None:
        if visible:
            self._make()
        super().setVisible(visible)
        self._fit()
