"""The bar at the top: the search field, filters, order, density, the menu, and the one primary button."""

from typing import override

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.settings import Settings
from desktop.qt.icons import Glyph, glyph_icon
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.chip import Chip
from desktop.widgets.controls import Area
from desktop.widgets.fields import Field
from desktop.widgets.labels import PlainLabel, tooltip
from desktop.widgets.layout_switch import LayoutSwitch
from desktop.widgets.menus import Menu
from desktop.widgets.order_button import OrderButton

BAR_HEIGHT = 52
SIDE_WIDTH = 210
_PLACEHOLDER = words_of("Search prompts, titles, models, ids…")
_WIDE_ENOUGH = 1020
"""The window's width from which on the search field holds its whole placeholder."""


class TopBar(Area):
    """Search, filters and the way to add tasks.

    `searched` carries the text, `search_left` tells of Down, Return or a second Escape in its field. `status`, `order` and `switch`
    tell for themselves; `filter_button`, `add_button` and `menu` are connected and filled by the window.
    """

    searched = Signal(object)
    search_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._delay = QTimer(self, singleShot=True, interval=0)
        self._delay.timeout.connect(self._emit_search)
        self.search = Field(theme, name=tr("Search"), placeholder=tr(_PLACEHOLDER))
        self.search.setAcceptDrops(False)
        self.search.setAccessibleDescription(tr(_PLACEHOLDER))
        self.status = Chip(theme, tr("Status"))
        self.filter_button = Button(theme, glyph=Glyph.FILTER, name=tr("Filter"))
        self.filter_button.setCheckable(True)
        self.order = OrderButton(theme)
        self.switch = LayoutSwitch(theme)
        self.menu_button = Button(theme, glyph=Glyph.MORE, name=tr("Menu"))
        self.menu = Menu(theme, self.menu_button)
        self.add_button = Button(theme, tr("Add tasks"), look=Look.PRIMARY)
        self._clear = QAction(tr("Clear search"), self.search)
        self._fill_search()
        self.menu_button.setMenu(self.menu)
        self._lay_out()
        theme.changed.connect(self._recolour)
        self._recolour()

    def clear_search(self) -> None:
        """Empty the search field and tell at once."""
        self.search.clear()
        self._emit_search()

    def begin_search(self, text: str) -> None:
        """Search for what is typed elsewhere, and let it be typed on here."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)

    def show_filters(self, count: int, *, shown: bool) -> None:
        """Show on the button whether the filters are `shown`; where they are not, how many are in force."""
        button = self.filter_button
        button.setChecked(shown)
        button.show_text("" if shown or not count else f"{count}")
        name = tr("Filter") if not count else tr_n("Filter: {n} in force", "Filter: {n} in force", count)
        button.setAccessibleName(name)
        button.setToolTip(tooltip(name))
        self.fit()

    def show_settings(self, settings: Settings) -> None:
        """Show what of the settings is chosen here, without telling."""
        self.switch.show_settings(settings)
        self.fit()

    def _lay_out(self) -> None:
        self._mark = PlainLabel(self._theme, "Outtray", font=self._theme.fonts.title)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 0)
        column.setSpacing(0)
        for row in (self._first, self._second):
            row.setSpacing(12)
            column.addLayout(row)
        self._first.addWidget(self._mark)
        self._first.addWidget(self.search, 1)
        self._filters = (self.status, self.filter_button, self.order)
        for chooser in self._filters:
            self._first.addWidget(chooser)
        self._first.addStretch(1)
        for button in (self.switch, self.menu_button, self.add_button):
            self._first.addWidget(button)
        self._two_rows = False

    def fit(self) -> None:
        """Put the filters into a row of their own where text is too large for one row."""
        px = self._theme.px
        self._mark.setFixedWidth(px(SIDE_WIDTH - 14))
        self.search.setMinimumWidth(px(120))
        self.search.setMaximumWidth(px(310))
        buttons = (*self._filters, self.switch, self.menu_button, self.add_button)
        least = sum(button.sizeHint().width() + 12 for button in buttons) + px(120) + 28
        two_rows = least > self.width()
        self._mark.setVisible(not two_rows and least + px(SIDE_WIDTH) <= self.width())
        self.setFixedHeight(px(BAR_HEIGHT) * (2 if two_rows else 1))
        if two_rows is not self._two_rows:
            self._two_rows = two_rows
            self._move_filters()

    def _move_filters(self) -> None:
        if not self._two_rows:
            self._second.takeAt(self._second.count() - 1)  # the stretch behind them
        for place, button in enumerate(self._filters):
            if self._two_rows:
                self._second.addWidget(button)
            else:
                self._first.insertWidget(2 + place, button)
        if self._two_rows:
            self._second.addStretch(1)

    def _fill_search(self) -> None:
        self._clear.setToolTip(tooltip(tr("Clear search")))
        self._clear.triggered.connect(self.clear_search)
        self._clear.setVisible(False)
        self.search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.search.textChanged.connect(self._on_text)
        self.search.installEventFilter(self)

    def _recolour(self) -> None:
        dpr = self.devicePixelRatioF()
        self._clear.setIcon(glyph_icon(Glyph.CLOSE, self._theme.tokens.muted, 16, dpr))
        self.fit()

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._delay.start()

    def _emit_search(self) -> None:
        self._delay.stop()
        self.searched.emit(self.search.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.clear_search()
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._emit_search()
                self.search_left.emit()
                return True
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self.search.setPlaceholderText(tr(_PLACEHOLDER) if self.width() >= self._theme.px(_WIDE_ENOUGH) else tr("Search"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())
