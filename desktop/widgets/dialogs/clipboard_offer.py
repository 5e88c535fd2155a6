"""The clipboard, offered when the add dialog opens, and read when the user asks for it.

Reading it waits for the program that was copied from, for seconds where that hangs, and some systems ask the user first: so it is
never read unasked.
"""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Ink, PlainLabel


def text_in(data: QMimeData) -> str:
    """Return the text on the clipboard, "" where there is none; one that can't say what it holds is not asked again."""
    return data.text() if data.formats() and data.hasText() else ""


class ClipboardOffer(QWidget):
    """A line with a button that looks into the clipboard. `taken` carries its text."""

    taken = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = PlainLabel(theme, ink=Ink.MUTED, wrap=True)
        self.use = Button(theme, tr("Look for ids in the clipboard"))
        self.use.clicked.connect(self._on_use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.use)

    def withdraw(self) -> None:
        """Offer nothing any more: the user gave something else."""
        self.hide()

    def _on_use(self) -> None:
        text = text_in(QGuiApplication.clipboard().mimeData())
        if text.strip():
            self.taken.emit(text)
        else:
            self.words.setText(tr("The clipboard holds no text to add."))
