"""The headings of the columns: a click sorts, edges and whole columns move, the menu hides and shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import override

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.domain.language import tr
from desktop.domain.query import ListQuery
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.menus import Menu
from desktop.widgets.paint import paint_ring
from desktop.widgets.task_columns.arrangement import LEAST, Arrangement, read, written
from desktop.widgets.task_columns.columns import SHAPES, Column, Sort, column_of, grows
from desktop.widgets.task_columns.delegate import CELL_PADDING, Span

_ARROW = 10.0
_PADDING = 12
_STEP = 16
"""By how much a key makes a column wider, in px at 100 % text."""

_TELL_MS = 400

type Index = QModelIndex | QPersistentModelIndex


class Headings(QAbstractTableModel):
    """No rows; the columns' names, and how each is sorted, for assistive programs too."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sorted: Column | None = None
        self.growing = True

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        name = tr(SHAPES[Column(section)].heading)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(tr("The list can't be sorted by this column.")) if SHAPES[Column(section)].sort is None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if SHAPES[Column(section)].sort is None:
                return tr("{column}, can't be sorted by", column=name)
            if section != self.sorted:
                return name
            return tr("{column}, sorted upwards", column=name) if self.growing else tr("{column}, sorted downwards", column=name)
        return None


class ColumnHeader(QHeaderView):
    """The header. `sort_asked` carries an :class:`Order` and whether it is turned round.

    With the keyboard in it, Left and Right walk over the columns, Return sorts by one, the Menu key opens the menu of columns.
    With Ctrl, Left and Right move a column, with Shift they make it narrower and wider. `arranged` carries how, for
    :meth:`restore`, after the user changed it.
    """

    sort_asked = Signal(object, bool)
    arranged = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._names = Headings(self)
        self._at = int(Column.STATUS)
        self._private_hidden = False
        self._hidden: set[Column] = set()
        self._unit = 1.0
        self._widths: dict[Column, int] = {}
        self._by_hand = True
        self.setModel(self._names)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Columns"))
        self.setAccessibleDescription(
            tr(
                "Left and Right walk over the columns, Return sorts by one. With Ctrl they move a column, with Shift they change"
                " its width."
            )
        )
        self._later = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._later.timeout.connect(self._tell)
        self.restore("")
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(self._on_moved)
        self.sectionClicked.connect(self._on_clicked)
        theme.changed.connect(self.refit)
        self.refit()

    # -- what the view uses ----------------------------------------------------------------------------------------

    def spans(self) -> list[Span]:
        """Return the shown columns, in their order, with where they begin and how wide they are."""
        shown = (column for column in self._order() if not self.isSectionHidden(column))
        return [(column, self.sectionPosition(column), self.sectionSize(column)) for column in shown]

    @property
    def arrangement(self) -> str:
        """How the user arranged the columns, for :meth:`restore`."""
        return written(Arrangement(tuple(self._order()), self._widths, frozenset(self._hidden)))

    def restore(self, state: str) -> None:
        """Arrange the columns as they were."""
        was = read(state)
        self._widths, self._hidden = dict(was.widths or {}), set(was.hidden)
        with self._itself():
            for place, column in enumerate(was.order):
                self.moveSection(self.visualIndex(column), place)
                self.resizeSection(column, round(was.width(column) * self._unit))
        self._hide()

    def show_order(self, query: ListQuery) -> None:
        """Show what the list is sorted by."""
        self._names.sorted = column_of(query.order)
        self._names.growing = grows(query.order, backwards=query.backwards)
        self.viewport().update()

    def hide_private(self, *, hidden: bool) -> None:
        """Keep columns out of sight that are no clients' business."""
        self._private_hidden = hidden
        self._hide()

    def fill(self, width: int) -> None:
        """Let the titles take the room that is left of `width` px, unless the user gave them a width."""
        if Column.TITLE in self._widths:
            return
        least = round(SHAPES[Column.TITLE].width * self._unit)
        rest = width - sum(self.sectionSize(column) for column, _, _ in self.spans() if column is not Column.TITLE)
        self._resize(Column.TITLE, max(least, rest))

    def refit(self) -> None:
        """Follow the theme: its colours, and the size of its text."""
        unit = self._theme.fonts.title.pixelSize() / 13
        if unit != self._unit:
            self._unit = unit
            for column in Column:
                self._resize(column, round(self._widths.get(column, SHAPES[column].width) * unit))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.background)
        palette.setColor(QPalette.ColorRole.Button, self._theme.tokens.background)
        self.setPalette(palette)
        self.setFixedHeight(QFontMetrics(self._theme.fonts.detail).height() + _PADDING)
        self.viewport().update()

    def _order(self) -> list[Column]:
        return [Column(self.logicalIndex(place)) for place in range(self.count())]

    @contextmanager
    def _itself(self) -> Iterator[None]:
        """Take what happens to the columns meanwhile for the program's own doing."""
        by_hand, self._by_hand = self._by_hand, False
        yield
        self._by_hand = by_hand

    def _resize(self, column: Column, width: int) -> None:
        """Give a column a width that is not the user's own."""
        with self._itself():
            self.resizeSection(column, width)

    # -- what happens ----------------------------------------------------------------------------------------------

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        if self._by_hand and width and not self.isSectionHidden(section):
            self._widths[Column(section)] = round(width / self._unit)
            self._later.start()

    def _on_moved(self) -> None:
        self.geometriesChanged.emit()
        if self._by_hand:
            self._later.start()

    def _tell(self) -> None:
        self.arranged.emit(self.arrangement)

    def _on_clicked(self, section: int) -> None:
        column = Column(section)
        sort = SHAPES[column].sort
        if sort is not None:
            growing = not self._names.growing if column is self._names.sorted else sort.grows
            self.sort_asked.emit(sort.order, _turned(sort, growing=growing))

    def _hide(self) -> None:
        with self._itself():
            for column, shape in SHAPES.items():
                self.setSectionHidden(column, column in self._hidden or (shape.private and self._private_hidden))
        self.geometriesChanged.emit()

    def _on_toggled(self, action: QAction) -> None:
        self._hidden ^= {Column(action.data())}
        self._hide()
        self._later.start()

    def menu(self) -> Menu:
        """Return a menu that hides and shows columns; the titles always stay."""
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, shape in SHAPES.items():
            if column is not Column.TITLE and not (shape.private and self._private_hidden):
                action = menu.addAction(tr(shape.heading))
                action.setCheckable(True)
                action.setChecked(column not in self._hidden)
                action.setData(int(column))
        menu.triggered.connect(self._on_toggled)
        return menu

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.tokens.background)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.tokens.hairline)
        painter.end()
        super().paintEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column, tokens = Column(logicalIndex), self._theme.tokens
        painter.save()
        painter.fillRect(rect.adjusted(0, 0, 0, -1), tokens.background)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.hairline)
        edge = rect.left() if self.isRightToLeft() else rect.right()
        painter.fillRect(edge, rect.top() + 6, 1, rect.height() - 13, tokens.hairline)
        inner = QRectF(rect).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        sorted_by = column is self._names.sorted
        if sorted_by:
            left = inner.left() if self.isRightToLeft() is not SHAPES[column].at_end else inner.right() - _ARROW
            box = QRectF(left, inner.center().y() - _ARROW / 2, _ARROW, _ARROW)
            paint_glyph(painter, Glyph.CHEVRON_UP if self._names.growing else Glyph.CHEVRON_DOWN, box, tokens.text)
            inner.adjust(*((_ARROW + 4, 0, 0, 0) if left == inner.left() else (0, 0, -_ARROW - 4, 0)))
        painter.setFont(self._theme.fonts.badge if sorted_by else self._theme.fonts.detail)
        painter.setPen(tokens.text if sorted_by else tokens.muted)
        at_end = SHAPES[column].at_end is not self.isRightToLeft()
        align = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft)
        words = painter.fontMetrics().elidedText(tr(SHAPES[column].heading), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, int(align | Qt.AlignmentFlag.AlignAbsolute), words)
        if self.hasFocus() and self._at == logicalIndex:
            paint_ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), tokens.accent, radius=5)
        painter.restore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [int(column) for column, _, _ in self.spans()]
        here = shown.index(self._at) if self._at in shown else 0
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        if step is not None:
            self._step(shown, here, -step if self.isRightToLeft() else step, event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self._at)
        else:
            super().keyPressEvent(event)

    def _step(self, shown: list[int], here: int, step: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go to the next column; with Ctrl take this one along, with Shift make it wider or narrower."""
        there = max(0, min(len(shown) - 1, here + step))
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.moveSection(self.visualIndex(shown[here]), self.visualIndex(shown[there]))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.resizeSection(shown[here], max(LEAST, self.sectionSize(shown[here]) + round(step * _STEP * self._unit)))
        else:
            self._at = shown[there]
        self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() is not QContextMenuEvent.Reason.Keyboard
        corner = QPoint(self.sectionViewportPosition(self._at), self.height())
        self.menu().popup(event.globalPos() if mouse else self.mapToGlobal(corner))
        event.accept()


def _turned(sort: Sort, *, growing: bool) -> bool:
    """Tell whether an order is turned round where its values are to grow from top to bottom."""
    return sort.grows is not growing
