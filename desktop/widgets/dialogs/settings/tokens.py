"""Small buttons that put a token into the template of file names."""

from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, words_of
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.labels import tooltip

TOKENS: dict[str, str] = {
    "{title}": words_of("The task's title"),
    "{prompt:40}": words_of("The first 40 characters of the prompt"),
    "{project}": words_of("The project"),
    "{date}": words_of("The day it was finished; {date:YYYY-MM} and the like change how it is written"),
    "{time}": words_of("The time it was finished"),
    "{provider}": words_of("The provider"),
    "{account}": words_of("The account's name"),
    "{model}": words_of("The model"),
    "{kind}": words_of("What it is: image, video, audio, model"),
    "{task:8}": words_of("The first 8 characters of the task's id"),
    "{part}": words_of("Which file of the task, where it has several"),
    "{n}": words_of("The file's number within the task"),
    "{w}x{h}": words_of("Width and height in pixels"),
    "{seconds}": words_of("How long it plays"),
    "{seed}": words_of("The seed"),
    "{tag}": words_of("The first tag"),
    "/": words_of("Begins a folder"),
}
_HEIGHT = 24
_GAP = 6


class TokenButton(Button):
    """One token. The arrow keys go to the one beside it: all of them are one stop of the Tab key."""

    stepped = Signal(int)

    def __init__(self, theme: Theme, token: str, meaning: str) -> None:
        super().__init__(theme, token)
        self.setFont(theme.fonts.detail)
        self.setAccessibleName(tr("Insert {token}: {meaning}", token=token, meaning=meaning))
        self.setToolTip(tooltip(f"{token}: {meaning}"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.label) + self._theme.px(26), self._theme.px(_HEIGHT))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class TokenBar(QWidget):
    """The tokens, in as many lines as they need. `inserted` carries a token."""

    inserted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.buttons = [TokenButton(theme, token, tr(meaning)) for token, meaning in TOKENS.items()]
        lines = Flow(spacing=_GAP)
        for button in self.buttons:
            lines.addWidget(button)
            button.clicked.connect(self._on_clicked)
            button.stepped.connect(self._on_stepped)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLayout(lines)
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
