"""How many tasks each saved search finds: counted when all else is done, and not again for a while."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.saved_search import saved_query
from desktop.engine.ports import EngineApi
from desktop.qt.spawn import Spawner
from desktop.widgets.saved_searches import SavedSearches

SOON_MS, REST_MS = 400, 5000
"""How long after a search was saved, and after tasks changed, it is counted."""


class SearchCounts(QObject):
    """The counts of the saved searches. `counted` tells that there are new ones."""

    counted = Signal()

    def __init__(self, engine: EngineApi, spawner: Spawner, searches: SavedSearches) -> None:
        super().__init__(searches)
        self._engine = engine
        self._spawner = spawner
        self._searches = searches
        self._counts: dict[str, int] = {}
        self._stopped = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start)
        searches.changed.connect(self.ask)

    @property
    def by_name(self) -> Mapping[str, int | None]:
        """The saved searches with their counts; None where one is not counted yet."""
        return {name: self._counts.get(text) for name, text in self._searches.all}

    def ask(self) -> None:
        """Count again: soon where a search was never counted, else once some time has passed."""
        if self._stopped or not self._searches.all:
            return
        wait = SOON_MS if any(count is None for count in self.by_name.values()) else REST_MS
        if not self._timer.isActive() or self._timer.remainingTime() > wait:
            self._timer.start(wait)

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._timer.stop()

    def _start(self) -> None:
        self._spawner.spawn(self._count(), name="counts of the saved searches")

    async def _count(self) -> None:
        texts = [text for _, text in self._searches.all]
        self._counts = {text: await self._engine.count(saved_query(text)) for text in dict.fromkeys(texts)}
        self.counted.emit()
