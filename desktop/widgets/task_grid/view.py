"""The grid: cards side by side, as many as fit."""

from collections.abc import Callable
from datetime import datetime
from typing import override

from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Settings
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.task_area.arranged import Measures
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_area.view import TaskView
from desktop.widgets.task_grid.delegate import CardDelegate
from desktop.widgets.task_grid.layout import card_measures


class TaskGridView(TaskView):
    """Tasks as cards, whose pictures are at least :attr:`Settings.thumbnail_px` wide. Arrow keys go in two dimensions."""

    def __init__(
        self,
        model: TaskListModel,
        chosen: Chosen,
        theme: Theme,
        thumbnails: Thumbnails,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        self._cards = CardDelegate(theme, thumbnails, now)
        super().__init__(model, chosen, theme, self._cards, now, parent)
        self._cards.setParent(self)

    def set_picture(self, px: int) -> None:
        """Show pictures of this width; the task that was looked at stays where it is seen."""
        if px != self._cards.picture:
            self._cards.picture = px
            self.relay()

    @override
    def apply_settings(self, settings: Settings) -> None:
        self.set_picture(settings.thumbnail_px)

    @override
    def measures(self, width: int) -> Measures:
        return card_measures(width, self._cards.picture, self._cards.unit)
