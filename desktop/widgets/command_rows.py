"""A list of commands under headings: name on the left, keys or the reason why not on the right."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.command import Command
from desktop.widgets.paint import aligned, paint_ring, placed
from desktop.widgets.scroll_bar import slim

ROW, HEADING = 32, 34
"""Heights of a row and of a heading at 100 % text, in px."""

_MOST_HEIGHT = 0.45
_FROM_LEFT = "\N{LEFT-TO-RIGHT MARK}"
"""Keys are written from the left in every language: "Ctrl+.", never ".+Ctrl"."""

COMMAND = Qt.ItemDataRole.UserRole + 1
type Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def keys_words(keys: Sequence[str]) -> str:
    """Return shortcuts as this system writes them: "Ctrl+K", "⌘K"; several with a comma between."""
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def said_of(command: Command, keys: str) -> str:
    """Return what assistive programs read of a command."""
    return ", ".join(filter(None, (one_line(command.name), keys, command.why_not, command.topic)))


class CommandModel(QAbstractListModel):
    """Commands; with `headings` each topic is a row of its own before its first command."""

    def __init__(self, *, headings: bool, all_keys: bool) -> None:
        super().__init__()
        self._headings = headings
        self._all_keys = all_keys
        self._rows: list[Command | str] = []

    def show(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        self.beginResetModel()
        self._rows = []
        topic = ""
        for command in commands:
            if self._headings and command.topic != topic:
                topic = command.topic
                self._rows.append(topic)
            self._rows.append(command)
        self.endResetModel()

    def row(self, row: int) -> Command | str:
        """Return a command or a heading."""
        return self._rows[row]

    def keys(self, command: Command) -> str:
        """Return the keys shown of a command."""
        return keys_words(command.keys if self._all_keys else command.keys[:1])

    @property
    def first(self) -> int:
        """The first command's row; -1 where there is none."""
        return next((row for row, each in enumerate(self._rows) if isinstance(each, Command)), -1)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        listed = isinstance(self._rows[index.row()], Command)
        wanted = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if listed else Qt.ItemFlag.NoItemFlags
        return wanted | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row if isinstance(row, str) else one_line(row.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return row if isinstance(row, str) else said_of(row, self.keys(row))
            case _ if role == COMMAND:
                return row
            case _:
                return None


class CommandRows(QListView):
    """The view of a :class:`CommandModel`. `keyed` draws its keys in the accent's frame."""

    def __init__(self, theme: Theme, name: str, *, headings: bool = False, all_keys: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.ringed = False
        self.commands = CommandModel(headings=headings, all_keys=all_keys)
        self.setModel(self.commands)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(not headings)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        slim(self, theme, attrgetter("background"), reserved=True)
        theme.changed.connect(self._recolour)
        self._recolour()

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Show other commands, the first of them chosen."""
        self.commands.show(commands)
        if self.commands.first >= 0:
            self.setCurrentIndex(self.commands.index(self.commands.first))
        self.scrollToTop()

    def show_at_most(self, rows: int) -> None:
        """Be as high as so many rows, or as the screen has room for beside what else a dialog holds."""
        row = self._theme.px(ROW)
        room = round(self.screen().availableGeometry().height() * _MOST_HEIGHT) // row
        self.setFixedHeight(row * max(2, min(rows, room)))

    def chosen(self) -> Command | None:
        """Return the command chosen."""
        found = self.currentIndex().data(COMMAND)
        return found if isinstance(found, Command) else None

    def step(self, rows: int) -> None:
        """Choose the command so many rows further down, going round at the ends for one row."""
        places = [row for row in range(self.commands.rowCount()) if isinstance(self.commands.row(row), Command)]
        if not places:
            return
        at = places.index(self.currentIndex().row()) if self.currentIndex().row() in places else 0
        wanted = (at + rows) % len(places) if abs(rows) == 1 else min(max(at + rows, 0), len(places) - 1)
        self.setCurrentIndex(self.commands.index(places[wanted]))

    def _recolour(self) -> None:
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, self._theme.tokens.background)
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    """Paints a heading or a command."""

    def __init__(self, theme: Theme, view: CommandRows) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._theme.px(HEADING if isinstance(index.data(COMMAND), str) else ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect = index.data(COMMAND), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Command):
            self._paint_ground(painter, rect, option)
            self._paint_command(painter, rect, row)
        else:
            self._paint_heading(painter, rect, str(row))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, text: str) -> None:
        px, direction = self._theme.px, self._view.layoutDirection()
        painter.setFont(self._theme.fonts.section)
        painter.setPen(self._theme.tokens.muted)
        painter.drawText(placed(direction, rect, rect.adjusted(px(10), px(8), -px(10), 0)), aligned(direction), text)

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        tokens, chosen = self._theme.tokens, bool(option.state & QStyle.StateFlag.State_Selected)
        surface = rect.adjusted(0, 0, 0, -1)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if chosen else tokens.hover)
            painter.drawRoundedRect(surface, 6, 6)
        if chosen and self._view.ringed:
            paint_ring(painter, surface, tokens.accent, radius=6)

    def _paint_command(self, painter: QPainter, rect: QRectF, command: Command) -> None:
        px, direction, tokens, fonts = self._theme.px, self._view.layoutDirection(), self._theme.tokens, self._theme.fonts
        area = rect.adjusted(px(10), 0, -px(10), -1)
        keys = self._view.commands.keys(command)
        behind = command.why_not or keys
        metrics = QFontMetrics(fonts.detail)
        room = min(metrics.horizontalAdvance(behind), round(area.width() * 0.6))
        painter.setFont(fonts.detail)
        painter.setPen(tokens.muted)
        right = QRectF(area.right() - room, area.top(), room, area.height())
        shown = metrics.elidedText(f"{_FROM_LEFT}{behind}" if behind == keys else behind, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(placed(direction, rect, right), aligned(direction, end=True), shown)
        area.setRight(right.left() - px(12))
        painter.setFont(fonts.body)
        painter.setPen(tokens.text if command.enabled else tokens.muted)
        name = QFontMetrics(fonts.body).elidedText(one_line(command.name), Qt.TextElideMode.ElideRight, round(area.width()))
        painter.drawText(placed(direction, rect, area), aligned(direction), name)
