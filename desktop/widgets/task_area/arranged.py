"""A view that lays its items out by arithmetic: lines of items under headings, as quick with 100,000 of them as with ten.

It is a QListView in name, so that assistive programs see a list and its items, and lays out, finds and paints everything itself:
Qt's own list walks over every item, its table knows neither headings nor two dimensions. Headings are painted between the lines
and are no rows of the model (see :class:`~desktop.qt.task_model.TaskListModel`); a screen reader hears the group with every item.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import override

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.qt.arrangement import Arrangement
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.widgets.scroll_bar import slim
from desktop.widgets.task_area.headings import heading_height, paint_heading

type Index = QModelIndex | QPersistentModelIndex

_MOST_HELD = 12
"""Items of which one is kept in its place; the first that is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How items are laid out, in px: `across` of them in a line, each `width` by `height`; lines begin every `line`.

    `left` is where the first item of a line begins, `gap` what lies between two. `content` is the width of all; what is more than
    the view shows is scrolled to.
    """

    across: int = 1
    width: int
    height: int
    line: int
    left: int = 0
    gap: int = 0
    above: int = 0
    below: int = 0
    content: int = 0


class ArrangedView(QListView):
    """Shows `model`, once it is set, as :meth:`measures` says.

    What was looked at stays where it is seen while items come, go or change their size.
    """

    def __init__(
        self,
        model: TaskListModel,
        theme: Theme,
        delegate: QStyledItemDelegate,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = model
        self._theme = theme
        self._now = now
        self._arrangement: Arrangement | None = None
        self._measured: Measures | None = None
        self._held: list[tuple[QPersistentModelIndex, int]] = []
        self._current_seen = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(self, theme, reserved=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setMouseTracking(True)
        self.setItemDelegate(delegate)
        self._colour()
        theme.changed.connect(self._on_theme)
        for about_to in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved, model.layoutAboutToBeChanged):
            about_to.connect(self._hold_top)
        for done in (model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.modelAboutToBeReset, model.modelReset):
            done.connect(self._forget_arrangement)
        model.regrouped.connect(self._on_regrouped)

    def measures(self, width: int) -> Measures:
        """Return how items are laid out in a viewport of `width` px."""
        raise TypeError(f"{type(self).__name__} lays out nothing of {width} px")

    # -- what is where ---------------------------------------------------------------------------------------------

    def arranged(self) -> Arrangement:
        """Return where the items stand, in px of the content."""
        if self._arrangement is None:
            self._arrange()
        assert self._arrangement is not None
        return self._arrangement

    def visible_rows(self) -> range:
        """Return the rows that can be seen, wholly or in part."""
        at, top = self.arranged(), self.verticalOffset()
        return at.items_between(top, top + self.viewport().height())

    def item_rect(self, row: int) -> QRect:
        """Return where the item of `row` stands in the viewport."""
        at, how = self.arranged(), self._how()
        left = how.left + at.column(row) * (how.width + how.gap)
        if self.isRightToLeft():
            left = max(how.content, self.viewport().width()) - left - how.width
        return QRect(left - self.horizontalOffset(), at.top(row) - self.verticalOffset(), how.width, how.height)

    def offset_of(self, row: int) -> int | None:
        """Return how far below the top of the viewport the item of `row` begins; None where it can't be seen."""
        return self.item_rect(row).top() if row in self.visible_rows() else None

    def show_at(self, row: int, offset: int) -> None:
        """Scroll so that the item of `row` begins `offset` px below the top of the viewport, and is seen as far as it can be."""
        self.verticalScrollBar().setValue(self.arranged().top(row) - offset)
        self.scrollTo(self._tasks.index(row, 0))

    def _how(self) -> Measures:
        if self._measured is None:
            self._measured = self.measures(self.viewport().width())
        return self._measured

    def _arrange(self) -> None:
        how = self.measures(self.viewport().width())
        sections = self._tasks.sections
        self._measured = how
        self._arrangement = Arrangement(
            self._tasks.rowCount(),
            [part.count for part in sections.parts],
            across=how.across,
            line=how.line,
            heading=heading_height(self._theme),
            above=how.above,
            below=how.below,
        )
        self._set_ranges()
        self._put_back()

    def _set_ranges(self) -> None:
        at, how, seen = self.arranged(), self._how(), self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(seen.height())
        down.setSingleStep(max(20, how.line // 2))
        down.setRange(0, max(0, at.height - seen.height()))
        across.setPageStep(seen.width())
        across.setRange(0, max(0, how.content - seen.width()))

    # -- what stays where it is seen -------------------------------------------------------------------------------

    def relay(self) -> None:
        """Lay out anew, as sizes changed; the current item, or else the top one, stays where it is seen."""
        self._hold(with_current=True)
        self._forget_arrangement()
        self.arranged()
        self.viewport().update()

    def _hold_top(self) -> None:
        self._hold(with_current=False)

    def _hold(self, *, with_current: bool) -> None:
        """Note what is seen where, unless the list shows its beginning, where new items shall be seen."""
        if self._held or self._arrangement is None or not self.isVisible():
            return
        seen, current = self.visible_rows(), self.currentIndex()
        self._current_seen = with_current and current.isValid() and current.row() in seen
        if self.verticalScrollBar().value() > 0:
            rows: Iterable[int] = [current.row()] if self._current_seen else seen[:_MOST_HELD]
            held = (self._tasks.index(row, 0) for row in rows)
            self._held = [(QPersistentModelIndex(index), self.visualRect(index).top()) for index in held]

    def _put_back(self) -> None:
        held, self._held = self._held, []
        for index, offset in held:
            if index.isValid():
                self.verticalScrollBar().setValue(self.arranged().top(index.row()) - offset)
                break
        if self._current_seen:
            self._current_seen = False
            self.scrollTo(self.currentIndex())

    def _forget_arrangement(self) -> None:
        self._arrangement = None

    def _on_regrouped(self) -> None:
        self._hold(with_current=False)
        self._forget_arrangement()
        self.scheduleDelayedItemsLayout()

    def _on_theme(self) -> None:
        self._colour()
        self.relay()

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, self._theme.tokens.background)
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.background)
        self.setPalette(palette)

    # -- painting --------------------------------------------------------------------------------------------------

    def _paint_headings(self, painter: QPainter, region: QRegion) -> None:
        at, sections, top = self.arranged(), self._tasks.sections, self.verticalOffset()
        now = self._now()
        for group in at.headings_between(top, top + self.viewport().height()):
            rect = QRect(0, at.heading_top(group) - top, self.viewport().width(), at.heading)
            if region.intersects(rect) and group < len(sections.parts):
                words = sections.heading(group, now, safe=self._theme.client_safe)
                paint_heading(painter, QRectF(rect), words, sections.parts[group].count, self._theme)

    def _paint_items(self, painter: QPainter, region: QRegion) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        focus = self.currentIndex().row() if self.hasFocus() else -1
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        chosen, delegate = self.selectionModel(), self.itemDelegate()
        for row in self.visible_rows():
            rect = self.item_rect(row)
            if not region.intersects(rect):
                continue
            index = self._tasks.index(row, 0)
            state = plain
            if chosen.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if row == focus:
                state |= QStyle.StateFlag.State_HasFocus
            if rect.contains(pointer) and self.viewport().underMouse():
                state |= QStyle.StateFlag.State_MouseOver
            option.rect = rect
            option.state = state
            delegate.paint(painter, option, index)

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        region = event.region()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.tokens.background)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_headings(painter, region)
        self._paint_items(painter, region)
        painter.end()

    @override
    def doItemsLayout(self) -> None:
        if self.isVisible():
            self.arranged()
        QAbstractItemView.doItemsLayout(self)

    @override
    def updateGeometries(self) -> None:
        if self.isVisible():
            self._set_ranges()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._arrangement is not None and self.measures(self.viewport().width()) != self._measured:
            self._hold(with_current=True)
            self._forget_arrangement()
        QAbstractItemView.resizeEvent(self, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._forget_arrangement()
        super().showEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    @override
    def visualRect(self, index: Index) -> QRect:
        return self.item_rect(index.row()) if index.isValid() and index.row() < self.arranged().count else QRect()

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        at, how = self.arranged(), self._how()
        x = p.x() + self.horizontalOffset()
        if self.isRightToLeft():
            x = max(how.content, self.viewport().width()) - 1 - x
        column, within = divmod(x - how.left, how.width + how.gap)
        if not 0 <= column < how.across or within >= how.width:
            return QModelIndex()
        y = p.y() + self.verticalOffset()
        row = at.item_at(y, column)
        if row is None or y - at.top(row) >= how.height:
            return QModelIndex()
        return self._tasks.index(row, 0)

    @override
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        if not index.isValid() or index.row() >= self.arranged().count:
            return
        at, seen, bar = self.arranged(), self.viewport().height(), self.verticalScrollBar()
        top = at.top(index.row())
        bottom = top + self._how().height
        if at.heading and top - at.heading == at.heading_top(at.group(index.row())):
            top -= at.heading
        match hint:
            case QAbstractItemView.ScrollHint.PositionAtTop:
                bar.setValue(top)
            case QAbstractItemView.ScrollHint.PositionAtBottom:
                bar.setValue(bottom - seen)
            case QAbstractItemView.ScrollHint.PositionAtCenter:
                bar.setValue((top + bottom - seen) // 2)
            case _ if top < bar.value():
                bar.setValue(max(0, top if top > at.line else 0))
            case _ if bottom > bar.value() + seen:
                bar.setValue(bottom - seen)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region, seen = QRegion(), self.visible_rows()
        for part in selection.toList():
            for row in range(max(part.top(), seen.start), min(part.bottom() + 1, seen.stop)):
                region += self.item_rect(row)
        return region

    @override
    def horizontalOffset(self) -> int:
        value, bar = self.horizontalScrollBar().value(), self.horizontalScrollBar()
        return bar.maximum() - value if self.isRightToLeft() else value

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Iterable[int] = ()) -> None:
        """Paint what is seen of the rows again; a list of Qt's own would lay out all of them."""
        seen = self.visible_rows() if self.isVisible() else range(0)
        for row in range(max(topLeft.row(), seen.start), min(bottomRight.row() + 1, seen.stop)):
            self.viewport().update(self.item_rect(row))
