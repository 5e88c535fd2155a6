"""Paints one row of the list, step by step; reads one record and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.domain.account import Account
from desktop.domain.task import Task
from desktop.domain.wording import Standing
from desktop.qt.pictures import Pictures
from desktop.qt.roles import Role
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.task_area.delegate import ItemDelegate
from desktop.widgets.task_list.layout import RowLayout, mirrored, row_height, row_layout
from desktop.widgets.task_list.pictures import paint_empty, paint_thumbnail
from desktop.widgets.task_list.words import RowWords, ages, row_words

if TYPE_CHECKING:
    from desktop.qt.fonts import Fonts

_DOT = 7.0
_BEFORE_DOT, _AFTER_DOT = 10.0, 5.0
_SHORT_TEXT = 40.0
"""Less room than this is not worth a cut text."""


@dataclass(frozen=True, slots=True)
class _Row:
    """All that the steps of one row share."""

    task: Task
    words: RowWords
    at: RowLayout
    account: Account | None


class TaskDelegate(ItemDelegate):
    """Paints tasks as rows, as the design shows them. `compact` rows are 44 px high instead of 76."""

    def __init__(self, theme: Theme, thumbnails: Pictures, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(theme, now, parent)
        self._thumbnails = thumbnails
        self.compact = False
        self._measured: tuple[Fonts, float] | None = None

    @property
    def _age_width(self) -> float:
        """How wide the longest age is, in px."""
        fonts = self._theme.fonts
        if self._measured is None or self._measured[0] is not fonts:
            metrics = QFontMetricsF(fonts.detail)
            self._measured = fonts, max(metrics.horizontalAdvance(age) for age in ages()) + 1
        return self._measured[1]

    def _layout(self, rect: QRectF, *, with_bar: bool) -> RowLayout:
        at = row_layout(rect, compact=self.compact, with_bar=with_bar, unit=self.unit, age=self._age_width)
        return mirrored(at, rect) if self.rtl else at

    def height(self) -> int:
        """Return the height of a row."""
        return row_height(compact=self.compact, unit=self.unit)

    @override
    def moving(self, task: Task, standing: Standing) -> tuple[str, ...]:
        words = row_words(task, None, self._now(), standing, safe=self._theme.client_safe)
        return words.detail, words.age

    def _row(self, task: Task, standing: Standing, rect: QRectF) -> _Row:
        account = self.account_of(task)
        words = row_words(task, account, self._now(), standing, safe=self._theme.client_safe)
        self._painted[task.id] = (words.detail, words.age)
        return _Row(task, words, self._layout(rect, with_bar=words.progress is not None), account)

    # -- the steps -------------------------------------------------------------------------------------------------

    def _paint_title(self, painter: QPainter, row: _Row) -> None:
        self.paint_title(painter, row.at.title, row.words.title, starred=row.task.starred)

    def _paint_second_line(self, painter: QPainter, row: _Row) -> None:
        if row.at.second.isEmpty():
            return
        font, rect = self._theme.fonts.detail, QRectF(row.at.second)
        metrics = QFontMetricsF(font)
        painter.setPen(self._theme.tokens.muted)
        made_by = QRectF(rect)
        room = self._room_before_account(rect.width(), row, metrics)
        if self.rtl:
            made_by.setLeft(made_by.right() - room)
        else:
            made_by.setWidth(room)
        self.cut(rect, self.paint_line(painter, made_by, row.words.made_by, font))
        if row.account is not None:
            self.cut(rect, _BEFORE_DOT)
            dot = QPointF(rect.right() - _DOT / 2 if self.rtl else rect.left() + _DOT / 2, rect.center().y() + 0.5)
            self.cut(rect, _DOT + _AFTER_DOT)
            if rect.width() < min(_SHORT_TEXT, metrics.horizontalAdvance(row.words.account)):
                return
            self.paint_dot(painter, dot, _DOT, row.account.colour)
            self.cut(rect, self.paint_line(painter, rect, row.words.account, font))
        self.cut(rect, metrics.horizontalAdvance(" "))
        self.paint_line(painter, rect, _fitting(row.words.extras, metrics, rect.width(), rtl=self.rtl), font)

    @staticmethod
    def _room_before_account(width: float, row: _Row, metrics: QFontMetricsF) -> float:
        """Return the room for provider and model: all but the account's name, and never less than half of it."""
        if row.account is None:
            return width
        account = _BEFORE_DOT + _DOT + _AFTER_DOT + metrics.horizontalAdvance(row.words.account) + 1
        return max(width / 2, width - account)

    def _paint_status(self, painter: QPainter, row: _Row) -> None:
        at = row.at
        pill = self.paint_pill(painter, at.badge, row.words.badge, at.status.width())
        painter.setPen(self._theme.tokens.muted)
        detail = QRectF(at.detail)
        if at.beside:
            self.cut(detail, pill.width() + 8)
        if detail.width() > _SHORT_TEXT:
            self.paint_line(painter, detail, row.words.detail, self._theme.fonts.detail)

    def _paint_bar(self, painter: QPainter, row: _Row) -> None:
        if row.words.progress is None or row.at.bar.isEmpty():
            return
        track = row.at.bar
        radius = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.track)
        painter.drawRoundedRect(track, radius, radius)
        filled = QRectF(track)
        filled.setWidth(max(track.height(), track.width() * row.words.progress))
        if self.rtl:
            filled.moveRight(track.right())
        painter.setBrush(self._theme.tokens.accent)
        painter.drawRoundedRect(filled, radius, radius)

    def _paint_age(self, painter: QPainter, row: _Row) -> None:
        if not row.at.age.isEmpty():
            painter.setPen(self._theme.tokens.muted)
            self.paint_line(painter, row.at.age, row.words.age, self._theme.fonts.detail, at_end=True)

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        self.rtl = option.direction == Qt.LayoutDirection.RightToLeft
        task: Task | None = index.data(Role.TASK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.paint_ground(painter, rect.adjusted(0, 0, -6, 0) if self.rtl else rect.adjusted(6, 0, 0, 0), state)
        if task is None:
            paint_empty(painter, self._layout(rect, with_bar=False).thumbnail, self._theme)
        else:
            row = self._row(task, index.data(Role.STANDING), rect)
            paint_thumbnail(painter, row.at.thumbnail, task, self._theme, self._thumbnails, self._last)
            self._paint_title(painter, row)
            self._paint_second_line(painter, row)
            self._paint_status(painter, row)
            self._paint_bar(painter, row)
            self._paint_age(painter, row)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height())


def _fitting(extras: tuple[str, ...], metrics: QFontMetricsF, width: float, *, rtl: bool) -> str:
    """Return as many of `extras` as stand in `width` uncut, each after its separator."""
    shown = ""
    for extra in extras:
        longer = (f"{one_line(extra)} · {shown}" if rtl else f"{shown} · {one_line(extra)}").strip()
        if metrics.horizontalAdvance(longer) > width:
            break
        shown = longer
    return shown
