"""The side bar: views, projects and accounts with their counts, as one list that the keyboard walks through."""

from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
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

from desktop.domain.events import AccountState
from desktop.domain.problem import ProblemKind
from desktop.domain.query import Counts, View
from desktop.domain.wording import provider_name
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import Ink, ink_colour, tooltip
from desktop.widgets.paint import paint_dot, paint_ring
from desktop.widgets.scroll_bar import WIDTH as SCROLL_WIDTH
from desktop.widgets.scroll_bar import slim
from desktop.widgets.toolbar import SIDE_WIDTH

VIEW_WORDS = {
    View.ALL: "All",
    View.ACTIVE: "Active",
    View.NOT_SAVED: "Not saved yet",
    View.EXPIRES_SOON: "Expires soon",
    View.AT_RISK: "At risk",
    View.NEEDS_YOU: "Needs you",
    View.SAVED: "Saved",
}

_INKS = {View.NOT_SAVED: Ink.WARNING, View.EXPIRES_SOON: Ink.WARNING, View.AT_RISK: Ink.DANGER, View.NEEDS_YOU: Ink.DANGER}
_ENTRY = Qt.ItemDataRole.UserRole + 1


class Command(Enum):
    """Entries that do something instead of filtering."""

    NEW_PROJECT = auto()
    CONNECT = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What a side bar entry shows: a view, a project or an account."""

    view: View = View.ALL
    project: str | None = None
    account_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the side bar; without a target it is a heading. `colour` names an account's dot."""

    text: str
    target: Place | Command | None = None
    count: int | None = None
    remark: str = ""
    ink: Ink = Ink.TEXT
    colour: str = ""


def entries(counts: Counts, accounts: tuple[AccountState, ...], chosen: Place = Place()) -> list[Entry]:
    """Return the side bar's lines. "At risk" is there only while something is, or while it is `chosen`."""
    lines = [Entry(text="Tasks")]
    for view, word in VIEW_WORDS.items():
        count = counts.views.get(view, 0)
        if view is View.AT_RISK and not count and chosen.view is not View.AT_RISK:
            continue
        ink = _INKS.get(view, Ink.TEXT) if count else Ink.TEXT
        lines.append(Entry(text=word, target=Place(view), count=count, ink=ink))
    lines.append(Entry(text="Projects"))
    for project, count in sorted(counts.projects.items(), key=lambda pair: pair[0].casefold()):
        lines.append(Entry(text=project, target=Place(project=project), count=count))
    if not counts.projects:
        lines.append(Entry(text="New project…", target=Command.NEW_PROJECT, ink=Ink.MUTED))
    lines.append(Entry(text="Accounts"))
    lines.extend(_account_entry(state) for state in accounts)
    if not accounts:
        lines.append(Entry(text="Connect a provider…", target=Command.CONNECT, ink=Ink.MUTED))
    return lines


def _account_entry(state: AccountState) -> Entry:
    account = state.account
    no_key = state.problem is not None and state.problem.kind is ProblemKind.NO_KEY
    remark = "slow" if state.slow_until is not None else "no key" if no_key else ""
    remark = "paused" if account.paused else remark
    text = f"{account.name} — {provider_name(account.provider)}"
    return Entry(text=text, target=Place(account_id=account.id), remark=remark, colour=account.colour)


class SideBar(QListView):
    """The list of places. `place_chosen` carries a :class:`Place`, `command_chosen` a :class:`Command`.

    `menu_asked` carries (account's id, point on the screen) for the menu of an account.
    """

    place_chosen = Signal(object)
    command_chosen = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[Entry] = []
        self._place = Place()
        self.ringed = False
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(theme, self))
        self.setAccessibleName("Views, projects and accounts")
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

    def show_place(self, place: Place) -> None:
        """Mark a place as chosen, without telling."""
        self._place = place
        for row, entry in enumerate(self._shown):
            if entry.target == place:
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

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.tokens.pane)
        palette.setColor(palette.ColorRole.Base, self._theme.tokens.pane)
        self.setPalette(palette)
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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        self.ringed = True
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
        if isinstance(entry, Entry) and isinstance(entry.target, Place) and entry.target.account_id is not None:
            corner = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit((entry.target.account_id, corner if by_keyboard else event.globalPos()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry = index.data(_ENTRY)
        self.viewport().setToolTip(tooltip(entry.text) if isinstance(entry, Entry) and entry.target is not None else "")
        super().mouseMoveEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDE_WIDTH, 400)


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
        return QSize(SIDE_WIDTH - SCROLL_WIDTH, 30 if isinstance(entry, Entry) and entry.target is not None else 32)

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
            self._paint_ground(painter, rect, option)
            self._paint_entry(painter, rect, entry, chosen=entry.target == self._view.place)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        painter.setFont(self._theme.fonts.section)
        painter.setPen(self._theme.tokens.muted)
        painter.drawText(rect.adjusted(18, 8, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.text)

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state = QStyle.StateFlag(option.state)
        surface = QRectF(rect.adjusted(8, 0, 0, -1))
        tokens = self._theme.tokens
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if state & QStyle.StateFlag.State_Selected else tokens.hover)
            painter.drawRoundedRect(surface, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and self._view.ringed:
            paint_ring(painter, surface, tokens.accent, radius=6)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool) -> None:
        area = rect.adjusted(18, 0, -10, -1)
        font = self._theme.fonts.title if chosen else self._theme.fonts.body
        right = entry.remark or (f"{entry.count:,}" if entry.count else "")
        painter.setFont(font)
        painter.setPen(self._theme.tokens.muted)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)
        if right:
            area.setRight(area.right() - QFontMetrics(font).horizontalAdvance(right) - 6)
        if entry.colour:
            corner = QPoint(area.left() + 6, area.center().y() - 3)
            paint_dot(painter, QRectF(corner.x(), corner.y(), 7, 7), self._theme.account_colour(entry.colour))
            area.setLeft(area.left() + 18)
        painter.setPen(ink_colour(self._theme, entry.ink))
        text = QFontMetrics(font).elidedText(one_line(entry.text), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), text)
