"""Which project new tasks belong to: none, one there is, or a new one."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.fields import Field

_NEW = object()


class ProjectChoice(QWidget):
    """A menu of projects; "New project…" opens a field for its name."""

    def __init__(self, theme: Theme, projects: Sequence[str]) -> None:
        super().__init__()
        self._chosen: str | None = None
        self.button = ChoiceButton(theme, tr("Project: none"))
        self.name = Field(theme, name=tr("Name of the new project"), placeholder=tr("Name of the project"))
        self.name.setFixedWidth(190)
        self.name.setMaxLength(80)
        self.name.hide()
        menu = self.button.choices
        menu.addAction(tr("No project")).setData("")
        for project in projects:
            menu.addAction(project.replace("&", "&&")).setData(project)
        menu.addSeparator()
        menu.addAction(tr("New project…")).triggered.connect(self.start_new)
        menu.triggered.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.name)

    def project(self) -> str | None:
        """Return the project's name; None for no project."""
        if not self.name.isHidden():
            return " ".join(self.name.text().split()) or None
        return self._chosen

    @property
    def nameless(self) -> bool:
        """Whether a new project is wanted that has no name yet."""
        return not self.name.isHidden() and not self.name.text().strip()

    def choose(self, project: str) -> None:
        """Choose a project by its name; one there is not becomes a new one."""
        action = next((a for a in self.button.choices.actions() if a.data() == project), None)
        if action is not None:
            self._on_chosen(action)
        elif project:
            self.start_new()
            self.name.setText(project)

    def start_new(self) -> None:
        """Ask for the name of a new project."""
        self.button.show_text(tr("Project:"))
        self.name.show()
        self.name.setFocus()

    def _on_chosen(self, action: QAction) -> None:
        project = action.data()
        if not isinstance(project, str):
            return
        self.name.hide()
        self._chosen = project or None
        self.button.show_text(tr("Project: {project}", project=project) if project else tr("Project: none"))
