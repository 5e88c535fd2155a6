"""Paints one line of the columns view, cell by cell."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain.badge import badge_of
from desktop.domain.language import listed, tr
from desktop.domain.task import Task
from desktop.domain.wording import Standing
from desktop.qt.roles import Role
from desktop.qt.theme import Theme
from desktop.widgets.task_area.delegate import ItemDelegate
from desktop.widgets.task_columns.columns import SHAPES, Column, cell_words
from desktop.widgets.task_grid.words import pill_words

LINE, COMPACT_LINE = 32, 28
"""Heights of a line where text has its usual size."""

CELL_PADDING = 8.0
_INSET = 2.0
_SAID = frozenset({Column.STATUS, Column.TITLE, Column.PROVIDER})
_DOT, _AFTER_DOT = 7.0, 5.0

type Span = tuple[Column, float, float]
"""A column, where it begins and how wide it is, in px."""


class LineDelegate(ItemDelegate):
    """Paints tasks as lines of cells, which stand where `spans` says."""

    def __init__(self, theme: Theme, now: Callable[[], datetime], spans: Callable[[], Sequence[Span]]) -> None:
        super().__init__(theme, now)
        self._spans = spans
        self.compact = False

    def height(self) -> int:
        """Return the height of a line."""
        return round((COMPACT_LINE if self.compact else LINE) * self.unit)

    @override
    def moving(self, task: Task, standing: Standing) -> tuple[str, ...]:
        now = self._now()
        ages = (cell_words(task, column, None, now) for column in (Column.CREATED, Column.FINISHED))
        return (pill_words(task, now), *ages)

    def cells_said(self, task: Task) -> str:
        """Return the shown cells in words, but for what each list says of a task."""
        shown = (column for column, _, _ in self._spans() if column not in _SAID)
        account, now, safe = self.account_of(task), self._now(), self._theme.client_safe
        cells = ((column, cell_words(task, column, account, now, safe=safe)) for column in shown)
        return listed(tr("{name}: {value}", name=tr(SHAPES[column].heading), value=words) for column, words in cells if words)

    def _paint_cell(self, painter: QPainter, rect: QRectF, task: Task, column: Column) -> None:
        if column is Column.STATUS:
            start = QPointF(rect.right() if self.rtl else rect.left(), rect.center().y())
            self.paint_pill(painter, start, badge_of(task), rect.width(), pill_words(task, self._now()))
            return
        if column is Column.TITLE:
            self.paint_title(
                painter, rect, cell_words(task, column, None, self._now(), safe=self._theme.client_safe), starred=task.starred
            )
            return
        account = self.account_of(task)
        if column is Column.ACCOUNT and account is not None:
            centre = QPointF(rect.right() - _DOT / 2 if self.rtl else rect.left() + _DOT / 2, rect.center().y() + 0.5)
            self.paint_dot(painter, centre, _DOT, account.colour)
            self.cut(rect, _DOT + _AFTER_DOT)
        painter.setPen(self._theme.tokens.muted)
        words = cell_words(task, column, account, self._now(), safe=self._theme.client_safe)
        self.paint_line(painter, rect, words, self._theme.fonts.detail, at_end=SHAPES[column].at_end)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect = QRectF(option.rect)
        self.rtl = option.direction == Qt.LayoutDirection.RightToLeft
        task: Task | None = index.data(Role.TASK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.paint_ground(painter, rect.adjusted(_INSET, 0, -_INSET, 0), option.state)
        if task is not None:
            self._painted[task.id] = self.moving(task, index.data(Role.STANDING))
            for column, start, width in self._spans():
                left = rect.right() - start - width if self.rtl else rect.left() + start
                cell = QRectF(left, rect.top(), width, rect.height()).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
                if cell.width() > 0 and cell.right() > 0 and cell.left() < painter.device().width():
                    self._paint_cell(painter, cell, task, column)
        painter.restore()
