"""Paints one row of the list, step by step; reads one record and nothing else."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.account import Account
from desktop.domain.task import Task
from desktop.domain.wording import Standing
from desktop.qt.badge import baseline, paint_badge
from desktop.qt.task_model import Role
from desktop.qt.text import elided, one_line
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.task_list.layout import COMPACT_ROW, ROW, RowLayout, row_layout
from desktop.widgets.task_list.pictures import paint_empty, paint_thumbnail
from desktop.widgets.task_list.words import RowWords, row_words

_RADIUS = 7.0
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


class TaskDelegate(QStyledItemDelegate):
    """Paints tasks as the design shows them. `compact` rows are 44 px high instead of 76.

    `ringed` tells whether the row that has the keyboard shows so.
    """

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        ringed: Callable[[], bool] = bool,
    ) -> None:
        super().__init__(parent)
        self._ringed = ringed
        self._theme = theme
        self._thumbnails = thumbnails
        self._now = now
        self._accounts: Mapping[str, Account] = {}
        self._painted: dict[int, tuple[str, str]] = {}
        self.compact = False

    def set_accounts(self, accounts: Mapping[str, Account]) -> None:
        """Tell the names and colours of the accounts, by their ids."""
        self._accounts = accounts

    def height(self) -> int:
        """Return the height of a row."""
        return COMPACT_ROW if self.compact else ROW

    def is_stale(self, task: Task, standing: Standing) -> bool:
        """Tell whether the row of `task`, as it was painted last, says something else than it would now."""
        return self._painted.get(task.id) != _moving(row_words(task, None, self._now(), standing))

    def forget_painted(self, shown: Collection[int]) -> None:
        """Forget what the rows of tasks said that are not among `shown`."""
        self._painted = {task_id: said for task_id, said in self._painted.items() if task_id in shown}

    def _row(self, task: Task, standing: Standing, rect: QRectF) -> _Row:
        account = self._accounts.get(task.account_id) if task.account_id is not None else None
        words = row_words(task, account, self._now(), standing)
        self._painted[task.id] = _moving(words)
        return _Row(task, words, row_layout(rect, compact=self.compact, with_bar=words.progress is not None), account)

    # -- the steps -------------------------------------------------------------------------------------------------

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, focused: bool) -> None:
        tokens = self._theme.tokens
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if selected else tokens.hover)
            painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        if focused:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _paint_title(self, painter: QPainter, row: _Row) -> None:
        painter.setPen(self._theme.tokens.text)
        self._paint_line(painter, row.at.title, row.words.title, self._theme.fonts.title)

    def _paint_second_line(self, painter: QPainter, row: _Row) -> None:
        if row.at.second.isEmpty():
            return
        font, rect = self._theme.fonts.detail, QRectF(row.at.second)
        metrics = QFontMetricsF(font)
        painter.setPen(self._theme.tokens.muted)
        made_by = QRectF(rect)
        made_by.setWidth(self._room_before_account(rect.width(), row, metrics))
        rect.setLeft(rect.left() + self._paint_line(painter, made_by, row.words.made_by, font))
        if row.account is not None:
            dot = QPointF(rect.left() + _BEFORE_DOT + _DOT / 2, rect.center().y() + 0.5)
            rect.setLeft(dot.x() + _DOT / 2 + _AFTER_DOT)
            if rect.width() < min(_SHORT_TEXT, metrics.horizontalAdvance(row.words.account)):
                return
            self._paint_dot(painter, dot, row.account.colour)
            rect.setLeft(rect.left() + self._paint_line(painter, rect, row.words.account, font))
        rect.setLeft(rect.left() + metrics.horizontalAdvance(" "))
        self._paint_line(painter, rect, _fitting(row.words.extras, metrics, rect.width()), font)

    @staticmethod
    def _room_before_account(width: float, row: _Row, metrics: QFontMetricsF) -> float:
        """Return the room for provider and model: all but the account's name, and never less than half of it."""
        if row.account is None:
            return width
        account = _BEFORE_DOT + _DOT + _AFTER_DOT + metrics.horizontalAdvance(row.words.account) + 1
        return max(width / 2, width - account)

    def _paint_dot(self, painter: QPainter, centre: QPointF, colour: str) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.account_colour(colour))
        painter.drawEllipse(centre, _DOT / 2, _DOT / 2)
        painter.restore()

    def _paint_status(self, painter: QPainter, row: _Row) -> None:
        at = row.at
        pill = paint_badge(painter, at.badge, row.words.badge, self._theme, room=at.status.width())
        painter.setPen(self._theme.tokens.muted)
        detail = QRectF(at.detail)
        if at.beside:
            detail.setLeft(pill.right() + 8)
        if detail.width() > _SHORT_TEXT:
            self._paint_line(painter, detail, row.words.detail, self._theme.fonts.detail)

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
        painter.setBrush(self._theme.tokens.accent)
        painter.drawRoundedRect(filled, radius, radius)

    def _paint_age(self, painter: QPainter, row: _Row) -> None:
        if not row.at.age.isEmpty():
            painter.setPen(self._theme.tokens.muted)
            self._paint_line(painter, row.at.age, row.words.age, self._theme.fonts.detail, right=True)

    def _paint_line(self, painter: QPainter, rect: QRectF, text: str, font: QFont, *, right: bool = False) -> float:
        """Paint one line of text, cut to `rect`; return the width it took."""
        metrics = QFontMetricsF(font)
        shown = elided(text, metrics, rect.width())
        width = metrics.horizontalAdvance(shown)
        left = rect.right() - width if right else rect.left()
        painter.setFont(font)
        painter.drawText(QPointF(left, baseline(rect, font)), shown)
        return width

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._ringed()
        task: Task | None = index.data(Role.TASK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._paint_ground(painter, rect.adjusted(6, 0, 0, 0), state, focused=focused)
        if task is None:
            paint_empty(painter, row_layout(rect, compact=self.compact, with_bar=False).thumbnail, self._theme)
        else:
            row = self._row(task, index.data(Role.STANDING), rect)
            paint_thumbnail(painter, row.at.thumbnail, task, self._theme, self._thumbnails)
            self._paint_title(painter, row)
            self._paint_second_line(painter, row)
            self._paint_status(painter, row)
            self._paint_bar(painter, row)
            self._paint_age(painter, row)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height())


def _moving(words: RowWords) -> tuple[str, str]:
    """Return what of a row's words changes by the clock alone."""
    return words.detail, words.age


def _fitting(extras: tuple[str, ...], metrics: QFontMetricsF, width: float) -> str:
    """Return as many of `extras` as stand in `width` uncut, each after its separator."""
    shown = ""
    for extra in extras:
        longer = f"{shown} · {one_line(extra)}".strip()
        if metrics.horizontalAdvance(longer) > width:
            break
        shown = longer
    return shown
