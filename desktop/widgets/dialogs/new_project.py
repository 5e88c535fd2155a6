"""The name of a new project."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, tr_n
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field

LONGEST = 80


class NewProjectSheet(Sheet):
    """Asks for a name; `named` carries it."""

    named = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, count: int) -> None:
        subtitle = tr_n(
            "{n} task is moved to it. Saved files stay where they are.",
            "{n} tasks are moved to it. Saved files stay where they are.",
            count,
        )
        super().__init__(theme, parent, tr("New project"), subtitle, width=440)
        self.name = Field(theme, name=tr("Name of the new project"), placeholder=tr("Name of the project"))
        self.name.setMaxLength(LONGEST)
        self.name.textChanged.connect(self._on_text)
        self.name.returnPressed.connect(self._on_go)
        self.body.addWidget(self.name)
        self.foot.addStretch(1)
        self.add_cancel()
        self.go = self.add_primary(tr("Move to project"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self._on_go)
        self.name.setFocus()

    def _on_text(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def _on_go(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.named.emit(name)
            self.accept()
