"""Settings: what is kept on this computer beside the results, and for how long tasks stay on the list."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import override

from desktop.domain.language import tr, tr_n
from desktop.domain.settings import Settings
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.settings.choice import Choice
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.fields import NumberField

type EmptyCache = Callable[[], Awaitable[str]]
"""Empties the cache of thumbnails; returns a sentence that says what was done."""

MOST_CACHE_MB = 100_000
DAYS = (0, 7, 30, 90, 365)


class KeepingPage(Page):
    """The cache of thumbnails, with a way to empty it, and the archive."""

    def __init__(self, theme: Theme, settings: Settings, spawner: Spawner, empty_cache: EmptyCache | None) -> None:
        super().__init__(theme)
        self._spawner = spawner
        self._empty_cache = empty_cache
        self.cache = NumberField(theme, name=tr("Most room for thumbnails, in MB"), most=MOST_CACHE_MB, value=settings.cache_mb)
        self.empty = Button(theme, tr("Empty now"))
        self.empty.setAccessibleName(tr("Empty the cache of thumbnails now"))
        self.empty.setVisible(empty_cache is not None)
        days = {days: tr_n("after {n} day", "after {n} days", days) if days else tr("never") for days in DAYS}
        self.archive = Choice(theme, days, settings.archive_after_days, name=tr("Archive what is saved"))
        self.add_row(tr("Thumbnails"), self.side_by_side(self.unit(tr("at most")), self.cache, self.unit(tr("MB")), self.empty))
        self.said = self.add_hint(tr("They are made again when they are needed. Your results are never touched."))
        self.add_row(tr("Archive"), self.side_by_side(self.unit(tr("What is saved goes to the archive")), self.archive))
        self.add_hint(tr("The archive is a view in the side bar. Files stay where they are."))
        self.empty.clicked.connect(self._on_empty)

    def _on_empty(self) -> None:
        if self._empty_cache is not None:
            self.empty.setEnabled(False)
            self._spawner.spawn(self._emptied(self._empty_cache), name="empty the cache")

    async def _emptied(self, empty_cache: EmptyCache) -> None:
        try:
            self.said.setText(await empty_cache())
        finally:
            self.empty.setEnabled(True)

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(settings, cache_mb=self.cache.value(), archive_after_days=self.archive.value)
