"""A question before a loss: names the thing, has verbs on its buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet


class ConfirmSheet(Sheet):
    """Asks once. `confirmed` is emitted when the verb was chosen; Escape and "Cancel" do nothing."""

    confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, question: str, consequence: str, verb: str) -> None:
        super().__init__(theme, parent, question, consequence, width=440)
        self.foot.addStretch(1)
        self.cancel = self.add_cancel()
        self.verb = self.add_primary(verb)
        self.verb.clicked.connect(self._on_verb)
        self.cancel.setFocus()

    def _on_verb(self) -> None:
        self.confirmed.emit()
        self.accept()
