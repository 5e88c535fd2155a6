"""Lets the chips follow what the list shows, and the list what is chosen in the chips; counts for their menus."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from desktop.domain.query import ListQuery
from desktop.domain.status import Badge
from desktop.engine.ports import EngineApi
from desktop.qt.icons import badge_icon
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.widgets.chip import Chip
from desktop.widgets.facet_count import FacetCount
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.filter_words import Narrow, chip_name, choices_of, left_out, same_tasks, value_of, value_words
from desktop.widgets.list_filters import ListFilters
from desktop.widgets.toolbar import TopBar


class Filtering(QObject):
    """The status chip of the toolbar and the chips of the filter bar.

    The bar is there when it is asked for, and by itself when the list is narrowed by something that could not be seen otherwise.
    Who hides it then sees on the toolbar's button how many filters are in force.
    """

    def __init__(
        self,
        engine: EngineApi,
        spawner: Spawner,
        theme: Theme,
        bar: TopBar,
        filter_bar: FilterBar,
        filters: ListFilters,
        model: TaskListModel,
    ) -> None:
        super().__init__(filter_bar)
        self._theme = theme
        self._bar = bar
        self._filter_bar = filter_bar
        self._filters = filters
        self._model = model
        self._asked: bool | None = None
        self._hidden: tuple[Narrow, ...] = ()
        self._listed = ListQuery()
        self.counts = FacetCount(engine, spawner, self)
        self.counts.counted.connect(self._on_counted)
        self._connect_chip(Narrow.BADGE, bar.status)
        filter_bar.made.connect(self._on_made)
        filter_bar.cleared.connect(self._on_cleared)
        bar.filter_button.clicked.connect(self.toggle)
        filters.changed.connect(self._follow)
        theme.changed.connect(self._on_theme)
        model.loaded.connect(self._on_loaded)
        model.rowsInserted.connect(self._on_rows)
        model.rowsRemoved.connect(self._on_rows)

    def toggle(self) -> None:
        """Show the chips, or hide them."""
        self._asked = self._filter_bar.isHidden()
        self._show_bar()

    def focus_or_leave(self) -> None:
        """Show the chips and give the keyboard to them; where it is there, hide them."""
        self._asked = not self._inside
        self._show_bar()
        if self._asked:
            self._filter_bar.focus()

    def touch(self) -> None:
        """Note that tasks changed."""
        self.counts.touch()

    def stop(self) -> None:
        """Ask the engine nothing more."""
        self.counts.stop()

    # -- the bar ---------------------------------------------------------------------------------------------------

    @property
    def _inside(self) -> bool:
        """Whether the keyboard is in the bar."""
        return any(control.hasFocus() for control in self._filter_bar.findChildren(QWidget))

    @property
    def _chips(self) -> dict[Narrow, Chip]:
        return {Narrow.BADGE: self._bar.status, **self._filter_bar.chips}

    def _show_bar(self) -> None:
        hidden = tuple(each for each in self._filters.narrowed if each is not Narrow.BADGE)
        shown = bool(hidden) if self._asked is None else self._asked
        self.counts.eager = shown
        if shown:
            self.counts.ask_soon()
        self._filter_bar.show_standing(clearable=bool(self._filters.narrowed), saveable=not self._filters.none)
        self._filter_bar.setVisible(shown)
        self._bar.show_filters(len(hidden), shown=shown)

    def _follow(self, query: ListQuery) -> None:
        hidden = tuple(each for each in self._filters.narrowed if each is not Narrow.BADGE)
        if hidden != self._hidden and self._asked is False:
            self._asked = None
        self._hidden = hidden
        self.counts.follow(query)
        self._show_bar()
        self._show_values()

    def _on_made(self) -> None:
        for way, chip in self._filter_bar.chips.items():
            self._connect_chip(way, chip)
        self._on_theme()

    def _connect_chip(self, way: Narrow, chip: Chip) -> None:
        chip.opened.connect(partial(self._on_opened, way))
        chip.chosen.connect(partial(self._on_chosen, way))

    def _on_chosen(self, way: Narrow, value: object) -> None:
        if way is not Narrow.BADGE:
            self._asked = True
        self._filters.narrow(way, value)

    def _on_cleared(self) -> None:
        self._filters.clear_filters()
        if not self._filter_bar.isHidden():
            self._filter_bar.focus()

    # -- what the chips show ---------------------------------------------------------------------------------------

    def _show_values(self) -> None:
        query = self._filters.query
        count = self._model.rowCount() if same_tasks(self._listed, query) else None
        for way, chip in self._chips.items():
            value = value_of(query, way)
            secret = way is Narrow.TAG and self._theme.client_safe
            words = "" if value is None or secret else value_words(way, value)
            chip.show_value(words, chip_name(way, value if words else None, count))
        self._bar.fit()

    def _on_loaded(self) -> None:
        self._listed = self._model.query
        self._show_values()
        self.counts.ask_soon()

    def _on_rows(self) -> None:
        self._show_values()

    def _on_theme(self) -> None:
        """Draw the glyphs of the status menu anew, and keep tags out of sight in client-safe mode: some are made from prompts."""
        self._bar.status.forget_choices()
        if Narrow.TAG in self._filter_bar.chips:
            self._filter_bar.chips[Narrow.TAG].setVisible(not self._theme.client_safe)
        self._show_values()

    # -- their menus -----------------------------------------------------------------------------------------------

    def _on_opened(self, way: Narrow) -> None:
        self._fill(way)
        self.counts.ask()

    def _on_counted(self) -> None:
        for way, chip in self._chips.items():
            if chip.button.choices.isVisible():
                self._fill(way)

    def _fill(self, way: Narrow) -> None:
        chosen, facets = value_of(self._filters.query, way), self.counts.facets
        choices = choices_of(way, facets, chosen, counted=self.counts.fitting)
        icon = self._badge_icon if way is Narrow.BADGE else None
        self._chips[way].show_choices(choices, chosen, counted=facets is not None, left_out=left_out(way, facets), icon=icon)

    def _badge_icon(self, value: object) -> QIcon:
        badge = Badge(str(value))
        return badge_icon(badge, self._theme.badge(badge).text, 16, self._bar.devicePixelRatioF())
