"""The box that says what is wrong with a task, what it means, and the one thing to do."""

from typing import override

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.domain.language import tr
from desktop.domain.problem import Action, Problem
from desktop.domain.problems import words
from desktop.domain.status import Badge
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.paint import paint_frame


class ProblemBox(QFrame):
    """A problem in words. `acted` carries its :class:`Action` when its button is pressed; `copy_asked` is "Copy details"."""

    acted = Signal(object)
    copy_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._badge = Badge.NEEDS_YOU
        self._action: Action | None = None
        self.title = PlainLabel(theme, font=theme.fonts.badge, wrap=True)
        self.hint = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        for label in (self.title, self.hint):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = Button(theme)
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addSpacing(4)
        self.copy = Button(theme, tr("Copy details"))
        self.copy.clicked.connect(self.copy_asked)
        row = Flow()
        row.addWidget(self.button)
        row.addWidget(self.copy)
        column.addLayout(row)
        theme.changed.connect(self.update)

    def show_problem(self, problem: Problem | None, badge: Badge, *, offered: bool) -> None:
        """Show a problem; None hides the box. `badge` gives the ground its colour; `offered` shows the button."""
        self.setVisible(problem is not None)
        if problem is None:
            return
        wording = words(problem)
        self._badge = badge
        self._action = wording.action
        self.setAccessibleName(wording.title)
        self.title.setText(wording.title)
        self.hint.setText(wording.hint)
        self.button.show_text(wording.button or "–")
        self.button.setVisible(offered and wording.action is not None)
        self.update()

    def _on_clicked(self) -> None:
        if self._action is not None:
            self.acted.emit(self._action)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, QRectF(self.rect()), self._theme.badge(self._badge).fill, None, radius=9)
        painter.end()
