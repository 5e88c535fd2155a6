"""Several tasks in the details: how many, what they come to, and what can be done with them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.domain.task import Task
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.actions import Act, TaskActions, act_words
from desktop.widgets.buttons import Button, Look
from desktop.widgets.details.facts_grid import FactsGrid
from desktop.widgets.details.words import several_words
from desktop.widgets.flow import Flow
from desktop.widgets.labels import PlainLabel
from desktop.widgets.menus import Menu
from desktop.widgets.scroll_bar import WIDTH as SCROLL_WIDTH

_ACTS = (Act.SAVE, Act.CHECK, Act.PAUSE, Act.RESUME, Act.REMOVE)


class SeveralTasks(QWidget):
    """Shows the sums of several tasks; its buttons carry counts."""

    def __init__(self, theme: Theme, actions: TaskActions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self.title = PlainLabel(theme, font=theme.fonts.heading, wrap=True)
        self.sums = FactsGrid(theme)
        self.buttons = {act: Button(theme, act_words(act), look=Look.PRIMARY if act is Act.SAVE else Look.PLAIN) for act in _ACTS}
        self.more = Button(theme, glyph=Glyph.MORE, name=tr("More"))
        self._menu = Menu(theme, self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 18, 14 - SCROLL_WIDTH, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        buttons = Flow()
        for act, button in self.buttons.items():
            button.clicked.connect(actions.action(act).trigger)
            buttons.addWidget(button)
        buttons.addWidget(self.more)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(self.sums)
        column.addStretch(1)
        actions.updated.connect(self._on_updated)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show the sums of `tasks`."""
        title, sums = several_words(tasks, safe=self._theme.client_safe)
        self.title.setText(title)
        self.sums.show_facts(sums, {})

    def _on_updated(self) -> None:
        for act, button in self.buttons.items():
            action = self._actions.action(act)
            button.show_text(action.text())
            button.setVisible(action.isEnabled())

    def _fill_menu(self) -> None:
        self._actions.fill(self._menu, without=_ACTS)
