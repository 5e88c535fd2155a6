"""The large picture at the top of the details: the saved image, else the sign of its kind."""

from typing import override

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.domain.task import Task
from desktop.domain.wording import noun
from desktop.qt.icons import Glyph, glyph_of, paint_glyph
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.choices import has_files, saved_files
from desktop.widgets.task_list.pictures import paint_thumbnail

_HEIGHT = 206
_HEIGHT_WITHOUT = 132


class Preview(QLabel):
    """Shows what stands for one task, small and cheap. `clicked` is emitted for a click on something that is saved.

    Nothing plays here: while the pointer is over it, a sign says that the quick view shows it large.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._task: Task | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Preview"))
        theme.changed.connect(self.update)
        thumbnails.ready.connect(self._on_ready)

    def show_task(self, task: Task) -> None:
        """Show a task's picture."""
        self._task = task
        saved = has_files(task)
        self.setFixedHeight(_HEIGHT if saved else _HEIGHT_WITHOUT)
        self.setCursor(Qt.CursorShape.PointingHandCursor if saved else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tr("Preview (Space)") if saved else "")
        self.setAccessibleName(tr("Preview of a {kind}", kind=noun(task.kind)))
        self.update()

    def _on_ready(self, task_id: object) -> None:
        if self._task is not None and self._task.id == task_id:
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and self._task is not None and has_files(self._task):
            self.clicked.emit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(304, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._task is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_thumbnail(painter, QRectF(self.rect()), self._task, self._theme, self._thumbnails)
        if self.underMouse() and has_files(self._task):
            self._paint_offer(painter, self._task)
        painter.end()

    def _paint_offer(self, painter: QPainter, task: Task) -> None:
        """Paint what a click brings, on a ground of its own that every picture lets read."""
        plays = any(file.kind in (MediaKind.VIDEO, MediaKind.AUDIO) for file in saved_files(task))
        text = tr("Play (Space)") if plays else tr("Preview (Space)")
        font, px = self._theme.fonts.badge, self._theme.px
        height, glyph = float(px(24)), float(px(12))
        width = QFontMetricsF(font).horizontalAdvance(text) + glyph + px(24)
        left = self.width() - width - 8 if self.isRightToLeft() else 8.0
        pill = QRectF(left, self.height() - height - 8, width, height)
        tokens = self._theme.tokens
        painter.setPen(tokens.hairline)
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        sign = QRectF(pill.left() + px(9), pill.center().y() - glyph / 2, glyph, glyph)
        paint_glyph(painter, Glyph.PLAY if plays else glyph_of(task.kind), sign, tokens.text)
        painter.setFont(font)
        painter.setPen(tokens.text)
        painter.drawText(
            pill.adjusted(px(15) + glyph, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text
        )
