"""The side bar: views, projects and accounts with their counts, as one list that the keyboard walks through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from types import MappingProxyType
from typing import override

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.discretion import shown_account
from desktop.domain.events import AccountState
from desktop.domain.language import tr, words_of
from desktop.domain.problem import ProblemKind
from desktop.domain.query import Counts, View
from desktop.domain.wording import provider_name
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import Ink, ink_colour, tooltip
from desktop.widgets.paint import aligned, paint_dot, paint_ring, placed
from desktop.widgets.scroll_bar import WIDTH as SCROLL_WIDTH
from desktop.widgets.scroll_bar import slim
from desktop.widgets.toolbar import SIDE_WIDTH

VIEW_WORDS = {
    View.ALL: words_of("All"),
    View.ACTIVE: words_of("Active"),
    View.NOT_SAVED: words_of("Not saved yet"),
    View.EXPIRES_SOON: words_of("Expires soon"),
    View.AT_RISK: words_of("At risk"),
    View.NEEDS_YOU: words_of("Needs you"),
    View.SAVED: words_of("Saved"),
    View.STARRED: words_of("Starred"),
    View.ARCHIVE: words_of("Archive"),
}

_INKS = {View.NOT_SAVED: Ink.WARNING, View.EXPIRES_SOON: Ink.WARNING, View.AT_RISK: Ink.DANGER, View.NEEDS_YOU: Ink.DANGER}
_ENTRY = Qt.ItemDataRole.UserRole + 1


class Command(Enum):
    """Entries that do something instead of filtering."""

    NEW_PROJECT = auto()
    CONNECT = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What a side bar entry shows: a view, a project, an account, or a saved search by its name."""

    view: View = View.ALL
    project: str | None = None
    account_id: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the side bar; without a target it is a heading. `colour` names an account's dot."""

    text: str
    target: Place | Command | None = None
    count: int | None = None
    remark: str = ""
    ink: Ink = Ink.TEXT
    colour: str = ""


def entries(
    counts: Counts,
    accounts: tuple[AccountState, ...],
    chosen: Place = Place(),
    *,
    searches: Mapping[str, int | None] = MappingProxyType({}),
    safe: bool = False,
) -> list[Entry]:
    """Return the side bar's lines, `safe` for client-safe mode. "At risk" is there only while something is, or while `chosen`.

    `searches` are the names of the saved searches, with how many tasks each finds (None: not counted).
    """
    lines = [Entry(text=tr("Tasks"))]
    for view, word in VIEW_WORDS.items():
        count = counts.views.get(view, 0)
        if view is View.AT_RISK and not count and chosen.view is not View.AT_RISK:
            continue
        ink = _INKS.get(view, Ink.TEXT) if count else Ink.TEXT
        lines.append(Entry(text=tr(word), target=Place(view), count=count, ink=ink))
    if searches:
        lines.append(Entry(text=tr("Searches")))
        lines.extend(Entry(text=name, target=Place(search=name), count=count) for name, count in searches.items())
    lines.append(Entry(text=tr("Projects")))
    for project, count in sorted(counts.projects.items(), key=lambda pair: pair[0].casefold()):
        lines.append(Entry(text=project, target=Place(project=project), count=count))
    lines.append(Entry(text=tr("New project…"), target=Command.NEW_PROJECT, ink=Ink.MUTED))
    lines.append(Entry(text=tr("Accounts")))
    lines.extend(_account_entry(state, safe=safe) for state in accounts)
    if not accounts:
        lines.append(Entry(text=tr("Connect a provider…"), target=Command.CONNECT, ink=Ink.MUTED))
    return lines


def _account_entry(state: AccountState, *, safe: bool) -> Entry:
    account = state.account
    no_key = state.problem is not None and state.problem.kind is ProblemKind.NO_KEY
    remark = tr("slow") if state.slow_until is not None else tr("no key") if no_key else ""
    remark = tr("paused") if account.paused else remark
    text = " — ".join(filter(None, (shown_account(account.name, safe=safe), provider_name(account.provider))))
    return Entry(text=text, target=Place(account_id=account.id), remark=remark, colour=account.colour)


