"""What the window shows when its profile can't be opened: the sentence, and the way out."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.controls import Area, Ground
from desktop.widgets.labels import Ink, PlainLabel

WIDTH = 440


class TroubleView(Area):
    """A heading, a sentence, and a button to quit; `quit_clicked` is that button."""

    quit_clicked = Signal()

    def __init__(self, theme: Theme, sentence: str) -> None:
        super().__init__(theme, Ground.BACKGROUND)
        heading = PlainLabel(theme, tr("Outtray can't open its task list"), font=theme.fonts.heading)
        line = PlainLabel(theme, sentence, ink=Ink.MUTED, wrap=True)
        line.setFixedWidth(WIDTH)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.quit = Button(theme, tr("Quit"), look=Look.PRIMARY)
        self.quit.clicked.connect(self.quit_clicked)
        self.copy = Button(theme, tr("Copy details"))
        self.copy.clicked.connect(partial(self._copy, heading.text(), sentence))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.quit)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addStretch(1)

    def _copy(self, title: str, sentence: str) -> None:
        from desktop.engine.doctor.details import trouble_details

        QGuiApplication.clipboard().setText(trouble_details(title, sentence, datetime.now(UTC)))
        self.copy.show_text(tr("Copied"))
