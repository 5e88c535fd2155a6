"""The bar at the top: the search field, filters, order, density, the menu, and the one primary button."""

from typing import override

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.domain.query import Order
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.qt.icons import Glyph, badge_icon, glyph_icon
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, ChoiceButton, Look
from desktop.widgets.controls import Area
from desktop.widgets.fields import Field
from desktop.widgets.labels import PlainLabel, tooltip
from desktop.widgets.menus import Menu

BAR_HEIGHT = 52
SIDE_WIDTH = 210
SEARCH_DELAY_MS = 80
_PLACEHOLDER = "Search prompts, titles, models, ids…"
_WIDE_ENOUGH = 1020
"""The window's width from which on the search field holds its whole placeholder."""

BADGE_ORDER = (
    Badge.WAITING,
    Badge.GENERATING,
    Badge.FINISHED_NOT_SAVED,
    Badge.SAVING,
    Badge.SAVED,
    Badge.PARTLY_SAVED,
    Badge.FAILED,
    Badge.BLOCKED,
    Badge.NEEDS_YOU,
    Badge.GONE,
    Badge.CANCELLED,
    Badge.PAUSED,
    Badge.FILE_MOVED,
)
"""The badges in a task's order of life, as the status menu lists them."""

ORDER_WORDS = {
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.TITLE: "Title",
    Order.STATUS: "Status",
    Order.EXPIRES: "Gone soonest",
}


class TopBar(Area):
    """Search, filters and the way to add tasks.

    `searched` carries the text, `search_left` tells of Down, Return or a second Escape in its field, `badge_chosen` carries a
    :class:`Badge` or None, `order_chosen` an :class:`Order`, `compact_toggled` a bool. `add_button` and `menu` are connected and
    filled by the window.
    """

    searched = Signal(object)
    badge_chosen = Signal(object)
    order_chosen = Signal(object)
    compact_toggled = Signal(object)
    search_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedHeight(BAR_HEIGHT)
        self._badges_drawn = False
        self._delay = QTimer(self, singleShot=True, interval=SEARCH_DELAY_MS)
        self._delay.timeout.connect(self._emit_search)
        self.search = Field(theme, name="Search", placeholder=_PLACEHOLDER)
        self.search.setAcceptDrops(False)
        self.status = ChoiceButton(theme, "Status", name="Filter by status")
        self.order = ChoiceButton(theme, ORDER_WORDS[Order.NEWEST], name="Order")
        self.density = Button(theme, glyph=Glyph.LIST, name="Compact rows")
        self.menu_button = Button(theme, glyph=Glyph.MORE, name="Menu")
        self.menu = Menu(theme, self.menu_button)
        self.add_button = Button(theme, "Add tasks", look=Look.PRIMARY)
        self._clear = QAction("Clear search", self.search)
        self._fill_search()
        self._fill_status()
        self._fill_order()
        self.menu_button.setMenu(self.menu)
        self.density.setCheckable(True)
        self.density.toggled.connect(self._on_density)
        self._lay_out()
        theme.changed.connect(self._recolour)
        self._recolour()

    def clear_search(self) -> None:
        """Empty the search field and tell at once."""
        self.search.clear()
        self._emit_search()

    def show_badge(self, badge: Badge | None) -> None:
        """Show which badge is filtered by, without telling."""
        self.status.show_text("Status" if badge is None else BADGE_WORDS[badge])
        for action in self._status_group.actions():
            if action.data() == badge:
                action.setChecked(True)

    def show_compact(self, compact: bool) -> None:  # noqa: FBT001 - the state of a toggle
        """Show whether rows are compact, without telling."""
        with QSignalBlocker(self.density):
            self.density.setChecked(compact)
        self.density.update()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        mark = PlainLabel(self._theme, "Outtray", font=self._theme.fonts.title)
        mark.setFixedWidth(SIDE_WIDTH - 14)
        row.addWidget(mark)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(310)
        row.addWidget(self.search, 1)
        row.addWidget(self.status)
        row.addWidget(self.order)
        row.addStretch(1)
        for button in (self.density, self.menu_button, self.add_button):
            row.addWidget(button)

    def _fill_search(self) -> None:
        self._clear.setToolTip(tooltip("Clear search"))
        self._clear.triggered.connect(self.clear_search)
        self._clear.setVisible(False)
        self.search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.search.textChanged.connect(self._on_text)
        self.search.installEventFilter(self)

    def _fill_status(self) -> None:
        self._status_group = QActionGroup(self)
        self._add_status("All", None).setChecked(True)
        self.status.choices.addSeparator()
        for badge in BADGE_ORDER:
            self._add_status(BADGE_WORDS[badge], badge)
        self._status_group.triggered.connect(self._on_status)
        self.status.choices.aboutToShow.connect(self._draw_badges)

    def _add_status(self, word: str, badge: Badge | None) -> QAction:
        action = self.status.choices.addAction(word)
        action.setCheckable(True)
        action.setData(badge)
        self._status_group.addAction(action)
        return action

    def _fill_order(self) -> None:
        self._order_group = QActionGroup(self)
        for order, word in ORDER_WORDS.items():
            action = self.order.choices.addAction(word)
            action.setCheckable(True)
            action.setChecked(order is Order.NEWEST)
            action.setData(order)
            self._order_group.addAction(action)
        self._order_group.triggered.connect(self._on_order)

    def _recolour(self) -> None:
        dpr = self.devicePixelRatioF()
        self._clear.setIcon(glyph_icon(Glyph.CLOSE, self._theme.tokens.muted, 16, dpr))
        self._badges_drawn = False
        if self.status.choices.isVisible():
            self._draw_badges()

    def _draw_badges(self) -> None:
        """Give the status menu its glyphs, once it is opened: drawing them would hold up the first list."""
        if self._badges_drawn:
            return
        self._badges_drawn = True
        dpr = self.devicePixelRatioF()
        for action in self._status_group.actions():
            badge = action.data()
            if badge is not None:
                action.setIcon(badge_icon(Badge(badge), self._theme.badge(Badge(badge)).text, 16, dpr))

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._delay.start()

    def _emit_search(self) -> None:
        self._delay.stop()
        self.searched.emit(self.search.text())

    def _on_status(self, action: QAction) -> None:
        badge = action.data()
        chosen = None if badge is None else Badge(badge)
        self.show_badge(chosen)
        self.badge_chosen.emit(chosen)

    def _on_order(self, action: QAction) -> None:
        order = Order(action.data())
        self.order.show_text(ORDER_WORDS[order])
        self.order_chosen.emit(order)

    def _on_density(self, compact: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.compact_toggled.emit(compact)

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
        self.search.setPlaceholderText(_PLACEHOLDER if self.width() >= _WIDE_ENOUGH else "Search")

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), BAR_HEIGHT)
