"""Small buttons that put a token into the template of file names."""

from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import tooltip

TOKENS: dict[str, str] = {
    "{title}": "The task's title",
    "{prompt:40}": "The first 40 characters of the prompt",
    "{project}": "The project",
    "{date}": "The day it was finished; {date:YYYY-MM} and the like change how it is written",
    "{time}": "The time it was finished",
    "{provider}": "The provider",
    "{account}": "The account's name",
    "{model}": "The model",
    "{kind}": "What it is: image, video, audio, model",
    "{task:8}": "The first 8 characters of the task's id",
    "{part}": "Which file of the task, where it has several",
    "{n}": "The file's number within the task",
    "{w}x{h}": "Width and height in pixels",
    "{seconds}": "How long it plays",
    "{seed}": "The seed",
    "{tag}": "The first tag",
    "/": "Begins a folder",
}
_HEIGHT = 24
_GAP = 6


class TokenButton(Button):
    """One token. The arrow keys go to the one beside it: all of them are one stop of the Tab key."""

    stepped = Signal(int)

    def __init__(self, theme: Theme, token: str, meaning: str) -> None:
        super().__init__(theme, token)
        self.setFont(theme.fonts.detail)
        self.setAccessibleName(f"Insert {token}: {meaning}")
        self.setToolTip(tooltip(f"{token}: {meaning}"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.label) + 26, _HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class TokenBar(QWidget):
    """The tokens in rows of at most `width` px. `inserted` carries a token."""

    inserted = Signal(object)

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        self.buttons = [TokenButton(theme, token, meaning) for token, meaning in TOKENS.items()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        row, used = QHBoxLayout(), 0
        for button in self.buttons:
            if used + button.sizeHint().width() > width:
                row.addStretch(1)
                column.addLayout(row)
                row, used = QHBoxLayout(), 0
            row.setSpacing(_GAP)
            row.addWidget(button)
            used += button.sizeHint().width() + _GAP
            button.clicked.connect(self._on_clicked)
            button.stepped.connect(self._on_stepped)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addStretch(1)
        column.addLayout(row)
        self.buttons[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TokenButton):
            self.inserted.emit(button.label)

    def _on_stepped(self, step: int) -> None:
        button = self.sender()
        if isinstance(button, TokenButton):
            following = self.buttons[(self.buttons.index(button) + step) % len(self.buttons)]
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            following.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            following.setFocus(Qt.FocusReason.TabFocusReason)