class SideBar(QListView):
    """The list of places. `place_chosen` carries a :class:`Place`, `command_chosen` a :class:`Command`.

    `menu_asked` carries (account's id, point on the screen) for the menu of an account, `search_menu_asked` (name, point) for that
    of a saved search. `search_rename_asked` and `search_remove_asked` carry the name of one: F2 and Delete on its line.
    """

    place_chosen = Signal(object)
    command_chosen = Signal(object)
    menu_asked = Signal(object)
    search_menu_asked = Signal(object)
    search_rename_asked = Signal(object)
    search_remove_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[Entry] = []
        self._place = Place()
        self.ringed = False
        self.drop_at = QPersistentModelIndex()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(theme, self))
        self.setAccessibleName(tr("Views, searches, projects and accounts"))
        self.setFixedWidth(SIDE_WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 8, 0, 8)
        self.clicked.connect(self._choose)
        slim(self, theme, attrgetter("pane"), reserved=True)
        theme.changed.connect(self._recolour)
        self._recolour()
        self.show_entries(entries(Counts({}, {}, {}), ()))

    @property
    def place(self) -> Place:
        """The place shown."""
        return self._place

    def show_entries(self, lines: list[Entry]) -> None:
        """Show new lines; the chosen place and the keyboard's stay where they are."""
        if lines == self._shown:
            return
        same_shape = [e.target for e in lines] == [e.target for e in self._shown]
        self._shown = lines
        if same_shape:
            for row, entry in enumerate(lines):
                _fill(self._model.item(row), entry)
            return
        self._model.clear()
        for entry in lines:
            item = QStandardItem()
            _fill(item, entry)
            self._model.appendRow(item)
        self.show_place(self._place)

    def project_at(self, point: QPoint) -> tuple[QModelIndex, str | None]:
        """Return the line at a point of the viewport, and the project it stands for; None where it stands for none."""
        index = self.indexAt(point)
        entry = index.data(_ENTRY)
        target = entry.target if isinstance(entry, Entry) else None
        return index, target.project if isinstance(target, Place) else None

    def show_drop(self, index: QModelIndex) -> None:
        """Mark the line that something dragged would be dropped on; an invalid index takes the mark away."""
        if self.drop_at != index:
            self.drop_at = QPersistentModelIndex(index)
            self.viewport().update()

    def show_place(self, place: Place) -> None:
        """Mark a place as chosen, without telling."""
        self._place = place
        row = next((row for row, entry in enumerate(self._shown) if entry.target == place), None)
        if row is None:
            self.selectionModel().clearSelection()
        else:
            index = self._model.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        if isinstance(entry.target, Place):
            self._place = entry.target
            self.place_chosen.emit(entry.target)
        elif isinstance(entry.target, Command):
            self.command_chosen.emit(entry.target)

    def _search_at(self, index: QModelIndex) -> str | None:
        """Return the name of the saved search in a line; None where the line is none."""
        entry = index.data(_ENTRY)
        target = entry.target if isinstance(entry, Entry) else None
        return target.search if isinstance(target, Place) else None

    def _asked(self, event: QEvent) -> SignalInstance | None:
        """Return the signal that a key on the line of a saved search stands for."""
        if not isinstance(event, QKeyEvent) or event.modifiers() or self._search_at(self.currentIndex()) is None:
            return None
        return {
            int(Qt.Key.Key_F2): self.search_rename_asked,
            int(Qt.Key.Key_Delete): self.search_remove_asked,
            int(Qt.Key.Key_Backspace): self.search_remove_asked,
        }.get(event.key())

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.tokens.pane)
        palette.setColor(palette.ColorRole.Base, self._theme.tokens.pane)
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ringed = False
        super().focusOutEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep the keys of a saved search from being the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and self._asked(event) is not None:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        self.ringed = True
        asked = self._asked(event)
        if asked is not None:
            asked.emit(self._search_at(before))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(before)
            return
        super().keyPressEvent(event)
        current = self.currentIndex()
        entry = current.data(_ENTRY)
        if current != before and isinstance(entry, Entry) and isinstance(entry.target, Place):
            self._choose(current)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry) or not isinstance(entry.target, Place):
            return
        place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keyboard else event.globalPos()
        if entry.target.account_id is not None:
            self.menu_asked.emit((entry.target.account_id, place))
        elif entry.target.search is not None:
            self.search_menu_asked.emit((entry.target.search, place))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry = index.data(_ENTRY)
        self.viewport().setToolTip(tooltip(entry.text) if isinstance(entry, Entry) and entry.target is not None else "")
        super().mouseMoveEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), 400)


