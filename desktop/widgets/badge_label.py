"""Badges and pills as widgets: the same shapes and words as in the list."""

from typing import override

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.language import tr
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.qt.badge import badge_size, paint_badge
from desktop.qt.theme import Theme


class BadgeLabel(QLabel):
    """A task's badge; to assistive programs its word."""

    def __init__(self, theme: Theme, badge: Badge = Badge.WAITING) -> None:
        super().__init__()
        self._theme = theme
        self._badge = badge
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)
        theme.changed.connect(self._restyle)

    @property
    def badge(self) -> Badge:
        """The badge shown."""
        return self._badge

    def show_badge(self, badge: Badge) -> None:
        """Show another badge."""
        self._badge = badge
        self.setText(tr(BADGE_WORDS[badge]))
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return badge_size(self._badge, self._theme.fonts.badge).toSize() + QSize(1, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - badge_size(self._badge, self._theme.fonts.badge).width() if from_right else 0.0
        paint_badge(painter, QPointF(left, self.height() / 2), self._badge, self._theme)
        painter.end()
