"""What tasks cost, as the engine's interface tells it."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.storage.tasks import TaskStore


class LedgerActs:
    """The part of the engine's interface that is about costs (:class:`desktop.engine.ports.EngineApi`)."""

    _store: TaskStore

    async def ledger(self, by: LedgerBy, since: datetime | None = None) -> Sequence[LedgerLine]:
        """Return what tasks cost, summed by day, project, provider or model and by unit; those created before `since` left out."""
        return await self._store.ledger(by, since)
