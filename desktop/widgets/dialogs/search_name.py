"""The name of a search that is saved, or a new one."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink

LONGEST = 60


class SearchNameSheet(Sheet):
    """Asks for a name, not one of `taken` where `replacing` is not meant; `named` carries it."""

    named = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, go: str, *, name: str, taken: Collection[str], replacing: bool
    ) -> None:
        super().__init__(theme, parent, title, tr("It is shown in the side bar under this name."), width=440)
        self._taken = frozenset(taken)
        self._replacing = replacing
        self._words = go
        self.name = Field(theme, name=tr("Name of the search"), placeholder=tr("Name of the search"), text=name[:LONGEST])
        self.name.setMaxLength(LONGEST)
        self.name.textChanged.connect(self._on_text)
        self.name.returnPressed.connect(self._on_go)
        self.body.addWidget(self.name)
        self.foot.addStretch(1)
        self.add_cancel()
        self.go = self.add_primary(go)
        self.go.clicked.connect(self._on_go)
        self.name.setFocus()
        self.name.selectAll()
        self._on_text()

    @property
    def _entered(self) -> str:
        return " ".join(self.name.text().split())

    def _on_text(self) -> None:
        taken = self._entered in self._taken
        self.go.setEnabled(bool(self._entered) and (self._replacing or not taken))
        self.go.show_text(tr("Replace") if taken and self._replacing else self._words)
        if taken and self._replacing:
            self.complain(tr("There is a search of this name. Saving puts the new one in its place."), Ink.MUTED)
        else:
            self.complain(tr("There is a search of this name. Choose another name.") if taken else "")

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.named.emit(self._entered)
            self.accept()
