"""Searches that are kept under a name: shown in the side bar, saved, renamed and removed there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from desktop.domain.language import tr
from desktop.domain.saved_search import saved_query, saved_text
from desktop.widgets.filter_words import suggested_name
from desktop.widgets.menus import Menu
from desktop.widgets.sidebar import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.query import ListQuery
    from desktop.engine.ports import EngineApi
    from desktop.qt.theme import Theme
    from desktop.widgets.acts import Acts
    from desktop.widgets.dialogs.search_name import SearchNameSheet
    from desktop.widgets.list_filters import ListFilters

type Searches = tuple[tuple[str, str], ...]
"""Names, and the texts of their queries."""


class SavedSearches(QObject):
    """Keeps searches in the settings. `changed` tells that there are others than before."""

    changed = Signal()

    def __init__(self, engine: EngineApi, theme: Theme, acts: Acts, filters: ListFilters, window: QWidget) -> None:
        super().__init__(window)
        self._engine = engine
        self._theme = theme
        self._acts = acts
        self._filters = filters
        self._window = window
        self._wanted: Searches | None = None
        self.sheet: SearchNameSheet | None = None
        self.menu: Menu | None = None

    @property
    def all(self) -> Searches:
        """The saved searches, in the order they were saved in."""
        return self._engine.settings().searches if self._wanted is None else self._wanted

    def query(self, name: str) -> ListQuery | None:
        """Return the query of a saved search; None where there is none of that name."""
        text = dict(self.all).get(name)
        return None if text is None else saved_query(text)

    def show_place(self, place: Place) -> None:
        """Show a saved search that was chosen in the side bar."""
        if place.search is not None:
            self.show(place.search)

    def show(self, name: str) -> None:
        """Show what a saved search finds."""
        query = self.query(name)
        if query is not None:
            self._filters.show_query(query, Place(search=name))

    def ask_save(self) -> None:
        """Ask for a name under which to keep what the list shows."""
        if self._filters.none:
            self._acts.say(tr("Search or filter first: then that can be saved under a name."))
            return
        self._open(tr("Save this search"), tr("Save"), suggested_name(self._filters.query), replacing=True).named.connect(
            self._save
        )

    def ask_rename(self, name: str) -> None:
        """Ask for another name of a saved search."""
        self._open(tr("Rename “{name}”", name=name), tr("Rename"), name, replacing=False).named.connect(partial(self._rename, name))

    def remove(self, name: str) -> None:
        """Remove a saved search, with a way back; the tasks stay."""
        before = self.all
        self._keep(tuple(pair for pair in before if pair[0] != name))
        if self._filters.place == Place(search=name):
            self._filters.show_query(self._filters.query)
        self._acts.say(tr("The search “{name}” is removed. Its tasks stay.", name=name), partial(self._keep, before))

    def ask_menu(self, asked: tuple[str, QPoint]) -> None:
        """Open the menu of a saved search at a point on the screen."""
        name, place = asked
        menu = Menu(self._theme, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Rename…")).triggered.connect(partial(self.ask_rename, name))
        menu.addAction(tr("Remove")).triggered.connect(partial(self.remove, name))
        self.menu = menu
        menu.popup(place)

    def _open(self, title: str, go: str, name: str, *, replacing: bool) -> SearchNameSheet:
        from desktop.widgets.dialogs.search_name import SearchNameSheet

        taken = {each for each, _ in self.all if replacing or each != name}
        sheet = SearchNameSheet(self._theme, self._window, title, go, name=name, taken=taken, replacing=replacing)
        sheet.finished.connect(self._on_finished)
        self.sheet = sheet
        sheet.open()
        return sheet

    def _on_finished(self) -> None:
        self.sheet = None

    def _save(self, name: str) -> None:
        kept = dict(self.all) | {name: saved_text(self._filters.query)}
        self._keep(tuple(kept.items()))
        self._filters.show_query(self._filters.query, Place(search=name))

    def _rename(self, before: str, name: str) -> None:
        self._keep(tuple((name if each == before else each, text) for each, text in self.all))
        if self._filters.place == Place(search=before):
            self._filters.show_query(self._filters.query, Place(search=name))

    def _keep(self, searches: Searches) -> None:
        self._wanted = searches
        self.changed.emit()
        self._acts.start(self._store(searches), "saved searches")

    async def _store(self, searches: Searches) -> None:
        try:
            await self._engine.change_settings(replace(self._engine.settings(), searches=searches))
        finally:
            if self._wanted == searches:
                self._wanted = None
                self.changed.emit()
