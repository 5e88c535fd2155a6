"""How far saving has come, over all files of one go: what a dock or taskbar shows on the program's icon."""

from collections.abc import Iterable

from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task

_UNDER_WAY = frozenset({FileState.QUEUED, FileState.SAVING})


class SavingProgress:
    """Hears of tasks as they change. Each file counts alike; a go ends when nothing is being saved any more."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, str], float] = {}

    def heard(self, tasks: Iterable[Task]) -> None:
        """Take in tasks that changed."""
        for task in tasks:
            for file in task.files:
                key = (task.id, file.part)
                if file.state in _UNDER_WAY and not file.held and not task.paused:
                    self._files[key] = _part(file)
                elif file.state is FileState.SAVED and key in self._files:
                    self._files[key] = 1.0
                else:
                    self._files.pop(key, None)

    def forget(self, ids: Iterable[int]) -> None:
        """Count tasks no more that left the list."""
        gone = set(ids)
        self._files = {key: part for key, part in self._files.items() if key[0] not in gone}

    def fraction(self, saving: int) -> float | None:
        """Return how much is done, 0 to 1; None while no file is being saved. `saving` counts those that are."""
        if saving == 0:
            self._files = {key: part for key, part in self._files.items() if part < 1.0}
            return None
        return sum(self._files.values()) / len(self._files) if self._files else 0.0


def _part(file: ResultFile) -> float:
    """Return how much of a file has come; one whose size is unknown has nothing until it is saved."""
    return min(file.received / file.size, 1.0) if file.size and file.state is FileState.SAVING else 0.0
