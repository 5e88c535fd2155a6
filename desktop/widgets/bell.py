"""The bell in the status line, with the number of notices that nobody has seen."""

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.language import tr, tr_n
from desktop.domain.status import Badge
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import paint_frame, paint_ring

_SIDE, _GLYPH, _GAP = 24, 14, 5


class Bell(QAbstractButton):
    """Opens the list of notices. Bad news colours the number; the number alone says that there is something."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._unread = 0
        self._bad = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.fonts.detail)
        theme.changed.connect(self._restyle)
        self.show_unread(0, bad=False)

    @property
    def unread(self) -> int:
        """The number shown."""
        return self._unread

    def show_unread(self, unread: int, *, bad: bool) -> None:
        """Show how many notices nobody has seen, and whether there is bad news among them."""
        self._unread, self._bad = unread, bad
        name = tr_n("Notices, {n} new", "Notices, {n} new", unread) if unread else tr("Notices")
        self.setAccessibleName(name)
        self.setToolTip(tooltip(name))
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = self._theme.px(_SIDE)
        if not self._unread:
            return QSize(side, side)
        return QSize(side + self._theme.px(_GAP) + QFontMetrics(self.font()).horizontalAdvance(self._count()), side)

    def _count(self) -> str:
        return str(self._unread) if self._unread < 100 else "99+"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, area = self._theme.tokens, QRectF(self.rect())
        glyph, gap = self._theme.px(_GLYPH), self._theme.px(_GAP)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.badge(Badge.NEEDS_YOU if self._bad else Badge.GENERATING)
        if self._unread:
            paint_frame(painter, area.adjusted(0, 2, 0, -2), colours.fill, None, radius=area.height() / 2 - 2)
        elif self.underMouse():
            paint_frame(painter, area, tokens.hover, None)
        if self.hasFocus():
            paint_ring(painter, area, tokens.accent)
        ink = colours.text if self._unread else tokens.muted
        content = QRectF(gap, 0, area.width() - 2 * gap, area.height())
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = content.right() - glyph if rtl else content.left()
        paint_glyph(painter, Glyph.BELL, QRectF(left, area.center().y() - glyph / 2, glyph, glyph), ink)
        if self._unread:
            painter.setPen(ink)
            painter.setFont(self.font())
            side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
            painter.drawText(content, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), self._count())
        painter.end()
