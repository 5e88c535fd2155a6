"""The selected tasks as records, kept up to date."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.task import Task
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import TaskListModel
from desktop.widgets.task_views import TaskViews

_MOST_AT_ONCE = 200


class Selection(QObject):
    """Follows the list's selection. `changed` carries the selected tasks, as a tuple, whenever they or their states change."""

    changed = Signal(object)

    def __init__(self, view: TaskViews, model: TaskListModel, engine: EngineApi, bridge: EngineBridge, spawner: Spawner) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._engine = engine
        self._spawner = spawner
        self._ids: tuple[int, ...] = ()
        self._wanted: tuple[int, ...] = ()
        self._stopped = False
        self.tasks: tuple[Task, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        view.selection_changed.connect(self._on_selection)
        model.loaded.connect(self._soon.start)
        model.rowsRemoved.connect(self._soon.start)
        bridge.tasks_changed.connect(self._on_changed)

    def chosen(self) -> tuple[Task, ...]:
        """Return the selected tasks of this very moment, as far as they are known."""
        ids = tuple(self._view.selected_ids())
        if ids == tuple(task.id for task in self.tasks):
            return self.tasks
        rows = (self._model.row_of(number) for number in ids)
        known = (self._model.at_hand(row) for row in rows if row is not None)
        return tuple(task for task in known if task is not None)

    def restore(self, ids: Sequence[int]) -> None:
        """Select tasks that are coming back into the list, as soon as it shows them."""
        self._wanted = tuple(ids)
        self._model.rowsInserted.connect(self._select_wanted)
        self._model.layoutChanged.connect(self._select_wanted)
        self._model.loaded.connect(self._select_wanted)
        self._select_wanted()

    def stop(self) -> None:
        """Read nothing more."""
        self._stopped = True
        self._soon.stop()

    def _select_wanted(self) -> None:
        if not self._wanted or any(self._model.row_of(number) is None for number in self._wanted):
            return
        wanted, self._wanted = self._wanted, ()
        for signal in (self._model.rowsInserted, self._model.layoutChanged, self._model.loaded):
            signal.disconnect(self._select_wanted)
        self._view.select_ids(wanted)
        self._view.setFocus()

    def _on_selection(self, _ids: object) -> None:
        self._soon.start()

    def _read(self) -> None:
        if self._stopped:
            return
        self._ids = tuple(self._view.selected_ids())
        tasks = self._at_hand()
        if tasks is None:
            self._spawner.spawn(self._fetch(self._ids), name="selected tasks")
        else:
            self._tell(tasks)

    def _at_hand(self) -> tuple[Task, ...] | None:
        """Return the selected tasks if the list has all of them in memory."""
        if len(self._ids) > _MOST_AT_ONCE:
            return None
        found = []
        for number in self._ids:
            row = self._model.row_of(number)
            task = self._model.task_at(row) if row is not None else None
            if task is None:
                return None
            found.append(task)
        return tuple(found)

    async def _fetch(self, ids: tuple[int, ...]) -> None:
        tasks = await self._engine.tasks(ids)
        if ids == self._ids:
            self._tell(tuple(tasks))

    def _on_changed(self, tasks: Sequence[Task]) -> None:
        newer = {task.id: task for task in tasks}
        if any(task.id in newer for task in self.tasks):
            self._tell(tuple(newer.get(task.id, task) for task in self.tasks))

    def _tell(self, tasks: tuple[Task, ...]) -> None:
        if tasks != self.tasks:
            self.tasks = tasks
            self.changed.emit(tasks)
