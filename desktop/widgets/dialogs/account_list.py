"""The list of accounts in the accounts dialog: dot, name, address, and how its key fares."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.discretion import numbered_account
from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.problems import words
from desktop.domain.wording import provider_name
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.paint import aligned, paint_dot, paint_ring, placed
from desktop.widgets.scroll_bar import slim

ROW = 52
_STATE = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2
type Index = QModelIndex | QPersistentModelIndex


def key_words(state: AccountState) -> str:
    """Return how an account's key fares: its trouble first, else where the key comes from."""
    if state.account.paused:
        return tr("Paused: not asked, nothing saved")
    if state.problem is not None:
        return words(state.problem).title
    match state.key_source:
        case "keyring":
            return tr("Key {hint} in your keychain", hint=state.key_hint) if state.key_hint else tr("Key in your keychain")
        case "environment":
            return tr("Key from the environment")
        case "session":
            return tr("Key for this session only")
        case _:
            return tr("No key yet")


class AccountList(QListView):
    """The accounts. `opened` carries the :class:`AccountState` of a row that was double-clicked or entered."""

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_AccountDelegate(theme, self))
        self.setAccessibleName(tr("Accounts"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self, theme)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        theme.changed.connect(self._recolour)
        theme.changed.connect(self._fit)
        self._recolour()

    def show_accounts(self, accounts: Sequence[AccountState]) -> None:
        """Show the accounts; the chosen one stays chosen."""
        chosen = self.chosen()
        self._model.clear()
        for number, state in enumerate(accounts, 1):
            name = numbered_account(state.account.name, number, safe=self._theme.client_safe)
            item = QStandardItem(one_line(f"{name} — {provider_name(state.account.provider)}"))
            item.setData(name, _NAME)
            item.setData(state, _STATE)
            item.setData(f"{item.text()}, {key_words(state)}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
            if chosen is not None and state.account.id == chosen.account.id:
                self.setCurrentIndex(item.index())
        if chosen is None and accounts:
            self.setCurrentIndex(self._model.index(0, 0))
        self._fit()
        self.chosen_changed.emit()

    def _fit(self) -> None:
        self.setFixedHeight(max(2, min(self._model.rowCount(), 6)) * self._theme.px(ROW))
        self.scheduleDelayedItemsLayout()

    def chosen(self) -> AccountState | None:
        """Return the chosen account."""
        state = self.currentIndex().data(_STATE)
        return state if isinstance(state, AccountState) else None

    def chosen_name(self) -> str:
        """Return what the chosen account is called; empty without one."""
        return str(self.currentIndex().data(_NAME) or "")

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(_STATE))

    def _on_selection(self) -> None:
        self.chosen_changed.emit()

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, self._theme.tokens.background)
        self.setPalette(palette)
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)


class _AccountDelegate(QStyledItemDelegate):
    """Paints one account in two lines."""

    def __init__(self, theme: Theme, view: AccountList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = index.data(_STATE)
        if not isinstance(state, AccountState):
            return
        rect = QRect(option.rect)
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 7, 7)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint_ring(painter, QRectF(rect.adjusted(0, 1, 0, -1)), tokens.accent)
        self._paint_words(painter, rect, state, str(index.data()))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, state: AccountState, title: str) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        px, direction, whole = self._theme.px, self._view.layoutDirection(), QRectF(rect)
        dot = placed(direction, whole, QRectF(rect.left() + px(12), rect.top() + px(14), px(8), px(8)))
        paint_dot(painter, dot, self._theme.account_colour(state.account.colour))
        upper = QRectF(rect.left() + px(30), rect.top() + px(7), rect.width() - px(42), px(20))
        lower = upper.translated(0, px(19))
        trouble = state.problem is not None or not state.key_source
        words = key_words(state)
        width = min(QFontMetrics(fonts.detail).horizontalAdvance(words) + 12, lower.width() / 2)
        right = QRectF(lower.right() - width, lower.top(), width, lower.height())
        lines = (
            (upper, title, fonts.title, tokens.text, False),
            (lower.adjusted(0, 0, -width, 0), state.account.base_url, fonts.detail, tokens.muted, False),
            (right, words, fonts.detail, tokens.warning if trouble else tokens.muted, True),
        )
        for place, text, font, colour, end in lines:
            painter.setFont(font)
            painter.setPen(colour)
            shown = QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, round(place.width()))
            painter.drawText(placed(direction, whole, place), aligned(direction, end=end), shown)