def _fill(item: QStandardItem, entry: Entry) -> None:
    said = ", ".join(filter(None, (one_line(entry.text), "" if entry.count is None else f"{entry.count:,}", entry.remark)))
    item.setText(one_line(entry.text))
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    item.setData(entry, _ENTRY)
    flags = Qt.ItemFlag.ItemNeverHasChildren
    if entry.target is not None:
        flags |= Qt.ItemFlag.ItemIsEnabled
    if isinstance(entry.target, Place):
        flags |= Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags)


class _EntryDelegate(QStyledItemDelegate):
    """Paints a line of the side bar: heading, or name with dot, remark and count."""

    def __init__(self, theme: Theme, view: SideBar) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry = index.data(_ENTRY)
        height = 30 if isinstance(entry, Entry) and entry.target is not None else 32
        return QSize(self._view.width() - SCROLL_WIDTH, self._theme.px(height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        if entry.target is None:
            self._paint_heading(painter, rect, entry)
        else:
            self._paint_ground(painter, rect, option, dropping=self._view.drop_at == index)
            self._paint_entry(painter, rect, entry, chosen=entry.target == self._view.place)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        painter.setFont(self._theme.fonts.section)
        painter.setPen(self._theme.tokens.muted)
        px, direction = self._theme.px, self._view.layoutDirection()
        area = placed(direction, QRectF(rect), QRectF(rect.adjusted(px(18), px(8), -px(8), 0)))
        painter.drawText(area, aligned(direction), entry.text)

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, *, dropping: bool) -> None:
        state = QStyle.StateFlag(option.state)
        surface = placed(self._view.layoutDirection(), QRectF(rect), QRectF(rect.adjusted(8, 0, 0, -1)))
        tokens = self._theme.tokens
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if state & QStyle.StateFlag.State_Selected else tokens.hover)
            painter.drawRoundedRect(surface, 6, 6)
        if dropping or (state & QStyle.StateFlag.State_HasFocus and self._view.ringed):
            paint_ring(painter, surface, tokens.accent, radius=6)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool) -> None:
        px, direction, whole = self._theme.px, self._view.layoutDirection(), QRectF(rect)
        area = QRectF(rect.adjusted(px(18), 0, -px(10), -1))
        font = self._theme.fonts.title if chosen else self._theme.fonts.body
        right = entry.remark or (f"{entry.count:,}" if entry.count else "")
        painter.setFont(font)
        painter.setPen(self._theme.tokens.muted)
        painter.drawText(placed(direction, whole, area), aligned(direction, end=True), right)
        if right:
            area.setRight(area.right() - QFontMetrics(font).horizontalAdvance(right) - px(6))
        if entry.colour:
            dot = QRectF(area.left() + px(6), area.center().y() - px(7) / 2, px(7), px(7))
            paint_dot(painter, placed(direction, whole, dot), self._theme.account_colour(entry.colour))
            area.setLeft(area.left() + px(18))
        painter.setPen(ink_colour(self._theme, entry.ink))
        text = QFontMetrics(font).elidedText(one_line(entry.text), Qt.TextElideMode.ElideRight, round(area.width()))
        painter.drawText(placed(direction, whole, area), aligned(direction), text)
