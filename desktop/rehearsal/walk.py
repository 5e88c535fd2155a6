"""Where a sample stands at a given time: waiting, generating, ended."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from desktop.domain.status import IdKind
from desktop.rehearsal.sample import Ending, Sample, Server


class Phase(StrEnum):
    """The three phases of a task."""

    WAITING = "waiting"
    GENERATING = "generating"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A task at a time. Times are unix seconds; `progress` is 0 to 1 and `seconds_left` counts to the end of generating."""

    phase: Phase
    progress: float
    seconds_left: float
    created: float
    started: float | None
    finished: float | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample in a rehearsal; `born` is when its task was created, in unix seconds."""

    sample: Sample
    born: float

    def stage(self, now: float) -> Stage:
        """Return where it stands at `now`."""
        sample = self.sample
        since = now - self.born
        started = self.born + sample.waiting
        left = max(0.0, sample.waiting + sample.generating - since)
        if since < sample.waiting:
            phase, progress = Phase.WAITING, 0.0
        elif sample.ending is Ending.NEVER_ENDS:
            phase, progress = Phase.GENERATING, min(0.85, self._share(since))
        elif left > 0 and sample.ending not in (Ending.NEEDS_ANSWER, Ending.STRANGE_WORD):
            phase, progress = Phase.GENERATING, min(0.99, self._share(since))
        else:
            phase, progress = Phase.ENDED, 1.0
        return Stage(
            phase=phase,
            progress=progress,
            seconds_left=left,
            created=self.born,
            started=None if phase is Phase.WAITING else started,
            finished=started + sample.generating if phase is Phase.ENDED else None,
        )

    def _share(self, since: float) -> float:
        return (since - self.sample.waiting) / max(self.sample.generating, 0.001)


class Tasks:
    """The tasks of a rehearsal. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: dict[tuple[str, str], Entry] = {}

    def add(self, sample: Sample, now: float) -> None:
        """Create a sample's task. Raises ValueError for an id its server knows already."""
        entry = Entry(sample, now - sample.age)
        with self._lock:
            for task_id in _ids(sample):
                if (sample.server, task_id) in self._entries:
                    raise ValueError(f"{sample.server} has a task {task_id} already.")
            for task_id in _ids(sample):
                self._entries[sample.server, task_id] = entry

    def forget(self, task_id: str) -> None:
        """Lose a task for ever, as a gateway does that is started again."""
        with self._lock:
            self._entries = {key: entry for key, entry in self._entries.items() if task_id not in _ids(entry.sample)}

    def known(self, server: str, task_id: str) -> Entry | None:
        """Return a task by either of its ids, whoever owns it."""
        with self._lock:
            return self._entries.get((server, task_id))

    def by_task_id(self, task_id: str) -> Entry | None:
        """Return a task of any server by its task id."""
        return next((entry for entry in self.all() if entry.sample.task_id == task_id), None)

    def find(self, server: Server, task_id: str, *, own: bool, id_kind: IdKind = IdKind.TASK_ID) -> Entry | None:
        """Return the task that this id means to the holder of the server's own or other key; None where it means none."""
        entry = self.known(server, task_id)
        if entry is None or entry.sample.ending is Ending.NOT_FOUND:
            return None
        meant = entry.sample.task_id if id_kind is IdKind.TASK_ID else entry.sample.out_task_id
        if meant != task_id or own == (entry.sample.ending is Ending.WRONG_KEY):
            return None
        return entry

    def all(self) -> tuple[Entry, ...]:
        """Return every task once."""
        with self._lock:
            return tuple(entry for (_, key), entry in self._entries.items() if key == entry.sample.task_id)


def _ids(sample: Sample) -> tuple[str, ...]:
    return (sample.task_id, sample.out_task_id) if sample.out_task_id else (sample.task_id,)
