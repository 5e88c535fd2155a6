"""How many tasks there are of what: counted again, off the GUI thread, a moment after tasks changed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.query import Counts, View
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner

_COUNT_MS = 100


class Tally(QObject):
    """The counts of the side bar. `counted` is emitted when they were counted."""

    counted = Signal()

    def __init__(self, engine: EngineApi, bridge: EngineBridge, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spawner = spawner
        self._stopped = False
        self.counts = Counts({}, {}, {})
        self.known = False
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._timer.timeout.connect(self.recount)
        for signal in (bridge.tasks_added, bridge.tasks_changed, bridge.tasks_removed):
            signal.connect(self.ask)

    @property
    def none_at_all(self) -> bool:
        """Whether it is known that there is no task."""
        return self.known and not self.counts.views.get(View.ALL, 0)

    def projects(self) -> Sequence[str]:
        """Return the projects in use, by name."""
        return sorted(self.counts.projects, key=str.casefold)

    def ask(self, _tasks: object = None) -> None:
        """Count again soon."""
        if not self._timer.isActive() and not self._stopped:
            self._timer.start()

    def recount(self) -> None:
        """Count again now."""
        if not self._stopped:
            self._spawner.spawn(self._count(), name="counts")

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._timer.stop()

    async def _count(self) -> None:
        self.counts = await self._engine.counts()
        self.known = True
        self.counted.emit()
