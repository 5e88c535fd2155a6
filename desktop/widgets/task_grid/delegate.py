"""Paints one card of the grid: picture, title, badge, provider."""

from collections.abc import Callable
from datetime import datetime
from typing import override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain.badge import badge_of
from desktop.domain.discretion import shown_title
from desktop.domain.task import Task
from desktop.domain.wording import Standing, provider_name
from desktop.qt.pictures import Pictures
from desktop.qt.roles import Role
from desktop.qt.theme import Theme
from desktop.widgets.task_area.delegate import ItemDelegate
from desktop.widgets.task_grid.layout import CardLayout, card_layout
from desktop.widgets.task_grid.words import pill_words
from desktop.widgets.task_list.pictures import paint_empty, paint_thumbnail

_BEFORE_PROVIDER = 8.0
_SHORT_TEXT = 40.0


class CardDelegate(ItemDelegate):
    """Paints tasks as cards whose pictures are `picture` px wide at least."""

    def __init__(self, theme: Theme, thumbnails: Pictures, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(theme, now, parent)
        self._thumbnails = thumbnails
        self.picture = 200

    @override
    def moving(self, task: Task, standing: Standing) -> tuple[str, ...]:
        return (pill_words(task, self._now()),)

    def _paint_foot(self, painter: QPainter, at: CardLayout, task: Task) -> None:
        word = pill_words(task, self._now())
        self._painted[task.id] = (word,)
        pill = self.paint_pill(painter, at.badge, badge_of(task), at.foot.width(), word)
        rest = QRectF(at.foot)
        self.cut(rest, pill.width() + _BEFORE_PROVIDER)
        if rest.width() > _SHORT_TEXT:
            painter.setPen(self._theme.tokens.muted)
            self.paint_line(painter, rest, provider_name(task.ref.provider), self._theme.fonts.detail)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect = QRectF(option.rect)
        self.rtl = option.direction == Qt.LayoutDirection.RightToLeft
        task: Task | None = index.data(Role.TASK)
        at = card_layout(rect, self.picture, self.unit, rtl=self.rtl)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.paint_ground(painter, rect, option.state)
        if task is None:
            paint_empty(painter, at.picture, self._theme)
        else:
            paint_thumbnail(painter, at.picture, task, self._theme, self._thumbnails, self._last)
            self.paint_title(painter, at.title, shown_title(task, safe=self._theme.client_safe), starred=task.starred)
            self._paint_foot(painter, at, task)
        painter.restore()
