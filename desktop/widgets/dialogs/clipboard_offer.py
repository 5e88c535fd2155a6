"""What the clipboard holds when the add dialog opens, offered once: it is read then and never watched."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.intake import IntakeState
from desktop.domain.language import tr, tr_n
from desktop.engine.ports import EngineApi
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Ink, PlainLabel

LONGEST = 1_000_000
"""Characters; what is longer is not looked at unasked."""


class ClipboardOffer(QWidget):
    """A line with a button, there only where the clipboard holds ids that are new. `taken` carries its text."""

    taken = Signal(str)

    def __init__(self, theme: Theme, engine: EngineApi, spawner: Spawner) -> None:
        super().__init__()
        self._engine = engine
        self._text = ""
        self._withdrawn = False
        self.words = PlainLabel(theme, ink=Ink.MUTED, wrap=True)
        self.use = Button(theme, tr("Use the clipboard"))
        self.use.clicked.connect(self._on_use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.use)
        self.hide()
        text = QGuiApplication.clipboard().text()
        if text.strip() and len(text) <= LONGEST:
            self._looking = spawner.spawn(self._look(text), name="clipboard")

    async def _look(self, text: str) -> None:
        intake = await self._engine.examine(text)
        new = sum(row.state is IntakeState.NEW for row in intake.rows)
        if new and not self._withdrawn:
            self._text = text
            self.words.setText(tr_n("The clipboard holds {n} new id.", "The clipboard holds {n} new ids.", new))
            self.show()

    def withdraw(self) -> None:
        """Offer nothing any more: the user gave something else."""
        self._withdrawn = True
        self.hide()

    def _on_use(self) -> None:
        self.taken.emit(self._text)
        self.withdraw()
