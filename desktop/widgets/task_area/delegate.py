"""What the delegates of all views have in common: the ground, lines of text, dots, and what was said when it was painted."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from desktop.domain.account import Account
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.domain.wording import Standing
from desktop.qt.badge import badge_size, baseline, paint_badge
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.text import elided
from desktop.qt.theme import Theme

RADIUS = 7.0
"""Corner radius of the ground of a selected item."""

_STAR, _AFTER_STAR = 12.0, 4.0


class ItemDelegate(QStyledItemDelegate):
    """Paints tasks.

    `ringed` tells whether the item that has the keyboard shows so, `rtl` whether what is painted is read from the right.
    """

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ringed: Callable[[], bool] = bool
        self.rtl = False
        self._theme = theme
        self._now = now
        self._accounts: Mapping[str, Account] = {}
        self._painted: dict[int, tuple[str, ...]] = {}
        self._last: dict[int, QPixmap] = {}

    @property
    def unit(self) -> float:
        """How large text is, against its usual size."""
        return self._theme.fonts.title.pixelSize() / 13

    def picture_of(self, task: Task) -> QPixmap | None:
        """Return the picture that was painted last of a task, if any."""
        return self._last.get(task.id)

    def set_accounts(self, accounts: Mapping[str, Account]) -> None:
        """Tell the names and colours of the accounts, by their ids."""
        self._accounts = accounts

    def account_of(self, task: Task) -> Account | None:
        """Return the account of a task, as far as it is known and may be named."""
        if self._theme.client_safe:
            return None
        return self._accounts.get(task.account_id) if task.account_id is not None else None

    def moving(self, task: Task, standing: Standing) -> tuple[str, ...]:
        """Return what of the words of `task` changes by the clock alone, as they are now."""
        raise TypeError(f"{type(self).__name__} says nothing of task {task.id}, {standing}")

    def is_stale(self, task: Task, standing: Standing) -> bool:
        """Tell whether `task`, as it was painted last, says something else than it would now."""
        return self._painted.get(task.id) != self.moving(task, standing)

    def forget_painted(self, shown: Collection[int]) -> None:
        """Forget what was said of tasks that are not among `shown`."""
        self._painted = {task_id: said for task_id, said in self._painted.items() if task_id in shown}
        self._last = {task_id: picture for task_id, picture in self._last.items() if task_id in shown}

    # -- steps -----------------------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        """Paint the surface of a selected item, or of the one under the pointer, and the ring of the one with the keyboard."""
        tokens = self._theme.tokens
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection if selected else tokens.hover)
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and self.ringed():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)

    def paint_line(self, painter: QPainter, rect: QRectF, text: str, font: QFont, *, at_end: bool = False) -> float:
        """Paint one line of text, cut to `rect`, where reading begins or `at_end`; return the width it took."""
        metrics = QFontMetricsF(font)
        shown = elided(text, metrics, rect.width())
        width = metrics.horizontalAdvance(shown)
        left = rect.right() - width if at_end is not self.rtl else rect.left()
        painter.setFont(font)
        painter.drawText(QPointF(left, baseline(rect, font)), shown)
        return width

    def paint_title(self, painter: QPainter, rect: QRectF, title: str, *, starred: bool) -> None:
        """Paint the title of a task, behind a star where the user `starred` it."""
        rest = QRectF(rect)
        if starred:
            side = _STAR * self.unit
            left = rest.right() - side if self.rtl else rest.left()
            paint_glyph(painter, Glyph.STAR, QRectF(left, rest.center().y() - side / 2, side, side), self._theme.tokens.accent)
            self.cut(rest, side + _AFTER_STAR * self.unit)
        painter.setPen(self._theme.tokens.text)
        self.paint_line(painter, rest, title, self._theme.fonts.title)

    def cut(self, rect: QRectF, width: float) -> None:
        """Take `width` px off `rect` where reading begins."""
        if self.rtl:
            rect.setRight(rect.right() - width)
        else:
            rect.setLeft(rect.left() + width)

    def paint_pill(self, painter: QPainter, start: QPointF, badge: Badge, room: float, word: str = "") -> QRectF:
        """Paint a badge that begins at `start`, the middle of its edge where reading begins; return the pill."""
        left = start
        if self.rtl:
            left = QPointF(start.x() - badge_size(badge, self._theme.fonts.badge, word=word, room=room).width(), start.y())
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        pill = paint_badge(painter, left, badge, self._theme, room=room, word=word)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        return pill

    def paint_dot(self, painter: QPainter, centre: QPointF, side: float, colour: str) -> None:
        """Paint the dot of an account."""
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.account_colour(colour))
        painter.drawEllipse(centre, side / 2, side / 2)
        painter.restore()
