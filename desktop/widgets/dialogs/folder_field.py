"""Choosing a folder: the system's own dialog, and a field that has it behind a button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field


def pick_folder(parent: QWidget, title: str, start: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Let the user choose a folder, beginning at `start`; `chosen` hears of it. Returns at once."""
    chooser = QFileDialog(parent, title, start)
    chooser.setFileMode(QFileDialog.FileMode.Directory)
    chooser.setOption(QFileDialog.Option.ShowDirsOnly)
    chooser.fileSelected.connect(chosen)
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser


class FolderField(QWidget):
    """A field for a folder's whole path, with "Choose…" beside it; empty where the placeholder's folder counts."""

    def __init__(self, theme: Theme, *, name: str, placeholder: str, text: str = "") -> None:
        super().__init__()
        self._name = name
        self.field = Field(theme, name=name, placeholder=placeholder, text=text)
        self.choose = Button(theme, tr("Choose…"))
        self.choose.setAccessibleName(tr("Choose: {name}", name=name))
        self.choose.clicked.connect(self._on_choose)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.choose)

    def path(self) -> str:
        """Return the folder as typed, without space around it."""
        return self.field.text().strip()

    def fault(self) -> str:
        """Return what is wrong with the folder, in a sentence; empty where nothing is."""
        if self.path() and not Path(self.path()).is_absolute():
            return tr("{name}: give the whole path, or choose it.", name=self._name)
        return ""

    def show_path(self, path: str) -> None:
        """Show another folder."""
        self.field.setText(path)

    def _on_choose(self) -> None:
        placeholder = self.field.placeholderText()
        start = self.path() or (placeholder if Path(placeholder).is_absolute() else "")
        pick_folder(self, self._name, start, self.field.setText)
