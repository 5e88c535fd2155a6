"""How many tasks each filter would leave: counted once the list is there and nothing was typed for a moment, or when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.query import Facets, ListQuery
from desktop.widgets.filter_words import plain, same_tasks

if TYPE_CHECKING:
    import asyncio

    from desktop.engine.ports import EngineApi
    from desktop.qt.spawn import Spawner

QUIET_MS = 300
"""How long nothing must have changed before the counts are asked for."""


class FacetCount(QObject):
    """The counts of a query. `counted` tells that there are new ones. An answer to a query of before is dropped.

    While `eager`, the counts follow the query by themselves; else they are counted when somebody asks.
    """

    counted = Signal()

    def __init__(self, engine: EngineApi, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._query = ListQuery()
        self._stale = True
        self._running: asyncio.Task[None] | None = None
        self._stopped = False
        self.eager = False
        self.facets: Facets | None = None
        self.of: ListQuery | None = None
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self.ask)

    @property
    def fitting(self) -> bool:
        """Whether `facets` are those of the query asked for last, be it that tasks changed since."""
        return self.of is not None and same_tasks(self.of, self._query)

    def follow(self, query: ListQuery) -> None:
        """Count for another query from now on; what is under way for the one of before is dropped."""
        if same_tasks(query, self._query):
            return
        self._query = query
        self._stale = True
        self._drop()

    def touch(self) -> None:
        """Note that tasks changed."""
        self._stale = True

    def ask_soon(self) -> None:
        """Count once nothing changed for a moment, while that is wanted."""
        if self.eager and self._stale and not self._stopped:
            self._timer.start()

    def ask(self) -> None:
        """Count now, unless the counts are those of this moment."""
        self._timer.stop()
        if self._stale and self._running is None and not self._stopped:
            self._running = self._spawner.spawn(self._count(plain(self._query)), name="counts of the filters")

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._drop()

    def _drop(self) -> None:
        self._timer.stop()
        if self._running is not None:
            self._running.cancel()
            self._running = None

    async def _count(self, query: ListQuery) -> None:
        self._stale = False
        try:
            facets = await self._engine.facets(query)
        except Exception:
            self._running, self._stale = None, True
            raise
        self._running = None
        self.facets, self.of = facets, query
        self.counted.emit()
